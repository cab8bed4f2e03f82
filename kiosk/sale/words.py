"""Which words go with which code, reason or state: text keys only, never texts.

The groups follow the platform's published code list; a code that is not listed gets the words that are safe
for every code. The code itself goes into small print.
"""

from __future__ import annotations

from kiosk.sale.payment import Payment, State
from kiosk.sale.screen import Say, Tone

_REFUSED: dict[str, tuple[str, ...]] = {
    "settings": ("3261", "3262", "2442", "3023", "3121", "3119"),
    "project": ("2541", "310", "303", "3299"),
    "software": ("3024", "2124", "2154", "2004", "2003", "702", "502", "319"),
    "limit": ("3358", "2642", "309", "3297", "3298"),
    "duplicate": ("3613",),
}
REFUSED_GROUP = {code: group for group, codes in _REFUSED.items() for code in codes}

_HINTS: dict[str, tuple[str, ...]] = {
    "limit": ("20101",),
    "funds": ("20105",),
    "account": ("20106", "20107", "20201", "20203", "20204", "20205"),
    "bank_app": ("20102", "20103", "20104", "20302", "20303"),
    "cancelled": ("20301",),
}
HINT = {code: hint for hint, codes in _HINTS.items() for code in codes}

NOT_STARTED = {
    "relay": "staff.cannot_start",
    "gate": "staff.cannot_start",
    "token": "staff.cannot_start",
    "tls": "staff.no_tls",
    "elsewhere": "staff.identity_elsewhere",
    "storage": "staff.storage_before",
    "trouble": "staff.fault",
    "no_code": "staff.no_code",
    "error": "staff.no_code",
    "code_refused": "staff.code_refused",
    "code_unreadable": "staff.code_unreadable",
    "restart": "staff.restart_before",
}
CAUSE = {"relay": "staff.cause.relay", "gate": "staff.cause.platform", "token": "staff.cause.token"}
OUT_OF_SERVICE = {"full": "staff.cause.space", "settings": "staff.cause.settings"}
WITHOUT_ACTION = frozenset({"staff.stopped", "staff.no_tls"})

UNSETTLED = {
    "unknown": "staff.unsettled",
    "moved": "staff.moved",
    "amount": "staff.amount_differs",
    "differs": "staff.differs",
    "reversed": "staff.reversed",
}

ATTENTION = {
    "late": "staff.paid_late",
    "double": "staff.paid_twice",
    "after_decline": "staff.paid_after_decline",
    "amount": "staff.amount_differs",
    "currency": "staff.differs",
    "customer": "staff.differs",
    "project": "staff.differs",
    "shared": "staff.differs",
    "reversed": "staff.reversed",
    "moved": "staff.moved",
    "orphan": "staff.orphan",
    "unsettled": "staff.unsettled",
    "silent": "staff.silent",
}
NO_ATTENTION_ACTION = {"after_decline": "staff.paid_late.action"}

CHECKED = {
    "": "staff.check.running",
    "paid": "staff.check.paid",
    "not_paid": "staff.check.not_paid",
    "open": "staff.check.open",
    "no_answer": "staff.check.unanswered",
}


def refused(code: str) -> str:
    """The key (without .headline or .action) for a refusal by the platform."""
    return f"staff.refused.{REFUSED_GROUP.get(code, 'other')}"


def hint(code: str) -> Say:
    """One line that helps after a decline."""
    return Say(f"staff.decline_hint.{HINT.get(code, 'other')}")


def attention(payment: Payment, kind: str) -> tuple[Say, Say]:
    """Headline and what to do, for one item of the attention list."""
    key = ATTENTION[kind]
    args = (
        ("amount", payment.money),
        ("sale", payment.sale),
        ("time", payment.settled or payment.created),
    )
    return Say(f"{key}.headline", args), Say(NO_ATTENTION_ACTION.get(kind, f"{key}.action"))


def fact(payment: Payment) -> Say:
    """A payment's state in one word or two."""
    if "double" in payment.attention:
        return Say("staff.state.double")
    if payment.set_aside and not payment.ended:
        return Say("staff.state.set_aside")
    if payment.state is State.REJECTED and payment.why != "refused":
        return Say("staff.state.not_started")
    return Say(f"staff.state.{payment.state.lower()}")


def tone(payment: Payment) -> Tone:
    """How it feels: green is paid and nothing else."""
    if payment.attention or payment.state is State.ATTENTION:
        return Tone.ALERT
    if payment.paid:
        return Tone.GOOD
    if payment.state in (State.DECLINED, State.REJECTED, State.DEAD):
        return Tone.BAD
    return Tone.WAIT
