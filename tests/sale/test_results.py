"""From a result to the next sale: seen for a second, and no key of the next amount lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import records as r
from kiosk.sale.money import Currency
from kiosk.sale.screen import CustomerPage, Say, StaffPage
from tests.sale.helpers import (
    BOTH,
    ONE,
    TWO,
    Playbook,
    decline,
    ids,
    success,
)
from tests.sale.openings import accepted, offered, opened, type_amount
from tests.sale.test_counter import entry

PAGES: dict[str, Callable[[], Playbook]] = {
    "paid": lambda: offered().hears(success()),
    "declined": lambda: offered().hears(decline()),
    "stopped": lambda: offered() >> e.CancelPressed() >> e.CancelConfirmed(),
    "not started": lambda: accepted().tick(15.0),
}
pages = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


def test_a_plus_begins_no_amount_but_belongs_to_one() -> None:
    offered().hears(success()).after(1.1) >> e.KeyTyped("+") << StaffPage.APPROVED
    book = type_amount(offered().hears(success()), "+5.5+3") >> e.NextPressed() << StaffPage.KEYPAD
    assert book.staff.entry == "5.5+3"


@pages
def test_a_result_goes_by_enter_or_by_the_first_digit(page: Callable[[], Playbook]) -> None:
    typed = page().after(1.1) >> e.KeyTyped("5") << StaffPage.KEYPAD << fx.WarmLines
    assert entry(typed) == "5"
    page() >> e.NextPressed() << StaffPage.KEYPAD


def test_what_the_customer_was_told_stays_for_them() -> None:
    offered().hears(success()).after(1.1) >> e.KeyTyped("5") << CustomerPage.PAID
    offered().hears(success()) >> e.NextPressed() << StaffPage.KEYPAD << CustomerPage.PAID


@pages
@pytest.mark.parametrize("begins", [0.0, 0.2, 0.5, 0.9, 1.0, 1.3])
@pytest.mark.parametrize("pace", [0.05, 0.2, 0.3])
def test_an_amount_typed_whenever_is_the_amount(page: Callable[[], Playbook], begins: float, pace: float) -> None:
    """Its first figures came while the result was still to be seen: the rest alone would be another amount."""
    book = page()
    since = book.now.mono
    book.tick(begins)
    for key in "128.50":
        book >> e.KeyTyped(key)
        if book.now.mono < since + 1.0:
            assert book.staff.page is not StaffPage.KEYPAD
        book.tick(pace)
    book.tick(1.0) << StaffPage.KEYPAD
    assert entry(book) == "128.50"


def test_keys_that_wait_bring_the_keypad_by_themselves_when_the_second_is_over() -> None:
    book = offered().hears(success()).after(0.5) >> e.KeyTyped("7") << StaffPage.APPROVED
    assert book.wake == pytest.approx(0.5 + book.t)
    book.tick(0.49) << StaffPage.APPROVED
    book.tick(0.02) << StaffPage.KEYPAD << fx.WarmLines
    assert entry(book) == "7"


@pages
def test_keys_that_wait_can_be_taken_back(page: Callable[[], Playbook]) -> None:
    book = page() >> e.KeyTyped("1") >> e.KeyTyped("2") >> e.Erased() >> e.NextPressed() << StaffPage.KEYPAD
    assert entry(book) == "1"
    gone = page() >> e.KeyTyped("1") >> e.Cleared()
    gone.tick(1.1)
    assert gone.staff.page is not StaffPage.KEYPAD
    assert entry(gone >> e.NextPressed()) == ""


def test_an_amount_over_the_limit_is_refused_there_with_words() -> None:
    book = offered().hears(success()) >> e.KeyTyped("99999") >> e.NextPressed()
    assert book.staff.entry_refused is not None


def test_after_a_decline_the_same_amount_again() -> None:
    book = (
        type_amount(opened(limits=BOTH) >> e.CurrencyPressed(), "50") >> e.ReferenceTyped("x") >> e.ChargePressed(ids())
    )
    book >> e.OrderRefused(ONE, "3297", "limit", b"{}") << StaffPage.NOT_STARTED
    book >> e.AgainPressed() << StaffPage.KEYPAD << fx.WarmLines
    assert (entry(book), book.staff.currency, book.staff.reference) == ("50.00", Currency.CNY, "x")
    declined = offered().hears(decline()) << StaffPage.DECLINED
    declined >> e.AgainPressed() << r.Closed
    assert entry(declined) == "128.50"


def test_an_amount_that_the_till_put_there_is_told_until_a_key_changes_it() -> None:
    def told() -> Playbook:
        return offered().hears(decline()).after(1.0) >> e.AgainPressed()

    assert told().staff.headline == Say("staff.refilled")
    for key in (e.Erased(), e.Cleared(), e.KeyTyped("0")):
        assert (told() >> key).staff.headline is None
    charging = told().after(11.0) >> e.ChargePressed(ids(TWO))
    assert charging.staff.headline != Say("staff.refilled")
    assert type_amount(opened()).staff.headline is None
