"""One serving process per store: a lock file beside it that names who holds it.

The operating system lets go of the lock when the process ends, however it ends; the file itself stays. Whoever finds
such a file takes it for a left-over sooner or later and deletes it, so where files can be deleted while they are open
the store itself is locked as well. It must not know what the store is.
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
    """The lock of this store, if it is free within `wait_s`: until then whoever serves may finish. A link to a store is
    the store.

    Args:
        ticks: monotonic seconds.
        pause: lets a moment pass between two tries.

    Raises:
        AlreadyServingError, StoreError: as `ServingLock`.
    """
    store = _real(store)
    check_name(store)
    until = ticks() + wait_s
    while True:
        try:
            return ServingLock(store, holder)
        except AlreadyServingError:
            if ticks() >= until:
                raise
        pause()


def check_name(store: Path) -> None:
    """Look whether a relay serves from this very file by another name of it (a hard link).

    SQLite keeps its log beside the name it was given: two names would be two logs, and one file between them.

    Raises:
        StoreError: it does, or one did until it was killed.
    """
    store = _real(store)
    if not _DELETABLE or not store.is_file() or store.stat().st_nlink < 2 or Path(f"{store}-wal").exists():
        return
    descriptor = os.open(store, os.O_RDONLY)
    try:
        _take(descriptor)
    except OSError as fault:
        raise StoreError(
            f"a relay serves from the file {store} by another name (a hard link)",
            "Name the store as the relay's own --database does; its log stands beside that name",
        ) from fault
    finally:
        os.close(descriptor)
    if not _lock_file(store).exists():
        # A relay leaves a lock file beside the name it served by, and after a crash a log.
        raise StoreError(
            f"the file {store} has another name as well (a hard link), and no relay ever served from it by this one",
            "Name the store as the relay's own --database does; if this is a copy, make it one: cp to a new name",
        )


def served_here(store: Path) -> bool:
    """Whether a relay ever served from the store by this name: its lock file stays beside it. Raises `StoreError` for
    links that lead in a ring.
    """
    return _lock_file(_real(store)).exists()


class ServingLock:
    """Held from construction to `release`.

    Args:
        store: its file, which is made if it is missing; not a link to it.
        holder: who this is (host, pid, start), for the message another process will print.

    Raises:
        AlreadyServingError: another process holds it; the message names it.
        StoreError: the lock file cannot be written.
    """

    def __init__(self, store: Path, holder: dict[str, str | int]) -> None:
        path = _lock_file(store)
        # The lock file first: it says who holds the other.
        self._descriptors: list[int] = []
        for file in (path, store) if _DELETABLE else (path,):
            private_file(file)
            self._descriptors.append(os.open(file, os.O_RDWR))
        try:
            for descriptor in self._descriptors:
                _take(descriptor)
        except OSError as fault:
            other = _holder(os.read(self._descriptors[0], _MOST))
            self.release()
            raise AlreadyServingError(
                f"another relay serves from this store already: {other}",
                "Stop it first, or name another store with --database",
            ) from fault
        try:
            os.ftruncate(self._descriptors[0], 0)
            os.write(self._descriptors[0], json.dumps(holder).encode() + b"\n")
        except OSError as fault:
            self.release()
            raise StoreError(f"the lock file {path} cannot be written ({fault.strerror})", "Free space") from fault

    def release(self) -> None:
        """Let go, once the store is closed: SQLite's own locks on a file end when any descriptor of it is closed. The
        lock file stays and names the last holder, but the lock is free.
        """
        for descriptor in self._descriptors:
            os.close(descriptor)


def _real(store: Path) -> Path:
    """The file that is meant, behind whatever links. Raises `StoreError` for links that lead in a ring."""
    try:
        return store.resolve()
    except (OSError, RuntimeError) as fault:
        raise StoreError(f"the store {store} is a link that leads nowhere", "Name the file itself") from fault


def _lock_file(store: Path) -> Path:
    return store.with_name(store.name + ".lock")


def _holder(text: bytes) -> str:
    """Who serves, in words."""
    try:
        found = json.loads(text)
        return f"process {found['pid']} on {found['host']}, since {found['start']}"
    except (ValueError, KeyError, TypeError):
        return text.decode("utf-8", "replace").strip() or "an unnamed process"


_DELETABLE = sys.platform != "win32"
"""Whether an open file can be deleted. (On Windows it cannot, and a locked store could not be read either.)"""

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
