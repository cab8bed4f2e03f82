"""The screens that are connected: what each is called, how large it is, and when any of that changes.

A screen is known again by its mark: its name, and its serial number where the system tells one. Must not know whose
screen is whose.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QScreen

from kiosk.ui.scale import LOOKS_MS
from kiosk.values import dataclass

_BETWEEN = "\t"


@dataclass(frozen=True, slots=True)
class Monitor:
    """One screen. `width` and `height` in device pixels; maker, model and serial are "" where nobody tells them."""

    name: str
    maker: str
    model: str
    serial: str
    width: int
    height: int
    screen: QScreen

    @property
    def mark(self) -> str:
        """What it is remembered by."""
        return mark_of(self.name, self.serial)

    @property
    def make(self) -> str:
        """Maker and model in one, "" for none."""
        # Many a model begins with its maker's name.
        parts = (self.model,) if self.model.startswith(self.maker) else (self.maker, self.model)
        return " ".join(part for part in parts if part)


def mark_of(name: str, serial: str) -> str:
    """The mark of a screen of that name and serial number; a name alone, as in the settings, is one too."""
    return f"{name}{_BETWEEN}{serial}" if serial else name


def mark_parts(mark: str) -> tuple[str, str]:
    """Name and serial number in a mark."""
    name, _, serial = mark.partition(_BETWEEN)
    return name, serial


class Monitors(Protocol):
    """Where screens come from."""

    @property
    def changed(self) -> SignalInstance:
        """A screen came, went, or has another size."""

    def connected(self) -> Sequence[Monitor]:
        """Those there are now, the main one first."""

    def leave(self) -> None:
        """Tell of no change any more."""


class QtMonitors(QObject):
    """The screens of this desktop.

    `changed` comes at once and a few times again: window managers move windows about after a screen went, and the
    last word has to be ours.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication), "make the application first, then its screens"
        self._left: list[int] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ring)
        application.screenAdded.connect(self._added)
        application.screenRemoved.connect(self._begin)
        application.primaryScreenChanged.connect(self._begin)
        for screen in application.screens():
            screen.geometryChanged.connect(self._begin)

    def connected(self) -> Sequence[Monitor]:
        """Those there are now, the main one first; what Qt puts in the place of none at all is none."""
        main = QGuiApplication.primaryScreen()
        screens = sorted(QGuiApplication.screens(), key=lambda screen: screen is not main)
        return [_monitor(screen) for screen in screens if not screen.geometry().isEmpty()]

    def leave(self) -> None:
        """Tell of no change any more."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication), "there was one when this was made"
        self._timer.stop()
        application.screenAdded.disconnect(self._added)
        application.screenRemoved.disconnect(self._begin)
        application.primaryScreenChanged.disconnect(self._begin)
        for screen in application.screens():
            screen.geometryChanged.disconnect(self._begin)

    def _added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._begin)
        self._begin()

    def _begin(self, _what: object = None) -> None:
        self._left = list(LOOKS_MS)
        self._next()

    def _next(self) -> None:
        if self._left:
            self._timer.start(self._left.pop(0))

    def _ring(self) -> None:
        self._next()
        self.changed.emit()


def _monitor(screen: QScreen) -> Monitor:
    size, ratio = screen.size(), screen.devicePixelRatio()
    return Monitor(
        screen.name(),
        screen.manufacturer(),
        screen.model(),
        screen.serialNumber(),
        round(size.width() * ratio),
        round(size.height() * ratio),
        screen,
    )
