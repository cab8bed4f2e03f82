"""The tables of the SQLite store, and how its file is opened: safely, privately, and only if it is ours.

It must not know letters or HTTP. Two connections are opened, a writer and a reader: SQLite's write-ahead log
lets the reader see the last commit while the next one waits for the disk.

Tables:
    projects      a merchant's project; its callback address only as a SHA-256, so that a stolen file opens nothing, and
                  the one before, which goes on until it is taken away; and when a letter last came by each.
    boxes         a till's queue, or a project's orphans (`till` is ''); `queued` and `queued_bytes` count what is not
                  yet read; `changed` is a number that grows whenever somebody loses a right to the box.
    tokens        what opens a box, only as a SHA-256: at most two a box, while one takes the other's place.
    enrolments    codes that can be changed for a token once, only as a SHA-256.
    holders       which machine polls for a till now; `past_holders` those that did or tried, `at` when one of them
                  was last turned away (0: never).
    letters       the bodies: unread ones for 14 days, read ones for 24 hours.
    seen          which bytes a box has had, for 30 days: a repeat keeps the position of the first.
    receipts      when a till acknowledged what, so that read bodies can go a day later.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import apsw

from kiosk.relay import migrations
from kiosk.relay.errors import StoreError, said

APPLICATION_ID = 0x4B52_4C59
"""Written into the file's header, so that another program's database is never taken for a relay's."""

VERSION = 3

_TABLES = (
    """
CREATE TABLE projects (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, address BLOB NOT NULL UNIQUE, made_at REAL NOT NULL,
    old_address BLOB, used_at REAL NOT NULL DEFAULT 0, old_used_at REAL NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX projects_by_old_address ON projects (old_address);
CREATE TABLE boxes (
    id INTEGER PRIMARY KEY, project INTEGER NOT NULL REFERENCES projects(id), till TEXT NOT NULL,
    epoch TEXT NOT NULL, last INTEGER NOT NULL DEFAULT 0, read_to INTEGER NOT NULL DEFAULT 0,
    queued INTEGER NOT NULL DEFAULT 0, queued_bytes INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0, UNIQUE (project, till)
) STRICT;
CREATE INDEX boxes_by_change ON boxes (changed);
CREATE TABLE letters (
    id INTEGER PRIMARY KEY, box INTEGER NOT NULL REFERENCES boxes(id), position INTEGER NOT NULL,
    received_at REAL NOT NULL, size INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE (box, position)
) STRICT;
CREATE INDEX letters_by_age ON letters (received_at);
CREATE TABLE seen (
    box INTEGER NOT NULL REFERENCES boxes(id), digest BLOB NOT NULL, position INTEGER NOT NULL,
    received_at REAL NOT NULL, PRIMARY KEY (box, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_by_age ON seen (received_at);
CREATE TABLE receipts (
    id INTEGER PRIMARY KEY, box INTEGER NOT NULL REFERENCES boxes(id), upto INTEGER NOT NULL, at REAL NOT NULL
) STRICT;
CREATE INDEX receipts_by_age ON receipts (at);
"""
    + migrations.RIGHTS
)


def private_file(path: Path) -> None:
    """Make the file (0600) and its folder (0700) if they are missing; close an open file to others.

    Raises:
        StoreError: the place cannot be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600))
        path.chmod(0o600)
    except OSError as fault:
        raise StoreError(
            f"the store {path} cannot be written ({fault.strerror})",
            "Give this user the right to write there; another place (--database) would be another store",
        ) from fault


def check_log(path: Path) -> None:
    """Look whether a log lies here without its file: a store made in its place would throw it away, and the letters in
    it were answered 200.

    Raises:
        StoreError: it does.
    """
    log = Path(f"{path}-wal")
    with contextlib.suppress(OSError):
        if log.stat().st_size and not (path.exists() and path.stat().st_size):
            raise StoreError(
                f"the log of the store {path} is here and holds letters, but its file is missing",
                "Put the file back by this name: it was moved or deleted. Only if it is lost, move the log away",
            )


def open_pair(path: Path) -> tuple[apsw.Connection, apsw.Connection]:
    """The writer and the reader of the store at `path`, which is made if it is missing.

    `synchronous=FULL` with the write-ahead log: a commit has returned only when the disk has it.

    Raises:
        StoreError: not writable, no database, another program's, made by a newer release, or a log without its file.
    """
    check_log(path)
    private_file(path)
    writer: apsw.Connection | None = None
    try:
        writer = apsw.Connection(str(path))
        writer.set_busy_timeout(5_000)
        # A letter moves six pages of a few hundred bytes each, and every commit writes them whole: half of the usual
        # size is a fifth less time and half of the writing. It counts for new files; older ones keep theirs.
        writer.pragma("page_size", 2_048)
        _claim(writer, path)
        writer.pragma("journal_mode", "wal")
        writer.pragma("synchronous", "FULL")
        writer.pragma("foreign_keys", True)
        # A body that was thrown away is overwritten, not only forgotten.
        writer.pragma("secure_delete", True)
        # Checkpoints run when nobody waits for a commit; this is only the bound under a load without a pause.
        writer.pragma("wal_autocheckpoint", 8_192)
        writer.pragma("journal_size_limit", 67_108_864)
        reader = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        reader.set_busy_timeout(5_000)
    except (apsw.Error, StoreError) as fault:
        if writer is not None:
            writer.close()
        if isinstance(fault, StoreError):
            raise
        what = f"the store {path} cannot be opened ({said(fault)})"
        raise StoreError(what, cure(fault)) from fault
    return writer, reader


def cure(fault: apsw.Error) -> str:
    """What to do about a store that SQLite cannot open."""
    if isinstance(fault, apsw.ReadOnlyError | apsw.CantOpenError | apsw.PermissionsError):
        return "Give this user the right to write to the file and to its folder: nothing is wrong with what is in it"
    if isinstance(fault, apsw.IOError | apsw.FullError):
        return "Look at the disk: space left, mounted for writing, healthy"
    return "Name a file that the relay made; if this one is damaged, put a copy back: kiosk-relay restore FILE"


def _claim(writer: apsw.Connection, path: Path) -> None:
    """Make the tables in a new file, bring older ones to this release, and refuse all other files."""
    # Tables are rebuilt while others point at them; `migrations` looks afterwards whether all still point well.
    writer.pragma("foreign_keys", False)
    # The write lock comes first: of two programs that start together only one makes the tables.
    writer.execute("BEGIN IMMEDIATE")
    mark, version = writer.pragma("application_id"), writer.pragma("user_version")
    if mark == 0 and version == 0 and writer.execute("SELECT count(*) FROM sqlite_schema").get == 0:
        writer.execute(_TABLES)
        mark, version = APPLICATION_ID, VERSION
    elif mark == APPLICATION_ID and 0 < version < VERSION:
        migrations.migrate(writer, version, VERSION)
        version = VERSION
    if (mark, version) == (APPLICATION_ID, VERSION):
        writer.execute(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION}")
    writer.execute("COMMIT")
    if mark != APPLICATION_ID:
        raise StoreError(f"the file {path} belongs to another program", "Name another file with --database")
    if version != VERSION:
        raise StoreError(
            f"the store {path} was made by release {version} of the tables, this program knows {VERSION}",
            "Run the newer release of the relay, or name another file with --database",
        )


def close_pair(writer: apsw.Connection, reader: apsw.Connection) -> None:
    """Close both; the last one to close folds the log back into the file."""
    with contextlib.suppress(apsw.Error):
        reader.close()
    with contextlib.suppress(apsw.Error):
        writer.close()
