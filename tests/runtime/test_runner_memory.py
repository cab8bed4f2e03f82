"""What the runner reads from the journal before a step, and what it does when the program itself is at fault."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.sale import events as e
from kiosk.sale import records as r
from kiosk.sale.payment import State
from kiosk.sale.screen import Act, CustomerPage, StaffPage
from tests.runtime.helpers import DECLINED, PAID, PENDING, STATED, Bench, BrokenJournal, JournalDown, old

pytestmark = pytest.mark.usefixtures("qapp")

POISON = replace(PENDING, stated=replace(STATED, sums=(None,)))  # type: ignore[arg-type]  # no step can work it off


# What the journal remembers.


def test_a_letter_of_a_payment_that_left_memory_finds_it() -> None:
    bench = Bench()
    bench.journal.rows["till1-old"] = old("till1-old")
    bench.start()
    bench.mailbox.post("till1-old", PAID)
    bench.read()
    assert bench.journal.looked_up == ["till1-old", "op-1"]
    assert bench.journal.rows["till1-old"].state is State.PAID_LATE
    assert bench.screen.staff.badge == 1
    bench.journal.check(old("till1-old"))


def test_a_success_that_another_payment_holds_is_not_paid() -> None:
    bench = Bench()
    bench.journal.operations["op-1"] = "till1-other"
    bench.offer()
    bench.mailbox.post("till1-1", PAID)
    bench.read()
    assert bench.state() is State.ATTENTION
    assert bench.page is not CustomerPage.PAID


def test_check_now_finds_a_payment_that_left_memory() -> None:
    bench = Bench()
    bench.journal.rows["till1-old"] = old("till1-old")
    bench.start()
    bench.press(e.CheckNowPressed("till1-old"))
    assert bench.gate.seen == ["ask till1-old"]
    assert bench.screen.staff.checked is not None
    bench.press(e.CheckNowPressed("till1-nobody"))
    assert bench.gate.seen == ["ask till1-old"]


def test_a_letter_that_cannot_be_looked_up_comes_again() -> None:
    bench = Bench()
    bench.offer()
    bench.journal.deaf = JournalDown("busy")
    bench.mailbox.post("till1-1", PAID)
    bench.mailbox.post("till1-1", PENDING)
    bench.read()
    assert bench.screen.customer.page is not CustomerPage.PAID
    assert bench.runner.till.lines.position == 1
    bench.journal.deaf = None
    bench.forward(1.1)
    bench.read()
    assert bench.page is CustomerPage.PAID


def test_an_answer_that_cannot_be_looked_up_is_kept() -> None:
    bench = Bench()
    bench.offer()
    bench.journal.deaf = JournalDown("busy")
    bench.ask.arrived.emit((e.StatusHeard("till1-1", PAID, b"said"),))
    bench.press(e.CheckNowPressed("till1-old"))
    assert bench.screen.customer.page is not CustomerPage.PAID
    bench.journal.deaf = None
    bench.forward(1.0, "retry")
    assert bench.page is CustomerPage.PAID
    bench.journal.check()


# A fault of the program.


def test_a_letter_that_cannot_be_worked_off_is_kept_and_the_others_go_on() -> None:
    bench = Bench()
    bench.offer()
    bench.mailbox.post("till1-1", POISON, b"poison")
    bench.mailbox.post("till1-1", PAID)
    bench.read()
    kept = [record for record in bench.journal.records if isinstance(record, r.LetterKept)]
    assert [(letter.position, letter.why, letter.raw) for letter in kept[1:2]] == [(2, "fault", b"poison")]
    assert bench.runner.till.lines.position == 3
    assert bench.page is CustomerPage.PAID
    assert bench.screen.staff.banner is not None
    bench.journal.check()


def test_a_letter_that_cannot_be_worked_off_moves_the_cursor_and_asks() -> None:
    bench = Bench()
    bench.offer()
    bench.mailbox.post("till1-1", POISON, b"poison")
    bench.read()
    assert bench.gate.seen[-1] == "ask till1-1"
    bench.read()
    assert bench.mailbox.reads[-1] == 2


def test_a_fault_stops_charging() -> None:
    bench = Bench()
    bench.start()
    bench.ask.arrived.emit((e.StatusHeard("till1-1", POISON, b"poison"),))
    bench.journal.rows["till1-old"] = old("till1-old")
    bench.ask.arrived.emit((e.StatusHeard("till1-old", POISON, b"poison"),))
    assert bench.runner.till.broken == "StatusHeard"
    charge = [button for button in bench.screen.staff.buttons if button.act is Act.CHARGE]
    assert not charge[0].enabled
    bench.charge()
    assert not any(seen.startswith("order") for seen in bench.gate.seen)


def test_records_that_are_none_are_a_fault_and_no_broken_journal() -> None:
    """A letter whose record can never be written must not stop all letters after it."""
    bench = Bench()
    bench.offer()
    bench.journal.troubles.append(ValueError("no record"))
    bench.mailbox.post("till1-1", PENDING, b"odd")
    bench.mailbox.post("till1-1", DECLINED)
    bench.read()
    assert bench.runner.till.broken == "LetterHeard"
    assert bench.runner.till.saved
    assert bench.runner.till.lines.position == 3
    assert bench.page is CustomerPage.DECLINED


def test_a_till_that_cannot_take_any_step_says_so_and_does_not_spin() -> None:
    bench = Bench()
    bench.offer()
    bench.clock.fault = OverflowError("no time")
    bench.press(e.KeyTyped("1"))
    assert bench.runner.till.broken == "KeyTyped", "by hand: not even that could be stepped"
    assert bench.blanks, "what cannot be watched is not shown"
    assert bench.timer("wake").interval() == 1_000
    bench.ring("wake")
    assert bench.timer("wake").interval() == 1_000
    bench.clock.fault = None
    bench.ring("wake")
    assert bench.screen.staff.banner is not None
    assert bench.screen.customer.qr is None


def test_a_start_that_cannot_be_worked_off_is_out_of_service() -> None:
    poisoned = replace(old("till1-old"), state=State.WATCHING, rested=False, created=None)  # type: ignore[arg-type]  # no step can work it off
    bench = Bench(BrokenJournal(e.Woke((poisoned,), 8, "", 0)))
    bench.start()
    assert bench.staff is StaffPage.OUT_OF_SERVICE
    assert bench.runner.till.broken == "Woke"
