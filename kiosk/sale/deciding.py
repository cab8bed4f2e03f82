"""What people decide about payments: an item is settled, money returned, a sale marked by hand, a claim looked into.

Theory. A person's word is never a proof: it becomes a record beside the state, with a name, and can only be added to.
None of it touches the sale on the screen, but for a hand mark on the sale that stands there without a result: with
it the clerk goes on.
"""

from __future__ import annotations

from kiosk.sale import events as e
from kiosk.sale import office_events as o
from kiosk.sale import office_records as kept
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.money import Money
from kiosk.sale.moves import close, off_front
from kiosk.sale.office import (
    CHOICES,
    LONGEST_NAME,
    LONGEST_REASON,
    MOST_NAMES,
    WAYS,
    Gate,
    owners_alone,
    received,
    surplus,
    tidy,
)
from kiosk.sale.payment import Payment, State
from kiosk.sale.search import Wanted
from kiosk.sale.tally import HAND, RETURNED, count_apart
from kiosk.sale.till import Draft
from kiosk.values import replace

CHECK_ANSWER_S = 5.0


# Looking.


def check_now(draft: Draft, event: e.CheckNowPressed) -> None:
    """Ask now; words come within 5 s, whatever the network does."""
    payment_id = event.payment_id or draft.front
    if draft.known(payment_id, event.recalled) is not None:
        ask_now(draft, payment_id)


def ask_now(draft: Draft, payment_id: str) -> None:
    """One question out of turn, and words about it."""
    now = draft.now.mono
    draft.set_watch(payment_id, draft.watch(payment_id).hurried(now))
    draft.till = replace(draft.till, asked=s.Asked(payment_id, now + CHECK_ANSWER_S, draft.now.utc))


def sought(draft: Draft, event: o.Sought) -> None:
    """Somebody looks for a sale."""
    draft.office(replace(draft.till.office, sought=Wanted(event.typed, event.text, event.at)))


def search_left(draft: Draft, event: o.SearchLeft) -> None:
    """Nobody looks any more."""
    draft.office(replace(draft.till.office, sought=None))


def case_opened(draft: Draft, event: o.CaseOpened) -> None:
    """A sale of a list is looked at; it stays in memory meanwhile."""
    payment_id = event.payment_id or draft.front
    if draft.known(payment_id, event.recalled) is not None:
        draft.office(replace(draft.till.office, case=payment_id, refused=""))


def case_left(draft: Draft, event: o.CaseLeft) -> None:
    """Nobody looks at it any more."""
    draft.office(replace(draft.till.office, case="", refused=""))


def claimed(draft: Draft, event: o.PaidClaimed) -> None:
    """The customer says it was paid: opened, asked at once and, unless it is proved, put before a person."""
    payment = draft.known(event.payment_id, event.recalled)
    if payment is None:
        return
    draft.office(replace(draft.till.office, sought=None, case=event.payment_id, refused=""))
    if payment.paid or payment.state is State.REJECTED:
        return
    if "claimed" not in payment.attention:
        at = draft.now.utc
        draft.remember(r.Raised(at, payment.payment_id, "claimed", payment.said, stopped=False, raw=b""))
    ask_now(draft, payment.payment_id)


# Deciding.


def decided(draft: Draft, event: e.AttentionDecided) -> None:
    """An item is settled, with a choice and a name."""
    payment, by = draft.payment(event.payment_id), tidy(event.by, LONGEST_NAME)
    if payment is None or not payment.attention or event.choice not in CHOICES:
        return
    if event.choice == "goods" and not payment.paid:
        return  # goods for what is not proved are let go by a hand mark or on trust, and both are the owner's word
    if owners_alone(payment) and not _owner_or_none(draft):
        _refuse(draft, "owner")
        return
    if not by:
        _refuse(draft, "no_name")
        return
    draft.remember(r.Decided(draft.now.utc, event.payment_id, event.choice, by))
    _signed(draft, by)


def returned(draft: Draft, event: o.ReturnRecorded) -> None:
    """Money was given back by hand. More than came in all cannot have been."""
    payment, by = draft.payment(event.payment_id), tidy(event.by, LONGEST_NAME)
    if payment is None or event.way not in WAYS:
        return
    if not _owner_or_none(draft):
        _refuse(draft, "owner")
    elif event.minor <= 0:
        _refuse(draft, "no_amount")
    elif not by:
        _refuse(draft, "no_name")
    elif event.minor > received(payment) - payment.returned:
        _refuse(draft, "too_much")
    else:
        money = Money(event.minor, payment.money.currency)
        reason = tidy(event.reason, LONGEST_REASON)
        draft.remember(kept.Returned(draft.now.utc, payment.payment_id, money, event.way, reason, by))
        count_apart(draft, RETURNED, money)
        if payment.attention and event.minor >= _owed(payment):
            draft.remember(r.Decided(draft.now.utc, payment.payment_id, "returned", by))
        _signed(draft, by)


def _owed(payment: Payment) -> int:
    """What settles its items when it goes back: what came beyond the price, and without such a thing all that came. A
    part of it leaves the rest to be decided.
    """
    return surplus(payment) or received(payment) - payment.returned


def may_mark(draft: Draft, payment: Payment) -> bool:
    """A hand mark is for a sale whose code was seen, whose end is not proved, and that nobody else still waits for."""
    proved = payment.paid or (payment.ended and payment.why == "decline")
    if proved or not payment.shown or payment.hand_at is not None or not payment.sale:
        return False
    return not draft.standing(payment) or _in_front(draft, payment)


def _in_front(draft: Draft, payment: Payment) -> bool:
    """Its sale stands in front without a result, and nothing of it is shown any more."""
    front = draft.payment(draft.front)
    over = isinstance(draft.counter, s.Unsettled | s.Stopped)
    return over and front is not None and front.sale == payment.sale


def hand_paid(draft: Draft, event: o.HandPaid) -> None:
    """The person in charge lets the goods go as paid. It is no proof, and it is marked for ever."""
    payment, by = draft.payment(event.payment_id), tidy(event.by, LONGEST_NAME)
    reason = tidy(event.reason, LONGEST_REASON)
    if payment is None or not may_mark(draft, payment):
        return
    if not draft.till.office.owner(draft.now.mono):
        _refuse(draft, "owner")
        return
    if not by or not reason:
        _refuse(draft, "no_reason" if by else "no_name")
        return
    in_front = _in_front(draft, payment)
    close(draft, payment.payment_id, "by_hand")
    draft.remember(kept.HandMarked(draft.now.utc, payment.payment_id, reason, by))
    count_apart(draft, HAND, payment.money)
    if in_front:
        off_front(draft)
    _signed(draft, by)


def _owner_or_none(draft: Draft) -> bool:
    """The owner stands here, or the shop set no PIN: then everybody is trusted alike."""
    return draft.till.office.now(draft.now.mono) in (Gate.OPEN, Gate.NONE)


def _refuse(draft: Draft, why: str) -> None:
    draft.office(replace(draft.till.office, refused=why))


def _signed(draft: Draft, by: str) -> None:
    """It is done: the sale is put away, and the name is at hand for the next one."""
    office = draft.till.office
    names = tuple(dict.fromkeys((by, *office.names)))[:MOST_NAMES]
    draft.office(replace(office, case="", refused="", names=names))
