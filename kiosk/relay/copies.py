"""Copies of the SQLite store: made while it serves, and put back when it does not.

A copy is one file, closed to others. Putting one back keeps the store that was there beside it, and gives every box
a new epoch: the tills notice, and ask the gateway about every open payment. It must not know HTTP.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import apsw

from kiosk.relay import renewal, schema
from kiosk.relay.errors import StoreError, said

_LOGS = ("-wal", "-shm")
_MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy holds."""

    projects: int
    tills: int
    letters: int

    def __str__(self) -> str:
        return f"projects: {self.projects}, tills: {self.tills}, letters: {self.letters}"


def back_up(store: Path, file: Path) -> Contents:
    """Copy the store as it stands at this moment to `file`, which must not be there yet. The relay serves on.

    Raises:
        StoreError: no such store, the file is there already or cannot be written, or the store is damaged.
    """
    _must_be_there(store, "Name the relay's database with --database sqlite:///PATH")
    try:
        # The name is ours before anything is in it, and nobody else's file is ever written over.
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as fault:
        raise StoreError(f"the copy {file} cannot be made ({fault.strerror})", "Name a new file") from fault
    beside = file.with_name(f".{file.name}.part")
    try:
        contents = _copied(store, beside)
        beside.replace(file)
        _sync(file.parent)
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    finally:
        beside.unlink(missing_ok=True)
    return contents


def put_back(file: Path, store: Path, now: float, draw: Callable[[], str]) -> tuple[Contents, Path | None]:
    """Make the copy the store, with new epochs; what it holds, and where the store that was there is kept.

    The caller holds the lock of the store. Whenever this is interrupted, the store is the old one or the new one.

    Args:
        now: wall seconds; new letters stand above it.
        draw: a new epoch at each call.

    Raises:
        StoreError: the copy is no relay's, is damaged or of a newer release, or the store cannot be written.
    """
    _must_be_there(file, "Name a file that kiosk-relay backup made")
    beside = store.with_name(f".{store.name}.restoring")
    for name in (beside, *(Path(f"{beside}{log}") for log in _LOGS)):
        name.unlink(missing_ok=True)
    try:
        contents = _copied(file, beside)
        known = _newest(store)
        writer, reader = schema.open_pair(beside)
        with _words(beside), contextlib.closing(_Pair(writer, reader)), writer:
            renewal.renew(writer, draw)
            renewal.lift(writer, int(now * 1000), known)
        kept = _set_aside(store, now)
        beside.replace(store)
        _sync(store.parent)
    except OSError as fault:
        raise StoreError(f"the store {store} cannot be replaced ({fault.strerror})", "Look at its folder") from fault
    finally:
        beside.unlink(missing_ok=True)
    return contents, kept


class _Pair:
    def __init__(self, writer: apsw.Connection, reader: apsw.Connection) -> None:
        self._pair = (writer, reader)

    def close(self) -> None:
        schema.close_pair(*self._pair)


def _copied(source: Path, target: Path) -> Contents:
    """A whole and closed copy: one file without a log, its pages looked at."""
    schema.private_file(target)
    with _words(source), contextlib.closing(apsw.Connection(str(source), flags=apsw.SQLITE_OPEN_READWRITE)) as old:
        old.set_busy_timeout(5_000)
        if old.pragma("application_id") != schema.APPLICATION_ID:
            raise StoreError(f"the file {source} belongs to another program", "Name a store of the relay")
        with contextlib.closing(apsw.Connection(str(target), flags=apsw.SQLITE_OPEN_READWRITE)) as new:
            # All pages in one step: they are of one moment, and in the write-ahead log nobody waits for a reader.
            with new.backup("main", old, "main") as copy:
                while not copy.done:
                    copy.step(-1)
            if new.pragma("integrity_check") != "ok":
                raise StoreError(f"the store {source} is damaged", "Use an older copy: kiosk-relay restore FILE")
            new.pragma("journal_mode", "delete")
            return Contents(*(cast(int, new.execute(counted).get) for counted in _COUNTED))


_COUNTED = (
    "SELECT count(*) FROM projects",
    "SELECT count(*) FROM boxes WHERE till <> ''",
    "SELECT count(*) FROM letters",
)


def _newest(store: Path) -> dict[tuple[str, str], int]:
    """What the store that is to go knows of positions; nothing, when it is missing or cannot be read."""
    if not store.is_file():
        return {}
    with store.open("rb") as file:
        # Opened by the engine, a file that is no database at all would lose its log.
        if file.read(len(_MAGIC)) != _MAGIC:
            return {}
    try:
        with contextlib.closing(apsw.Connection(str(store), flags=apsw.SQLITE_OPEN_READWRITE)) as old:
            old.set_busy_timeout(5_000)
            # Folded into one file, so that no log of the old store is left to be taken for one of the new.
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return renewal.newest(old)
    except apsw.Error:
        return {}


def _set_aside(store: Path, now: float) -> Path | None:
    """Give the store that was there a second name; the first one is replaced in one step."""
    logs = [log for log in _LOGS if os.path.exists(f"{store}{log}")]
    if not store.is_file() or (not store.stat().st_size and not logs):
        return None
    names = (f"{store.name}.before-{int(now)}{more}" for more in ("", *(f"-{n}" for n in range(2, 1_000))))
    kept = next(path for path in map(store.with_name, names) if not path.exists())
    # A damaged store may leave its log behind: it belongs to the old file, and would spoil the new one.
    for log in _LOGS:
        with contextlib.suppress(FileNotFoundError):
            os.rename(f"{store}{log}", f"{kept}{log}")
    try:
        os.link(store, kept)
    except OSError:
        # No second names on this disk.
        store.rename(kept)
    return kept


def _must_be_there(path: Path, cure: str) -> None:
    if not path.is_file():
        raise StoreError(f"there is no file {path}", cure)


def _sync(folder: Path) -> None:
    """The names in a folder are on the disk, where the system can say so."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _words(path: Path) -> Iterator[None]:
    try:
        yield
    except apsw.Error as fault:
        raise StoreError(
            f"the store {path} cannot be copied ({said(fault)})",
            "Look at the disk (space left, healthy), and whether this is the relay's file",
        ) from fault
