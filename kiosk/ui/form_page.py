"""Forms that a person in charge fills in: money returned by hand, a sale marked by hand, a new code by force.

One page for all: an amount and a way where money goes back, a reason, a name, and one button that records it. Must not
know who may fill one in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from kiosk.sale import office_events as office
from kiosk.sale.money import Currency, Entry, Money
from kiosk.sale.screen import Case, Gate, Say, StaffView
from kiosk.ui.buttons import BigButton, Role, press
from kiosk.ui.case_page import NAME_MOST, name_offers
from kiosk.ui.keypad_page import entry_figures
from kiosk.ui.names import FilledLine, is_put_right
from kiosk.ui.overlay import Overlay
from kiosk.ui.pad import Pad
from kiosk.ui.page import Kit
from kiosk.ui.sale_names import sale_title
from kiosk.ui.scale import Scale
from kiosk.ui.space import Line, Shown, centred, columns, grid, rows, stack
from kiosk.ui.spoken import tell

REASON_MOST = 80
WAYS = ("cash", "fps", "other")
_ONE = 0x31


class Form(NamedTuple):
    """What a form asks for: its words, the reasons it offers, and whether money goes back."""

    title: str
    help: str
    do: str
    reasons: tuple[str, ...]
    money: bool = False


FORMS = {
    "return": Form(
        "staff.form.return_title", "staff.form.return_help", "staff.form.return_do",
        ("staff.form.why_goods", "staff.form.why_twice", "staff.form.why_amount"), money=True,
    ),
    "hand": Form(
        "staff.form.hand_title", "staff.form.hand_help", "staff.form.hand_do",
        ("staff.form.why_bank", "staff.form.why_known"),
    ),
    "force": Form(
        "staff.form.force_title", "staff.second_charge.headline", "staff.form.force_do",
        ("staff.form.why_nothing",),
    ),
}  # fmt: skip


class FormPage(Overlay):
    """The form `what`, about the open sale. `emit` takes events."""

    def __init__(
        self, parent: QWidget | None, kit: Kit, emit: Callable[[object], None], back: Callable[[], None], what: str
    ) -> None:
        self._form = FORMS[what]
        super().__init__(parent, f"{what}Page", kit, kit.words.staff(self._form.title), back)
        self._what, self._emit = what, emit
        self._case: Case | None = None
        self._said: Say | None = None
        self.entry = Entry()
        # What the page filled in goes with the first figure that somebody types.
        self._offered = False
        self.way = WAYS[0]
        words, of = kit.words, kit.theme.colours
        self.sale = self.label("formSale", bold=True)
        self.help = self.label("formHelp", ink=of.soft)
        self.refused = self.label("formRefused", bold=True, ink=of.alert_mark)
        self.amount = self.label("formAmount", bold=True)
        self.ways = [self._way(way) for way in WAYS]
        self.reason = FilledLine(self, "formReason", words.staff("staff.form.reason_hint"), REASON_MOST)
        self.reason.offer([words.staff(key) for key in self._form.reasons])
        self.names = FilledLine(self, "formName", words.staff("staff.form.name_hint"), NAME_MOST)
        for line in (self.reason, self.names):
            line.field.textChanged.connect(lambda _text: self._judge())
        self.do = BigButton(self, "formDoButton", Role.MAIN)
        self.do.dress(kit.theme)
        self.do.write(words.staff(self._form.do), key="Enter")
        self.do.clicked.connect(self._done)
        self.pad = Pad(self, ".", self._typed, self._erased) if self._form.money else None

    def _way(self, way: str) -> BigButton:
        made = BigButton(self, f"way{way.capitalize()}Button")
        made.dress(self.kit.theme)
        made.clicked.connect(lambda: self._choose(way))
        made.setVisible(self._form.money)
        return made

    def _choose(self, way: str) -> None:
        self.way = way
        self._show_ways()
        tell(self, self.kit.words.staff(f"staff.form.way.{way}"))

    def _show_ways(self) -> None:
        for number, (way, button) in enumerate(zip(WAYS, self.ways, strict=True)):
            # The chosen one is filled and its words are bold.
            button.role = Role.MAIN if way == self.way else Role.PLAIN
            button.write(self.kit.words.staff(f"staff.form.way.{way}"), key=f"Alt {number + 1}")
            button.update()

    def draw(self, view: StaffView) -> None:
        """Show the open sale and what was refused."""
        super().draw(view)
        words, case = self.kit.words, view.case
        self._said = view.refused
        if case is not None:
            first, self._case = self._case is None, case
            number = sale_title(words, case.row)
            self.sale.write(f"{number}   {words.money(case.row.money)}")
            most = {"amount": case.most} if case.most is not None else {"amount": case.row.money}
            self.help.write(words.staff(self._form.help, **most))
            if first:
                self.names.offer(name_offers(words, view.names))
                # Who gave the PIN is in charge; without one nobody is taken for anybody.
                owner = words.staff("staff.form.in_charge") if view.owner.gate is Gate.OPEN else ""
                self.names.field.put(owner)
                self.entry = Entry.of(case.due) if case.due is not None else Entry()
                self._offered = case.due is not None
        self._show_amount()
        self._show_ways()
        self._judge()
        self.settle()

    @property
    def _most(self) -> Money:
        """What can go back at most."""
        currency = self._case.row.money.currency if self._case is not None else Currency.HKD
        return (self._case.most if self._case is not None else None) or Money(0, currency)

    def _judge(self) -> None:
        """Say what is wrong as long as it is: a figure that was not taken, or what kept it from being recorded."""
        right = is_put_right(
            self._said,
            name=self.names.text,
            reason=self.reason.text,
            minor=self.entry.minor,
            most=self._most.minor,
        )
        said = None if right else self._said
        if self.entry.refused:
            stops = {"decimals": Say("staff.decimals")}
            said = stops.get(self.entry.refused, Say("staff.form.most", (("amount", self._most),)))
        words, before = self.kit.words, self.refused.text()
        # What stands there is not what was typed, and no record can be taken back.
        self.do.setEnabled(not self.entry.refused)
        on = words.staff("staff.take_back") if self.entry.refused else ""
        self.refused.write("  ".join(part for part in (words.say(said), on) if part))
        if bool(before) is not bool(self.refused.text()):
            self.settle()

    def _show_amount(self) -> None:
        if self._case is None or not self._form.money:
            return
        figures = entry_figures(self.entry.text)
        self.amount.write(self.kit.words.staff(f"money.{self._case.row.money.currency}", figures=figures))

    def _typed(self, text: str) -> None:
        if self._case is not None:
            entry = Entry() if self._offered else self.entry
            self._keyed(entry.typed(text, self._most.minor))

    def _erased(self) -> None:
        self._keyed(self.entry.erased())

    def _keyed(self, entry: Entry) -> None:
        self.entry, self._offered = entry, False
        self._show_amount()
        tell(self, self.amount.text())
        self._judge()

    def typed(self, text: str) -> bool:
        """Figures are money, where money goes back."""
        if not self._form.money or not text or text not in "0123456789.,":
            return False
        self._typed(text.replace(",", "."))
        return True

    def _done(self) -> None:
        if self._case is None:
            return
        payment_id, reason, by = self._case.row.payment_id, self.reason.text, self.names.text
        if self._what == "return":
            self._emit(office.ReturnRecorded(payment_id, self.entry.minor, self.way, reason, by))
        elif self._what == "hand":
            self._emit(office.HandPaid(payment_id, reason, by))
        else:
            self._emit(office.RenewForced(reason, by))

    def key(self, key: int) -> bool:
        """Enter records, Alt and a figure choose a way, Backspace takes a figure back, Escape leaves."""
        if key == Qt.Key.Key_Enter:
            press(self.do)
            return True
        if self._form.money and 0 <= key - _ONE < len(self.ways):
            press(self.ways[key - _ONE])
            return True
        if self._form.money and key == Qt.Key.Key_Backspace and self.entry.text:
            self._erased()
            return True
        if self._form.money and key == Qt.Key.Key_Delete:
            self._keyed(Entry())
            return True
        return super().key(key)

    def fill(self, room: QRect, scale: Scale) -> None:
        """The form; where money goes back, its pad beside it, or below it where the window stands."""
        narrow = self.width() < self.height()
        place = centred(room, round(scale.line * 1.15), room.height())
        if self.pad is not None:
            parts = rows(place, [1.5, 1.0], scale.sm) if narrow else columns(place, [1.7, 1.0], scale.lg)
            place, pad = parts
            self.pad.place(pad, scale)
        self._place_form(place, scale, stacked=narrow)

    def _place_form(self, place: QRect, scale: Scale, *, stacked: bool) -> None:
        # Where a pad must have its room too, the fields go without their buttons.
        bare = stacked and scale.cramped and self._form.money
        line = FilledLine.tall(scale, narrow=stacked, bare=bare)
        money = (scale.touch if not stacked else scale.touch * 2 + scale.xs) if self._form.money else 0
        words, amount, reason, name, do = rows(place, [1.0, money, line, line, scale.touch], scale.sm)
        # Where height is dear, the bar of the sale in front says which it is.
        named = not (scale.cramped and self.front.isVisibleTo(self))
        self.sale.setVisible(named)
        items: list[Shown] = [Line(self.sale, scale.title, scale.floor)] if named else []
        least = sum(label.height_at(words.width(), scale.floor) for label in (self.sale, self.help)) + scale.xs
        for label in (self.help, self.refused):
            # Where height is dear, what to do gives way to what was wrong, and to the sale where both find no room.
            tight = bool(self.refused.text()) or (named and least > words.height())
            yields = label is self.help and scale.cramped and tight
            label.setVisible(bool(label.text()) and not yields)
            if label.isVisibleTo(self):
                items.append(Line(label, scale.lead, scale.floor, scale.xs))
        stack(words, items)
        if self._form.money:
            parts = rows(amount, [1.0, 1.0], scale.xs) if stacked else columns(amount, [0.42, 0.58], scale.sm)
            self.amount.place(parts[0], scale.headline, scale.floor)
            for button, cell in zip(self.ways, grid(parts[1], len(self.ways), 1, scale.xs), strict=True):
                button.place(cell, scale, scale.small)
        self.reason.place(reason, scale, narrow=stacked, bare=bare)
        self.names.place(name, scale, narrow=stacked, bare=bare)
        self.do.place(do, scale, scale.lead)
