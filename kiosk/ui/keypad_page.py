"""The keypad: how much, in which currency, for which reference, and Charge. The last result stays in sight.

What stands on the page is exactly what the counter holds: the keys are only told on. Must not know limits or what
an amount becomes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from kiosk.sale import events
from kiosk.sale.screen import Act, Question, StaffView
from kiosk.ui.acts import CURRENCY_KEY, DEEDS, REFERENCE_KEY, key_name
from kiosk.ui.buttons import BigButton, Role, press
from kiosk.ui.icons import Icon
from kiosk.ui.labels import RIGHT
from kiosk.ui.measure import advance, same_width
from kiosk.ui.page import Kit, Page
from kiosk.ui.reference_edit import ReferenceEdit
from kiosk.ui.result_strip import ResultStrip
from kiosk.ui.scale import FOCUS_STROKE, Scale
from kiosk.ui.sheets import Panel
from kiosk.ui.space import columns, grid, inset, rows

# Most tills never ask before a charge: what asks is read when it is needed.
if TYPE_CHECKING:
    from kiosk.ui.charge_question import ChargeQuestion

# Where each key stands in a grid of four across: above Charge, as wide as the pad, stands what the figures block of a
# keyboard has, its tall plus included.
LAYOUT: Final = (
    ("7", 0), ("8", 1), ("9", 2), ("4", 4), ("5", 5), ("6", 6), ("1", 8), ("2", 9), ("3", 10), ("00", 12),
    ("0", 13), (".", 14),
)  # fmt: skip
ERASE_CELL: Final = 3
CLEAR_CELL: Final = 7
PLUS_CELLS: Final = (11, 15)
KEY_NAMES: Final = {".": "keyPoint", "+": "keyPlus"}

TYPED: Final = "0123456789.,+"


class KeypadPage(Page):
    """The page. `emit` takes the events of `kiosk.sale.events`."""

    def __init__(self, parent: QWidget | None, kit: Kit, emit: Callable[[object], None]) -> None:
        super().__init__(parent, "keypadPage", kit)
        self._emit = emit
        self._radius = 0
        of = kit.theme.colours
        self.strip = ResultStrip(self)
        self.card = Panel(self)
        self.title = self.label(ink=of.soft)
        self.items = self.label("itemsText", ink=of.soft)
        self.items.setAlignment(RIGHT)
        self.amount = self.label("amountText", bold=True)
        self.amount.setAlignment(RIGHT)
        self.message = self.label("entryMessage", bold=True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.currency = self._button("currencyButton", Role.PLAIN, events.CurrencyPressed, under=of.surface)
        self.field = Panel(self)
        self.reference = ReferenceEdit(self, kit, emit)
        self.reference.entered.connect(self.frame_field)
        self.keys = {text: self._key(text, Role.KEY) for text, _ in LAYOUT}
        self.plus = self._key("+", Role.SIDE_KEY)
        self.erase = self._button("keyErase", Role.SIDE_KEY, events.Erased)
        self.erase.picture = Icon.BACKSPACE
        self.clear = self._button("keyClear", Role.SIDE_KEY, events.Cleared)
        self.charge = self._button("chargeButton", Role.MAIN, events.ChargePressed)
        self.hint = self.label("keysHint", ink=of.soft)
        self.question: ChargeQuestion | None = None
        self._asking = False
        self._items = ""
        self._word()

    def _button(self, name: str, role: Role, event: Callable[[], object], under: str = "") -> BigButton:
        made = BigButton(self, name, role)
        made.dress(self.kit.theme, under=under)
        made.clicked.connect(lambda: self._pressed(event()))
        return made

    def _key(self, text: str, role: Role) -> BigButton:
        made = self._button(KEY_NAMES.get(text, f"key{text}"), role, lambda: events.KeyTyped(text))
        made.write(text)
        return made

    def _pressed(self, event: object) -> None:
        # The figures typed next belong to the amount, not to a reference that was being typed.
        self.reference.clearFocus()
        self._emit(event)

    def _word(self) -> None:
        words = self.kit.words
        self.setAccessibleName(words.staff("staff.keypad"))
        self.title.write(words.staff("staff.amount"))
        self.erase.write("", name=words.staff("staff.backspace"))
        self.clear.write(words.staff("staff.clear"))
        self.plus.write("+", name=words.staff("staff.plus"))
        self._word_charge("")
        self.hint.write(words.staff("staff.keys_hint"))

    def draw(self, view: StaffView) -> None:
        """Show what the counter holds."""
        words, of = self.kit.words, self.kit.theme.colours
        self.strip.show(view.strip)
        # Items are summed by the counter; one alone stands there as it was typed.
        added = "+" in view.entry and view.money is not None
        figures = view.money.grouped if added and view.money is not None else entry_figures(view.entry)
        self._items = items_text(view.entry) if added else ""
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
        self._word_charge(words.say(why))
        # Why Charge is grey stands on it.
        aside = [said for said in (view.headline, *view.verdict) if said is not None and said != why]
        self.message.write(words.say(view.entry_refused) or words.sentences(aside))
        self.message.ink(of.alert_mark if view.entry_refused else of.soft)
        self._ask(view.question)
        self.settle()

    def _word_charge(self, why: str) -> None:
        charge = self.kit.words.staff("staff.charge")
        key, name = key_name(DEEDS[Act.CHARGE].key), f"{charge}: {why}"
        self.charge.write(f"{charge}\n{why}" if why else charge, key=key, name=name if why else "")

    def _ask(self, question: Question | None) -> None:
        """A question takes the place of the keys; most tills never ask one."""
        if question is not None and self.question is None:
            from kiosk.ui.charge_question import ChargeQuestion

            self.question = ChargeQuestion(self, self._pressed)
        if self.question is not None:
            self.question.show(question)
        if self._asking is (question is not None):
            return
        self._asking = question is not None
        for key in (*self.keys.values(), self.plus, self.erase, self.clear, self.charge):
            key.setVisible(not self._asking)

    def typed(self, key: int, text: str) -> bool:
        """A key of the keyboard; tells whether it stands for anything here. It must be one that `pressed_key` gave."""
        asked = self.question if self._asking else None
        pressed = {
            Qt.Key.Key_Enter: asked.yes if asked else self.charge,
            CURRENCY_KEY: self.currency,
            **({Qt.Key.Key_Escape: asked.no} if asked else {}),
        }
        undone = {Qt.Key.Key_Backspace: events.Erased, Qt.Key.Key_Delete: events.Cleared}
        if key in pressed:
            press(pressed[Qt.Key(key)])
        elif key in undone:
            self._emit(undone[Qt.Key(key)]())
        elif key == REFERENCE_KEY:
            self.reference.setFocus()
        elif text and text in TYPED:
            self._emit(typed_key(text))
        else:
            return False
        return True

    def arrange(self, scale: Scale) -> None:
        """Lying: amount left, keys right. Standing: amount above, keys below."""
        room = inset(self.rect(), scale.md, scale.sm)
        if self.width() >= self.height() * 1.15:
            left, right = columns(room, [1.15, 1.0], scale.md)
            self._amount_column(left, scale)
            self._right(right, scale)
        else:
            line = round(scale.headline * 1.5)
            least = self.strip.tall(room.width(), scale) + 2 * scale.touch + line + 5 * scale.sm
            least += self._message_height(scale, room.width()) + self._items_height(scale)
            above, below = rows(room, [max(round(room.height() * 0.42), least), 1.0], scale.md)
            self._amount_column(above, scale)
            self._right(below, scale)

    def _amount_column(self, room: QRect, scale: Scale) -> None:
        hint = 0 if scale.cramped else max(scale.lead, round(scale.caption * 1.5))
        heights = [min(self.strip.tall(room.width(), scale), room.height() // 3), 1.0, scale.touch, hint]
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
        lines = [head, self._items_height(scale), 1.0, self._message_height(scale, inner.width())]
        top, items, figures, message = rows(inner, lines)
        beside, button = columns(top, [1.0, 0.45], scale.sm)
        self.title.place(top, scale.body, scale.floor)
        # Where lines are dear, items stand in the place of the title.
        self.title.setVisible(not (scale.cramped and self._items))
        if scale.cramped:
            items = beside if self.currency.isVisibleTo(self) else top
        self.currency.place(button, scale, scale.body)
        self.items.write(newest(self._items, items.width(), max(scale.small, scale.floor)))
        self.items.place(items, scale.lead, scale.floor)
        self.amount.place(figures, scale.hero, scale.floor)
        self.message.place(self._below(figures, message, scale), self._message_size(scale), scale.floor)
        self.field.setGeometry(reference)
        self._radius = scale.radius
        self.frame_field()
        self.reference.place(inset(reference, scale.radius, FOCUS_STROKE), scale)

    def _below(self, figures: QRect, row: QRect, scale: Scale) -> QRect:
        """The place of the message: right below the amount, where it is read, and never past the row kept for it."""
        high = self.amount.height_at(figures.width(), self.amount.font().pixelSize())
        ends = figures.center().y() + min(high, figures.height()) // 2
        top = min(ends, row.bottom() + 1 - self._message_height(scale, row.width()))
        return QRect(row.x(), top, row.width(), row.bottom() + 1 - top)

    def frame_field(self) -> None:
        """The outline of the reference says whether the keyboard is there."""
        of, here = self.kit.theme.colours, self.reference.hasFocus()
        wide = FOCUS_STROKE if here else of.border()
        self.field.dress(of.surface, of.ink if here else of.edge, self._radius, wide)

    def _items_height(self, scale: Scale) -> int:
        """Their line is kept free where there is room, so that the amount does not move when items come."""
        return 0 if scale.cramped else round(max(scale.lead * 1.4, scale.floor * 1.6))

    def _message_height(self, scale: Scale, width: int) -> int:
        """One line, or more for words that are too long for one."""
        size = self._message_size(scale)
        return max(self.message.height_at(width, size), round(size * 1.5))

    @staticmethod
    def _message_size(scale: Scale) -> int:
        """It is read together with the amount, from where one stands to type."""
        most = scale.usual.title
        return scale.usual.body if scale.usual.cramped else most if scale.cramped else max(scale.lead, most)

    def _right(self, room: QRect, scale: Scale) -> None:
        if self._asking and self.question is not None:
            self.question.place(room, scale)
        else:
            self._pad(room, scale)

    def _pad(self, room: QRect, scale: Scale) -> None:
        above, below = rows(room, [4.0, 1.0], scale.sm)
        cells = grid(above, 4, 4, scale.sm)
        for text, cell in LAYOUT:
            self.keys[text].place(cells[cell], scale, scale.headline)
        self.erase.place(cells[ERASE_CELL], scale, scale.title)
        self.clear.place(cells[CLEAR_CELL], scale, scale.lead)
        top, bottom = PLUS_CELLS
        self.plus.place(cells[top].united(cells[bottom]), scale, scale.headline)
        self.charge.place(below, scale, scale.title)


def typed_key(text: str) -> events.KeyTyped:
    """What a key of `TYPED` means: on some keyboards the point is a comma."""
    return events.KeyTyped("." if text == "," else text)


def entry_figures(entry: str) -> str:
    """The typed text with its thousands set apart: `1234.5` reads `1,234.5`; nothing typed reads `0.00`."""
    if not entry:
        return "0.00"
    whole, point, cents = entry.partition(".")
    return f"{int(whole or '0'):,}{point}{cents}"


def items_text(entry: str) -> str:
    """The items as they were typed: `1234.5+30+` reads `1,234.5 + 30 +`."""
    return " + ".join(entry_figures(item) if item else "" for item in entry.split("+")).rstrip(" ")


def newest(items: str, width: int, pixels: int) -> str:
    """The items that find room in one line of that type; of more than that the last ones, after an ellipsis."""
    shown = items
    while advance(same_width(shown), pixels, bold=False) >= width and " + " in items:
        items = items.partition(" + ")[2]
        shown = f"… + {items}"
    return shown
