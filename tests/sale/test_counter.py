"""What staff do, state by state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.money import Currency
from kiosk.sale.payment import State
from kiosk.sale.screen import CustomerPage, StaffPage
from tests.sale.helpers import (
    BOTH,
    CONFIRMING,
    MOVED,
    ONE,
    THREE,
    TWO,
    Playbook,
    code,
    ended,
    ids,
    qr,
    success,
)
from tests.sale.openings import accepted, charged, expired, offered, opened, renewed, restarted, set_aside, type_amount


def entry(book: Playbook) -> str:
    assert isinstance(book.till.counter, s.Ready)
    return book.till.counter.entry.text


# The keypad.


def test_the_first_digit_warms_the_lines_and_only_the_first() -> None:
    book = opened()
    book >> e.KeyTyped("1") << fx.WarmLines << CustomerPage.AMOUNT
    (book >> e.KeyTyped("2")).none(fx.WarmLines)


def test_the_first_digit_freshens_what_is_known_of_the_relay() -> None:
    assert fx.ProbeRelay() not in (opened().after(4.0) >> e.KeyTyped("1")).effects
    assert fx.ProbeRelay() in (opened().after(6.0) >> e.KeyTyped("1")).effects
    assert fx.ProbeRelay() in (Playbook() >> e.Woke((), 1, "", 0) >> e.KeyTyped("1")).effects


def test_keys_are_taken_back() -> None:
    book = type_amount(opened(), "128")
    assert entry(book >> e.Erased()) == "12"
    assert entry(book >> e.Cleared()) == ""


def test_the_other_currency_has_its_own_limit() -> None:
    book = type_amount(opened(limits=BOTH), "6000")
    book >> e.CurrencyPressed()
    assert book.staff.currency is Currency.CNY
    assert entry(book) == "", "an amount beyond the other limit is not carried over"
    type_amount(book, "12") >> e.CurrencyPressed()
    assert (book.staff.currency, entry(book)) == (Currency.HKD, "12")


def test_a_shop_with_one_currency_has_no_other() -> None:
    book = type_amount(opened(), "12") >> e.CurrencyPressed()
    assert (book.staff.currency, entry(book)) == (Currency.HKD, "12")


def test_the_reference_stays_here_and_stays_short() -> None:
    book = opened() >> e.ReferenceTyped("table\n4\u200b" + "x" * 60)
    assert book.staff.reference == ("table4" + "x" * 60)[:40]
    type_amount(book) >> e.ChargePressed(ids())
    assert book.payment().reference == book.last.reference != ""


def test_nothing_is_charged_for_nothing() -> None:
    for text in ("", "0", "0."):
        type_amount(opened(), text) >> e.ChargePressed(ids()) << StaffPage.KEYPAD << "staff.zero"


@pytest.mark.parametrize(("text", "words"), [("12345", "staff.limit"), ("12.345", "staff.decimals")])
def test_what_is_not_what_was_typed_is_not_charged(text: str, words: str) -> None:
    """A tenth of the amount must not go out because the last key found no room."""
    book = type_amount(opened(), text) >> e.ChargePressed(ids()) << StaffPage.KEYPAD << words
    assert not book.staff.buttons[0].enabled
    book >> e.Erased() >> e.ChargePressed(ids()) << StaffPage.ORDERING


def test_a_charge_is_on_disk_before_it_leaves() -> None:
    book = type_amount(opened()) >> e.ChargePressed(ids())
    book << r.Intended << fx.CreatePayment << s.Ordering << StaffPage.ORDERING << CustomerPage.WAIT << State.INTENT
    assert book.last.sale == 1
    assert book.till.next_sale == 2


def test_a_press_that_comes_twice_is_one_charge() -> None:
    book = type_amount(opened()) >> e.ChargePressed(ids())
    (book >> e.ChargePressed(ids())).none(fx.CreatePayment)
    book >> e.CancelPressed() >> e.NextPressed()
    (type_amount(book) >> e.ChargePressed(ids())).none(fx.CreatePayment) << StaffPage.KEYPAD


def test_a_press_without_ids_or_before_the_till_woke_is_nothing() -> None:
    book = type_amount(opened()) >> e.ChargePressed(None)
    assert entry(book.none(fx.CreatePayment)) == "128.5"
    early = type_amount(Playbook()) >> e.ChargePressed(ids())
    early >> e.Woke((), 1, "", 0) >> e.MailboxAnswered("E", 0)
    early.none(fx.CreatePayment) << StaffPage.KEYPAD


def test_while_the_relay_is_asked_the_keypad_holds_still() -> None:
    book = type_amount(opened()).after(11.0) >> e.ChargePressed(ids())
    book << fx.ProbeRelay << StaffPage.KEYPAD << CustomerPage.WAIT << "staff.cause.relay_asked"
    book >> e.KeyTyped("9") >> e.Erased() >> e.Cleared() >> e.ChargePressed(ids(TWO)) >> e.CurrencyPressed()
    assert entry(book) == "128.5"
    book >> e.ProbeAnswered("E", 0, 0) << r.Intended << fx.CreatePayment << StaffPage.ORDERING


def test_a_fault_of_the_program_stops_charging_with_words() -> None:
    book = type_amount(opened()) >> e.StepFailed("LetterHeard")
    assert not book.staff.buttons[0].enabled
    book >> e.ChargePressed(ids()) << StaffPage.NOT_STARTED << "staff.fault.headline"


# On the way to the code.


@pytest.mark.parametrize("opening", [charged, accepted])
def test_cancel_before_the_code_asks_nothing(opening: Callable[[], Playbook]) -> None:
    book = opening() >> e.CancelPressed()
    book << r.Watched << r.Closed << StaffPage.STOPPED << "staff.stopped_before.headline"
    book.hears(qr()) << StaffPage.STOPPED
    assert book.screen.customer.qr is None, "a late code of it is never shown"


def doubtful() -> Playbook:
    return accepted().hears(qr(code(None)))


def test_staff_decide_on_a_code_without_amount() -> None:
    doubtful() << r.CodeCame << StaffPage.DOUBTFUL << CustomerPage.WAIT << "staff.code_doubtful.question"
    shown = doubtful() >> e.DoubtAnswered(True)
    assert shown.screen.customer.prepare is not None
    shown >> e.QrPainted(ONE, True) << r.CodeShown << StaffPage.OFFERING
    assert shown.screen.customer.qr is not None
    assert shown.screen.customer.qr.exact
    doubtful() >> e.DoubtAnswered(False) << r.Closed << StaffPage.STOPPED << State.WATCHING
    doubtful() >> e.CancelPressed() << StaffPage.STOPPED


# While the code is shown.


def test_cancel_asks_because_the_code_may_have_been_scanned() -> None:
    book = offered() >> e.CancelPressed()
    book << StaffPage.OFFERING << CustomerPage.QR << "staff.cancel.question"
    book >> e.QuestionLeft() << CustomerPage.QR
    assert book.staff.question is None
    book >> e.CancelPressed() >> e.CancelConfirmed() << r.Watched << r.Closed
    book << StaffPage.STOPPED << CustomerPage.STOPPED << State.WATCHING << "staff.stopped.headline"
    assert book.attention() == (), "abandoned codes are watched quietly"


def test_why_a_customer_cannot_pay_is_kept_with_the_sale() -> None:
    book = offered() >> e.CannotPayPressed() << "staff.cannot_pay.title" << CustomerPage.QR
    book >> e.CannotPayChosen("limit") << StaffPage.STOPPED
    assert book.payment().closed == "cannot_limit"


@pytest.mark.parametrize(
    ("cause", "help_key"),
    [("limit", "limit"), ("app", "bank_app"), ("setup", "fps_setup"), ("network", "network")],
)
def test_what_helps_is_said_while_the_customer_still_stands_there(cause: str, help_key: str) -> None:
    book = offered() >> e.CannotPayPressed() >> e.CannotPayChosen(cause) << StaffPage.STOPPED
    book << "staff.stopped.headline" << f"staff.cannot_pay.{help_key}_help"


def test_after_a_plain_stop_nothing_is_advised() -> None:
    book = offered() >> e.CancelPressed() >> e.CancelConfirmed()
    assert book.staff.action is None or "cannot_pay" not in book.staff.action.key


def test_scanned_and_the_next_customer() -> None:
    book = set_aside()
    book << r.SetAside << StaffPage.KEYPAD << CustomerPage.SET_ASIDE
    assert [tile.payment_id for tile in book.staff.tiles] == [ONE]


@pytest.mark.parametrize("fact", [CONFIRMING, ended("expired"), MOVED])
def test_what_waits_for_its_end_can_be_set_aside(fact: f.Fact) -> None:
    book = offered().hears(fact) >> e.SetAsidePressed() << StaffPage.KEYPAD
    assert book.till.tiles == (ONE,)


# A new code for the same sale.


def test_an_expired_code_costs_one_question_and_no_more() -> None:
    book = expired()
    book << "staff.new_code.question" << CustomerPage.EXPIRED << State.WATCHING
    book >> e.NewCodeAnswered(False, ids(TWO)) << r.Intended << fx.CreatePayment << StaffPage.ORDERING
    assert (book.payment(TWO).sale, book.payment(TWO).attempt) == (book.payment(ONE).sale, 2)
    assert book.payment(TWO).money == book.payment(ONE).money
    assert book.payment(ONE).closed == "", "the sale is open"


def test_the_third_code_is_the_third_attempt() -> None:
    book = renewed().tick(300.0).answers(ended("expired"), TWO)
    book >> e.NewCodeAnswered(False, ids(THREE)) << StaffPage.ORDERING
    assert book.payment(THREE).attempt == 3


def test_a_payment_on_the_phone_means_waiting_and_is_not_asked_again() -> None:
    book = expired() >> e.NewCodeAnswered(True)
    assert book.staff.question is None
    book.answers(ended("expired"))
    assert book.staff.question is None
    (book >> e.NewCodeAnswered(False, ids(TWO))).none(fx.CreatePayment)
    book.tick(61.0) << StaffPage.UNSETTLED
    assert book.staff.question is None


def test_no_new_code_without_the_platforms_word_nor_while_an_order_is_out() -> None:
    unsure = offered().tick(300.0)
    (unsure >> e.NewCodeAnswered(False, ids(TWO))).none(fx.CreatePayment)
    book = expired()
    (book >> e.NewCodeAnswered(False, None)).none(fx.CreatePayment)
    (book >> e.NewCodeAnswered(False, ids(ONE))).none(fx.CreatePayment)
    book.till = replace(book.till, lines=replace(book.till.lines, order_out=book.now.mono, ordering="other"))
    (book >> e.NewCodeAnswered(False, ids(TWO))).none(fx.CreatePayment)
    broken = expired() >> e.StepFailed("x")
    (broken >> e.NewCodeAnswered(False, ids(TWO))).none(fx.CreatePayment)


def test_staff_may_leave_an_unsettled_sale_to_the_list() -> None:
    book = expired().tick(61.0) << StaffPage.UNSETTLED
    book >> e.NextPressed() << r.Raised << r.Closed << StaffPage.KEYPAD << CustomerPage.SEE_STAFF
    assert book.attention() == ("unsettled",)


# Tiles.


def test_a_live_tile_comes_back_with_its_code() -> None:
    book = set_aside().after(100.0) >> e.TileTapped(ONE)
    book << r.BroughtBack << StaffPage.OFFERING << CustomerPage.QR
    assert book.till.tiles == ()
    assert not book.payment().set_aside


def test_a_tile_past_its_deadline_is_asked_about_instead() -> None:
    book = set_aside().tick(299.0)
    book >> e.CallFailed(e.Call.ASK, False, "timeout", ONE)
    book.after(1.5) >> e.TileTapped(ONE) << fx.AskStatus << StaffPage.KEYPAD
    assert book.till.tiles == (ONE,)


def test_a_settled_tile_goes_by_touch() -> None:
    book = set_aside().hears(success()) >> e.TileTapped(ONE)
    assert book.till.tiles == ()
    assert book.till.strip == ONE


def test_a_tile_whose_picture_went_with_a_restart_is_asked_about_first() -> None:
    row = set_aside().payment()
    book = restarted(row, t=60.0) >> e.CallFailed(e.Call.ASK, False, "timeout", ONE) >> e.TileTapped(ONE)
    book << r.BroughtBack << fx.AskStatus << s.Checking
    assert book.screen.customer.qr is None


def test_a_touch_beside_a_tile_is_nothing() -> None:
    assert (offered() >> e.CancelPressed() >> e.CancelConfirmed() >> e.NextPressed() >> e.TileTapped(ONE)).effects == ()
    waiting = type_amount(set_aside()).after(11.0) >> e.ChargePressed(ids(TWO)) >> e.TileTapped(ONE)
    waiting << StaffPage.KEYPAD
    assert waiting.till.tiles == (ONE,)
