"""A client for httpx that speaks to a socket as gateways and tills do: whole requests in one piece, where it can be."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterable
from typing import Any
from urllib.parse import parse_qsl

import httpx

from tests.relay.plug import Plug

_ANSWER = re.compile(rb"HTTP/1\.1 (\d{3}) ([^\r]*)\r\n(.*?)\r\n\r\n", re.DOTALL)
# What differs from one relay to the next, and from one second to the next.
_CHANGING = re.compile(rb'date: [^\r]*|"epoch":"[^"]*"|"received_at":"[^"]*"|"(?:position|last|taken)":[1-9][0-9]*')


class Speech(httpx.AsyncBaseTransport):
    """Each request on a connection of its own, which the server may keep."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        reader, writer = await asyncio.open_connection(*self._address)
        try:
            head = b"%s %s HTTP/1.1\r\n" % (request.method.encode(), request.url.raw_path)
            head += b"".join(b"%s: %s\r\n" % pair for pair in request.headers.raw) + b"\r\n"
            assert isinstance(request.stream, AsyncIterable)
            if "transfer-encoding" not in request.headers:
                writer.write(head + b"".join([part async for part in request.stream]))
            else:
                writer.write(head)
                async for part in request.stream:
                    if part:
                        writer.write(b"%x\r\n%s\r\n" % (len(part), part))
                        await writer.drain()
                writer.write(b"0\r\n\r\n")
            return await _answer(reader)
        finally:
            writer.close()


async def _answer(reader: asyncio.StreamReader) -> httpx.Response:
    lines = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
    pairs = [line.partition(b": ") for line in lines[1:-2]]
    headers = httpx.Headers([(name, value) for name, _, value in pairs])
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return httpx.Response(int(lines[0].split()[1]), headers=headers, content=body)


class SocketLine:
    """What `tests.relay.line.Line` is, behind a socket: the same words for the stories of the contract."""

    def __init__(self, plug: Plug) -> None:
        self.log, self.place, self.relay, self.path = plug.log, plug.store.path, plug.relay, plug.path
        self.store = plug.disk
        self.token = plug.relay.service.add_till("shop", "till1")
        self.client = httpx.AsyncClient(transport=Speech(plug.listener.getsockname()), base_url="http://relay")

    async def post(self, content: Any, **headers: str) -> httpx.Response:
        return await self.client.post(self.path, content=content, headers=headers)

    async def poll(self, query: str = "wait=0", token: str | None = None) -> httpx.Response:
        asked = {"after": "0", "epoch": "", "wait": "0"} | dict(parse_qsl(query))
        # As a till writes it.
        usual = f"after={asked['after']}&epoch={asked['epoch']}&wait={asked['wait']}"
        return await self.client.get(f"/letters?{usual}", headers={"authorization": f"Bearer {token or self.token}"})

    async def waiting(self, query: str = "wait=25", token: str | None = None) -> asyncio.Task[httpx.Response]:
        """A poll that waits, once it does."""
        before = len(self.relay.room)
        poll = asyncio.create_task(self.poll(query, token))
        while len(self.relay.room) == before and not poll.done():
            await asyncio.sleep(0)
        return poll


async def spoken(reader: asyncio.StreamReader) -> bytes:
    """One answer, without what changes."""
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 20)
    match = _ANSWER.fullmatch(head)
    assert match is not None, head
    size = re.search(rb"content-length: (\d+)", head)
    return _CHANGING.sub(b"", head + await reader.readexactly(int(size[1]) if size else 0))


def post(body: str, more: str = "") -> str:
    """A callback as a gateway writes it; `{path}` stands for its address."""
    size = len(body.encode("latin-1"))
    return f"POST {{path}} HTTP/1.1\r\nHost: a\r\n{more}Content-Length: {size}\r\n\r\n{body}"


def poll(query: str = "after=0&epoch=&wait=0", token: str = "{token}", more: str = "") -> str:
    """A poll as a till writes it; `{token}` stands for its token."""
    return f"GET /letters?{query} HTTP/1.1\r\nHost: a\r\n{more}Authorization: Bearer {token}\r\n\r\n"
