"""A lone letter on a quick disk is committed on the thread where it came; all else is the committer's."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence

from kiosk.relay.committer import Committer
from kiosk.relay.values import Broken, Outcome, Receipt, Stored, Work
from tests.relay.helpers import Clock, Desk, Log
from tests.relay.test_committer import Held, Watched, answered, deposit, inline, nothing_to_do


class Moments:
    """The free moments of the thread on which the test runs, one call after the other."""

    def __init__(self) -> None:
        self.due: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def next(self) -> None:
        self.due.get(timeout=30)()


class Timed(Watched):
    """A disk whose commits take `took` seconds of `clock`."""

    took = 0.0

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__(desk)
        self.clock = clock
        self.by: list[int] = []

    def commit(self, work: Sequence[Work]) -> list[Outcome]:
        outcomes = super().commit(work)
        self.by.append(threading.get_ident())
        self.clock.now += self.took
        return outcomes


def under_way(
    desk: Desk, chore: Callable[[], bool] = nothing_to_do
) -> tuple[Timed, Committer, Moments, queue.Queue[Outcome]]:
    """A committer that was started, what it writes to, the free moments of this thread, and what is heard."""
    clock, moments = Clock(0.0), Moments()
    store = Timed(desk, clock)
    committer = Committer(store, chore, clock, Log())
    committer.start(inline, moments.due.put)
    return store, committer, moments, queue.Queue()


def test_on_a_quick_disk_a_lone_letter_is_committed_where_it_came(desk: Desk) -> None:
    store, committer, moments, heard = under_way(desk)
    here = threading.get_ident()
    # How quick the disk is, is not known before it was used once.
    committer.submit(deposit(1), heard.put)
    answered(heard, 1)
    committer.submit(deposit(2), heard.put)
    assert heard.empty()
    moments.next()
    assert isinstance(heard.get_nowait(), Stored)
    # A disk that took its time keeps nobody up but its own thread, until it is quick again.
    store.took = 0.02
    committer.submit(deposit(3), heard.put)
    moments.next()
    answered(heard, 1)
    for number in (4, 5):
        store.took = 0.0 if number == 5 else 0.02
        committer.submit(deposit(number), heard.put)
        answered(heard, 1)
    committer.submit(deposit(6), heard.put)
    moments.next()
    answered(heard, 1)
    committer.stop()
    assert [thread == here for thread in store.by] == [False, True, True, False, False, True]
    assert moments.due.empty()


def test_who_is_not_alone_any_more_is_left_to_the_thread(desk: Desk) -> None:
    store, committer, moments, heard = under_way(desk)
    here = threading.get_ident()
    committer.submit(deposit(0), heard.put)
    answered(heard, 1)
    for number in (1, 2):
        committer.submit(deposit(number), heard.put)
    moments.next()
    answered(heard, 2)
    committer.stop()
    assert store.groups == [1, 2]
    assert here not in store.by


def test_while_the_thread_tidies_it_commits_too(desk: Desk) -> None:
    here, begun, let_go = threading.get_ident(), threading.Event(), threading.Event()

    def tidy() -> bool:
        begun.set()
        assert let_go.wait(30)
        return False

    store, committer, moments, heard = under_way(desk, tidy)
    committer.submit(deposit(0), heard.put)
    answered(heard, 1)
    store.clock.now = 121.0
    # The thread sees the time at its next look, which this receipt gives it.
    committer.submit(Receipt(2, 1, 1.0))
    assert begun.wait(30)
    committer.submit(deposit(1), heard.put)
    moments.next()
    assert heard.empty()
    let_go.set()
    answered(heard, 1)
    committer.stop()
    assert here not in store.by


def test_a_disk_that_takes_nothing_is_heard_where_the_letter_came(desk: Desk) -> None:
    store, committer, moments, heard = under_way(desk)
    committer.submit(deposit(0), heard.put)
    answered(heard, 1)
    store.fault = MemoryError()
    committer.submit(deposit(1), heard.put)
    moments.next()
    assert heard.get_nowait() == Broken("MemoryError")
    store.fault = None
    committer.submit(deposit(1), heard.put)
    moments.next()
    assert isinstance(heard.get_nowait(), Stored)
    committer.stop()


def test_the_thread_outlives_a_crowd_whose_only_letter_was_committed_where_it_came(desk: Desk) -> None:
    store, moments, here = Held(desk), Moments(), threading.get_ident()
    committer = Committer(store, nothing_to_do, store.ticks, Log(), linger_s=0.2)
    heard: queue.Queue[Outcome] = queue.Queue()
    store.let_go.set()
    committer.start(inline, moments.due.put)
    committer.submit(deposit(0), heard.put)
    answered(heard, 1)
    store.let_go.clear()
    store.begun.clear()
    # A crowd is being committed when one more comes, alone.
    for number in range(1, 9):
        committer.submit(deposit(number), heard.put)
    moments.next()
    assert store.begun.wait(30)
    committer.submit(deposit(9), heard.put)
    while not store.looks.empty():
        store.looks.get()
    store.let_go.set()
    # Once after the commit, and once with the lock in hand: then it waits for the crowd.
    for _ in range(2):
        store.looks.get(timeout=30)
    moments.next()
    answered(heard, 9)
    assert store.groups == [1, 8, 1]
    assert here in store.threads
    # Two looks of that commit here; the third is the thread's when its wait is over and nothing is there.
    for _ in range(3):
        store.looks.get(timeout=30)
    for number in (10, 11):
        committer.submit(deposit(number), heard.put)
    moments.next()
    answered(heard, 2)
    committer.stop()
