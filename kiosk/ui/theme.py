"""How everything looks: colours, type and the tone of a page, handed to whoever draws.

Sizes come from `scale`, colours from `palette`; this file joins them. Must not know pages or texts.
"""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtGui import QFont, QPalette, QPixmap

from kiosk.sale.screen import Tone
from kiosk.ui import fonts
from kiosk.ui.icons import Icon, icon
from kiosk.ui.palette import CONTRAST, DARK, LIGHT, Pair, Palette


class Theme(NamedTuple):
    """A named look: `light`, `dark` or `contrast`."""

    name: str
    colours: Palette

    def tone(self, tone: Tone) -> Pair:
        """The full ground of a tone and what is written on it."""
        of = self.colours
        grounds = {Tone.CALM: of.calm, Tone.WAIT: of.wait, Tone.GOOD: of.good, Tone.BAD: of.bad, Tone.ALERT: of.alert}
        return grounds[tone]

    def mark(self, tone: Tone) -> str:
        """The colour of a line, icon or word of that tone on a page or card."""
        of = self.colours
        marks = {
            Tone.CALM: of.soft,
            Tone.WAIT: of.wait_mark,
            Tone.GOOD: of.good_mark,
            Tone.BAD: of.bad_mark,
            Tone.ALERT: of.alert_mark,
        }
        return marks[tone]


THEMES = {"light": Theme("light", LIGHT), "dark": Theme("dark", DARK), "contrast": Theme("contrast", CONTRAST)}


def theme(name: str) -> Theme:
    """The theme of that name; raises ValueError, naming those there are, for any other."""
    if name not in THEMES:
        raise ValueError(f"theme {name!r} is unknown; choose one of: {', '.join(THEMES)}")
    return THEMES[name]


@lru_cache(maxsize=256)
def font(pixels: int, bold: bool = False) -> QFont:
    """The kiosk's font at a size in logical pixels. Kept: making one costs more than drawing with it."""
    return fonts.font(pixels, bold=bold)


@lru_cache(maxsize=128)
def drawn(name: Icon, colour: str, size_px: int, ratio: float) -> QPixmap:
    """An icon of that colour and size in logical pixels, kept for the next time."""
    return icon(name, colour, max(size_px, 1), ratio)


@lru_cache(maxsize=128)
def ground(colour: str, ink: str) -> QPalette:
    """A widget palette with that window and text colour. Kept, and not to be changed: copy it first."""
    made = QPalette()
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        made.setColor(group, QPalette.ColorRole.Window, colour)
        made.setColor(group, QPalette.ColorRole.WindowText, ink)
        made.setColor(group, QPalette.ColorRole.Text, ink)
        made.setColor(group, QPalette.ColorRole.Base, colour)
    return made


def field_colours(colours: Palette) -> QPalette:
    """The palette of a field to type in."""
    made = QPalette(ground(colours.surface, colours.ink))
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        made.setColor(group, QPalette.ColorRole.PlaceholderText, colours.soft)
        made.setColor(group, QPalette.ColorRole.Highlight, colours.accent.ground)
        made.setColor(group, QPalette.ColorRole.HighlightedText, colours.accent.ink)
    return made
