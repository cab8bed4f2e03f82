"""Charge pressed before the journal was read: pressed again when it was, unless somebody changed their mind, and not
when the customer was left waiting too long to expect it.

Must not know the till or the journal.
"""

from __future__ import annotations

from kiosk.sale.events import ChargePressed

EARLY_S = 4.0


class EarlyPress:
    """Remembers the last press of a till that is not awake yet. Moments are monotonic seconds."""

    def __init__(self) -> None:
        self._event: ChargePressed | None = None
        self._until = 0.0

    def press(self, event: object, now: float) -> None:
        """Something was pressed; anything but Charge takes an earlier Charge back."""
        self._event = event if isinstance(event, ChargePressed) else None
        self._until = now + EARLY_S

    def due(self, now: float) -> tuple[ChargePressed, ...]:
        """What is pressed again now that the till is awake."""
        return (self._event,) if self._event is not None and now <= self._until else ()
