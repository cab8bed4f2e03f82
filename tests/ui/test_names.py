"""A line for words: typed, or filled by a button, so that a screen without a keyboard is enough."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.ui.names import FilledLine
from kiosk.ui.page import Kit, Page
from kiosk.ui.scale import Scale

SCALE = Scale.of(1024, 600)


@pytest.fixture
def page(qtbot: QtBot, kit: Kit) -> Page:
    made = Page(None, "formPage", kit)
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    return made


def test_a_button_fills_the_field(page: Page) -> None:
    line = FilledLine(page, "name", "Who?", 24)
    line.offer(("Ann", "Bo", "Ann", "Cy", "Di", "Ed"))
    line.place(QRect(0, 0, 800, 60), SCALE, narrow=False)
    assert [button.text() for button in line.buttons if button.isVisible()] == ["Ann", "Bo", "Cy", "Di"]
    line.buttons[1].click()
    assert line.text == "Bo"
    line.field.setFocus()
    QTest.keyClicks(line.field, " Li ")
    assert line.text == "Bo Li"
    QTest.keyClick(line.field, Qt.Key.Key_Return)
    assert not line.field.hasFocus()


def test_it_can_be_put_out_of_sight_and_stands_in_one_line_or_two(page: Page) -> None:
    line = FilledLine(page, "name", "Who?", 24)
    line.offer(("Ann",))
    line.show_all(False)
    assert not line.field.isVisible()
    assert not line.buttons[0].isVisible()
    line.show_all(True)
    line.place(QRect(0, 0, 300, 130), SCALE, narrow=True)
    assert line.buttons[0].y() > line.field.y()
    line.place(QRect(0, 0, 300, 60), SCALE, narrow=True, bare=True)
    assert not line.buttons[0].isVisible()
    tall = [
        FilledLine.tall(SCALE, narrow=narrow, bare=bare)
        for narrow, bare in ((False, False), (True, False), (True, True))
    ]
    assert tall == [SCALE.touch, 2 * SCALE.touch + SCALE.xs, SCALE.touch]
