"""One payment in a list: its shape and state, amount, number, time and reference, and what can be done about it.

Must not know what a state means.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from kiosk.sale import events
from kiosk.sale.screen import Row
from kiosk.ui.acts import Opens, key_name
from kiosk.ui.buttons import BigButton, Role
from kiosk.ui.case_page import asked_text
from kiosk.ui.labels import RIGHT, FitLabel
from kiosk.ui.marks import Mark
from kiosk.ui.page import Kit
from kiosk.ui.result_strip import TONE_ICONS
from kiosk.ui.sale_names import sale_number
from kiosk.ui.scale import Scale
from kiosk.ui.sheets import Panel
from kiosk.ui.space import Line, Shown, centred, columns, inset, rows, stack
from kiosk.ui.texts import clock_text
from kiosk.ui.words import Words

CHECK_KEY = Qt.Key.Key_F5
_ONE = 0x31
# Below this share of the longest easy line the facts of a payment need two lines.
_NARROW = 0.7


def spoken_row(words: Words, row: Row) -> str:
    """A payment of a list in words, for screen readers."""
    parts = (words.money(row.money), sale_number(row), clock_text(row.created), words.say(row.fact), row.reference)
    return "   ".join(part for part in (*parts, *(words.say(said) for said in row.attention)) if part)


class RowCard(QWidget):
    """The line. `emit` takes the events of `kiosk.sale.events`."""

    def __init__(self, parent: QWidget, kit: Kit, emit: Callable[[object], None], *, deciding: bool) -> None:
        super().__init__(parent)
        self.setObjectName("attentionRow" if deciding else "recentRow")
        self._kit = kit
        self._row: Row | None = None
        self._chosen = False
        of = kit.theme.colours
        self.panel = Panel(self)
        self.mark = Mark(self)
        self.amount = FitLabel(self, "rowAmount", bold=True)
        self.when = FitLabel(self, "rowWhen")
        self.fact = FitLabel(self, "rowFact", bold=True)
        self.why = FitLabel(self, "rowWhy")
        self.action = FitLabel(self, "rowAction")
        for label, ink in ((self.amount, of.ink), (self.when, of.soft), (self.why, of.ink), (self.action, of.soft)):
            label.ink(ink)
        self.amount.setAlignment(RIGHT)
        self.asked = FitLabel(self, "rowAsked")
        self.asked.ink(of.soft)
        self.check = self._button("rowCheckButton", lambda: events.CheckNowPressed(self._id()), emit)
        name = "rowSettleButton" if deciding else "rowOpenButton"
        self.open = self._button(name, lambda: Opens("case", self._id()), emit)
        self.open.role = Role.MAIN if deciding else Role.PLAIN
        self.deciding = deciding
        if deciding:
            QWidget.setTabOrder(self.open, self.check)  # as they stand

    def _button(self, name: str, event: Callable[[], object], emit: Callable[[object], None]) -> BigButton:
        made = BigButton(self, name, Role.PLAIN)
        made.dress(self._kit.theme, under=self._kit.theme.colours.surface)
        made.clicked.connect(lambda: emit(event()))
        return made

    def _id(self) -> str:
        return self._row.payment_id if self._row else ""

    def draw(self, row: Row, *, chosen: bool, keyed: bool = True) -> None:
        """Show this payment; the chosen one is outlined. `keyed`: it is the one that keys are for."""
        self._row, self._chosen = row, chosen
        words, theme = self._kit.words, self._kit.theme
        self.setAccessibleName(spoken_row(words, row))
        # Several lines have the same two buttons, and one of them the keys.
        self.check.write(words.staff("staff.check_now"), key=key_name(CHECK_KEY) if keyed else "")
        settle = words.staff("staff.settle" if self.deciding else "staff.open_case")
        self.open.write(settle, key=key_name(Qt.Key.Key_Enter) if keyed else "")
        for button in (self.check, self.open):
            button.setAccessibleName(f"{button.text()} {sale_number(row)}".strip())
        colour = theme.mark(row.tone)
        self.mark.show_icon(TONE_ICONS[row.tone], colour)
        self.amount.write(words.money(row.money))
        parts = (sale_number(row), clock_text(row.created), row.reference)
        self.when.write("   ".join(part for part in parts if part))
        self.fact.write(f"{words.say(row.fact)}   {row.code}" if row.code and self.deciding else words.say(row.fact))
        self.fact.ink(colour)
        self.why.write("\n".join(words.say(say) for say in row.attention) if self.deciding else "")
        todo = [said for said in (row.action, *row.verdict) if said is not None]
        self.action.write(words.sentences(todo) if self.deciding else "")
        self.asked.write(asked_text(words, row) if self.deciding else "")
        self.check.setVisible(row.can_check)

    def button_of(self, key: int) -> BigButton | None:
        """The button a key stands for, if any."""
        if key == CHECK_KEY:
            return self.check
        return self.open if key in (Qt.Key.Key_Enter, _ONE) else None

    @staticmethod
    def tall(scale: Scale, *, deciding: bool, wide: int, tight: bool = False) -> int:
        """The height of a line in pixels; `tight` is the least in which the words of a decision are still easy."""
        if not deciding:
            # As `_facts` sees it; in a small window that stands, a reference may need two lines of its own.
            narrow = wide - 2 * scale.md < scale.line * (1.0 if scale.cramped else _NARROW)
            return round(scale.touch * (1.15 if not narrow else 2.45 if scale.cramped else 1.75))
        narrow = wide < scale.line * _NARROW
        # Buttons stay as they are in larger type; words take more.
        words = 1.0 if tight and scale.usual.cramped else 1.0 + max(scale.wish - 1.0, 0.0) / 2
        return round(scale.touch * (4.8 if narrow else 3.3 if tight else 3.6) * words)

    def arrange(self, scale: Scale) -> None:
        """One line of facts, or two; for a decision the words and buttons below it."""
        of = self._kit.theme.colours
        edge = of.accent_mark if self._chosen else of.line
        self.panel.setGeometry(self.rect())
        self.panel.dress(of.surface, edge, scale.radius, of.border(chosen=self._chosen))
        room = inset(self.rect(), scale.md, scale.sm if self.deciding else scale.xs)
        if not self.deciding:
            self._facts(room, scale)
            return
        narrow = self.width() < scale.line * _NARROW
        head, words, foot = rows(room, [round(scale.touch * (1.2 if narrow else 0.8)), 1.0, scale.touch], scale.xs)
        self._facts(head, scale)
        items: list[Shown] = [Line(self.why, scale.title, scale.floor)] if self.why.text() else []
        if self.action.text():
            items.append(Line(self.action, scale.lead, scale.floor))
        stack(words, items)
        # When it was asked stands beside the buttons, or above them where there is no room.
        asked, settle, check = columns(foot, [0.8 if narrow else 1.2, 1.0, 1.0], scale.sm)
        self.asked.place(asked, scale.body, scale.floor)
        self.open.place(settle, scale, scale.lead)
        self.check.place(check, scale, scale.body)

    def _facts(self, room: QRect, scale: Scale) -> None:
        narrow = room.width() < scale.line * _NARROW
        side = min(scale.title, room.height())
        if self.deciding:
            mark, facts = columns(room, [side, 1.0], scale.md)
        else:
            checkable = self.check.isVisibleTo(self)
            # Amounts stand below each other, whether a line can be checked or not.
            wide = round(scale.touch * (1.6 if narrow else 2.2)) if checkable or not narrow else 0
            last = round(scale.touch * (1.2 if narrow else 1.5))
            mark, facts, check, open_ = columns(room, [side, 1.0, wide, last], scale.sm)
            if checkable:
                self.check.place(check, scale, scale.body)
            self.open.place(open_, scale, scale.body)
        self.mark.setGeometry(centred(mark, side, side))
        fact, when, amount = columns(facts, [1.2, 1.2, 0.9], scale.sm)
        tight = self.amount.wide_at(scale.floor) >= amount.width()
        if narrow or tight or self.when.wide_at(scale.small) > when.width():
            # A long reference has a line of its own, and an amount is never squeezed.
            above, when = rows(facts, [1.0, 1.5 if narrow else 1.0])
            fact, amount = columns(above, [1.0, 1.0], scale.sm)
        self.fact.place(fact, scale.lead, scale.floor)
        self.when.place(when, scale.body, scale.floor)
        self.amount.place(amount, scale.lead, scale.floor)
