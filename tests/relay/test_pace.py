"""Who is told to be late: by the time a phase may take, and by how little of it moved."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kiosk.relay.limits import LIMITS
from kiosk.relay.pace import Watch
from tests.relay.helpers import Clock

LIMIT = replace(LIMITS, head_deadline_s=10.0, keep_alive_s=30.0, rate_grace_s=4.0, min_rate=1_000.0)


@dataclass(eq=False)
class Line:
    """A connection as the watch sees it."""

    allowed: float = 10.0
    moved: int = 0
    told: list[str] = field(default_factory=list)

    def allowed_s(self) -> float:
        return self.allowed

    def progress(self) -> int:
        return self.moved

    def late(self) -> None:
        self.told.append("late")


def watch() -> tuple[Watch, Clock]:
    ticks = Clock(0.0)
    return Watch(LIMIT, ticks), ticks


def test_the_idle_are_told_each_after_its_own_time_and_once() -> None:
    looking, ticks = watch()
    known, stranger, late_comer = Line(30.0), Line(10.0), Line(10.0)
    looking.rest(known)
    looking.rest(stranger)
    ticks.now = 5.0
    looking.rest(late_comer)
    for ticks.now in (9.9, 10.0, 12.0):
        looking.look()
    assert (known.told, stranger.told, late_comer.told) == ([], ["late"], [])
    for ticks.now in (15.0, 29.9, 30.0, 31.0):
        looking.look()
    assert (known.told, stranger.told, late_comer.told) == (["late"], ["late"], ["late"])


def test_whoever_moves_too_little_is_told_after_the_grace() -> None:
    looking, ticks = watch()
    still, quick = Line(moved=0), Line(moved=2_500)
    looking.begin(still)
    looking.begin(quick)
    ticks.now = 4.0
    looking.look()
    assert still.told == []
    ticks.now = 6.0
    looking.look()
    assert (still.told, quick.told) == (["late"], [])
    ticks.now = 7.0
    looking.look()
    assert quick.told == ["late"]


def test_a_phase_ends_however_much_moves_in_it() -> None:
    looking, ticks = watch()
    line = Line(moved=1_000_000)
    looking.begin(line)
    assert looking.is_busy(line)
    ticks.now = 10.0
    looking.look()
    assert line.told == ["late"]
    assert not looking.is_busy(line)


def test_who_waits_for_us_is_never_late() -> None:
    looking, ticks = watch()
    first, second = Line(), Line()
    looking.begin(first)
    looking.rest(second)
    looking.done(first)
    looking.done(second)
    ticks.now = 1e6
    looking.look()
    assert first.told == second.told == []


def test_rest_begins_anew_each_time() -> None:
    looking, ticks = watch()
    line, other = Line(), Line()
    looking.rest(line)
    ticks.now = 9.0
    looking.rest(other)
    looking.begin(line)
    looking.rest(line)
    ticks.now = 18.0
    looking.look()
    assert line.told == other.told == []
    ticks.now = 19.0
    looking.look()
    assert line.told == other.told == ["late"]
