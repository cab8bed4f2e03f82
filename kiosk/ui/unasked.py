"""A page that came by itself takes no Enter that was already on its way.

Whoever presses Enter twice means the page that was there, not the one that comes under the finger. So a page that
nobody opened hears Enter only some time after it was painted for the first time. Must not know what a page says.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

CALM_S = 0.4


class Unasked(QObject):
    """The page that came last without being asked for. `mono` is monotonic seconds."""

    def __init__(self, parent: QObject, mono: Callable[[], float]) -> None:
        super().__init__(parent)
        self._mono = mono
        self._page: QWidget | None = None
        self._since = 0.0
        self._waiting = False

    def came(self, page: QWidget) -> None:
        """This page came by itself: its time runs from its first paint on, and from now where none is seen."""
        self.forget()
        self._page, self._since, self._waiting = page, self._mono(), True
        page.installEventFilter(self)

    def forget(self) -> None:
        """Whatever comes next was asked for."""
        if self._page is not None and self._waiting:
            self._page.removeEventFilter(self)
        self._page, self._waiting = None, False

    def too_soon(self, page: QWidget) -> bool:
        """Whether an Enter on this page, pressed now, was meant for the one before it."""
        return page is self._page and self._mono() < self._since + CALM_S

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint is the moment at which somebody could begin to read."""
        if event.type() is QEvent.Type.Paint and self._waiting:
            self._since, self._waiting = self._mono(), False
            watched.removeEventFilter(self)
        return False
