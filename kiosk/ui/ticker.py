"""One wake-up a second while a countdown is in sight, on the whole second of its deadline; none otherwise.

Must not know what is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer

from kiosk.ui.scale import SECOND_MS

# The last second is timed exactly: a code must not stay a frame too long.
_EXACT_S = 1.5


class Ticker(QObject):
    """Calls `tick` once a second. `mono` is monotonic seconds."""

    def __init__(self, mono: Callable[[], float], tick: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mono = mono
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._deadlines: Sequence[float] = ()
        self._exact = self._steady = False
        self._timer.timeout.connect(tick)

    def follow(self, deadlines: Sequence[float]) -> None:
        """Count towards these (monotonic seconds), on the whole seconds of the first; past ones do not count."""
        self._deadlines = deadlines
        now = self._mono()
        left = [deadline - now for deadline in deadlines if deadline > now]
        if not left:
            self.stop()
            return
        if self._steady:
            self._steady = False
            self._timer.setSingleShot(True)
        if (left[0] < _EXACT_S) is not self._exact:
            self._exact = not self._exact
            self._timer.setTimerType(Qt.TimerType.PreciseTimer if self._exact else Qt.TimerType.CoarseTimer)
        self._timer.start(wait_ms(left[0]))

    def steady(self) -> None:
        """One second has been counted, and the next ones are like it: they come by themselves until `follow`."""
        if not self._steady:
            self._steady = True
            self._timer.setSingleShot(False)
            self._timer.start(SECOND_MS)

    def again(self) -> None:
        """One second has been counted: go on to the next."""
        left = self._deadlines[0] - self._mono() if self._deadlines else 0.0
        if left > 2 * _EXACT_S and not self._exact and not self._steady:
            self._timer.start(wait_ms(left))
        else:
            self.follow(self._deadlines)

    def stop(self) -> None:
        """No more wake-ups."""
        self._timer.stop()

    @property
    def running(self) -> bool:
        """Whether a wake-up is planned."""
        return self._timer.isActive()

    @property
    def wait_ms(self) -> int:
        """Milliseconds until the planned wake-up, -1 for none."""
        return self._timer.remainingTime()


def wait_ms(left_s: float) -> int:
    """Milliseconds until the countdown shows its next second, with `left_s` seconds to go."""
    part = round(left_s * SECOND_MS) % SECOND_MS
    # A wake-up that came a hair early must not be followed by another for the same second.
    return part + 1 if part > SECOND_MS // 10 or left_s < 1 else part + SECOND_MS + 1
