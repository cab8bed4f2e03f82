"""Lateness, for all connections together: one timer looks round, instead of two timers for each of them.

A connection stands in one of two rows, or in none while it waits for us. `idle` holds those from whom nothing is
expected, in the order in which they fell silent; `busy` those in the middle of a head, a body or an answer. It must
not know sockets: a connection says how long it may take and how far it has come.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.relay.limits import Limits


class Paced(Protocol):
    """What is watched; it must be hashable by identity."""

    def allowed_s(self) -> float:
        """How long its present phase may last in all."""

    def progress(self) -> int:
        """Bytes that have moved in its present phase."""

    def late(self) -> None:
        """It took too long, or too little of it moved."""


class Watch:
    """Looks at everybody every `limits.watch_every_s`; whoever is late is told so.

    Args:
        ticks: monotonic seconds.
    """

    def __init__(self, limits: Limits, ticks: Callable[[], float]) -> None:
        self._limits = limits
        self._ticks = ticks
        self._idle: dict[Paced, float] = {}
        self._busy: dict[Paced, float] = {}

    def rest(self, who: Paced) -> None:
        """From now on nothing is going on there."""
        self._busy.pop(who, None)
        # It goes behind all the others.
        self._idle.pop(who, None)
        self._idle[who] = self._ticks()

    def begin(self, who: Paced) -> None:
        """A phase begins in which something has to move."""
        self._idle.pop(who, None)
        self._busy[who] = self._ticks()

    def is_busy(self, who: Paced) -> bool:
        """Whether it is in the middle of something."""
        return who in self._busy

    def done(self, who: Paced) -> None:
        """It waits for us now, or is gone."""
        self._idle.pop(who, None)
        self._busy.pop(who, None)

    def look(self) -> None:
        """Tell those who are late, once."""
        now, limits = self._ticks(), self._limits
        shortest = min(limits.head_deadline_s, limits.keep_alive_s)
        late: list[Paced] = []
        for who, since in self._idle.items():
            if now - since < shortest:
                break  # the others fell silent later still
            if now - since >= who.allowed_s():
                late.append(who)
        for who, since in self._busy.items():
            age = now - since
            owed = (age - limits.rate_grace_s) * limits.min_rate
            if age >= who.allowed_s() or (owed > 0.0 and who.progress() < owed):
                late.append(who)
        for who in late:
            self.done(who)
            who.late()
