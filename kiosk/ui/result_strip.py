"""The last result in one line above the keypad: its shape and words, the amount, the number, the time.

Must not know which results there are.
"""

from __future__ import annotations

from PySide6.QtCore import QRect

from kiosk.sale.screen import Strip, Tone
from kiosk.ui.icons import Icon
from kiosk.ui.labels import RIGHT
from kiosk.ui.marks import Mark
from kiosk.ui.page import Page
from kiosk.ui.scale import Scale
from kiosk.ui.sheets import Panel
from kiosk.ui.space import centred, columns, inset

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

    def place(self, rect: QRect, scale: Scale) -> None:
        """Stand in the line."""
        of = self._page.kit.theme.colours
        self.panel.dress(of.surface, of.line, scale.radius, of.border())
        self.panel.setGeometry(rect)
        inner = inset(rect, scale.sm, scale.hair)
        # Figures need their line; words may take two.
        least = min(self.figures.wide_at(scale.body), inner.width() // 2)
        icon, fact, figures = columns(inner, [scale.lead, 1.0, least], scale.sm)
        self.mark.setGeometry(centred(icon, scale.lead, scale.lead))
        self.fact.place(fact, scale.body, scale.floor)
        self.figures.place(figures, scale.body, scale.floor)
