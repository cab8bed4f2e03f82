"""What settles a payment or puts it before a person: success, decline, contradiction, money that may have moved.

Theory. A proof is compared with the row and becomes records; nothing else touches what is known of money.

- Verified success leads from every state to PAID (PAID_LATE once the sale is closed), except from an ATTENTION by
  contradiction. PAID is never lowered: what comes after it is an item of attention at most.
- Money that may have moved wins over every decline.
- Two successful operations, or two successful attempts of one sale, are PAID and "double".

It must not know the counter, the lines or any clock but the `Now` it is handed.
"""

from __future__ import annotations

from kiosk.sale import facts as f
from kiosk.sale import records as r
from kiosk.sale.office import came
from kiosk.sale.payment import GAPS, SIBLING_PAID, Payment, State
from kiosk.sale.tidings import Heard, News, Told
from kiosk.sale.till import Draft
from kiosk.sale.watching import end_of
from kiosk.values import replace

UNNAMED = "#0"
STOPPING = ("orphan", "amount", "currency", "customer", "project", "shared", "reversed")
"""What a person decides whatever the platform says of success."""


def differs(payment: Payment, stated: f.Stated) -> str:
    """What the document states otherwise than the row: "", project, customer, currency or amount. Absent is not
    different.
    """
    if stated.project_id is not None and stated.project_id != payment.project_id:
        return "project"
    if stated.customer_id and payment.customer_id and stated.customer_id != payment.customer_id:
        return "customer"
    if payment.closed == "orphan":
        return ""
    if any(s.currency != payment.money.currency for s in stated.sums):
        return "currency"
    if any(s.minor != payment.money.minor for s in stated.sums):
        return "amount"
    if payment.open_amount and any(
        s.currency == payment.money.currency and s.minor != payment.money.minor for s in stated.other_sums
    ):
        return "amount"
    return ""


def contradicted(draft: Draft, payment: Payment, kind: str, stated: f.Stated, told: Told) -> News:
    """Something is present and different: a person decides, and no later success makes it plain paid."""
    stopped = not payment.paid
    other = came(payment, (*stated.sums, *stated.other_sums)) if kind in ("amount", "currency") else None
    call_attention(draft, payment, kind, detail(stated), told.raw, stopped=stopped, other=other)
    return News(payment.payment_id, Heard.NOTHING if payment.paid else Heard.DIFFERS, why=kind, letter=told.letter)


def moved(draft: Draft, payment: Payment, stated: f.Stated, told: Told) -> News:
    """A code says that money may have moved."""
    call_attention(draft, payment, "moved", detail(stated), told.raw)
    return News(payment.payment_id, Heard.NOTHING if payment.paid else Heard.MOVED, letter=told.letter)


def detail(stated: f.Stated) -> str:
    """One line for the journal: what the document said."""
    sums = ", ".join(f"{s.minor} {s.currency}" for s in stated.sums)
    return f"status {stated.status or '-'}, code {stated.code or '-'}, sums {sums or '-'}"


def call_attention(
    draft: Draft,
    payment: Payment,
    kind: str,
    words: str,
    raw: bytes,
    *,
    stopped: bool = False,
    other: f.Sum | None = None,
) -> None:
    """Put an item before a person, once: what is open or was settled already is not raised again."""
    current = draft.payment(payment.payment_id) or payment
    if kind not in (*current.attention, *current.answered):
        at, payment_id = draft.now.utc, payment.payment_id
        draft.remember(r.Raised(at, payment_id, kind, words, stopped=stopped, raw=raw, came=other))


def note(draft: Draft, payment: Payment, stated: f.Stated, pending: bool, told: Told) -> None:
    """Keep what was last said; the bytes of a letter are kept by its own record."""
    said = " ".join(part for part in (stated.status, stated.code) if part)
    raw = b"" if told.letter else told.raw
    draft.ride(r.Noted(draft.now.utc, payment.payment_id, said, pending, raw, letter=told.letter))


# Success.


def success(draft: Draft, payment: Payment, stated: f.Stated, told: Told) -> News:
    """Proved success about this row."""
    if payment.paid:
        return _again(draft, payment, stated, told)
    if payment.stopped or payment.closed == "orphan":
        # The contradiction (or the missing row) stands; a person decides. The word is kept.
        note(draft, payment, stated, False, told)
        _ask_anew(draft, payment, stated, told)
        return News(payment.payment_id, Heard.NOTHING)
    operations = _operations(stated)
    if _bound_elsewhere(draft, payment, operations, told):
        return contradicted(draft, payment, "shared", stated, told)
    if not stated.sums and payment.open_amount and not told.letter:
        return contradicted(draft, payment, "amount", stated, told)
    if not stated.sums and told.letter:
        watch = draft.watch(payment.payment_id)
        draft.set_watch(payment.payment_id, watch.doubted(f"no sum {operations[0]}", draft.now.mono))
        return News(payment.payment_id, Heard.NOTHING)
    late = bool(payment.closed) or not draft.standing(payment)
    for operation in operations:
        _succeeded(draft, payment, operation, stated, told, late=late)
    _alarms(draft, payment, len(operations) > 1, late, stated, told)
    return News(payment.payment_id, Heard.PAID_LATE if late else Heard.PAID, letter=told.letter)


def _ask_anew(draft: Draft, payment: Payment, stated: f.Stated, told: Told) -> None:
    """Who settled it did not know that the platform would call it paid: the same question once more, with that word."""
    kinds = [kind for kind in payment.answered if kind in STOPPING]
    if kinds and not payment.attention and not payment.said.startswith("success"):
        now = draft.now.utc
        draft.remember(r.Raised(now, payment.payment_id, kinds[0], detail(stated), stopped=False, raw=told.raw))


def _operations(stated: f.Stated) -> tuple[str, ...]:
    """Names of the successful sale operations, at least one."""
    named = (stated.operation_id, *stated.successes)
    return tuple(dict.fromkeys(name for name in named if name)) or (UNNAMED,)


def _succeeded(draft: Draft, payment: Payment, operation: str, stated: f.Stated, told: Told, *, late: bool) -> None:
    code, message = stated.code, stated.message
    draft.remember(r.Succeeded(draft.now.utc, payment.payment_id, operation, code, message, late=late, raw=told.raw))


def _alarms(draft: Draft, payment: Payment, several: bool, late: bool, stated: f.Stated, told: Told) -> None:
    """What goes with a first success: double, late, after a decline; the sale's other attempts learn of it."""
    siblings = draft.siblings(payment)
    twin = payment.why == SIBLING_PAID or any(p.paid for p in siblings)
    if twin or several:
        call_attention(draft, payment, "double", detail(stated), told.raw)
    if any(p.patchy for p in siblings):
        call_attention(draft, payment, GAPS, "of another attempt of the sale", b"")
    released = any(p.let_go for p in (payment, *siblings))
    if late and not twin:
        # Where the goods went already, by hand or on trust, the money only joins the sale.
        if not released:
            call_attention(draft, payment, "late", payment.closed, told.raw)
    elif _was_declined(payment) and not twin:
        call_attention(draft, payment, "after_decline", payment.code, told.raw)
    for sibling in siblings:
        if not sibling.paid and sibling.state is not State.REJECTED and sibling.why != SIBLING_PAID:
            draft.remember(r.Watched(draft.now.utc, sibling.payment_id, SIBLING_PAID))


def _was_declined(payment: Payment) -> bool:
    """The platform had said that nothing was paid; `expired` and silence say no such thing."""
    return payment.state in (State.DECLINED, State.DEAD) and payment.why == "decline"


def _again(draft: Draft, payment: Payment, stated: f.Stated, told: Told) -> News:
    """Success once more: the same operation is a repeat, another one is money twice."""
    operations, known = _operations(stated), payment.successes
    fresh = [name for name in operations if name not in known]
    named = [name for name in fresh if not name.startswith("#")]
    # Absent is not different: an operation without an id is a second one only where two stand side by side.
    another = bool(named and payment.operation_id) or len(operations) > len(known)
    if named or another:
        for name in fresh:
            _succeeded(draft, payment, name, stated, told, late=False)
    if another:
        draft.remember(
            r.Raised(draft.now.utc, payment.payment_id, "double", detail(stated), stopped=False, raw=told.raw)
        )
    return News(payment.payment_id, Heard.NOTHING)


def _bound_elsewhere(draft: Draft, payment: Payment, operations: tuple[str, ...], told: Told) -> bool:
    if told.bound_to and told.bound_to != payment.payment_id:
        return True
    named = {name for name in operations if not name.startswith("#")}
    others = (p for p in draft.payments().values() if p.payment_id != payment.payment_id)
    return any(named & set(p.successes) for p in others)


# Decline.


def decline(draft: Draft, payment: Payment, stated: f.Stated, told: Told) -> News:
    """Proved decline: nothing was taken. DEAD when it comes after our deadline."""
    if payment.ended or payment.state is State.ATTENTION:
        note(draft, payment, stated, False, told)
        # A decline after a success is an attempt that failed before it; one after ATTENTION decides nothing.
        return News(payment.payment_id, Heard.NOTHING)
    fail(draft, payment, stated, told, dead=past_deadline(draft, payment), why="decline")
    return News(payment.payment_id, Heard.DECLINED, letter=told.letter)


def past_deadline(draft: Draft, payment: Payment) -> bool:
    """The code's time is over."""
    return draft.now.mono >= end_of(payment, draft.watch(payment.payment_id))


def fail(draft: Draft, payment: Payment, stated: f.Stated, told: Told, *, dead: bool, why: str) -> None:
    """Write the end down; it is asked about three times more."""
    draft.remember(
        r.Failed(
            at=draft.now.utc,
            payment_id=payment.payment_id,
            operation_id=stated.operation_id,
            code=stated.code,
            message=stated.message,
            dead=dead,
            raw=told.raw,
            why=why,
        )
    )
    watch = draft.watch(payment.payment_id)
    draft.set_watch(payment.payment_id, replace(watch, ended_at=draft.now.mono))
