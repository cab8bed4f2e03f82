"""Room in the store's log before the first letter comes, so that a commit writes over blocks that the file has.

A file that grows must have its new length on the disk as well, which makes a flush a third to two thirds dearer
(measured on ext4); a log that is written over, as it is from its first checkpoint on, need not. SQLite itself makes the
room: a transaction too large for its memory spills into the log and is taken back. It must not know letters.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import apsw

LOG_BYTES = 16_777_216
"""How long the log is made: about what it holds when SQLite folds it back under a load without a pause."""

# Less memory than this, and pages are spilled at once.
_FEW_PAGES = 16
# With less than so many times the size free, the room is better left to letters and to others.
_PLENTY = 8


def make_room(writer: apsw.Connection, path: Path, size: int = LOG_BYTES) -> None:
    """Lengthen the log to about `size` bytes, if it is shorter, and have it on the disk; the letters in it stay. A disk
    with little room goes without: it is only slower.
    """
    log = Path(f"{path}-wal")
    with contextlib.suppress(apsw.Error, OSError):
        if shutil.disk_usage(path.parent).free < size * _PLENTY:
            return
        writer.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
        if log.exists() and log.stat().st_size >= size:
            return
        usual = writer.pragma("cache_size")
        writer.pragma("cache_size", _FEW_PAGES)
        try:
            # A little more, for the last pages stay in memory.
            _spill(writer, size + size // 8)
        finally:
            writer.pragma("cache_size", usual)
        # A commit that changes nothing flushes what was spilled, so that the first letter does not wait for it.
        writer.pragma("user_version", writer.pragma("user_version"))


def _spill(writer: apsw.Connection, size: int) -> None:
    """Write so many bytes into the log and take them back."""
    writer.execute("BEGIN IMMEDIATE")
    try:
        writer.execute("CREATE TABLE headroom (bytes BLOB)")
        writer.execute("INSERT INTO headroom VALUES (zeroblob(?))", (size,))
    finally:
        if writer.in_transaction:
            writer.execute("ROLLBACK")
