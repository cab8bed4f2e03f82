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
from kiosk.ui.settings_page import OPENERS, Opener, SettingsPage
from kiosk.ui.sound_dial import SoundDial
from kiosk.ui.texts import Language
from kiosk.values import replace
from tests.ui.faces import SIZES, Heard, cut_texts
from tests.ui.screens import KEYPAD, SCREENS

K = Qt.Key
ABOVE = 70
# One more than there is, so that there is room for it.
MORE = (*OPENERS, Opener("recent", "moreButton", "staff.recent.title", Icon.LIST))
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
    heard = replace(kit, sound=SoundDial())
    made = SettingsPage(None, heard, lambda: chosen("back"), chosen, chosen, lambda: chosen("clean"), MORE)
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


def test_letters_open_the_further_pages_and_wipe(page: SettingsPage, chosen: Heard) -> None:
    for key in (K.Key_S, K.Key_V, K.Key_W):
        assert page.key(key)
    assert chosen.events == [Opens("screens"), Opens("sound"), "clean"]
    assert [button.key_text for button in page.foot] == ["S", "V", "", "W"]


def test_zero_is_the_motion_that_is_not_the_present_one(qtbot: QtBot, kit: Kit, chosen: Heard) -> None:
    page = SettingsPage(None, replace(kit, still=True), lambda: None, chosen, chosen, lambda: None)
    qtbot.addWidget(page)
    page.key(K.Key_0)
    assert chosen.events == [("motion", "usual")]


@pytest.mark.parametrize("name", ["offering", "checking", "set-aside", "unsettled"])
def test_nobody_wipes_the_screens_while_a_sale_waits(page: SettingsPage, chosen: Heard, name: str) -> None:
    page.draw(SCREENS[name].staff)
    assert page.clean.text() == "有單據未有結果，暫時不能清潔。"
    assert page.clean.accessibleName() == "清潔螢幕（30 秒）：有單據未有結果，暫時不能清潔。"
    QTest.mouseClick(page.clean, Qt.MouseButton.LeftButton)
    assert chosen.events == []
    page.draw(KEYPAD)
    assert page.clean.text() == page.clean.accessibleName() == "清潔螢幕（30 秒）"
    QTest.mouseClick(page.clean, Qt.MouseButton.LeftButton)
    assert chosen.events == ["clean"]


def test_the_present_choice_stands_out(page: SettingsPage, kit: Kit) -> None:
    main = [button.objectName() for button in choices(page) if button.role is Role.MAIN]
    assert main == ["language_zh_HK", f"theme_{kit.theme.name}", "type_usual", "motion_usual"]


def test_further_pages_are_opened_by_their_buttons(page: SettingsPage, chosen: Heard) -> None:
    for button in page.openers.values():
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen.events == [Opens("screens"), Opens("sound"), Opens("recent")]


def test_the_sound_says_how_loud_it_is(page: SettingsPage) -> None:
    dial, button = page.kit.sound, page.openers["sound"]
    assert dial is not None
    assert button.text() == button.accessibleName() == "聲音：中"
    dial.turn("high")
    assert button.text() == "聲音：高"
    dial.show(dead=True, sounding=None)
    assert button.text() == "聲音：沒有聲音"


def test_a_till_that_cannot_be_heard_offers_no_sound(qtbot: QtBot, kit: Kit, chosen: Heard) -> None:
    page = SettingsPage(None, kit, lambda: None, chosen, chosen, lambda: None)
    qtbot.addWidget(page)
    assert page.foot == [page.openers["screens"], page.clean]


@pytest.mark.parametrize("openers", [OPENERS, MORE], ids=["now", "one-more"])
@pytest.mark.parametrize("type_size", ["usual", "larger"])
@pytest.mark.parametrize("size", [*SIZES, (360, 640)])
@pytest.mark.parametrize("screen", ["idle", "unsettled", "set-aside", "offering"])
@pytest.mark.parametrize("language", Language)
def test_nothing_is_cut_or_outside(
    qtbot: QtBot, kit: Kit, chosen: Heard, size: tuple[int, int], type_size: str, screen: str, language: Language,
    openers: tuple[Opener, ...],
) -> None:  # fmt: skip
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    kit.words.language = language
    dial = SoundDial()
    dial.show(dead=True, sounding=None)
    loud = replace(kit, type_size=type_size, sound=dial)
    made = SettingsPage(window, loud, lambda: None, chosen, chosen, lambda: None, openers)
    # The ribbon and the bar above take their part of the window.
    made.setGeometry(0, ABOVE, size[0], size[1] - ABOVE)
    made.show()
    made.draw(SCREENS[screen].staff)
    assert cut_texts(made) == []
    for button in (*choices(made), *made.foot):
        assert button.height() >= 48
        assert made.rect().contains(button.geometry()), button.objectName()
    places = [button.geometry() for button in (*choices(made), *made.foot, made.back)]
    assert not [1 for n, one in enumerate(places) for other in places[:n] if one.intersects(other)]


def test_the_choices_of_a_section_are_written_alike(page: SettingsPage) -> None:
    for section in page.sections.values():
        assert len({button.type_size for button in section.buttons.values()}) == 1
