"""The hidden way out: three seconds in the corner, and nothing less."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.sale.screen import Gate, Owner, Screen
from kiosk.ui.corner_hold import CornerHold
from kiosk.ui.scale import LEAVE_HOLD_S
from tests.ui.office_screens import BASE, over
from tests.ui.screens import SCREENS
from tests.ui.stage import Stage

CORNER = QPoint(12, 12)
L = Qt.MouseButton.LeftButton


def rest(stage: Stage, seconds: float, at: QPoint = CORNER) -> None:
    """A finger on whatever lies there: the lights and their names lie in that corner."""
    bar = stage.shell.staff.top
    under = bar.childAt(at) or bar
    local = under.mapFrom(bar, at)
    QTest.mousePress(under, L, Qt.KeyboardModifier.NoModifier, local)
    stage.clock.now += seconds
    bar.corner.step()
    QTest.mouseRelease(under, L, Qt.KeyboardModifier.NoModifier, local)
    stage.turn()


@pytest.mark.parametrize("spot", [QPoint(1, 1), CORNER, QPoint(20, 26)])
def test_three_seconds_in_the_corner_ask_whether_to_close(stage: Stage, spot: QPoint) -> None:
    stage.show("idle")
    rest(stage, LEAVE_HOLD_S, spot)
    assert stage.seen("closePage")
    assert stage.text("closeQuestion") == "關閉收款機？"
    assert stage.shell.staff_window.isVisible()


def test_with_a_pin_the_pin_comes_first(stage: Stage) -> None:
    stage.show(over(replace(BASE, owner=Owner(Gate.SHUT))))
    rest(stage, LEAVE_HOLD_S)
    assert stage.seen("pinPage")
    assert not stage.seen("closePage")
    stage.show(over(replace(BASE, owner=Owner(Gate.OPEN))))
    assert stage.seen("closePage")


@pytest.mark.parametrize("seconds", [0.0, 1.0, LEAVE_HOLD_S - 0.1])
def test_less_does_nothing(stage: Stage, seconds: float) -> None:
    stage.show("idle")
    rest(stage, seconds)
    stage.clock.now += LEAVE_HOLD_S
    stage.shell.staff.top.corner.step()
    assert not stage.seen("closePage")


def test_elsewhere_on_the_bar_and_after_a_slide_it_does_nothing(stage: Stage) -> None:
    stage.show("idle")
    bar = stage.shell.staff.top
    rest(stage, LEAVE_HOLD_S, QPoint(bar.height() + 40, 12))
    assert not stage.seen("closePage")
    QTest.mousePress(bar, L, Qt.KeyboardModifier.NoModifier, CORNER)
    QTest.mouseMove(bar, QPoint(bar.width() // 2, 12))
    stage.clock.now += LEAVE_HOLD_S
    bar.corner.step()
    assert not stage.seen("closePage")


def test_with_one_screen_the_customers_page_has_no_such_corner(single: Stage) -> None:
    paying: Screen = SCREENS["offering"]
    single.show(paying)
    window = single.shell.staff_window
    for spot in (QPoint(1, 1), CORNER):
        under = window.childAt(spot) or window
        QTest.mousePress(under, L, Qt.KeyboardModifier.NoModifier, under.mapFrom(window, spot))
        single.clock.now += LEAVE_HOLD_S
        for corner in window.findChildren(CornerHold):
            corner.step()
    assert single.seen("qrPage")
    assert not single.seen("closePage")
