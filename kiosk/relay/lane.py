"""Where the synchronous core runs: on the event loop's own thread, or on one thread beside it.

An embedded store answers in microseconds, so its core is called where the requests are. A database at the other end of
a line may take its time, and the loop must not wait for it: there every call goes to one thread, one after the other,
and its outcome comes back to the loop. It must not know what is called.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

_T = TypeVar("_T")


class Lane(Protocol):
    """One call of the core at a time."""

    def start(self) -> None:
        """Called on the loop's thread before anything else."""

    async def call(self, work: Callable[[], _T]) -> _T:
        """Do it, and give what it gives or raise what it raises."""

    def tell(self, news: Callable[[], None]) -> None:
        """Call this on the loop's thread, from whichever thread."""

    def stop(self) -> None:
        """Do what was asked for until now, then nothing more."""


class Inline:
    """The loop's thread is the core's."""

    def start(self) -> None:
        """Nothing is needed."""

    async def call(self, work: Callable[[], _T]) -> _T:
        return work()

    def tell(self, news: Callable[[], None]) -> None:
        news()

    def stop(self) -> None:
        """Nothing is under way."""


class Beside:
    """A thread of its own for the core."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="relay-core", daemon=True)

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    async def call(self, work: Callable[[], _T]) -> _T:
        if self._stopped:
            # The thread has ended, so nobody else calls the core any more.
            return work()
        heard: asyncio.Future[_T] = asyncio.get_running_loop().create_future()

        def job() -> None:
            try:
                result = work()
            except Exception as fault:  # whatever it was, it belongs to the one who asked
                lost = fault
                self.tell(lambda: None if heard.done() else heard.set_exception(lost))
            else:
                self.tell(lambda: None if heard.done() else heard.set_result(result))

        self._jobs.put(job)
        return await heard

    def tell(self, news: Callable[[], None]) -> None:
        if self._loop is not None:
            # A loop that has ended has nobody left who would hear.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(news)

    def stop(self) -> None:
        self._stopped = True
        if self._thread.ident is not None:
            self._jobs.put(None)
            self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
