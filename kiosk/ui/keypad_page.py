"""The keypad: how much, in which currency, for which reference, and Charge. The last result stays in sight.

What stands on the page is exactly what the counter holds: the keys are only told on. Must not know limits or what
an amount becomes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.sale import events
from kiosk.sale.screen import Act, StaffView
from kiosk.ui.acts import CURRENCY_KEY, DEEDS, REFERENCE_KEY, key_name
from kiosk.ui.buttons import BigButton, Role
from kiosk.ui.icons import Icon
from kiosk.ui.labels import RIGHT
from kiosk.ui.measure import largest_line
from kiosk.ui.page import Kit, Page
from kiosk.ui.result_strip import ResultStrip
from kiosk.ui.scale import Scale
from kiosk.ui.sheets import Panel
from kiosk.ui.space import columns, grid, inset, rows
from kiosk.ui.theme import field_colours, font

# Where each key stands in a grid of four by four; Charge takes the last two cells of the right column.
LAYOUT: Final = (
    ("7", 0), ("8", 1), ("9", 2), ("4", 4), ("5", 5), ("6", 6), ("1", 8), ("2", 9), ("3", 10), ("00", 12),
    ("0", 13), (".", 14),
)  # fmt: skip
ERASE_CELL: Final = 3
CLEAR_CELL: Final = 7
CHARGE_CELLS: Final = (11, 15)

# The longest reference in characters; the counter keeps as many.
REFERENCE_MOST: Final = 40


class KeypadPage(Page):
    """The page. `emit` takes the events of `kiosk.sale.events`."""

    def __init__(self, parent: QWidget | None, kit: Kit, emit: Callable[[object], None]) -> None:
        super().__init__(parent, "keypadPage", kit)
        self._emit = emit
        of = kit.theme.colours
        self.strip = ResultStrip(self)
        self.card = Panel(self)
        self.title = self.label(ink=of.soft)
        self.amount = self.label("amountText", bold=True)
        self.amount.setAlignment(RIGHT)
        self.message = self.label("entryMessage")
        self.currency = self._button("currencyButton", Role.PLAIN, events.CurrencyPressed, under=of.surface)
        self.field = Panel(self)
        self.reference = ReferenceEdit(self, kit, emit)
        self.keys = {text: self._key(text) for text, _ in LAYOUT}
        self.erase = self._button("keyErase", Role.SIDE_KEY, events.Erased)
        self.erase.picture = Icon.BACKSPACE
        self.clear = self._button("keyClear", Role.SIDE_KEY, events.Cleared)
        self.charge = self._button("chargeButton", Role.MAIN, events.ChargePressed)
        self.hint = self.label("keysHint", ink=of.soft)
        self._word()

    def _button(self, name: str, role: Role, event: Callable[[], object], under: str = "") -> BigButton:
        made = BigButton(self, name, role)
        made.dress(self.kit.theme, under=under)
        made.clicked.connect(lambda: self._pressed(event()))
        return made

    def _key(self, text: str) -> BigButton:
        name = "keyPoint" if text == "." else f"key{text}"
        made = self._button(name, Role.KEY, lambda: events.KeyTyped(text))
        made.write(text)
        return made

    def _pressed(self, event: object) -> None:
        # The figures typed next belong to the amount, not to a reference that was being typed.
        self.reference.clearFocus()
        self._emit(event)

    def _word(self) -> None:
        words = self.kit.words
        self.title.write(words.staff("staff.amount"))
        self.erase.write("", name=words.staff("staff.backspace"))
        self.clear.write(words.staff("staff.clear"))
        self.charge.write(words.staff("staff.charge"), key=key_name(DEEDS[Act.CHARGE].key))
        self.hint.write(words.staff("staff.keys_hint"))

    def draw(self, view: StaffView) -> None:
        """Show what the counter holds."""
        words, of = self.kit.words, self.kit.theme.colours
        self.strip.show(view.strip)
        figures = entry_figures(view.entry)
        self.amount.write(words.staff(f"money.{view.currency}", figures=figures))
        self.amount.ink(of.ink if view.entry else of.soft)
        several = len(view.currencies) > 1
        self.currency.setVisible(several)
        name = words.staff(f"currency.{view.currency}")
        self.currency.write(name, key=key_name(CURRENCY_KEY), name=f"{words.staff('staff.currency')}: {name}")
        self.reference.show_text(view.reference)
        charge = next((button for button in view.buttons if button.act is Act.CHARGE), None)
        self.charge.setEnabled(charge is not None and charge.enabled)
        why = charge.why if charge else None
        aside = words.sentences([said for said in (view.headline, *view.verdict) if said is not None])
        self.message.write(words.say(view.entry_refused or why) or aside)
        self.message.ink(of.alert_mark if view.entry_refused else of.soft)
        self.settle()

    def arrange(self, scale: Scale) -> None:
        """Lying: amount left, keys right. Standing: amount above, keys below."""
        room = inset(self.rect(), scale.md, scale.sm)
        if self.width() >= self.height() * 1.15:
            left, right = columns(room, [1.15, 1.0], scale.md)
            self._amount_column(left, scale)
            self._pad(right, scale)
        else:
            line = round(scale.headline * 1.5)
            least = self._strip_height(scale) + 2 * scale.touch + line + self._message_height(scale) + 5 * scale.sm
            above, below = rows(room, [max(round(room.height() * 0.42), least), 1.0], scale.md)
            self._amount_column(above, scale)
            self._pad(below, scale)

    def _amount_column(self, room: QRect, scale: Scale) -> None:
        hint = 0 if scale.cramped else max(scale.lead, round(scale.caption * 1.5))
        heights = [self._strip_height(scale), 1.0, scale.touch, hint]
        strip, card, reference, below = rows(room, heights, scale.sm)
        if not self.strip.panel.isVisibleTo(self):
            card = card.united(strip)
        self.strip.place(strip, scale)
        self.hint.setVisible(bool(hint))
        self.hint.place(below, scale.caption, scale.floor)
        of = self.kit.theme.colours
        self.card.setGeometry(card)
        self.card.dress(of.surface, of.line, scale.radius, of.border())
        inner = inset(card, scale.md, scale.sm)
        head = scale.touch if self.currency.isVisibleTo(self) else max(scale.lead, round(scale.floor * 1.6))
        top, figures, message = rows(inner, [head, 1.0, self._message_height(scale)])
        self.title.place(top, scale.body, scale.floor)
        _, button = columns(top, [1.0, 0.45])
        self.currency.place(button, scale, scale.body)
        self.amount.place(figures, scale.hero, scale.floor)
        self.message.place(message, scale.body, scale.floor)
        self.field.setGeometry(reference)
        self.field.dress(of.surface, of.edge, scale.radius, of.border())
        self.reference.place(inset(reference, scale.radius, max(scale.hair, of.border())), scale)

    @staticmethod
    def _strip_height(scale: Scale) -> int:
        return round(scale.touch * 0.7) if scale.cramped else scale.touch

    @staticmethod
    def _message_height(scale: Scale) -> int:
        return max(scale.lead, round(scale.small * 1.5))

    def _pad(self, room: QRect, scale: Scale) -> None:
        cells = grid(room, 4, 4, scale.sm)
        for text, cell in LAYOUT:
            self.keys[text].place(cells[cell], scale, scale.headline)
        self.erase.place(cells[ERASE_CELL], scale, scale.title)
        self.clear.place(cells[CLEAR_CELL], scale, scale.lead)
        top, bottom = CHARGE_CELLS
        self.charge.place(cells[top].united(cells[bottom]), scale, scale.title)


class ReferenceEdit(QLineEdit):
    """The shop's own reference. What is typed is told on at once; what the counter holds is shown."""

    def __init__(self, page: Page, kit: Kit, emit: Callable[[object], None]) -> None:
        super().__init__(page)
        self.setObjectName("referenceEdit")
        self.setMaxLength(REFERENCE_MOST)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFrame(False)
        self.setAccessibleName(kit.words.staff("staff.reference"))
        hint = f"{kit.words.staff('staff.reference')}   {kit.words.staff('staff.reference_hint')}"
        self.setPlaceholderText(hint)
        self.setPalette(field_colours(kit.theme.colours))
        self._emit = emit
        self._told: list[str] = []
        self._sizes = (1, 1)
        self.textEdited.connect(self._tell)
        self.textChanged.connect(self._fit)

    def show_text(self, text: str) -> None:
        """Show what the counter holds, unless that is only late news of what is being typed."""
        if text in self._told:
            del self._told[: self._told.index(text) + 1]
        elif text != self.text():
            self._told.clear()
            self.setText(text)

    def place(self, rect: QRect, scale: Scale) -> None:
        """Stand in the line."""
        self.setGeometry(rect)
        self.setTextMargins(scale.xs, 0, scale.xs, 0)
        self._sizes = (scale.floor, scale.body)
        self._fit()

    def _fit(self) -> None:
        """A long reference is written smaller, so that the whole of it is seen."""
        margins = self.textMargins()
        # The line edit keeps two pixels of its own on each side, and the cursor needs one.
        room = self.width() - margins.left() - margins.right() - 5
        size = largest_line(self.text() or self.placeholderText(), room, self._sizes, bold=False)
        self.setFont(font(size))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape give the keyboard back to the amount; a scanner's Enter charges nothing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, REFERENCE_KEY):
            self.clearFocus()
            event.accept()
            return
        super().keyPressEvent(event)

    def _tell(self, text: str) -> None:
        self._told.append(text)
        self._emit(events.ReferenceTyped(text))


def entry_figures(entry: str) -> str:
    """The typed text with its thousands set apart: `1234.5` reads `1,234.5`; nothing typed reads `0.00`."""
    if not entry:
        return "0.00"
    whole, point, cents = entry.partition(".")
    return f"{int(whole or '0'):,}{point}{cents}"
