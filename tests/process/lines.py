"""Lines between two programs, held by a test: what passes on them is heard, and they can be cut."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.process.programs import PATIENCE_S, Server

Heard = dict[str, Any]
"""A request that passed: `at` (monotonic seconds), `what` (its first line), `payment_id`."""


def _after(what: str) -> int:
    found = re.match(r"GET /letters\?after=([0-9]+)&", what)
    return int(found[1]) if found else -1


class Line(Server):
    """A line between two ends that hears the requests on it."""

    def __init__(self, name: str, folder: Path, far_end: Server) -> None:
        super().__init__(name, folder, self._line_arguments)
        self.far_end = far_end
        self.heard: list[Heard] = []

    def _line_arguments(self, at: str) -> list[str]:
        return ["-m", "tests.process.cable", "--listen", at, "--to", self.far_end.listen]

    def listen_in(self) -> list[Heard]:
        """All requests so far, oldest first."""
        if self.program is not None:
            self.heard += [json.loads(line) for line in self.program.lines_so_far()]
        return self.heard

    def until(self, test: Callable[[Heard], bool], within: float = PATIENCE_S) -> Heard:
        """The first request that passes the test, waiting for it at most so many seconds."""
        by = time.monotonic() + within
        at = 0
        while True:
            for heard in self.listen_in()[at:]:
                if test(heard):
                    return heard
            at = len(self.heard)
            assert self.program is not None, f"{self.name} is cut"
            self.heard.append(json.loads(self.program.next_line(by)))

    def receipt(self, position: int) -> Heard:
        """Wait until a till has taken the letter at a position: its next read of the mailbox says so."""
        return self.until(lambda call: _after(call["what"]) >= position)

    def orders(self) -> list[str]:
        """The payment ids that were ordered over this line, in order."""
        return [heard["payment_id"] for heard in self.listen_in() if heard["what"].endswith("/sale")]
