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
    AddressUse,
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

_COUNTS = "SELECT last, read_to, queued, queued_bytes, epoch FROM boxes WHERE id = ?"
_SEEN = "SELECT position FROM seen WHERE box = ? AND digest = ?"
_KEEP = "INSERT INTO letters (box, position, received_at, size, body) VALUES (?, ?, ?, ?, ?)"
_KNOW = "INSERT INTO seen (box, digest, position, received_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_UNKNOW = "DELETE FROM seen WHERE box = ? AND digest = ?"
_TAKEN = "INSERT INTO receipts (box, upto, at) VALUES (?, ?, ?)"
_READ = "SELECT count(*), coalesce(sum(size), 0) FROM letters WHERE box = ? AND position > ? AND position <= ?"
_MOVE = "UPDATE boxes SET last = ?, read_to = ?, queued = ?, queued_bytes = ? WHERE id = ?"


@dataclass(slots=True)
class Counts:
    """A box's counters and its epoch; in a transaction counters are written back once, at its end."""

    last: int
    read_to: int
    queued: int
    queued_bytes: int
    epoch: str


class Batch:
    """Does work inside one open transaction; `finish` writes what was gathered.

    `known` holds counters that are surely those on the disk; it gets those of this transaction, so whoever takes the
    transaction back must throw it away.
    """

    def __init__(self, writer: apsw.Connection, limits: Limits, known: dict[int, Counts] | None = None) -> None:
        self._writer = writer
        self._limits = limits
        self._known = {} if known is None else known
        self._boxes: dict[int, Counts] = {}
        self._letters: list[tuple[int, int, float, int, bytes]] = []
        self._receipts: list[tuple[int, int, float]] = []
        self.before: dict[int, int] = {}
        """The newest position of every touched box when the transaction began."""

    def after(self) -> dict[int, tuple[int, int]]:
        """The newest position of every touched box, now, and the newest acknowledged one."""
        return {box: (counts.last, counts.read_to) for box, counts in self._boxes.items()}

    def do(self, work: Work) -> Outcome:
        """One piece of work; raises `apsw.Error` when the whole transaction has to be taken back."""
        match work:
            case Deposit():
                return self._keep(work)
            case Receipt():
                return self._receive(work)
            case Renewal():
                self._writer.execute("UPDATE boxes SET epoch = ? WHERE id = ?", (work.epoch, work.box))
                self._counts(work.box).epoch = work.epoch
            case Seating():
                seats.sit(self._writer, work)
            case Rejection():
                seats.turn_away(self._writer, work)
            case TokenUse():
                seats.use(self._writer, work)
            case AddressUse():
                seats.use_address(self._writer, work)
            case Redemption():
                return seats.redeem(self._writer, work)
        return Noted()

    def finish(self) -> None:
        """Write the letters, the receipts and every touched box's counters."""
        self._writer.executemany(_KEEP, self._letters)
        self._letters = []
        if self._receipts:
            self._writer.executemany(_TAKEN, self._receipts)
        self._writer.executemany(
            _MOVE, [(c.last, c.read_to, c.queued, c.queued_bytes, box) for box, c in self._boxes.items()]
        )

    def _counts(self, box: int) -> Counts:
        counts = self._boxes.get(box)
        if counts is None:
            counts = self._known.get(box)
            if counts is None:
                row = cast(tuple[int, int, int, int, str], self._writer.execute(_COUNTS, (box,)).fetchone())
                counts = self._known[box] = Counts(*row)
            self._boxes[box] = counts
            self.before[box] = counts.last
        return counts

    def _keep(self, deposit: Deposit) -> Outcome:
        counts, size = self._counts(deposit.box), len(deposit.body)
        # Positions follow the clock but never go back: after a restore from an older copy the new letters
        # stand above every cursor given out before, so no till reads past one.
        position = max(counts.last + 1, int(deposit.received_at * 1000))
        self._writer.execute(_KNOW, (deposit.box, deposit.digest, position, deposit.received_at))
        if not self._writer.changes():
            known = self._writer.execute(_SEEN, (deposit.box, deposit.digest)).fetchone()
            return Stored(cast(tuple[int], known)[0], fresh=False)
        if counts.queued >= self._limits.box_letters or counts.queued_bytes + size > self._limits.box_bytes:
            self._writer.execute(_UNKNOW, (deposit.box, deposit.digest))
            return Full()
        self._letters.append((deposit.box, position, deposit.received_at, size, deposit.body))
        counts.last = position
        counts.queued += 1
        counts.queued_bytes += size
        return Stored(position, fresh=True)

    def _receive(self, receipt: Receipt) -> Outcome:
        counts = self._counts(receipt.box)
        if receipt.epoch not in ("", counts.epoch):
            return Noted()
        upto = min(receipt.upto, counts.last)
        if upto > counts.read_to:
            read, size = counts.queued, counts.queued_bytes
            if upto < counts.last:
                # Letters of this very transaction have to be there to be counted.
                self._writer.executemany(_KEEP, self._letters)
                self._letters = []
                row = self._writer.execute(_READ, (receipt.box, counts.read_to, upto)).fetchone()
                read, size = cast(tuple[int, int], row)
            counts.queued -= read
            counts.queued_bytes -= size
            counts.read_to = upto
            self._receipts.append((receipt.box, upto, receipt.at))
        return Noted()
