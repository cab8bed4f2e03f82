"""The hidden way out: a finger that rests in the upper left corner of the staff's bar for three seconds.

In full screen no window has a frame, and a till without a keyboard must still be closed by who may. Nothing marks the
place. Must not know what is asked then.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.scale import HOLD_STEP_MS, LEAVE_HOLD_S


class CornerHold(QObject):
    """Listens to a widget's own upper left corner, as wide and high as the widget is high. `mono` is monotonic
    seconds; `held` is called once a hold. A tap, and a finger that slides away, do nothing.
    """

    def __init__(self, place: QWidget, mono: Callable[[], float], held: Callable[[], None]) -> None:
        super().__init__(place)
        self._place = place
        self._mono = mono
        self._held = held
        self._since: float | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(HOLD_STEP_MS)
        self._timer.timeout.connect(self.step)
        place.installEventFilter(self)

    def step(self) -> None:
        """Look at the clock."""
        if self._since is not None and self._mono() - self._since >= LEAVE_HOLD_S:
            self._end()
            self._held()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count while a finger rests there; the press is this corner's own, or nobody would be told of its end."""
        kind = event.type()
        if isinstance(event, QMouseEvent) and kind is QEvent.Type.MouseButtonPress:
            if event.button() is not Qt.MouseButton.LeftButton or not self._inside(event):
                return False
            self._since = self._mono()
            self._timer.start()
            return True
        if isinstance(event, QMouseEvent) and kind is QEvent.Type.MouseMove and not self._inside(event):
            self._end()
        if kind in (QEvent.Type.MouseButtonRelease, QEvent.Type.Hide, QEvent.Type.WindowDeactivate):
            self._end()
        return False

    def _inside(self, event: QMouseEvent) -> bool:
        # From the screen's edge on: what lies in the corner has its own coordinates.
        point = self._place.mapFromGlobal(event.globalPosition())
        return 0 <= point.x() < self._place.height() and 0 <= point.y() < self._place.height()

    def _end(self) -> None:
        self._since = None
        self._timer.stop()
