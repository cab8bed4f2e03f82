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
from collections import deque
from collections.abc import Callable, Mapping

from kiosk.relay.answers import moment

Note = Callable[[str, Mapping[str, str | int | float]], None]
"""Takes one line for the log: what happened, and its facts."""

# A pipe that reports room has at least this much (PIPE_BUF), so a shorter line never waits.
_MOST = 4_000


def silent(event: str, facts: Mapping[str, str | int | float]) -> None:
    """Takes a line and keeps it to itself."""


Soon = Callable[[Callable[[], None]], object]
"""Has a call made a moment later, from whatever thread it is asked."""

# A text in JSON, with its quotes and in ASCII alone.
_text = json.encoder.encode_basestring_ascii


def _members(facts: Mapping[str, str | int | float]) -> str:
    """What `json.dumps` says between the brackets, a comma before each, at half its price for a line so short."""
    return "".join([
        f",{_text(key)}:{_text(fact) if type(fact) is str else fact if type(fact) is int else json.dumps(fact)}"
        for key, fact in facts.items()
    ])


class JsonLines:
    """Writes the log to an open file descriptor. `clock` in wall seconds."""

    def __init__(self, descriptor: int, clock: Callable[[], float]) -> None:
        self._descriptor = descriptor
        self._clock = clock
        self._dropped = 0
        self._soon: Soon | None = None
        self._due = False
        # Other threads put lines in while the loop's takes them out.
        self._kept: deque[bytes] = deque()

    def gather(self, soon: Soon | None) -> None:
        """From now on lines of one moment are written together, when `soon` says so; `None`: each at once again."""
        self._soon = soon
        self.flush()

    def __call__(self, event: str, facts: Mapping[str, str | int | float]) -> None:
        line = f'{{"at":"{moment(self._clock())}","event":{_text(event)}{_members(facts)}'
        if self._dropped:
            line += f',"dropped":{self._dropped}'
        self._kept.append(f"{line}}}".encode("ascii")[:_MOST] + b"\n")
        if self._soon is None:
            self.flush()
        elif not self._due:
            self._due = True
            self._soon(self.flush)

    def flush(self) -> None:
        """Write what was kept, in pieces that no pipe has to wait for."""
        self._due = False
        lines = [self._kept.popleft() for _ in range(len(self._kept))]
        start = size = 0
        for end, line in enumerate(lines):
            if size + len(line) > _MOST + 1:
                self._put(lines[start:end])
                start, size = end, 0
            size += len(line)
        if lines:
            self._put(lines[start:])

    def _put(self, lines: list[bytes]) -> None:
        if self._room() and self._write(b"".join(lines)):
            self._dropped = 0
        else:
            self._dropped += len(lines)

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
