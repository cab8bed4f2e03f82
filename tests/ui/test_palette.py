"""Colours: every text can be read on its ground, and green is paid alone."""

import pytest
from PySide6.QtGui import QColor

from kiosk.ui.palette import CODE, DARK, LIGHT, Pair, Palette, contrast, mixed

READABLE = 4.5
LOOKS = pytest.mark.parametrize("of", [LIGHT, DARK], ids=["light", "dark"])


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
