"""Bare ASGI: a poll that waits and nothing else, for what uvicorn with uvloop and httptools holds in memory for it.

`GET /wait?k=TILL` waits for ever. Must not import the product.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import uvicorn

_Message = MutableMapping[str, Any]
WAITING: dict[bytes, asyncio.Future[bytes]] = {}


async def app(
    scope: _Message, receive: Callable[[], Awaitable[_Message]], send: Callable[[_Message], Awaitable[None]]
) -> None:
    """Waits for a body that never comes."""
    heard: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
    WAITING[scope["query_string"]] = heard
    body = await heard
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    uvicorn.run(
        app, port=int(sys.argv[1]), loop="uvloop", http="httptools", ws="none", lifespan="off", access_log=False,
        log_level="critical", backlog=4_096,
    )  # fmt: skip
