"""One payment: the long memory of one attempt, folded from its records.

Theory. A payment begins with `Intended` (or `Orphaned`) and changes only by `fold`. Its state climbs

    INTENT → SUBMITTED → ACCEPTED → QR_READY → QR_SHOWN → PAID | DECLINED | REJECTED | WATCHING
    WATCHING → PAID | PAID_LATE | DEAD | ATTENTION

and never falls: PAID and PAID_LATE stay whatever comes; success leads there from every state except an ATTENTION by
contradiction (`stopped`). Set aside and closed are marks beside the state. What is *not* here: when to ask again
(`watching`), what a fact means (`hearing`), what a person sees (`view`).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from kiosk.sale import office_records as o
from kiosk.sale import records as r
from kiosk.sale.facts import Sum
from kiosk.sale.money import Money
from kiosk.values import dataclass, replace


class State(StrEnum):
    """The states of a payment, as the journal and exports name them."""

    INTENT = "INTENT"
    SUBMITTED = "SUBMITTED"
    ACCEPTED = "ACCEPTED"
    QR_READY = "QR_READY"
    QR_SHOWN = "QR_SHOWN"
    PAID = "PAID"
    DECLINED = "DECLINED"
    REJECTED = "REJECTED"
    WATCHING = "WATCHING"
    PAID_LATE = "PAID_LATE"
    DEAD = "DEAD"
    ATTENTION = "ATTENTION"


SIBLING_PAID = "sibling_paid"
GAPS = "gaps"
PAID_STATES = frozenset({State.PAID, State.PAID_LATE})
UNWATCHED = frozenset({State.PAID, State.PAID_LATE, State.REJECTED})
CLIMBING = (State.INTENT, State.SUBMITTED, State.ACCEPTED, State.QR_READY, State.QR_SHOWN)


@dataclass(frozen=True, slots=True)
class Payment:
    """The fold. `created`, `settled` and `deadline` are UTC. `successes` are ids of successful sale operations; those
    without an id are named `#0`, `#1`.

    `attention` holds the open kinds of attention, `answered` those that a person settled, `decided` the last choice
    and `decided_by` whose. `came` is the amount a document stated otherwise. `returned` (minor units) was given back
    by hand; `hand_at` (by `hand_by`) and `trust_at` say when the goods went without a proof. None of these is a state.
    `said` is the last signed status, `said_pending` whether the last signed answer to a question was an open one.
    `stopped` is an ATTENTION by contradiction. `why` is the reason of the last Refused, Failed or Watched;
    `sibling_paid` stays: another attempt of the sale was paid.
    """

    payment_id: str
    customer_id: str
    sale: int
    attempt: int
    money: Money
    reference: str
    project_id: int
    environment: str
    created: datetime
    lifetime_s: int
    state: State = State.INTENT
    payload: str = ""
    deadline: datetime | None = None
    about: bool = False
    open_amount: bool = False
    shown: bool = False
    set_aside: bool = False
    closed: str = ""
    settled: datetime | None = None
    operation_id: str = ""
    successes: tuple[str, ...] = ()
    code: str = ""
    message: str = ""
    why: str = ""
    said: str = ""
    said_pending: bool = False
    attention: tuple[str, ...] = ()
    decided: str = ""
    stopped: bool = False
    rested: bool = False
    answered: tuple[str, ...] = ()
    decided_by: str = ""
    came: Sum | None = None
    returned: int = 0
    hand_at: datetime | None = None
    hand_by: str = ""
    trust_at: datetime | None = None

    @property
    def paid(self) -> bool:
        """Proven success, in time or late."""
        return self.state in PAID_STATES

    @property
    def let_go(self) -> bool:
        """The goods went before the platform had a result: by hand or on trust."""
        return self.hand_at is not None or self.trust_at is not None

    @property
    def patchy(self) -> bool:
        """Records are missing: unknown to this till it may have been shown, and the goods may have gone."""
        return GAPS in (*self.attention, *self.answered)

    @property
    def ended(self) -> bool:
        """Paid, refused, or not paid as far as the platform can say."""
        return self.paid or self.state in (State.REJECTED, State.DECLINED, State.DEAD)

    @property
    def unborn(self) -> bool:
        """It may still turn out never to have come to be: the platform never spoke of it and nothing was shown."""
        return self.state in (*CLIMBING, State.WATCHING) and not (self.shown or self.payload or self.said)

    @property
    def watched(self) -> bool:
        """A question about it is still due some day."""
        return not (self.rested or self.state in UNWATCHED)

    @property
    def open(self) -> bool:
        """It must be in memory: a question is due some day, or a person has to decide."""
        return self.watched or bool(self.attention)


def fold(payment: Payment | None, record: r.Record) -> Payment:
    """The payment after the record. Raises ValueError when a first record is not one that begins a payment."""
    if isinstance(record, r.Intended):
        return Payment(
            record.payment_id, record.customer_id, record.sale, record.attempt, record.money, record.reference,
            record.project_id, record.environment, created=record.at, lifetime_s=record.lifetime_s,
        )
    if isinstance(record, r.Orphaned):
        return _orphan(record)
    if payment is None:
        raise ValueError(f"a payment cannot begin with {type(record).__name__}; the journal lacks its first record")
    return _moved(payment, record)


def _orphan(record: r.Orphaned) -> Payment:
    return Payment(
        payment_id=record.payment_id,
        customer_id="",
        sale=0,
        attempt=0,
        money=record.money,
        reference="",
        project_id=record.project_id,
        environment=record.environment,
        created=record.at,
        lifetime_s=0,
        state=State.ATTENTION,
        shown=True,
        closed="orphan",
        attention=("orphan",),
    )


def _climbed(payment: Payment, to: State) -> State:
    """`to`, unless the payment is already further up."""
    if payment.state in CLIMBING and CLIMBING.index(payment.state) < CLIMBING.index(to):
        return to
    return payment.state


def _moved(payment: Payment, record: r.Record) -> Payment:
    match record:
        case r.Submitted():
            return replace(payment, state=_climbed(payment, State.SUBMITTED))
        case r.Acknowledged():
            return replace(payment, state=_climbed(payment, State.ACCEPTED))
        case r.CodeCame():
            return replace(
                payment,
                state=_climbed(payment, State.QR_READY),
                payload=record.payload,
                deadline=record.deadline,
                about=record.about,
                open_amount=record.open_amount,
            )
        case r.CodeShown():
            return replace(payment, state=_climbed(payment, State.QR_SHOWN), shown=True)
        case r.DeadlineMoved():
            return replace(payment, deadline=record.deadline)
        case r.SetAside():
            return replace(payment, set_aside=True)
        case r.BroughtBack():
            return replace(payment, set_aside=False)
        case r.Closed():
            return replace(payment, closed=payment.closed or record.why, set_aside=False)
        case r.Noted():
            pending = payment.said_pending if record.letter else record.pending
            return replace(payment, said=record.said, said_pending=pending)
        case r.Rested():
            return replace(payment, rested=True)
        case r.Decided():
            answered = tuple(dict.fromkeys((*payment.answered, *payment.attention)))
            return replace(payment, attention=(), answered=answered, decided=record.choice, decided_by=record.by)
        case o.Returned() | o.HandMarked() | o.Trusted():
            return _decided(payment, record)
        case _:
            return _ended(payment, record)


def _decided(payment: Payment, record: o.Returned | o.HandMarked | o.Trusted) -> Payment:
    """What people did beside the platform's word: the state stays as it is."""
    match record:
        case o.Returned():
            return replace(payment, returned=payment.returned + record.money.minor)
        case o.HandMarked():
            attention = (*_without(payment, "unsettled", "claimed", "by_hand"), "by_hand")
            return replace(payment, hand_at=record.at, hand_by=record.by, attention=attention)
        case _:
            return replace(payment, trust_at=record.at)


def _ended(payment: Payment, record: r.Record) -> Payment:
    match record:
        case r.Succeeded():
            return _succeeded(payment, record)
        case r.Failed() if not (payment.paid or payment.state is State.ATTENTION):
            return replace(
                payment,
                state=State.DEAD if record.dead else State.DECLINED,
                settled=record.at,
                operation_id=record.operation_id or payment.operation_id,
                why=payment.why if payment.why == SIBLING_PAID else record.why,
                code=record.code,
                message=record.message,
                attention=_without(payment, "unsettled", GAPS),
            )
        case r.Refused() if payment.unborn:
            return replace(
                payment,
                state=State.REJECTED, settled=record.at, why=record.why, code=record.code, message=record.message,
                attention=_without(payment, "unsettled"),
            )
        case r.Watched() if record.why == SIBLING_PAID or payment.state in CLIMBING:
            state = State.WATCHING if payment.state in CLIMBING else payment.state
            # Once the sale was paid, what somebody said of its other attempts is answered.
            settled = ("claimed", "by_hand") if record.why == SIBLING_PAID else ()
            return replace(payment, state=state, why=record.why, attention=_without(payment, *settled))
        case r.Raised():
            return _raised(payment, record)
        case _:
            return payment


def _succeeded(payment: Payment, record: r.Succeeded) -> Payment:
    successes = tuple(dict.fromkeys((*payment.successes, record.operation_id)))
    named = "" if record.operation_id.startswith("#") else record.operation_id
    if payment.paid:
        return replace(payment, successes=successes, operation_id=payment.operation_id or named)
    # Who settled it did not know that it was paid.
    again = (GAPS,) if GAPS in payment.answered else ()
    return replace(
        payment,
        state=State.PAID_LATE if record.late else State.PAID,
        settled=record.at,
        operation_id=named,
        successes=successes,
        code=record.code,
        message=record.message,
        # What could only be guessed before is answered; a lateness of its own is raised beside it.
        attention=(*_without(payment, "unsettled", "moved", "silent", "claimed", "by_hand"), *again),
        answered=tuple([kind for kind in payment.answered if kind not in again]),
    )


def _raised(payment: Payment, record: r.Raised) -> Payment:
    attention = payment.attention if record.kind in payment.attention else (*payment.attention, record.kind)
    shown = payment.shown or record.kind == GAPS
    payment = replace(payment, attention=attention, came=record.came or payment.came, shown=shown)
    if payment.paid or not (record.stopped or record.kind in ("moved", "silent")):
        return payment
    # What seemed settled is open again, and asked about again.
    return replace(
        payment,
        state=State.ATTENTION,
        stopped=payment.stopped or record.stopped,
        settled=None,
        rested=False,
    )


def _without(payment: Payment, *kinds: str) -> tuple[str, ...]:
    """The open attention without what can no longer be in doubt."""
    return tuple(kind for kind in payment.attention if kind not in kinds)
