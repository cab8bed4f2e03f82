"""Colours by the part they play, in a light, a dark and a high contrast set. The only file that names a colour.

Green is paid and nothing else; every other meaning is doubled by a shape and words. Text stands on its ground with
a contrast of at least 4.5 to 1, 7 to 1 in the high contrast set (a test measures every pair). Must not know pages,
texts or states of a sale.
"""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtGui import QColor

from kiosk.ui.scale import CHOSEN_EDGE, PANEL_EDGE, STRONG_EDGE


class Pair(NamedTuple):
    """A ground and what is written on it, as `#rrggbb`."""

    ground: str
    ink: str


class Palette(NamedTuple):
    """One set of colours.

    `page` is the window, `surface` a card or key on it, `sunken` a quiet area; `soft` is second-rank text on all
    three; `line` separates, `edge` is drawn around a field to type in, `rail` is the way a ring or bar has gone.
    `accent` is the one thing to press. The tones are full grounds for a whole page or panel; `*_mark` draws a line,
    icon or word of that tone on `page` and `surface`. `strong`: borders are wider, every button and panel has one, and
    what cannot be pressed has a broken one.
    """

    dark: bool
    strong: bool
    page: str
    surface: str
    sunken: str
    ink: str
    soft: str
    line: str
    edge: str
    rail: str
    accent: Pair
    accent_mark: str
    pressed: str
    good: Pair
    bad: Pair
    alert: Pair
    wait: Pair
    calm: Pair
    good_mark: str
    bad_mark: str
    alert_mark: str
    wait_mark: str
    ribbon: Pair

    def border(self, *, chosen: bool = False) -> int:
        """How wide the outline of a panel is, in logical pixels."""
        if self.strong:
            return CHOSEN_EDGE if chosen else STRONG_EDGE
        return PANEL_EDGE

    def hint(self, pair: Pair) -> str:
        """The ink of a small help on that ground: that of the words in the high contrast set, else `faint`."""
        return pair.ink if self.strong else faint(pair)


LIGHT = Palette(
    dark=False,
    strong=False,
    page="#f5f4f0",
    surface="#ffffff",
    sunken="#ebe9e2",
    ink="#1d2430",
    soft="#566070",
    line="#d8d5cb",
    edge="#8b8678",
    rail="#d8d5cb",
    accent=Pair("#22457f", "#ffffff"),
    accent_mark="#22457f",
    pressed="#dcd9cf",
    good=Pair("#0c7a43", "#ffffff"),
    bad=Pair("#f7dedb", "#5f1611"),
    alert=Pair("#fdeac4", "#4d3300"),
    wait=Pair("#dfe8f5", "#1b345e"),
    calm=Pair("#ebe9e2", "#1d2430"),
    good_mark="#0c7a43",
    bad_mark="#a8261c",
    alert_mark="#855600",
    wait_mark="#2c5699",
    ribbon=Pair("#ffce54", "#1d2430"),
)

DARK = Palette(
    dark=True,
    strong=False,
    page="#14181f",
    surface="#1f252f",
    sunken="#0e1116",
    ink="#f1f3f6",
    soft="#a9b3c1",
    line="#343d4b",
    edge="#6d7a8f",
    rail="#343d4b",
    accent=Pair("#a9c6f7", "#10203c"),
    accent_mark="#a9c6f7",
    pressed="#2c3543",
    good=Pair("#0f7d47", "#ffffff"),
    bad=Pair("#4a1c1a", "#ffdad5"),
    alert=Pair("#46330a", "#ffe3a6"),
    wait=Pair("#1d3050", "#d7e4fb"),
    calm=Pair("#1f252f", "#f1f3f6"),
    good_mark="#5fd598",
    bad_mark="#ff9c92",
    alert_mark="#ffcb62",
    wait_mark="#a9c6f7",
    ribbon=Pair("#ffce54", "#1d2430"),
)

# White on black. The paid page alone is bright all over: it stands out by its light too, not only by its colour.
CONTRAST = Palette(
    dark=True,
    strong=True,
    page="#000000",
    surface="#000000",
    sunken="#000000",
    ink="#ffffff",
    soft="#d6d6d6",
    line="#ffffff",
    edge="#ffffff",
    rail="#5a5a5a",
    accent=Pair("#ffffff", "#000000"),
    accent_mark="#7fe3ff",
    pressed="#404040",
    good=Pair("#2ee37b", "#000000"),
    bad=Pair("#5a0000", "#ffffff"),
    alert=Pair("#3a2800", "#ffe45c"),
    wait=Pair("#002a5c", "#ffffff"),
    calm=Pair("#000000", "#ffffff"),
    good_mark="#4df092",
    bad_mark="#ffb0a8",
    alert_mark="#ffe45c",
    wait_mark="#a8d4ff",
    ribbon=Pair("#ffe45c", "#000000"),
)

# A code is black on white in every theme: scanners expect dark on light.
CODE = Pair("#ffffff", "#000000")


# The least contrast of text (WCAG 2.2).
READABLE = 4.5


def contrast(first: str, second: str) -> float:
    """How far two colours are apart, 1 to 21, by the formula of WCAG 2.2 (relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(first: str, second: str, share: float) -> str:
    """`share` (0 to 1) of the second colour in the first."""
    a, b = QColor(first), QColor(second)
    parts = zip((a.red(), a.green(), a.blue()), (b.red(), b.green(), b.blue()), strict=True)
    return QColor(*(round(x + (y - x) * share) for x, y in parts)).name()


@lru_cache(maxsize=64)
def faint(pair: Pair) -> str:
    """The ink of a small help on that ground: paler than the words where it can still be read."""
    paler = (mixed(pair.ink, pair.ground, share) for share in (0.28, 0.14))
    return next((ink for ink in paler if contrast(ink, pair.ground) >= READABLE), pair.ink)


def _luminance(colour: str) -> float:
    made = QColor(colour)
    parts = (made.redF(), made.greenF(), made.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
