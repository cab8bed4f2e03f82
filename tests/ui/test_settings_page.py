"""The looks: each choice is one touch or figure, the present one stands out, and further pages find their place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui.acts import Opens
from kiosk.ui.buttons import BigButton, Role
from kiosk.ui.icons import Icon
from kiosk.ui.page import Kit
from kiosk.ui.settings_page import Opener, SettingsPage
from kiosk.ui.texts import Language
from tests.ui.faces import SIZES, Heard, cut_texts
from tests.ui.screens import KEYPAD, SCREENS

K = Qt.Key
ABOVE = 70
OPENERS = (
    Opener("screens", "screensButton", "staff.recent.title", Icon.SCREEN),
    Opener("sound", "soundButton", "staff.attention.title", Icon.BELL),
)
CHOICES = [
    *[("language", language.value) for language in Language],
    *[("theme", name) for name in ("light", "dark", "contrast")],
    *[("type", name) for name in ("usual", "large", "larger")],
    *[("motion", name) for name in ("usual", "less")],
]


@pytest.fixture
def chosen() -> Heard:
    return Heard()


@pytest.fixture
def page(qtbot: QtBot, kit: Kit, chosen: Heard) -> SettingsPage:
    made = SettingsPage(None, kit, lambda: chosen("back"), chosen, chosen, OPENERS)
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    made.draw(KEYPAD)
    return made


def choices(page: SettingsPage) -> list[BigButton]:
    return [button for section in page.sections.values() for button in section.buttons.values()]


def test_every_language_names_itself(page: SettingsPage) -> None:
    assert [b.text() for b in page.sections["language"].buttons.values()] == ["English", "繁體中文", "简体中文"]


def test_a_touch_chooses(page: SettingsPage, chosen: Heard) -> None:
    for button in choices(page):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen.events == CHOICES


def test_figures_choose_and_escape_leaves(page: SettingsPage, chosen: Heard) -> None:
    for key in (K.Key_1, K.Key_6, K.Key_9, K.Key_0, K.Key_Escape):
        assert page.key(key)
    assert not page.key(K.Key_A)
    assert chosen.events == [("language", "en"), ("theme", "contrast"), ("type", "larger"), ("motion", "less"), "back"]


def test_zero_is_the_motion_that_is_not_the_present_one(qtbot: QtBot, kit: Kit, chosen: Heard) -> None:
    page = SettingsPage(None, kit._replace(still=True), lambda: None, chosen, chosen)
    qtbot.addWidget(page)
    page.key(K.Key_0)
    assert chosen.events == [("motion", "usual")]


def test_the_present_choice_stands_out(page: SettingsPage, kit: Kit) -> None:
    main = [button.objectName() for button in choices(page) if button.role is Role.MAIN]
    assert main == ["language_zh_HK", f"theme_{kit.theme.name}", "type_usual", "motion_usual"]


def test_further_pages_are_opened_by_their_buttons(page: SettingsPage, chosen: Heard) -> None:
    for button in page.openers:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen.events == [Opens("screens"), Opens("sound")]


@pytest.mark.parametrize("type_size", ["usual", "larger"])
@pytest.mark.parametrize("size", [*SIZES, (360, 640)])
@pytest.mark.parametrize("screen", ["idle", "unsettled"])
def test_nothing_is_cut_or_outside(
    qtbot: QtBot, kit: Kit, chosen: Heard, size: tuple[int, int], type_size: str, screen: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(*size)
    made = SettingsPage(window, kit._replace(type_size=type_size), lambda: None, chosen, chosen, OPENERS)
    # The ribbon and the bar above take their part of the window.
    made.setGeometry(0, ABOVE, size[0], size[1] - ABOVE)
    window.show()
    made.draw(SCREENS[screen].staff)
    assert cut_texts(made) == []
    for button in (*choices(made), *made.openers):
        assert button.height() >= 48
        assert made.rect().contains(button.geometry()), button.objectName()
    places = [button.geometry() for button in (*choices(made), *made.openers, made.back)]
    assert not [1 for n, one in enumerate(places) for other in places[:n] if one.intersects(other)]


def test_the_choices_of_a_section_are_written_alike(page: SettingsPage) -> None:
    for section in page.sections.values():
        assert len({button.type_size for button in section.buttons.values()}) == 1
