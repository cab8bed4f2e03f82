"""What the counter does with news of a payment: the table's second half.

News of the sale in front (any attempt of it) moves the page; news of every other payment only touches the strip, the
tiles and the lists. Of an older attempt only that counts which must take the new code off the screen.
"""

from __future__ import annotations

from kiosk.sale import effects as fx
from kiosk.sale import states as s
from kiosk.sale.moves import (
    AWAIT_QR_S,
    CONFIRM_S,
    CUSTOMER_PAGE_S,
    off_screen,
    to_approved,
    to_checking,
    to_not_started,
    to_unsettled,
)
from kiosk.sale.offering import BACK_FROM, bring_back, judge, lengthen
from kiosk.sale.payment import Payment, State
from kiosk.sale.screen import Chime
from kiosk.sale.tidings import Heard, News
from kiosk.sale.till import Draft
from kiosk.values import replace

RENEWABLE = frozenset({"expired", "awaiting customer", "error", "cancelled", "canceled"})
UNSURE = (
    s.Ordering,
    s.AwaitingQr,
    s.QrDoubtful,
    s.Offering,
    s.Checking,
    s.Confirming,
    s.StorageTrouble,
    s.Unsettled,
)
CLOSED = (s.Stopped, s.NotStarted, s.Declined, s.Unsettled)
"""Pages that say that nothing came or that another charge is safe: the sale is closed, and staff still read them."""
MAY_TURN = (*UNSURE, *CLOSED)
WORDS = {"amount": "amount", "reversed": "reversed"}


def react(draft: Draft, news: News) -> None:
    """Let the counter hear what changed about a payment."""
    payment = draft.payment(news.payment_id)
    assert payment is not None, "what was heard is in memory"
    front = draft.payment(draft.front)
    same_sale = front is not None and bool(payment.sale) and payment.sale == front.sale
    if news.what is Heard.PAID and same_sale and not isinstance(draft.counter, s.Approved):
        to_approved(draft, payment)
    elif news.what in (Heard.PAID, Heard.PAID_LATE):
        if same_sale and not isinstance(draft.counter, s.Approved):
            # The sale was closed, and staff still read its page: it must not go on saying that nothing came.
            _hide(draft, payment)
            to_unsettled(draft, payment.payment_id, "late")
        draft.till = replace(draft.till, strip=payment.payment_id, tiles=_tiles(draft, payment))
        # Never as paid: the clerk would take it for the customer who stands there, whose page is not green.
        draft.ask_for(fx.PlayChime(Chime.LATE))
    elif news.payment_id == draft.front:
        _front(draft, payment, news)
    elif same_sale:
        _either(draft, payment, news)
    elif news.what is Heard.WAITING and not news.letter and payment.state is State.QR_SHOWN:
        lengthen(draft, payment)  # a live tile


def _tiles(draft: Draft, paid: Payment) -> tuple[str, ...]:
    """The tile of a sale shows the attempt that was paid."""
    siblings = {p.payment_id for p in draft.siblings(paid)}
    return tuple(paid.payment_id if tile in siblings else tile for tile in draft.till.tiles)


def _front(draft: Draft, payment: Payment, news: News) -> None:
    counter = draft.counter
    match news.what:
        case Heard.DECLINED if isinstance(counter, UNSURE):
            now = draft.now.mono
            draft.to(s.Declined(payment.payment_id, now, now + CUSTOMER_PAGE_S))
            draft.ask_for(fx.PlayChime(Chime.DECLINED))
        case Heard.CODE if _in_time(draft, counter):
            assert news.code is not None, "news of a code carry it"
            judge(draft, payment, news.code)
        case Heard.CODE_REFUSED if _in_time(draft, counter):
            to_not_started(draft, payment, "code_unreadable" if news.why == "unreadable" else "code_refused")
        case Heard.WAITING | Heard.PENDING | Heard.CODE | Heard.CODE_REFUSED if not news.letter:
            _still_open(draft, payment, news.what is Heard.WAITING)
        case Heard.ENDED:
            _ended(draft, payment, news.why)
        case Heard.REJECTED if isinstance(counter, UNSURE):
            to_not_started(draft, payment, "restart" if isinstance(counter, s.Checking) else "no_code")
        case _:
            _either(draft, payment, news)


def _in_time(draft: Draft, counter: s.Counter) -> bool:
    """The till still waits for a code: its own deadline ends every wait."""
    match counter:
        case s.Ordering():
            return draft.now.mono < draft.watch(counter.payment_id).left_at + AWAIT_QR_S
        case s.AwaitingQr():
            return draft.now.mono < counter.until
        case _:
            return False


def _either(draft: Draft, payment: Payment, news: News) -> None:
    """What counts about any attempt of the sale in front: money of it may be on its way."""
    counter = draft.counter
    match news.what:
        case Heard.CONFIRMING if isinstance(counter, UNSURE) and not isinstance(counter, s.Confirming):
            if not payment.stopped:
                _confirming(draft, payment)
        case Heard.MOVED if isinstance(counter, MAY_TURN):
            _hide(draft, payment)
            to_unsettled(draft, payment.payment_id, "moved")
        case Heard.DIFFERS if isinstance(counter, MAY_TURN):
            _hide(draft, payment)
            to_unsettled(draft, payment.payment_id, WORDS.get(news.why, "differs"))
        case _:
            pass


def _hide(draft: Draft, payment: Payment) -> None:
    """Another attempt of the sale is in front: its code goes off the screen, too."""
    front = draft.payment(draft.front)
    if front is not None and front.payment_id != payment.payment_id:
        off_screen(draft, front, "sibling")


def _confirming(draft: Draft, payment: Payment) -> None:
    _hide(draft, payment)
    off_screen(draft, payment, "confirming")
    draft.to(s.Confirming(payment.payment_id, draft.now.mono + CONFIRM_S))


def _still_open(draft: Draft, payment: Payment, waiting: bool) -> None:
    """The platform itself says that the payment is open; letters say so too, but nobody knows when."""
    counter = draft.counter
    renew = waiting and not payment.patchy  # a code that is not known here may be alive
    match counter:
        case s.Offering() if waiting:
            lengthen(draft, payment)
        case s.Checking() if counter.why in BACK_FROM and not payment.shown:
            to_not_started(draft, payment, "restart")
        case s.Checking() if counter.why in BACK_FROM and waiting:
            bring_back(draft, payment, counter)
        case s.Checking():
            draft.to(replace(counter, may_renew=renew and not counter.answered, code=None, first=0.0))
        case s.Unsettled(why="unknown"):
            draft.to(replace(counter, may_renew=renew and not counter.answered))
        case _:
            pass


def _ended(draft: Draft, payment: Payment, why: str) -> None:
    """Not a proof of anything: the code goes, asking goes on; some words allow a new code."""
    counter = draft.counter
    renewable = why in RENEWABLE
    match counter:
        case s.Ordering() | s.AwaitingQr() | s.QrDoubtful():
            to_not_started(draft, payment, "error" if why == "error" else "no_code", payment.said)
        case s.Checking() if counter.why in BACK_FROM and not payment.shown:
            to_not_started(draft, payment, "restart")
        case s.Offering() | s.Confirming():
            to_checking(draft, payment.payment_id, "ended", may_renew=renewable and isinstance(counter, s.Offering))
        case s.Checking():
            # From here on no later word brings the code back.
            off_screen(draft, payment, "ended")
            kept = "ended" if counter.why in BACK_FROM else counter.why
            renew = renewable and not counter.answered
            draft.to(replace(counter, why=kept, may_renew=renew, code=None, first=0.0))
        case s.Unsettled(why="unknown"):
            draft.to(replace(counter, may_renew=renewable and not counter.answered))
        case _:
            pass
