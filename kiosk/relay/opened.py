"""The file that a store was opened from, and whether it still has its name.

A file that was deleted, moved or replaced goes on to be written by whoever has it open, and all of that is lost. So
nothing is acknowledged out of such a file, and no right is believed. It must not know what is in the file.
"""

from __future__ import annotations

from pathlib import Path

from kiosk.relay.errors import StoreError


class Opened:
    """Made when the file is open. `lost` is whether it was missed once: then it stays so."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = self._named()
        self.lost = False

    def look(self) -> None:
        """Raises `StoreError` when the file that was opened has its name no more."""
        if self.lost or self._named() != self._file:
            self.lost = True
            raise StoreError(
                f"the file {self._path} was moved, deleted or replaced while the relay served from it",
                "Start the relay again; put a copy back by kiosk-relay restore, with the relay stopped",
            )

    def _named(self) -> tuple[int, int] | None:
        """Which file has the name now."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
