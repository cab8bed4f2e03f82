"""What the pages over the counter share: a way back, a title, and the sale in front, which is never hidden.

While a list is open the sale goes on; a bar in the colour of its state says so, and green says PAID. Must not
know what a list holds.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from kiosk.sale.screen import StaffPage, StaffView
from kiosk.ui.acts import key_name
from kiosk.ui.buttons import BigButton, Role, press
from kiosk.ui.icons import Icon
from kiosk.ui.page import Kit, Page
from kiosk.ui.result_strip import TONE_ICONS
from kiosk.ui.scale import Scale
from kiosk.ui.space import columns, inset, rows


class Overlay(Page):
    """A page over the counter. `back` is called when staff leave it."""

    def __init__(
        self, parent: QWidget | None, name: str, kit: Kit, title: str, back: Callable[[], None]
    ) -> None:
        super().__init__(parent, name, kit)
        self._return = back
        self.title = self.label("overlayTitle", bold=True)
        self.title.write(title)
        self.back = BigButton(self, "backButton", Role.PLAIN)
        self.back.picture = Icon.ARROW_BACK
        self.back.dress(kit.theme)
        self.back.write(kit.words.staff("staff.back"), key=key_name(Qt.Key.Key_Escape))
        self.back.clicked.connect(back)
        self.front = BigButton(self, "frontSaleBar", Role.TONE)
        # Escape does the same; a screen reader would read its every second aloud as long as the keyboard is on it.
        self.front.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.front.clicked.connect(back)
        self.front.hide()
        self._front_said = ""

    def draw(self, view: StaffView) -> None:
        """Show the sale in front, and what the page is for."""
        # What the banner above says already is not said twice.
        known = view.action if view.banner is not None and view.headline == view.banner else view.headline
        said = self.kit.words.say(known) if view.page is not StaffPage.KEYPAD else ""
        # The headline of a paid sale names the amount itself.
        named = view.money is None or not said or view.page is StaffPage.APPROVED
        money = "" if named or view.money is None else f"{self.kit.words.money(view.money)}   "
        self.front.dress(self.kit.theme, tone=self.kit.theme.tone(view.tone))
        self.front.picture = TONE_ICONS[view.tone]
        self.front.write(money + said)
        shown = bool(said)
        if shown != self.front.isVisibleTo(self):
            self.front.setVisible(shown)
            self.settle()

    def tick(self, view: StaffView) -> None:
        """Write the time left of the sale in front."""
        self.draw(view)

    def arrange(self, scale: Scale) -> None:
        """Back and title above, the sale in front below them, the rest for the subclass."""
        self.setAccessibleName(self.title.text())
        pad = scale.sm if scale.cramped else scale.lg
        room = inset(self.rect(), pad)
        head, rest = rows(room, [scale.touch, 1.0], scale.sm if scale.cramped else scale.md)
        back, title = columns(head, [round(scale.touch * 2.6), 1.0], scale.md)
        self.back.place(back, scale, scale.body)
        self.title.place(title, scale.title, scale.floor)
        if self.front.isVisibleTo(self):
            front, rest = rows(rest, [scale.touch, 1.0], scale.sm)
            self.front.place(front, scale, scale.lead)
        self.fill(rest, scale)

    def ready(self) -> None:
        """The page was just opened and has its first moment."""

    def typed(self, text: str) -> bool:
        """A figure or a point was typed; tells whether it stands for anything here."""
        return False

    def fill(self, room: QRect, scale: Scale) -> None:
        """Place what the page is for; a subclass says how."""

    def key(self, key: int) -> bool:
        """Do what the key stands for; tells whether it stands for anything here."""
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
            press(self.back)
            return True
        return False
