"""Numbers and what may be said of them: medians, high percentiles, ratios, and whether a goal is met.

Must not know what was measured or how.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report.

    `floor` and `product` hold the samples in `unit`; with a floor the goal bounds the ratio of the medians, without one
    it bounds the largest sample. A row without a goal is there to be read. `note` says what the figures hold.
    """

    name: str
    unit: str
    product: tuple[float, ...]
    floor: tuple[float, ...] = ()
    goal: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Product to floor, by their medians; None without a floor."""
        return median(self.product) / median(self.floor) if self.floor else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None when there is none."""
        if self.goal is None:
            return None
        reached = self.ratio if self.ratio is not None else max(self.product)
        return reached <= self.goal


def percentile(samples: Sequence[float], percent: float) -> float:
    """A percentile (0 to 100) with straight lines between the samples. Raises ValueError for none."""
    if not samples:
        raise ValueError("no sample, no percentile: measure at least once")
    ordered = sorted(samples)
    place = (len(ordered) - 1) * percent / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def milliseconds(seconds: Sequence[float]) -> tuple[float, ...]:
    """Seconds as milliseconds."""
    return tuple(value * 1000.0 for value in seconds)
