"""The owner's PIN: typed or tapped, told on once, never shown, and nobody is kept on the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kiosk.sale.office_events import Pin, PinEntered
from kiosk.sale.screen import Gate, Owner, StaffView
from kiosk.ui.page import Kit
from kiosk.ui.pin_page import PinPage
from tests.ui.faces import SIZES, Clock, Heard, cut_texts
from tests.ui.office_screens import CHECKING, OFFICE, SHUT, WAITING, WRONG
from tests.ui.screens import KEYPAD
from tests.ui.stage import Stage


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def page(qtbot: QtBot, kit: Kit, heard: Heard) -> PinPage:
    made = PinPage(None, kit, heard, lambda: heard("back"))
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    made.draw(view(SHUT))
    return made


def view(owner: Owner) -> StaffView:
    from dataclasses import replace

    return replace(KEYPAD, owner=owner)


@pytest.mark.parametrize("focused", [True, False])
def test_delete_clears_what_nobody_sees(page: PinPage, focused: bool) -> None:
    page.field.setText("1234")
    page.field.setCursorPosition(1)
    if focused:
        QTest.keyClick(page.field, Qt.Key.Key_Delete)
    else:
        assert page.key(Qt.Key.Key_Delete)
    assert page.field.text() == ""


def test_figures_are_typed_or_tapped_and_told_on_once(page: PinPage, heard: Heard) -> None:
    page.ready()
    QTest.keyClicks(page.field, "27")
    page.pad.keys[0].click()
    page.pad.erase.click()
    page.pad.keys[0].click()
    page.pad.keys[7].click()
    assert page.field.text() == "2718"
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    page.ok.click()
    assert heard.events == [PinEntered(Pin("2718"))]
    assert page.field.text() == "", "and forgotten"


def test_no_label_ever_shows_it(page: PinPage) -> None:
    QTest.keyClicks(page.field, "2718")
    assert "2718" not in "".join(label.text() for label in page.findChildren(QLabel))
    assert "2718" not in page.field.displayText()


def test_the_way_back_is_always_there(page: PinPage, heard: Heard) -> None:
    for owner in (SHUT, WRONG, WAITING, CHECKING, Owner(Gate.UNKNOWN)):
        page.draw(view(owner))
        page.back.click()
        page.field.setFocus()
        QTest.keyClick(page.field, Qt.Key.Key_Escape)
    assert heard.events == ["back"] * 10


def test_what_is_known_of_the_last_try_is_told(page: PinPage, clock: Clock) -> None:
    page.draw(view(WRONG))
    assert page.message.text() == "密碼不正確，尚可再試 3 次。"
    assert page.ok.isEnabled()
    page.draw(view(WAITING))
    assert page.wait.text() == "請於 4:32 後再試。"
    assert not page.ok.isEnabled()
    clock.now += 2
    page.tick(view(WAITING))
    assert page.wait.text() == "請於 4:30 後再試。"
    page.draw(view(CHECKING))
    assert (page.message.text(), page.ok.isEnabled()) == ("正在核對…", False)
    page.draw(view(Owner(Gate.UNKNOWN)))
    assert (page.message.text(), page.ok.isEnabled()) == ("正在啟動，請稍候再試。", False)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut(page: PinPage, size: tuple[int, int]) -> None:
    page.resize(*size)
    page.draw(view(WAITING))
    assert cut_texts(page) == []


def test_figures_typed_on_the_page_are_no_money(stage: Stage) -> None:
    stage.show(OFFICE["pin"][0])
    stage.key(Qt.Key.Key_F3)
    assert stage.seen("pinPage")
    edit = stage.found("pinEdit")
    QTest.keyClicks(edit, "2718")
    assert stage.heard == []
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert stage.heard == [PinEntered(Pin("2718"))]
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    stage.turn()
    assert stage.seen("keypadPage")
