"""What the keypad asks before a large charge, in the place of its keys: the amount once more, yes, and back to typing.

Must not know how much is large, nor when a second press counts.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt

from kiosk.sale.screen import Act, Question
from kiosk.ui.acts import DEEDS, key_name
from kiosk.ui.buttons import BigButton, Role
from kiosk.ui.page import Page
from kiosk.ui.scale import Scale
from kiosk.ui.sheets import Panel
from kiosk.ui.space import inset, rows


class ChargeQuestion:
    """Its widgets stand on the keypad's page; `emit` takes the events of `kiosk.sale.events`."""

    def __init__(self, page: Page, emit: Callable[[object], None]) -> None:
        self._kit = page.kit
        theme = page.kit.theme
        self.card = Panel(page)
        self.text = page.label("chargeQuestion", bold=True, centre=True)
        self.yes = BigButton(page, "chargeYesButton", Role.MAIN)
        self.no = BigButton(page, "chargeKeepButton", Role.PLAIN)
        for button, act in ((self.yes, Act.CHARGE), (self.no, Act.CHARGE_KEEP)):
            button.dress(theme, under=theme.colours.surface)
            button.clicked.connect(lambda _checked=False, act=act: emit(DEEDS[act].event()))

    def show(self, question: Question | None) -> None:
        """Ask this, or nothing."""
        for widget in (self.card, self.text, self.yes, self.no):
            widget.setVisible(question is not None)
        if question is None:
            return
        words = self._kit.words
        self.text.write(words.say(question.text))
        charge = next(button for button in question.buttons if button.act is Act.CHARGE)
        self.yes.write(words.staff("staff.charge_amount", **dict(question.text.args)), key=key_name(Qt.Key.Key_Enter))
        self.yes.setEnabled(charge.enabled)
        self.no.write(words.staff(DEEDS[Act.CHARGE_KEEP].text), key=key_name(Qt.Key.Key_Escape))

    def place(self, room: QRect, scale: Scale) -> None:
        """Stand where the keys stood: the question above, yes as large as the words of it, the way back below."""
        of = self._kit.theme.colours
        self.card.setGeometry(room)
        self.card.dress(of.surface, of.line, scale.radius, of.border())
        text, yes, no = rows(inset(room, scale.md, scale.md), [1.0, 0.8, scale.touch], scale.sm)
        self.text.place(text, scale.display, scale.floor)
        self.yes.place(yes, scale, scale.title)
        self.no.place(no, scale, scale.lead)
