"""The road of a letter: what is delivered when, and when it is tried again.

Source: ecommpay, "Callbacks in Gate": delivered means HTTP 200; otherwise six times every 10 s, then a
growing gap up to 4 h, at most 120 attempts within 11 days. It must not know what is in a letter. Times
are wall seconds; no clock here.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from itertools import count

ATTEMPTS = 120
DAYS = 11
DELIVERED = 200
_LONGEST_GAP = 4 * 3600.0
_FIRST_ATTEMPTS = 6
_FIRST_GAP = 10.0


def gap_after(attempt: int) -> float:
    """Seconds from attempt number ``attempt`` (1 is the first delivery) to the next one."""
    if attempt <= _FIRST_ATTEMPTS:
        return _FIRST_GAP
    return float(min(_LONGEST_GAP, 70 + 10 * 1.12 ** (attempt - 4)))


@dataclass(order=True, slots=True)
class Letter:
    """A letter on its way; ordered by when its next attempt is due, then by when it was written."""

    due: float
    number: int
    body: bytes = field(compare=False)
    first: float = field(compare=False)
    attempt: int = field(default=1, compare=False)


class Postman:
    """A bag of letters. Whoever takes one must bring back its answer, or it is gone."""

    def __init__(self) -> None:
        self._bag: list[Letter] = []
        self._numbers = count(1)

    def put(self, body: bytes, at: float) -> None:
        """Hand in a letter whose first attempt is due ``at``."""
        heapq.heappush(self._bag, Letter(at, next(self._numbers), body, at))

    def due(self) -> float | None:
        """When the next attempt is due; None when the bag is empty."""
        return self._bag[0].due if self._bag else None

    def take(self, now: float) -> Letter | None:
        """The next letter due by ``now``, out of the bag."""
        if self._bag and self._bag[0].due <= now:
            return heapq.heappop(self._bag)
        return None

    def answered(self, letter: Letter, status: int | None, now: float) -> bool:
        """Book an attempt: its HTTP status, or None when the line was down; True when delivered."""
        if status == DELIVERED:
            return True
        letter.due = now + gap_after(letter.attempt)
        letter.attempt += 1
        if letter.attempt <= ATTEMPTS and letter.due <= letter.first + DAYS * 86400:
            heapq.heappush(self._bag, letter)
        return False

    def waiting(self) -> int:
        """How many letters still want an HTTP 200."""
        return len(self._bag)
