"""A text declares itself correctly or not at all."""

import pytest

from kiosk.ui.text_entry import Entry, placeholders


def test_placeholders_are_the_names_in_braces() -> None:
    assert placeholders("Valid until {time} ({left} left), {time}") == {"time", "left"}
    assert placeholders("nothing here") == frozenset()


def test_a_text_that_counts_has_two_english_forms() -> None:
    counting = Entry("staff.things", "{n} thing", "note", "{n} things")
    assert counting.forms == ("{n} thing", "{n} things")
    assert Entry("staff.thing", "a thing", "note").forms == ("a thing",)
    assert counting.context == "staff"


@pytest.mark.parametrize("key", ["", "staff", "Staff.x", "staff.", "staff.a b", "staff.a-b", ".x"])
def test_a_key_of_the_wrong_form_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="write room"):
        Entry(key, "words", "note")


@pytest.mark.parametrize("words", ["", "{", "{amount", "{Amount}", "{0}", "{amount!r}", "{{amount}}"])
def test_a_brace_that_is_no_placeholder_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="brace"):
        Entry("staff.x", words, "note")


def test_a_plural_names_its_count() -> None:
    with pytest.raises(ValueError, match=r"write \{n\} in it"):
        Entry("staff.x", "a thing", "note", "things")
