"""One virtual clock and its heap of what is to happen, in one thread.

What belongs to a running program (its timers, its calls, the hands on its keys) belongs to a `Life`: when the program
is killed it never happens, when the computer sleeps it happens so much later.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from hashlib import blake2b


class Life:
    """One run of a program on its computer, from its start until it is killed or closed."""

    def __init__(self) -> None:
        self.alive = True
        self.slept_from = 0.0
        self.sleeps_until = 0.0
        self.sleeps = 0

    def end(self) -> None:
        """Whatever it had planned never happens."""
        self.alive = False

    def sleep(self, now: float, until: float) -> None:
        """Everything of it stands still until then."""
        self.slept_from, self.sleeps_until = now, until
        self.sleeps += 1


class Due:
    """One thing that is to happen. Cancelled ones stay in the heap and do nothing."""

    __slots__ = ("call", "label", "life")

    def __init__(self, call: Callable[[], None], label: str, life: Life | None) -> None:
        self.call: Callable[[], None] | None = call
        self.label = label
        self.life = life

    def cancel(self) -> None:
        """It does not happen."""
        self.call = None


class Timeline:
    """`now` is seconds since the world began. `trace` is a running hash over everything that happened."""

    def __init__(self) -> None:
        self.now = 0.0
        self.count = 0
        self._heap: list[tuple[float, int, Due]] = []
        self._number = 0
        self._hash = blake2b(digest_size=16)
        self._told: list[str] = []

    def at(self, when: float, call: Callable[[], None], label: str, life: Life | None = None) -> Due:
        """Let it happen then."""
        due = Due(call, label, life)
        self._number += 1
        heapq.heappush(self._heap, (when if when > self.now else self.now, self._number, due))
        return due

    def after(self, seconds: float, call: Callable[[], None], label: str, life: Life | None = None) -> Due:
        """Let it happen in so many seconds."""
        return self.at(self.now + seconds, call, label, life)

    def step(self, until: float) -> bool:
        """Let the next thing happen, if one is due by `until`; else the clock goes there and False is said."""
        while self._heap and self._heap[0][0] <= until:
            when, _number, due = heapq.heappop(self._heap)
            call, life = due.call, due.life
            if call is None or (life is not None and not life.alive):
                continue
            if life is not None and when < life.sleeps_until:
                self._number += 1
                later = life.sleeps_until + max(0.0, when - life.slept_from)
                heapq.heappush(self._heap, (later, self._number, due))
                continue
            self.now = when
            self.count += 1
            due.call = None
            self.note(due.label)
            call()
            return True
        self.now = max(self.now, until)
        return False

    def note(self, words: str) -> None:
        """Something happened now."""
        self._told.append(f"{self.now:.6f} {words}\n")

    @property
    def trace(self) -> str:
        """The hash of everything so far."""
        self._hash.update("".join(self._told).encode())
        self._told.clear()
        return self._hash.hexdigest()
