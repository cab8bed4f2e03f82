"""The journal's file: its tables, how it is opened, and what is checked before it is trusted.

`records` is the truth: append-only, refused to UPDATE and DELETE by the database itself. `payments` is its
projection, one row a payment as its records add up; `operations` says which payment holds a successful operation.
Durability is WAL with `synchronous=FULL`: one write and one sync of the log for a commit. Checkpoints are never
automatic.

It must not know what a record means.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import apsw

from kiosk.adapters.journal_faults import JournalFailed, broken, faults
from kiosk.adapters.record_codec import BadRecord, Line, read_record

APPLICATION_ID: Final = 0x46505331
"""Marks the file as this program's ("FPS1"), so that another database is not taken for an empty journal."""
VERSION: Final = 1
SMALL_BYTES: Final = 8 * 1024 * 1024
"""Up to this size the whole file is checked at the start; of a larger one only the newest records."""
TAIL: Final = 64

_TABLES = (
    """CREATE TABLE records (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        payment_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        body TEXT NOT NULL,
        raw BLOB,
        environment TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX records_of_payment ON records (payment_id, seq)",
    "CREATE INDEX letters_kept ON records (seq) WHERE kind = 'LetterKept'",
    # A payment id is used once, whatever the program above believes.
    "CREATE UNIQUE INDEX intended_once ON records (payment_id) WHERE kind = 'Intended'",
    """CREATE TRIGGER records_stay BEFORE UPDATE ON records
        BEGIN SELECT RAISE(ABORT, 'records are append-only'); END""",
    """CREATE TRIGGER records_remain BEFORE DELETE ON records
        BEGIN SELECT RAISE(ABORT, 'records are append-only'); END""",
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


def open_writer(path: Path, *, vfs: str = "", busy_ms: int = 2_000) -> apsw.Connection:
    """Open the journal for writing, or create it (mode 0600). Raises JournalFailed."""
    with faults(path, "opening it"):
        if not path.exists():
            # Made here and not by SQLite, so that nobody else could ever read it.
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        elif path.stat().st_mode & 0o077 and os.name == "posix":
            # A copy put back from elsewhere; the log beside it takes over the file's rights.
            path.chmod(0o600)
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=vfs or None)
    try:
        with faults(path, "opening it", connection):
            _prepare(path, connection, busy_ms)
            _check(path, connection)
    except JournalFailed:
        connection.close(True)
        raise
    return connection


def open_reader(path: Path, *, vfs: str = "", busy_ms: int = 2_000) -> apsw.Connection:
    """Open the journal for reading only, also while another process writes. Raises JournalFailed."""
    with faults(path, "opening it for reading"):
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


def _create(connection: apsw.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for statement in _TABLES:
        connection.execute(statement)
    connection.pragma("application_id", APPLICATION_ID)
    connection.pragma("user_version", VERSION)
    connection.execute("COMMIT")


def _recognise(path: Path, connection: apsw.Connection) -> None:
    if _number(connection, "application_id") != APPLICATION_ID:
        raise broken(path, "this is not a journal of this program; choose another data folder")
    version = _number(connection, "user_version")
    if version != VERSION:
        raise broken(path, f"it has format {version}, this program reads {VERSION}; use the program that wrote it")


def _check(path: Path, connection: apsw.Connection) -> None:
    """Look at the file before anything is built on it: all of a small one, the newest records of any."""
    if path.stat().st_size <= SMALL_BYTES:
        found = str(connection.pragma("quick_check", 1))
        if found != "ok":
            raise broken(path, f"the file is damaged ({found})")
    rows = connection.execute("SELECT seq, kind, body, raw FROM records ORDER BY seq DESC LIMIT ?", (TAIL,))
    expected: int | None = None
    for seq, kind, body, raw in rows:
        if expected is not None and seq != expected:
            raise broken(path, f"record {expected} is missing")
        expected = seq - 1
        try:
            read_record(Line(kind, body, raw))
        except BadRecord as fault:
            raise broken(path, f"record {seq}: {fault}") from fault


def _number(connection: apsw.Connection, name: str) -> int:
    return int(connection.pragma(name))
