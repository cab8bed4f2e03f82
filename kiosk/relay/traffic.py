"""What is on its way through one relay: bodies that are not on the disk yet, and letters that no till has yet.

Both ways in (`app` and `express`) count here, so that a bound is one bound and a figure one figure. It belongs to the
event loop's thread and must not know sockets or the store.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.relay.meter import Meter
from kiosk.relay.values import Deposit, Outcome, Stored, Wait


class Traffic:
    """Counts for one relay. `ticks` in monotonic seconds."""

    def __init__(self, meter: Meter, ticks: Callable[[], float]) -> None:
        self._meter = meter
        self._ticks = ticks
        # When the oldest letter came that a waiting till has not been handed yet.
        self._undelivered: dict[tuple[str, str], float] = {}
        self.buffered = 0
        """Bytes of bodies that are being read or wait for the disk."""

    def spoken(self, deposit: Deposit, outcome: Outcome, began: float, *, waits: bool) -> None:
        """The store has spoken about a letter whose head came at `began`; `waits`: its till waits for it."""
        self._meter.letter(deposit, outcome, self._ticks() - began)
        if waits and isinstance(outcome, Stored) and outcome.fresh:
            self._undelivered.setdefault((deposit.project, deposit.till), began)

    def found_nothing(self, wait: Wait) -> None:
        """A poll begins to wait, so nothing is under way to its till."""
        self._undelivered.pop((wait.project, wait.till), None)

    def handed_out(self, wait: Wait) -> None:
        """A poll that waited has its page."""
        came = self._undelivered.pop((wait.project, wait.till), None)
        if came is not None:
            self._meter.delivered(self._ticks() - came)
