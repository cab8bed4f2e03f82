"""Half a minute for wiping: nothing that a cloth does is heard, and whatever a person has to see ends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk.sale.screen import Light, Lights, Say, Screen, StaffView, Tone
from kiosk.ui.cleaning import CLEANING_S, may_clean
from tests.ui.faces import SIZES, Clock, cut_texts
from tests.ui.screens import ATTENTION, NOW, RECENT, SCREENS, TILES, WARNING
from tests.ui.stage import Stage

IDLE = Screen(replace(SCREENS["idle"].staff, attention=(), recent=(), tiles=()), SCREENS["idle"].customer)


def begun(stage: Stage, screen: Screen = IDLE) -> Stage:
    stage.show(screen)
    stage.key(Qt.Key.Key_F12)
    stage.click("cleanButton")
    stage.turn()
    assert stage.shell.cleaning is not None
    return stage


@pytest.fixture
def wiped(stage: Stage) -> Iterator[Stage]:
    yield begun(stage)
    # Whatever a test left: the next one's keys are heard.
    stage.shell.close()


def ring(stage: Stage, seconds: float) -> None:
    stage.clock.now += seconds
    assert stage.shell.cleaning is not None
    stage.shell.cleaning.step()
    stage.turn()


def all_over(window: QWidget) -> None:
    """A cloth: touches and wheels everywhere."""
    for x in range(20, window.width(), 90):
        for y in range(20, window.height(), 60):
            QTest.mouseClick(window.childAt(x, y) or window, Qt.MouseButton.LeftButton)


def test_both_windows_say_so_in_both_languages_and_count(wiped: Stage) -> None:
    for name in ("cleaningPage", "customerCleaningPage"):
        page = wiped.found(name)
        texts = [label.text() for label in page.findChildren(QWidget) if hasattr(label, "text")]  # labels of any kind
        assert {"正在清潔螢幕", "Cleaning the screen", "0:30"} <= set(texts)
        assert page.geometry() == page.window().rect()
    ring(wiped, 11)
    assert {widget.property("text") for widget in _figures(wiped)} == {"0:19"}


def _figures(stage: Stage) -> list[QWidget]:
    return [figure for window in stage.windows() for figure in window.findChildren(QWidget, "cleaningLeftText")]


def test_no_touch_and_no_key_is_heard_until_it_ends_by_itself(wiped: Stage) -> None:
    for window in wiped.windows():
        all_over(window)
    for key in (Qt.Key.Key_5, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F12, Qt.Key.Key_Tab, Qt.Key.Key_Space):
        wiped.key(key)
        QTest.keyClick(wiped.shell.staff.keypad.charge, key)
    assert wiped.heard == []
    assert wiped.seen("cleaningPage")
    assert not wiped.seen("settingsPage"), "it was left when the cleaning began"
    ring(wiped, CLEANING_S)
    assert wiped.shell.cleaning is None
    assert not wiped.seen("cleaningPage")
    assert not wiped.seen("customerCleaningPage")
    wiped.keys("5")
    assert len(wiped.heard) == 1


def test_a_cloth_on_the_keyboard_closes_nothing(wiped: Stage) -> None:
    wiped.close_by_frame(wiped.shell.staff_window)
    assert wiped.shell.staff_window.isVisible()
    wiped.shell.close()
    assert not wiped.shell.staff_window.isVisible(), "the program itself may"


def test_other_windows_of_the_program_still_hear(wiped: Stage) -> None:
    keys: list[int] = []

    class Other(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:
            keys.append(event.key())

    other = Other()
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_5.value, Qt.KeyboardModifier.NoModifier, "5")
    QCoreApplication.sendEvent(other, press)
    assert keys == [Qt.Key.Key_5.value]


def staff(**changes: object) -> Screen:
    return replace(IDLE, staff=replace(IDLE.staff, **changes))  # type: ignore[arg-type]  # names of its own fields


PAID = replace(RECENT[0], fact=Say("staff.state.paid"), tone=Tone.GOOD)
NEWS = {
    "a sale": SCREENS["offering"],
    "a tile": staff(tiles=(replace(TILES[0], final=True),)),
    "a decision": staff(attention=ATTENTION[:1]),
    "a trouble": staff(banner=WARNING),
}


@pytest.mark.parametrize("name", NEWS)
def test_what_a_person_has_to_see_ends_it(wiped: Stage, name: str) -> None:
    wiped.show(NEWS[name])
    assert wiped.shell.cleaning is None
    assert not wiped.seen("cleaningPage")
    assert wiped.shell.staff_window.isVisible()


def test_a_result_of_a_recent_sale_ends_it_and_a_new_light_does_not(stage: Stage) -> None:
    waiting = staff(recent=(replace(RECENT[0], fact=Say("staff.state.watching")),))
    begun(stage, waiting)
    stage.show(replace(waiting, staff=replace(waiting.staff, lights=Lights(Light.DOWN, Light.DOWN, Light.OK))))
    assert stage.shell.cleaning is not None
    stage.show(staff(recent=(PAID,)))
    assert stage.shell.cleaning is None


def view(name: str) -> StaffView:
    return SCREENS[name].staff


def test_it_is_never_begun_while_somebody_waits() -> None:
    assert may_clean(IDLE.staff)
    assert may_clean(view("paid"))
    waits = ("offering", "awaiting", "checking", "confirming", "unsettled", "set-aside", "cancel-asked")
    assert [name for name in waits if may_clean(view(name))] == []
    finals = replace(IDLE.staff, tiles=tuple(replace(tile, final=True) for tile in TILES))
    assert may_clean(finals)


def test_with_one_screen_the_one_window_is_wiped(single: Stage) -> None:
    begun(single)
    assert [window.objectName() for window in single.windows()] == ["staffWindow"]
    all_over(single.shell.staff_window)
    assert single.heard == []
    ring(single, CLEANING_S)
    assert not single.seen("cleaningPage")
    single.shell.close()


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut(clock: Clock, size: tuple[int, int]) -> None:
    clock.now = NOW
    stage = begun(Stage(clock, size=size))
    for window in stage.windows():
        page = next(page for page in window.findChildren(QWidget) if page.objectName().endswith("leaningPage"))
        assert cut_texts(page) == []
    stage.shell.close()
