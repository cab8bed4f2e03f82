"""The relay's log: one JSON object a line, facts only, and never a reason to stop.

A line holds names, numbers and counts. It never holds a body, a token or a callback address, and it cannot be
forged from outside: every text is escaped. A log that nobody reads must not hold up a payment, so a line that
would have to wait for a full pipe is dropped and counted; the next one says how many.
"""

from __future__ import annotations

import json
import os
import select
import sys
from collections.abc import Callable, Mapping

from kiosk.relay.answers import moment

Note = Callable[[str, Mapping[str, str | int | float]], None]
"""Takes one line for the log: what happened, and its facts."""

# A pipe that reports room has at least this much (PIPE_BUF), so a shorter line never waits.
_MOST = 4_000


def silent(event: str, facts: Mapping[str, str | int | float]) -> None:
    """Takes a line and keeps it to itself."""


class JsonLines:
    """Writes the log to an open file descriptor. `clock` in wall seconds."""

    def __init__(self, descriptor: int, clock: Callable[[], float]) -> None:
        self._descriptor = descriptor
        self._clock = clock
        self._dropped = 0

    def __call__(self, event: str, facts: Mapping[str, str | int | float]) -> None:
        line: dict[str, str | int | float] = {"at": moment(self._clock()), "event": event, **facts}
        if self._dropped:
            line["dropped"] = self._dropped
        text = json.dumps(line, separators=(",", ":")).encode()[:_MOST] + b"\n"
        if self._room() and self._write(text):
            self._dropped = 0
        else:
            self._dropped += 1

    def _room(self) -> bool:
        if sys.platform == "win32":
            return True
        try:
            return bool(select.select([], [self._descriptor], [], 0)[1])
        except (OSError, ValueError):
            # A descriptor too high for select, or closed: the write itself will tell.
            return True

    def _write(self, text: bytes) -> bool:
        try:
            os.write(self._descriptor, text)
        except OSError:
            return False
        return True
