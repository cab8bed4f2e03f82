"""Colours: every text can be read on its ground, marks and borders stand out from theirs, and green is paid alone."""

import pytest
from PySide6.QtGui import QColor

from kiosk.ui.palette import CODE, CONTRAST, DARK, LIGHT, READABLE, Pair, Palette, contrast, faint, mixed
from kiosk.ui.scale import CHOSEN_EDGE, PANEL_EDGE, STRONG_EDGE
from kiosk.ui.theme import THEMES

# WCAG 2.2: text in the high contrast set (1.4.6), and what is not text but has a meaning (1.4.11).
MORE_READABLE, SEEN = 7.0, 3.0
LOOKS = pytest.mark.parametrize("of", [look.colours for look in THEMES.values()], ids=list(THEMES))


def pairs(of: Palette) -> dict[str, Pair]:
    grounds = {"page": of.page, "surface": of.surface, "sunken": of.sunken}
    inks = {"ink": of.ink, "soft": of.soft}
    marks = {name: getattr(of, name) for name in Palette._fields if name.endswith("_mark")}
    made = {f"{ink} on {on}": Pair(grounds[on], inks[ink]) for on in grounds for ink in inks}
    made |= {f"{mark} on {on}": Pair(grounds[on], marks[mark]) for on in ("page", "surface") for mark in marks}
    return made | {name: pair for name in Palette._fields if isinstance(pair := getattr(of, name), Pair)}


def weaker(seen: dict[str, Pair], least: float) -> dict[str, float]:
    """Those of less than that contrast, with what they have."""
    return {name: round(found, 2) for name, pair in seen.items() if (found := contrast(*pair)) < least}


@LOOKS
def test_every_text_can_be_read_on_its_ground(of: Palette) -> None:
    least = MORE_READABLE if of is CONTRAST else READABLE
    assert weaker(pairs(of), least) == {}
    # What stands on a tone, or on a button, in the ink of a small help.
    hints = {name: Pair(pair.ground, of.hint(pair)) for name, pair in pairs(of).items()}
    assert weaker(hints, MORE_READABLE if of is CONTRAST else READABLE) == {}


@LOOKS
def test_what_cannot_be_pressed_can_still_be_read(of: Palette) -> None:
    grounds = [mixed(under, of.sunken, 0.6) for under in (of.page, of.surface)]
    assert all(contrast(of.soft, ground) >= (MORE_READABLE if of is CONTRAST else READABLE) for ground in grounds)


@LOOKS
def test_marks_and_borders_that_mean_something_stand_out(of: Palette) -> None:
    marks = [name for name in Palette._fields if name.endswith("_mark")]
    seen = {f"{name} on {on}": Pair(getattr(of, on), getattr(of, name)) for name in marks for on in ("page", "surface")}
    seen |= {f"edge on {on}": Pair(getattr(of, on), of.edge) for on in ("page", "surface")}
    # A ring or bar: what is left against what is gone.
    seen |= {f"{name} on the rail": Pair(of.rail, getattr(of, name)) for name in ("accent_mark", "alert_mark")}
    # A choice that is made, and the one thing to press, are filled.
    seen |= {f"accent on {on}": Pair(getattr(of, on), of.accent.ground) for on in ("page", "surface")}
    assert weaker(seen, SEEN) == {}


def test_in_the_high_contrast_set_every_border_is_strong() -> None:
    assert contrast(CONTRAST.line, CONTRAST.page) >= MORE_READABLE
    assert contrast(CONTRAST.line, CONTRAST.surface) >= MORE_READABLE
    assert (CONTRAST.border(), CONTRAST.border(chosen=True)) == (STRONG_EDGE, CHOSEN_EDGE)
    assert LIGHT.border() == LIGHT.border(chosen=True) == DARK.border() == PANEL_EDGE < STRONG_EDGE < CHOSEN_EDGE


def test_in_the_high_contrast_set_paid_alone_is_bright() -> None:
    tones = {name: getattr(CONTRAST, name).ground for name in ("good", "bad", "alert", "wait", "calm")}
    bright = {name for name, ground in tones.items() if contrast(ground, "#000000") > 4}
    assert bright == {"good"}


@LOOKS
def test_green_is_paid_and_nothing_else(of: Palette) -> None:
    colours = {name: getattr(of, name) for name in Palette._fields if name not in ("dark", "strong")}
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
