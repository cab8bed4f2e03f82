"""What relay processes say to each other fits into a notification and is read as it was said."""

from __future__ import annotations

import pytest

from kiosk.relay.postgres.words import Beat, Letters, Turn, beat_word, letters_word, read_word


def test_boxes_are_named_and_too_many_are_all() -> None:
    assert read_word(letters_word("p1", [3, 70])) == Letters("p1", (3, 70))
    many = letters_word("p1", range(10**9, 10**9 + 5_000))
    assert len(many) < 8_000
    assert read_word(many) == Letters("p1", None)
    assert len(letters_word("p1", range(10**9, 10**9 + 715))) < 8_000


def test_turns_and_beats() -> None:
    assert read_word("turn p1 7 1795883609836") == Turn("p1", 7, 1795883609836)
    assert read_word(beat_word("p1")) == Beat("p1")


@pytest.mark.parametrize(
    "text", ["", "letters", "letters p", "letters p x", "turn p 1", "turn p a b", "dance p", "beat"]
)
def test_what_is_not_known_is_nothing(text: str) -> None:
    assert read_word(text) is None
