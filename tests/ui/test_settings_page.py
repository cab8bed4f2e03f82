"""Language and look: each choice is one touch or figure, the present one stands out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.ui.buttons import Role
from kiosk.ui.page import Kit
from kiosk.ui.settings_page import SettingsPage
from kiosk.ui.sound_dial import SoundDial
from kiosk.ui.texts import Language
from tests.ui.faces import SIZES, Heard, choosing, cut_texts
from tests.ui.screens import KEYPAD, SCREENS


@pytest.fixture
def chosen() -> Heard:
    return Heard()


@pytest.fixture
def page(qtbot: QtBot, kit: Kit, chosen: Heard) -> SettingsPage:
    made = SettingsPage(
        None, kit, lambda: chosen("back"), choosing(chosen), lambda: chosen("screens"), lambda: chosen("clean")
    )
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    made.draw(KEYPAD)
    return made


def test_every_language_names_itself(page: SettingsPage) -> None:
    assert [button.text() for button in page.languages] == ["English", "繁體中文", "简体中文"]


def test_a_touch_chooses(page: SettingsPage, chosen: Heard) -> None:
    for button in (*page.languages, *page.themes, page.screens):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen.events == [*Language, "light", "dark", "screens"]


def test_figures_choose_and_escape_leaves(page: SettingsPage, chosen: Heard) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_6, Qt.Key.Key_7, Qt.Key.Key_Escape):
        assert page.key(key)
    assert not page.key(Qt.Key.Key_8)
    assert chosen.events == [Language.EN, "dark", "screens", "clean", "back"]


@pytest.mark.parametrize("name", ["offering", "checking", "set-aside", "unsettled"])
def test_nobody_wipes_the_screens_while_a_sale_waits(page: SettingsPage, chosen: Heard, name: str) -> None:
    page.draw(SCREENS[name].staff)
    assert page.clean_why.text() == "有單據未有結果，暫時不能清潔。"
    QTest.mouseClick(page.clean, Qt.MouseButton.LeftButton)
    page.key(Qt.Key.Key_7)
    assert chosen.events == []
    page.draw(KEYPAD)
    assert page.clean_why.text() == ""
    QTest.mouseClick(page.clean, Qt.MouseButton.LeftButton)
    assert chosen.events == ["clean"]


def test_the_present_choice_stands_out(page: SettingsPage, kit: Kit) -> None:
    main = [button.text() for button in (*page.languages, *page.themes) if button.role is Role.MAIN]
    assert main == ["繁體中文", "深色" if kit.theme.name == "dark" else "淺色"]


@pytest.fixture
def loud(qtbot: QtBot, kit: Kit, chosen: Heard) -> SettingsPage:
    """The page of a till that can be heard."""
    heard = kit._replace(sound=SoundDial())
    made = SettingsPage(
        None,
        heard,
        lambda: chosen("back"),
        choosing(chosen),
        lambda: chosen("screens"),
        lambda: chosen("clean"),
        lambda: chosen("sound"),
    )
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    made.draw(KEYPAD)
    return made


def test_the_sound_is_one_key_away_and_says_how_loud_it_is(loud: SettingsPage, chosen: Heard) -> None:
    dial, (button,) = loud.kit.sound, loud.sounds
    assert dial is not None
    assert (button.text(), button.key_text) == ("中", "Alt 7")
    assert button.accessibleName() == "聲音：中"
    assert loud.key(Qt.Key.Key_7)
    assert chosen.events == ["sound"]
    dial.turn("high")
    assert button.text() == "高"
    dial.show(dead=True, sounding=None)
    assert button.text() == "沒有聲音"


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_with_the_sound(loud: SettingsPage, size: tuple[int, int]) -> None:
    loud.resize(*size)
    assert cut_texts(loud) == []
    assert loud.sounds[0].height() >= 48


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut(page: SettingsPage, size: tuple[int, int]) -> None:
    page.resize(*size)
    for view in (KEYPAD, SCREENS["set-aside"].staff, SCREENS["offering"].staff):
        page.draw(view)
        assert cut_texts(page) == []
        assert all(button.height() >= 48 for button in (*page.languages, *page.themes, page.screens, page.clean))
