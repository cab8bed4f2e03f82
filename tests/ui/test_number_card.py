"""A number on every screen: large, gone when closed, and in nobody's way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk.ui.number_card import NumberCard
from kiosk.ui.page import Kit
from tests.ui.faces import cut_texts
from tests.ui.fake_monitors import monitor


@pytest.mark.parametrize("name", ["HDMI-1", "A screen with a very long name of its own"])
def test_a_card_says_number_and_name_at_the_top_of_its_screen(qtbot: QtBot, kit: Kit, name: str) -> None:
    one = monitor(name)
    card = NumberCard(one, 12, kit.theme)
    qtbot.addWidget(card)
    assert (card.number.text(), card.name.text(), card.isVisible()) == ("12", name, True)
    assert cut_texts(card) == []
    room = one.screen.geometry()
    assert room.contains(card.geometry())
    assert card.geometry().bottom() <= room.center().y()
    assert abs(card.geometry().center().x() - room.center().x()) <= 1


def test_a_card_takes_neither_keyboard_nor_finger(qtbot: QtBot, kit: Kit) -> None:
    card = NumberCard(monitor("HDMI-1"), 1, kit.theme)
    qtbot.addWidget(card)
    for flag in (Qt.WindowType.WindowTransparentForInput, Qt.WindowType.WindowDoesNotAcceptFocus):
        assert card.windowFlags() & flag
    assert card.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert card.focusPolicy() is Qt.FocusPolicy.NoFocus
