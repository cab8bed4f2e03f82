"""Time for the runner's tests: it passes when it is told to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kiosk.runtime.ports import Edge
from kiosk.sale import events as e

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


class HandClock:
    """Both clocks and the sleep, moved by hand, and by `drift` seconds at each look."""

    def __init__(self) -> None:
        self.seconds = 1_000.0
        self.slept = 0.0
        self.fault: Exception | None = None
        self.drift = 0.0
        self._ids = 0

    def mono(self) -> float:
        self.seconds += self.drift
        return self.seconds

    def utc(self) -> datetime:
        if self.fault is not None:
            raise self.fault
        return NOON + timedelta(seconds=self.seconds - 1_000.0)

    def ids(self) -> e.Ids:
        self._ids += 1
        return e.Ids(f"till1-{self._ids}", f"c-{self._ids}")

    def edge(self) -> Edge:
        return Edge(mono=self.mono, utc=self.utc, asleep=lambda: self.slept, ids=self.ids)
