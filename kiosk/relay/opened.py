"""The files that a store was opened from, and whether they still have their names.

A file that was deleted, moved or replaced goes on to be written by whoever has it open, and all of that is lost; with
the log of the store it is the newest letters. So nothing is acknowledged out of such a file, and no right is believed.
It must not know what is in the files.
"""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.relay.errors import StoreError

_AWAY = (
    "the file {} was moved, deleted or replaced while the relay served from it",
    "Start the relay again; put a copy back by kiosk-relay restore, with the relay stopped",
)
_LOG_AWAY = (
    "the log {} was moved, deleted or replaced while the relay served from it",
    "See that the disk has room, then stop the relay in order (systemctl stop, not kill -9): that still puts what is "
    "in the log into the store. Then start it again",
)
_LOGS = ("-wal", "-shm")


class Opened:
    """Made when the file is open. `lost` is whether a file was missed once: then it stays so."""

    def __init__(self, path: Path) -> None:
        # The file is there already; SQLite makes its logs when they are first needed.
        self._names = [str(path), *(f"{path}{log}" for log in _LOGS)]
        self._files = [_named(name) for name in self._names]
        self._fault: StoreError | None = None

    @property
    def lost(self) -> bool:
        return self._fault is not None

    def look(self) -> None:
        """Raises `StoreError` when a file that was opened has its name no more."""
        for number, name in enumerate(self._names):
            found, known = _named(name), self._files[number]
            if found == known or self._fault is not None:
                continue
            if known is None and number:
                self._files[number] = found
                continue
            what, cure = _LOG_AWAY if number else _AWAY
            self._fault = StoreError(what.format(name), cure)
        if self._fault is not None:
            raise StoreError(self._fault.what, self._fault.cure)


def _named(name: str) -> tuple[int, int] | None:
    """Which file has the name now."""
    try:
        found = os.stat(name)
    except OSError:
        return None
    return found.st_dev, found.st_ino
