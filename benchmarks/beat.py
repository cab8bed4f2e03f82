"""A beat in the window's own thread: whoever keeps that thread busy makes it late, and the lateness is what is told."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer

from benchmarks.orders import now

STEP_MS = 1


class Beat(QObject):
    """A timer that notes the longest time between two of its beats, in seconds, since `start`."""

    def __init__(self) -> None:
        super().__init__()
        self._last = now()
        self._longest = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._came)

    def start(self) -> None:
        """Begin anew."""
        self._last, self._longest = now(), 0.0
        self._timer.start(STEP_MS)

    def stop(self) -> float:
        """The longest gap."""
        self._timer.stop()
        return self._longest

    def _came(self) -> None:
        at = now()
        self._longest, self._last = max(self._longest, at - self._last), at
