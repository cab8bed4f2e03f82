"""What the one serving process remembers of rights: which box a token opens, for a second after the disk said so.

Another process may take a right away at any time (`kiosk-relay till revoke`), and this one has to follow within five
seconds; so what the disk said is believed for one, and no longer. What this process itself commits is believed at
once: whatever gives or takes a right ends all that was known (`forget`). Positions move with every letter, and a till
whose cursor stands above the newest one is taken for one with a forgotten relay, so they are exact at every look: the
later of what the row said and what was committed since.

Two threads meet here without a lock: the committer's forgets, the loop's asks. A row that was read before the
forgetting and is put in after it counts for nothing, for it has the number of its time. It must not know SQL.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kiosk.relay.recall import Place, Recall
from kiosk.relay.values import Box

KEPT_S = 1.0
"""How long the disk's word about a token is believed."""


class Known(NamedTuple):
    """A row of the disk: of which era, when it was asked for, as it stands now, and what it holds already."""

    era: object
    at: float
    box: Box
    commit: int


class Rights:
    """Boxes by token. `ticks` in monotonic seconds; `recall` knows the positions."""

    def __init__(self, ticks: Callable[[], float], recall: Recall) -> None:
        self._ticks = ticks
        self._recall = recall
        # Two threads may end an era at once: each begins one that never was before.
        self._era = object()
        self._known_in = self._era
        self._known: dict[bytes, Known] = {}

    def box(self, token: bytes, ask: Callable[[bytes], Box | None]) -> Box | None:
        """The box of a token, from memory or by asking the disk. A token that opens nothing is asked for every time."""
        now = self._ticks()
        known = self._known.get(token)
        if known is not None and now - known.at < KEPT_S:
            # The era is looked at last: whoever ends it does so before he forgets the positions.
            place = self._recall.place(known.box.id)
            if known.era is self._era:
                return self._moved(token, known, place)
        era, commit = self._era, self._recall.commits
        if self._known_in is not era:
            # Nothing that is still in there will ever count again.
            self._known_in, self._known = era, {}
        found = ask(token)
        if found is not None:
            self._known[token] = Known(era, now, found, commit)
        else:
            self._known.pop(token, None)
        return found

    def forget(self) -> None:
        """A right was given or taken, or positions will move otherwise than by letters and receipts."""
        self._era = object()

    def _moved(self, token: bytes, known: Known, place: Place | None) -> Box:
        """The box where it stands now. What was committed before the row was read, the row says better."""
        box = known.box
        if place is None or place.commit <= known.commit:
            return box
        last, read_to = max(box.last, place.last), max(box.read_to, place.read_to)
        box = Box(
            box.id, box.project, box.project_name, box.till, box.epoch, last, read_to, box.instance, box.generation
        )  # fmt: skip
        self._known[token] = Known(known.era, known.at, box, place.commit)
        return box
