"""One transaction's worth of work on PostgreSQL: a few statements for many letters, and one NOTIFY for them all.

First the rows of all boxes concerned are locked, in the order of their numbers, so that processes wait for each
other and never in a circle. Whoever has the lock sees what the one before him committed, and so positions rise in
a box whoever writes it. What happens then is worked out here and written with one statement a table.

It must not read a clock. The meaning is that of the SQLite store's `batch`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.relay.limits import Limits
from kiosk.relay.postgres import seats
from kiosk.relay.postgres.line import Connection
from kiosk.relay.postgres.words import CHANNEL, letters_word
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

# Not FOR UPDATE: nobody changes a box's number, and readers of that number need not wait.
_LOCK = """
SELECT id, last, read_to, queued, queued_bytes, epoch FROM boxes WHERE id = ANY(%b::bigint[]) ORDER BY id
FOR NO KEY UPDATE
"""
_SEEN = """
SELECT seen.box, seen.digest, seen.position
FROM unnest(%b::bigint[], %b::bytea[]) AS asked (box, digest) JOIN seen USING (box, digest)
"""
_READ = """
SELECT asked.n, count(*), sum(letters.size)::bigint
FROM unnest(%b::bigint[], %b::bigint[], %b::bigint[], %b::bigint[]) AS asked (n, box, above, upto)
JOIN letters ON letters.box = asked.box AND letters.position > asked.above AND letters.position <= asked.upto
GROUP BY asked.n
"""
_KEEP = """
INSERT INTO letters (box, position, received_at, size, body)
SELECT * FROM unnest(%b::bigint[], %b::bigint[], %b::double precision[], %b::bigint[], %b::bytea[])
"""
_KNOW = """
INSERT INTO seen (box, digest, position, received_at)
SELECT * FROM unnest(%b::bigint[], %b::bytea[], %b::bigint[], %b::double precision[])
"""
_RECEIVE = """
INSERT INTO receipts (box, upto, at) SELECT * FROM unnest(%b::bigint[], %b::bigint[], %b::double precision[])
"""
_MOVE = """
UPDATE boxes SET last = new.last, read_to = new.read_to, queued = new.queued, queued_bytes = new.queued_bytes,
    epoch = new.epoch
FROM unnest(%b::bigint[], %b::bigint[], %b::bigint[], %b::bigint[], %b::bigint[], %b::text[])
    AS new (id, last, read_to, queued, queued_bytes, epoch)
WHERE boxes.id = new.id
"""


@dataclass(slots=True)
class _Box:
    """A box's counters while the transaction runs. `new` are the letters that it brings: position and size."""

    last: int
    read_to: int
    queued: int
    queued_bytes: int
    epoch: str
    new: list[tuple[int, int]] = field(default_factory=list)


class Batch:
    """Does a group of work inside one transaction of its own. `process` names who speaks in the NOTIFY."""

    def __init__(self, connection: Connection, limits: Limits, process: str) -> None:
        self._connection = connection
        self._limits = limits
        self._process = process
        self._boxes: dict[int, _Box] = {}
        self._seen: dict[tuple[int, bytes], int] = {}
        self._old: dict[int, tuple[int, int]] = {}
        self._kept: list[tuple[int, int, float, int, bytes, bytes]] = []
        self._receipts: list[tuple[int, int, float]] = []
        self._moved: list[int] = []

    def run(self, work: Sequence[Work]) -> list[Outcome]:
        """All of it, on the disk when this returns. Raises `psycopg.Error`, and then nothing of it is."""
        try:
            self._look(work)
            outcomes = [self._do(number, piece) for number, piece in enumerate(work)]
            with self._connection.pipeline():
                self._write()
                self._connection.execute("COMMIT")
        except BaseException:
            if not self._connection.closed:
                self._connection.rollback()
            raise
        return outcomes

    def _look(self, work: Sequence[Work]) -> None:
        """Lock the boxes, then see what they hold: it cannot change any more."""
        deposits = [piece for piece in work if isinstance(piece, Deposit)]
        rights = [piece for piece in work if isinstance(piece, Seating | Redemption)]
        if rights:
            self._connection.execute("BEGIN")
            seats.one_at_a_time(self._connection)
        boxes = sorted({piece.box for piece in work if not isinstance(piece, Redemption)} | self._enrolled(rights))
        asked = [piece.box for piece in deposits], [piece.digest for piece in deposits]
        # What needs no answer in between goes out together: the boxes are locked for as few journeys as can be.
        with self._connection.pipeline():
            if not rights:
                self._connection.execute("BEGIN")
            locked = self._connection.execute(_LOCK, (boxes,), binary=True)
            seen = self._connection.execute(_SEEN, asked, binary=True)
        self._moved = boxes if rights else []
        self._boxes = {row[0]: _Box(*row[1:]) for row in locked}
        self._seen = {(box, digest): position for box, digest, position in seen}
        spans = self._spans(work)
        if spans:
            columns = [list(column) for column in zip(*spans, strict=True)]
            rows = self._connection.execute(_READ, columns, binary=True)
            self._old = {number: (count, size) for number, count, size in rows}

    def _enrolled(self, work: Sequence[Work]) -> set[int]:
        """The boxes that codes open."""
        codes = [piece.code for piece in work if isinstance(piece, Redemption)]
        if not codes:
            return set()
        rows = self._connection.execute("SELECT box FROM enrolments WHERE digest = ANY(%b::bytea[])", (codes,))
        return {int(row[0]) for row in rows}

    def _spans(self, work: Sequence[Work]) -> list[tuple[int, int, int, int]]:
        """Which older letters each receipt covers that none before it did: its number, box, above, up to."""
        spans, reached = [], {number: box.read_to for number, box in self._boxes.items()}
        epochs = {number: box.epoch for number, box in self._boxes.items()}
        for number, piece in enumerate(work):
            if isinstance(piece, Renewal):
                epochs[piece.box] = piece.epoch
            elif isinstance(piece, Receipt) and piece.epoch in ("", epochs[piece.box]):
                upto = min(piece.upto, self._boxes[piece.box].last)
                if upto > reached[piece.box]:
                    spans.append((number, piece.box, reached[piece.box], upto))
                    reached[piece.box] = upto
        return spans

    def _do(self, number: int, work: Work) -> Outcome:
        match work:
            case Deposit():
                return self._keep(work)
            case Receipt():
                return self._receive(number, work)
            case Renewal():
                self._boxes[work.box].epoch = work.epoch
            case Seating():
                seats.sit(self._connection, work)
            case Rejection():
                seats.turn_away(self._connection, work)
            case TokenUse():
                seats.use(self._connection, work)
            case AddressUse():
                seats.use_address(self._connection, work)
            case Redemption():
                return seats.redeem(self._connection, work)
        return Noted()

    def _keep(self, deposit: Deposit) -> Outcome:
        known = self._seen.get((deposit.box, deposit.digest))
        if known is not None:
            return Stored(known, fresh=False)
        box, size = self._boxes[deposit.box], len(deposit.body)
        if box.queued >= self._limits.box_letters or box.queued_bytes + size > self._limits.box_bytes:
            return Full()
        position = max(box.last + 1, int(deposit.received_at * 1000))
        self._kept.append((deposit.box, position, deposit.received_at, size, deposit.body, deposit.digest))
        self._seen[deposit.box, deposit.digest] = position
        box.last = position
        box.queued += 1
        box.queued_bytes += size
        box.new.append((position, size))
        return Stored(position, fresh=True)

    def _receive(self, number: int, receipt: Receipt) -> Outcome:
        box = self._boxes[receipt.box]
        if receipt.epoch not in ("", box.epoch):
            return Noted()
        upto = min(receipt.upto, box.last)
        if upto > box.read_to:
            count, size = self._old.get(number, (0, 0))
            new = [size for position, size in box.new if box.read_to < position <= upto]
            box.queued -= count + len(new)
            box.queued_bytes -= size + sum(new)
            box.read_to = upto
            self._receipts.append((receipt.box, upto, receipt.at))
        return Noted()

    def _write(self) -> None:
        execute = self._connection.execute
        if self._kept:
            box, position, at, size, body, digest = (list(column) for column in zip(*self._kept, strict=True))
            execute(_KEEP, (box, position, at, size, body))
            execute(_KNOW, (box, digest, position, at))
        if self._receipts:
            execute(_RECEIVE, [list(column) for column in zip(*self._receipts, strict=True)])
        rows = [(n, b.last, b.read_to, b.queued, b.queued_bytes, b.epoch) for n, b in self._boxes.items()]
        if rows:
            execute(_MOVE, [list(column) for column in zip(*rows, strict=True)])
        told = sorted({row[0] for row in self._kept}.union(self._moved))
        if told:
            execute("SELECT pg_notify(%s, %s)", (CHANNEL, letters_word(self._process, told)))
