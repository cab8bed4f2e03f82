"""The only file where threads meet: lanes that do slow work, a bell and a lock for those who work on them.

A lane is one plain thread that does one job at a time, in the order they came; what a job returns comes out as one
signal in the thread that made the lane (the GUI's). The GUI never waits for a lane. Plain threads, because
debuggers and coverage see them and because a job that hangs in a socket must not keep the process alive.

It must not know what the jobs do: no widgets, no HTTP, no payments.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

from kiosk.values import dataclass

CLOSE_S = 0.05
"""How long `close` waits unless told otherwise, in seconds: nothing holds the GUI thread longer."""


@dataclass(frozen=True, slots=True)
class JobFailed:
    """A job raised instead of returning. `lane` names where, `fault` is what it raised."""

    lane: str
    fault: BaseException


class LaneClosed(RuntimeError):
    """A job was handed to a lane after `close`."""


class Lane(QObject):
    """One thread, one job at a time, first in first out. Made, used and closed in one thread.

    `arrived` hands on whatever a job returned, as it is (a tuple stays one tuple), or `JobFailed`. It is always
    emitted in the thread that made the lane, whatever kind of callable is connected.
    """

    arrived = Signal(object)
    _done = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._name = name
        self._jobs: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self._open = True
        # Guards `_open` against the moment between a job's end and its signal.
        self._door = threading.Lock()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        # Queued by name: Qt would otherwise call some kinds of callables directly in the lane's thread.
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(self, job: Callable[[], object]) -> None:
        """Do the job after those before it. Returns at once; raises LaneClosed after `close`."""
        if not self._open:
            raise LaneClosed(f"lane {self._name} is closed: hand out jobs before closing it")
        self._jobs.put(job)
        # Not earlier: a program that never uses the lane pays nothing for it.
        if self._thread.ident is None:
            self._thread.start()

    def close(self, timeout_s: float = CLOSE_S, *, finish: bool = False) -> bool:
        """Take no more jobs and deliver nothing more; True when the thread has ended within `timeout_s` seconds.

        Jobs that have not begun are dropped, or done first with `finish` (for the lane that writes). A job that is
        running is never broken off; if it outlasts the program, the thread ends with it.
        """
        with self._door:
            self._open = False
        if not finish:
            self._drop_waiting()
        self._jobs.put(None)
        if self._thread.ident is None:
            return True
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _drop_waiting(self) -> None:
        try:
            while True:
                self._jobs.get_nowait()
        except Empty:
            return

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._hand_over(self._outcome(job))
            # Or the last job's bytes would stay in memory until the next one comes.
            del job

    def _outcome(self, job: Callable[[], object]) -> object:
        try:
            return job()
        except BaseException as fault:
            # SystemExit and the like too: in a thread they would end it without a word, and whoever planned the
            # job would wait for its return for ever.
            return JobFailed(self._name, fault)

    def _hand_over(self, outcome: object) -> None:
        with self._door:
            if not self._open:
                return
            try:
                self._done.emit(outcome)
            except RuntimeError:
                # Qt took the lane down with its parent before anybody closed it: nobody is listening.
                self._open = False

    def _deliver(self, outcome: object) -> None:
        if self._open:
            self.arrived.emit(outcome)


class Bell:
    """Wakes one waiting job from another thread. A ring that nobody waits for is kept for the next wait."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def ring(self) -> None:
        """Wake the waiter, now or when it comes. Several rings before a wait are one."""
        self._event.set()

    def wait(self, timeout_s: float) -> bool:
        """Wait for a ring, at most `timeout_s` seconds; True when it rang."""
        rang = self._event.wait(timeout_s)
        # A ring between these two lines is not lost: its news is there for the caller who returns now.
        self._event.clear()
        return rang


class Mutex:
    """Lets one thread at a time into a `with` block. Not to be entered twice by the same thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()
