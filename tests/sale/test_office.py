"""The office's rules: how long a wrong PIN costs, tidy words, and how much can be returned at most."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.sale import facts as f
from kiosk.sale import office_records as kept
from kiosk.sale.money import Currency, Money
from kiosk.sale.office import Gate, Office, came, received, surplus, tidy, wait_after
from kiosk.sale.payment import SIBLING_PAID, fold
from tests.sale.helpers import NOON, ONE, success
from tests.sale.openings import offered


def test_five_tries_are_free_and_then_each_costs_more() -> None:
    waits = [wait_after(tries) for tries in range(14)]
    assert waits[:5] == [0.0] * 5
    assert waits[5:12] == [30.0, 60.0, 120.0, 300.0, 600.0, 1_800.0, 3_600.0]
    assert waits[12:] == [3_600.0, 3_600.0]


def test_the_gate_is_open_for_as_long_as_it_was_opened() -> None:
    shut = Office(Gate.SHUT)
    assert (shut.now(5.0), shut.owner(5.0)) == (Gate.SHUT, False)
    opened = replace(shut, owner_until=10.0)
    assert (opened.owner(9.9), opened.owner(10.0)) == (True, False)
    assert not Office(Gate.NONE, owner_until=10.0).owner(5.0), "without a PIN nobody is known to be the owner"
    assert not Office(owner_until=10.0).owner(5.0)


@pytest.mark.parametrize(
    ("typed", "kept_as"),
    [("  Ann \n", "Ann"), ("a\tb\x00c", "a b c"), ("陳  大文", "陳 大文"), (" \n", ""), ("x" * 99, "x" * 24)],
)
def test_words_are_kept_on_one_line(typed: str, kept_as: str) -> None:
    assert tidy(typed, 24) == kept_as


def test_what_can_be_returned_is_what_came() -> None:
    waiting = offered().payment()
    assert received(waiting) == 0
    assert received(offered().hears(success()).payment()) == 12_850
    twice = offered().hears(success()).hears(success(operation="op2")).payment()
    assert (received(twice), surplus(twice)) == (25_700, 12_850)
    assert received(fold(waiting, kept.HandMarked(NOON, ONE, "why", "Ann"))) == 12_850
    assert received(offered().hears(success(5_000)).payment()) == 5_000, "the other amount came"
    foreign = offered().hears(f.SuccessProved(f.Stated(sums=(f.Sum(99, "USD"),)))).payment()
    assert (received(foreign), foreign.came) == (0, f.Sum(99, "USD"))


def test_a_success_after_a_contradiction_is_money_that_came() -> None:
    assert received(offered().hears(success(customer_id="x")).hears(success()).payment()) == 12_850


def test_of_a_second_attempt_all_is_too_much_until_it_is_returned() -> None:
    paid = offered().hears(success()).payment()
    assert surplus(paid) == 0
    twin = replace(paid, why=SIBLING_PAID)
    assert surplus(twin) == 12_850
    back = fold(twin, kept.Returned(NOON, ONE, Money(12_000, Currency.HKD), "cash", "", "Ann"))
    assert surplus(back) == 850


def test_which_amount_came() -> None:
    payment = offered().payment()
    assert came(payment, (f.Sum(12_850, "HKD"), f.Sum(1, "HKD"))) == f.Sum(1, "HKD")
    assert came(payment, (f.Sum(12_850, "HKD"), f.Sum(-1, "HKD"))) is None
