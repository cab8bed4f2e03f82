"""Twins of things that are slow or outside: real implementations behind the same face, made for tests."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from kiosk.runtime.lane import JobFailed, LaneClosed


class ImmediateLane(QObject):
    """A lane without a thread: a job is done when it is submitted, or, once `hold()` was called, when `work()` is.

    Jobs that a listener submits meanwhile are done after it, never inside it: order and depth are those of
    the real lane. `waiting` counts jobs that were submitted and not begun.
    """

    arrived = Signal(object)

    def __init__(self, name: str = "immediate", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._jobs: deque[Callable[[], object]] = deque()
        self._open = True
        self._held = False
        self._working = False

    @property
    def waiting(self) -> int:
        return len(self._jobs)

    def hold(self) -> None:
        """Let jobs wait from now on."""
        self._held = True

    def release(self) -> None:
        """Do what waits, and everything that comes, at once again."""
        self._held = False
        self._drain(None)

    def work(self, jobs: int = 1) -> None:
        """Do that many of the jobs that wait."""
        self._drain(jobs)

    def submit(self, job: Callable[[], object]) -> None:
        if not self._open:
            raise LaneClosed(f"lane {self._name} is closed")
        self._jobs.append(job)
        if not self._held:
            self._drain(None)

    def close(self, timeout_s: float = 0.0, *, finish: bool = False) -> bool:
        self._open = False
        while finish and self._jobs:
            self._outcome(self._jobs.popleft())
        self._jobs.clear()
        return True

    def _drain(self, jobs: int | None) -> None:
        if self._working:
            return
        self._working = True
        try:
            while self._jobs and (jobs is None or jobs > 0):
                outcome = self._outcome(self._jobs.popleft())
                if self._open:
                    self.arrived.emit(outcome)
                jobs = None if jobs is None else jobs - 1
        finally:
            self._working = False

    def _outcome(self, job: Callable[[], object]) -> object:
        try:
            return job()
        except BaseException as fault:
            return JobFailed(self._name, fault)
