"""Asks for the owner's PIN. What is typed is shown as dots, told on once, and forgotten.

The way back is always there: whoever opened it by mistake is not kept. Must not know what the PIN opens.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from kiosk.sale.office_events import Pin, PinEntered
from kiosk.sale.screen import Gate, Left, Say, StaffView
from kiosk.ui.buttons import BigButton, Role, press
from kiosk.ui.field import Field
from kiosk.ui.icons import Icon
from kiosk.ui.overlay import Overlay
from kiosk.ui.pad import Pad
from kiosk.ui.page import Kit
from kiosk.ui.scale import Scale
from kiosk.ui.space import Line, centred, columns, rows, stack
from kiosk.ui.texts import seconds_left

MOST = 12


class PinPage(Overlay):
    """Dots, a pad and OK. `emit` takes events."""

    def __init__(
        self, parent: QWidget | None, kit: Kit, emit: Callable[[object], None], back: Callable[[], None]
    ) -> None:
        super().__init__(parent, "pinPage", kit, kit.words.staff("staff.pin.title"), back)
        self._emit = emit
        self._wait: Left | None = None
        self.asked = self.label("pinAskText", bold=True)
        self.asked.write(kit.words.staff("staff.pin.ask"))
        self.field = Field(self, "pinEdit", "", MOST, self._enter, lambda: press(self.back))
        self.field.setAccessibleName(kit.words.staff("staff.pin.title"))
        self.field.hide_figures()
        self.message = self.label("pinMessage", ink=kit.theme.colours.alert_mark)
        self.wait = self.label("pinWaitText", ink=kit.theme.colours.soft)
        self.pad = Pad(self, "", self._typed, self.field.backspace)
        self.ok = BigButton(self, "pinEnterButton", Role.MAIN)
        self.ok.picture = Icon.ARROW_NEXT
        self.ok.dress(kit.theme)
        self.ok.write(kit.words.staff("staff.pin.enter"), key="Enter")
        self.ok.clicked.connect(self._enter)

    def ready(self) -> None:
        """The keyboard types the PIN."""
        self.field.setFocus()

    def draw(self, view: StaffView) -> None:
        """Show what is known of the last try."""
        super().draw(view)
        owner, words = view.owner, self.kit.words
        self._wait = owner.wait
        said = owner.said
        if owner.checking:
            said = Say("staff.pin.checking")
        elif owner.gate is Gate.UNKNOWN:
            said = Say("staff.pin.unknown")
        changed = words.say(said) != self.message.text() or bool(self.wait.text()) != bool(owner.wait)
        self.message.write(words.say(said))
        free = not owner.checking and owner.wait is None and owner.gate is not Gate.UNKNOWN
        self.ok.setEnabled(free)
        self._count()
        if changed:
            self.settle()

    def tick(self, view: StaffView) -> None:
        """Write the time left."""
        super().tick(view)
        self._count()

    def _count(self) -> None:
        now = self.kit.words.now()
        waiting = self._wait is not None and seconds_left(self._wait, now) > 0
        self.wait.write(self.kit.words.staff("staff.pin.wait", left=self._wait) if waiting and self._wait else "")

    def _typed(self, text: str) -> None:
        self.field.insert(text)

    def _enter(self) -> None:
        digits = self.field.text()
        # Even where no PIN is looked at: what was typed in vain must not stand before the next try.
        self.field.clear()
        if digits and self.ok.isEnabled():
            self._emit(PinEntered(Pin(digits)))

    def key(self, key: int) -> bool:
        """Delete clears the dots, also while the keyboard is on a button; Escape leaves."""
        if key == Qt.Key.Key_Delete:
            self.field.clear()
            return True
        return super().key(key)

    def fill(self, room: QRect, scale: Scale) -> None:
        """Lying: words and dots left, the pad right. Standing: the pad below."""
        if self.width() >= self.height():
            words, pad = columns(centred(room, scale.line, room.height()), [1.0, 1.0], scale.xl)
        else:
            words, pad = rows(room, [0.45, 0.55], scale.md)
        line = round(scale.touch * 1.2)
        lines = 2.4 if scale.cramped else 3.0
        block = centred(words, words.width(), min(round(line * (lines + 1.6)), words.height()))
        above, field, below, ok = rows(block, [1.0, line, 1.2, line], scale.sm)
        stack(above, [Line(self.asked, scale.title, scale.floor)])
        self.field.place(field, scale, scale.headline)
        said = [label for label in (self.message, self.wait) if label.text()]
        stack(below, [Line(label, scale.lead, scale.floor) for label in said])
        self.ok.place(ok, scale, scale.lead)
        wide, high = min(pad.width(), round(scale.touch * 7)), min(pad.height(), scale.touch * 6)
        self.pad.place(centred(pad, wide, high), scale)
