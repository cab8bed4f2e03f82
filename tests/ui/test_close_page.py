"""Closing is asked about, and staying is the easy way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.ui.close_page import ClosePage
from kiosk.ui.page import Kit
from tests.ui.faces import SIZES, Heard, cut_texts
from tests.ui.screens import KEYPAD, SCREENS


@pytest.fixture
def chosen() -> Heard:
    return Heard()


@pytest.fixture
def page(qtbot: QtBot, kit: Kit, chosen: Heard) -> ClosePage:
    made = ClosePage(None, kit, lambda: chosen("stay"), lambda: chosen("close"))
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    made.draw(KEYPAD)
    return made


def test_staying_and_closing_are_two_buttons(page: ClosePage, chosen: Heard) -> None:
    QTest.mouseClick(page.stay, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.leave, Qt.MouseButton.LeftButton)
    assert chosen.events == ["stay", "close"]
    assert page.question.text() == "關閉收款機？", "nothing is open"
    for name in ("offering", "unsettled", "set-aside"):
        page.draw(SCREENS[name].staff)
        assert page.question.text().startswith("有付款未有結果")


def test_keys_choose_and_escape_stays(page: ClosePage, chosen: Heard) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Escape):
        assert page.key(key)
    assert not page.key(Qt.Key.Key_3)
    assert chosen.events == ["stay", "close", "stay"]


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut(page: ClosePage, size: tuple[int, int]) -> None:
    page.resize(*size)
    assert cut_texts(page) == []
