"""Pages over the counter: a way back, and the sale in front that is never hidden."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.sale.screen import Tone
from kiosk.ui.overlay import Overlay
from kiosk.ui.page import Kit
from tests.ui.faces import SIZES, Clock, Heard, cut_texts
from tests.ui.screens import KEYPAD, SCREENS


@pytest.fixture
def left() -> Heard:
    return Heard()


@pytest.fixture
def overlay(qtbot: QtBot, kit: Kit, left: Heard) -> Overlay:
    made = Overlay(None, "somePage", kit, "標題", lambda: left("back"))
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    made.draw(KEYPAD)
    return made


def test_back_leaves_by_touch_and_by_key(overlay: Overlay, left: Heard) -> None:
    QTest.mouseClick(overlay.back, Qt.MouseButton.LeftButton)
    assert overlay.key(Qt.Key.Key_Escape)
    assert overlay.key(Qt.Key.Key_Backspace)
    assert not overlay.key(Qt.Key.Key_1)
    assert left.events == ["back"] * 3


def test_without_a_sale_in_front_there_is_no_bar(overlay: Overlay) -> None:
    assert overlay.front.isHidden()


def test_a_paid_sale_shows_through_in_green(overlay: Overlay, left: Heard, kit: Kit) -> None:
    overlay.draw(SCREENS["paid"].staff)
    assert overlay.front.isVisible()
    assert overlay.front.text() == "已收款 HK$128.50"
    assert overlay.front.colours()[0] == kit.theme.tone(Tone.GOOD)
    QTest.mouseClick(overlay.front, Qt.MouseButton.LeftButton)
    assert left.events == ["back"]
    overlay.draw(KEYPAD)
    assert overlay.front.isHidden()


def test_a_running_sale_shows_its_amount_and_time(overlay: Overlay, clock: Clock) -> None:
    view = SCREENS["offering"].staff
    overlay.draw(view)
    assert overlay.front.text() == "HK$128.50   等候顧客付款，尚餘 4:32。"
    clock.now += 2
    overlay.tick(view)
    assert overlay.front.text() == "HK$128.50   等候顧客付款，尚餘 4:30。"


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut(overlay: Overlay, size: tuple[int, int]) -> None:
    overlay.draw(SCREENS["offering-long"].staff)
    overlay.resize(*size)
    assert cut_texts(overlay) == []
    assert overlay.back.height() >= 48
