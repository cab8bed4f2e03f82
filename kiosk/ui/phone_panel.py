"""The demo's pretend phone: a small window in which a person plays the customer and pays or declines.

It is told which payments could be scanned now and says what the pretend customer did; below them it says how an amount
chooses what happens to it. Must not know how a payment is carried out.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.buttons import BigButton, Role
from kiosk.ui.icons import Icon
from kiosk.ui.labels import CENTRE, FitLabel
from kiosk.ui.marks import Mark
from kiosk.ui.page import Kit
from kiosk.ui.scale import PHONE, PHONE_SCALE
from kiosk.ui.sheets import Panel
from kiosk.ui.space import centred, columns, inset, rows
from kiosk.ui.theme import ground

# More open payments than this do not fit on a phone; the oldest give way.
MOST = 4
# With more than this, what tells how to choose a story gives way to them.
FEW = 2


class PhonePanel(QWidget):
    """The phone. `paid` and `declined` carry the payment's id."""

    paid = Signal(object)
    declined = Signal(object)

    def __init__(self, parent: QWidget | None, kit: Kit) -> None:
        super().__init__(parent)
        self.setObjectName("phonePanel")
        self._kit = kit
        self.setAutoFillBackground(True)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.case = Panel(self)
        self.glass = Panel(self)
        self.mark = Mark(self)
        self.title = FitLabel(self, "phoneTitle", bold=True, align=CENTRE)
        self.empty = FitLabel(self, "phoneEmpty", align=CENTRE)
        self.hint = FitLabel(self, "phoneHint", bold=True)
        self.stories = [FitLabel(self, "phoneStories") for _ in range(2)]
        self._open: list[tuple[str, str]] = []
        self._buttons: list[tuple[BigButton, BigButton]] = []
        self.follow(kit)
        self.resize(*PHONE)

    def follow(self, kit: Kit) -> None:
        """Speak the language and wear the look of this kit, all of it at once."""
        self._kit = kit
        words, of = kit.words, kit.theme.colours
        self.setWindowTitle(words.staff("demo.phone.title"))
        self.setPalette(ground(of.sunken, of.ink))
        self.mark.show_icon(Icon.PHONE_SCAN, of.soft)
        self.title.ink(of.ink)
        self.title.write(words.staff("demo.phone.title"))
        self.empty.ink(of.soft)
        self.empty.write(words.staff("demo.phone.empty"))
        self.hint.ink(of.soft)
        self.hint.write(words.staff("demo.cents_hint"))
        told = words.staff("demo.stories").split(" · ")
        half = -(-len(told) // len(self.stories))
        for number, label in enumerate(self.stories):
            label.ink(of.soft)
            label.write("\n".join(told[number * half : (number + 1) * half]))
        for number, (pay, decline) in enumerate(self._buttons):
            self._word(number, pay, decline)
        self._arrange()

    def _word(self, number: int, pay: BigButton, decline: BigButton) -> None:
        if number < len(self._open):
            pay.write(self._kit.words.staff("demo.phone.pay", amount=self._open[number][1]))
        decline.write(self._kit.words.staff("demo.phone.decline"))
        for button in (pay, decline):
            button.dress(self._kit.theme, under=self._kit.theme.colours.surface)

    def set_open(self, payments: Sequence[tuple[str, str]]) -> None:
        """The payments that could be scanned now: id and amount in words, oldest first."""
        wanted = list(payments)[-MOST:]
        if wanted == self._open:
            return
        self._open = wanted
        while len(self._buttons) < len(wanted):
            self._buttons.append(self._pair(len(self._buttons)))
        for number, (pay, decline) in enumerate(self._buttons):
            pay.setVisible(number < len(wanted))
            decline.setVisible(number < len(wanted))
            self._word(number, pay, decline)
        self.empty.setVisible(not wanted)
        self.mark.setVisible(not wanted)
        self._arrange()

    def _pair(self, number: int) -> tuple[BigButton, BigButton]:
        pay = BigButton(self, f"phonePay{number}", Role.MAIN)
        decline = BigButton(self, f"phoneDecline{number}", Role.PLAIN)
        pay.clicked.connect(lambda: self.paid.emit(self._open[number][0]))
        decline.clicked.connect(lambda: self.declined.emit(self._open[number][0]))
        return pay, decline

    def _arrange(self) -> None:
        scale, of = PHONE_SCALE, self._kit.theme.colours
        case = inset(self.rect(), scale.md)
        self.case.setGeometry(case)
        self.case.dress(of.ink, "", scale.xl)
        glass = inset(case, scale.sm)
        self.glass.setGeometry(glass)
        self.glass.dress(of.surface, "", scale.xl - scale.sm)
        head, room = rows(inset(glass, scale.md), [scale.touch, 1.0], scale.sm)
        self.title.place(head, scale.lead, scale.floor)
        above, below = rows(room, [1.0, 1.0], scale.md)
        mark, words = rows(above, [1.0, scale.touch])
        self.mark.setGeometry(QRect(centred(mark, scale.vast, scale.vast)))
        self.empty.place(words, scale.body, scale.floor)
        hint, stories = rows(below, [1.0, 3.0], scale.xs)
        self.hint.place(hint, scale.small, scale.floor)
        size = scale.small
        for _ in self.stories:
            # The second time all of them are written as small as the one with the longest line.
            for label, column in zip(self.stories, columns(stories, [1.0, 1.2], scale.sm), strict=True):
                label.place(column, size, scale.floor)
                size = label.font().pixelSize()
        for label in (self.hint, *self.stories):
            label.setVisible(len(self._open) <= FEW)
        for number, (pay, decline) in enumerate(self._buttons[: len(self._open)]):
            at = room.y() + number * (scale.touch + scale.md)
            left, right = columns(QRect(room.x(), at, room.width(), scale.touch), [1.7, 1.0], scale.sm)
            pay.place(left, scale, scale.body)
            decline.place(right, scale, scale.body)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other room, other places."""
        super().resizeEvent(event)
        self._arrange()
