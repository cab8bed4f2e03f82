"""The reserve: room on the disk that is held while there is plenty, and given back when there is none.

A disk that is full refuses every record. A new sale can be refused with it; the result of one that was paid cannot. So
a file of some size lies beside the journal, and goes when it is needed. Where the file system copies on
write (btrfs, ZFS), room that was held may not come back: there it helps less.

It must not know records.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

NAME: Final = "journal.reserve"
BYTES: Final = 4 * 1024 * 1024
"""Hundreds of results: each costs some ten pages of 4096 bytes."""
_CHUNK: Final = 256 * 1024


class Reserve:
    """A file of `size` bytes that really takes its room. Nothing here raises: without it a till refuses earlier."""

    def __init__(self, path: Path, size: int = BYTES) -> None:
        self._path = path
        self._size = size

    @property
    def held(self) -> bool:
        """It is there, in its full size."""
        try:
            return os.stat(self._path).st_size >= self._size
        except OSError:
            return False

    def take(self) -> bool:
        """Hold it, if there is room; whether it is held now. What was there before and is too small goes first."""
        if self.held:
            return True
        self.release()
        try:
            file = os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except OSError:
            return False
        try:
            _fill(file, self._size)
        except OSError:
            self.release()
            return False
        finally:
            os.close(file)
        return True

    def release(self) -> bool:
        """Give the room back; whether there was any."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True


def _fill(file: int, size: int) -> None:
    """Take the room, not only the length. Raises OSError when there is not enough."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file, 0, size)
        return
    for _ in range(0, size, _CHUNK):
        os.write(file, bytes(_CHUNK))
