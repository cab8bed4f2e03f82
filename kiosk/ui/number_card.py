"""A large number at the top of a screen, for some seconds, so that staff see which screen is which.

It takes no keyboard, no finger and no pointer: what lies below goes on. Must not know whose screen it is.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk.ui.labels import CENTRE, FitLabel
from kiosk.ui.monitors import Monitor
from kiosk.ui.scale import Scale
from kiosk.ui.space import centred, inset, rows
from kiosk.ui.theme import Theme, ground


class NumberCard(QWidget):
    """The card of one screen; it is shown at once and stands until it is closed."""

    def __init__(self, monitor: Monitor, number: int, look: Theme) -> None:
        # The kind of window that no window manager places, frames or gives the keyboard to.
        kind = Qt.WindowType.ToolTip | Qt.WindowType.WindowTransparentForInput
        super().__init__(None, kind | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setObjectName("numberCard")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoFillBackground(True)
        pair = look.colours.accent
        self.setPalette(ground(pair.ground, pair.ink))
        self.number = FitLabel(self, "numberText", bold=True, align=CENTRE)
        self.name = FitLabel(self, "numberNameText", align=CENTRE)
        self.number.write(str(number))
        self.name.write(monitor.name)
        for label in (self.number, self.name):
            label.ink(pair.ink)
        room = monitor.screen.geometry()
        scale = Scale.of(room.width(), room.height())
        self.setScreen(monitor.screen)
        # High up: the list that the numbers belong to stays in sight.
        top, _ = rows(inset(room, scale.md), [min(round(scale.hero * 1.5), room.height() // 2), 1.0])
        self.setGeometry(centred(top, 3 * scale.hero, top.height()))
        figure, name = rows(inset(self.rect(), scale.md), [1.0, round(scale.lead * 1.7)], scale.xs)
        self.number.place(figure, scale.hero, scale.floor)
        self.name.place(name, scale.lead, scale.floor)
        self.show()
