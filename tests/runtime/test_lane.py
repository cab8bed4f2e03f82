"""Lanes: one job at a time, in order, home in the right thread, and nothing that a job does can stop them."""

import threading
import weakref
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kiosk.runtime.lane import Bell, JobFailed, Lane, LaneClosed, Mutex
from tests.fakes import ImmediateLane

AnyLane = Lane | ImmediateLane


@pytest.fixture(params=[Lane, ImmediateLane])
def lane(request: pytest.FixtureRequest, qapp: QObject) -> Iterator[AnyLane]:
    """The lane and its twin: what is written here holds for both."""
    made: AnyLane = request.param("order")
    yield made
    assert made.close(2.0)


def collect(qtbot: QtBot, lane: AnyLane, jobs: list[Callable[[], object]]) -> list[object]:
    """What the jobs delivered, once all of them have."""
    came: list[object] = []
    lane.arrived.connect(came.append)
    for job in jobs:
        lane.submit(job)
    qtbot.waitUntil(lambda: len(came) == len(jobs), timeout=5000)
    return came


def raising(fault: BaseException) -> Callable[[], object]:
    def job() -> object:
        raise fault

    return job


def test_outcomes_come_in_order_and_as_they_are(qtbot: QtBot, lane: AnyLane) -> None:
    marker = object()
    came = collect(qtbot, lane, [lambda: 1, lambda: (), lambda: ("a", marker), lambda: None])
    assert came == [1, (), ("a", marker), None]
    assert isinstance(came[2], tuple)
    assert came[2][1] is marker


@pytest.mark.parametrize("fault", [ValueError("x"), SystemExit(3), KeyboardInterrupt(), GeneratorExit(), MemoryError()])
def test_a_job_that_raises_is_told_and_the_next_one_is_done(qtbot: QtBot, lane: AnyLane, fault: BaseException) -> None:
    failed, after = collect(qtbot, lane, [raising(fault), lambda: "after"])
    assert failed == JobFailed("order", fault)
    assert after == "after"


def test_a_listener_may_submit_the_next_job(qtbot: QtBot, lane: AnyLane) -> None:
    seen: list[object] = []

    def listen(outcome: object) -> None:
        seen.append(("in", outcome))
        if outcome == 1:
            lane.submit(lambda: 2)
        seen.append(("out", outcome))

    lane.arrived.connect(listen)
    lane.submit(lambda: 1)
    qtbot.waitUntil(lambda: len(seen) == 4, timeout=5000)
    assert seen == [("in", 1), ("out", 1), ("in", 2), ("out", 2)]


def test_a_closed_lane_refuses_jobs(lane: AnyLane) -> None:
    assert lane.close(2.0)
    with pytest.raises(LaneClosed, match="closed"):
        lane.submit(lambda: None)


def test_work_is_done_in_one_other_thread_and_told_in_the_first(qtbot: QtBot) -> None:
    lane = Lane("journal")
    heard: list[int] = []
    # A plain function belongs to no thread that Qt knows, so this is the case that could go wrong.
    lane.arrived.connect(lambda _outcome: heard.append(threading.get_ident()))
    came = collect(qtbot, lane, [threading.get_ident] * 5)
    assert len(set(came)) == 1
    assert came[0] != threading.get_ident()
    assert set(heard) == {threading.get_ident()}
    assert lane.close(2.0)


def test_submitting_never_waits_and_one_job_runs_at_a_time(qtbot: QtBot) -> None:
    lane, gate, busy, most = Lane("ask"), Bell(), [0], [0]

    def job() -> None:
        busy[0] += 1
        most[0] = max(most[0], busy[0])
        gate.wait(5.0)
        busy[0] -= 1

    came: list[object] = []
    lane.arrived.connect(came.append)
    for _ in range(3):
        lane.submit(job)
    assert came == []
    for done in range(1, 4):
        with qtbot.waitSignal(lane.arrived, timeout=5000):
            gate.ring()
        assert len(came) == done
    assert most == [1]
    assert lane.close(2.0)


def test_the_thread_is_a_daemon_and_starts_with_the_first_job(qtbot: QtBot) -> None:
    lane = Lane("probe")
    assert "probe" not in {thread.name for thread in threading.enumerate()}
    assert collect(qtbot, lane, [lambda: threading.current_thread().daemon]) == [True]
    assert "probe" in {thread.name for thread in threading.enumerate()}
    assert lane.close(2.0)
    assert "probe" not in {thread.name for thread in threading.enumerate()}


def test_closing_does_not_wait_for_a_job_that_hangs_and_nothing_comes_after_it(qtbot: QtBot) -> None:
    lane, started, go, done = Lane("mailbox"), Bell(), Bell(), Bell()
    came: list[object] = []
    lane.arrived.connect(came.append)

    def hang() -> str:
        started.ring()
        go.wait(5.0)
        return "late"

    lane.submit(hang)
    lane.submit(done.ring)
    assert started.wait(5.0)
    assert lane.close() is False
    go.ring()
    assert lane.close(5.0)
    assert not done.wait(0.0), "a job that had not begun was to be dropped"
    qtbot.wait(1)
    assert came == []


def test_closing_with_finish_does_the_waiting_jobs_first(qtbot: QtBot) -> None:
    lane, written = Lane("journal"), list[int]()
    for number in range(50):
        lane.submit(partial(written.append, number))
    assert lane.close(5.0, finish=True)
    assert written == list(range(50))


def test_what_was_on_its_way_when_the_lane_closed_is_not_delivered(qtbot: QtBot) -> None:
    lane, worked = Lane("order"), Bell()
    came: list[object] = []
    lane.arrived.connect(came.append)
    lane.submit(lambda: "queued")
    lane.submit(worked.ring)
    assert worked.wait(5.0)
    assert lane.close(5.0)
    qtbot.wait(1)
    assert came == []


def test_a_lane_that_dies_with_its_parent_does_no_harm(qtbot: QtBot) -> None:
    parent, go, started = QObject(), Bell(), Bell()
    lane = Lane("order", parent)

    def job() -> None:
        started.ring()
        go.wait(5.0)

    lane.submit(job)
    assert started.wait(5.0)
    parent.deleteLater()
    del parent
    # Deferred deletion is done by the event loop.
    qtbot.waitUntil(lambda: not isValid(lane), timeout=5000)
    go.ring()
    assert lane.close(5.0)


def test_a_done_job_is_let_go(qtbot: QtBot) -> None:
    class Held:
        """Something large."""

    lane, held = Lane("order"), Held()
    gone = weakref.ref(held)

    def job(held: Held = held) -> str:
        return type(held).__name__

    assert collect(qtbot, lane, [job]) == ["Held"]
    del job, held
    qtbot.waitUntil(lambda: gone() is None, timeout=5000)
    assert lane.close(2.0)


def test_a_bell_keeps_one_ring() -> None:
    bell = Bell()
    assert not bell.wait(0.0)
    bell.ring()
    bell.ring()
    assert bell.wait(0.0)
    assert not bell.wait(0.0)


def test_a_mutex_lets_one_in_and_opens_after_a_fault(qtbot: QtBot) -> None:
    mutex, lane, entered = Mutex(), Lane("order"), Bell()

    def job() -> None:
        with mutex:
            entered.ring()

    def fail() -> None:
        with mutex:
            raise ValueError("inside")

    with mutex:
        lane.submit(job)
        assert not entered.wait(0.02)
    assert entered.wait(5.0)
    with pytest.raises(ValueError, match="inside"):
        fail()
    with mutex:
        pass
    assert lane.close(2.0)


def test_the_twin_can_hold_jobs_back() -> None:
    lane, came = ImmediateLane(), list[object]()
    lane.arrived.connect(came.append)
    lane.hold()
    lane.submit(lambda: 1)
    lane.submit(lambda: 2)
    lane.submit(lambda: 3)
    lane.work()
    assert came == [1]
    assert lane.waiting == 2
    lane.release()
    assert came == [1, 2, 3]
