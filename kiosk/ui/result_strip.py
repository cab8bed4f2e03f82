"""The last result above the keypad, in one line where that is enough: shape and words, amount, number, time.

Must not know which results there are.
"""

from __future__ import annotations

from PySide6.QtCore import QRect

from kiosk.sale.screen import Strip, Tone
from kiosk.ui.icons import Icon
from kiosk.ui.labels import LEFT, RIGHT
from kiosk.ui.marks import Mark
from kiosk.ui.page import Page
from kiosk.ui.scale import Scale
from kiosk.ui.sheets import Panel
from kiosk.ui.space import centred, columns, inset, rows

TONE_ICONS = {
    Tone.GOOD: Icon.TICK,
    Tone.BAD: Icon.CROSS,
    Tone.ALERT: Icon.ATTENTION,
    Tone.WAIT: Icon.HOURGLASS,
    Tone.CALM: Icon.CLOCK,
}


class ResultStrip:
    """Four widgets on a page; `place` gives them a line of room."""

    def __init__(self, page: Page) -> None:
        self._page = page
        of = page.kit.theme.colours
        self.panel = Panel(page, "lastResultStrip")
        self.mark = Mark(page)
        self.fact = page.label("lastResultText", bold=True)
        self.figures = page.label("lastResultFigures", ink=of.soft)
        self.figures.setAlignment(RIGHT)
        self.show(None)

    def show(self, strip: Strip | None) -> None:
        """Show this result, or nothing."""
        for widget in (self.panel, self.mark, self.fact, self.figures):
            widget.setVisible(strip is not None)
        if strip is None:
            return
        words, theme = self._page.kit.words, self._page.kit.theme
        colour = theme.mark(strip.tone)
        self.mark.show_icon(TONE_ICONS[strip.tone], colour)
        told = words.sentences(strip.verdict)
        self.fact.write(f"{words.say(strip.fact)} · {told}" if told else words.say(strip.fact))
        self.fact.ink(colour)
        line = words.staff("staff.last.line", amount=strip.money, sale=strip.sale, time=strip.at)
        self.figures.write(line)

    def tall(self, width: int, scale: Scale) -> int:
        """The height it wants when it may be `width` wide: a line, or more for words that are too long for it."""
        line = self._line(scale)
        if self._fits(width, scale):
            return line
        words = self.fact.height_at(self._words(width, scale), scale.body)
        return max(line, words + self.figures.height_at(width, self._fine(scale)) + 2 * scale.xs)

    @staticmethod
    def _line(scale: Scale) -> int:
        return round(scale.touch * 0.7) if scale.cramped else scale.touch

    def _words(self, width: int, scale: Scale) -> int:
        return max(width - 2 * scale.sm - scale.lead - scale.sm, 1)

    def _beside(self, width: int, scale: Scale) -> int:
        """The width of the figures where they stand beside the words."""
        return min(self.figures.wide_at(scale.body), (width - 2 * scale.sm) // 2)

    def _fits(self, width: int, scale: Scale) -> bool:
        """Whether words and figures have their full size side by side in one line of the keypad."""
        height = self._line(scale)
        room = self._words(width, scale) - self._beside(width, scale) - scale.sm
        whole = self.figures.wide_at(scale.body) <= self._beside(width, scale)
        words = self.fact.fits_at(room, scale.body) and self.fact.height_at(room, scale.body) + 2 * scale.hair <= height
        return whole and words

    @staticmethod
    def _fine(scale: Scale) -> int:
        """The type of figures below the words."""
        return max(scale.small, scale.usual.body) if scale.wish > 1.0 else scale.small

    def place(self, rect: QRect, scale: Scale) -> None:
        """Stand in the line, or in the lines that `tall` wants."""
        of = self._page.kit.theme.colours
        self.panel.dress(of.surface, of.line, scale.radius, of.border())
        self.panel.setGeometry(rect)
        inner = inset(rect, scale.sm, scale.hair)
        icon, words = columns(inner, [scale.lead, 1.0], scale.sm)
        self.mark.setGeometry(centred(icon, scale.lead, scale.lead))
        beside, size = self._beside(rect.width(), scale), scale.body
        if self._fits(rect.width(), scale):
            fact, figures = columns(words, [1.0, beside], scale.sm)
            self.figures.setAlignment(RIGHT)
        else:
            size = self._fine(scale)
            fact, figures = rows(words, [1.0, self.figures.height_at(words.width(), size)])
            self.figures.setAlignment(LEFT)
        self.fact.place(fact, scale.body, scale.floor)
        self.figures.place(figures, size, scale.floor)
