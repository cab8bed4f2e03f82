"""The journal's log as bytes: what SQLite would pass over in silence when it plays it (file format, 4: the WAL).

SQLite takes all that is behind the first frame with a wrong checksum for a write that was cut off, and a log with a
damaged head for none at all. Either is right after a loss of power, and undoes saved records where a byte rotted.

It must not know what a record is.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import apsw

HEAD_BYTES: Final = 32
PAGE_BYTES: Final = 4_096
"""SQLite's own choice for a new file, and so the size of every page that this program ever wrote."""
_FRAME_HEAD: Final = 24
_FRAME_BYTES: Final = _FRAME_HEAD + PAGE_BYTES
_FORMAT: Final = 3_007_000
_MAGIC: Final[dict[int, Literal["<", ">"]]] = {0x377F0682: "<", 0x377F0683: ">"}
"""The first word says in which order the checksums read bytes; every number in the log is big-endian."""
_WORD: Final = 0xFFFFFFFF


def log_of(path: Path) -> Path:
    """Where the log of the journal at `path` lies."""
    return path.with_name(path.name + "-wal")


def headless(path: Path) -> bool:
    """Commits lie in the log behind a head that SQLite does not believe: it would play none of them."""
    try:
        with log_of(path).open("rb") as log:
            head = log.read(HEAD_BYTES)
    except FileNotFoundError:
        return False
    return not _believed(head) and any(ends for _salt, ends in _frames(log_of(path)))


def mend_head(path: Path) -> bool:
    """Write a damaged head of the log anew, from the first frame, whose checksum goes on from the head's. True when it
    is whole now, durably. A head that was torn as a new log began is put back to that of the log before: all of that
    one is in the file already, and playing it once more changes nothing.
    """
    if not headless(path):
        return False
    with log_of(path).open("r+b") as log:
        log.seek(HEAD_BYTES)
        head = _head_before(log.read(_FRAME_BYTES))
        if head is not None:
            log.seek(0)
            log.write(head)
            log.flush()
            os.fsync(log.fileno())
    return head is not None


def undone(path: Path, connection: apsw.Connection) -> bool:
    """Commits of this log lie behind the last one that SQLite plays: records that were saved, or a commit that was cut
    off before it was. Nothing tells the two apart. `connection` has read the file.
    """
    return _undone(path, connection) and _undone(path, connection)  # another process may have begun a log meanwhile


def _undone(path: Path, connection: apsw.Connection) -> bool:
    try:
        with log_of(path).open("rb") as log:
            head = log.read(HEAD_BYTES)
        frames = list(_frames(log_of(path)))
    except FileNotFoundError:
        return False
    played, _moved = connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_NOOP)
    return any(ends and salt == head[16:24] for salt, ends in frames[max(played, 0) :])


def _frames(log: Path) -> Iterator[tuple[bytes, bool]]:
    """Each whole frame's salt, and whether it ends a commit."""
    with log.open("rb") as source:
        place = HEAD_BYTES
        while len(head := _at(source.fileno(), place)) == _FRAME_HEAD:
            yield head[8:16], any(head[4:8])
            place += _FRAME_BYTES


def _at(file: int, place: int) -> bytes:
    os.lseek(file, place, os.SEEK_SET)
    return os.read(file, _FRAME_HEAD)


def _believed(head: bytes) -> bool:
    if len(head) < HEAD_BYTES:
        return False
    magic, form, size = struct.unpack(">3I", head[:12])
    order = _MAGIC.get(magic)
    return order is not None and (form, size) == (_FORMAT, PAGE_BYTES) and _sum(head[:24], order) == _numbers(head[24:])


def _numbers(eight: bytes) -> tuple[int, int]:
    first, second = struct.unpack(">2I", eight)
    return first, second


def _pairs(content: bytes, order: str) -> list[tuple[int, int]]:
    return list(struct.iter_unpack(order + "2I", content))


def _sum(content: bytes, order: str) -> tuple[int, int]:
    one = two = 0
    for first, second in _pairs(content, order):
        one = (one + first + two) & _WORD
        two = (two + second + one) & _WORD
    return one, two


def _before(after: tuple[int, int], content: bytes, order: str) -> tuple[int, int]:
    """The checksum from which `content` leads to `after`: each step of it can be taken back."""
    one, two = after
    for first, second in reversed(_pairs(content, order)):
        two = (two - second - one) & _WORD
        one = (one - first - two) & _WORD
    return one, two


def _head_before(frame: bytes) -> bytes | None:
    """The one head on which this first frame follows; None when the frame is damaged as well."""
    if len(frame) < _FRAME_BYTES:
        return None
    for magic, order in _MAGIC.items():
        checked = _before(_numbers(frame[16:24]), frame[:8] + frame[_FRAME_HEAD:], order)
        start = struct.pack(">3I", magic, _FORMAT, PAGE_BYTES)
        # Only the count of checkpoints is unknown. Of the two halves of the sum one gives it, the other proves it.
        _one, two = _before(checked, frame[8:16], order)
        before = _sum(start[:8], order)
        (size,) = struct.unpack(order + "I", start[8:])
        one = (before[0] + size + before[1]) & _WORD
        count = (two - before[1] - one) & _WORD
        head = start + struct.pack(order + "I", count) + frame[8:16]
        if _sum(head, order) == checked:
            return head + struct.pack(">2I", *checked)
    return None
