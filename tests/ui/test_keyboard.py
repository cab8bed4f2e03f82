"""The clerk needs no finger: Tab reaches every button in the order in which they stand, what has the keyboard is
outlined in every look, Escape leads back, and nothing a customer could touch takes the keyboard.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from kiosk.sale import events
from kiosk.sale.screen import Screen, StaffPage
from kiosk.ui.act_bar import ActBar
from kiosk.ui.theme import THEMES
from tests.ui.faces import Clock, Picture
from tests.ui.office_screens import OFFICE, UNSETTLED_OWNER
from tests.ui.screens import KEYPAD, RENEW, SCREENS, TILES, offering
from tests.ui.stage import Stage

K = Qt.Key
TAB = Qt.FocusReason.TabFocusReason

BY_KEY = {"referenceEdit": K.Key_F10, "frontSaleBar": K.Key_Escape}
"""What Tab passes by: figures must not fall into a reference by accident, and the bar of the sale in front does what
Back does."""

PAGES: dict[str, tuple[Screen, tuple[str, ...]]] = {
    **{name: (screen, ()) for name, screen in SCREENS.items()},
    **OFFICE,
    **{f"over-{page}": (offering(), (page,)) for page in ("recent", "attention", "settings", "close", "claim")},
    "owner": (UNSETTLED_OWNER, ()),
}


@pytest.fixture(params=[False, True], ids=["two", "one"])
def desk(request: pytest.FixtureRequest, clock: Clock) -> Iterator[Stage]:
    """Two windows, or one that flips."""
    made = Stage(clock, one_screen=request.param)
    made.shell.staff_window.activateWindow()
    yield made
    made.shell.close()


def put(desk: Stage, name: str) -> None:
    """That page, and the pages over it."""
    screen, over = PAGES[name]
    desk.show(screen)
    for page in over:
        desk.shell.staff.open(page)
    if over and desk.shell.one is not None:
        desk.shell.one.open_drawer()
    desk.turn()


def controls(desk: Stage) -> list[QWidget]:
    """What could be pressed or typed into now."""
    window = desk.shell.staff_window
    kinds = (QAbstractButton, QLineEdit)
    found: list[QWidget] = [widget for kind in kinds for widget in window.findChildren(kind)]
    return [widget for widget in found if widget.isVisible() and widget.isEnabled()]


def tabbed(desk: Stage) -> list[QWidget]:
    """Where the keyboard stops on its way through the window by Tab, until it is back at the window."""
    window = desk.shell.staff_window
    window.setFocus()
    stops: list[QWidget] = []
    for _ in range(80):
        QTest.keyClick(QApplication.focusWidget() or window, K.Key_Tab)
        here = QApplication.focusWidget()
        if here is None or here is window:
            break
        stops.append(here)
    return stops


@pytest.mark.parametrize("name", PAGES)
def test_tab_reaches_all_that_can_be_pressed(desk: Stage, name: str) -> None:
    put(desk, name)
    stops = tabbed(desk)
    missed = {widget.objectName() for widget in controls(desk)} - {widget.objectName() for widget in stops}
    assert missed <= set(BY_KEY), missed
    assert len(stops) == len(set(stops)), "nobody is sent round twice"
    assert all(stop.isVisible() for stop in stops)


def test_what_tab_passes_by_has_a_key(desk: Stage) -> None:
    desk.show("idle")
    desk.key(BY_KEY["referenceEdit"])
    assert QApplication.focusWidget() is desk.found("referenceEdit")
    QTest.keyClick(desk.found("referenceEdit"), K.Key_Escape)
    put(desk, "over-recent")
    assert desk.seen("frontSaleBar")
    desk.key(BY_KEY["frontSaleBar"])
    assert not desk.seen("frontSaleBar")


@pytest.mark.parametrize("name", [name for name, (_, over) in PAGES.items() if not over])
def test_tab_goes_through_the_buttons_of_a_sale_as_they_stand(desk: Stage, name: str) -> None:
    """Whichever of them were made first: the pages before this one had others."""
    for before in ("offering", "cancel-asked", "unsettled"):
        desk.show(before)
    put(desk, name)
    bars = [bar for bar in desk.shell.staff_window.findChildren(ActBar) if bar.isVisible()]
    stops = [stop for stop in tabbed(desk) if stop.parentWidget() in bars]
    places = [stop.mapTo(desk.shell.staff_window, QPoint()) for stop in stops]
    assert places == sorted(places, key=lambda place: (place.y(), place.x()))


@pytest.mark.parametrize("look", THEMES)
def test_what_has_the_keyboard_is_outlined(clock: Clock, look: str) -> None:
    desk = Stage(clock)
    desk.shell.staff_window.activateWindow()
    if look != desk.shell.kit.theme.name:
        desk.key(K.Key_F12)
        desk.click(f"theme_{look}")
        desk.key(K.Key_Escape)
    seen = 0
    for name in ("typing", "set-aside", "offering", "paid", "return", "case-claimed", "pin", "claim", "over-settings"):
        put(desk, name)
        for widget in [stop for stop in tabbed(desk) if not stop.objectName().startswith(("key", "pad"))]:
            widget.clearFocus()
            without = around(widget)
            widget.setFocus(TAB)
            assert around(widget) != without, f"{name}: {widget.objectName()}"
            seen += 1
        while desk.shell.staff.overlay is not None:
            desk.shell.staff.shut()
    assert seen > 60
    desk.shell.close()


def around(widget: QWidget) -> Picture:
    """The widget with what lies just about it: a field's outline is drawn by its ground."""
    parent = widget.parentWidget()
    assert parent is not None
    margin = widget.geometry().adjusted(-20, -4, 20, 4)
    return Picture(parent, margin.intersected(parent.rect()))


@pytest.mark.parametrize("name", [name for name, (_, over) in PAGES.items() if over])
def test_escape_leads_back_from_every_page_over_the_counter(desk: Stage, name: str) -> None:
    put(desk, name)
    for _ in PAGES[name][1]:
        focus = QApplication.focusWidget()
        QTest.keyClick(focus or desk.shell.staff_window, K.Key_Escape)
        desk.turn()
    assert desk.shell.staff.overlay is None


def test_escape_asks_before_a_code_goes_and_leaves_the_question_again(desk: Stage) -> None:
    desk.show("offering")
    desk.key(K.Key_Escape)
    desk.show("cancel-asked")
    desk.key(K.Key_Escape)
    desk.show("cannot-pay")
    desk.key(K.Key_Escape)
    assert desk.heard == [events.CancelPressed(), events.QuestionLeft(), events.QuestionLeft()]


def test_a_second_press_does_not_reach_the_page_that_the_first_one_brought(stage: Stage) -> None:
    """Qt hands the keyboard of a button that goes to the next one; here it goes back to the page."""
    stage.shell.staff_window.activateWindow()
    for before in SCREENS:
        stage.show(before)
    stage.heard.clear()
    for screen, name, brought in [
        ("offering", "setAsideButton", "ordering"),
        ("doubtful", "allowButton", "offering"),
    ]:
        stage.show(screen)
        stage.found(name).setFocus(TAB)
        QTest.keyClick(stage.found(name), K.Key_Space)
        stage.show(brought)
        QTest.keyClick(QApplication.focusWidget() or stage.shell.staff_window, K.Key_Space)
    told = [event for event in stage.heard if not isinstance(event, events.QrPainted)]
    assert told == [events.SetAsidePressed(), events.DoubtAnswered(True)]


def test_charging_by_the_keyboard_leaves_no_button_of_the_sale_under_it(stage: Stage) -> None:
    stage.shell.staff_window.activateWindow()
    stage.show("typing")
    stage.found("chargeButton").setFocus(TAB)
    QTest.keyClick(stage.found("chargeButton"), K.Key_Space)
    stage.show("ordering")
    assert QApplication.focusWidget() is stage.shell.staff_window
    stage.show(offering(asked=RENEW))
    assert QApplication.focusWidget() is stage.shell.staff_window


def test_who_types_in_a_page_over_the_counter_is_not_disturbed_by_the_sale(stage: Stage) -> None:
    stage.shell.staff_window.activateWindow()
    put(stage, "case-claimed")
    field = stage.found("caseName")
    field.setFocus(TAB)
    paid = SCREENS["paid"]
    stage.show(replace(paid, staff=replace(paid.staff, case=PAGES["case-claimed"][0].staff.case)))
    assert QApplication.focusWidget() is stage.found("caseName")


def test_nothing_on_the_customers_window_takes_the_keyboard(stage: Stage) -> None:
    window = stage.shell.customer_window
    assert window is not None
    for name, (screen, _) in PAGES.items():
        stage.show(screen)
        takers = [
            widget.objectName()
            for widget in [window, *window.findChildren(QWidget)]
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]
        assert takers == [], name


def test_a_running_sale_is_served_by_keys_alone(stage: Stage) -> None:
    stage.show(Screen(replace(KEYPAD, page=StaffPage.KEYPAD, tiles=TILES), SCREENS["idle"].customer))
    stage.keys("12.5")
    stage.key(K.Key_Return)
    stage.key(K.Key_1, Qt.KeyboardModifier.AltModifier)
    assert [type(event).__name__ for event in stage.heard] == ["KeyTyped"] * 4 + ["ChargePressed", "TileTapped"]
