"""What time does to a till: deadlines, tiles, old payments, and at last the calls that are due.

`tend` runs at the end of every step, so that no event can leave a due thing undone; `wake_at` says when the next one
is due. While the journal refuses, what time alone would write waits a second between tries: the step after a refusal
must not be refused again, or the till would do nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.calls import call_times, give_up_lost_calls, place_calls
from kiosk.sale.counter import start
from kiosk.sale.moves import (
    AWAIT_QR_S,
    TILE_GRACE_S,
    drop_tile,
    refuse_start,
    to_checking,
    to_not_started,
    to_stopped,
    to_unsettled,
)
from kiosk.sale.offering import LONGEST_S
from kiosk.sale.owner import owner_times, tend_owner
from kiosk.sale.payment import Payment, State
from kiosk.sale.results import go_on, quiet_until
from kiosk.sale.same import same
from kiosk.sale.tally import on_day
from kiosk.sale.till import Draft, hong_kong_day
from kiosk.sale.watching import WATCH_S, Watch, due, end_of
from kiosk.values import replace

RECENT = timedelta(minutes=30)
MOST_RECENT = 200
"""Of one till in half an hour: a sale every nine seconds. All of them are looked through at every step."""
UNHEARD_S = 300.0
"""From a last question that never reached the platform to the next one."""
AGED_S = LONGEST_S
"""What a start finds old is asked about so long after it once more: a clock that was behind may have dated it wrongly,
and its code may have been alive. No code lives longer.
"""
SAID_OF_RELAY = frozenset({"tls", "token", "elsewhere"})


def tend(draft: Draft) -> None:
    """Do what is due now."""
    if not draft.till.awake or isinstance(draft.counter, s.OutOfService):
        return
    give_up_lost_calls(draft)
    tend_owner(draft)
    if draft.now.mono >= draft.till.retry_at:
        _counter_deadlines(draft)
        _tiles(draft)
        _old_payments(draft)
    _forget(draft)
    place_calls(draft)


def _counter_deadlines(draft: Draft) -> None:
    now, counter = draft.now.mono, draft.counter
    match counter:
        case s.Ready():
            _ready(draft, counter)
        case s.Ordering() if now >= draft.watch(counter.payment_id).left_at + AWAIT_QR_S:
            _no_code(draft, counter.payment_id)
        case s.AwaitingQr() if now >= counter.until:
            _no_code(draft, counter.payment_id)
        case s.QrDoubtful() if now >= counter.until:
            to_stopped(draft, counter.payment_id, "code_refused")
        case s.Offering() if now >= _deadline(draft, counter.payment_id):
            to_checking(draft, counter.payment_id, "deadline")
        case s.Checking():
            _checking(draft, counter)
        case s.Confirming() if now >= counter.until:
            to_unsettled(draft, counter.payment_id, "unknown")
        case s.Approved() | s.Declined() | s.Stopped() | s.NotStarted():
            if counter.typed and now >= quiet_until(counter):
                go_on(draft, counter)
        case s.StorageTrouble():
            # Whether anything can be written again is found out by writing; what was lost is asked about anew.
            draft.remember(r.Watched(draft.now.utc, counter.payment_id, "storage"))
            to_checking(draft, counter.payment_id, "storage")
        case _:
            pass


def _checking(draft: Draft, counter: s.Checking) -> None:
    now, payment = draft.now.mono, draft.payment(counter.payment_id)
    if counter.first and now >= counter.first:
        if payment is not None and not payment.shown:
            to_not_started(draft, payment, "restart")
        else:
            draft.to(replace(counter, first=0.0))
    elif now >= counter.until:
        to_unsettled(draft, counter.payment_id, "unknown", may_renew=counter.may_renew, answered=counter.answered)


def _deadline(draft: Draft, payment_id: str) -> float:
    deadline = draft.watch(payment_id).deadline
    assert deadline is not None, "a code is never shown without a deadline"
    return deadline


def _no_code(draft: Draft, payment_id: str) -> None:
    payment = draft.payment(payment_id)
    assert payment is not None, "the sale in front is in memory"
    to_not_started(draft, payment, "no_code" if draft.till.saved else "storage")


def _ready(draft: Draft, ready: s.Ready) -> None:
    now, lines = draft.now.mono, draft.till.lines
    if ready.residue is not None and now >= ready.residue.until:
        ready = replace(ready, residue=None)
        draft.to(ready)
    if ready.told_until and now >= ready.told_until:
        ready = replace(ready, told_until=0.0)
        draft.to(ready)
    if ready.charge is None:
        return
    if draft.till.broken:
        refuse_start(draft, ready, "trouble")
    elif lines.fresh(now) and lines.order_out is None and now >= draft.till.held_until:
        start(draft, ready)
    elif now >= ready.charge_by:
        said = lines.relay_why if lines.relay_why in SAID_OF_RELAY else "relay"
        refuse_start(draft, ready, "gate" if lines.fresh(now) else said)


def _tiles(draft: Draft) -> None:
    for payment_id in draft.till.tiles:
        payment = draft.payment(payment_id)
        assert payment is not None, "a tile's sale is in memory"
        if not payment.ended and draft.now.mono >= end_of(payment, draft.watch(payment_id)) + TILE_GRACE_S:
            drop_tile(draft, payment_id)


def _old_payments(draft: Draft) -> None:
    """After 14 days: quietly dead when the last signed word was "open" or nothing was shown; else a person decides.

    Never without a last question, and never before the platform said anything since the start: after a start with a
    wrong clock a payment may look older than it is, and who cannot be reached gave no answer and refused none.
    """
    for payment in watched(draft.payments()):
        watch = draft.watch(payment.payment_id)
        if payment.state in (State.DECLINED, State.DEAD):
            if due(payment, watch, True, draft.now.mono) is None:
                draft.ride(r.Rested(draft.now.utc, payment.payment_id))
        elif draft.now.mono - end_of(payment, watch) >= WATCH_S and not _last_question(draft, payment, watch):
            _retire(draft, payment)


def _last_question(draft: Draft, payment: Payment, watch: Watch) -> bool:
    """It is still to be asked, or out; one that nobody heard, and one that only a start found old, is asked again."""
    lines = draft.till.lines
    if not draft.ours(payment):
        return False
    if watch.extra or lines.asking == payment.payment_id:
        return True
    last = draft.now.mono if watch.last is None else watch.last
    aged = draft.till.woke_at + AGED_S if payment.payment_id in draft.till.restarted else last
    again = last + UNHEARD_S if lines.gate_ok is None else aged if last < aged else None
    if again is not None:
        draft.set_watch(payment.payment_id, watch.hurried(again))
    return again is not None


def _retire(draft: Draft, payment: Payment) -> None:
    at, payment_id = draft.now.utc, payment.payment_id
    if payment.state is not State.ATTENTION and (payment.said_pending or not payment.shown):
        draft.remember(r.Failed(at, payment_id, "", "", "", dead=True, raw=b"", why="silence"))
    elif payment.state is not State.ATTENTION:
        draft.remember(r.Raised(at, payment_id, "silent", "14 days", stopped=False, raw=b""))
    draft.ride(r.Rested(at, payment_id))


def _forget(draft: Draft) -> None:
    """Final payments leave memory after half an hour, or when 200 came after them; the journal keeps them. A new day
    starts its own totals.
    """
    today = hong_kong_day(draft.now.utc)
    if today != draft.till.day:
        draft.till = on_day(draft.till, today)
    payments, since, till = draft.payments(), draft.now.utc - RECENT, draft.till
    held = ((pid, payments.get(pid)) for pid in till.recent)
    recent = tuple([pid for pid, p in held if p is not None and (p.settled or p.created) > since])[:MOST_RECENT]
    front, asked = draft.front, till.asked
    kept = {*recent, *till.tiles, front, till.strip, till.lines.asking, till.office.case}
    kept |= {asked.payment_id} if asked is not None else set()
    over = [p for p in at_rest(payments) if p.payment_id not in kept]
    sales = {p.sale for p in watched(payments) if p.sale} if over else set()
    for payment in over:
        # A paid attempt stays as long as another of its sale is watched: that one's success is money twice.
        if payment.sale not in sales:
            draft.drop(payment.payment_id)
    codes = {pid: code for pid, code in till.codes.items() if pid in till.tiles or pid == front}
    if len(recent) != len(till.recent) or len(codes) != len(till.codes):
        draft.till = replace(draft.till, recent=recent, codes=codes)


@same
def watched(payments: Mapping[str, Payment]) -> tuple[Payment, ...]:
    """Those about which a question is still due some day."""
    return tuple([p for p in payments.values() if p.watched])


@same
def at_rest(payments: Mapping[str, Payment]) -> tuple[Payment, ...]:
    """Those that nobody asks about and nobody has to decide."""
    return tuple([p for p in payments.values() if not p.open])


# When to wake.


def wake_at(draft: Draft) -> float | None:
    """When something is due next (monotonic seconds), or None."""
    dues = [_counter_wake(draft)]
    for payment_id in draft.till.tiles:
        payment = draft.payment(payment_id)
        if payment is not None and not payment.ended:
            dues.append(end_of(payment, draft.watch(payment_id)) + TILE_GRACE_S)
    later = [max(at, draft.till.retry_at) for at in dues if at is not None]
    return min((at for at in (*call_times(draft), *owner_times(draft), *later) if at is not None), default=None)


def _counter_wake(draft: Draft) -> float | None:
    counter, now = draft.counter, draft.now.mono
    match counter:
        case s.Ready():
            return _ready_wake(draft, counter)
        case s.Ordering():
            return draft.watch(counter.payment_id).left_at + AWAIT_QR_S
        case s.Checking():
            return counter.first or counter.until
        case s.AwaitingQr() | s.QrDoubtful() | s.Confirming():
            return counter.until
        case s.Offering():
            return draft.watch(counter.payment_id).deadline
        case s.Approved() | s.Declined() | s.Stopped() | s.NotStarted():
            if counter.typed:
                return quiet_until(counter)
            return counter.customer_until if now < counter.customer_until else None
        case s.StorageTrouble():
            return now
        case _:
            return None


def _ready_wake(draft: Draft, ready: s.Ready) -> float | None:
    times = []
    if ready.charge is not None:
        times.append(ready.charge_by)
        lines, now = draft.till.lines, draft.now.mono
        times += [max(now, draft.till.held_until)] if lines.fresh(now) and lines.order_out is None else []
    if ready.residue is not None:
        times.append(ready.residue.until)
    if ready.told_until:
        times.append(ready.told_until)
    return min(times, default=None)
