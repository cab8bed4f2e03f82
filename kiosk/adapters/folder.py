"""The data folder: private to one user, and held by one running kiosk at a time.

The lock is the operating system's (`flock`), so it vanishes with the process however that ends; the text in the lock
file only says who holds it. The file stays behind: removing it would let two programs lock two different files.

It must not know what is kept in the folder beside the names of its files.
"""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final

JOURNAL: Final = "journal.db"
PIN: Final = "owner.pin"
LOCK: Final = "kiosk.lock"
CHOICES: Final = "choices"
START: Final = "start"
_LOCK_TEXT_BYTES: Final = 4_096


class FolderUnusable(Exception):
    """The data folder cannot be made or is not private. `str()` names it, the fault and the cure."""


class AlreadyRunning(Exception):
    """Another kiosk holds the folder. `str()` names its host, process and start, and the cure."""

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(
            f"a kiosk is already running on {path} ({holder}): use that window or close it, or give this one "
            "another data folder"
        )
        self.holder = holder


@dataclass(frozen=True, slots=True)
class _Holder:
    host: str
    pid: int
    started: str

    def __str__(self) -> str:
        return f"host {self.host}, process {self.pid}, since {self.started}"


class DataFolder:
    """A data folder. Constructing it touches nothing; `claim` makes it, mode 0700, and locks it."""

    def __init__(self, path: Path, *, mounts: Path | None = None) -> None:
        """`mounts` is another table of what is mounted where than the system's."""
        self.path = path
        self._mounts = mounts
        self._lock: int | None = None

    @property
    def journal(self) -> Path:
        """Where the journal is, or will be."""
        return self.path / JOURNAL

    @property
    def pin(self) -> Path:
        """Where the hash of the owner's PIN is, if one was set."""
        return self.path / PIN

    @property
    def choices(self) -> Path:
        """Where it is kept what staff chose of the till's looks."""
        return self.path / CHOICES

    @property
    def start(self) -> Path:
        """Where the number of the last start is kept, for the relay."""
        return self.path / START

    def claim(self, started: datetime) -> DataFolder:
        """Make the folder, hold it until `release`. `started` is when this program began.

        Raises AlreadyRunning and FolderUnusable.
        """
        if self._lock is not None:
            return self
        self.prepare()
        file = self.path / LOCK
        try:
            lock = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as fault:
            raise FolderUnusable(f"{file} cannot be written ({fault}): give this user the right to") from fault
        try:
            taken = _take(lock)
            if taken:
                self._sign(lock, started)
        except OSError as fault:
            os.close(lock)
            raise FolderUnusable(f"{file} cannot be locked ({fault}): choose a folder on a local disk") from fault
        if not taken:
            holder = _read_holder(lock)
            os.close(lock)
            raise AlreadyRunning(self.path, holder)
        self._lock = lock
        return self

    def release(self) -> None:
        """Let go of the folder. Releasing twice is nothing."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> DataFolder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def prepare(self) -> None:
        """Make the folder, private to this user, if it is not there. Raises FolderUnusable."""
        # Read once a start; whoever only wants the journal's name has no use for it.
        from kiosk.adapters.far_disk import MOUNTS, far

        place = far(self.path, self._mounts or MOUNTS)
        if place:
            raise FolderUnusable(f"data folder {self.path}: {place}: choose a folder on a disk of this computer")
        try:
            if not self.path.exists():
                self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
                _keep_name(self.path)
            mode = stat.S_IMODE(self.path.stat().st_mode)
            if mode & 0o077 and sys.platform != "win32":
                self._tighten(mode)
        except OSError as fault:
            raise FolderUnusable(f"data folder {self.path} cannot be used ({fault}): choose another one") from fault

    def _tighten(self, mode: int) -> None:
        """Take the others' rights away, but only from a folder that is ours: `--data ~` must not change a home."""
        names = {entry.name for entry in self.path.iterdir()}
        if names and not names & {LOCK, JOURNAL, PIN}:
            raise FolderUnusable(
                f"data folder {self.path} is open to other users (mode {mode:04o}) and holds other files: "
                f"choose an own folder, or run chmod 700 {self.path}"
            )
        self.path.chmod(0o700)

    def _sign(self, lock: int, started: datetime) -> None:
        since = started.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        # Here, not at the top: only who takes the lock needs it.
        import json

        text = json.dumps({"host": _host(), "pid": os.getpid(), "started": since})
        os.ftruncate(lock, 0)
        os.lseek(lock, 0, os.SEEK_SET)
        os.write(lock, text.encode())


def _host() -> str:
    """This computer's name."""
    if sys.platform == "win32":
        import socket  # there is no uname there

        return socket.gethostname()
    # The lock is taken before the first paint, and importing `platform` or `socket` would hold that up.
    return os.uname().nodename


def _keep_name(folder: Path) -> None:
    """A folder that was just made is safe only when the one above it is: else its name may go with the power."""
    if sys.platform == "win32":
        return  # folders cannot be synced there
    above = os.open(folder.parent, os.O_RDONLY)
    try:
        os.fsync(above)
    finally:
        os.close(above)


def _take(lock: int) -> bool:
    """Take the lock of an open file without waiting; False when another process has it. Raises OSError."""
    if sys.platform == "win32":
        import msvcrt  # there is no flock there

        os.lseek(lock, _LOCK_TEXT_BYTES, os.SEEK_SET)  # behind the text, which others have to read
        try:
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
    import fcntl  # not there on Windows

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read_holder(lock: int) -> str:
    """Who holds the lock, in words. The text may be damaged or not yet written: then nobody is named."""
    import json  # only a second start reads it

    try:
        found = json.loads(os.read(lock, _LOCK_TEXT_BYTES))
        return str(_Holder(str(found["host"]), int(found["pid"]), str(found["started"])))
    except (OSError, ValueError, TypeError, KeyError):
        return "it has not said which"
