"""What the runner does when the journal refuses: nothing is claimed, nothing is lost, nothing spins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.sale import events as e
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.payment import State
from kiosk.sale.screen import CustomerPage, StaffPage
from tests.runtime.helpers import ODD, PAID, PENDING, QR, Bench, BrokenJournal, JournalDown, old

pytestmark = pytest.mark.usefixtures("qapp")


def refusals(bench: Bench) -> int:
    """How often the journal refused."""
    return bench.journal.tried - len(bench.journal.commits)


def test_a_charge_whose_intent_fails_is_dropped_in_words() -> None:
    bench = Bench()
    bench.start()
    bench.journal.troubles.append(JournalDown("full"))
    bench.charge()
    assert bench.staff is StaffPage.NOT_STARTED
    counter = bench.runner.till.counter
    assert isinstance(counter, s.NotStarted)
    assert counter.why == "storage"
    assert not any(seen.startswith("order") for seen in bench.gate.seen)
    bench.forward(5.0)
    assert bench.journal.commits == [], "and it is not tried behind the clerk's back"
    bench.press(e.AgainPressed(), e.ChargePressed())
    assert bench.gate.seen[-1] == "order till1-2"


def test_a_charge_that_waited_for_the_relay_is_dropped_too() -> None:
    """The probe's answer lets it start, so it is the probe's step that fails."""
    bench = Bench()
    bench.start()
    bench.probe.hold()
    bench.charge()
    bench.journal.down = JournalDown("full")
    bench.probe.release()
    assert bench.staff is StaffPage.NOT_STARTED
    bench.journal.down = None
    for _ in range(5):
        bench.forward(1.0)
    assert not any(seen.startswith("order") for seen in bench.gate.seen)


def test_after_a_letter_that_fails_the_later_ones_do_not_move_the_cursor() -> None:
    bench = Bench()
    bench.offer()
    bench.journal.troubles.append(JournalDown("full"))
    for fact in (PAID, PENDING, ODD):
        bench.mailbox.post("till1-1", fact)
    bench.read()
    assert bench.runner.till.lines.position == 1
    assert refusals(bench) == 1, "those after it were not even tried"
    assert bench.staff is StaffPage.STORAGE
    bench.forward(1.1)
    bench.read()
    assert bench.mailbox.reads[-2:] == [1, 1]
    assert bench.runner.till.lines.position == 4
    assert bench.page is CustomerPage.PAID
    assert bench.journal.kinds().count("LetterKept") == 4
    bench.journal.check()


def test_a_status_answer_is_kept_until_the_journal_is_well() -> None:
    bench = Bench()
    bench.offer()
    bench.gate.answers.append((e.StatusHeard("till1-1", PAID, b"said"),))
    bench.journal.down = JournalDown("full")
    bench.press(e.CheckNowPressed())
    assert bench.staff is StaffPage.STORAGE
    asked = bench.gate.seen.count("ask till1-1")
    for tries in range(2, 5):
        bench.forward(1.0, "retry")
        assert refusals(bench) == tries
    bench.journal.down = None
    bench.forward(1.0, "retry")
    assert bench.page is CustomerPage.PAID
    assert bench.gate.seen.count("ask till1-1") == asked
    assert not bench.timer("retry").isActive()
    bench.journal.check()


def test_the_same_answer_is_kept_once() -> None:
    """While the disk is full the question is asked again and again; each answer more would be one more try a second."""
    bench = Bench()
    bench.offer()
    bench.journal.down = JournalDown("full")
    for n in range(5):
        bench.ask.arrived.emit((e.StatusHeard("till1-1", PAID, b"%d" % n),))
    before = refusals(bench)
    bench.forward(1.0, "retry")
    assert refusals(bench) == before + 1


def test_all_kept_answers_follow_the_first_that_is_saved() -> None:
    bench = Bench()
    bench.journal.rows.update({name: old(name) for name in ("till1-old", "till1-older")})
    bench.offer()
    bench.journal.down = JournalDown("full")
    for name in ("till1-1", "till1-old", "till1-older"):
        paid = replace(PAID, stated=replace(PAID.stated, operation_id=name, successes=(name,)))
        bench.ask.arrived.emit((e.StatusHeard(name, paid, b"said"),))
    assert refusals(bench) == 3
    bench.forward(1.0, "retry")
    assert refusals(bench) == 4, "one is enough to see that it is still down"
    bench.journal.down = None
    bench.forward(1.0, "retry")
    found = [record.payment_id for record in bench.journal.records if isinstance(record, r.Succeeded)]
    assert found == ["till1-1", "till1-old", "till1-older"]
    bench.journal.check(old("till1-old"), old("till1-older"))


def test_the_others_are_tried_though_the_first_needs_no_record_any_more() -> None:
    """It fell with a record of time's own, which waits by now."""
    bench = Bench()
    bench.offer()
    bench.journal.down = JournalDown("full")
    bench.clock.seconds += 300.0
    bench.ask.arrived.emit((e.CallFailed(e.Call.ASK, False, "timeout", "till1-1"),))
    bench.ask.arrived.emit((e.StatusHeard("till1-1", PAID, b"said"),))
    bench.clock.seconds += 0.5
    bench.press(e.AttentionDecided("till1-1", "goods", "Ann"), e.SetAsidePressed())
    before = refusals(bench)
    bench.forward(0.5, "retry")
    assert bench.timer("retry").isActive()
    bench.journal.down = None
    bench.forward(1.0, "retry")
    assert refusals(bench) <= before + 1
    assert bench.page is CustomerPage.PAID


def test_a_painted_code_is_shown_once_its_record_is_saved() -> None:
    bench = Bench()
    bench.start()
    bench.charge()
    bench.mailbox.post("till1-1", QR)
    bench.disk.hold()
    bench.read()
    bench.disk.work()
    bench.journal.troubles.append(JournalDown("busy"))
    bench.disk.release()
    assert bench.screen.customer.qr is None
    bench.forward(1.0, "retry")
    assert bench.page is CustomerPage.QR
    bench.journal.check()


def test_a_deadline_that_cannot_be_written_down_does_not_spin() -> None:
    bench = Bench()
    bench.offer()
    bench.journal.down = JournalDown("full")
    bench.forward(300.0)
    assert 1 <= refusals(bench) <= 2
    assert bench.screen.customer.qr is None, "showing less never waits"
    assert bench.timer("wake").isActive()
    for _ in range(5):
        before = refusals(bench)
        bench.clock.seconds += bench.timer("wake").interval() / 1000.0
        bench.ring("wake")
        assert refusals(bench) <= before + 2
        assert bench.screen.customer.qr is None
    bench.press(e.CheckNowPressed())
    bench.journal.down = None
    bench.forward(2.0)
    assert bench.staff is StaffPage.CHECKING
    bench.journal.check()


def test_a_cancel_that_cannot_be_written_down_keeps_the_code_hidden() -> None:
    bench = Bench()
    bench.offer()
    bench.journal.troubles.append(JournalDown("full"))
    bench.press(e.CancelPressed(), e.CancelConfirmed())
    assert bench.blanks
    assert bench.screen.customer.qr is None
    assert bench.state() is State.QR_SHOWN
    bench.press(e.CancelPressed(), e.CancelConfirmed())
    assert bench.staff is StaffPage.STOPPED


# The journal at the start.


def test_a_journal_that_cannot_be_opened_is_tried_again() -> None:
    bench = Bench()
    bench.journal.down = JournalDown("busy")
    bench.start()
    assert bench.staff is StaffPage.OUT_OF_SERVICE
    bench.ring("reload")
    assert bench.staff is StaffPage.OUT_OF_SERVICE
    bench.journal.down = None
    bench.forward(5.0, "reload")
    assert bench.screen.staff.page is StaffPage.KEYPAD
    assert not bench.timer("reload").isActive()
    bench.charge()
    assert bench.journal.kinds() == ["Intended"]


def test_a_start_whose_records_fail_is_tried_again() -> None:
    loose = replace(old("till1-old"), state=State.WATCHING, closed="", settled=None, rested=False)
    bench = Bench(BrokenJournal(e.Woke((loose,), 8, "", 0)))
    bench.clock.seconds += 7_200.0
    bench.journal.troubles.append(JournalDown("busy"))
    bench.start()
    assert bench.staff is StaffPage.OUT_OF_SERVICE
    bench.ring("retry")
    assert bench.screen.staff.page is StaffPage.KEYPAD
    assert "Closed" in bench.journal.kinds()
    bench.journal.check(loose)
