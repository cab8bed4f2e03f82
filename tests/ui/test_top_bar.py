"""The top bar: lights by shape and word, a badge that counts, and four ways to what stands behind."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.sale.screen import Light, Lights
from kiosk.ui.page import Kit
from kiosk.ui.scale import TOUCH_FLOOR, Scale
from kiosk.ui.sound_dial import SoundDial
from kiosk.ui.top_bar import TopBar
from tests.ui.faces import cut_texts, picture
from tests.ui.screens import KEYPAD


@pytest.fixture
def opened() -> list[str]:
    return []


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bar(window: QWidget, kit: Kit, opened: list[str]) -> TopBar:
    made = TopBar(window, kit, opened.append)
    resize(made, 1280, 720)
    window.show()
    return made


def resize(bar: TopBar, width: int, height: int) -> None:
    bar.window().resize(width, height)
    bar.setGeometry(0, 0, width, Scale.of(width, height).touch)
    bar.settle()


def test_each_button_opens_its_own(bar: TopBar, opened: list[str]) -> None:
    bar.draw(KEYPAD)
    for button in bar.buttons.values():
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert opened == ["recent", "today", "attention", "settings"]


def test_the_badge_counts_what_waits_for_a_decision(bar: TopBar) -> None:
    bar.draw(KEYPAD)
    badge = bar.buttons["attention"]
    assert badge.text().endswith(" 3") or badge.text() == "3"
    assert "3" in badge.accessibleName()
    seen = picture(badge)
    bar.draw(replace(KEYPAD, attention=()))
    assert "3" not in badge.text()
    assert picture(badge) != seen


def test_lights_differ_in_shape_and_in_words(bar: TopBar) -> None:
    shapes, words = set(), set()
    for light in Light:
        bar.draw(replace(KEYPAD, lights=Lights(light, Light.OK, Light.OK)))
        grey = bar.dots[0].grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        shapes.add(bytes(grey.constBits()))
        words.add(bar.dots[0].accessibleName())
    assert len(shapes) == len(words) == len(Light)
    assert len({dot.accessibleName() for dot in bar.dots}) == 3


@pytest.fixture
def loud(window: QWidget, kit: Kit, opened: list[str]) -> TopBar:
    """The bar of a till that nobody could hear at its last tone."""
    dial = SoundDial()
    made = TopBar(window, replace(kit, sound=dial), opened.append)
    resize(made, 1280, 720)
    window.show()
    dial.show(dead=True, sounding=None)
    return made


def test_a_till_that_cannot_be_heard_has_a_fourth_light(loud: TopBar) -> None:
    loud.draw(KEYPAD)
    dial = loud.kit.sound
    assert dial is not None
    assert [dot.objectName() for dot in loud.dots] == ["relayLight", "platformLight", "recordsLight", "soundLight"]
    assert "喇叭" in loud.dots[-1].accessibleName()
    assert loud.names[-1].text() == "沒有聲音"
    assert loud.names[-1].isVisible()
    dial.turn("off")
    assert len(loud.dots) == len(loud.names) == 3, "nobody wants to hear it"
    dial.turn("low")
    assert len(loud.dots) == 4
    dial.show(dead=False, sounding=None)
    loud.draw(KEYPAD)
    assert len(loud.dots) == 3


@pytest.mark.parametrize("size", [(640, 360), (800, 480), (360, 640), (800, 1280), (1920, 1080)])
def test_a_fourth_light_has_room(loud: TopBar, size: tuple[int, int]) -> None:
    resize(loud, *size)
    loud.draw(KEYPAD)
    assert cut_texts(loud) == []
    places = [thing.geometry() for thing in (*loud.dots, *loud.names, *loud.buttons.values()) if thing.isVisible()]
    for number, one in enumerate(places):
        assert loud.rect().contains(one)
        assert not any(one.intersects(two) for two in places[number + 1 :])


@pytest.mark.parametrize("size", [(640, 360), (800, 480), (800, 1280), (1920, 1080)])
def test_nothing_is_cut_and_nothing_overlaps(bar: TopBar, size: tuple[int, int]) -> None:
    resize(bar, *size)
    bar.draw(KEYPAD)
    assert cut_texts(bar) == []
    things = [*bar.dots, *(label for label in bar.names if label.isVisible()), *bar.buttons.values()]
    places = [thing.geometry() for thing in things]
    for number, one in enumerate(places):
        assert bar.rect().contains(one)
        assert not any(one.intersects(two) for two in places[number + 1 :])
    assert all(button.width() >= TOUCH_FLOOR for button in bar.buttons.values())


@pytest.mark.parametrize("size", [(360, 640), (640, 360), (800, 1280), (1024, 600)])
def test_every_light_says_which_it_is_by_its_name_or_by_a_picture_of_its_own(
    bar: TopBar, size: tuple[int, int]
) -> None:
    resize(bar, *size)
    bar.draw(replace(KEYPAD, lights=Lights(Light.OK, Light.OK, Light.OK)))
    named = [label.text() for label in bar.names if label.isVisible()]
    pictures = {picture(dot) for dot in bar.dots}
    assert len(named) == 3 or len(pictures) == 3


def test_buttons_keep_their_spoken_names_where_words_give_way_to_icons(bar: TopBar) -> None:
    bar.draw(KEYPAD)
    spoken = [button.accessibleName() for button in bar.buttons.values()]
    resize(bar, 360, 640)
    assert [button.text() for button in bar.buttons.values()] == ["", "", "3", ""]
    assert [button.accessibleName() for button in bar.buttons.values()] == spoken
    assert all(spoken)
