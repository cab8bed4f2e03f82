"""Group commit on a thread: one transaction for what has gathered, and no answer before it is on the disk."""

from __future__ import annotations

import hashlib
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from kiosk.relay.committer import Committer
from kiosk.relay.limits import LIMITS, Limits
from kiosk.relay.values import Broken, Deposit, Full, Outcome, Receipt, Renewal, Stored, Work
from tests.relay.helpers import Clock, Desk, Log, SickStore


def deposit(number: int) -> Deposit:
    body = b'{"n":%d}' % number
    return Deposit(2, "shop", "till1", 1_000.0, hashlib.sha256(body).digest(), body)


def nothing_to_do() -> bool:
    return False


def inline(call: Callable[[], None]) -> None:
    call()


class Watched(SickStore):
    """Says when a commit has returned, and fails as told."""

    fault: Exception | None = None

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.store)
        self.groups: list[int] = []
        self.threads: set[int] = set()

    def commit(self, work: Sequence[Work]) -> list[Outcome]:
        self.threads.add(threading.get_ident())
        if self.fault is not None:
            raise self.fault
        outcomes = super().commit(work)
        self.groups.append(len(work))
        return outcomes


def test_what_has_gathered_shares_one_transaction_and_hears_after_it(desk: Desk) -> None:
    store = Watched(desk)
    committer = Committer(store, nothing_to_do, Clock(0.0), Log())
    heard: queue.Queue[tuple[Outcome, int]] = queue.Queue()
    before = desk.store.transactions
    for number in range(200):
        committer.submit(deposit(number), lambda outcome: heard.put((outcome, len(store.groups))))
    assert heard.empty()
    committer.start(inline)
    answers = [heard.get(timeout=30) for _ in range(200)]
    committer.stop()
    assert store.groups == [200]
    assert desk.store.transactions == before + 1
    assert {commits for _, commits in answers} == {1}
    assert all(isinstance(outcome, Stored) and outcome.fresh for outcome, _ in answers)
    assert store.threads.isdisjoint({threading.get_ident()})


class Held(Watched):
    """Its first commit waits to be let go, and from its end on every look at the clock is told."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.begun, self.let_go = threading.Event(), threading.Event()
        self.looks: queue.Queue[int] = queue.Queue()

    def commit(self, work: Sequence[Work]) -> list[Outcome]:
        self.begun.set()
        assert self.let_go.wait(30)
        return super().commit(work)

    def ticks(self) -> float:
        if self.groups:
            self.looks.put(len(self.groups))
        return 0.0


def answered(heard: queue.Queue[Outcome], count: int) -> None:
    for _ in range(count):
        assert isinstance(heard.get(timeout=30), Stored)


def test_after_a_crowd_the_next_group_waits_for_as_many(desk: Desk) -> None:
    store = Held(desk)
    committer = Committer(store, nothing_to_do, store.ticks, Log(), linger_s=1_000.0)
    heard: queue.Queue[Outcome] = queue.Queue()
    for number in range(8):
        committer.submit(deposit(number), heard.put)
    committer.start(inline)
    assert store.begun.wait(30)
    committer.submit(deposit(8), heard.put)
    store.let_go.set()
    # Once after the commit, and once with the lock in hand, when it looks for the next group: it waits, or takes one.
    for _ in range(2):
        store.looks.get(timeout=30)
    for number in range(9, 17):
        committer.submit(deposit(number), heard.put)
    answered(heard, 17)
    assert store.groups == [8, 9]
    # Seven of nine wait for the others, but not beyond the end. Three looks: before and after the commit, and for work.
    for _ in range(3):
        store.looks.get(timeout=30)
    for number in range(17, 24):
        committer.submit(deposit(number), heard.put)
    store.looks.get(timeout=30)
    committer.stop()
    answered(heard, 7)
    assert store.groups == [8, 9, 7]


def test_a_few_are_no_crowd(desk: Desk) -> None:
    store = Watched(desk)
    committer = Committer(store, nothing_to_do, Clock(0.0), Log(), linger_s=1_000.0)
    heard: queue.Queue[Outcome] = queue.Queue()
    for number in range(7):
        committer.submit(deposit(number), heard.put)
    committer.start(inline)
    answered(heard, 7)
    committer.submit(deposit(7), heard.put)
    answered(heard, 1)
    committer.stop()
    assert store.groups == [7, 1]


def test_who_comes_alone_is_committed_alone_and_at_once(desk: Desk) -> None:
    store = Watched(desk)
    committer = Committer(store, nothing_to_do, Clock(0.0), Log(), linger_s=1_000.0)
    heard: queue.Queue[Outcome] = queue.Queue()
    committer.start(inline)
    for number in range(20):
        committer.submit(deposit(number), heard.put)
        assert isinstance(heard.get(timeout=30), Stored)
    committer.stop()
    assert store.groups == [1] * 20


def test_a_crowd_that_does_not_come_back_is_waited_for_no_longer_than_a_moment(desk: Desk) -> None:
    store = Watched(desk)
    committer = Committer(store, nothing_to_do, Clock(0.0), Log())
    heard: queue.Queue[Outcome] = queue.Queue()
    for number in range(9):
        committer.submit(deposit(number), heard.put)
    committer.start(inline)
    for number in (9, 10):
        committer.submit(deposit(number), heard.put)
    for _ in range(11):
        assert isinstance(heard.get(timeout=30), Stored)
    committer.stop()


def test_stopping_commits_what_is_queued(desk: Desk) -> None:
    committer = Committer(desk.store, nothing_to_do, Clock(0.0), Log())
    heard: list[Outcome] = []
    for number in range(2_000):
        committer.submit(deposit(number), heard.append)
    committer.submit(Receipt(2, 1, 1.0))
    committer.start(inline)
    committer.stop()
    assert len(heard) == 2_000
    assert all(isinstance(outcome, Stored) for outcome in heard)


def test_stopping_before_starting_is_no_fault(desk: Desk) -> None:
    Committer(desk.store, nothing_to_do, Clock(0.0), Log()).stop()


def test_a_disk_that_takes_nothing_is_heard_by_each_and_stops_nobody(desk: Desk) -> None:
    store, log = Watched(desk), Log()
    committer = Committer(store, nothing_to_do, Clock(0.0), log)
    heard: queue.Queue[Outcome] = queue.Queue()
    committer.start(inline)
    store.sick = True
    committer.submit(deposit(1), heard.put)
    assert isinstance(heard.get(timeout=30), Broken)
    store.fault = MemoryError()
    committer.submit(deposit(1), heard.put)
    assert heard.get(timeout=30) == Broken("MemoryError")
    store.fault, store.sick = None, False
    committer.submit(deposit(1), heard.put)
    assert isinstance(heard.get(timeout=30), Stored)
    committer.stop()
    assert log.lines == [("commit fault", {"why": "MemoryError"})]


def test_it_tidies_when_it_is_overdue_even_under_load_and_outlives_a_fault_there(desk: Desk) -> None:
    ticks, log = Clock(0.0), Log()
    tidied: queue.Queue[float] = queue.Queue()

    def tidy() -> bool:
        tidied.put(ticks.now)
        raise OSError("the disk is gone")

    committer = Committer(desk.store, tidy, ticks, log)
    heard: queue.Queue[Outcome] = queue.Queue()
    ticks.now = 121.0
    committer.submit(deposit(1), heard.put)
    committer.start(inline)
    assert tidied.get(timeout=30) == 121.0
    assert isinstance(heard.get(timeout=30), Stored)
    committer.stop()
    assert tidied.empty()
    assert log.lines == [("tidying failed", {"why": "OSError"})]


def test_receipts_that_nobody_waits_for_are_one_for_each_box_and_no_commit_of_their_own(desk: Desk) -> None:
    store, ticks = Watched(desk), Clock(0.0)
    committer = Committer(store, nothing_to_do, ticks, Log())
    heard: queue.Queue[Outcome] = queue.Queue()
    committer.start(inline)
    for upto in (1, 3, 2):
        committer.submit(Receipt(2, upto, 1.0))
    committer.submit(deposit(1), heard.put)
    assert isinstance(heard.get(timeout=30), Stored)
    assert store.groups == [1]
    ticks.now = 0.5
    committer.submit(deposit(2), heard.put)
    assert isinstance(heard.get(timeout=30), Stored)
    assert store.groups == [1, 2]
    committer.submit(Receipt(2, 4, 1.0))
    committer.stop()
    assert store.groups == [1, 2, 1]


def test_a_full_box_has_its_receipt_at_once(make_desk: Callable[[Limits], Desk]) -> None:
    desk = make_desk(replace(LIMITS, box_letters=2))
    committer = Committer(desk.store, nothing_to_do, Clock(0.0), Log())
    heard: queue.Queue[Outcome] = queue.Queue()
    committer.start(inline)

    def told(number: int) -> Outcome:
        committer.submit(deposit(number), heard.put)
        return heard.get(timeout=30)

    assert [type(told(number)) for number in (1, 2, 3)] == [Stored, Stored, Full]
    box = desk.store.box(1, "till1")
    assert box is not None
    # The clock stands still, so this one would wait for ever for its time.
    committer.submit(Receipt(2, box.last, 1.0))
    # The first to be refused makes it due, the second may be in one transaction with it.
    assert [type(told(number)) for number in (4, 5, 6)][-1] is Stored
    committer.stop()


def test_a_receipt_of_a_new_epoch_takes_the_place_of_a_higher_one_of_the_old(desk: Desk) -> None:
    desk.store.commit([Renewal(2, "next"), deposit(1), deposit(2)])
    committer = Committer(desk.store, nothing_to_do, Clock(0.0), Log())
    committer.submit(Receipt(2, 1_000_001, 1.0, "before"))
    committer.submit(Receipt(2, 1_000_000, 1.0, "next"))
    committer.start(inline)
    committer.stop()
    box = desk.store.box(1, "till1")
    assert box is not None
    assert box.read_to == 1_000_000


def test_receipts_that_are_due_do_not_hold_a_lone_letter_up(desk: Desk) -> None:
    ticks = Clock(0.0)
    store = Held(desk)
    boxes = [desk.store.box(1, f"t{number}") for number in range(20) if desk.service.add_till("shop", f"t{number}")]
    committer = Committer(store, nothing_to_do, ticks, Log())
    for box in boxes:
        assert box is not None
        committer.submit(Receipt(box.id, 1, 1.0))
    ticks.now += 1.0
    heard: queue.Queue[Outcome] = queue.Queue()
    committer.start(inline)
    assert store.begun.wait(30)
    # While the first few are being committed, a letter comes: it goes with the next few and not behind all of them.
    committer.submit(deposit(1), heard.put)
    store.let_go.set()
    assert isinstance(heard.get(timeout=30), Stored)
    committer.stop()
    assert max(store.groups) <= 9
    assert sum(store.groups) == 21
