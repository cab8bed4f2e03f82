"""The thin ASGI shell: it reads bodies within bounds, groups commits, and lets polls wait.

It must not decide anything: every answer comes from `Service`. It belongs to one event loop; the other threads
are the committer's and, for a store at the end of a line, the core's and the listener's. What they have to say
comes back to the loop. How slowly a body may come is the server's to see (`pace`): a sender that was given up is
one that went away. A request runs without a task (`exchange`), so it awaits futures of the loop and nothing else.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, MutableMapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from typing import Any

from kiosk.relay import answers, requests
from kiosk.relay.committer import Committer
from kiosk.relay.errors import StoreError
from kiosk.relay.express import Express
from kiosk.relay.lane import Inline, Lane
from kiosk.relay.limits import LIMITS, Limits
from kiosk.relay.meter import Meter
from kiosk.relay.neighbours import Alone, Neighbours
from kiosk.relay.notes import Note, silent
from kiosk.relay.service import Service, work_of
from kiosk.relay.store import Store
from kiosk.relay.traffic import Traffic
from kiosk.relay.values import BodyWanted, Deposit, Outcome, Request, Response, Wait, Work
from kiosk.relay.waiting import WaitingRoom

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Coroutine[Any, Any, None]]
"""ASGI's shapes: scope, receive and send."""

_OPENED_BY_TOKEN = ("/letters", "/probe")


class Relay:
    """One relay: the service, its committer and its waiting room behind an ASGI application.

    Args:
        clock: wall seconds.
        ticks: monotonic seconds, those of the event loop.
        chance: so many random bytes, from a source fit for secrets.
        lane: where the core runs; without one on the loop's thread.
        neighbours: the other processes on the same store; without them there are none.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], float],
        ticks: Callable[[], float],
        chance: Callable[[int], bytes],
        limits: Limits = LIMITS,
        note: Note = silent,
        lane: Lane | None = None,
        neighbours: Neighbours | None = None,
    ) -> None:
        self._lane = lane or Inline()
        self._neighbours = neighbours or Alone()
        self._limits = limits
        self._note = note
        self._ticks = ticks
        self.meter = Meter()
        self._traffic = Traffic(self.meter, ticks)
        self.beside: AbstractAsyncContextManager[object] = nullcontext()
        """What is open as long as the relay runs, such as the door of the metrics."""
        self.room = WaitingRoom(ticks)
        self.committer = Committer(store, self._tidy, ticks, note, self.meter.commit)
        self.service = Service(
            store, clock, chance, limits, ticks=ticks, later=self.committer.submit, note=note,
            neighbours=self._neighbours,
        )  # fmt: skip
        self.service.on_stored(self._wake)
        self.app: Application = self._serve
        inline = isinstance(self._lane, Inline)
        self.express = (
            Express(self.service, self.room, self.committer, self._traffic, self.meter, limits, ticks, note)
            if inline
            else None
        )
        """The short way for letters, where the core runs on the loop's own thread."""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While this is open, letters are committed. Leaving it answers the waiting and empties the queue."""
        self._lane.start()
        loop = asyncio.get_running_loop()
        self.committer.start(loop.call_soon_threadsafe, loop.call_soon if self.express is not None else None)
        self._neighbours.listen(self._wake)
        watch = asyncio.create_task(self._watch())
        try:
            async with self.beside:
                yield
        finally:
            watch.cancel()
            self.release()
            self._neighbours.stop()
            self._lane.stop()
            self.committer.stop()

    def release(self) -> None:
        """Answer everybody who waits, now and from now on: the first step of stopping."""
        self.service.retire()
        self.room.close()

    async def figures(self, unread: Callable[[], tuple[int, int]]) -> str:
        """The page of metrics. `unread` reads the letters that wait: those for tills, and the orphans."""
        ready = await self._lane.call(lambda: self.service.ready)
        now: dict[str, float] = {"ready": float(ready), "polls_waiting": len(self.room)}
        with suppress(StoreError):
            now["letters_unread"], now["orphans"] = await self._lane.call(unread)
        return self.meter.page(now)

    def _wake(self, project: str, till: str) -> None:
        if self.express is not None:
            # It was called on the loop's thread.
            self.room.wake((project, till))
        else:
            self._lane.tell(lambda: self.room.wake((project, till)))

    async def _watch(self) -> None:
        """Rights that another process took away end the polls that wait on them.

        It looks once before anybody waits: what was changed before the start is no news, and must not wake all tills.
        """
        while True:
            await self._lane.call(self.service.recheck)
            await asyncio.sleep(self._limits.recheck_s)

    def _tidy(self) -> bool:
        return self.service.sweep()

    async def _serve(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request. A fault of ours is logged by its type and answered 500; the relay goes on."""
        if scope["type"] != "http":
            return
        began = self._ticks()
        try:
            response = await self._answer(scope, receive)
        except _GoneError:
            return
        except Exception as fault:  # whatever it was, the next letter must still be taken
            self._note("fault", {"why": type(fault).__name__})
            response = self.service.refuse(500, "a fault of the relay", "Send it again later")
        await _send(response, send)
        self.meter.answered(scope["path"], response.status, self._ticks() - began)

    async def _answer(self, scope: Message, receive: Receive) -> Response:
        request, mark = _request(scope), self.room.mark()
        if (request.method, request.path) == ("GET", "/health"):
            # Not behind a store that takes its time: that is what the question is about.
            return self.service.health()
        step = await self._lane.call(lambda: self.service.open(request))
        if isinstance(step, Wait):
            _show(scope)
            return await self._wait(step, mark)
        if isinstance(step, BodyWanted):
            # A code that asks for a token has shown nothing yet.
            if step.project is not None:
                _show(scope)
            return await self._store(step, receive)
        if step.status == 200 and request.path in _OPENED_BY_TOKEN:
            _show(scope)
        return await self._at_once(request, step, receive)

    async def _at_once(self, request: Request, step: Response, receive: Receive) -> Response:
        """An answer that needs no body; one that comes all the same is read away."""
        if request.method == "GET":
            return step
        length = request.headers.get("content-length", "")
        endless = length.isdecimal() and int(length[:20]) > self._limits.max_drain
        if step.status in (400, 411) or endless or "expect" in request.headers:
            # Where this request ends is doubtful or too far, or its sender waits to be told to go on.
            return answers.closing(step)
        return await self._drained(step, receive)

    async def _wait(self, wait: Wait, mark: int) -> Response:
        step: Response | Wait = wait
        self._traffic.found_nothing(wait)
        while isinstance(step, Wait):
            await self.room.wait((wait.project, wait.till), wait.until, mark)
            mark = self.room.mark()
            step = await self._lane.call(lambda: self.service.collect(wait, over=self.room.closed))
        if step.status == 200:
            self._traffic.handed_out(wait)
        return step

    async def _store(self, wanted: BodyWanted, receive: Receive) -> Response:
        """Read the body, counting it as buffered until it is on the disk; too much of it is refused."""
        body, size, more, began = b"", 0, True, self._ticks()
        try:
            while more:
                chunk, more = await _chunk(receive)
                size += len(chunk)
                self._traffic.buffered += len(chunk)
                body = body + chunk if body else chunk
                if size > self._limits.max_body:
                    cure = f"Send at most {self._limits.max_body} bytes"
                    return answers.closing(self.service.refuse(413, "body too large", cure))
                if self._traffic.buffered > self._limits.max_buffered:
                    return answers.closing(self.service.refuse(503, "too much at once", "Send it again later"))
            step = await self._lane.call(lambda: self.service.read(wanted, body))
            if isinstance(step, Response):
                return step
            outcome = await self._committed(work_of(step))
            if isinstance(step, Deposit):
                waits = self.room.waits((step.project, step.till))
                self._traffic.spoken(step, outcome, began, waits=waits)
            return await self._lane.call(lambda: self.service.settle(step, outcome))
        finally:
            self._traffic.buffered -= size

    async def _committed(self, work: Work) -> Outcome:
        heard: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self.committer.submit(work, lambda outcome: None if heard.done() else heard.set_result(outcome))
        return await heard

    async def _drained(self, response: Response, receive: Receive) -> Response:
        """Read a refused body away, within bounds: a sender that is still sending would see a reset instead."""
        size, more = 0, True
        while more and size <= self._limits.max_drain:
            chunk, more = await _chunk(receive)
            size += len(chunk)
        return answers.closing(response) if more else response


class _GoneError(Exception):
    """The client went away before its request was whole."""


async def _chunk(receive: Receive) -> tuple[bytes, bool]:
    """The next piece of the body, and whether more follows. Raises `_GoneError`."""
    message = await receive()
    if message["type"] != "http.request":
        raise _GoneError
    return message.get("body", b""), message.get("more_body", False)


def _request(scope: Message) -> Request:
    client = scope.get("client")
    return Request(
        method=scope["method"],
        path=scope["path"],
        query=scope["query_string"].decode("latin-1"),
        headers=requests.headers(scope["headers"]),
        body=None,
        source=client[0] if client else "",
    )


def _show(scope: Message) -> None:
    """Tell the server that this sender has shown a valid token or a known callback address."""
    known = scope.get("extensions", {}).get("relay.known")
    if known is not None:
        known()


async def _send(response: Response, send: Send) -> None:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers.items()]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": response.body})
