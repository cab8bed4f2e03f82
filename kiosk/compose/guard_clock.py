"""The guard's clock, apart from the till's own edge: the guard starts without Qt, and sleeps as the computer does."""

from __future__ import annotations

from time import monotonic


def mono() -> float:
    """Seconds that never go back; a suspended computer does not count them."""
    return monotonic()
