"""Asks before the program is closed while a payment has no result yet.

Must not know which payments there are.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from kiosk.sale.screen import StaffPage, StaffView
from kiosk.ui.buttons import BigButton, press
from kiosk.ui.overlay import Overlay
from kiosk.ui.page import Kit
from kiosk.ui.scale import Scale
from kiosk.ui.space import Line, centred, columns, rows, stack

_ONE = 0x31
# Nothing is lost when the program closes on one of these.
RESTING = frozenset({
    StaffPage.KEYPAD, StaffPage.APPROVED, StaffPage.DECLINED, StaffPage.STOPPED, StaffPage.NOT_STARTED,
    StaffPage.OUT_OF_SERVICE,
})  # fmt: skip


class ClosePage(Overlay):
    """The question and two answers: stay, or close."""

    def __init__(
        self, parent: QWidget | None, kit: Kit, back: Callable[[], None], close: Callable[[], None]
    ) -> None:
        super().__init__(parent, "closePage", kit, kit.words.staff("staff.close_yes"), back)
        self.question = self.label("closeQuestion", bold=True)
        self.stay = self._answer("closeNoButton", "staff.close_no", "Alt 1", back)
        self.leave = self._answer("closeYesButton", "staff.close_yes", "Alt 2", close)

    def draw(self, view: StaffView) -> None:
        """What there is to lose, if anything."""
        super().draw(view)
        open_ = view.page not in RESTING or bool(view.tiles)
        self.question.write(self.kit.words.staff("staff.close_question" if open_ else "staff.close_plain"))
        self.settle()

    def _answer(self, name: str, text: str, key: str, act: Callable[[], None]) -> BigButton:
        made = BigButton(self, name)
        made.dress(self.kit.theme)
        made.write(self.kit.words.staff(text), key=key)
        made.clicked.connect(lambda: act())
        return made

    def key(self, key: int) -> bool:
        """Alt+1 stays, Alt+2 closes, Escape stays."""
        if key in (_ONE, _ONE + 1):
            press((self.stay, self.leave)[key - _ONE])
            return True
        return super().key(key)

    def fill(self, room: QRect, scale: Scale) -> None:
        """The question in the middle, the answers below."""
        words, buttons = rows(centred(room, scale.line, room.height()), [1.0, scale.touch], scale.md)
        stack(words, [Line(self.question, scale.title, scale.floor)])
        stay, leave = columns(buttons, [1.0, 1.0], scale.sm)
        self.stay.place(stay, scale, scale.lead)
        self.leave.place(leave, scale, scale.lead)
