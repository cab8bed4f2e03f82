"""Today: how many sales were paid and how much they make, each currency for itself.

Must not know how a day is counted.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from kiosk.sale.money import Money
from kiosk.sale.screen import Apart, StaffView, Total
from kiosk.ui.labels import FitLabel
from kiosk.ui.overlay import Overlay
from kiosk.ui.page import Kit
from kiosk.ui.scale import Scale
from kiosk.ui.sheets import Panel
from kiosk.ui.space import Line, centred, inset, rows, stack

MOST_APART = 8
"""Four kinds in two currencies."""


class TodayPage(Overlay):
    """A card for each currency. Two currencies are never added."""

    def __init__(self, parent: QWidget | None, kit: Kit, back: Callable[[], None]) -> None:
        super().__init__(parent, "todayPage", kit, kit.words.staff("staff.today.title"), back)
        self.empty = self.label("emptyText", centre=True, ink=kit.theme.colours.soft)
        self.empty.write(kit.words.staff("staff.today.empty"))
        self.cards: list[tuple[Panel, FitLabel, FitLabel, FitLabel]] = []
        self._totals: tuple[Total, ...] = ()
        self._apart: tuple[Apart, ...] = ()
        ink = kit.theme.colours.alert_mark
        self.apart = [self.label(f"apartText{number}", ink=ink) for number in range(MOST_APART)]

    def draw(self, view: StaffView) -> None:
        """Show the day's totals."""
        super().draw(view)
        words = self.kit.words
        self.title.write(f"{words.staff('staff.today.title')}   {words.day(view.day)}".strip())
        totals = tuple(total for total in view.totals if total.count)
        while len(self.cards) < len(totals):
            self.cards.append(self._card())
        for number, card in enumerate(self.cards):
            for widget in card:
                widget.setVisible(number < len(totals))
        for total, (_, name, figures, count) in zip(totals, self.cards, strict=False):
            name.write(words.staff(f"currency.{total.currency}"))
            figures.write(words.money(Money(total.minor, total.currency)))
            count.write(words.staff("staff.today.count", n=total.count))
        for number, label in enumerate(self.apart):
            label.setVisible(number < len(view.apart))
            if number < len(view.apart):
                label.write(self._apart_text(view.apart[number]))
        if (totals, view.apart) != (self._totals, self._apart):
            self._totals, self._apart = totals, view.apart
            self.settle()

    def _apart_text(self, apart: Apart) -> str:
        """What was not proved stands in words of its own, below what was, and is never added to it."""
        words = self.kit.words
        money = words.money(Money(apart.minor, apart.currency))
        what, times = words.staff(f"staff.today.{apart.what}"), words.staff("staff.today.times", n=apart.count)
        return f"{what}   {times}   {money}"

    def _card(self) -> tuple[Panel, FitLabel, FitLabel, FitLabel]:
        soft = self.kit.theme.colours.soft
        panel = Panel(self, "totalCard")
        return panel, self.label(ink=soft), self.label("totalText", bold=True), self.label("countText", ink=soft)

    def fill(self, room: QRect, scale: Scale) -> None:
        """The cards below each other."""
        of = self.kit.theme.colours
        if self._apart:
            many = min(len(self._apart), MOST_APART)
            high = min(round(scale.lead * 1.7), room.height() // (2 * many))
            room, below = rows(room, [1.0, high * many], scale.sm)
            for label, place in zip(self.apart, rows(below, [1.0] * many), strict=False):
                label.place(centred(place, min(scale.line, place.width()), place.height()), scale.lead, scale.floor)
        self.empty.setVisible(not self._totals)
        self.empty.place(room, scale.lead, scale.floor)
        if not self._totals:
            return
        most = len(self._totals) * round(scale.hero * 2.2)
        places = rows(centred(room, scale.line, most), [1.0] * len(self._totals), scale.md)
        for place, (panel, name, figures, count) in zip(places, self.cards, strict=False):
            panel.setGeometry(place)
            panel.dress(of.surface, of.line, scale.radius, of.border())
            lines = [
                Line(name, scale.lead, scale.floor),
                Line(figures, scale.figures, scale.floor),
                Line(count, scale.lead, scale.floor),
            ]
            stack(inset(place, scale.xl, scale.sm), lines)
