"""What comes out to both screens, and the shutter in front of a code.

Showing more waits for a record; showing less never does. A code is hidden here at its deadline, and whenever the
runner says so, outside any step; it stays hidden, whatever the till still says, until a step has taken it off the
screen. So a deadline that was reached never comes back.

Must not know the inbox, the journal or widgets.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

from kiosk.runtime.ports import Alarm, Alarms
from kiosk.sale.screen import Screen
from kiosk.sale.states import Offering
from kiosk.sale.till import Now, Till
from kiosk.sale.view import view
from kiosk.values import replace

LONGEST_SLEEP_MS = 60_000


def timer(parent: QObject, name: str, slot: Callable[[], None], *, once: bool = True) -> QTimer:
    """A timer of the runner, not started. One that goes on and on may be a little late."""
    made = QTimer(parent)
    made.setObjectName(f"runner-{name}")
    made.setSingleShot(once)
    made.setTimerType(Qt.TimerType.PreciseTimer if once else Qt.TimerType.CoarseTimer)
    made.timeout.connect(slot)
    return made


def arm(made: Alarm, at: float | None, now: float, overdue_ms: int = 0) -> None:
    """Let it ring at `at`, or `overdue_ms` from now if that is past. `at` and `now` are monotonic seconds."""
    if at is None:
        made.stop()
        return
    ms = int((at - now) * 1000.0) + 1 if at > now else overdue_ms
    made.start(min(ms, LONGEST_SLEEP_MS))


class Shutter(QObject):
    """The last screen that came out. `shown` and `blanked` are called to show one and to hide every code; `due` when a
    code was hidden at its deadline.
    """

    def __init__(
        self,
        mono: Callable[[], float],
        shown: Callable[[Screen], None],
        blanked: Callable[[], None],
        due: Callable[[], None],
        parent: QObject,
        alarms: Alarms = timer,
    ) -> None:
        super().__init__(parent)
        self._mono = mono
        self._shown = shown
        self._blanked = blanked
        self._due = due
        self._screen: Screen | None = None
        self._hidden = ""
        self._timer = alarms(self, "blank", self._rang)

    def publish(self, till: Till, now: Now, *, closing: bool) -> None:
        """Show the till if that changes anything. `closing`: a press that hides the code waits to be worked off.
        Raises what `view` raises.
        """
        screen = self._seen(till, now, closing)
        arm(self._timer, screen.blank_at, now.mono)
        if screen != self._screen:
            self._screen = screen
            self._shown(screen)

    def _seen(self, till: Till, now: Now, closing: bool) -> Screen:
        screen, counter = view(till, now), till.counter
        if not isinstance(counter, Offering):
            self._hidden = ""
            return screen
        if screen.customer.qr is None or closing:
            self._hidden = counter.payment_id
        if counter.payment_id != self._hidden:
            self._hidden = ""
            return screen
        return view(replace(till, counter=replace(counter, blanked=True)), now)

    def hide(self) -> None:
        """Every code off every screen, now."""
        if self._screen is not None and self._screen.customer.qr is not None:
            self._hidden = self._screen.customer.qr.payment_id
        self._blanked()

    def close(self) -> None:
        """Nothing is due any more."""
        self._timer.stop()

    def _rang(self) -> None:
        at = self._screen.blank_at if self._screen is not None else None
        if at is None:
            return
        now = self._mono()
        if now < at:
            arm(self._timer, at, now)
            return
        self.hide()
        self._due()
