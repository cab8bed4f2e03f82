"""Buttons: what they say and who they are, and that a held one needs its second."""

from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.cli.gallery_glass import runs
from kiosk.sale.screen import Tone
from kiosk.ui.buttons import BigButton, HoldButton, Role, press
from kiosk.ui.icons import Icon
from kiosk.ui.page import Kit
from kiosk.ui.palette import contrast, faint
from kiosk.ui.scale import HOLD_S, Scale
from kiosk.ui.theme import THEMES, theme
from kiosk.values import replace
from tests.ui.faces import Clock, Heard, picture

LEFT_BUTTON = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, clock: Clock) -> QWidget:
    made = QWidget()
    made.resize(400, 200)
    qtbot.addWidget(made)
    made.show()
    return made


B = TypeVar("B", bound=BigButton)


def dressed(button: B, kit: Kit) -> B:
    button.dress(kit.theme, tone=kit.theme.colours.alert)
    button.place(QRect(10, 10, 200, 80), Scale.of(1280, 720), 24)
    button.show()
    return button


@pytest.mark.parametrize("role", Role)
def test_words_can_be_read_on_every_button(page: QWidget, kit: Kit, role: Role) -> None:
    button = dressed(BigButton(page, "some", role), kit)
    assert contrast(*button.colours()[0]) >= 4.5
    button.setEnabled(False)
    assert contrast(*button.colours()[0]) >= 4.5


def test_a_button_has_a_name_for_screen_readers(page: QWidget, kit: Kit) -> None:
    button = dressed(BigButton(page, "erase"), kit)
    button.picture = Icon.BACKSPACE
    button.write("", key="Del", name="Delete the last digit")
    assert (button.objectName(), button.accessibleName(), button.key_text) == ("erase", "Delete the last digit", "Del")
    button.write("Clear")
    assert (button.text(), button.accessibleName()) == ("Clear", "Clear")


def test_words_icon_key_and_state_are_all_seen(page: QWidget, kit: Kit) -> None:
    button = dressed(BigButton(page, "some"), kit)
    button.write("Charge")
    seen = {picture(button)}
    button.write("Charge", key="Enter")
    seen.add(picture(button))
    button.picture = Icon.TICK
    seen.add(picture(button))
    button.setDown(True)
    seen.add(picture(button))
    button.setDown(False)
    button.setEnabled(False)
    seen.add(picture(button))
    assert len(seen) == 5


def test_the_key_stands_over_long_words_and_gives_way_where_it_would_touch_them(page: QWidget, kit: Kit) -> None:
    """Who does not know the key has nowhere else to learn it from."""
    button = dressed(BigButton(page, "some"), kit)
    button.picture = Icon.SET_ASIDE
    button.write("已掃描，下一位", key="F6")
    scale = Scale.of(932, 679)
    for wide, printed in ((175, True), (60, False)):
        button.place(QRect(0, 0, wide, scale.touch), scale, scale.lead)
        painted = runs(button)
        assert (painted[-1].text == "F6") is printed
        assert not any(run.ink.intersects(painted[-1].ink) for run in painted[:-1])


def test_a_click_leaves_the_keyboard_where_it_was(page: QWidget, kit: Kit) -> None:
    button = dressed(BigButton(page, "some"), kit)
    page.setFocus()
    QTest.mouseClick(button, LEFT_BUTTON)
    assert not button.hasFocus()
    assert button.focusPolicy() is Qt.FocusPolicy.TabFocus


def test_a_key_presses_only_what_is_in_sight_and_enabled(page: QWidget, kit: Kit) -> None:
    button, heard = dressed(BigButton(page, "some"), kit), Heard()
    button.clicked.connect(lambda: heard("click"))
    press(button)
    button.setEnabled(False)
    press(button)
    button.setEnabled(True)
    button.hide()
    press(button)
    assert heard.events == ["click"]


@pytest.fixture
def hold(page: QWidget, kit: Kit, clock: Clock) -> HoldButton:
    button = dressed(HoldButton(page, "cancelButton", clock), kit)
    button.write("hold to cancel")
    return button


def test_a_hold_needs_its_whole_second(hold: HoldButton, clock: Clock) -> None:
    heard = Heard()
    hold.held.connect(lambda: heard("held"))
    QTest.mousePress(hold, LEFT_BUTTON)
    clock.now += HOLD_S - 0.01
    hold.step()
    assert heard.events == []
    assert hold.share == pytest.approx(0.99)
    clock.now += 0.02
    hold.step()
    hold.step()
    assert heard.events == ["held"]
    assert not hold.isDown()


def test_a_click_holds_nothing(hold: HoldButton, clock: Clock) -> None:
    heard = Heard()
    hold.held.connect(lambda: heard("held"))
    QTest.mouseClick(hold, LEFT_BUTTON)
    clock.now += 5
    hold.step()
    assert heard.events == []
    assert hold.share == 0.0


def test_a_finger_that_slides_off_or_a_page_that_goes_ends_the_hold(hold: HoldButton, clock: Clock) -> None:
    heard = Heard()
    hold.held.connect(lambda: heard("held"))
    QTest.mousePress(hold, LEFT_BUTTON)
    clock.now += 0.5
    QTest.mouseMove(hold, QPoint(900, 900))
    hold.setDown(False)
    hold.hide()
    clock.now += 5
    hold.step()
    assert heard.events == []


def test_a_finger_that_is_lifted_beside_the_button_held_nothing(hold: HoldButton, clock: Clock) -> None:
    heard = Heard()
    hold.held.connect(lambda: heard("held"))
    QTest.mousePress(hold, LEFT_BUTTON)
    clock.now += 0.2
    QTest.mouseRelease(hold, LEFT_BUTTON, pos=QPoint(900, 900))
    clock.now += 5
    hold.step()
    assert (heard.events, hold.share) == ([], 0.0)


def test_the_passing_second_is_seen(hold: HoldButton, clock: Clock) -> None:
    QTest.mousePress(hold, LEFT_BUTTON)
    before = picture(hold)
    clock.now += 0.6
    assert picture(hold) != before
    QTest.mouseRelease(hold, LEFT_BUTTON)


def test_a_still_button_is_full_at_once_and_nothing_moves_on_it(hold: HoldButton, clock: Clock) -> None:
    heard = Heard()
    hold.held.connect(lambda: heard("held"))
    hold.still = True
    rest = picture(hold)
    QTest.mousePress(hold, LEFT_BUTTON)
    held = picture(hold)
    clock.now += 0.6
    hold.step()
    assert held != rest
    assert picture(hold) == held
    clock.now += 0.5
    hold.step()
    assert heard.events == ["held"]


def test_strong_borders_are_on_every_button_and_broken_where_it_cannot_be_pressed(page: QWidget, kit: Kit) -> None:
    strong = replace(kit, theme=theme("contrast"))
    for role in Role:
        if role is not Role.ON_TONE:
            button = dressed(BigButton(page, "a", role), strong)
            ground, outline = button.colours()
            assert contrast(outline or ground.ground, strong.theme.colours.page) >= 3
    button = dressed(BigButton(page, "b", Role.PLAIN), strong)
    on = picture(button)
    button.setEnabled(False)
    assert picture(button) != on


def test_a_held_button_goes_off_by_its_own_timer(hold: HoldButton, clock: Clock, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hold.held, timeout=2000):
        QTest.mousePress(hold, LEFT_BUTTON)
        clock.now += HOLD_S


@pytest.mark.parametrize("look", THEMES)
@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("role", Role)
def test_words_key_and_outline_can_be_seen_in_every_role_tone_and_look(
    qtbot: QtBot, clock: Clock, look: str, role: Role, enabled: bool
) -> None:
    """Also of a button that cannot be pressed. The outline of the one with the keyboard is drawn in the same ink."""
    parent = QWidget()
    qtbot.addWidget(parent)
    of = theme(look)
    button = BigButton(parent, "b", role)
    button.setEnabled(enabled)
    for tone in (None, *(of.tone(tone) for tone in Tone)):
        for under in ("", of.colours.surface, tone.ground if tone else of.colours.page):
            button.dress(of, tone=tone, under=under)
            pair, _ = button.colours()
            assert contrast(*pair) >= 4.5, (tone, under)
            assert contrast(faint(pair), pair.ground) >= 4.5, (tone, under)
