"""After a start and after sleep: how the till finds its way back.

What the journal says is taken as it is; everything that is not settled is asked again, the interrupted sale first.
A code that was shown may come back only on a signed word that the platform still waits, with at least 30 s left.
"""

from __future__ import annotations

from datetime import datetime

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import states as s
from kiosk.sale.days import Apart, Totals
from kiosk.sale.money import Currency
from kiosk.sale.moves import GRACE_S, close, to_checking, to_unsettled, unsettle
from kiosk.sale.offering import MOVE_LIMIT_S
from kiosk.sale.payment import GAPS, SIBLING_PAID, Payment, State
from kiosk.sale.settling import call_attention
from kiosk.sale.till import Draft, hong_kong_day
from kiosk.sale.watching import WATCH_S, Watch, end_of
from kiosk.values import replace

FIRST_ANSWER_S = 5.0
INTERRUPTED_S = 900.0
LONGEST_HOLD_S = 60.0
RECENT_S = 1_800.0
CLOCK_OFF_S = 300.0
"""So far from the platform's clock, times on the till's pages, its days and what is recent mislead people."""


def woke(draft: Draft, event: e.Woke) -> None:
    """The program started: payments come into memory, the interrupted sale to the front.

    Rows of another environment stay in the journal: test money is no money, and the ids mean nothing here.
    """
    if draft.till.awake:
        return
    draft.ask_for(fx.LookAtPin())
    if isinstance(draft.counter, s.OutOfService):
        draft.to(s.Ready(currency=draft.till.rules.currencies[0]))
    payments = tuple(p for p in event.payments if p.environment == draft.till.rules.environment)
    for payment in payments:
        draft.hold(payment, _watch(draft, payment))
    loose = [p for p in payments if p.watched and not p.ended and not p.closed]
    open_ = [p for p in loose if draft.ours(p) and p.why != SIBLING_PAID]
    tiles = sorted((p for p in open_ if p.set_aside), key=lambda p: (p.sale, p.attempt))
    _open_eyes(draft, event, payments)
    draft.till = replace(draft.till, tiles=tuple(p.payment_id for p in tiles))
    aside = {p.sale for p in tiles}
    front = max((p for p in open_ if p.sale not in aside), key=lambda p: (p.sale, p.attempt), default=None)
    if front is not None and _age(draft, front.created) <= INTERRUPTED_S + front.lifetime_s:
        _interrupted(draft, front)
        aside.add(front.sale)
    for payment in loose:
        if payment.sale not in aside:
            _abandoned(draft, payment)
    draft.till = replace(draft.till, restarted=frozenset(p.payment_id for p in payments if p.open and _unsure(p)))
    if event.undone:
        doubt_goods(draft, undone=True)


def _open_eyes(draft: Draft, event: e.Woke, payments: tuple[Payment, ...]) -> None:
    """Everything that is known without asking anybody."""
    now, today = draft.now.mono, hong_kong_day(draft.now.utc)
    lines = replace(
        draft.till.lines,
        epoch=event.epoch,
        position=event.position,
        receipt=event.position,
        mailbox_next=now,
        probe_next=now,
    )
    draft.till = replace(
        draft.till,
        awake=True,
        woke_at=now,
        next_sale=max(event.next_sale, draft.till.next_sale),
        totals={Currency(c): (count, minor) for day, c, count, minor in event.totals if day == today},
        apart={(what, Currency(c)): (n, minor) for day, what, c, n, minor in event.apart if day == today},
        day=today,
        past=_ahead(event, today),
        recent=_recent(draft, payments),
        strip=_last(draft, payments),
        lines=lines,
    )


def _ahead(event: e.Woke, today: str) -> dict[str, tuple[Totals, Apart]]:
    """What a clock that was fast counted on days that are still to come, the nearest last: only so many are kept."""
    past: dict[str, tuple[Totals, Apart]] = {}
    for day, currency, count, minor in sorted(event.totals, reverse=True):
        if day != today:
            totals, apart = past.get(day, ({}, {}))
            past[day] = {**totals, Currency(currency): (count, minor)}, apart
    return past


def fell_behind(draft: Draft, taken: int) -> None:
    """The relay holds a receipt of ours for letters that this till never took: the journal is an older copy (a backup
    put back, a machine rolled back). What is open is asked again at once, and charges wait for it, at most a minute;
    what the copy does not hold comes back as letters for ids that it does not know.
    """
    lines = draft.till.lines
    if taken > lines.receipt and not lines.behind:
        draft.lines(replace(lines, behind=True))
        _ask_all(draft)
    if draft.till.lines.behind:
        doubt_goods(draft)


def _ask_all(draft: Draft) -> None:
    now = draft.now.mono
    unasked = frozenset(p.payment_id for p in draft.payments().values() if p.watched and draft.ours(p))
    for payment_id in unasked:
        draft.set_watch(payment_id, draft.watch(payment_id).hurried(now))
    if unasked:
        until = now + min(FIRST_ANSWER_S + len(unasked), LONGEST_HOLD_S)
        held = max(draft.till.held_until, until)
        draft.till = replace(draft.till, unasked=unasked, held_until=held)


def doubt_goods(draft: Draft, *, undone: bool = False) -> None:
    """Another journal of this till went on from here, or this one lost its end: it is an older copy, another computer's
    is newer, or its log is damaged. What the start found open may have been shown and paid since, and its goods may
    have gone: nobody is told to hand them over again, or that no code was shown.
    """
    why = "its newest records may have been lost" if undone else "another copy of the records is newer"
    # A start writes in any case, and nobody asks again whether its log was whole.
    for payment_id in draft.till.restarted if undone or draft.now.mono >= draft.till.retry_at else ():
        payment = draft.payment(payment_id)
        if payment is not None and draft.ours(payment) and _unsure(payment):
            call_attention(draft, payment, GAPS, why, b"")
    front = draft.payment(draft.front)
    if front is not None and front.patchy and isinstance(draft.counter, s.NotStarted):
        to_unsettled(draft, front.payment_id, "unknown")
    elif front is not None and front.patchy and isinstance(draft.counter, s.Offering):
        to_checking(draft, front.payment_id, "restart")


def _unsure(payment: Payment) -> bool:
    """What is not known here of it may matter: it may have been paid, or its goods may have gone."""
    return (payment.paid or not payment.ended) and payment.closed != "orphan"


def first_answer(draft: Draft, payment_id: str) -> None:
    """The platform said something about a payment for which charges wait."""
    till = draft.till
    if payment_id != till.interrupted and payment_id not in till.unasked:
        return
    unasked = till.unasked - {payment_id}
    draft.till = replace(till, unasked=unasked, held_until=till.held_until if unasked else 0.0)


def _interrupted(draft: Draft, payment: Payment) -> None:
    now, payment_id = draft.now.mono, payment.payment_id
    if payment.state is State.ATTENTION:
        known = [kind for kind in ("moved", "amount", "reversed") if kind in payment.attention]
        draft.to(s.Unsettled(payment_id, known[0] if known else "differs"))
    else:
        draft.to(s.Checking(payment_id, "restart", now + GRACE_S, first=now + FIRST_ANSWER_S))
    draft.till = replace(draft.till, interrupted=payment_id, held_until=now + FIRST_ANSWER_S)
    draft.set_watch(payment_id, draft.watch(payment_id).hurried(now))


def _abandoned(draft: Draft, payment: Payment) -> None:
    """Interrupted too long ago, or of another project: nobody stands there any more."""
    if payment.shown and payment.why != SIBLING_PAID:
        unsettle(draft, payment.payment_id)
    close(draft, payment.payment_id, "restart")


def _watch(draft: Draft, payment: Payment) -> Watch:
    """The plan of a payment whose times are known in UTC only.

    Either clock may have been wrong when they were written, or be wrong now: nothing was written in the future, and no
    code lives longer than codes do. Otherwise a payment would be asked about as if it were live, for days.
    """
    now = draft.now.mono
    left = min(now, _mono(draft, payment.created))
    ended = payment.settled if payment.state in (State.DECLINED, State.DEAD) else None
    deadline = None
    if payment.deadline is not None:
        deadline = min(max(left, _mono(draft, payment.deadline)), left + max(float(payment.lifetime_s), MOVE_LIMIT_S))
    watch = Watch(
        left_at=left,
        ready_at=left if payment.payload else None,
        deadline=deadline,
        ended_at=min(now, _mono(draft, ended)) if ended is not None else None,
    )
    old = payment.watched and now - end_of(payment, watch) >= WATCH_S
    return watch.hurried(now) if old else watch


def reckon(draft: Draft) -> None:
    """The platform's clock shows that this computer's is ahead: what the start found is younger than it was taken to
    be. A payment of today would pass for one of weeks ago, and be given up. Of two clocks that do not agree the one
    counts by which it is younger: asking too long does no harm.
    """
    lines = draft.till.lines
    ahead = min(lines.clock_offset_s, 0.0)
    if abs(ahead - lines.reckoned_s) <= CLOCK_OFF_S:
        return
    draft.lines(replace(lines, reckoned_s=ahead))
    for payment_id in draft.till.restarted:
        payment, watch = draft.payment(payment_id), draft.watch(payment_id)
        if payment is not None and not payment.ended:
            new = _watch(draft, payment)
            draft.set_watch(
                payment_id, replace(watch, left_at=new.left_at, ready_at=new.ready_at, deadline=new.deadline)
            )


def _mono(draft: Draft, utc: datetime) -> float:
    return draft.now.mono - _age(draft, utc)


def _age(draft: Draft, utc: datetime) -> float:
    return (draft.now.utc - utc).total_seconds() + draft.till.lines.reckoned_s


def _recent(draft: Draft, payments: tuple[Payment, ...]) -> tuple[str, ...]:
    fresh = [p for p in payments if abs(_age(draft, p.settled or p.created)) < RECENT_S and p.sale]
    fresh.sort(key=lambda p: p.settled or p.created, reverse=True)
    return tuple(p.payment_id for p in fresh)


def _last(draft: Draft, payments: tuple[Payment, ...]) -> str:
    """The last result, for the strip."""
    done = [(p.settled, p.payment_id) for p in payments if p.ended and p.settled is not None]
    # A clock that was fast stamped some ahead: they are not the last for as long as it was fast.
    fresh = [(at, payment_id) for at, payment_id in done if abs(_age(draft, at)) < RECENT_S]
    return max(fresh)[1] if fresh else ""


def resumed(draft: Draft, event: e.Resumed) -> None:
    """The computer slept: nothing shown before is trusted until the platform was asked again. Writes nothing."""
    lines, now = draft.till.lines, draft.now.mono
    draft.lines(replace(lines, relay_ok=None, mailbox_next=now, probe_next=now))
    for payment in draft.payments().values():
        if payment.watched and not payment.ended:
            draft.set_watch(payment.payment_id, draft.watch(payment.payment_id).hurried(now))
    counter = draft.counter
    match counter:
        case s.Offering():
            codes = {**draft.till.codes, counter.payment_id: counter.code}
            draft.till = replace(draft.till, codes=codes)
            draft.to(s.Checking(counter.payment_id, "resume", now + GRACE_S))
        case s.Ordering() | s.AwaitingQr() | s.QrDoubtful():
            draft.to(s.Checking(counter.payment_id, "resume", now + GRACE_S, first=now + FIRST_ANSWER_S))
        case s.Checking():
            draft.to(replace(counter, until=now + GRACE_S, code=None))
        case _:
            pass
