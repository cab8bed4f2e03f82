"""Colours: every text can be read on its ground, and green is paid alone."""

import pytest
from PySide6.QtGui import QColor

from kiosk.ui.palette import CODE, READABLE, Pair, Palette, contrast, faint, mixed
from kiosk.ui.theme import THEMES

LOOKS = pytest.mark.parametrize("of", [look.colours for look in THEMES.values()], ids=list(THEMES))


def pairs(of: Palette) -> dict[str, Pair]:
    grounds = {"page": of.page, "surface": of.surface, "sunken": of.sunken}
    inks = {"ink": of.ink, "soft": of.soft}
    marks = {name: getattr(of, name) for name in Palette._fields if name.endswith("_mark")}
    made = {f"{ink} on {on}": Pair(grounds[on], inks[ink]) for on in grounds for ink in inks}
    made |= {f"{mark} on {on}": Pair(grounds[on], marks[mark]) for on in ("page", "surface") for mark in marks}
    return made | {name: pair for name in Palette._fields if isinstance(pair := getattr(of, name), Pair)}


@LOOKS
def test_every_text_can_be_read_on_its_ground(of: Palette) -> None:
    weak = {name: round(found, 2) for name, pair in pairs(of).items() if (found := contrast(*pair)) < READABLE}
    assert weak == {}


@LOOKS
def test_green_is_paid_and_nothing_else(of: Palette) -> None:
    colours = {name: getattr(of, name) for name in Palette._fields if name != "dark"}
    grounds = {name: QColor(value.ground if isinstance(value, Pair) else value) for name, value in colours.items()}
    green = {name for name, colour in grounds.items() if 100 <= colour.hue() <= 170 and colour.saturation() > 60}
    assert green == {"good", "good_mark"}


def test_a_code_is_black_on_white() -> None:
    assert (CODE.ground, CODE.ink) == ("#ffffff", "#000000")
    assert contrast(*CODE) == pytest.approx(21.0)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


def test_mixing_goes_from_the_first_to_the_second() -> None:
    assert [mixed("#000000", "#ffffff", share) for share in (0.0, 0.5, 1.0)] == ["#000000", "#808080", "#ffffff"]


def test_a_small_help_is_paler_where_it_can_still_be_read() -> None:
    assert faint(Pair("#ffffff", "#000000")) == mixed("#000000", "#ffffff", 0.28)
    assert faint(Pair("#ffffff", "#767676")) == "#767676"
    tight = Pair("#ffffff", "#6a6a6a")
    assert READABLE <= contrast(faint(tight), tight.ground) <= contrast(tight.ink, tight.ground)


@LOOKS
def test_text_on_the_ground_of_a_selected_or_pressed_place_can_be_read(of: Palette) -> None:
    assert contrast(of.pressed, of.ink) >= READABLE
    assert contrast(of.sunken, of.soft) >= READABLE
