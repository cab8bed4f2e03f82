"""The looks and the volume that staff chose last are there after a restart."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.adapters.choices import Choices
from kiosk.cli.kept import Kept
from kiosk.cli.till_window import Look, TillWindow
from kiosk.compose.demo import demo
from kiosk.ui.acts import Choice
from kiosk.ui.seating import NONE, Wish
from kiosk.ui.texts import Language
from kiosk.ui.window_pair import Places

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_till_opens_as_it_was_left(qapp: QApplication, tmp_path: Path) -> None:
    first = TillWindow(demo(tmp_path), Look.for_demo(one_screen=True))
    assert (first.shell.kit.words.language, first.shell.kit.theme.name) == (Language.ZH_HK, "light")
    assert (first.shell.kit.type_size, first.shell.kit.still) == ("usual", False)
    for choice in (("language", "en"), ("theme", "contrast"), ("type", "larger"), ("motion", "less")):
        first.shell._choose(Choice(*choice))
    first.dial.turn("high")
    first.close()
    again = TillWindow(demo(tmp_path), Look.for_demo(one_screen=True))
    assert (again.shell.kit.words.language, again.shell.kit.theme.name) == (Language.EN, "contrast")
    assert (again.shell.kit.type_size, again.shell.kit.still) == ("larger", True)
    assert again.dial.volume == "high"
    again.close()
    other = TillWindow(demo(tmp_path), Look(language=Language.ZH_CN))
    assert other.shell.kit.words.language is Language.ZH_CN, "the settings were changed since"
    assert (other.shell.kit.theme.name, other.shell.kit.type_size) == ("contrast", "larger")
    assert other.dial.volume == "high"
    other.close()


def test_screens_are_there_as_they_were_chosen_until_the_settings_name_others(tmp_path: Path) -> None:
    kept = Kept(tmp_path, Look(places=Places(fullscreen=True)))
    assert kept.places == Places(fullscreen=True)
    kept.choose_screens(Wish("DP-1\ts1", r"\\.\DISPLAY2"))
    kept.close()
    again = Kept(tmp_path, Look(places=Places(fullscreen=True)))
    assert again.places == Places("DP-1\ts1", r"\\.\DISPLAY2", fullscreen=True)
    again.choose_screens(Wish("", NONE))
    again.close()
    alone = Kept(tmp_path, Look(places=Places()))
    assert alone.places == Places(one_screen=True)
    alone.close()
    other = Kept(tmp_path, Look(places=Places(customer_screen="HDMI-1")))
    assert other.places == Places(customer_screen="HDMI-1"), "the settings were changed since"
    other.close()


def test_a_choice_of_screens_reaches_the_disk(tmp_path: Path) -> None:
    till = TillWindow(demo(tmp_path), Look.for_demo(one_screen=False))
    till.shell.choose_screens(Wish("", NONE))
    assert till.shell.one is not None, "applied at once"
    till.close()
    again = TillWindow(demo(tmp_path), Look.for_demo(one_screen=False))
    assert again.shell.one is not None
    again.close()


def test_what_another_version_kept_is_left_alone(tmp_path: Path) -> None:
    settings = {"language": "zh_HK", "theme": "light", "type": "usual", "motion": "usual", "volume": "medium"}
    unknown = {"language": "pt", "theme": "sepia", "type": "vast", "motion": "wild", "volume": "eleven"}
    Choices(tmp_path / "choices").keep(settings, unknown)
    kept = Kept(tmp_path, Look())
    assert (kept.language, kept.theme, kept.volume) == (Language.ZH_HK, "light", "medium")
    assert (kept.type_size, kept.still) == ("usual", False)
    kept.close()


def test_what_an_older_version_kept_still_holds(tmp_path: Path) -> None:
    Choices(tmp_path / "choices").keep({"language": "zh_HK", "theme": "light"}, {"language": "en", "theme": "dark"})
    kept = Kept(tmp_path, Look())
    assert (kept.language, kept.theme, kept.volume) == (Language.EN, "dark", "medium")
    assert (kept.type_size, kept.still) == ("usual", False)
    kept.close()


def test_a_disk_that_keeps_nothing_is_logged_and_nothing_else(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "choices").mkdir()
    kept = Kept(tmp_path, Look())
    with caplog.at_level(logging.WARNING), qtbot.waitSignal(kept._lane.arrived):
        kept.choose(Choice("language", "en"))
    assert kept.language is Language.EN
    assert "not kept over a restart" in caplog.text
    kept.close()
