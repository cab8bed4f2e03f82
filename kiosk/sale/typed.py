"""What is typed on the keypad before there is a sale: events like those in `events`, which hands them on.

They must not know payments: nothing typed has happened to any money yet.
"""

from __future__ import annotations

from kiosk.values import dataclass


@dataclass(frozen=True, slots=True)
class KeyTyped:
    """`0` to `9`, `00`, `.` or `+` on the keypad."""

    keys: str


@dataclass(frozen=True, slots=True)
class Erased:
    """The last typed key was taken back."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """The whole entry was taken back."""


@dataclass(frozen=True, slots=True)
class CurrencyPressed:
    """The other currency was chosen."""


@dataclass(frozen=True, slots=True)
class ReferenceTyped:
    """The shop's own reference for the next sale, as typed."""

    text: str
