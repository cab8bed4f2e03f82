"""The journal lane: one answer a job, whatever the journal raises, and what rides along is neither lost nor doubled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.runtime.desk import Late
from kiosk.runtime.keeper import NOTHING, Batch, Keeper, Loaded, Remembered, Saved, batch_of
from kiosk.runtime.ports import JournalPort
from kiosk.sale import effects as fx
from kiosk.sale import records as r
from kiosk.sale.machine import begin
from kiosk.sale.till import Step
from tests.fakes import ImmediateLane
from tests.runtime.hand_clock import NOON
from tests.runtime.helpers import RULES, BrokenJournal, JournalDown, old

pytestmark = pytest.mark.usefixtures("qapp")

ROW = old("till1-a")
NOTED = tuple(r.Noted(NOON, "till1-a", said, pending=True, raw=b"") for said in ("one", "two", "three"))


def riding(record: r.Record) -> Batch:
    """A batch that need not be saved now."""
    return Batch((record,), {"till1-a": replace(ROW, said=getattr(record, "said", ""))}, barrier=False)


def barrier(record: r.Record) -> Batch:
    """A batch that must be saved now."""
    return replace(riding(record), barrier=True)


class Office:
    """A keeper with its journal and its lane."""

    def __init__(self, make: Callable[[BrokenJournal], JournalPort] = lambda journal: journal) -> None:
        self.journal, self.lane = BrokenJournal(), ImmediateLane("journal")
        port: Late[JournalPort] = Late(lambda: make(self.journal))
        self.keeper = Keeper(port, self.lane)
        self.heard: list[object] = []

    def save(self, batch: Batch) -> None:
        self.keeper.save(batch, self.heard.append)

    def load(self) -> None:
        self.keeper.load(lambda: NOON, self.heard.append)


def test_it_is_busy_until_its_answer_is_handled() -> None:
    office = Office()
    office.lane.hold()
    busy: list[bool] = []
    office.keeper.save(barrier(NOTED[0]), lambda saved: busy.append(office.keeper.busy))
    assert office.keeper.busy
    office.lane.release()
    assert busy == [False], "whoever hears the answer may ask for the next"
    assert not office.keeper.busy


def test_loading_does_not_hold_the_inbox() -> None:
    office = Office()
    office.lane.hold()
    office.load()
    assert not office.keeper.busy
    office.lane.release()
    assert office.heard == [Loaded(office.journal.woke)]


def test_what_rides_along_goes_first_and_once() -> None:
    office = Office()
    office.keeper.ride(riding(NOTED[0]))
    office.keeper.ride(riding(NOTED[1]))
    assert office.keeper.riding == 2
    office.save(barrier(NOTED[2]))
    office.save(barrier(NOTED[0]))
    assert office.journal.commits == [NOTED, (NOTED[0],)]
    assert office.keeper.riding == 0
    assert office.journal.rows["till1-a"].said == "one"


def test_what_rides_along_waits_on_when_a_commit_fails() -> None:
    office = Office()
    office.keeper.ride(riding(NOTED[0]))
    office.journal.troubles.append(JournalDown("full"))
    office.save(barrier(NOTED[1]))
    assert office.heard == [Saved("full")]
    assert office.keeper.riding == 1
    office.keeper.ride(riding(NOTED[1]))
    office.save(barrier(NOTED[2]))
    assert office.journal.commits == [NOTED]


def test_a_row_that_rides_is_written_though_the_barrier_is_about_another() -> None:
    office = Office()
    office.keeper.ride(riding(NOTED[0]))
    office.save(NOTHING)
    assert office.journal.rows["till1-a"].said == "one"


@pytest.mark.parametrize(
    ("trouble", "saved"),
    [
        (JournalDown("full"), Saved("full")),
        (PermissionError("not yours"), Saved("not yours")),
        (ValueError("no record"), Saved("no record", fault=True)),
        (ValueError(), Saved("ValueError", fault=True)),
        (SystemExit("out"), Saved("out", fault=True)),
    ],
)
def test_trouble_of_the_journal_is_told_from_a_fault_of_the_program(trouble: BaseException, saved: Saved) -> None:
    office = Office()
    office.journal.troubles.append(trouble)
    office.save(barrier(NOTED[0]))
    assert office.heard == [saved]
    assert not office.keeper.busy


def test_what_cannot_be_written_does_not_keep_others_from_it() -> None:
    """A ride is what may be lost; a proof of payment behind it is not."""
    office = Office()
    office.keeper.ride(riding(NOTED[0]))
    office.journal.troubles.append(ValueError("no record"))
    office.save(barrier(NOTED[1]))
    assert office.heard == [Saved()]
    assert office.journal.commits == [(NOTED[1],)]
    assert office.keeper.riding == 0


@pytest.mark.parametrize("fault", [JournalDown("busy"), ValueError("bad"), SystemExit("out")])
def test_a_load_always_answers(fault: BaseException) -> None:
    office = Office()
    office.journal.down = fault
    office.load()
    (loaded,) = office.heard
    assert isinstance(loaded, Loaded)
    assert loaded.woke is None
    assert loaded.why


def test_a_journal_that_cannot_be_made_is_made_again() -> None:
    made: list[int] = []

    def make(journal: BrokenJournal) -> JournalPort:
        made.append(len(made))
        if len(made) == 1:
            raise PermissionError("not yours")
        return journal

    office = Office(make)
    office.load()
    office.load()
    office.load()
    assert [isinstance(x, Loaded) and x.woke is not None for x in office.heard] == [False, True, True]
    assert made == [0, 1]


def test_a_recall_reads_what_was_asked_and_no_more() -> None:
    office = Office()
    office.journal.rows["till1-a"] = ROW
    office.journal.operations["op"] = "till1-b"
    for name, operation in (("till1-a", ""), ("", "op"), ("till1-a", "op"), ("till1-x", "other")):
        office.keeper.recall(name, operation, office.heard.append)
    assert office.heard == [
        Remembered(ROW),
        Remembered(None, "till1-b"),
        Remembered(ROW, "till1-b"),
        Remembered(None, ""),
    ]
    assert office.journal.looked_up == ["till1-a", "op", "till1-a", "op", "till1-x", "other"]


def test_a_recall_that_fails_says_why() -> None:
    office = Office()
    office.journal.deaf = JournalDown("busy")
    office.keeper.recall("till1-a", "", office.heard.append)
    assert office.heard == [Remembered(why="full")]
    assert not office.keeper.busy


def test_tidying_holds_nobody_up_and_its_trouble_is_nobodys() -> None:
    """Its answer must not be taken for that of a save behind it: the records would be written twice."""

    class Untidy(BrokenJournal):
        def checkpoint(self) -> None:
            raise SystemExit("out")

    untidy = Untidy()
    office = Office(lambda _: untidy)
    office.lane.hold()
    office.keeper.tidy()
    assert not office.keeper.busy
    office.save(barrier(NOTED[0]))
    office.lane.work()
    assert office.heard == []
    assert office.keeper.busy
    office.lane.work()
    assert office.heard == [Saved()]
    assert untidy.commits == [(NOTED[0],)]


def test_nothing_is_heard_after_close() -> None:
    office = Office()
    office.load()
    office.heard.clear()
    office.lane.hold()
    office.save(barrier(NOTED[0]))
    office.keeper.close()
    office.keeper.close()
    office.lane.release()
    assert office.heard == []
    assert office.keeper.busy
    assert office.journal.commits == [(NOTED[0],)]
    assert office.journal.closed == 1


def test_a_keeper_that_never_opened_opens_nothing_to_close_it() -> None:
    office = Office()
    office.lane.hold()
    office.keeper.close()
    assert office.lane.waiting == 0
    office.load()
    assert office.lane.waiting == 0, "a window that is shut before its first paint opens nothing"


def test_close_lets_go_of_a_journal_that_was_still_being_opened() -> None:
    office = Office()
    office.lane.hold()
    office.load()
    office.keeper.close()
    office.lane.release()
    assert office.heard == []
    assert office.journal.closed == 1


def test_close_after_an_open_that_failed_has_nothing_to_let_go() -> None:
    def make(journal: BrokenJournal) -> JournalPort:
        raise PermissionError("not yours")

    office = Office(make)
    office.load()
    office.keeper.ride(riding(NOTED[0]))
    office.keeper.close()
    assert office.journal.closed == 0


def test_the_file_is_let_go_even_if_the_last_records_fail() -> None:
    office = Office()
    office.load()
    office.keeper.ride(riding(NOTED[0]))
    office.journal.down = JournalDown("full")
    office.keeper.close()
    assert office.journal.commits == []
    assert office.journal.closed == 1


# What a step writes.


def test_a_batch_is_the_records_of_a_step_and_the_rows_they_lead_to() -> None:
    letter = r.LetterKept(NOON, "till1-z", "e1", 1, "Odd", b"")
    after = replace(begin(RULES), payments={"till1-a": ROW, "till1-b": old("till1-b")})
    ridden = batch_of(Step(after, (fx.RideAlong(NOTED[0]), fx.RideAlong(NOTED[1]), fx.ProbeRelay())))
    assert ridden == Batch(NOTED[:2], {"till1-a": ROW}, barrier=False)
    saved = batch_of(Step(after, (fx.Remember(letter), fx.RideAlong(NOTED[0]))))
    assert saved == Batch((letter, NOTED[0]), {"till1-a": ROW}, barrier=True)
    assert batch_of(Step(after, (fx.ProbeRelay(),))) == Batch((), {}, barrier=False)


def test_a_step_that_let_go_of_what_it_writes_is_a_fault() -> None:
    with pytest.raises(KeyError):
        batch_of(Step(begin(RULES), (fx.Remember(NOTED[0]),)))
