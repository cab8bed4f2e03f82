"""Screens that come and go when a test says so; all of them stand on the one screen that the test has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from kiosk.ui.monitors import Monitor


def monitor(name: str, serial: str = "", *, maker: str = "Dell", model: str = "U2412M") -> Monitor:
    """A screen of that name, 1024 by 600."""
    return Monitor(name, maker, model, serial, 1024, 600, QGuiApplication.primaryScreen())


STAFF, CUSTOMER, OTHER = "DP-1", "HDMI-1", "HDMI-2"


class FakeMonitors(QObject):
    """The screens of these names, the first is the main one."""

    changed = Signal()

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._now = [monitor(name) for name in names]
        self.left = False

    def connected(self) -> Sequence[Monitor]:
        """Those there are now."""
        return list(self._now)

    def leave(self) -> None:
        """Nobody listens any more."""
        self.left = True

    def be(self, *screens: str | Monitor) -> None:
        """From now on there are these."""
        self._now = [monitor(screen) if isinstance(screen, str) else screen for screen in screens]
        self.changed.emit()
