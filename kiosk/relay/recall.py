"""What the one serving process remembers of its store, so that a poll need not ask the disk for what it just wrote.

Letters come into the store of a process that holds the serving lock through its own commits alone. So a letter that
was committed a moment ago is remembered as the disk has it, and a box without a newer letter is known to have none.
Tokens, epochs and machines are not remembered here: another process may change them (`kiosk-relay till revoke`), so
they are believed for a second at most (see `rights`).

Two threads meet here without a lock: the committer's writes whole values, the loop's reads them. It must not know SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kiosk.relay.values import Deposit, Letter, Outcome, Receipt, Stored, Work

_MOST_BYTES = 2_097_152
"""Bodies that are remembered: the letters of a moment at full speed; older ones are on the disk."""
_EACH = 256
"""What one remembered letter costs beside its bytes."""


class Place(NamedTuple):
    """The newest position of a box, the newest acknowledged one, and the number of the transaction that set them."""

    last: int
    read_to: int
    commit: int


class Recall:
    """The newest positions of boxes, and the newest letters."""

    def __init__(self) -> None:
        self._places: dict[int, Place] = {}
        self.commits = 0
        """The number of the newest transaction that is known here."""
        self._letters: dict[int, tuple[int, tuple[Letter, ...]]] = {}
        self._bytes = 0

    def place(self, box: int) -> Place | None:
        """Where a box stands; None: ask the store."""
        return self._places.get(box)

    def letters(self, box: int, after: int, count: int, size: int) -> list[Letter] | None:
        """The letters above a position as the store would give them; None: ask the store."""
        place = self._places.get(box)
        if place is not None and after >= place.last:
            return []
        base, kept = self._letters.get(box, (0, ()))
        if not kept or after < base:
            return None
        found: list[Letter] = []
        for letter in kept:
            if letter.position > after and len(found) < count:
                size -= len(letter.body)
                if found and size < 0:
                    break
                found.append(letter)
        return found

    def committed(
        self,
        work: Sequence[Work],
        outcomes: Sequence[Outcome],
        before: dict[int, int],
        after: dict[int, tuple[int, int]],
    ) -> None:
        """A transaction is on the disk. `before`: the newest position of each touched box until then; `after`: that and
        the newest acknowledged one since.
        """
        # The positions come first: no till may show a cursor that it has from here before they are known.
        number = self.commits + 1
        self._places.update((box, Place(last, read_to, number)) for box, (last, read_to) in after.items())
        self.commits = number
        floor = dict(before)
        for piece, outcome in zip(work, outcomes, strict=True):
            if isinstance(piece, Deposit) and isinstance(outcome, Stored) and outcome.fresh:
                letter = Letter(outcome.position, piece.received_at, piece.body)
                base, kept = self._letters.get(piece.box, (floor[piece.box], ()))
                self._letters[piece.box] = (base, (*kept, letter))
                self._bytes += len(piece.body) + _EACH
            elif isinstance(piece, Receipt):
                # One of another epoch counts for nothing on the disk; what is dropped for it is read from there again.
                self._drop(piece.box, piece.upto)
                floor[piece.box] = max(floor[piece.box], piece.upto)
        while self._bytes > _MOST_BYTES and self._letters:
            self._drop(next(iter(self._letters)), None)

    def forget(self) -> None:
        """Letters were thrown away on the disk, or something else than letters was changed in a box."""
        self._letters = {}
        self._places = {}
        self._bytes = 0

    def _drop(self, box: int, upto: int | None) -> None:
        """Letters that were acknowledged, or all of a box."""
        base, kept = self._letters.get(box, (0, ()))
        left = tuple(letter for letter in kept if upto is not None and letter.position > upto)
        self._bytes -= sum(len(letter.body) + _EACH for letter in kept) - sum(len(m.body) + _EACH for m in left)
        if left:
            self._letters[box] = (max(base, upto or 0), left)
        else:
            self._letters.pop(box, None)
