"""One request and its answer, as ASGI sees them: `scope`, `receive` and `send` over one connection.

It runs the application step by step, without a task: thousands wait, and a task is the dearest part of a wait. It
must not know HTTP's syntax, and decides nothing: the connection says when bytes come and when it is over.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from kiosk.relay.heads import Head

if TYPE_CHECKING:
    from kiosk.relay.app import Application, Message
    from kiosk.relay.wire import Connection

_ASGI = {"version": "3.0", "spec_version": "2.3"}
_GONE = {"type": "http.disconnect"}
# More of a body than this waits in the socket until the application has taken what is here.
_AHEAD = 65_536


class Exchange:
    """Made when a head is whole; answered once, or left.

    Args:
        source: the address of whoever sent it, as far as that can be believed.
        keep: whether the connection may serve another request afterwards.
    """

    __slots__ = (
        "_body", "_expects", "_gone", "_heard", "_line", "_more", "_scope", "_start", "_work", "keep", "method",
    )  # fmt: skip

    def __init__(self, line: Connection, head: Head, source: str, *, keep: bool) -> None:
        self._line = line
        self.method = head.method
        self.keep = keep
        self._expects = head.expects
        self._body = b""
        self._more = True
        self._gone = False
        self._heard: asyncio.Future[None] | None = None
        self._start: Message | None = None
        self._scope: Message = {
            "type": "http",
            "asgi": _ASGI,
            "http_version": head.version,
            "method": head.method.decode("ascii"),
            "scheme": "http",
            "path": head.path,
            "raw_path": head.raw_path,
            "query_string": head.query,
            "root_path": "",
            "headers": head.fields,
            "client": (source, 0),
            "server": None,
            "extensions": {"relay.known": line.known},
        }

    def start(self, app: Application) -> None:
        """Let the application answer. It may await futures of this loop, and nothing that asks for a running task."""
        self._work = app(self._scope, self.receive, self.send)
        asyncio.get_running_loop().call_soon(self._step)

    def take(self, part: bytes) -> None:
        """A piece of the body came."""
        self._body = self._body + part if self._body else part
        if len(self._body) > _AHEAD:
            self._line.pause()
        self._hear()

    def whole(self) -> None:
        """The body came to its end."""
        self._more = False
        self._hear()

    def leave(self) -> None:
        """Nobody will hear the answer."""
        self._gone = True
        self._hear()

    async def receive(self) -> Message:
        """ASGI's: the next piece of the body, or that the sender is gone."""
        if self._expects and self._more and not self._body:
            self._expects = False
            self._line.go_on()
        while not self._gone and self._more and not self._body:
            self._heard = asyncio.get_running_loop().create_future()
            await self._heard
        if self._gone:
            return _GONE
        body, self._body = self._body, b""
        if self._more:
            self._line.resume()
        return {"type": "http.request", "body": body, "more_body": self._more}

    async def send(self, message: Message) -> None:
        """ASGI's: first the head of the answer, then its body, which every answer here gives in one piece."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        assert self._start is not None, "an answer begins with its head"
        assert not message.get("more_body"), "answers come in one piece"
        self._line.answer(self, self._start["status"], self._start["headers"], message.get("body", b""))

    def _step(self, heard: asyncio.Future[Any] | None = None) -> None:
        """Go on to the next thing that has to be waited for. A task would do the same, and twice as much besides."""
        try:
            future = self._work.send(None)
        except StopIteration:
            self._line.over(self)
        except BaseException:
            self._line.over(self)
            raise
        else:
            # What a task does with a future that was awaited (PEP 3156): it is seen, and calls back.
            future._asyncio_future_blocking = False
            future.add_done_callback(self._step)

    def _hear(self) -> None:
        if self._heard is not None and not self._heard.done():
            self._heard.set_result(None)
