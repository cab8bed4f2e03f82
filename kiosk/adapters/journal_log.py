"""The journal's log as bytes: what SQLite would pass over in silence when it plays it (file format, 4: the WAL).

SQLite takes all that is behind the first frame with a wrong checksum for a write that was cut off, and a log with a
damaged head for none at all. Either is right after a loss of power, and undoes saved records where a byte rotted.

It must not know what a record is.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import apsw

from kiosk.adapters.whole_file import put_bytes

HEAD_BYTES: Final = 32
PAGE_BYTES: Final = 4_096
"""SQLite's own choice for a new file, and so the size of the pages that this program writes."""
UNDONE: Final = ".undone"
"""Behind the journal's name: a log with commits that were undone, as it was found."""
_FRAME_HEAD: Final = 24
_FORMAT: Final = 3_007_000
_SIZES: Final = frozenset(1 << power for power in range(9, 17))
Order = Literal["<", ">"]
_MAGIC: Final[dict[int, Order]] = {0x377F0682: "<", 0x377F0683: ">"}
"""The first word says in which order the checksums read bytes; every number in the log is big-endian."""
_WORD: Final = 0xFFFFFFFF
Sum = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Head:
    """What a log's first 32 bytes say, and their checksum, from which that of the first frame goes on."""

    order: Order
    size: int
    salt: bytes
    checked: Sum


@dataclass(frozen=True, slots=True)
class _Frame:
    """One whole page in the log; `commit` if it ends one."""

    place: int
    about: bytes
    salt: bytes
    checked: Sum

    @property
    def commit(self) -> bool:
        return any(self.about[4:])


def log_of(path: Path) -> Path:
    """Where the log of the journal at `path` lies."""
    return path.with_name(path.name + "-wal")


def headless(path: Path) -> bool:
    """Commits lie in the log behind a head that SQLite does not believe: it would play none of them."""
    try:
        # Frames first: while another process begins a log, its head is there before them.
        frames = list(_frames(log_of(path), PAGE_BYTES))
        return _head(log_of(path)) is None and any(frame.commit for frame in frames)
    except FileNotFoundError:
        return False


def mend_head(path: Path) -> bool:
    """Write a damaged head of the log anew, from the first frame, whose checksum goes on from the head's; only where
    every commit behind it can be played then. True when it was, durably. A head that was torn as a new log began
    is put back to that of the log before: all of that one is in the file already, and playing it changes nothing.
    """
    if not headless(path):
        return False
    frames = list(_frames(log_of(path), PAGE_BYTES))
    with log_of(path).open("r+b") as log:
        found = _head_before(frames[0], _page(log_of(path), frames[0], PAGE_BYTES))
        head = _read(found)
        if found is None or head is None or not _all_play(log_of(path), head, frames):
            return False
        log.write(found)
        log.flush()
        os.fsync(log.fileno())
    return True


def undone(path: Path, connection: apsw.Connection) -> int:
    """How many commits of this log lie behind the last one that SQLite plays: they were saved, or one was cut off
    before it was, and nothing tells the two apart. `connection` has read the file, and nobody writes it.
    """
    try:
        head = _head(log_of(path))
        frames = [] if head is None else list(_frames(log_of(path), head.size))
    except FileNotFoundError:
        return 0
    played = max(connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_NOOP)[0], 0)
    if head is None:
        return 0
    ours = sum(1 for frame in frames[played:] if frame.commit and frame.salt == head.salt)
    if ours:
        return ours
    # The salt is in no checksum: a frame of this log whose salt alone rotted still goes on from the one before.
    before = frames[played - 1].checked if played else head.checked
    for frame in frames[played:]:
        if _sum_of(log_of(path), frame, head, before) != frame.checked:
            return 0
        if frame.commit:
            return 1
        before = frame.checked
    return 0


def doubted(path: Path, connection: apsw.Connection) -> bool:
    """Records may have been undone, and nobody was asked yet what came of them. The log is kept as it was found,
    durably and before anything is written over it; that file also tells the next start, if this one is cut off.
    """
    mark = path.with_name(path.name + UNDONE)
    if not undone(path, connection):
        return mark.exists()
    log = log_of(path).read_bytes()
    if not (mark.exists() and mark.read_bytes() == log):
        asked(path)
        try:
            put_bytes(mark, log, 0o600)
        except OSError:
            # A full disk is no reason to stay closed. The log itself stays then, until something is recorded.
            keep_log(connection)
            with suppress(OSError):
                mark.with_name(f"{mark.name}.new").unlink()
            return True
    # The next start is to find nothing of it in the log. Where that cannot be done now, it asks once more.
    with suppress(apsw.Error):
        connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    return True


def keep_log(connection: apsw.Connection) -> None:
    """Closing this connection neither plays the log into the file nor deletes it."""
    connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)


def asked(path: Path) -> None:
    """What was doubted is on record: the log that was found stays beside the journal, under a number."""
    mark = path.with_name(path.name + UNDONE)
    taken = {int(end) for end in (file.suffix[1:] for file in path.parent.glob(f"{mark.name}.*")) if end.isdecimal()}
    with suppress(OSError):
        mark.rename(f"{mark}.{max(taken, default=0) + 1}")


def _head(log: Path) -> _Head | None:
    with log.open("rb") as source:
        return _read(source.read(HEAD_BYTES))


def _read(head: bytes | None) -> _Head | None:
    """None for one that SQLite would not believe."""
    if head is None or len(head) < HEAD_BYTES:
        return None
    magic, form, size = struct.unpack(">3I", head[:12])
    order, checked = _MAGIC.get(magic), _numbers(head[24:])
    if order is None or form != _FORMAT or size not in _SIZES or _sum(head[:24], order) != checked:
        return None
    return _Head(order, size, head[16:24], checked)


def _frames(log: Path, size: int) -> Iterator[_Frame]:
    """Each whole frame of pages of `size` bytes; the last may be a piece of one, which nobody wrote to its end."""
    with log.open("rb") as source:
        end = log.stat().st_size
        for place in range(HEAD_BYTES, end - _FRAME_HEAD - size + 1, _FRAME_HEAD + size):
            source.seek(place)
            head = source.read(_FRAME_HEAD)
            yield _Frame(place, head[:8], head[8:16], _numbers(head[16:]))


def _page(log: Path, frame: _Frame, size: int) -> bytes:
    with log.open("rb") as source:
        source.seek(frame.place + _FRAME_HEAD)
        return source.read(size)


def _sum_of(log: Path, frame: _Frame, head: _Head, before: Sum) -> Sum:
    """What the frame's checksum has to be behind one of `before`."""
    return _sum(frame.about + _page(log, frame, head.size), head.order, before)


def _all_play(log: Path, head: _Head, frames: list[_Frame]) -> bool:
    """Every commit of this head's log is whole."""
    ours = [frame for frame in frames if frame.salt == head.salt]
    last = max((at for at, frame in enumerate(ours) if frame.commit), default=-1)
    before = head.checked
    for frame in ours[: last + 1]:
        if _sum_of(log, frame, head, before) != frame.checked:
            return False
        before = frame.checked
    return last >= 0


def _numbers(eight: bytes) -> Sum:
    first, second = struct.unpack(">2I", eight)
    return first, second


def _pairs(content: bytes, order: Order) -> list[Sum]:
    return list(struct.iter_unpack(order + "2I", content))


def _sum(content: bytes, order: Order, start: Sum = (0, 0)) -> Sum:
    one, two = start
    for first, second in _pairs(content, order):
        one = (one + first + two) & _WORD
        two = (two + second + one) & _WORD
    return one, two


def _before(after: Sum, content: bytes, order: Order) -> Sum:
    """The checksum from which `content` leads to `after`: each step of it can be taken back."""
    one, two = after
    for first, second in reversed(_pairs(content, order)):
        two = (two - second - one) & _WORD
        one = (one - first - two) & _WORD
    return one, two


def _head_before(frame: _Frame, page: bytes) -> bytes | None:
    """The one head on which this first frame follows; None when the frame is damaged as well."""
    for magic, order in _MAGIC.items():
        checked = _before(frame.checked, frame.about + page, order)
        # Only the count of checkpoints is unknown. Of the two halves of the sum one gives it, the other proves it.
        start = struct.pack(">3I", magic, _FORMAT, PAGE_BYTES)
        before, (size,) = _sum(start[:8], order), struct.unpack(order + "I", start[8:])
        one = (before[0] + size + before[1]) & _WORD
        two = _before(checked, frame.salt, order)[1]
        head = start + struct.pack(order + "I", (two - before[1] - one) & _WORD) + frame.salt
        if _sum(head, order) == checked:
            return head + struct.pack(">2I", *checked)
    return None
