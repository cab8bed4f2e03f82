"""One serving process per store: a lock file beside it that names who holds it.

The operating system lets go of the lock when the process ends, however it ends; the file itself stays.
It must not know what the store is.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from kiosk.relay.errors import AlreadyServingError, StoreError
from kiosk.relay.schema import private_file

_MOST = 1_024


def serving_lock(
    store: Path,
    holder: dict[str, str | int],
    wait_s: float,
    ticks: Callable[[], float],
    pause: Callable[[], None],
) -> ServingLock:
    """The lock of this store, if it is free within `wait_s`: until then whoever serves may finish.

    Args:
        ticks: monotonic seconds.
        pause: lets a moment pass between two tries.

    Raises:
        AlreadyServingError, StoreError: as `ServingLock`.
    """
    until = ticks() + wait_s
    while True:
        try:
            return ServingLock(store.with_name(store.name + ".lock"), holder)
        except AlreadyServingError:
            if ticks() >= until:
                raise
        pause()


class ServingLock:
    """Held from construction to `release`.

    Args:
        holder: who this is (host, pid, start), for the message another process will print.

    Raises:
        AlreadyServingError: another process holds it; the message names it.
        StoreError: the lock file cannot be written.
    """

    def __init__(self, path: Path, holder: dict[str, str | int]) -> None:
        private_file(path)
        self._descriptor = os.open(path, os.O_RDWR)
        try:
            _take(self._descriptor)
        except OSError as fault:
            other = os.read(self._descriptor, _MOST).decode("utf-8", "replace").strip() or "an unnamed process"
            os.close(self._descriptor)
            raise AlreadyServingError(
                f"another relay serves from this store already: {other}",
                "Stop it first, or name another store with --database",
            ) from fault
        try:
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, json.dumps(holder).encode() + b"\n")
        except OSError as fault:
            os.close(self._descriptor)
            raise StoreError(f"the lock file {path} cannot be written ({fault.strerror})", "Free space") from fault

    def release(self) -> None:
        """Let go. The file stays empty-handed: it names the last holder, but the lock is free."""
        os.close(self._descriptor)


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        # Bytes far behind the text, so that another process can still read who holds it.
        os.lseek(descriptor, 1 << 20, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
