"""The journal's file: its tables, how it is opened, and what is checked before it is trusted.

`records` is the truth: append-only, refused to UPDATE and DELETE by the database itself, each chained to the one
before; `head` repeats the newest link, so that records missing at the end are missed. `payments` is its
projection, one row a payment as its records add up; `operations` says which payment holds a successful operation.
Durability is WAL with `synchronous=FULL`: one write and one sync of the log for a commit. Checkpoints are never
automatic.

It must not know what a record means.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import apsw

from kiosk.adapters.journal_chain import GENESIS, Head, Row, link
from kiosk.adapters.journal_faults import JournalFailed, broken, faults
from kiosk.adapters.journal_log import headless, keep_log, log_of, mend_head, undone
from kiosk.adapters.record_codec import BadRecord, Line, read_record

APPLICATION_ID: Final = 0x46505331
"""Marks the file as this program's ("FPS1"), so that another database is not taken for an empty journal."""
VERSION: Final = 2
UNCHAINED: Final = 1
"""The format before: the same without the chain. It can be read, and is brought to this one when it is opened."""
READY: Final = ".salvaged"
"""Behind the name of a journal that waits to take the place of a damaged one."""
SMALL_BYTES: Final = 8 * 1024 * 1024
"""Up to this size the whole file is checked at the start; of a larger one only the newest records."""
TAIL: Final = 64
_PORTION: Final = 500
RECORDS_BETWEEN: Final = """SELECT seq, at, payment_id, kind, body, raw, environment, chain FROM records
    WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?"""
_UNCHAINED_AFTER: Final = """SELECT seq, at, payment_id, kind, body, raw, environment FROM records
    WHERE seq > ? ORDER BY seq LIMIT ?"""
_NEWEST: Final = """SELECT seq, at, payment_id, kind, body, raw, environment, chain FROM records
    ORDER BY seq DESC LIMIT ?"""

_GUARDS = (
    """CREATE TRIGGER records_stay BEFORE UPDATE ON records
        BEGIN SELECT RAISE(ABORT, 'records are append-only'); END""",
    """CREATE TRIGGER records_remain BEFORE DELETE ON records
        BEGIN SELECT RAISE(ABORT, 'records are append-only'); END""",
)
_HEAD = """CREATE TABLE head (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        count INTEGER NOT NULL,
        chain BLOB NOT NULL,
        since INTEGER NOT NULL,
        origin TEXT NOT NULL
    ) STRICT"""
_TABLES = (
    """CREATE TABLE records (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        payment_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        body TEXT NOT NULL,
        raw BLOB,
        environment TEXT NOT NULL,
        chain BLOB NOT NULL DEFAULT x''
    ) STRICT""",
    "CREATE INDEX records_of_payment ON records (payment_id, seq)",
    "CREATE INDEX letters_kept ON records (seq) WHERE kind = 'LetterKept'",
    # A payment id is used once, whatever the program above believes.
    "CREATE UNIQUE INDEX intended_once ON records (payment_id) WHERE kind = 'Intended'",
    *_GUARDS,
    _HEAD,
    """CREATE TABLE payments (
        payment_id TEXT PRIMARY KEY,
        sale INTEGER NOT NULL,
        attempt INTEGER NOT NULL,
        amount INTEGER NOT NULL,
        currency TEXT NOT NULL,
        state TEXT NOT NULL,
        created TEXT NOT NULL,
        settled TEXT,
        open INTEGER NOT NULL,
        environment TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX payments_open ON payments (created) WHERE open = 1",
    "CREATE INDEX payments_created ON payments (created, payment_id)",
    "CREATE INDEX payments_settled ON payments (settled) WHERE settled IS NOT NULL",
    "CREATE INDEX payments_sale ON payments (sale)",
    """CREATE INDEX payments_paid ON payments (settled, environment, currency, amount)
        WHERE state IN ('PAID', 'PAID_LATE')""",
    """CREATE TABLE operations (
        operation_id TEXT PRIMARY KEY,
        payment_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE upkeep (checkpoints INTEGER NOT NULL) STRICT",
    "INSERT INTO upkeep VALUES (0)",
)


def lone_log(path: Path) -> bool:
    """A log lies here whose file is missing or empty. SQLite would take it for rubbish and delete it, and the newest
    records stand in it. Making a journal never leaves it so: the file is on the disk before its log begins.
    """
    log = log_of(path)
    return log.exists() and log.stat().st_size > 0 and not (path.exists() and path.stat().st_size)


def check_log(path: Path) -> None:
    """Raises JournalFailed where a log lies here without its file."""
    if lone_log(path):
        raise broken(path, "it is missing or empty, and its log is here with the newest records")


def _check_head(path: Path) -> None:
    """SQLite would pass over all of such a log, and delete it."""
    if headless(path):
        raise broken(path, "its log's first bytes are damaged; a start mends them if that can be done. If it did not")


def open_writer(path: Path, *, vfs: str = "", busy_ms: int = 2_000) -> apsw.Connection:
    """Open the journal for writing, or create it (mode 0600). A damaged head of its log is mended if that can be
    done. Raises JournalFailed.
    """
    with faults(path, "opening it"):
        if path.with_name(path.name + READY).exists():
            raise broken(path, "its salvage was cut off; run it again")
        check_log(path)
        if not path.exists():
            # Made here and not by SQLite, so that nobody else could ever read it.
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        elif path.stat().st_mode & 0o077 and os.name == "posix":
            # A copy put back from elsewhere; the log beside it takes over the file's rights.
            path.chmod(0o600)
        mend_head(path)
        _check_head(path)
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=vfs or None)
    try:
        with faults(path, "opening it", connection):
            _prepare(path, connection, busy_ms)
            _check(path, connection)
    except JournalFailed:
        keep_log(connection)  # what is damaged stays as it was found
        connection.close(True)
        raise
    return connection


def open_reader(path: Path, *, vfs: str = "", busy_ms: int = 2_000) -> apsw.Connection:
    """Open the journal for reading only, also while another process writes. Raises JournalFailed."""
    with faults(path, "opening it for reading"):
        check_log(path)
        _check_head(path)
        if not path.exists():
            raise JournalFailed("io", f"journal {path}: there is no such file; nothing was recorded in this folder yet")
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY, vfs=vfs or None)
    try:
        with faults(path, "opening it for reading", connection):
            connection.set_busy_timeout(busy_ms)
            _recognise(path, connection)
    except JournalFailed:
        connection.close(True)
        raise
    return connection


def _prepare(path: Path, connection: apsw.Connection, busy_ms: int) -> None:
    """Bring a connection into the one mode in which a commit is durable, and make the tables of a new file."""
    if connection.readonly("main"):
        raise JournalFailed("read_only", f"journal {path}: it can be read but not written")
    connection.set_busy_timeout(busy_ms)
    new = _number(connection, "application_id") == 0 and not connection.pragma("schema_version")
    if not new:
        _recognise(path, connection)
    elif undone(path, connection) > 1:
        # One alone is the making of the tables, cut off. They are made over what lies there.
        raise broken(path, "its log is damaged where the tables are, and the records behind them cannot be reached")
    # The switch to a log goes through a rollback journal. EXTRA makes its removal durable too: one that came back after
    # a loss of power would empty the file, and an empty file takes its log, with the first sales in it, for rubbish.
    connection.pragma("synchronous", "EXTRA")
    mode = connection.pragma("journal_mode", "wal")
    if mode != "wal":
        raise JournalFailed("io", f"journal {path}: this file system cannot keep a write-ahead log ({mode})")
    connection.pragma("synchronous", "FULL")
    # macOS needs it for a sync that reaches the disk; elsewhere it does nothing.
    connection.pragma("fullfsync", 1)
    # Otherwise REPLACE would delete records past the trigger.
    connection.pragma("recursive_triggers", 1)
    if new:
        _create(connection)
    elif _number(connection, "user_version") == UNCHAINED:
        _chain_up(connection)


def _create(connection: apsw.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for statement in _TABLES:
        connection.execute(statement)
    _begin_chain(connection, Head(0, GENESIS))
    connection.pragma("application_id", APPLICATION_ID)
    connection.pragma("user_version", VERSION)
    connection.execute("COMMIT")


def _begin_chain(connection: apsw.Connection, head: Head) -> None:
    values = (head.count, head.chain, head.since, head.origin)
    connection.execute("INSERT INTO head (one, count, chain, since, origin) VALUES (1, ?, ?, ?, ?)", values)


def _chain_up(connection: apsw.Connection) -> None:
    """Bring a journal without a chain to this format, in one transaction: a crash leaves the old one, whole."""
    connection.execute("BEGIN IMMEDIATE")
    for name in ("records_stay", "records_remain"):
        connection.execute(f"DROP TRIGGER IF EXISTS {name}")
    connection.execute("ALTER TABLE records ADD COLUMN chain BLOB NOT NULL DEFAULT x''")
    chain, count = GENESIS, 0
    while rows := connection.execute(_UNCHAINED_AFTER, (count, _PORTION)).fetchall():
        for columns in rows:
            row = row_of(columns)
            chain, count = link(chain, row), row.seq
            connection.execute("UPDATE records SET chain = ? WHERE seq = ?", (chain, count))
    for statement in (*_GUARDS, _HEAD):
        connection.execute(statement)
    _begin_chain(connection, Head(count, chain, since=count, origin="a journal without a chain"))
    connection.pragma("user_version", VERSION)
    connection.execute("COMMIT")


def row_of(columns: Sequence[object]) -> Row:
    """A record's row from the columns of RECORDS_BETWEEN."""
    seq, at, payment_id, kind, body, raw, environment = columns[:7]
    beside = raw if isinstance(raw, bytes) else None
    return Row(int(str(seq)), str(at), str(payment_id), str(kind), str(body), beside, str(environment))


def head_of(connection: apsw.Connection) -> Head | None:
    """The newest link as the file states it; None when the file does not say one."""
    row = connection.execute("SELECT count, chain, since, origin FROM head WHERE one = 1").fetchone()
    if row is None:
        return None
    count, chain, since, origin = row
    return Head(int(str(count)), chain if isinstance(chain, bytes) else b"", int(str(since)), str(origin))


def _recognise(path: Path, connection: apsw.Connection) -> None:
    if _number(connection, "application_id") != APPLICATION_ID:
        raise broken(path, "this is not a journal of this program, or not any more")
    version = _number(connection, "user_version")
    if version not in (UNCHAINED, VERSION):
        raise broken(path, f"it has format {version}, this program reads {VERSION}; use the program that wrote it")


def _check(path: Path, connection: apsw.Connection) -> None:
    """Look at the file before anything is built on it: all of a small one, the newest records of any."""
    if path.stat().st_size <= SMALL_BYTES:
        found = str(connection.pragma("quick_check", 1))
        if found != "ok":
            raise broken(path, f"the file is damaged ({found})")
    _check_tail(path, connection)


def _check_tail(path: Path, connection: apsw.Connection) -> None:
    """The newest records are all there, can be read, and are chained to each other and to the head."""
    head = head_of(connection)
    if head is None:
        raise broken(path, "it does not say how many records it has")
    found = [(row_of(columns), columns[7]) for columns in connection.execute(_NEWEST, (TAIL + 1,)).fetchall()]
    newest = found[0][0].seq if found else 0
    if newest > head.count:
        raise broken(path, f"record {newest} is one too many")
    if newest < head.count:
        raise broken(path, f"record {head.count} is missing")
    chain: object = head.chain
    for (row, linked), (older, before) in zip(found[:TAIL], [*found[1:], (None, GENESIS)], strict=False):
        _check_row(path, row)
        if row.seq - 1 != (0 if older is None else older.seq):
            raise broken(path, f"record {row.seq - 1} is missing")
        if linked != chain or not isinstance(before, bytes) or link(before, row) != linked:
            raise broken(path, f"record {row.seq} was changed: it is not chained to the one before")
        chain = before


def _check_row(path: Path, row: Row) -> None:
    try:
        read_record(Line(row.kind, row.body, row.raw))
    except BadRecord as fault:
        raise broken(path, f"record {row.seq}: {fault}") from fault


def _number(connection: apsw.Connection, name: str) -> int:
    return int(connection.pragma(name))
