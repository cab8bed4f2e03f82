"""The table of texts is whole: one entry a key, a note each, grouped as the catalogue groups it."""

from collections import Counter

import pytest

from kiosk.ui.text_entry import Entry
from kiosk.ui.text_keys import BY_KEY, ENTRIES

CONTEXTS = {"date", "app", "currency", "customer", "demo", "language", "money", "ribbon", "staff"}


def test_every_key_is_declared_once() -> None:
    doubled = {key for key, times in Counter(entry.key for entry in ENTRIES).items() if times > 1}
    assert doubled == set()
    assert len(BY_KEY) == len(ENTRIES)


def test_the_groups_are_the_known_ones() -> None:
    assert {entry.context for entry in ENTRIES} == CONTEXTS


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_a_translator_is_told_what_each_text_is(entry: Entry) -> None:
    assert len(entry.note) >= len("Button of a page.")
    assert entry.note.endswith(".")


def test_a_headline_has_no_code_and_never_says_failed() -> None:
    """Wording law: never "failed" unless proven, and the customer is never shown a code."""
    for entry in ENTRIES:
        assert "fail" not in entry.english.lower(), entry.key
        if entry.context == "customer" or entry.key.endswith(".headline"):
            assert "{code}" not in entry.english, entry.key


def test_a_clerk_is_told_no_command_about_the_pin() -> None:
    assert [entry.key for entry in ENTRIES if "kiosk pin" in entry.english] == []


def test_the_word_that_lets_the_goods_go_is_quoted_alike() -> None:
    word = BY_KEY["staff.paid.word"].english
    for key in ("staff.qr_shown.action", "staff.confirming.headline", "staff.confirming.action"):
        assert word in BY_KEY[key].english, key
