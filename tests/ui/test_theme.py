"""The look: tones have a ground and a mark each, names are checked, fonts and icons are made once."""

import pytest
from PySide6.QtGui import QPalette

from kiosk.sale.screen import Tone
from kiosk.ui.icons import Icon
from kiosk.ui.palette import CONTRAST, DARK, LIGHT
from kiosk.ui.theme import THEMES, drawn, field_colours, font, ground, theme
from tests.ui.faces import Clock


@pytest.mark.parametrize("name", THEMES)
def test_every_tone_has_its_own_ground_and_mark(name: str) -> None:
    look = theme(name)
    assert len({look.tone(tone) for tone in Tone}) == len(Tone)
    assert len({look.mark(tone) for tone in Tone}) == len(Tone)
    assert look.tone(Tone.GOOD) == look.colours.good


def test_an_unknown_look_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ValueError, match="'neon' is unknown; choose one of: light, dark, contrast"):
        theme("neon")


def test_the_looks_are_light_dark_and_high_contrast() -> None:
    assert {name: look.colours for name, look in THEMES.items()} == {
        "light": LIGHT, "dark": DARK, "contrast": CONTRAST,
    }  # fmt: skip


def test_fonts_and_icons_are_made_once(clock: Clock) -> None:
    assert font(20) is font(20)
    assert (font(20, True).bold(), font(20).pixelSize()) == (True, 20)
    assert drawn(Icon.TICK, "#123456", 24, 1.0) is drawn(Icon.TICK, "#123456", 24, 1.0)


def test_a_ground_colours_active_and_inactive_windows_alike(clock: Clock) -> None:
    made = ground("#112233", "#445566")
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        assert made.color(group, QPalette.ColorRole.Window).name() == "#112233"
        assert made.color(group, QPalette.ColorRole.WindowText).name() == "#445566"


def test_a_field_shows_its_hint_in_the_second_colour(clock: Clock) -> None:
    made = field_colours(LIGHT)
    assert made.color(QPalette.ColorRole.PlaceholderText).name() == LIGHT.soft
    assert made.color(QPalette.ColorRole.Base).name() == LIGHT.surface
