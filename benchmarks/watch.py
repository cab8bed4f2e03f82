"""Sees when a window has been painted: the moment after its backing store took the last pixel.

Qt paints a window in answer to `Expose` (first) or `UpdateRequest` (later). The watch hands those two on itself and
looks at the clock when they return, so floor and product are timed in the same way and neither has to help. "Painted"
ends there, not with light from a panel.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from benchmarks.orders import now

PAINTS = (QEvent.Type.UpdateRequest, QEvent.Type.Expose)


class Watch(QObject):
    """Watches windows; at most one wish waits at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._target: Callable[[], QWidget | None] | None = None
        self._seen: Callable[[float], None] = lambda at: None
        self._inside = False
        self._windows: dict[QObject, QWidget] = {}

    def window(self, widget: QWidget) -> None:
        """Watch a top-level window that is shown or about to be."""
        widget.installEventFilter(self)
        self._windows[widget] = widget
        widget.winId()  # makes the native window, whose first paint would be missed otherwise
        handle = widget.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
            self._windows[handle] = widget

    def when_painted(self, target: Callable[[], QWidget | None], seen: Callable[[float], None]) -> None:
        """Call `seen` once, with the end of the first paint of the window of the widget that `target()` hands back.

        None is "not yet". What was changed or shown before a paint is drawn by it, so `target` need only look.
        """
        self._target, self._seen = target, seen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand paints on and look at the clock; everything else goes its way."""
        # A window may hand its Expose on as an UpdateRequest: the outer one ends the paint.
        if event.type() not in PAINTS or self._inside:
            return False
        self._inside = True
        try:
            watched.event(event)
        finally:
            self._inside = False
        self._painted(self._windows.get(watched), now())
        return True

    def _painted(self, window: QWidget | None, at: float) -> None:
        handle = window.windowHandle() if window is not None else None
        # A window is asked to paint before it is on the screen, and does nothing then.
        if handle is None or not handle.isExposed():
            return
        widget = self._target() if self._target is not None else None
        if widget is not None and widget.window() == window:
            # First, because what is called may wish for the next thing at once.
            self._target = None
            self._seen(at)
