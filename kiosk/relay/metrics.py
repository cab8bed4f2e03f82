"""The second door: `GET /metrics`, on a listener of its own that only this machine reaches.

It is HTTP's smallest part, for one collector at a time. It must not know what the page says.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial

from kiosk.relay.meter import TYPE

Page = Callable[[], Awaitable[str]]
"""Gives the text of the page."""

PATH = b"/metrics"
_HEAD = 8_192
_DEADLINE_S = 5.0


@asynccontextmanager
async def door(listener: socket.socket, page: Page) -> AsyncIterator[None]:
    """Open while this is. `page` is asked for the text each time; the listener is closed at the end."""
    server = await asyncio.start_server(partial(_answer, page), sock=listener, limit=_HEAD)
    try:
        yield
    finally:
        server.close()


async def _answer(page: Page, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One request, one answer, and the end of the connection."""
    with suppress(OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        async with asyncio.timeout(_DEADLINE_S):
            head = await reader.readuntil(b"\r\n\r\n")
            writer.write(await _response(head.partition(b"\r\n")[0].split(b" "), page))
            await writer.drain()
    writer.close()


async def _response(line: list[bytes], page: Page) -> bytes:
    if line[:2] != [b"GET", PATH]:
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    body = (await page()).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {TYPE}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body
