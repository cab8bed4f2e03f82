"""Where words and a key stand on a button: neither lies on the other, and words give way only a little."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from kiosk.ui import fonts
from kiosk.ui.button_words import GIVES, Words, lay, lay_key

BOX = QRect(8, 1, 184, 58)


@pytest.fixture(autouse=True)
def font(qapp: QApplication) -> None:
    fonts.register()


def words(text: str, *, icon: int = 0) -> Words:
    return Words(text, (10, 23), False, icon, 8)


def test_a_key_has_the_corner_to_itself() -> None:
    plain = lay(words("Cancel", icon=30), BOX)
    laid, key = lay_key(words("Cancel", icon=30), BOX, "Esc", BOX, (13, 20))
    assert laid == plain
    assert key is not None
    assert key.size == 20
    assert laid.mark.right() < laid.box.left()
    assert all(BOX.contains(place) for place in laid.ink)


def test_words_that_fill_a_button_give_way_a_little() -> None:
    full = words("Bank or small-payment limit")
    plain = lay(full, BOX)
    laid, key = lay_key(full, BOX, "Alt 1", BOX, (13, 20))
    if key is not None and laid != plain:
        assert laid.size >= plain.size * GIVES
        assert laid.ink[-1].right() < plain.ink[-1].right()


def test_where_there_is_no_room_the_words_stay_as_they_are() -> None:
    tight = QRect(0, 0, 60, 24)
    assert lay_key(words("Attention"), tight, "F12", tight, (13, 20)) == (lay(words("Attention"), tight), None)


def test_an_icon_alone_stands_in_the_middle() -> None:
    laid, key = lay_key(words("", icon=30), BOX, "F2", BOX, (13, 13))
    assert laid.mark.center() == BOX.center()
    assert key is not None
