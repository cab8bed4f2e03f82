"""The screens: which there are, whose each is, and which is to be the customer's.

A screen is named by its number, its name, its make and its size; a touch makes it the customer's. While a sale is on a
screen nothing can be chosen, and the page says why. Must not know where a choice is kept, nor any window.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from kiosk.sale.screen import StaffView
from kiosk.ui.buttons import BigButton, Role, press
from kiosk.ui.icons import Icon
from kiosk.ui.overlay import Overlay
from kiosk.ui.page import Kit
from kiosk.ui.scale import Scale
from kiosk.ui.screens_desk import Listed, ScreensDesk
from kiosk.ui.seating import NONE
from kiosk.ui.space import centred, columns, rows

MOST = 6
"""Screens that find room."""
_ONE = 0x31


class ScreensPage(Overlay):
    """A button for each screen and choice; the present one is filled. Alt and a figure presses in their order."""

    def __init__(self, parent: QWidget | None, kit: Kit, back: Callable[[], None], desk: ScreensDesk) -> None:
        super().__init__(parent, "screensPage", kit, kit.words.staff("staff.screens.title"), back)
        self.desk = desk
        self._listed: Sequence[Listed] = ()
        self._can = (True, True)
        self.said = self.label("screensText")
        self.monitors: list[BigButton] = []
        self.any = self._button("anyScreenButton", desk.choose_any)
        self.none = self._button("oneScreenButton", desk.choose_none)
        self.identify = self._button("identifyButton", desk.identify, Icon.SCREEN)
        self.pattern = self._button("patternButton", self._turn_pattern, Icon.QR)
        self._show_desk()
        desk.changed.connect(self._show_desk)

    def _button(self, name: str, pressed: Callable[[], None], icon: Icon | None = None) -> BigButton:
        made = BigButton(self, name, Role.PLAIN)
        made.picture = icon
        made.dress(self.kit.theme)
        made.clicked.connect(lambda: pressed())
        return made

    def draw(self, view: StaffView) -> None:
        """Show the sale in front, and the screens."""
        super().draw(view)
        self._show_desk()

    def _show_desk(self) -> None:
        listed = self.desk.listed()[:MOST]
        if len(listed) != len(self.monitors):
            self._make(len(listed))
        self._listed = listed
        for button, one in zip(self.monitors, listed, strict=True):
            self._fill(button, one.chosen)
            button.setEnabled(self.desk.free and len(listed) > 1)
        words, wish = self.kit.words, self.desk.wish
        self._fill(self.any, wish.customer == "")
        self._fill(self.none, wish.customer == NONE)
        for button in (self.any, self.none, self.identify, self.pattern):
            button.setEnabled(self.desk.free)
        can = (self.desk.free, self.desk.can_pattern)
        if can != self._can:
            self._can = can
            self.settle()
        key = "staff.screens.pattern_off" if self.desk.pattern_on else "staff.screens.pattern"
        said = [self._text(one) for one in listed]
        others = [words.staff(f"staff.screens.{name}") for name in ("any", "none", "identify")]
        for number, (button, text) in enumerate(zip(self._buttons, [*said, *others, words.staff(key)], strict=True), 1):
            button.write(text, key=f"Alt {number}")
        self._say()

    def _say(self) -> None:
        words, of = self.kit.words, self.kit.theme.colours
        if not self.desk.free:
            said = words.staff("staff.screens.busy")
        elif self.desk.missing:
            said = words.staff("staff.screens.missing", name=self.desk.missing)
        elif len(self._listed) < 2:
            said = words.staff("staff.screens.only")
        else:
            said = words.staff("staff.screens.choose")
        self.said.ink(of.soft if self.desk.free and not self.desk.missing else of.alert_mark)
        self.said.write(said)

    def _text(self, one: Listed) -> str:
        at = one.monitor
        named = " · ".join(part for part in (at.name, at.make, f"{at.width} × {at.height}") if part)
        return f"{one.number}   {named}\n{self.kit.words.staff(f'staff.screens.is.{one.whose}')}"

    def _fill(self, button: BigButton, present: bool) -> None:
        role = Role.MAIN if present else Role.PLAIN
        if role is not button.role:
            button.role = role
            button.update()

    def _make(self, many: int) -> None:
        for old in self.monitors:
            old.hide()
            old.deleteLater()
        self.monitors = [self._button(f"screen{at + 1}Button", partial(self._choose, at)) for at in range(many)]
        for made in self.monitors:
            made.show()
        self.settle()

    def _choose(self, number: int) -> None:
        self.desk.choose(self._listed[number].monitor)

    def _turn_pattern(self) -> None:
        if self.desk.pattern_on:
            self.desk.end_pattern()
        else:
            self.desk.start_pattern()

    @property
    def _buttons(self) -> list[BigButton]:
        return [*self.monitors, self.any, self.none, self.identify, self.pattern]

    def key(self, key: int) -> bool:
        """Figures choose in the order of the buttons; Escape leaves."""
        if 0 <= key - _ONE < len(self._buttons):
            press(self._buttons[key - _ONE])
            return True
        return super().key(key)

    def hideEvent(self, event: QHideEvent) -> None:
        """Who leaves the page is done with numbers and pattern."""
        self.desk.stop()
        super().hideEvent(event)

    def fill(self, room: QRect, scale: Scale) -> None:
        """What is to be said, the screens, the other choices, and below them what tries the screens."""
        across = 2 if len(self.monitors) > 2 else 1
        lines = -(-len(self.monitors) // across)
        gap = scale.sm
        said = round(scale.lead * 1.8)
        below = self._below(room.height() >= said + (lines + 2) * (scale.touch + gap))
        spare = room.height() - said - len(below) * scale.touch - (lines + len(below)) * gap
        high = min(round(scale.touch * 1.5), spare // max(lines, 1))
        tall = said + lines * (high + gap) + len(below) * (scale.touch + gap)
        place = centred(room, scale.line, min(tall, room.height()))
        parts = rows(place, [said, *([high] * lines), *([1.0] * len(below))], gap)
        self.said.place(parts[0], scale.lead, scale.floor)
        cells = [cell for line in parts[1 : lines + 1] for cell in columns(line, [1.0] * across, gap)]
        for button, cell in zip(self.monitors, cells, strict=False):
            button.place(cell, scale, scale.lead)
        for line, buttons in zip(parts[lines + 1 :], below, strict=True):
            for button, cell in zip(buttons, columns(line, [1.0] * len(buttons), gap), strict=True):
                button.place(cell, scale, scale.body)

    def _below(self, roomy: bool) -> list[list[BigButton]]:
        """The lines of buttons below the screens. Where room is dear, what cannot be tried now gives way to names."""
        free, can_pattern = self._can
        shown = free or roomy
        self.identify.setVisible(shown)
        self.pattern.setVisible(shown and can_pattern)
        tries = [self.identify, self.pattern] if can_pattern else [self.identify]
        return [[self.any, self.none], tries] if shown else [[self.any, self.none]]
