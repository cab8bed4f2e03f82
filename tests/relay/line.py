"""A relay that runs in this process, and clients that speak ASGI to it."""

from __future__ import annotations

import asyncio
import json
import os
import time
from pathlib import Path
from typing import Any

import httpx

from kiosk.relay.app import Relay
from kiosk.relay.lane import Beside, Inline, Lane
from kiosk.relay.limits import Limits
from kiosk.relay.location import Postgres
from tests.relay.helpers import Log, SickStore, neighbours_of, open_kept


class Line:
    """A relay that runs, and a client that speaks ASGI to it."""

    def __init__(self, place: Path | Postgres, limits: Limits, lane: Lane | None = None) -> None:
        self.log = Log()
        self.place = place
        kept = open_kept(place, limits)
        self.store = SickStore(kept)
        self.relay = Relay(
            self.store, time.time, time.monotonic, os.urandom, limits, self.log,
            lane or (Inline() if isinstance(place, Path) else Beside()), neighbours_of(kept),
        )  # fmt: skip
        self.path = "/callback/" + self.relay.service.add_project("shop")
        self.token = self.relay.service.add_till("shop", "till1")
        transport = httpx.ASGITransport(self.relay.app, raise_app_exceptions=True)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://relay")

    async def post(self, content: Any, **headers: str) -> httpx.Response:
        return await self.client.post(self.path, content=content, headers=headers)

    async def poll(self, query: str = "wait=0", token: str | None = None) -> httpx.Response:
        headers = {"authorization": f"Bearer {token or self.token}"}
        return await self.client.get(f"/letters?{query}", headers=headers)

    async def waiting(self, query: str = "wait=25", token: str | None = None) -> asyncio.Task[httpx.Response]:
        """A poll that waits, once it does."""
        before = len(self.relay.room)
        poll = asyncio.create_task(self.poll(query, token))
        while len(self.relay.room) == before and not poll.done():
            await asyncio.sleep(0)
        return poll


async def raw(
    line: Line,
    method: str,
    path: str,
    headers: list[tuple[bytes, bytes]],
    messages: list[dict[str, Any]] | None = None,
) -> int | None:
    """One request in ASGI itself; gives the status, or None when there was no answer."""
    incoming = iter(messages or [{"type": "http.request", "body": b"", "more_body": False}])
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return next(incoming)

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])
        else:
            json.loads(message["body"] or b"{}")

    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"",
        "headers": headers, "client": ("192.0.2.1", 1), "root_path": "", "scheme": "http", "http_version": "1.1",
    }  # fmt: skip
    await line.relay.app(scope, receive, send)
    return statuses[0] if statuses else None
