"""What can go wrong with the journal, as five words that the rest of the house knows.

Every fault of SQLite and of the file system becomes a `JournalFailed`; its `why` chooses the words on the screen, its
text names the file, what was being done, and the cure.

It must not know records or payments.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import apsw

Why = Literal["full", "read_only", "busy", "broken", "io"]

_CURES: dict[Why, str] = {
    "full": "free space on this disk, then retry",
    "read_only": "give this user the right to write there, or mount the disk writable",
    "busy": "another program holds the file; close it, then retry",
    "broken": "keep a copy of the whole folder, then close the till and run kiosk payments salvage, or call support",
    "io": "check the disk and its cable, then retry",
}

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


class JournalFailed(Exception):
    """The journal did not do what was asked, and nothing of it is stored.

    `why` is one of full, read_only, busy, broken, io; `str()` names the file, the fault and the cure.
    """

    def __init__(self, why: Why, what: str) -> None:
        super().__init__(f"{what}: {_CURES[why]}")
        self.why: Why = why


def broken(path: Path, what: str) -> JournalFailed:
    """The file is there and is not what it should be."""
    return JournalFailed("broken", f"journal {path}: {what}")


@contextmanager
def faults(path: Path, doing: str, connection: apsw.Connection | None = None) -> Iterator[None]:
    """Turn whatever SQLite or the file system raises inside into JournalFailed."""
    try:
        yield
    except apsw.Error as fault:
        number = 0 if connection is None else connection.system_errno
        raise JournalFailed(why_of(fault, number), f"journal {path}, while {doing}: {fault}") from fault
    except OSError as fault:
        raise JournalFailed(_why_of_errno(fault.errno or 0), f"journal {path}, while {doing}: {fault}") from fault


def why_of(fault: apsw.Error, number: int) -> Why:
    """The word for a fault of SQLite; `number` is the operating system's errno behind it, 0 when there is none."""
    match fault:
        case apsw.FullError():
            return "full"
        case apsw.ReadOnlyError() | apsw.PermissionsError():
            return "read_only"
        case apsw.BusyError() | apsw.LockedError():
            return "busy"
        case apsw.IOError() | apsw.CantOpenError():
            return _why_of_errno(number)
        case apsw.CorruptError() | apsw.NotADBError() | apsw.ConstraintError() | apsw.SQLError():
            # A refused constraint or an unknown table: what is in the file is not what was written there.
            return "broken"
        case _:
            return "io"


def _why_of_errno(number: int) -> Why:
    if number in _FULL:
        return "full"
    return "read_only" if number in _READ_ONLY else "io"
