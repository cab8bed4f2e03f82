"""Language and look: each choice is one touch or figure, the present one stands out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.ui.buttons import Role
from kiosk.ui.page import Kit
from kiosk.ui.settings_page import SettingsPage
from kiosk.ui.texts import Language
from tests.ui.faces import SIZES, Heard, choosing, cut_texts
from tests.ui.screens import KEYPAD


@pytest.fixture
def chosen() -> Heard:
    return Heard()


@pytest.fixture
def page(qtbot: QtBot, kit: Kit, chosen: Heard) -> SettingsPage:
    made = SettingsPage(None, kit, lambda: chosen("back"), choosing(chosen), lambda: chosen("screens"))
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    made.draw(KEYPAD)
    return made


def test_every_language_names_itself(page: SettingsPage) -> None:
    assert [button.text() for button in page.languages] == ["English", "繁體中文", "简体中文"]


def test_a_touch_chooses(page: SettingsPage, chosen: Heard) -> None:
    for button in page.choices:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen.events == [*Language, "light", "dark", "screens"]


def test_figures_choose_and_escape_leaves(page: SettingsPage, chosen: Heard) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_6, Qt.Key.Key_Escape):
        assert page.key(key)
    assert not page.key(Qt.Key.Key_7)
    assert chosen.events == [Language.EN, "dark", "screens", "back"]


def test_the_present_choice_stands_out(page: SettingsPage, kit: Kit) -> None:
    main = [button.text() for button in (*page.languages, *page.themes) if button.role is Role.MAIN]
    assert main == ["繁體中文", "深色" if kit.theme.name == "dark" else "淺色"]


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut(page: SettingsPage, size: tuple[int, int]) -> None:
    page.resize(*size)
    assert cut_texts(page) == []
    assert all(button.height() >= 48 for button in page.choices)
