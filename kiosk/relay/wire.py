"""uvicorn with the two things it lacks for this service: a deadline for request heads, and a prompt stop.

It must not know letters. uvicorn waits for ever for a head that drips, and its graceful stop waits for
every long poll to end by itself (a client that went away does not end its handler).
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kiosk.relay.answers import dated, refusal
from kiosk.relay.limits import Limits


class BoundedProtocol(H11Protocol):
    """One connection; a head must be whole within `head_deadline_s` of its first byte."""

    head_deadline_s: float
    clock: Callable[[], float]
    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._head_came()
        elif self._head_timer is None:
            self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_came()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """What cannot be read as HTTP is answered like everything else: JSON, a cure, a date."""
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            # An answer to this request is on its way already; there is no room for another.
            self.transport.close()
            return
        response = dated(refusal(400, "no HTTP that can be read", "Send HTTP/1.1").response, self.clock())
        headers = [*response.headers.items(), ("connection", "close")]
        for event in (
            h11.Response(status_code=400, headers=headers, reason=b"Bad Request"),
            h11.Data(data=response.body),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _await_head(self) -> None:
        self._head_timer = self.loop.call_later(self.head_deadline_s, self.transport.close)

    def _head_came(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None


def protocol(limits: Limits, wall: Callable[[], float]) -> type[BoundedProtocol]:
    """uvicorn's HTTP/1.1 with our limits, for `uvicorn.Config(http=…)`. `wall` in wall seconds."""

    class Configured(BoundedProtocol):
        head_deadline_s = limits.head_deadline_s
        clock = staticmethod(wall)

    return Configured


class Server(uvicorn.Server):
    """Says when it is ready, and releases the waiting before it waits for them.

    Args:
        ready: called once the sockets are open.
        release: called first when stopping.
    """

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], release: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready
        self._release = release

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._release()
        await super().shutdown(sockets)
