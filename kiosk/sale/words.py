"""Which words go with which code, reason or state: text keys only, never texts.

The groups follow the platform's published code list; a code that is not listed gets the words that are safe
for every code. The code itself goes into small print.
"""

from __future__ import annotations

from kiosk.sale.money import Money
from kiosk.sale.office import CONFIRMING, surplus
from kiosk.sale.payment import GAPS, Payment, State
from kiosk.sale.screen_parts import Arg, Say, Tone
from kiosk.sale.verdict import ORPHAN_PAID

_REFUSED: dict[str, tuple[str, ...]] = {
    "settings": ("3261", "3262", "2442", "3023", "3121", "3119"),
    "project": ("2541", "310", "303", "3299"),
    "software": ("3024", "2124", "2154", "2004", "2003", "702", "502", "319"),
    "limit": ("3358", "2642", "309"),
    "daily": ("3297", "3298"),
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
OUT_OF_SERVICE = {"broken": "staff.cause.damaged", "full": "staff.cause.space", "settings": "staff.cause.settings"}
WITHOUT_ACTION = frozenset({"staff.stopped", "staff.expired", "staff.ended"})

UNSETTLED = {
    "unknown": "staff.unsettled",
    "moved": "staff.moved",
    "amount": "staff.amount_differs",
    "differs": "staff.differs",
    "reversed": "staff.reversed",
    "late": "staff.paid_late",
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
    ORPHAN_PAID: "staff.orphan_paid",
    "unsettled": "staff.unsettled",
    "silent": "staff.silent",
    "claimed": "staff.claimed",
    "by_hand": "staff.hand",
    GAPS: "staff.gaps",
}
"""By the item: see `items`."""
ALREADY_SAID = {
    "late": "late",
    "moved": "moved",
    "hand": "by_hand",
    "open": "unsettled",
    "silent": "silent",
    "paid_unsure": GAPS,
    "double_unsure": GAPS,
    "orphan_paid": ORPHAN_PAID,
}
"""What is known of an open sale says what this item of attention would say again."""
NO_ATTENTION_ACTION = {"after_decline": "staff.paid_late.action"}
SETTLED = {
    "goods": "staff.state.settled_goods",
    "returned": "staff.state.settled_returned",
    "checked": "staff.state.settled_checked",
}

PIN = {
    "wrong": "staff.pin.too_many",
    "unreadable": "staff.pin.unreadable",
    "unanswered": "staff.pin.unanswered",
}
NAMES_THE_MOST = frozenset({"no_amount", "too_much"})
"""Of what was refused to be recorded: the words that say how much can go back at most."""
REFUSED_TO_RECORD = {
    "no_amount": "staff.form.no_amount",
    "no_name": "staff.form.no_name",
    "no_reason": "staff.form.no_reason",
    "too_much": "staff.form.too_much",
    "owner": "staff.form.owner",
}

CHECKED = {
    "": "staff.check.running",
    "paid": "staff.check.paid",
    "not_paid": "staff.check.not_paid",
    "open": "staff.check.open",
    "disputed": "staff.check.disputed",
    "no_answer": "staff.check.unanswered",
}


def refused(code: str) -> str:
    """The key (without .headline or .action) for a refusal by the platform."""
    return f"staff.refused.{REFUSED_GROUP.get(code, 'other')}"


def hint(code: str) -> Say:
    """One line that helps after a decline."""
    return Say(f"staff.decline_hint.{HINT.get(code, 'other')}")


CAUSES = {"cannot_limit": "limit", "cannot_app": "bank_app", "cannot_setup": "fps_setup", "cannot_network": "network"}


def cause_help(closed: str) -> Say | None:
    """What helps when the sale was stopped because the customer could not pay; None for other reasons."""
    cause = CAUSES.get(closed)
    return Say(f"staff.cannot_pay.{cause}_help") if cause else None


def items(payment: Payment) -> tuple[str, ...]:
    """Its open attention as it is told: a payment without records is another thing once the platform calls it paid."""
    return tuple([ORPHAN_PAID if kind == "orphan" and _said_paid(payment) else kind for kind in payment.attention])


def _said_paid(payment: Payment) -> bool:
    return payment.closed == "orphan" and payment.said.startswith("success")


def attention(payment: Payment, kind: str) -> tuple[Say, Say]:
    """Headline and what to do, for one item of the attention list."""
    key = ATTENTION[kind]
    if kind == GAPS and payment.paid:
        return Say("staff.gaps_paid.headline"), Say(f"{key}.action")
    if kind == "claimed" and not payment.sale:
        return Say("staff.claimed_only.headline", _args(payment)), Say(f"{key}.action")
    if kind in ("amount", "currency") and payment.came is not None:
        return Say("staff.amount_came.headline", _args(payment)), Say(f"{key}.action")
    if kind == "double":
        amount = Money(surplus(payment) or payment.money.minor, payment.money.currency)
        key = "staff.gaps_twice" if payment.patchy else key
        return Say(f"{key}.headline", (("amount", amount), ("sale", payment.sale))), Say(f"{key}.action")
    return Say(f"{key}.headline", _args(payment)), Say(NO_ATTENTION_ACTION.get(kind, f"{key}.action"))


def _args(payment: Payment) -> tuple[tuple[str, Arg], ...]:
    came = payment.came if payment.came is not None else payment.money
    return (
        ("amount", payment.money),
        ("came", came),
        ("sale", payment.sale),
        ("time", payment.settled or payment.hand_at or payment.created),
        ("by", payment.hand_by),
    )


def known(payment: Payment, gone: bool = False) -> Say:
    """What is known of a payment and what to do with the goods, in plain words. `gone`: they went before, by this or
    another attempt of the sale.
    """
    key = _known(payment)
    if payment.paid and (gone or payment.let_go):
        key = "double_gone" if key == "double" else "paid_gone"
    return Say(f"staff.case.{key}", _args(payment))


def gone(payment: Payment) -> bool:
    """Its goods went before it was proved, and that has to be said."""
    return payment.let_go and (payment.paid or payment.patchy)


def went(payment: Payment) -> Say | None:
    """When the goods went, and at whose word; None while they did not."""
    if payment.hand_at is not None:
        return Say("staff.case.went_by_hand", (("by", payment.hand_by), ("time", payment.hand_at)))
    return Say("staff.case.went_on_trust", (("time", payment.trust_at),)) if payment.trust_at is not None else None


def _known(payment: Payment) -> str:
    if payment.paid:
        unsure = GAPS in payment.attention and not payment.let_go
        if "double" in payment.attention:
            return "double_unsure" if unsure else "double"
        if unsure:
            return "paid_unsure"
        if payment.patchy:
            return "paid_settled"
        return "late" if payment.state is State.PAID_LATE else "paid"
    if payment.hand_at is not None:
        return "hand"
    if payment.state is State.ATTENTION:
        if payment.stopped:
            return "differs"
        if _said_paid(payment):
            return "orphan_paid"
        return "silent" if "silent" in payment.attention else "moved"
    if payment.said.startswith(CONFIRMING) and not payment.ended:
        return "confirming"
    if payment.ended and payment.why == "decline" and "unsettled" not in payment.attention:
        return "not_paid"
    if payment.state is State.REJECTED or not payment.shown:
        return "never"
    return "trust" if payment.trust_at is not None else "open"


def told(payment: Payment) -> tuple[Say, ...]:
    """What people have to decide or have decided about it."""
    # Of goods that went by hand or on trust nobody has to find out whether they did.
    said = {ALREADY_SAID.get(_known(payment), ""), *((GAPS,) if payment.let_go else ())}
    lines = [attention(payment, kind)[0] for kind in items(payment) if kind not in said]
    if payment.returned:
        money = Money(payment.returned, payment.money.currency)
        lines.append(Say("staff.case.returned", (("amount", money),)))
    if payment.decided and payment.decided_by:
        lines.append(Say(f"staff.decided_by.{payment.decided}", (("by", payment.decided_by),)))
    return tuple(lines)


def fact(payment: Payment) -> Say:
    """A payment's state in one word or two."""
    if "double" in payment.attention:
        return Say("staff.state.double")
    if payment.paid and payment.let_go:
        return Say("staff.state.paid_gone")
    if payment.paid and GAPS in payment.attention:
        return Say("staff.state.paid_unsure")
    if payment.let_go:
        return Say("staff.state.by_hand" if payment.hand_at is not None else "staff.state.trust")
    if payment.set_aside and not payment.ended:
        return Say("staff.state.set_aside")
    if payment.state is State.REJECTED and payment.why != "refused":
        return Say("staff.state.not_started")
    if payment.state is State.ATTENTION and payment.decided and not payment.attention:
        return _settled(payment)
    if payment.state is State.WATCHING and not payment.shown and payment.closed != "orphan":
        return Say("staff.state.unshown")
    return Say(f"staff.state.{payment.state.lower()}")


def _settled(payment: Payment) -> Say:
    """Nothing is left to decide: who settled it, and how. The first journals kept no name."""
    if not payment.decided_by:
        return Say("staff.state.settled")
    return Say(SETTLED[payment.decided], (("by", payment.decided_by),))


def tone(payment: Payment) -> Tone:
    """How it feels: green is paid and nothing else."""
    if payment.attention or payment.state is State.ATTENTION:
        return Tone.ALERT
    if payment.paid:
        return Tone.GOOD
    if payment.state in (State.DECLINED, State.REJECTED, State.DEAD):
        return Tone.BAD
    return Tone.WAIT
