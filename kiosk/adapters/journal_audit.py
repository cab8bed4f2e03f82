"""The audit: is every record there, unchanged and in its place, and does the projection say what the records add up to?

It reads beside the running till, in portions, each of one moment; what is recorded meanwhile is not of this audit.

It must not know how a flaw is printed or mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain as one_after_the_other
from pathlib import Path
from typing import Final

from kiosk.adapters.journal_chain import GENESIS, Head, link
from kiosk.adapters.journal_faults import faults
from kiosk.adapters.journal_projection import columns_of, named_operations, plain
from kiosk.adapters.journal_schema import RECORDS_BETWEEN, UNCHAINED, head_of, open_reader, row_of
from kiosk.adapters.record_codec import BadRecord, Line, read_payment, read_record
from kiosk.sale.payment import Payment, fold
from kiosk.sale.records import BESIDE

_PORTION: Final = 500
GLANCE: Final = 2_000
"""Records, the newest, that a glance reads."""
SMALL: Final = 32 * 1024 * 1024
"""Bytes: a journal that is no larger is looked at as a whole in a second or two."""
_SOME: Final = 100
_END = "SELECT (SELECT max(seq) FROM records), count FROM head"
_BEFORE = "SELECT seq FROM records WHERE seq < 1 ORDER BY seq"
_PAGE = """SELECT payment_id, sale, attempt, amount, currency, state, created, settled, open, environment, body
    FROM payments WHERE payment_id > ? ORDER BY payment_id LIMIT ?"""
_HISTORY = "SELECT kind, body, raw FROM records WHERE payment_id = ? ORDER BY seq"
_NO_ROW = """SELECT payment_id, kind, min(seq) FROM records
    WHERE payment_id NOT IN (SELECT payment_id FROM payments) GROUP BY payment_id, kind"""
_BESIDE = frozenset(kind.__name__ for kind in BESIDE)
_LOOSE = """SELECT o.operation_id, o.payment_id, p.body FROM operations o LEFT JOIN payments p USING (payment_id)
    WHERE p.body IS NULL OR instr(p.body, o.operation_id) = 0"""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is not as it was written. `where`: `record 7`, `payment till1-…`, `operation 52…` or `file`."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class Audit:
    """One look at a journal. Every method raises JournalFailed; also a context manager."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = open_reader(path)
        self.payments = 0
        """How many payments were compared with their records."""
        with faults(path, "reading", self._connection):
            self._chained = self._connection.pragma("user_version") != UNCHAINED
            self.head: Head | None = head_of(self._connection) if self._chained else None

    def __enter__(self) -> Audit:
        return self

    def __exit__(self, *fault: object) -> None:
        self._connection.close()

    def flaws(self, noted: Head | None = None) -> Iterator[Flaw]:
        """Everything that is wrong, the file's own faults first. `noted` is a head that was written down elsewhere."""
        with faults(self._path, "reading", self._connection):
            for (found,) in self._connection.execute("PRAGMA integrity_check(20)").fetchall():
                if found != "ok":
                    yield Flaw("file", str(found))
            if self.head is None:
                older = "it was written before there was a chain; open the till once, and it gets one"
                yield Flaw("file", "it does not say how many records it has" if self._chained else older)
                return
            yield from self._records(self.head, noted)
            yield from self._ends(self.head)
            yield from self._projection()

    def glance(self, small: int = SMALL, newest: int = GLANCE) -> Flaw | None:
        """The first thing that is wrong, for whoever only reads lists: in all of a journal of up to `small` bytes, in
        the `newest` records of a larger one. A journal of before the chain has nothing to be looked at.
        """
        if not self._chained:
            return None
        if self.head is None or self._path.stat().st_size <= small:
            return next(self.flaws(), None)
        with faults(self._path, "reading", self._connection):
            after = max(self.head.count - newest, 0)
            return next(one_after_the_other(self._records(self.head, None, after), self._ends(self.head)), None)

    def _records(self, head: Head, noted: Head | None, after: int = 0) -> Iterator[Flaw]:
        """Every record behind number `after`."""
        for (seq,) in self._connection.execute(_BEFORE).fetchall():
            yield Flaw(f"record {seq}", "it was put in before the first")
        seq, chain = after, self._chain_of(after)
        while rows := self._connection.execute(RECORDS_BETWEEN, (seq, head.count, _PORTION)).fetchall():
            for columns in rows:
                row, linked = row_of(columns), columns[7]
                if row.seq != seq + 1:
                    yield _missing(seq + 1, row.seq - 1)
                elif link(chain, row) != linked:
                    yield Flaw(f"record {row.seq}", f"it was changed, or put in: it is not chained to record {seq}")
                if noted is not None and row.seq == noted.count and linked != noted.chain:
                    yield Flaw(f"record {row.seq}", "it is not the one that was noted: the journal was made anew")
                if row.kind in _BESIDE:
                    # The others are read with their payment, and reading is what an audit takes its time for.
                    yield from _unread(row.seq, Line(row.kind, row.body, row.raw))
                seq, chain = row.seq, linked if isinstance(linked, bytes) else b""
        if seq < head.count:
            yield _missing(seq + 1, head.count)
        elif chain != head.chain:
            yield Flaw(f"record {seq}", "it is not the newest that the journal wrote")
        if noted is not None and noted.count > head.count:
            yield Flaw(
                "file", f"it ends with record {head.count}, and {noted.count} were noted: the newest were removed"
            )

    def _chain_of(self, seq: int) -> bytes:
        """What the record behind this one is chained to."""
        found = self._connection.execute(RECORDS_BETWEEN, (seq - 1, seq, 1)).fetchone() if seq else None
        linked = found[7] if found is not None else GENESIS
        return linked if isinstance(linked, bytes) else b""

    def _ends(self, head: Head) -> Iterator[Flaw]:
        last, count = self._connection.execute(_END).fetchall()[0]
        last, count = int(str(last or 0)), int(str(count))
        if last > count:
            yield Flaw(f"record {count + 1}", f"it was put in behind the newest, record {count}")
        if count < head.count:
            yield Flaw("file", f"it had {head.count} records when this began, and has {count} now")

    def _projection(self) -> Iterator[Flaw]:
        after = ""
        while True:
            found: list[Flaw] = []
            with self._moment():
                rows = self._connection.execute(_PAGE, (after, _SOME)).fetchall()
                for row in rows:
                    found += self._payment(str(row[0]), row)
            self.payments += len(rows)
            yield from found
            if not rows:
                break
            after = str(rows[-1][0])
        for name, kind, seq in self._connection.execute(_NO_ROW).fetchall():
            if kind not in _BESIDE:
                yield Flaw(f"payment {name}", f"record {seq} names it, and it is in no list")
        for operation, name, body in self._connection.execute(_LOOSE).fetchall():
            if not _holds(body, str(operation)):
                yield Flaw(f"operation {operation}", f"it is bound to payment {name}, whose records do not say so")

    def _payment(self, name: str, row: tuple[object, ...]) -> list[Flaw]:
        where = f"payment {name}"
        try:
            listed, folded = read_payment(str(row[-1])), self._folded(name)
        except ValueError as fault:
            return [Flaw(where, str(fault))]
        if folded is None:
            return [Flaw(where, "it is in the list and has no records")]
        if listed != folded or row[:-1] != columns_of(folded):
            told = f"{listed.state} {listed.money.currency} {listed.money.grouped}"
            true = f"{folded.state} {folded.money.currency} {folded.money.grouped}"
            return [
                Flaw(where, f"the list says {told}, its records add up to {true}, or they differ in smaller things")
            ]
        bind = "SELECT 1 FROM operations WHERE operation_id = ?"
        return [
            Flaw(where, f"its operation {operation} is bound to no payment")
            for operation in named_operations(folded)
            if self._connection.execute(bind, (operation,)).fetchone() is None
        ]

    def _folded(self, name: str) -> Payment | None:
        payment: Payment | None = None
        for kind, body, raw in self._connection.execute(_HISTORY, (name,)).fetchall():
            if kind not in _BESIDE:
                record = read_record(Line(str(kind), str(body), raw if isinstance(raw, bytes) else None))
                payment = fold(payment, record)
        return payment

    @contextmanager
    def _moment(self) -> Iterator[None]:
        """All that is read inside is of one moment."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")


def _missing(first: int, last: int) -> Flaw:
    if first == last:
        return Flaw(f"record {first}", "it is missing")
    return Flaw(f"records {first} to {last}", "they are missing")


def _unread(seq: int, line: Line) -> list[Flaw]:
    try:
        read_record(line)
    except BadRecord as fault:
        return [Flaw(f"record {seq}", str(fault))]
    return []


def _holds(body: object, operation: str) -> bool:
    """The text of a payment names the operation: not as text, because other letters are written as escapes there."""
    try:
        return body is not None and operation in [plain(name) for name in read_payment(str(body)).successes]
    except BadRecord:
        return True  # said already
