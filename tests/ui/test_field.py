"""A field: plain text, its Enter and Escape for the page, and figures that are never shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kiosk.ui.field import Field
from kiosk.ui.page import Kit, Page
from kiosk.ui.scale import Scale
from tests.ui.faces import Heard


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def page(qtbot: QtBot, kit: Kit) -> Page:
    made = Page(None, "formPage", kit)
    qtbot.addWidget(made)
    made.resize(800, 600)
    return made


@pytest.fixture
def field(page: Page, heard: Heard) -> Field:
    made = Field(page, "nameEdit", "Who?", 8, lambda: heard("enter"), lambda: heard("leave"))
    made.place(QRect(0, 0, 400, 60), Scale.of(1024, 600), 20)
    page.show()
    return made


def test_enter_and_escape_are_told_and_the_text_is_bounded(field: Field, heard: Heard) -> None:
    QTest.keyClicks(field, "1234567890")
    assert field.text() == "12345678"
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
        QTest.keyClick(field, key)
    assert heard.events == ["enter", "enter", "leave"]
    field.put("Ann")
    field.put("Ann")
    assert field.text() == "Ann"


def test_keys_of_the_page_are_left_to_it(field: Field) -> None:
    QTest.keyClick(field, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(field, Qt.Key.Key_F4)
    assert field.text() == ""


def test_hidden_figures_are_never_shown(field: Field) -> None:
    field.hide_figures()
    QTest.keyClicks(field, "2718")
    assert field.echoMode() is QLineEdit.EchoMode.Password
    assert field.displayText() == "●" * 4 or "2718" not in field.displayText()
    field.selectAll()
    field.copy()
    assert field.text() == "2718"


def test_a_long_text_is_written_smaller(field: Field) -> None:
    wide = field.font().pixelSize()
    field.setMaxLength(200)
    field.setText("W" * 60)
    assert field.font().pixelSize() < wide
    field.show_all(False)
    assert not field.isVisible()
