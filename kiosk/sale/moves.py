"""The moves that several states of the counter share: to a result, to the keypad, off the front.

Each writes what must be written about the payment before it changes the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kiosk.sale import effects as fx
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.money import Currency, Entry, Money
from kiosk.sale.payment import CLIMBING, Payment, State
from kiosk.sale.screen import Chime, CustomerPage
from kiosk.sale.till import Draft
from kiosk.values import replace

AWAIT_QR_S = 15.0
CUSTOMER_PAGE_S = 8.0
CONFIRM_S = 60.0
GRACE_S = 60.0
MOST_TILES = 5
TILE_GRACE_S = 60.0
UNAVAILABLE = frozenset({"relay", "gate", "tls", "token", "elsewhere", "storage", "trouble"})
RESULT_PAGES: dict[type, CustomerPage] = {s.Approved: CustomerPage.PAID, s.Declined: CustomerPage.DECLINED}


def close(draft: Draft, payment_id: str, why: str) -> None:
    """The sale is over for the person in front: none of its attempts may become plain paid any more."""
    payment = draft.payment(payment_id)
    if payment is None:
        return
    for attempt in (payment, *draft.siblings(payment)):
        _close_one(draft, attempt, why)


def _close_one(draft: Draft, payment: Payment, why: str) -> None:
    if payment.closed or payment.paid:
        return
    off_screen(draft, payment, why)
    if payment.ended:
        draft.ride(r.Closed(draft.now.utc, payment.payment_id, why))
    else:
        draft.remember(r.Closed(draft.now.utc, payment.payment_id, why))


def off_screen(draft: Draft, payment: Payment, why: str) -> None:
    """Its code is not to be seen any more and its end is not known: from now on it is watched."""
    if payment.state in CLIMBING:
        draft.remember(r.Watched(draft.now.utc, payment.payment_id, why))


def unsettle(draft: Draft, payment_id: str) -> None:
    """Nobody knows the end and the customer may have paid: it goes to the attention list, if it is not there yet."""
    payment = draft.payment(payment_id)
    if payment is not None and not payment.ended and payment.state is not State.ATTENTION:
        draft.remember(r.Raised(draft.now.utc, payment_id, "unsettled", payment.said, stopped=False, raw=b""))


def to_stopped(draft: Draft, payment_id: str, why: str) -> None:
    """Stop showing, keep watching."""
    close(draft, payment_id, why)
    now = draft.now.mono
    draft.to(s.Stopped(payment_id, now, now + CUSTOMER_PAGE_S))


def to_not_started(draft: Draft, payment: Payment, why: str, code: str = "") -> None:
    """Nothing that could be paid was shown; the attempt, if it may exist, is watched.

    Where an earlier code of the same sale was shown, that would not be true of the sale: its customer may have paid.
    """
    _close_one(draft, payment, why)
    earlier = [p for p in draft.siblings(payment) if p.shown and not p.ended]
    if earlier:
        newest = max(earlier, key=lambda p: p.attempt)
        to_unsettled(draft, newest.payment_id, "unknown", may_renew=newest.state is State.WATCHING)
        return
    now = draft.now.mono
    draft.to(s.NotStarted(payment.payment_id, why, payment.money, payment.reference, now, now + CUSTOMER_PAGE_S, code))


def refuse_start(draft: Draft, ready: s.Ready, why: str) -> None:
    """The charge was refused before anything was written or sent."""
    now = draft.now.mono
    money = Money(ready.entry.minor, ready.currency)
    draft.to(s.NotStarted("", why, money, ready.reference, now, now + CUSTOMER_PAGE_S))


def to_approved(draft: Draft, payment: Payment) -> None:
    """Paid: the code goes off every screen. The only page that sounds as paid."""
    now = draft.now.mono
    draft.to(s.Approved(payment.payment_id, now, now + CUSTOMER_PAGE_S))
    draft.ask_for(fx.PlayChime(Chime.PAID))


def to_checking(draft: Draft, payment_id: str, why: str, *, may_renew: bool = False) -> None:
    """The code goes off the screen; the status is asked at once."""
    payment = draft.payment(payment_id)
    assert payment is not None, "the sale in front is in memory"
    off_screen(draft, payment, why)
    now = draft.now.mono
    draft.to(s.Checking(payment_id, why, now + GRACE_S, may_renew))
    draft.set_watch(payment_id, draft.watch(payment_id).hurried(now))


def to_unsettled(draft: Draft, payment_id: str, why: str, *, may_renew: bool = False, answered: bool = False) -> None:
    """The customer may have paid and nobody knows, or a person must look: whatever was shown goes."""
    payment = draft.payment(payment_id)
    assert payment is not None, "the sale in front is in memory"
    off_screen(draft, payment, why)
    draft.to(s.Unsettled(payment_id, why, may_renew, answered))


def to_ready(draft: Draft, entry: Entry | None = None, reference: str = "", currency: Currency | None = None) -> None:
    """The keypad comes back; what the customer was told stays a moment longer on their side."""
    results = s.Approved | s.Declined | s.Stopped | s.NotStarted | s.Unsettled
    strip = draft.front if isinstance(draft.counter, results) else ""
    residue = _residue(draft)
    draft.till = replace(draft.till, strip=strip or draft.till.strip, asked=None)
    currency = currency or draft.till.rules.currencies[0]
    draft.to(s.Ready(entry or Entry(), currency, reference, residue, refilled=entry is not None))


def off_front(draft: Draft) -> None:
    """The goods went without a result: the keypad, and nothing more to be read on the customer's side."""
    to_ready(draft)
    ready = draft.counter
    assert isinstance(ready, s.Ready), "the keypad came back"
    draft.to(replace(ready, residue=None))


def not_started_page(why: str) -> CustomerPage:
    """What the customer sees of a charge that came to nothing."""
    return CustomerPage.UNAVAILABLE if why in UNAVAILABLE else CustomerPage.WAIT_STAFF


def time_over(counter: s.Checking, payment: Payment | None) -> bool:
    """Its code's time is over; where it is not, the platform ended the attempt before."""
    return counter.why == "deadline" or (payment is not None and payment.said == "expired")


def sale_shown(payments: Mapping[str, Payment], payment: Payment) -> bool:
    """Whether any code of its sale was ever on the glass: only then can its customer have paid."""
    return payment.shown or any(p.shown for p in payments.values() if p.sale == payment.sale)


def result_page(
    payments: Mapping[str, Payment], counter: s.Approved | s.Declined | s.Stopped, payment: Payment
) -> CustomerPage:
    """What the customer sees of an end. Who was never shown a code is not asked whether he paid."""
    if isinstance(counter, s.Stopped):
        return CustomerPage.STOPPED if sale_shown(payments, payment) else CustomerPage.WAIT_STAFF
    return RESULT_PAGES[type(counter)]


def _residue(draft: Draft) -> s.Residue | None:
    counter = draft.counter
    if isinstance(counter, s.NotStarted):
        return s.Residue(not_started_page(counter.why), counter.money, counter.customer_until)
    payment = draft.payment(draft.front)
    assert payment is not None, "the sale in front is in memory"
    if isinstance(counter, s.Approved | s.Declined | s.Stopped):
        return s.Residue(result_page(draft.payments(), counter, payment), payment.money, counter.customer_until)
    page = CustomerPage.SET_ASIDE if payment.set_aside else CustomerPage.SEE_STAFF
    return s.Residue(page, payment.money, draft.now.mono + CUSTOMER_PAGE_S)


def set_aside(draft: Draft, payment_id: str) -> None:
    """Scanned, next customer: the sale becomes a tile; a sixth sends the oldest to the list."""
    payment = draft.payment(payment_id)
    assert payment is not None, "the sale in front is in memory"
    draft.remember(r.SetAside(draft.now.utc, payment_id))
    counter = draft.counter
    if isinstance(counter, s.Offering):
        draft.till = replace(draft.till, codes={**draft.till.codes, payment_id: counter.code})
    leaving = gives_way(draft.till.tiles, draft.payments())
    if leaving is not None:
        drop_tile(draft, leaving.payment_id)
    draft.till = replace(draft.till, tiles=(*draft.till.tiles, payment_id))
    to_ready(draft)


def gives_way(tiles: Sequence[str], payments: Mapping[str, Payment]) -> Payment | None:
    """The tile that would leave the keypad for another one: five stand there at most, and one that is settled goes
    first.
    """
    if len(tiles) < MOST_TILES:
        return None
    held = [p for tile in tiles if (p := payments.get(tile)) is not None]
    settled = [p for p in held if p.ended]
    return (settled or held)[0]


def drop_tile(draft: Draft, payment_id: str) -> None:
    """A tile leaves the keypad: settled ones quietly, the others to the attention list."""
    unsettle(draft, payment_id)
    close(draft, payment_id, "moved_on")
    draft.till = replace(draft.till, tiles=tuple(t for t in draft.till.tiles if t != payment_id))


def moved_on(draft: Draft, payment_id: str) -> None:
    """Staff went on to the next customer."""
    if isinstance(draft.counter, s.Unsettled):
        unsettle(draft, payment_id)
    close(draft, payment_id, "moved_on")
