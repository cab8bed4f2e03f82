"""The keypad of the staff: what is buffered is what is shown, and every grey Charge says why it is grey."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from kiosk.sale import events as e
from kiosk.sale.money import Currency, Money
from kiosk.sale.screen import Act, Button, CustomerPage, Say
from tests.sale.helpers import BOTH, Playbook, ids
from tests.sale.openings import opened, set_aside, type_amount


def test_the_keypad_shows_what_is_buffered() -> None:
    book = type_amount(opened(limits=BOTH), "12.") >> e.ReferenceTyped("table 4")
    staff = book.staff
    assert (staff.entry, staff.money, staff.reference) == ("12.", Money(1_200, Currency.HKD), "table 4")
    assert staff.currencies == (Currency.HKD, Currency.CNY)


@pytest.mark.parametrize(("typed", "words"), [("10001", "staff.limit"), ("1.234", "staff.decimals")])
def test_a_refused_key_says_why(typed: str, words: str) -> None:
    said = type_amount(opened(), typed).staff.entry_refused
    assert said is not None
    assert said.key == words


def test_the_limit_is_told_as_money() -> None:
    said = type_amount(opened(), "10001").staff.entry_refused
    assert said == Say("staff.limit", (("limit", Money(1_000_000, Currency.HKD)),))


def test_charge_is_off_with_its_reason() -> None:
    starting = Playbook().staff.buttons[0]
    assert (starting.enabled, starting.why) == (False, Say("staff.starting"))
    waiting = (type_amount(opened()).after(11.0) >> e.ChargePressed(ids())).staff
    assert (waiting.buttons[0].enabled, waiting.headline) == (False, Say("staff.cause.relay_asked"))
    broken = (opened() >> e.StepFailed("x")).staff.buttons[0]
    assert (broken.enabled, broken.why) == (False, Say("staff.fault.headline"))


@pytest.mark.parametrize("hkd", [500_000, 1_000_000])
def test_only_the_methods_own_limit_is_said_to_be_one_of_fps(hkd: int) -> None:
    own = type_amount(opened(limits=MappingProxyType({Currency.HKD: hkd})), "10001").staff.entry_refused
    key = "staff.limit" if hkd == 1_000_000 else "staff.limit_till"
    assert own == Say(key, (("limit", Money(hkd, Currency.HKD)),))
    book = opened(limits=MappingProxyType({Currency.CNY: 1_000_000}))
    cny = type_amount(book, "10001").staff.entry_refused
    assert cny == Say("staff.limit_till", (("limit", Money(1_000_000, Currency.CNY)),))


def test_items_are_shown_as_typed_and_their_sum_as_money_and_the_customer_sees_the_sum_alone() -> None:
    book = type_amount(opened(), "12.5+30+") << CustomerPage.AMOUNT
    assert (book.staff.entry, book.staff.money) == ("12.5+30+", Money(4_250, Currency.HKD))
    assert book.screen.customer.money == Money(4_250, Currency.HKD)


@pytest.mark.parametrize("typed", ["10000.01", "1.234", "+".join(["1"] * 21)])
def test_a_refused_key_makes_charge_grey_with_a_way_on(typed: str) -> None:
    charge = type_amount(opened(), typed).staff.buttons[0]
    assert charge == Button(Act.CHARGE, enabled=False, why=Say("staff.take_back"))


def test_a_key_that_took_nothing_from_the_amount_leaves_charge_open() -> None:
    staff = type_amount(opened(), "10000.00").staff
    assert (staff.entry_refused, staff.buttons[0].enabled) == (
        Say("staff.limit", (("limit", Money(1_000_000, Currency.HKD)),)), True
    )  # fmt: skip


def test_an_untouched_keypad_says_nothing() -> None:
    assert opened().staff.entry_refused is None


def asked() -> Playbook:
    book = opened()
    book.till = replace(book.till, rules=replace(book.till.rules, ask_above=100_000))
    return type_amount(book, "1280") >> e.ChargePressed(ids())


def test_a_large_charge_is_a_question_with_the_amount_and_a_way_back() -> None:
    staff = asked().staff
    assert staff.question is not None
    assert staff.question.text == Say("staff.charge.question", (("amount", Money(128_000, Currency.HKD)),))
    assert [button.act for button in staff.question.buttons] == [Act.CHARGE, Act.CHARGE_KEEP]
    assert staff.headline == Say("staff.charge.large", (("amount", Money(100_000, Currency.HKD)),))
    assert staff.entry == "1280"
    broken = (asked() >> e.StepFailed("x")).staff.question
    assert broken is not None
    assert not broken.buttons[0].enabled


def test_a_question_comes_before_what_became_of_the_sale_set_aside() -> None:
    book = set_aside()
    assert book.staff.headline == Say("staff.set_aside.headline")
    book.till = replace(book.till, rules=replace(book.till.rules, ask_above=100_000))
    staff = (type_amount(book, "1280") >> e.ChargePressed(ids("till1-N"))).staff
    assert (staff.headline and staff.headline.key, staff.verdict) == ("staff.charge.large", ())
