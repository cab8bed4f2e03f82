"""HTTP/1.1 on a socket: httptools reads it, and whatever could be read in two ways is refused.

One `Connection` a socket. It bounds what a head may hold, keeps requests that came together in their order, hands
each to the ASGI application, and writes an answer in one piece. What comes where nothing is under way is offered to the
short way first (`express`). What it cannot read is answered like everything else: JSON, a cure, a date. How slow
anybody may be is `pace`'s to see; this file only says what is under way. It must not know letters.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import cast

import httptools

from kiosk.relay import answers
from kiosk.relay.exchange import Exchange
from kiosk.relay.heads import Head, Unreadable
from kiosk.relay.lines import Asked, House, Line
from kiosk.relay.values import Response

# An answer so short is the same to many: it is written out once.
_SHORT = 64


class Connection(Line):
    """One socket: what the loop, the parser, the exchanges and the server call."""

    __slots__ = ("_body_size", "_fault", "_next", "_parser", "_paused")

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._parser = httptools.HttpRequestParser(self)
        # Requests that came before the last one was answered, and what was wrong behind them.
        self._next: deque[Exchange] = deque()
        self._fault: Unreadable | None = None
        self._body_size = 0
        self._paused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's are no asyncio.Transport by inheritance.
        self.transport = cast(asyncio.Transport, transport)
        house = self._house
        self._place(transport.get_extra_info("peername"))
        house.lines.add(self)
        house.watch.rest(self)
        gone = house.strangers.enter(self, None if self._proxied else self._peer)
        if gone is None and len(house.lines) > house.most:
            gone = house.strangers.oldest()
        if gone is not None:
            gone.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        house = self._house
        house.lines.discard(self)
        house.strangers.leave(self)
        house.watch.done(self)
        self._count(0)
        self._ended = True
        for exchange in (self._now, self._read, *self._next):
            if exchange is not None:
                exchange.leave()
        self._now = self._read = None
        self._next.clear()
        # It holds methods of this object: without this only the collector of cycles would find the two.
        del self._parser
        house.gone()

    def data_received(self, data: bytes) -> None:
        if self._ended or self._fault is not None:
            return
        express = self._house.express
        free = self._now is None and not self._taken and self._head is None and not self._held
        if free and express is not None and express.take(self, data):
            return
        self._taken += len(data)
        try:
            self._parser.feed_data(data)
            self._bound()
        except Unreadable as fault:
            self._fail(fault)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as fault:
            why = fault.__context__
            self._fail(why if isinstance(why, Unreadable) else _unreadable(fault))
        if not self._ended:
            self._mark()

    def pause_writing(self) -> None:
        self._held = True
        self._begin(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        self._held = False
        self._count(0)
        self._house.watch.done(self)
        if self._ended:
            self._house.watch.begin(self)
        elif self._now is None:
            self._proceed()

    # What the parser calls.

    def on_message_begin(self) -> None:
        self._head = Head(self._house.limits)

    def on_url(self, part: bytes) -> None:
        assert self._head is not None
        self._head.add_target(part)

    def on_header(self, name: bytes, value: bytes) -> None:
        # Behind the body come trailers: what they say counts for nothing.
        if self._head is not None:
            self._head.add(name, value)

    def on_headers_complete(self) -> None:
        head, parser, house = self._head, self._parser, self._house
        assert head is not None
        self._head = None
        head.check(parser.get_method(), parser.get_http_version(), upgrade=parser.should_upgrade())
        exchange = Exchange(self, head, self.source(head.forwarded), keep=parser.should_keep_alive())
        self._read = exchange
        self._body_size = 0
        # Head and body are watched each for itself.
        house.watch.done(self)
        if self._now is None and not self._held:
            self._start(exchange)
        elif len(self._next) >= house.limits.max_pipelined:
            raise Unreadable("too many requests at once", "Wait for an answer before you send more")
        else:
            self._next.append(exchange)
            self.pause()

    def on_body(self, part: bytes) -> None:
        self._body_size += len(part)
        if self._read is not None:
            self._read.take(part)

    def on_message_complete(self) -> None:
        self._taken = 0
        if self._read is not None:
            self._read.whole()
            self._read = None
        if self._body_size:
            self._house.watch.done(self)

    # What an exchange or the short way calls.

    def known(self) -> None:
        """Its sender has shown a valid token or a known callback address."""
        if not self._known:
            self._known = True
            self._house.strangers.leave(self)

    def enter(self, asked: Asked) -> None:
        """A request that came whole is being answered; nothing is expected of its sender meanwhile."""
        self._now = asked
        self._house.watch.done(self)

    def go_on(self) -> None:
        """Say that a body is welcome (RFC 9110, 10.1.1)."""
        if not self._ended:
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def pause(self) -> None:
        """More came than anybody has taken yet."""
        if not self._paused and not self._ended:
            self._paused = True
            self.transport.pause_reading()

    def resume(self) -> None:
        """What came was taken."""
        if self._paused and not self._next and self._fault is None:
            self._paused = False
            self.transport.resume_reading()

    def reply(self, asked: Asked, response: Response) -> None:
        """Write the whole answer to one that entered."""
        if self._ended or asked is not self._now:
            return
        house = self._house
        if house.stopping or "connection" in response.headers:
            fields = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers.items()]
            self.answer(asked, response.status, fields, response.body)
            return
        self._now = None
        self._served = True
        said, text = house.said
        if said is not response:
            text = answers.text(response)
            if len(response.body) < _SHORT:
                house.said = response, text
        self.transport.write(text)
        if not self._held:
            self._proceed()

    def answer(self, exchange: Asked, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        """Write a whole answer; then the next request, or the end."""
        if self._ended or exchange is not self._now:
            return
        unread = exchange is self._read
        keep = exchange.keep and not unread and not self._house.stopping and (b"connection", b"close") not in headers
        parts = [answers.STATUS[status]]
        for name, value in headers:
            parts += (name, b": ", value, b"\r\n")
        if not keep and (b"connection", b"close") not in headers:
            parts.append(b"connection: close\r\n")
        parts.append(b"\r\n")
        if exchange.method != b"HEAD":
            parts.append(body)
        self._now = None
        self._served = True
        if not keep:
            self._ended = True
        self.transport.write(b"".join(parts))
        if not keep:
            self._end(linger=unread)
        elif not self._held:
            self._proceed()

    def over(self, exchange: Exchange) -> None:
        """The application has ended. Without an answer there is nothing more to be had here."""
        if exchange is self._now:
            self.transport.abort()

    def shut(self) -> None:
        """The server stops: who was served and is silent now is let go. A first request may be on its way still."""
        if self._served and self._now is None and not self._held and not self._taken and self._head is None:
            self.transport.close()

    def cut(self) -> None:
        """The server has stopped: there is no more time for this one."""
        if self._read is not None and self._read is self._now and not self._ended:
            self._refuse(503, "the relay stops", "Send it again in a moment")
            self.transport.close()
        else:
            self.transport.abort()

    def _start(self, exchange: Exchange) -> None:
        self._now = exchange
        exchange.start(self._house.app)

    def _proceed(self) -> None:
        """The next of the requests that came together, what was wrong behind them, or reading on."""
        if self._next:
            self._start(self._next.popleft())
        elif self._fault is not None:
            fault, self._fault = self._fault, None
            self._refuse(400, fault.error, fault.cure)
            return
        else:
            self._mark()
        self.resume()

    def _bound(self) -> None:
        limits = self._house.limits
        if self._read is not None:
            if self._taken - self._body_size > limits.max_head + limits.max_framing:
                raise Unreadable("too much between the chunks", "Send larger chunks, or Content-Length")
        elif self._taken > limits.max_head:
            raise Unreadable("head too large", f"Send at most {limits.max_head} bytes before the body")

    def _fail(self, fault: Unreadable) -> None:
        """Answer it in its turn: requests before it that are whole get theirs first."""
        if self._now is None or self._now is self._read:
            self._refuse(400, fault.error, fault.cure)
            return
        self._fault = fault
        if self._next and self._next[-1] is self._read:
            self._next.pop()
        self._read = None
        self.pause()

    def _refuse(self, status: int, error: str, cure: str) -> None:
        """Answer what the application cannot, and end."""
        if self._now is not None:
            self._now.leave()
        self._now = self._read = None
        self._ended = True
        self.transport.write(answers.text(answers.closing(self._house.refuse(status, error, cure))))
        self._end(linger=True)

    def _end(self, *, linger: bool) -> None:
        if linger:
            # The other side may still be sending; a close now would be a reset to it, and the answer lost.
            self._fault = None
            self.resume()
            self.transport.write_eof()
        else:
            self.transport.close()
        if not self._held:
            self._house.watch.begin(self)


def _unreadable(fault: Exception) -> Unreadable:
    """In the parser's own words, which are constants and repeat nothing that was sent."""
    return Unreadable(f"no HTTP that can be read: {fault}", "Send HTTP/1.1")
