"""The looks of the gallery: all of them are there, and words find their names."""

import pytest

from kiosk.cli.gallery_looks import LOOKS, SCALES, SIZES, wanted
from kiosk.ui.texts import Language
from kiosk.ui.theme import THEMES

NAME = "zh_HK-dark-1280x800-150/over-keypad-settings.staff"


def test_every_language_meets_every_theme_size_and_scale() -> None:
    assert len(set(LOOKS)) == len(LOOKS) == len(Language) * len(THEMES) * len(SIZES) * len(SCALES)
    assert len({look.name for look in LOOKS}) == len(LOOKS)
    assert {(640, 360), (800, 1280), (1920, 1080)} <= set(SIZES)


@pytest.mark.parametrize("words", [[], ["dark"], ["zh_HK", "150"], ["keypad-settings"], ["staff", "1280x800"]])
def test_words_of_the_name_are_found(words: list[str]) -> None:
    assert wanted(NAME, words)


@pytest.mark.parametrize("words", [["en"], ["15"], ["dark", "light"], ["settings-keypad"], ["customer"]])
def test_other_words_are_not(words: list[str]) -> None:
    assert not wanted(NAME, words)
