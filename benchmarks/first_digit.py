"""From the first paint of the keypad to the first digit on it: what a clerk waits for in the morning."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from benchmarks.finger import tap
from benchmarks.orders import now, tell
from benchmarks.watch import Watch
from benchmarks.widgets import find, sight, windows

# Kept alive here: Qt holds its event filters weakly.
_kept: list[Watch] = []


def first_digit() -> None:
    """Watch the windows; press `1` as soon as the keypad was painted; tell both moments and end."""
    watch = Watch()
    _kept.append(watch)
    for window in windows():
        watch.window(window)
    said: dict[str, float] = {"loop": now()}

    def painted(at: float) -> None:
        said["keypad"] = at
        QTimer.singleShot(0, press)

    def press() -> None:
        amount = find("amountText")
        before = amount.property("text")
        watch.when_painted(lambda: amount if amount.property("text") != before else None, shown)
        tap(find("key1"))

    def shown(at: float) -> None:
        tell(**said, digit=at)

    watch.when_painted(lambda: sight("keypadPage"), painted)
