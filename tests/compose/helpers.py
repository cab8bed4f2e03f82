"""A clock that is moved by hand."""

from datetime import UTC, datetime, timedelta

from kiosk.compose.edge import ids_of
from kiosk.runtime.ports import Edge

START = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


class HandClock:
    """Monotonic seconds and UTC that move together, and only when somebody moves them."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept = 0.0

    def forward(self, seconds: float) -> None:
        self.seconds += seconds

    def mono(self) -> float:
        return 1_000.0 + self.seconds

    def utc(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    def edge(self, till_id: str = "demo") -> Edge:
        return Edge(mono=self.mono, utc=self.utc, asleep=lambda: self.slept, ids=ids_of(till_id))
