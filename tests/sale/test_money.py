"""Money in whole minor units, and the keypad: what is buffered is exactly what is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sale.money import FPS_MOST, MOST_ITEMS, BadAmount, Currency, Entry, Money, minor_from_text

LIMIT = 1_000_000


def typed(text: str, limit: int = LIMIT) -> Entry:
    entry = Entry()
    for key in text:
        entry = entry.typed(key, limit)
    return entry


def test_money_says_itself_in_major_units() -> None:
    assert Money(123_450, Currency.HKD).major == "1234.50"
    assert Money(123_450, Currency.HKD).grouped == "1,234.50"
    assert Money(5, Currency.CNY).major == "0.05"


def test_money_is_never_negative() -> None:
    with pytest.raises(BadAmount, match="below zero"):
        Money(-1, Currency.HKD)


@pytest.mark.parametrize(
    ("text", "minor"), [("10000.00", 1_000_000), ("88", 8_800), ("0.5", 50), ("0", 0), ("999999999.99", 99_999_999_999)]
)
def test_an_amount_written_as_text(text: str, minor: int) -> None:
    assert minor_from_text(text) == minor


@pytest.mark.parametrize("text", ["", ".", "1.", ".5", "-1", "+1", "1,000", "1e3", " 1", "１", "0x1", "1.2.3", "٣"])
def test_a_text_that_could_be_read_in_two_ways_is_no_amount(text: str) -> None:
    with pytest.raises(BadAmount, match="write digits"):
        minor_from_text(text)


@pytest.mark.parametrize("text", ["1.234", "1234567890"])
def test_too_many_digits_are_refused(text: str) -> None:
    with pytest.raises(BadAmount, match="too many digits"):
        minor_from_text(text)


@pytest.mark.parametrize(
    ("keys", "text", "minor"),
    [
        ("128.5", "128.5", 12_850), (".5", "0.5", 50), ("007", "7", 700), ("1..5", "1.5", 150), ("0", "0", 0),
        ("12.", "12.", 1_200), ("", "", 0),
    ],
)  # fmt: skip
def test_typing_is_decimal(keys: str, text: str, minor: int) -> None:
    entry = typed(keys)
    assert (entry.text, entry.minor, entry.refused) == (text, minor, "")


def test_the_double_nought_is_two_keys() -> None:
    assert Entry("12").typed("00", LIMIT).text == "1200"
    assert Entry().typed("00", LIMIT).text == "0"
    assert Entry("1.5").typed("00", LIMIT).refused == "decimals"


def test_a_key_past_the_limit_changes_nothing_and_says_so() -> None:
    entry = typed("10000").typed("1", LIMIT)
    assert (entry.text, entry.refused) == ("10000", "limit")
    assert entry.wrong


@pytest.mark.parametrize("keys", ["10001.50", "10001+5", "12.345+5", "12.3456", "100000"])
def test_after_a_refused_key_nothing_is_taken_until_it_is_taken_back(keys: str) -> None:
    """The rest of an amount would make another amount of it: 10001.50 without its 1 is 1000.50."""
    entry = typed(keys)
    assert entry.wrong
    assert keys.startswith(entry.text)
    assert entry.erased() == Entry(entry.text)
    assert not entry.erased().typed("+", LIMIT).wrong or entry.minor == LIMIT


def test_a_point_that_only_noughts_could_follow_is_refused_and_takes_nothing_from_the_amount() -> None:
    brim = typed("10000.")
    assert (brim.text, brim.refused, brim.wrong) == ("10000", "brim", False), "it may be charged"
    assert typed("10000.00") == brim, "whoever types it in full means the same"
    beyond = typed("10000.01")
    assert (beyond.text, beyond.refused, beyond.wrong) == ("10000", "limit", True)
    assert brim.erased() == beyond.erased() == Entry("10000")
    assert typed("9999.99").text == "9999.99"
    assert typed("100.5", limit=10_050).typed("0", 10_050).text == "100.50"


def test_a_trailing_point_is_charged_as_whole() -> None:
    assert (typed("12.").minor, typed("12.+3.").minor) == (1_200, 1_500)


# Several items.


@pytest.mark.parametrize(
    ("keys", "text", "minor"),
    [
        ("12.5+30+8", "12.5+30+8", 5_050), ("12.5+", "12.5+", 1_250), ("+", "", 0), ("5++5", "5+5", 1_000),
        ("+5", "5", 500), ("0+5", "5", 500), ("5+0.0+7", "5+7", 1_200), ("5+.5", "5+0.5", 550), ("1+007", "1+7", 800),
        ("1.+2", "1.+2", 300),
    ],
)  # fmt: skip
def test_items_are_added_up(keys: str, text: str, minor: int) -> None:
    entry = typed(keys)
    assert (entry.text, entry.minor, entry.refused) == (text, minor, "")


def test_the_double_nought_is_a_key_of_every_item() -> None:
    assert Entry("12+3").typed("00", LIMIT).text == "12+300"
    assert Entry("12+").typed("00", LIMIT).text == "12+0"


@pytest.mark.parametrize("keys", ["9000+1001", "9999.5+0.6", "10000+", "5000+5000+"])
def test_the_limit_is_one_of_the_sum(keys: str) -> None:
    entry = typed(keys)
    assert (entry.text, entry.refused) == (keys[:-1], "limit")


def test_there_are_twenty_items_at_most() -> None:
    entry = typed("+".join(["1"] * MOST_ITEMS))
    assert (entry.minor, entry.refused) == (100 * MOST_ITEMS, "")
    full = entry.typed("+", LIMIT)
    assert (full.text, full.refused, full.typed("5", LIMIT)) == (entry.text, "items", full)


def test_items_are_taken_back_character_by_character_and_the_plus_too() -> None:
    entry, seen = typed("12.5+30"), []
    while entry.text:
        entry = entry.erased()
        seen.append(entry.text)
    assert seen == ["12.5+3", "12.5+", "12.5", "12.", "12", "1", ""]
    assert typed("5+0.5").erased().erased().text == "5+"


def test_a_third_decimal_changes_nothing_and_says_so() -> None:
    entry = typed("1.234")
    assert (entry.text, entry.refused) == ("1.23", "decimals")


def test_no_limit_is_so_high_that_a_number_cannot_be_read_back() -> None:
    entry = typed("9999999999", limit=10**15)
    assert (entry.text, entry.refused) == ("999999999", "limit")


def test_other_keys_of_the_keyboard_are_no_keys_of_the_pad() -> None:
    assert typed("1a2 -３٣é") == Entry("12")


def test_keys_are_taken_back_one_by_one() -> None:
    entry = typed("0.5")
    assert entry.erased().text == "0."
    assert entry.erased().erased().text == ""
    assert Entry("12").erased().text == "1"
    assert Entry().erased().text == ""


def test_an_amount_can_be_filled_in_again() -> None:
    assert Entry.of(Money(12_850, Currency.HKD)).minor == 12_850


@given(st.text(alphabet="0123456789.+x<", max_size=24), st.integers(0, 10**12))
def test_whatever_is_typed_stays_a_sum_within_the_limit(keys: str, limit: int) -> None:
    entry, before = Entry(), Entry()
    for key in keys:
        before, entry = entry, entry.erased() if key == "<" else entry.typed(key, limit)
        assert 0 <= entry.minor <= limit
        items = [item for item in entry.text.split("+") if item]
        assert entry.minor == sum(minor_from_text(item.rstrip(".")) for item in items)
        assert entry.text.count("+") < MOST_ITEMS
        assert not entry.text.startswith("+")
        assert "++" not in entry.text
        assert not entry.refused or entry.text == before.text, "a refused key changes nothing"


def test_taking_back_a_refused_key_leaves_what_stands_there() -> None:
    refused = Entry("1234").typed("5", 1_000_000)
    assert (refused.text, refused.refused) == ("1234", "limit")
    assert refused.erased() == Entry("1234")
    assert Entry("1234").erased() == Entry("123")


def test_the_method_takes_ten_thousand_dollars() -> None:
    assert (FPS_MOST.grouped, FPS_MOST.currency) == ("10,000.00", Currency.HKD)
