"""Money in whole minor units, and the keypad: what is buffered is exactly what is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sale.money import BadAmount, Currency, Entry, Money, minor_from_text

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
    assert entry.typed(".", LIMIT).refused == "", "the next key clears the words"


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


@given(st.text(alphabet="0123456789.x", max_size=14), st.integers(0, 10**12))
def test_whatever_is_typed_stays_an_amount_within_the_limit(keys: str, limit: int) -> None:
    entry = typed(keys, limit)
    assert 0 <= entry.minor <= max(limit, 0)
    assert entry.minor == (minor_from_text(entry.text.rstrip(".")) if entry.text else 0)


def test_taking_back_a_refused_key_leaves_what_stands_there() -> None:
    refused = Entry("1234").typed("5", 1_000_000)
    assert (refused.text, refused.refused) == ("1234", "limit")
    assert refused.erased() == Entry("1234")
    assert Entry("1234").erased() == Entry("123")
