"""The server: sockets in, one `Connection` each, and an end within two seconds however many wait.

It must not know letters or the command line.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable

from kiosk.relay.app import Relay
from kiosk.relay.callers import Proxies
from kiosk.relay.limits import Buckets, Limits
from kiosk.relay.lines import House
from kiosk.relay.notes import Note
from kiosk.relay.pace import Watch
from kiosk.relay.values import Response
from kiosk.relay.wire import Connection

# What is still unanswered this long after the waiting were released is slow by its own doing.
_GRACE_S = 1.0
# The kernel finishes so many connections for us while we are at something else.
_BACKLOG = 2_048
# Files that are no connections: the store, its log, the listener, the loop's own.
_SPARE_FILES = 64


class Server:
    """Serves one relay on one listening socket.

    Args:
        ticks: monotonic seconds.
        files: how many files this process may have open.
    """

    def __init__(
        self,
        relay: Relay,
        limits: Limits,
        ticks: Callable[[], float],
        note: Note,
        proxies: Proxies | None = None,
        files: int | None = None,
    ) -> None:
        self._relay = relay
        self._limits = limits
        self._ticks = ticks
        self._note = note
        # Those who send what is no HTTP do not get to fill the log.
        self._lines = Buckets(limits.stranger_rate, 1)
        self._watch = Watch(limits, ticks)
        most = limits.max_connections if files is None else max(1, min(limits.max_connections, files - _SPARE_FILES))
        self.house = House(
            relay.app, limits, self._refuse, proxies or Proxies(), self._watch, most, self._maybe_over, relay.express
        )
        self._stop = asyncio.Event()
        self._over = asyncio.Event()

    def stop(self) -> None:
        """Begin to end: from the loop's own thread, or from a signal handler of the loop."""
        self._stop.set()

    async def serve(self, listener: socket.socket, ready: Callable[[], None]) -> None:
        """Until `stop`. `ready` is called once connections are taken."""
        loop = asyncio.get_running_loop()
        # Every connection gets it from the listener.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, self._limits.send_buffer)
        async with self._relay.running():
            server = await loop.create_server(lambda: Connection(self.house), sock=listener, backlog=_BACKLOG)
            watching = loop.create_task(self._look_round())
            ready()
            try:
                await self._stop.wait()
                await self._end(server)
            finally:
                server.close()
                watching.cancel()
                for line in list(self.house.lines):
                    line.cut()
                await asyncio.sleep(0)

    async def _end(self, server: asyncio.AbstractServer) -> None:
        """Answer the waiting, let the idle go, and give those in the middle of something a moment."""
        server.close()
        self.house.stopping = True
        self._relay.release()
        for line in list(self.house.lines):
            line.shut()
        self._maybe_over()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_GRACE_S):
                await self._over.wait()

    def _maybe_over(self) -> None:
        if self.house.stopping and not self.house.lines:
            self._over.set()

    async def _look_round(self) -> None:
        while True:
            await asyncio.sleep(self._limits.watch_every_s)
            self._watch.look()

    def _refuse(self, status: int, error: str, cure: str) -> Response:
        if self._lines.take("", self._ticks()):
            self._note("refused", {"status": status, "why": error})
        return self._relay.service.refuse(status, error, cure)
