"""When the journal refuses: nothing is claimed, nothing is sent, what was to go is gone, and nothing spins."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.machine import step
from kiosk.sale.payment import State
from kiosk.sale.screen import CustomerPage, Light, Say, StaffPage
from tests.sale.helpers import CONFIRMING, MOVED, ONE, TWO, WAITING, Playbook, code, decline, ended, ids, qr, success
from tests.sale.openings import accepted, charged, expired, offered, opened, renewed, set_aside, type_amount

# Before the start.


def test_a_journal_that_does_not_open_puts_the_till_out_of_service() -> None:
    for why, words in (
        ("full", "staff.cause.space"),
        ("broken", "staff.cause.damaged"),
        ("io", "staff.cause.records"),
        ("settings", "staff.cause.settings"),
    ):
        book = Playbook() >> e.JournalBroke(None, why) << StaffPage.OUT_OF_SERVICE << words
        assert book.staff.lights.records is Light.DOWN
        headline = "staff.damaged.headline" if why == "broken" else "staff.out_of_service.headline"
        assert book.staff.headline == Say(headline), "damage has a cure that somebody in the shop can begin"


# Charging.


def test_a_charge_that_cannot_be_written_does_not_start() -> None:
    book = type_amount(opened()).broke(e.ChargePressed(ids()))
    book << StaffPage.NOT_STARTED << "staff.storage_before.headline" << CustomerPage.UNAVAILABLE
    assert book.till.payments == {}
    book.none(fx.CreatePayment)
    book >> e.AgainPressed() >> e.ChargePressed(ids(TWO)) >> e.Ticked()
    book.tick(1.0) << fx.CreatePayment
    assert book.till.saved


def test_a_charge_that_waited_for_the_relay_falls_with_any_refusal() -> None:
    book = type_amount(opened()).after(11.0) >> e.ChargePressed(ids())
    book.broke(e.ProbeAnswered("E", 0, 0)) << StaffPage.NOT_STARTED << "staff.storage_before.headline"
    assert book.till.lines.relay_ok is not None, "what the relay said holds all the same"


def test_a_press_for_nothing_is_no_charge_that_was_lost() -> None:
    set_aside().at(361.0).broke(e.ChargePressed(ids(TWO))) << StaffPage.KEYPAD


def test_a_new_code_that_cannot_be_written_leaves_the_question() -> None:
    book = expired().broke(e.NewCodeAnswered(False, ids(TWO))) << StaffPage.CHECKING << "staff.new_code.question"
    book >> e.NewCodeAnswered(False, ids(TWO)) << fx.CreatePayment


def test_a_charge_that_waits_falls_with_a_fault_of_the_program() -> None:
    book = type_amount(opened()).after(11.0) >> e.ChargePressed(ids()) >> e.StepFailed("KeyTyped")
    book << StaffPage.NOT_STARTED << "staff.fault.headline"
    book.none(fx.CreatePayment)


# Results.


def test_a_success_that_cannot_be_written_is_not_shown_as_paid_until_it_is() -> None:
    book = offered()
    letter = book.letter(success())
    book.broke(letter) << StaffPage.STORAGE << CustomerPage.SEE_STAFF << "staff.cannot_save.headline"
    assert book.state() is State.QR_SHOWN
    assert book.screen.customer.qr is None
    assert not book.staff.strip
    book.after(1.0) >> letter << r.Succeeded << StaffPage.APPROVED << CustomerPage.PAID
    assert (book.till.saved, book.till.owed) == (True, False)


@pytest.mark.parametrize(
    "opening", [charged, accepted, offered, expired, lambda: expired().tick(61.0), lambda: offered().hears(decline())]
)
def test_wherever_the_sale_stands_a_lost_success_says_do_not_switch_off(opening: Callable[[], Playbook]) -> None:
    book = opening()
    answer = e.StatusHeard(ONE, success(), b"answer")
    book.broke(answer) << StaffPage.STORAGE
    book.after(1.0) >> answer << StaffPage.APPROVED


def test_a_lost_success_of_the_old_code_counts_for_the_sale_in_front() -> None:
    book = renewed()
    letter = book.letter(success(), ONE)
    book.broke(letter) << StaffPage.STORAGE
    (book.after(1.0) >> letter) << StaffPage.APPROVED


def test_a_lost_success_of_another_sale_leaves_the_page_and_says_so() -> None:
    book = charged(set_aside(), TWO)
    book.broke(book.letter(success(), ONE)) << s.Ordering << "staff.cannot_save.headline"
    ghost = opened()
    ghost.broke(ghost.letter(success(), "till1-GHOST")) << StaffPage.KEYPAD


def test_a_lost_success_of_a_sale_whose_page_is_still_read_is_told_there_and_then_comes_late() -> None:
    stopped = offered() >> e.CancelPressed() >> e.CancelConfirmed()
    stopped.broke(stopped.letter(success())) << StaffPage.STORAGE << "staff.cannot_save.headline"
    stopped.tick(1.1) << StaffPage.CHECKING
    stopped.hears(success()) << StaffPage.UNSETTLED << "staff.paid_late.headline"


def test_a_repeated_success_that_is_lost_owes_nothing() -> None:
    book = offered().hears(success())
    book.broke(book.letter(success())) << StaffPage.APPROVED << "staff.storage_before.headline"


@pytest.mark.parametrize("fact", [decline(), MOVED, CONFIRMING, ended("expired")])
def test_any_other_result_that_is_lost_takes_the_code_away_and_claims_nothing(fact: f.Fact) -> None:
    book = offered()
    letter = book.letter(fact)
    book.broke(letter) << s.Offering << CustomerPage.CHECKING
    assert book.staff.qr is None
    book.after(1.0) >> letter
    assert not isinstance(book.till.counter, s.Offering)


@pytest.mark.parametrize("fact", [WAITING, qr(), f.Odd("odd", "x")])
def test_a_word_without_news_that_is_lost_leaves_the_code(fact: f.Fact) -> None:
    book = offered()
    book.broke(book.letter(fact)) << CustomerPage.QR


def test_storage_trouble_ends_when_something_else_could_be_written() -> None:
    for event in (e.Ticked(), e.ProbeAnswered("E", 0, 0)):
        book = offered()
        book.broke(book.letter(success())) << StaffPage.STORAGE
        book.tick(0.9) << StaffPage.STORAGE
        assert book.wake == pytest.approx(1.0)
        book.after(0.2) >> event << r.Watched << StaffPage.CHECKING << State.WATCHING << fx.AskStatus
        assert isinstance(book.till.counter, s.Checking)
        assert book.till.counter.why == "storage"
        book.answers(success()) << StaffPage.APPROVED


def test_storage_trouble_stays_while_nothing_can_be_written() -> None:
    book = offered()
    book.broke(book.letter(success()))
    for _ in range(20):
        book.after(1.0).broke(e.Ticked()) << StaffPage.STORAGE << CustomerPage.SEE_STAFF
        assert book.till.owed
    book >> e.CallFailed(e.Call.ASK, False, "timeout", ONE) >> e.CheckNowPressed() << fx.AskStatus


def test_the_question_that_brought_a_lost_answer_is_over() -> None:
    book = offered().tick(33.0) << fx.AskStatus
    book.broke(e.StatusHeard(ONE, success(), b"answer"))
    assert book.till.lines.asking == ""


# What was to go.


@pytest.mark.parametrize("event", [e.CancelConfirmed(), e.CannotPayChosen("app"), e.SetAsidePressed()])
def test_a_cancel_that_cannot_be_written_keeps_the_code_hidden(event: object) -> None:
    book = offered().broke(event) << s.Offering << CustomerPage.CHECKING
    assert book.screen.blank_at is None
    book.after(60.0) << CustomerPage.CHECKING
    book >> e.CancelPressed() >> e.CancelConfirmed() << r.Closed << StaffPage.STOPPED


def test_setting_aside_what_shows_no_code_waits_for_the_disk() -> None:
    expired().broke(e.SetAsidePressed()) << StaffPage.CHECKING << "staff.new_code.question"


def test_a_doubtful_code_that_was_allowed_is_not_taken_for_refused() -> None:
    book = accepted().hears(qr(code(None))) >> e.JournalBroke(e.DoubtAnswered(True), "full") << s.QrDoubtful
    assert isinstance(book.till.counter, s.QrDoubtful)
    assert book.till.counter.until > book.now.mono


@pytest.mark.parametrize("opening", [charged, accepted, lambda: accepted().hears(qr())])
def test_a_cancel_before_the_code_holds_although_it_could_not_be_written(opening: Callable[[], Playbook]) -> None:
    book = opening()
    book.broke(e.CancelPressed()) << s.AwaitingQr
    assert book.screen.customer.prepare is None
    book.hears(qr(code(payload="late"))).none(r.CodeShown)
    assert book.screen.customer.prepare is None
    book.tick(1.0) << StaffPage.NOT_STARTED


def test_a_doubtful_code_that_was_refused_is_gone_as_soon_as_it_can_be_written() -> None:
    for event in (e.DoubtAnswered(False), e.CancelPressed()):
        book = accepted().hears(qr(code(None))).broke(event) << s.QrDoubtful
        book.tick(0.9) << s.QrDoubtful
        book.tick(0.2) << StaffPage.STOPPED


def test_a_code_whose_showing_cannot_be_written_is_not_shown() -> None:
    book = accepted().hears(qr()).broke(e.QrPainted(ONE, True)) << CustomerPage.WAIT
    assert book.screen.customer.qr is None
    book.tick(5.1) << StaffPage.NOT_STARTED << "staff.storage_before.headline"


def test_leaving_an_unsettled_sale_waits_for_the_disk() -> None:
    expired().tick(61.0).broke(e.NextPressed()) << StaffPage.UNSETTLED


# Time's own records.


def test_the_code_is_gone_at_its_deadline_although_nothing_can_be_written() -> None:
    book = offered().at(300.0).broke(e.Ticked()) << s.Offering << CustomerPage.CHECKING
    book.tick(0.5).none(r.Watched)
    assert book.wake == pytest.approx(301.0)
    book.tick(0.5) << r.Watched << StaffPage.CHECKING


def test_a_dead_disk_is_tried_once_a_second_and_no_more() -> None:
    book, tries = offered().at(300.0), 0
    while book.t < 320.0:
        done = step(book.till, e.Ticked(), book.now)
        if any(isinstance(x, fx.Remember) for x in done.effects):
            tries += 1
            book >> e.JournalBroke(e.Ticked(), "full")
        else:
            book >> e.Ticked()
        wake = book.wake
        assert wake is not None
        assert wake > book.t
        book.at(wake)
    assert tries == 20


def test_what_wrote_nothing_itself_holds_although_it_fell_with_time() -> None:
    def due() -> Playbook:
        return set_aside().at(361.0)

    assert due().broke(e.MailboxAnswered("E", 0)).till.lines.mailbox_next == pytest.approx(1_362.0)
    assert due().broke(e.ProbeAnswered("E", 0, 4)).till.lines.orphans == 4
    book = offered(set_aside().at(5.0), TWO).at(361.0).broke(e.Resumed()) << StaffPage.CHECKING
    assert isinstance(book.till.counter, s.Checking)
    assert book.till.counter.why == "resume"
