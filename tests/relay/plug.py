"""A relay behind a real socket in this process, on the event loop that the product uses."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from kiosk.relay.app import Relay
from kiosk.relay.callers import Proxies
from kiosk.relay.lane import Lane
from kiosk.relay.limits import LIMITS, Limits
from kiosk.relay.server import Server
from kiosk.relay.sqlite_store import SqliteStore
from tests.relay.helpers import Log, SickStore


class Plug:
    """A relay behind a real socket."""

    def __init__(
        self, folder: Path, limits: Limits, proxies: Proxies | None = None, lane: Lane | None = None
    ) -> None:
        self.store = SqliteStore(folder / "relay.db", limits, alone=True, ticks=time.monotonic)
        self.disk = SickStore(self.store)
        self.log = Log()
        self.relay = Relay(self.disk, time.time, time.monotonic, os.urandom, limits, self.log, lane)
        self.path = "/callback/" + self.relay.service.add_project("shop")
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.ready = asyncio.Event()
        self.server = Server(self.relay, limits, time.monotonic, self.log, proxies)

    async def open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection(*self.listener.getsockname())

    async def say(self, *texts: str | bytes) -> bytes:
        """Everything that comes back until the server ends the connection."""
        reader, writer = await self.open()
        for text in texts:
            writer.write(text.encode() if isinstance(text, str) else text)
        answer = await asyncio.wait_for(reader.read(), 20)
        writer.close()
        return answer


@asynccontextmanager
async def plugged(
    folder: Path, limits: Limits, proxies: Proxies | None = None, lane: Lane | None = None
) -> AsyncIterator[Plug]:
    """While it is open, the relay serves."""
    plug = Plug(folder, limits, proxies, lane)
    serving = asyncio.create_task(plug.server.serve(plug.listener, plug.ready.set))
    await plug.ready.wait()
    try:
        yield plug
    finally:
        plug.server.stop()
        await serving
        plug.listener.close()
        plug.store.close()


Story = Callable[[Plug], Awaitable[None]]


def play(
    folder: Path, story: Story, limits: Limits = LIMITS, proxies: Proxies | None = None, lane: Lane | None = None
) -> None:
    """Run a story against a relay; the relay stops at its end."""

    async def whole() -> None:
        async with plugged(folder, limits, proxies, lane) as plug:
            await story(plug)

    with asyncio.Runner(loop_factory=_loop) as runner:
        runner.run(whole())


def parsed(answer: bytes) -> tuple[int, bytes, dict[str, str]]:
    """Status, head in lower case, and the JSON of an answer."""
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), head.lower(), json.loads(body)


def _loop() -> asyncio.AbstractEventLoop:
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop

    return uvloop.new_event_loop()
