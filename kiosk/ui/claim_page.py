"""A customer says "I have paid": the clerk types the amount, the time or the reference and chooses the sale.

What is found comes from the counter; choosing opens the sale, asks the platform and puts it before a person. Must not
know how a sale is found.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from kiosk.sale.money import Entry
from kiosk.sale.office_events import PaidClaimed, Sought
from kiosk.sale.screen import Row, StaffView
from kiosk.ui.acts import CURRENCY_KEY, REFERENCE_KEY, Opens, key_name
from kiosk.ui.buttons import BigButton, Role, press
from kiosk.ui.clock_entry import WHOLE, clock_typed
from kiosk.ui.field import Field
from kiosk.ui.icons import Icon
from kiosk.ui.keypad_page import entry_figures
from kiosk.ui.labels import RIGHT
from kiosk.ui.overlay import Overlay
from kiosk.ui.pad import Pad
from kiosk.ui.page import Kit
from kiosk.ui.sale_names import sale_number
from kiosk.ui.scale import Scale
from kiosk.ui.space import columns, rows
from kiosk.ui.spoken import tell
from kiosk.ui.texts import clock_text

TEXT_MOST = 40
ANY_LIMIT = 10**11
"""In minor units: what is looked for may be anything."""
SHOWN = 6
_ONE = 0x31
_HOURS = 24


class ClaimPage(Overlay):
    """The page. `emit` takes events, and `Opens` for the chosen sale."""

    def __init__(
        self, parent: QWidget | None, kit: Kit, emit: Callable[[object], None], back: Callable[[], None]
    ) -> None:
        super().__init__(parent, "claimPage", kit, kit.words.staff("staff.claim.title"), back)
        self._emit = emit
        self.entry = Entry()
        self.at = ""
        # What the figures are for: the amount, or the time.
        self.timing = False
        self.found: tuple[Row, ...] = ()
        # The payment that Enter opens; "" while several are found and nobody chose.
        self.chosen = ""
        words, of = kit.words, kit.theme.colours
        self.help = self.label("claimHelp", ink=of.soft)
        self.time = BigButton(self, "claimTimeButton")
        self.time.dress(kit.theme)
        self.time.picture = Icon.CLOCK
        self.time.clicked.connect(self._turn)
        self.amount = self.label("claimAmount", bold=True)
        self.amount.setAlignment(RIGHT)
        hint = words.staff("staff.claim.text_hint")
        self.text = Field(self, "claimText", hint, TEXT_MOST, self._enter_text, self._leave_text)
        self.text.textEdited.connect(lambda _text: self._seek())
        self.none = self.label("claimNone", bold=True, ink=of.alert_mark)
        self.none.write(words.staff("staff.claim.none"))
        self.pad = Pad(self, ".", self._typed, self._erased)
        self.choices = [self._choice(number) for number in range(SHOWN)]

    def ready(self) -> None:
        """Look for anything: everything that could be meant is shown."""
        self._seek()

    def _choice(self, number: int) -> BigButton:
        made = BigButton(self, f"claimChoice{number}", Role.PLAIN)
        made.dress(self.kit.theme)
        made.clicked.connect(lambda: self._choose(number))
        made.hide()
        return made

    def _choose(self, number: int) -> None:
        self._emit(PaidClaimed(self.found[number].payment_id))
        self._emit(Opens("case"))

    def _leave_text(self) -> None:
        self.text.clearFocus()

    def _enter_text(self) -> None:
        self._leave_text()
        self._enter()

    @property
    def _at(self) -> int | None:
        return next((number for number, row in enumerate(self.found) if row.payment_id == self.chosen), None)

    def _enter(self) -> None:
        """Open the chosen one. Nobody is taken at his word for the first of several."""
        if self._at is not None:
            press(self.choices[self._at])

    def _move(self, by: int) -> None:
        """Choose the next line, the first one to begin with; one without room is none."""
        shown = [row.payment_id for row, button in zip(self.found, self.choices, strict=False) if not button.isHidden()]
        if shown:
            at = 0 if self._at is None else min(max(self._at + by, 0), len(shown) - 1)
            self.chosen = shown[at]
            self._show_found()
            tell(self, self.choices[at].accessibleName())

    def _seek(self) -> None:
        self._emit(Sought(self.entry.text, self.text.text(), self.at))
        self._show_typed()
        tell(self, self.time.text() if self.timing else self.amount.text() if self.entry.text else "")

    def _turn(self) -> None:
        """The figures are for the other one."""
        self.timing = not self.timing
        self._show_typed()
        tell(self, self.help.text())

    def _typed(self, text: str) -> None:
        if not self.timing:
            self.entry = self.entry.typed(text, ANY_LIMIT)
        elif text != ".":
            self.at = clock_typed(self.at, text)
        self._seek()

    def _colon(self) -> None:
        """What was begun as an amount is a time."""
        hour = self.entry.text
        if not self.timing and hour.isdigit() and int(hour) < _HOURS:
            self.entry, self.at = Entry(), f"{int(hour):02}"
        self.timing = True
        self._seek()

    def _erased(self) -> None:
        if self.timing:
            self.at = self.at[:-1]
        else:
            self.entry = self.entry.erased()
        self._seek()

    def _show_typed(self) -> None:
        of, words = self.kit.theme.colours, self.kit.words
        self.help.write(words.staff("staff.claim.time_help" if self.timing else "staff.claim.help"))
        self.amount.write(entry_figures(self.entry.text))
        self.amount.ink(of.ink if self.entry.text and not self.timing else of.soft)
        # The chosen one is filled and its words are bold.
        self.time.role = Role.MAIN if self.timing else Role.PLAIN
        shown = f"{self.at:-<{WHOLE}}"
        self.time.write(words.staff("staff.claim.time", time=f"{shown[:2]}:{shown[2:]}"), key=key_name(CURRENCY_KEY))
        self.time.update()

    def _clear(self) -> None:
        self.entry, self.at = Entry(), ""
        self._seek()

    def draw(self, view: StaffView) -> None:
        """Show what was found."""
        super().draw(view)
        self.found = (view.found or ())[:SHOWN]
        if len(self.found) == 1:
            self.chosen = self.found[0].payment_id
        elif self._at is None:
            self.chosen = ""
        for number, button in enumerate(self.choices):
            button.setVisible(number < len(self.found))
        self._show_found()
        nothing = view.found is not None and not self.found
        if nothing and self.none.isHidden():
            tell(self, self.none.text())
        self.none.setVisible(nothing)
        self._show_typed()
        self.settle()

    def _show_found(self) -> None:
        words = self.kit.words
        for number, (row, button) in enumerate(zip(self.found, self.choices, strict=False)):
            parts = (words.money(row.money), sale_number(row), clock_text(row.created), words.say(row.fact))
            chosen = row.payment_id == self.chosen
            # As with amount and time: the chosen one is filled and its words are bold.
            button.role = Role.MAIN if chosen else Role.PLAIN
            said = "   ".join(part for part in (*parts, row.reference) if part)
            button.write(said, key=key_name(Qt.Key.Key_Enter) if chosen else f"Alt {number + 1}")
            button.update()

    def typed(self, text: str) -> bool:
        """Figures are money here as everywhere, until a colon or the button says that they are a time."""
        if text == ":":
            self._colon()
            return True
        if not text or text not in "0123456789.,":
            return False
        self._typed(text.replace(",", "."))
        return True

    def key(self, key: int) -> bool:
        """Alt and a figure open a sale, and Enter the only one or the one that up and down chose; F9 turns to the time
        and back, F10 to the reference; Backspace takes a figure back, Delete all of them, Escape leaves.
        """
        if 0 <= key - _ONE < len(self.found):
            press(self.choices[key - _ONE])
            return True
        if key == Qt.Key.Key_Backspace and (self.at if self.timing else self.entry.text):
            self._erased()
            return True
        doing: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Delete: self._clear,
            Qt.Key.Key_Enter: self._enter,
            Qt.Key.Key_Up: lambda: self._move(-1),
            Qt.Key.Key_Down: lambda: self._move(1),
            CURRENCY_KEY: self._turn,
            REFERENCE_KEY: self.text.setFocus,
        }
        if key in doing:
            doing[key]()
            return True
        return super().key(key)

    def fill(self, room: QRect, scale: Scale) -> None:
        """Lying: what is found left, the pad right. Standing: the pad below."""
        if self.width() >= self.height():
            listed, typing = columns(room, [1.5, 1.0], scale.lg)
        else:
            listed, typing = rows(room, [1.0, 1.0], scale.md)
        help_, places = rows(listed, [round(scale.lead * 1.8), 1.0], scale.xs)
        self.help.place(help_, scale.lead, scale.floor)
        self.none.place(places, scale.title, scale.floor)
        line = round(scale.touch * 1.1)
        room_for = max((places.height() + scale.xs) // (min(line, scale.touch) + scale.xs), 1)
        high = min(line, (places.height() - (room_for - 1) * scale.xs) // room_for)
        for number, button in enumerate(self.choices):
            fits = number < min(len(self.found), room_for)
            button.setVisible(fits)
            top = places.y() + number * (high + scale.xs)
            button.place(QRect(places.x(), top, places.width(), high), scale, scale.lead)
        amount, text, pad = rows(typing, [scale.touch, scale.touch, 1.0], scale.sm)
        time, amount = columns(amount, [1.0, 1.2], scale.sm)
        self.time.place(time, scale, scale.body)
        self.amount.place(amount, scale.headline, scale.floor)
        self.text.place(text, scale, scale.body)
        self.pad.place(pad, scale)
