"""Deadlines, blanking outside any step, and what people press before the till woke."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.sale import events as e
from kiosk.sale import states as s
from kiosk.sale.screen import CustomerPage, StaffPage
from tests.runtime.hand_clock import NOON
from tests.runtime.helpers import PAID, PENDING, QR, Bench, BrokenJournal, old

pytestmark = pytest.mark.usefixtures("qapp")


# Showing less never waits.


def test_a_code_goes_at_its_deadline_even_while_the_journal_hangs() -> None:
    bench = Bench()
    bench.offer()
    bench.disk.hold()
    bench.mailbox.post("till1-1", PENDING)
    bench.read()
    bench.forward(298.0, "blank")
    assert not bench.blanks, "a timer that rings too early is armed again"
    assert 1_000 <= bench.timer("blank").interval() <= 2_001
    bench.forward(2.0, "blank")
    assert bench.blanks == [bench.clock.seconds]
    bench.disk.work()
    assert bench.screen.customer.qr is None, "and what was saved before the deadline does not bring it back"
    bench.disk.release()
    bench.breathe()
    assert bench.staff is StaffPage.CHECKING


@pytest.mark.parametrize("press", [e.CancelConfirmed(), e.SetAsidePressed(), e.CannotPayChosen("limit")])
def test_a_code_goes_at_the_press(press: object) -> None:
    bench = Bench()
    bench.offer()
    bench.disk.hold()
    bench.press(press)
    assert len(bench.blanks) == 1
    bench.disk.release()
    assert bench.screen.customer.qr is None
    assert not isinstance(bench.runner.till.counter, s.Offering)


def test_a_code_does_not_flash_up_between_the_press_and_its_record() -> None:
    """Another step was under way when Cancel was pressed; it comes out first, and its screen still had the code."""
    bench = Bench()
    bench.journal.rows["till1-old"] = old("till1-old")
    bench.offer()
    bench.disk.hold()
    bench.mailbox.post("till1-old", PAID)
    bench.read()
    bench.disk.work()
    bench.press(e.CancelConfirmed())
    seen = len(bench.screens)
    bench.disk.work()
    bench.breathe()
    assert bench.screen.staff.badge == 1, "the letter's step is out, the cancel is being saved"
    assert bench.disk.waiting == 1
    bench.disk.release()
    bench.breathe()
    assert all(screen.customer.qr is None for screen in bench.screens[seen:])
    assert bench.staff is StaffPage.STOPPED


def test_a_code_does_not_flash_up_after_sleep() -> None:
    """The record that lets it be seen was being written when the lid was closed."""
    bench = Bench()
    bench.start()
    bench.charge()
    bench.mailbox.post("till1-1", QR)
    bench.disk.hold()
    bench.read()
    bench.disk.work()
    bench.clock.slept += 60.0
    bench.ring("pulse")
    bench.disk.release()
    bench.breathe()
    assert all(screen.customer.qr is None for screen in bench.screens)
    assert bench.staff is StaffPage.CHECKING


def test_a_tile_brought_back_shows_its_code_again() -> None:
    """Hidden is hidden until a step took it off; after that the till decides."""
    bench = Bench()
    bench.offer()
    bench.press(e.SetAsidePressed())
    assert bench.screen.customer.qr is None
    bench.press(e.TileTapped("till1-1"))
    assert bench.page is CustomerPage.QR


def test_a_reached_deadline_does_not_come_back() -> None:
    """The platform's word moved it, and while that was being written the old one was reached."""
    bench = Bench()
    bench.offer()
    bench.clock.seconds += 295.5
    bench.disk.hold()
    bench.ask.arrived.emit((e.StatusHeard("till1-1", PENDING, b"said"),))
    assert bench.disk.waiting == 1
    bench.forward(4.5, "blank")
    bench.disk.release()
    assert "DeadlineMoved" in bench.journal.kinds()
    assert bench.screen.customer.qr is None


# Timers.


def test_the_till_is_woken_when_something_is_due() -> None:
    bench = Bench()
    bench.offer()
    due = bench.timer("wake").interval() / 1000.0
    assert 0.0 < due <= 10.0, "the relay is probed while a code lives"
    probed = len(bench.screens)
    bench.forward(due)
    assert bench.timer("wake").isActive()
    assert len(bench.screens) >= probed


def test_no_timer_is_due_at_once_again_and_again() -> None:
    """A whole sale that nobody pays, woken as often as it wants: never more than a few times a second."""
    bench = Bench()
    bench.offer()
    wakes, until = 0, bench.clock.seconds + 900.0
    while bench.clock.seconds < until:
        if bench.letters.waiting and wakes % 7 == 0:
            bench.clock.seconds += 25.0
            bench.letters.work()
        bench.clock.seconds += bench.timer("wake").interval() / 1000.0
        bench.ring("wake")
        wakes += 1
    assert wakes < 900
    assert isinstance(bench.runner.till.counter, s.Unsettled)
    bench.journal.check()


def test_what_is_still_due_after_a_step_waits_a_moment() -> None:
    """Here because the clock went on during the step; whatever the cause, a till must not spin."""
    bench = Bench()
    bench.offer()
    due = bench.timer("wake").interval() / 1000.0
    bench.clock.seconds += due - 0.25
    bench.clock.drift = 0.2
    bench.ring("wake")
    assert bench.timer("wake").interval() == 100


def test_an_idle_till_tidies_its_journal() -> None:
    bench = Bench()
    bench.start()
    assert bench.journal.tidied == 0
    bench.charge()
    bench.forward(10.0, "idle")
    assert bench.journal.tidied == 1


# Before the till woke.


def test_staff_may_type_while_the_journal_loads() -> None:
    bench = Bench()
    bench.disk.hold()
    bench.start()
    bench.press(e.KeyTyped("8"), e.KeyTyped("8"))
    assert bench.screen.staff.entry == "88"
    assert bench.gate.seen == ["warm"], "the lines are warm when the journal is ready"
    bench.disk.release()
    assert bench.screen.staff.entry == "88"
    bench.press(e.ChargePressed())
    assert bench.gate.seen[-1] == "order till1-1"


def test_charge_pressed_early_starts_when_the_till_woke() -> None:
    bench = Bench()
    bench.disk.hold()
    bench.start()
    bench.charge()
    assert bench.gate.seen == ["warm"]
    bench.clock.seconds += 3.0
    bench.disk.release()
    assert bench.gate.seen[-1] == "order till1-1"
    assert bench.journal.kinds() == ["Intended"]


def test_charge_pressed_early_is_not_pressed_for_a_customer_who_left() -> None:
    bench = Bench()
    bench.disk.hold()
    bench.start()
    bench.charge()
    bench.clock.seconds += 30.0
    bench.disk.release()
    assert bench.gate.seen == ["warm"]
    assert bench.staff is StaffPage.KEYPAD
    assert bench.screen.staff.entry == "128.50"


def test_charge_pressed_early_is_never_for_another_amount() -> None:
    bench = Bench()
    bench.disk.hold()
    bench.start()
    bench.charge("12")
    bench.press(e.KeyTyped("8"))
    bench.disk.release()
    assert bench.gate.seen == ["warm"]
    bench.press(e.ChargePressed())
    assert bench.gate.seen[-1] == "order till1-2"


def test_charge_is_refused_in_words_when_the_relay_is_silent() -> None:
    bench = Bench()
    bench.start()
    bench.probe.hold()
    bench.charge()
    pressed = bench.clock.seconds
    while bench.staff is StaffPage.KEYPAD:
        bench.clock.seconds += bench.timer("wake").interval() / 1000.0
        bench.ring("wake")
    assert bench.staff is StaffPage.NOT_STARTED
    assert bench.clock.seconds - pressed < 5.0


def test_an_interrupted_sale_comes_to_the_front_and_is_settled() -> None:
    shown = replace(old("till1-old"), created=NOON, rested=False, closed="", settled=None)
    bench = Bench(BrokenJournal(e.Woke((replace(shown, state=shown.state.QR_SHOWN, payload="pay me"),), 8, "e1", 0)))
    bench.gate.answers.append((e.StatusHeard("till1-old", PAID, b"said"),))
    bench.start()
    assert bench.page is CustomerPage.PAID
