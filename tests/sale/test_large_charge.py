"""A charge above the owner's amount is asked about once, and a double tap does not answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.money import Currency
from kiosk.sale.screen import CustomerPage, StaffPage
from tests.sale.helpers import BOTH, MONO, ONE, TWO, Playbook, decline, ids
from tests.sale.openings import offered, opened, type_amount

QUESTION = "staff.charge.question"


def careful(book: Playbook | None = None, above: int = 100_000) -> Playbook:
    book = book or opened(limits=BOTH)
    book.till = replace(book.till, rules=replace(book.till.rules, ask_above=above))
    return book


def asked(amount: str = "1280") -> Playbook:
    return type_amount(careful(), amount) >> e.ChargePressed(ids())


def entry(book: Playbook) -> str:
    assert isinstance(book.till.counter, s.Ready)
    assert book.till.counter.asked is None, "nothing is asked any more"
    return book.till.counter.entry.text


def test_the_first_press_asks_and_the_second_charges() -> None:
    book = asked().none(fx.CreatePayment) << StaffPage.KEYPAD << CustomerPage.AMOUNT << QUESTION
    book.after(0.5) >> e.ChargePressed(ids(TWO)) << r.Intended << fx.CreatePayment << StaffPage.ORDERING
    assert (book.last.payment_id, book.last.money.minor) == (TWO, 128_000)


def test_a_double_tap_is_one_press() -> None:
    book = asked().after(0.4) >> e.ChargePressed(ids(TWO)) << QUESTION
    book.none(fx.CreatePayment)
    book.after(0.1) >> e.ChargePressed(ids(TWO)) << fx.CreatePayment


def test_a_press_that_waited_behind_a_record_counts_from_when_it_was_pressed() -> None:
    book = asked().after(0.7) >> e.ChargePressed(ids(TWO), at=MONO + 0.2) << QUESTION
    book.none(fx.CreatePayment)
    book >> e.ChargePressed(ids(TWO), at=MONO + 0.6) << fx.CreatePayment


def test_nothing_is_asked_up_to_the_amount_nor_without_one() -> None:
    type_amount(careful(), "1000") >> e.ChargePressed(ids()) << StaffPage.ORDERING
    type_amount(careful(), "999+1.01") >> e.ChargePressed(ids()) << StaffPage.KEYPAD << QUESTION
    type_amount(opened(), "10000") >> e.ChargePressed(ids()) << StaffPage.ORDERING


def test_the_amount_is_one_of_hong_kong_dollars() -> None:
    book = careful() >> e.CurrencyPressed()
    type_amount(book, "1280") >> e.ChargePressed(ids()) << StaffPage.ORDERING
    assert book.last.money.currency is Currency.CNY


def test_the_way_back_keeps_the_amount_and_the_next_charge_is_asked_about_again() -> None:
    book = asked("1200+80").after(3.0) >> e.QuestionLeft()
    assert entry(book) == "1200+80"
    assert book.staff.question is None
    book >> e.ChargePressed(ids()) << QUESTION
    book.none(fx.CreatePayment)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (e.KeyTyped("5"), "1285"), (e.KeyTyped("+"), "128+"), (e.Erased(), "12"), (e.Cleared(), ""),
    ],
)  # fmt: skip
def test_another_amount_is_not_the_one_that_was_asked_about(event: object, text: str) -> None:
    book = type_amount(careful(above=10_000), "128") >> e.ChargePressed(ids()) << QUESTION
    assert entry(book >> event) == text
    assert book.staff.question is None


def test_another_currency_withdraws_the_question() -> None:
    book = asked() >> e.CurrencyPressed()
    assert entry(book) == "1280"
    assert book.staff.question is None


def test_a_reference_may_still_be_typed() -> None:
    book = asked() >> e.ReferenceTyped("table 4") << QUESTION
    book.after(1.0) >> e.ChargePressed(ids())
    assert book.last.reference == "table 4"


def test_the_lines_are_warm_and_known_when_the_answer_comes() -> None:
    type_amount(careful(), "1280").after(6.0) >> e.ChargePressed(ids()) << fx.WarmLines << fx.ProbeRelay


def test_a_relay_that_is_silent_is_waited_for_after_the_answer_only() -> None:
    book = type_amount(careful(), "1280").after(11.0) >> e.ChargePressed(ids()) << QUESTION
    book.after(1.0) >> e.ChargePressed(ids()) << StaffPage.KEYPAD << "staff.cause.relay_asked"
    assert book.staff.question is None
    book >> e.ProbeAnswered("E", 0, 0) << r.Intended << fx.CreatePayment


def test_a_fault_of_the_program_still_stops_it() -> None:
    asked().after(1.0) >> e.StepFailed("x") >> e.ChargePressed(ids()) << StaffPage.NOT_STARTED


def test_the_same_amount_again_after_a_decline_is_asked_about_too() -> None:
    book = careful(offered().hears(decline()), above=12_000)
    book >> e.AgainPressed() >> e.ChargePressed(ids(TWO)) << QUESTION
    assert ONE in book.till.payments


# What Charge says when there is nothing to charge.


def test_that_nothing_cannot_be_charged_is_said_for_a_moment() -> None:
    book = opened() >> e.ChargePressed(ids()) << "staff.zero"
    assert book.wake is not None
    assert book.wake <= 4.0
    book.tick(3.9) << "staff.zero"
    assert book.tick(0.1).staff.entry_refused is None
    assert isinstance(book.till.counter, s.Ready)
    assert book.till.counter.told_until == 0.0
    typed = opened() >> e.ChargePressed(ids()) >> e.KeyTyped("1")
    assert typed.staff.entry_refused is None
