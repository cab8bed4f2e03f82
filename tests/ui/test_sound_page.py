"""The sound page: a volume is one touch or figure, a test is marked as it is heard, and no customer hears one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.sale.screen import Chime
from kiosk.ui.buttons import Role
from kiosk.ui.page import Kit
from kiosk.ui.sound_dial import VOLUMES, SoundDial
from kiosk.ui.sound_page import SoundPage
from tests.ui.faces import SIZES, Heard, cut_texts, picture
from tests.ui.screens import KEYPAD, SCREENS


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def dial(heard: Heard, qapp: object) -> SoundDial:
    made = SoundDial()
    made.turned.connect(heard)
    made.tried.connect(lambda: heard("test"))
    made.left.connect(lambda: heard("left"))
    return made


@pytest.fixture
def page(qtbot: QtBot, kit: Kit, dial: SoundDial, heard: Heard) -> SoundPage:
    made = SoundPage(None, kit, lambda: heard("back"), dial)
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    made.draw(KEYPAD)
    return made


def test_a_touch_or_a_figure_chooses_the_volume(page: SoundPage, dial: SoundDial, heard: Heard) -> None:
    for name in VOLUMES:
        QTest.mouseClick(page.volumes[name], Qt.MouseButton.LeftButton)
        assert [other for other, button in page.volumes.items() if button.role is Role.MAIN] == [name]
    for key in (Qt.Key.Key_1, Qt.Key.Key_4):
        assert page.key(key)
    assert not page.key(Qt.Key.Key_5)
    assert heard.events == ["off", "low", "medium", "high", "off", "high"]


def test_enter_plays_the_test_and_escape_leaves(page: SoundPage, heard: Heard) -> None:
    QTest.mouseClick(page.test, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Enter, Qt.Key.Key_Escape):
        assert page.key(key)
    assert heard.events == ["test", "test", "back"]
    page.hide()
    assert heard.events[-1] == "left", "no test goes on where somebody may be paying"


def test_the_tone_that_is_heard_stands_out_and_names_itself(page: SoundPage, dial: SoundDial) -> None:
    rest = {chime: picture(card.ground) for chime, card in page.cards.items()}
    for chime in Chime:
        dial.show(dead=False, sounding=chime)
        assert [other for other, card in page.cards.items() if picture(card.ground) != rest[other]] == [chime]
    assert [card.name.text() for card in page.cards.values()] == ["已收款", "付款不成功", "其他單據收到款項"]


@pytest.mark.parametrize("name", ["offering", "paid", "declined", "unsettled"])
def test_no_test_is_heard_while_somebody_stands_there(
    page: SoundPage, heard: Heard, name: str
) -> None:
    page.draw(SCREENS[name].staff)
    assert not page.test.isEnabled()
    assert page.key(Qt.Key.Key_Enter), "an Enter that does nothing goes no further"
    assert heard.events == ["left"]
    assert page.told.text() == "沒有進行中的單據時才可試聽。"
    page.draw(KEYPAD)
    assert page.test.isEnabled()


def test_off_says_so_and_has_no_test(page: SoundPage, dial: SoundDial) -> None:
    dial.turn("off")
    assert not page.test.isEnabled()
    assert page.told.text() == "聲音已關閉，請留意螢幕。"


def test_a_device_that_is_not_there_is_told_with_a_cure(page: SoundPage, dial: SoundDial) -> None:
    usual = page.told.text()
    dial.show(dead=True, sounding=None)
    assert page.told.text().startswith("找不到聲音裝置")
    assert page.test.isEnabled(), "a test is how somebody finds out"
    dial.show(dead=False, sounding=None)
    assert page.told.text() == usual


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dead", [False, True])
def test_nothing_is_cut(page: SoundPage, dial: SoundDial, size: tuple[int, int], dead: bool) -> None:
    dial.show(dead=dead, sounding=None)
    page.resize(*size)
    for view in (KEYPAD, SCREENS["offering"].staff):
        page.draw(view)
        assert cut_texts(page) == []
        assert all(button.height() >= 48 for button in (*page.volumes.values(), page.test))
        for card in page.cards.values():
            for part in (card.name, card.notes):
                assert card.ground.geometry().contains(part.geometry())
