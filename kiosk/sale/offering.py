"""From a code that came to a code that is seen, and back again after a restart.

Theory. A code must fit the sale to the cent before anybody sees it, and live long enough. It is recorded, painted out
of sight and compared; only the record after that lets it be seen. A reached deadline never comes back; one that is
only the shop's default may move while the platform still waits for the scan.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.facts import Code
from kiosk.sale.moves import off_screen, to_not_started
from kiosk.sale.payment import Payment, State
from kiosk.sale.till import Draft
from kiosk.sale.watching import LAST_WORD_S
from kiosk.values import replace

DOUBT_S = 60.0
PAINT_S = 5.0
SHORTEST_S = 30.0
LONGEST_S = 7_200.0
STALE_S = -600.0
MOVE_S = 60.0
MOVE_LIMIT_S = 600.0
LAST_WORD_SLACK_S = 1.0
BACK_FROM = ("restart", "resume")


def judge(draft: Draft, payment: Payment, code: Code) -> None:
    """A code came in time: it must be for this sale and live long enough; staff decide on one without amount."""
    if code.emv and (code.currency != payment.money.currency or code.amount_minor not in (None, payment.money.minor)):
        to_not_started(draft, payment, "code_refused")
        return
    left, about = life(draft, payment, code)
    if left <= 0:
        to_not_started(draft, payment, "no_code")
        return
    doubtful = code.emv and (code.amount_minor is None or code.editable)
    deadline = platform_utc(draft) + timedelta(seconds=left)
    draft.remember(r.CodeCame(draft.now.utc, payment.payment_id, code.payload, deadline, about, open_amount=doubtful))
    now = draft.now.mono
    watch = draft.watch(payment.payment_id)
    draft.set_watch(payment.payment_id, replace(watch, ready_at=now, deadline=now + left))
    if doubtful:
        draft.to(s.QrDoubtful(payment.payment_id, code, now + min(DOUBT_S, left)))
    else:
        paint(draft, payment.payment_id, code)


def paint(draft: Draft, payment_id: str, code: Code) -> None:
    """Let the page paint the code out of sight; that takes a moment and no longer."""
    draft.to(s.AwaitingQr(payment_id, draft.now.mono + PAINT_S, code))


def life(draft: Draft, payment: Payment, code: Code) -> tuple[float, bool]:
    """How many seconds the code may be shown, and whether that is only the shop's default. 0: not at all.

    Tag 26-05 counts when 30 s to 2 h remain by the platform's clock, and may shorten the setting, never lengthen it.
    """
    setting = float(payment.lifetime_s)
    if code.expires is None:
        return setting, True
    left = (code.expires - platform_utc(draft)).total_seconds()
    if SHORTEST_S <= left <= LONGEST_S:
        return min(setting, left), False
    if STALE_S < left < SHORTEST_S:
        return 0.0, False
    return setting, True


def platform_utc(draft: Draft) -> datetime:
    """The platform's clock, as far as its Date header told."""
    return draft.now.utc + timedelta(seconds=draft.till.lines.clock_offset_s)


def lengthen(draft: Draft, payment: Payment) -> None:
    """Only a guess ends this code and the platform still waits: 60 s more, up to ten minutes in all."""
    watch, now = draft.watch(payment.payment_id), draft.now.mono
    deadline = watch.deadline
    if deadline is None or watch.ready_at is None or not payment.about:
        return
    if not deadline - LAST_WORD_S - LAST_WORD_SLACK_S <= now < deadline:
        return
    if deadline + MOVE_S - watch.ready_at > max(float(payment.lifetime_s), MOVE_LIMIT_S):
        return
    utc = platform_utc(draft) + timedelta(seconds=deadline + MOVE_S - now)
    draft.remember(r.DeadlineMoved(draft.now.utc, payment.payment_id, utc))
    draft.set_watch(payment.payment_id, replace(watch, deadline=deadline + MOVE_S))


def bring_back(draft: Draft, payment: Payment, counter: s.Checking) -> None:
    """After a restart or sleep: the platform still waits for the scan, so the code may come back if it lives long
    enough by the recorded time.
    """
    left = seconds_left(draft, payment)
    if payment.patchy:
        # What became of it is not known here: its code may have been cancelled, paid or replaced by another. It is not
        # shown again, and as it may be alive on the customer's phone there is no other one beside it.
        off_screen(draft, payment, "restart")
        draft.to(replace(counter, first=0.0, code=None))
        return
    if payment.state is not State.QR_SHOWN or left < SHORTEST_S:
        off_screen(draft, payment, "deadline")
        draft.to(replace(counter, why="deadline", first=0.0, code=None, may_renew=not counter.answered))
        return
    watch = draft.watch(payment.payment_id)
    draft.set_watch(payment.payment_id, replace(watch, deadline=draft.now.mono + left))
    code = counter.code or draft.till.codes.get(payment.payment_id)
    draft.to(replace(counter, code=code, first=0.0))
    if code is None:
        draft.ask_for(fx.DrawQr(payment.payment_id, payment.payload))


def seconds_left(draft: Draft, payment: Payment) -> float:
    """Until the recorded deadline, by the platform's clock; 0 when none was recorded.

    It was recorded by our own clock if the platform's was not known then. If that one was hours ahead, what is left
    seems to be hours: it is never more than such a code lives in all.
    """
    left = 0.0 if payment.deadline is None else (payment.deadline - platform_utc(draft)).total_seconds()
    return min(left, max(float(payment.lifetime_s), MOVE_LIMIT_S if payment.about else 0.0))


def drawn(draft: Draft, event: e.QrDrawn) -> None:
    """The code was made again from its payload: paint it out of sight first."""
    counter = draft.counter
    if isinstance(counter, s.Checking) and counter.why in BACK_FROM and event.code is not None:
        payment = draft.payment(event.payment_id)
        if event.payment_id == counter.payment_id and payment is not None and payment.state is State.QR_SHOWN:
            draft.to(replace(counter, code=event.code))


def painted(draft: Draft, event: e.QrPainted) -> None:
    """The page painted the code out of sight and looked at it: from the next record on it may be seen."""
    counter = draft.counter
    payment = draft.payment(event.payment_id)
    if not isinstance(counter, s.AwaitingQr | s.Checking) or counter.code is None:
        return
    deadline = draft.watch(event.payment_id).deadline
    if payment is None or event.payment_id != counter.payment_id or deadline is None or draft.now.mono >= deadline:
        return
    if not event.good:
        _unseen(draft, payment, counter)
        return
    if not payment.shown:
        draft.remember(r.CodeShown(draft.now.utc, payment.payment_id))
    draft.to(s.Offering(payment.payment_id, counter.code))


def _unseen(draft: Draft, payment: Payment, counter: s.AwaitingQr | s.Checking) -> None:
    """What was painted is not what was meant: nobody sees it."""
    if isinstance(counter, s.Checking):
        draft.to(replace(counter, code=None))
    else:
        to_not_started(draft, payment, "code_unreadable")
