"""One transaction's worth of work on the SQLite store: letters kept, receipts taken, epochs renewed, rights moved.

It runs inside a transaction that `store` opened and ends there; it must not begin, commit or read a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import apsw

from kiosk.relay import seats
from kiosk.relay.limits import Limits
from kiosk.relay.values import (
    Deposit,
    Full,
    Noted,
    Outcome,
    Receipt,
    Redemption,
    Rejection,
    Renewal,
    Seating,
    Stored,
    TokenUse,
    Work,
)

_COUNTS = "SELECT last, read_to, queued, queued_bytes FROM boxes WHERE id = ?"
_SEEN = "SELECT position FROM seen WHERE box = ? AND digest = ?"
_KEEP = "INSERT INTO letters (box, position, received_at, size, body) VALUES (?, ?, ?, ?, ?)"
_KNOW = "INSERT INTO seen (box, digest, position, received_at) VALUES (?, ?, ?, ?)"
_READ = "SELECT count(*), coalesce(sum(size), 0) FROM letters WHERE box = ? AND position > ? AND position <= ?"
_MOVE = "UPDATE boxes SET last = ?, read_to = ?, queued = ?, queued_bytes = ? WHERE id = ?"


@dataclass(slots=True)
class _Counts:
    """A box's counters while the transaction runs; written back once at its end."""

    last: int
    read_to: int
    queued: int
    queued_bytes: int


class Batch:
    """Does work inside one open transaction; `finish` writes the counters back."""

    def __init__(self, writer: apsw.Connection, limits: Limits) -> None:
        self._writer = writer
        self._limits = limits
        self._boxes: dict[int, _Counts] = {}

    def do(self, work: Work) -> Outcome:
        """One piece of work; raises `apsw.Error` when the whole transaction has to be taken back."""
        match work:
            case Deposit():
                return self._keep(work)
            case Receipt():
                return self._receive(work)
            case Renewal():
                self._writer.execute("UPDATE boxes SET epoch = ? WHERE id = ?", (work.epoch, work.box))
            case Seating():
                seats.sit(self._writer, work)
            case Rejection():
                seats.turn_away(self._writer, work)
            case TokenUse():
                seats.use(self._writer, work)
            case Redemption():
                return seats.redeem(self._writer, work)
        return Noted()

    def finish(self) -> None:
        """Write every touched box's counters back."""
        self._writer.executemany(
            _MOVE, [(c.last, c.read_to, c.queued, c.queued_bytes, box) for box, c in self._boxes.items()]
        )

    def _counts(self, box: int) -> _Counts:
        if box not in self._boxes:
            row = cast(tuple[int, int, int, int], self._writer.execute(_COUNTS, (box,)).fetchone())
            self._boxes[box] = _Counts(*row)
        return self._boxes[box]

    def _keep(self, deposit: Deposit) -> Outcome:
        known = cast(tuple[int] | None, self._writer.execute(_SEEN, (deposit.box, deposit.digest)).fetchone())
        if known is not None:
            return Stored(known[0], fresh=False)
        counts, size = self._counts(deposit.box), len(deposit.body)
        if counts.queued >= self._limits.box_letters or counts.queued_bytes + size > self._limits.box_bytes:
            return Full()
        # Positions follow the clock but never go back: after a restore from an older copy the new letters
        # stand above every cursor given out before, so no till reads past one.
        position = max(counts.last + 1, int(deposit.received_at * 1000))
        self._writer.execute(_KEEP, (deposit.box, position, deposit.received_at, size, deposit.body))
        self._writer.execute(_KNOW, (deposit.box, deposit.digest, position, deposit.received_at))
        counts.last = position
        counts.queued += 1
        counts.queued_bytes += size
        return Stored(position, fresh=True)

    def _receive(self, receipt: Receipt) -> Outcome:
        counts = self._counts(receipt.box)
        upto = min(receipt.upto, counts.last)
        if upto > counts.read_to:
            row = self._writer.execute(_READ, (receipt.box, counts.read_to, upto)).fetchone()
            read, size = cast(tuple[int, int], row)
            counts.queued -= read
            counts.queued_bytes -= size
            counts.read_to = upto
            self._writer.execute(
                "INSERT INTO receipts (box, upto, at) VALUES (?, ?, ?)", (receipt.box, upto, receipt.at)
            )
        return Noted()
