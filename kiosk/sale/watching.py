"""When a payment is asked about: a schedule as arithmetic on monotonic seconds.

Theory. While the mailbox is well, letters bring the news and questions are rare: 30 s after the code, then every 30
s. When it is not, at once and then every 12 s. At the deadline and shortly after it, then ever more rarely for 14 days
(the gateway itself repeats letters for 11). Declined and dead payments are asked three times more and then only
heard. An odd letter asks at once and after 1, 2, 4 and 8 s. The next question is planned when the last one *ends*,
however it ended; a busy platform doubles the step.

No clock is read here; jitter (±10 %) comes from the payment id, so that the same story always runs the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from zlib import crc32

from kiosk.sale.payment import Payment, State
from kiosk.sale.same import same
from kiosk.values import dataclass, replace

DAY_S = 86_400.0
WATCH_S = 14 * DAY_S
BEFORE_QR_S = (3.0, 6.0, 10.0, 14.0)
AFTER_DEADLINE_S = (0.0, 10.0, 30.0, 60.0, 120.0)
AFTER_END_S = (300.0, 3_600.0, DAY_S)
ODD_SERIES_S = (0.0, 1.0, 3.0, 7.0, 15.0)  # at once, then after 1, 2, 4, 8 s
LAST_WORD_S = 5.0  # before a deadline that is only the shop's own
STEP_WELL_S = 30.0
STEP_UNWELL_S = 12.0
STEP_EARLY_S = 3.0
STEP_NEAR_S = 10.0
LATER_S = ((120.0 + 11.5 * 300.0, 300.0), (DAY_S, 1_800.0), (WATCH_S, 21_600.0))  # (until after the deadline, step)
SERIES_APART_S = 10.0
ODD_APART_S = 2.0
BUSY_CAP_S = 60.0
KNOWN_DIGESTS = 64
NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class Watch:
    """What is kept in memory beside a payment. All times are monotonic seconds.

    `left_at`: the order's first byte. `ready_at`: the code came. `deadline`: the code's end. `ended_at`: proven
    decline or death. `last`: when the last question ended. `extra`: questions asked for out of turn. `busy`:
    answers "try later" in a row. `behind`: Gate knew more than the letters. `unregistered_at`: first "not
    registered". `digests`: odd letters already asked about.
    """

    left_at: float
    ready_at: float | None = None
    deadline: float | None = None
    ended_at: float | None = None
    last: float | None = None
    asks: int = 0
    extra: tuple[float, ...] = ()
    series_at: float | None = None
    busy: int = 0
    behind: bool = False
    unregistered_at: float | None = None
    digests: tuple[str, ...] = ()

    def hurried(self, at: float) -> Watch:
        """One question out of turn at `at`, unless one is due by then anyway."""
        return self if any(x <= at for x in self.extra) else replace(self, extra=(*self.extra, at))

    def doubted(self, digest: str, now: float) -> Watch:
        """An odd letter: a series of questions, unless these bytes were asked about or a series has just begun."""
        if digest in self.digests:
            return self
        seen = replace(self, digests=(*self.digests, digest)[-KNOWN_DIGESTS:])
        if self.series_at is not None and now - self.series_at < SERIES_APART_S:
            # New bytes may be the verdict: one question for them, and a flood still costs one in two seconds.
            return seen.hurried(now if self.last is None else max(now, self.last + ODD_APART_S))
        return replace(seen, series_at=now, extra=(*self.extra, *(now + s for s in ODD_SERIES_S)))

    def asked(self, now: float) -> Watch:
        """A question leaves: it serves all that were due out of turn."""
        return replace(self, extra=tuple(at for at in self.extra if at > now))

    def answered(self, now: float, busy: bool) -> Watch:
        """A question ended at `now`, however."""
        return replace(self, last=now, asks=self.asks + 1, busy=self.busy + 1 if busy else 0)


UNKEPT = Watch(left_at=0.0)
"""For a payment whose watch nobody kept: it is asked about at once."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the plan says of a payment as long as neither it nor its watch changes. `at_once`: it is due already, and
    `at` is when it would have been.
    """

    payment: Payment
    at: float | None
    at_once: bool

    def at_moment(self, now: float) -> float | None:
        """When the next question is due, seen from this moment."""
        return min(self.at, now) if self.at_once and self.at is not None else self.at


Plans = Mapping[str, Plan]
"""By payment id."""


def due(payment: Payment, watch: Watch, well: bool, now: float) -> float | None:
    """When the next question is due (monotonic seconds, perhaps past), or None when none ever is."""
    return _plan(payment, watch, well).at_moment(now)


def plans(payments: Mapping[str, Payment], watches: Mapping[str, Watch], well: bool) -> Plans:
    """What the plan says of all that may be asked about: by the plan, or out of turn. Looked at several times in every
    step, while most steps change none of it.
    """
    return _well(payments, watches) if well else _unwell(payments, watches)


def _planner(well: bool) -> Callable[[Mapping[str, Payment], Mapping[str, Watch]], Plans]:
    """A step changes one payment or none: of the others the plan is the one that was made before."""
    kept: dict[str, tuple[Payment, Watch, Plan]] = {}

    @same
    def planned(payments: Mapping[str, Payment], watches: Mapping[str, Watch]) -> Plans:
        nonlocal kept
        made: dict[str, tuple[Payment, Watch, Plan]] = {}
        for name, payment in payments.items():
            watch = watches.get(name) or UNKEPT
            if watch.extra or payment.watched:
                last = kept.get(name)
                fits = last is not None and last[0] is payment and last[1] is watch
                made[name] = last if last is not None and fits else (payment, watch, _plan(payment, watch, well))
        kept = made
        return {name: plan for name, (_payment, _watch, plan) in made.items()}

    return planned


_well, _unwell = _planner(True), _planner(False)


def _plan(payment: Payment, watch: Watch, well: bool) -> Plan:
    planned = _planned(payment, watch, well and not watch.behind) if payment.watched else None
    if planned is None:
        return Plan(payment, min(watch.extra, default=None), at_once=False)
    at, step, at_once = planned
    if watch.busy and watch.last is not None:
        at = max(at, watch.last + min(BUSY_CAP_S, step * 2.0**watch.busy))
    return Plan(payment, min((at, *watch.extra)), at_once)


def end_of(payment: Payment, watch: Watch) -> float:
    """The deadline, or what it would have been when no code came."""
    return watch.deadline if watch.deadline is not None else watch.left_at + payment.lifetime_s


def _planned(payment: Payment, watch: Watch, well: bool) -> tuple[float, float, bool] | None:
    """The next question by the plan, the step that a busy platform doubles, and whether it is due at once."""
    last = NEVER if watch.last is None else watch.last
    if payment.state in (State.DECLINED, State.DEAD):
        return _first(watch.left_at if watch.ended_at is None else watch.ended_at, AFTER_END_S, last, BUSY_CAP_S)
    if watch.ready_at is None and not payment.closed:
        early = _first(watch.left_at, BEFORE_QR_S, last, STEP_EARLY_S)
        if early is not None:
            return early
    deadline = end_of(payment, watch)
    if last < deadline:
        return _before(payment, watch, well, deadline)
    return _after(payment, watch, deadline, last)


def _before(payment: Payment, watch: Watch, well: bool, deadline: float) -> tuple[float, float, bool]:
    base = watch.ready_at if watch.ready_at is not None else watch.left_at
    step = STEP_WELL_S if well else STEP_UNWELL_S
    wait = step * _jitter(payment, watch)
    asked = watch.last is not None and (watch.last > base or not well)
    at = wait + (watch.last if asked and watch.last is not None else base)
    ends = [deadline]
    if payment.about and (watch.last is None or watch.last < deadline - LAST_WORD_S):
        ends.append(deadline - LAST_WORD_S)
    return min(at, *ends), step, not (asked or well)


def _after(payment: Payment, watch: Watch, deadline: float, last: float) -> tuple[float, float, bool] | None:
    near = _first(deadline, AFTER_DEADLINE_S, last, STEP_NEAR_S)
    if near is not None:
        return near
    step = next((step for until, step in LATER_S if last - deadline < until), None)
    return None if step is None else (last + step * _jitter(payment, watch), step, False)


def _first(base: float, offsets: tuple[float, ...], last: float, step: float) -> tuple[float, float, bool] | None:
    for offset in offsets:
        if base + offset > last:
            return base + offset, step, False
    return None


def _jitter(payment: Payment, watch: Watch) -> float:
    return 0.9 + 0.2 * (crc32(f"{payment.payment_id}:{watch.asks}".encode()) % 1000) / 999.0
