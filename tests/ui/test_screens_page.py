"""The page of the screens: names, makes and sizes, one touch to choose, and why not while a sale is on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from kiosk.ui.buttons import Role
from kiosk.ui.pattern_page import TEXT
from kiosk.ui.screens_page import ScreensPage
from kiosk.ui.seating import NONE
from kiosk.ui.window_pair import Places
from tests.ui.faces import SIZES, Clock, cut_texts, read_codes
from tests.ui.fake_monitors import CUSTOMER, OTHER, STAFF, FakeMonitors, monitor
from tests.ui.stage import Stage

ALT = Qt.KeyboardModifier.AltModifier
KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6)


@pytest.fixture
def two(clock: Clock) -> Iterator[Stage]:
    """A till on two screens, with the page open as staff open it."""
    made = Stage(clock, monitors=FakeMonitors(STAFF, CUSTOMER), places=Places())
    made.show("idle")
    made.key(Qt.Key.Key_F12)
    made.click("screensButton")
    yield made
    made.shell.close()


def page(stage: Stage) -> ScreensPage:
    found = stage.found("screensPage")
    assert isinstance(found, ScreensPage)
    return found


def filled(stage: Stage) -> list[str]:
    """The buttons of the present choice."""
    return [button.objectName() for button in page(stage)._buttons if button.role is Role.MAIN]


def test_a_screen_is_named_with_make_size_and_whose_it_is(two: Stage) -> None:
    assert two.text("screen1Button") == "1   DP-1 · Dell U2412M · 1024 × 600\n職員螢幕"
    assert two.text("screen2Button") == "2   HDMI-1 · Dell U2412M · 1024 × 600\n顧客螢幕"
    assert two.text("screensText") == "請按一下要給顧客使用的螢幕。"
    assert filled(two) == ["anyScreenButton"]


def test_a_touch_chooses_and_the_page_stays(two: Stage) -> None:
    two.click("screen2Button")
    assert filled(two) == ["screen2Button"]
    two.click("oneScreenButton")
    assert filled(two) == ["oneScreenButton"]
    assert "輪流" in two.text("screen1Button")
    assert not two.seen("patternButton"), "there is no customer's window to try"
    two.click("anyScreenButton")
    assert filled(two) == ["anyScreenButton"]
    two.click("screen1Button")
    assert two.text("screen1Button").endswith("顧客螢幕")


def test_alt_and_a_figure_press_in_order_and_escape_goes_back_to_the_settings(two: Stage) -> None:
    desk = page(two).desk
    two.key(Qt.Key.Key_2, ALT)
    assert desk.wish.customer == CUSTOMER
    two.key(Qt.Key.Key_4, ALT)
    assert desk.wish.customer == NONE
    two.key(Qt.Key.Key_3, ALT)
    assert desk.wish.customer == ""
    two.keys("2")
    assert desk.wish.customer == "", "a bare figure is money"
    two.key(Qt.Key.Key_6, ALT)
    assert (desk.pattern_on, two.text("patternButton")) == (True, "結束測試畫面")
    two.key(Qt.Key.Key_6, ALT)
    assert (desk.pattern_on, two.text("patternButton")) == (False, "測試畫面")
    two.key(Qt.Key.Key_Escape)
    assert two.seen("settingsPage")


def test_who_leaves_the_page_takes_the_pattern_off(two: Stage) -> None:
    two.click("patternButton")
    assert read_codes(two.windows()[1]) == [TEXT]
    two.key(Qt.Key.Key_F2)
    assert read_codes(two.windows()[1]) == []


def test_while_a_sale_is_on_a_screen_the_page_says_why_nothing_can_be_chosen(two: Stage) -> None:
    two.show("offering")
    before = page(two).desk.wish
    assert two.text("screensText") == "螢幕上仍有單據，請先完成，然後再選擇。"
    assert not any(button.isEnabled() for button in page(two)._buttons)
    for key in KEYS:
        two.key(key, ALT)
    assert page(two).desk.wish == before
    two.show("idle")
    assert all(button.isEnabled() for button in page(two)._buttons)


def test_screens_that_come_and_go_are_listed_as_they_do(two: Stage) -> None:
    assert two.monitors is not None
    two.click("screen2Button")
    two.monitors.be(STAFF)
    assert two.text("screensText") == f"已選的螢幕 {CUSTOMER} 未有連接。"
    assert not page(two).monitors[0].isEnabled()
    two.monitors.be(STAFF, CUSTOMER, OTHER)
    assert len(page(two).monitors) == 3
    assert two.text("screen3Button").endswith("未使用")
    two.click("anyScreenButton")
    two.monitors.be(STAFF)
    assert two.text("screensText") == "只有一個螢幕，由職員與顧客輪流使用。"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("many", [1, 2, 4])
@pytest.mark.parametrize("screen", ["idle", "offering"])
def test_nothing_is_cut(two: Stage, size: tuple[int, int], many: int, screen: str) -> None:
    assert two.monitors is not None
    long = "A screen with a rather long name"
    two.monitors.be(STAFF, *(monitor(f"{long} {number}") for number in range(1, many)))
    two.shell.staff_window.resize(*size)
    two.show(screen)
    assert cut_texts(two.shell.staff_window) == []
    room = page(two).rect()
    seen = [button for button in page(two)._buttons if button.isVisible()]
    for button in seen:
        assert room.contains(button.geometry())
        assert button.height() >= 44 or size == (640, 360), (button.objectName(), button.height())
        assert not any(button.geometry().intersects(other.geometry()) for other in seen if other is not button)
