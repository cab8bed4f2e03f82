"""The journal: what happened to every payment, durable before anything else happens.

One connection, used from one thread at a time. A commit is one transaction: the records are appended and the rows
they add up to are put in their place; when `commit` returns, both survive the loss of power.

It must not know what a record does to a payment: the rows come with the records.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Final

import apsw

from kiosk.adapters.journal_chain import Row, link
from kiosk.adapters.journal_day import ahead_of, apart_of
from kiosk.adapters.journal_faults import JournalFailed as JournalFailed
from kiosk.adapters.journal_faults import broken, faults
from kiosk.adapters.journal_log import asked, doubted, keep_log
from kiosk.adapters.journal_projection import plain, put
from kiosk.adapters.journal_schema import head_of, open_writer
from kiosk.adapters.record_codec import (
    BadRecord,
    Line,
    read_payment,
    read_record,
    stamp,
    write_payment,
    write_record,
)
from kiosk.adapters.reserve import NAME, Reserve
from kiosk.sale.events import Woke
from kiosk.sale.payment import Payment
from kiosk.sale.records import Intended, LetterKept, Record

RECENT: Final = timedelta(minutes=30)
HONG_KONG: Final = timezone(timedelta(hours=8))
"""Hong Kong is UTC+8 all year."""

_APPEND = """INSERT INTO records (seq, at, payment_id, kind, body, raw, environment, chain)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
_LINKED = "UPDATE head SET count = ?, chain = ?"
# The plus keeps the planner from walking all payments in the order that only the few wanted ones need.
_WANTED = """SELECT body FROM payments WHERE rowid IN (
        SELECT rowid FROM payments WHERE open = 1
        UNION SELECT rowid FROM payments WHERE created >= ?1
        UNION SELECT rowid FROM payments WHERE settled >= ?1
    ) ORDER BY +created, payment_id"""
_LAST_LETTER = "SELECT kind, body, raw FROM records WHERE kind = 'LetterKept' ORDER BY seq DESC LIMIT 1"
_TOTALS = """SELECT currency, count(*), sum(amount) FROM payments
    WHERE state IN ('PAID', 'PAID_LATE') AND settled >= ?1 AND settled < ?2 AND (?3 = '' OR environment = ?3)
    GROUP BY currency ORDER BY currency"""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits of the file. Log sizes are in pages of 4096 bytes.

    `idle_log`: an idle checkpoint is worth its syncs from here on. `full_log`: never idle, so a commit does it.
    `busy_ms`: how long a lock of another program is waited for. `pages`: largest size of the file, 0 is no limit.
    `reserve`: bytes of room held beside the file for results when the disk is full, 0 holds none.
    """

    idle_log: int = 256
    full_log: int = 1_024
    busy_ms: int = 2_000
    pages: int = 0
    reserve: int = 0


class Journal:
    """The one writer. Opens or creates the file; every method raises JournalFailed."""

    def __init__(self, path: Path, *, environment: str = "", bounds: Bounds | None = None, vfs: str = "") -> None:
        """`environment` is whose payments count in the day's totals, "" is all of them; `vfs` names another file
        layer of SQLite, "" is the system's.
        """
        self._path = path
        self._environment = environment
        self._bounds = bounds or Bounds()
        self._log = 0
        self._connection = open_writer(path, vfs=vfs, busy_ms=self._bounds.busy_ms)
        # Having a hook of our own is also what switches SQLite's own checkpoints off.
        self._connection.set_wal_hook(self._logged)
        if self._bounds.pages:
            self._connection.pragma("max_page_count", self._bounds.pages)
        try:
            with faults(path, "opening it", self._connection):
                self._file = self._identity()
                self._undone = doubted(path, self._connection)
        except JournalFailed:
            keep_log(self._connection)
            self._connection.close(True)
            raise
        self._told = False
        self._reserve = Reserve(path.with_name(NAME), self._bounds.reserve) if self._bounds.reserve else None
        if self._reserve is not None:
            self._reserve.take()

    def commit(self, records: Sequence[Record], rows: Sequence[Payment]) -> None:
        """Append the records and put the rows they add up to, in one transaction; durable when it returns.

        After JournalFailed nothing of it is stored. BadRecord means that a value is none of the journal's: a
        fault of the program. On a full disk the reserve goes to results: no sale begins without it.
        """
        lines = [(record, write_record(record)) for record in records]
        bodies = [(row, write_payment(row)) for row in rows]
        if not lines and not bodies:
            return
        begins = any(isinstance(record, Intended) for record in records)
        if begins and self._reserve is not None and not self._reserve.take():
            raise JournalFailed("full", f"journal {self._path}: too little room is left to begin a sale")
        try:
            self._save(lines, bodies)
        except JournalFailed as fault:
            if fault.why != "full" or begins or self._reserve is None or not self._reserve.release():
                raise
            self._save(lines, bodies)
        if self._undone and self._told:
            # What came of it is on record with this.
            self._undone = False
            asked(self._path)
        if self._log >= self._bounds.full_log:
            self._relieve()

    def _save(self, lines: Sequence[tuple[Record, Line]], bodies: Sequence[tuple[Payment, str]]) -> None:
        with faults(self._path, "saving", self._connection):
            self._require_same_file()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._append(lines, {row.payment_id: row.environment for row, _body in bodies})
                self._put(bodies)
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def load(self, now: datetime) -> Woke:
        """What a start needs: open payments, those created or settled in the last 30 min, the next sale's number,
        the place in the mailbox, the totals of today (Hong Kong's day) and of days ahead by currency, and whether
        records may have been undone since they were saved.
        """
        connection = self._connection
        today = now.astimezone(HONG_KONG).replace(hour=0, minute=0, second=0, microsecond=0)
        day = today.date().isoformat()
        with faults(self._path, "reading", connection):
            bodies = connection.execute(_WANTED, (stamp(now - RECENT),)).fetchall()
            ((newest,),) = connection.execute("SELECT coalesce(max(sale), 0) FROM payments").fetchall()
            letters = connection.execute(_LAST_LETTER).fetchall()
            span = (stamp(today), stamp(today + timedelta(days=1)), self._environment)
            totals = connection.execute(_TOTALS, span).fetchall()
            ahead = ahead_of(connection, today + timedelta(days=1), self._environment)
            apart = apart_of(connection, today, self._environment)
        payments = tuple(self._payment(str(body)) for (body,) in bodies)
        epoch, position = self._place(letters)
        self._told = True
        return Woke(
            payments=payments,
            next_sale=int(str(newest)) + 1,
            epoch=epoch,
            position=position,
            totals=(*((day, str(currency), int(str(n)), int(str(minor))) for currency, n, minor in totals), *ahead),
            apart=apart,
            undone=self._undone,
        )

    def recall(self, payment_id: str) -> Payment | None:
        """A payment of any age, as its records add up; None when there is none of this id."""
        with faults(self._path, "reading", self._connection):
            found = self._connection.execute("SELECT body FROM payments WHERE payment_id = ?", (plain(payment_id),))
            row = found.fetchone()
        return None if row is None else self._payment(str(row[0]))

    def bound(self, operation_id: str) -> str:
        """The payment that holds this successful operation, or ""; the first one that held it stays."""
        with faults(self._path, "reading", self._connection):
            found = self._connection.execute(
                "SELECT payment_id FROM operations WHERE operation_id = ?", (plain(operation_id),)
            )
            row = found.fetchone()
        return "" if row is None else str(row[0])

    def checkpoint(self) -> None:
        """Move the log into the file while the till is idle, and hold the reserve again if there is room. Does no more
        while the log is short.

        The sync that starts the next log is paid here as well, so that the next sale's commits cost one each.
        """
        if self._reserve is not None:
            self._reserve.take()
        if self._log < self._bounds.idle_log:
            return
        with faults(self._path, "tidying up", self._connection):
            self._require_same_file()
            log, moved = self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
            if log == moved:
                self._connection.execute("UPDATE upkeep SET checkpoints = checkpoints + 1")

    def vouch(self, origin: str) -> None:
        """Say that all records until now were brought here from `origin`: the chain says nothing about them before."""
        with faults(self._path, "saving", self._connection):
            self._connection.execute("UPDATE head SET since = count, origin = ?", (origin,))

    def close(self) -> None:
        """Close the file; SQLite moves the rest of the log into it. Closing twice is nothing."""
        with faults(self._path, "closing it"):
            self._connection.close()

    def _append(self, lines: Sequence[tuple[Record, Line]], environments: dict[str, str]) -> None:
        if not lines:
            return
        head = head_of(self._connection)
        if head is None:
            raise broken(self._path, "it does not say how many records it has")
        count, chain = head.count, head.chain
        for count, (record, line) in enumerate(lines, start=head.count + 1):
            name = plain(record.payment_id)
            environment = getattr(record, "environment", None) or self._environment_of(name, environments)
            row = Row(count, stamp(record.at), name, line.kind, line.body, line.raw, environment)
            chain = link(chain, row)
            values = (count, row.at, name, row.kind, row.body, row.raw, environment, chain)
            self._connection.execute(_APPEND, values)
        self._connection.execute(_LINKED, (count, chain))

    def _environment_of(self, name: str, environments: dict[str, str]) -> str:
        if name not in environments:
            found = self._connection.execute(
                "SELECT environment FROM payments WHERE payment_id = ?", (name,)
            ).fetchone()
            environments[name] = "" if found is None else str(found[0])
        return environments[name]

    def _put(self, bodies: Sequence[tuple[Payment, str]]) -> None:
        for row, body in bodies:
            put(self._connection, row, body)

    def _roll_back(self) -> None:
        # Some faults end the transaction by themselves.
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _relieve(self) -> None:
        """A till that is never idle: keep the log bounded. What was committed is safe whether or not this works."""
        try:
            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
        except apsw.Error:
            return

    def _logged(self, connection: apsw.Connection, name: str, pages: int) -> int:
        self._log = pages
        return apsw.SQLITE_OK

    def _identity(self) -> tuple[int, int]:
        found = os.stat(self._path)
        return found.st_dev, found.st_ino

    def _require_same_file(self) -> None:
        """A file that was moved or deleted still takes writes that nobody will ever read."""
        try:
            same = self._identity() == self._file
        except FileNotFoundError:
            same = False
        if not same:
            raise broken(self._path, "the file was moved or replaced while the program runs")

    def _payment(self, body: str) -> Payment:
        try:
            return read_payment(body)
        except BadRecord as fault:
            raise broken(self._path, str(fault)) from fault

    def _place(self, letters: Sequence[tuple[object, ...]]) -> tuple[str, int]:
        for kind, body, raw in letters:
            try:
                record = read_record(Line(str(kind), str(body), raw if isinstance(raw, bytes) else None))
            except BadRecord as fault:
                raise broken(self._path, str(fault)) from fault
            if isinstance(record, LetterKept):
                return record.epoch, record.position
        return "", 0
