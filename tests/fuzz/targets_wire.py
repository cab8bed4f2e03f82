"""The relay's reader of HTTP: requests as honest senders, smugglers and broken programs write them, in any pieces.

What it makes of the same bytes must not hang on where they were cut; and whatever it takes for a request, h11, which
shares no code with it, must have read as the same request. So nothing can be hidden from a proxy in front, or
behind a request that looks whole.
"""

from __future__ import annotations

import asyncio
import atexit
import re
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any

import h11

from kiosk.relay.app import Message, Receive, Send
from kiosk.relay.callers import Proxies
from kiosk.relay.limits import LIMITS
from kiosk.relay.lines import House
from kiosk.relay.pace import Watch
from kiosk.relay.values import Response
from kiosk.relay.wire import Connection
from tests.fuzz import mutate
from tests.fuzz.engine import Target, hold

Asked = tuple[bytes, bytes, bytes]
"""Method, target, body."""

STATUS = re.compile(rb"HTTP/1\.1 ([0-9]{3}) ")
SPACED = re.compile(r"illegal request line: bytearray\(b.(?:\\r)*[A-Z]+(?: {2,}[^ ]+ +| +[^ ]+ +)HTTP/1")
"""Several spaces in the first line, which may be read as one, or an empty line's end before it, which may be skipped
(RFC 9112, 2.2 and 3). Neither hides anything; h11 refuses both, and ends every connection of HTTP/1.0.
"""
STRICTER = ("no request line received", "not in a reusable state")
MORE = b"y" * (LIMITS.max_head + 1)
"""More than any head may hold."""
TURNS = 6
"""Of the loop, after each piece: an application that only reads has answered by then."""
ENDS = (b"\r\n", b"\r\n", b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r", b" \r\n", b"\r\n ")
METHODS = (
    b"GET", b"POST", b"POST", b"HEAD", b"PUT", b"OPTIONS", b"get", b"POST ", b"G\x00T", b"PRI", b"CONNECT",
)  # fmt: skip
PLACES = (
    b"/", b"/letters?after=0", b"/callback/x", b"http://relay/x?y", b"*", b"relay:1", b"/a b", b"/%00", b"/#f", b"",
)  # fmt: skip
VERSIONS = (
    b"HTTP/1.1", b"HTTP/1.1", b"HTTP/1.1", b"HTTP/1.0", b"HTTP/1.2", b"HTTP/2.0", b"http/1.1", b"HTTP/1.01", b"",
)  # fmt: skip
LENGTHS = (b"+%d", b"0%d", b"%d, %d", b" %d", b"%d ", b"-%d", b"0x%d", b"%d\t", b"%d\x0b", b"%d.0", b"")
CODINGS = (
    b"chunked", b"Chunked", b" chunked ", b"chunked, chunked", b"identity", b"gzip, chunked", b"chunked;q=1",
    b"\x0bchunked", b"xchunked", b"chunked,", b'"chunked"',
)  # fmt: skip
NAMES = (b"Transfer-Encoding", b"transfer-encoding", b"Transfer-Encoding ", b"Transfer_Encoding", b" Transfer-Encoding")
ODD = (
    b"X: \x00", b"X: \xff", b"X", b": x", b"X : y", b"X:", b"Host: other", b"Connection: close",
    b"Connection: keep-alive", b"Expect: 100-continue", b"Upgrade: h2c\r\nConnection: upgrade", b"X: a\r\n b",
    b"Content-Length : 3", b"X: a\rY: b", b"Trailer: x", b"X" * 300 + b": y", b"X: " + b"y" * 9_000,
)  # fmt: skip
SIZES = (
    b"%x", b"%X", b"0%x", b"%x;ext=1", b'%x;e="\r\n"', b"%x ", b" %x", b"0x%x", b"+%x", b"-%x", b"%x\n", b"1%015x", b"",
)  # fmt: skip


def _request(chance: Random) -> bytes:
    body = bytes(chance.choices(b"{}\r\n0aGET /", k=chance.choice((0, 0, 1, 5, 30))))
    end = b"\r\n" if chance.random() < 0.9 else chance.choice(ENDS)
    usual = chance.random() < 0.7
    method, target = (chance.choice(some[:4] if usual else some) for some in (METHODS, PLACES))
    head = [b" ".join((method, target, b"HTTP/1.1" if usual else chance.choice(VERSIONS)))]
    head += [b"Host: relay"] if chance.random() < 0.95 else []
    carried, framing = _framed(chance, body)
    head += framing
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        head.insert(chance.randint(1, len(head)), chance.choice(ODD))
    return end.join(head) + end + (end if chance.random() < 0.97 else chance.choice(ENDS)) + carried


def _framed(chance: Random, body: bytes) -> tuple[bytes, list[bytes]]:
    """A body, and the headers that say where it ends: mostly one that is true."""
    how = chance.random()
    if how < 0.35:
        return body, [b"Content-Length: %d" % len(body)]
    if how < 0.6:
        return _chunked(chance, body, odd=0.0), [b"Transfer-Encoding: chunked"]
    if how < 0.7:
        return b"", []
    said = chance.choice(LENGTHS)
    length = b"Content-Length: " + (said % ((len(body),) * said.count(b"%d")))
    coding = chance.choice(NAMES) + b": " + chance.choice(CODINGS)
    framing = chance.choice(([length], [coding], [length, coding], [coding, length], [length, length]))
    return (_chunked(chance, body, odd=0.3) if chance.random() < 0.6 else body), framing


def _chunked(chance: Random, body: bytes, odd: float) -> bytes:
    made = b""
    while body:
        size = chance.randint(1, len(body))
        said = chance.choice(SIZES) if chance.random() < odd else b"%x"
        made += (said % ((size,) * said.count(b"%"))) + b"\r\n" + body[:size]
        made += b"\r\n" if chance.random() >= odd / 2 else chance.choice(ENDS)
        body = body[size:]
    last = b"0" if chance.random() >= odd / 2 else chance.choice((b"00", b"0;x", b"0 "))
    trailers = chance.choice(ODD[:8]) + b"\r\n" if chance.random() < odd else b""
    return made + last + b"\r\n" + trailers + b"\r\n"


def _stream(chance: Random) -> tuple[bytes, ...]:
    """What comes on one connection, in its pieces."""
    whole = b"".join(_request(chance) for _ in range(chance.choice((1, 1, 2, 3))))
    whole = mutate.dented(whole, chance, 0.3)
    cuts = sorted(chance.randint(0, len(whole)) for _ in range(chance.choice((0, 1, 2, 8))))
    return tuple(whole[a:b] for a, b in pairwise((0, *cuts, len(whole))) if a < b)


class Plug(asyncio.Transport):
    """A socket whose other end is written down. What comes while reading is paused waits, as it does in a kernel."""

    def __init__(self) -> None:
        super().__init__({"peername": ("192.0.2.1", 7)})
        self.said = b""
        self.over = False
        self.paused = False

    def write(self, data: Any) -> None:
        hold(not self.over, "something was written after the end")
        self.said += data

    def write_eof(self) -> None:
        """The other half stays open."""

    def close(self) -> None:
        self.over = True

    def abort(self) -> None:
        self.over = True

    def pause_reading(self) -> None:
        self.paused = True

    def resume_reading(self) -> None:
        self.paused = False

    def get_write_buffer_size(self) -> int:
        return 0


class Ear:
    """The application: it hears whole requests and answers each with how many there were."""

    def __init__(self) -> None:
        self.heard: list[Asked] = []

    async def app(self, scope: Message, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return
            body, more = body + message["body"], message["more_body"]
        query = b"?" + scope["query_string"] if scope["query_string"] else b""
        self.heard.append((scope["method"].encode(), scope["raw_path"] + query, body))
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})
        await send({"type": "http.response.body", "body": b"%d" % (len(self.heard) % 10)})


def _refuse(status: int, error: str, cure: str) -> Response:
    return Response(status, {"content-length": str(len(error))}, error.encode())


async def _heard(pieces: tuple[bytes, ...]) -> tuple[list[Asked], bytes, bool]:
    """The requests that were heard, what was answered, and whether the connection was ended."""
    ear, plug = Ear(), Plug()
    house = House(ear.app, LIMITS, _refuse, Proxies(()), Watch(LIMITS, lambda: 0.0), 9)
    line = Connection(house)
    line.connection_made(plug)
    waiting = list(pieces)
    while waiting and not plug.over:
        line.data_received(waiting.pop(0))
        for _ in range(TURNS):
            await asyncio.sleep(0)
        if plug.paused:
            hold(plug.over, "reading was paused and never went on")
    line.connection_lost(None)
    for _ in range(TURNS):
        await asyncio.sleep(0)
    hold(not house.lines and not len(house.strangers), "a connection that is gone is still counted")
    return ear.heard, plug.said, plug.over


def _as_h11(raw: bytes) -> tuple[list[Asked], str]:
    """The whole requests that h11 reads, and why it stopped."""
    reader = h11.Connection(h11.SERVER, max_incomplete_event_size=1_000_000)
    reader.receive_data(raw)
    found: list[Asked] = []
    asked, body = (b"", b""), b""
    try:
        while True:
            event = reader.next_event()
            if isinstance(event, h11.Request):
                asked, body = (event.method, event.target), b""
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage):
                found.append((*asked, body))
                reader.send(h11.Response(status_code=200, headers=[("content-length", "0")]))
                reader.send(h11.EndOfMessage())
                reader.start_next_cycle()
            else:
                return found, "the end"
    except h11.ProtocolError as fault:
        return found, str(fault)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    atexit.register(loop.close)
    return loop


def _check(pieces: tuple[bytes, ...]) -> None:
    raw = b"".join(pieces)
    whole = _loop().run_until_complete(_heard((raw,) if raw else ()))
    cut = _loop().run_until_complete(_heard(pieces))
    hold(whole[0] == cut[0], f"cut into pieces it says {cut[0]}, whole {whole[0]}")
    said = whole[1]
    if len(said) < len(cut[1]) and cut[1].endswith(b"head too large"):
        # A header without an end, in one piece with the request before it, is counted with what comes next.
        said = _loop().run_until_complete(_heard((raw, MORE)))[1]
    hold(_statuses(said) == _statuses(cut[1]), f"cut into pieces it is answered {cut[1]!r}, whole {said!r}")
    theirs, why = _as_h11(raw)
    ours = [(method, _plain(target), body) for method, target, body in whole[0]]
    alike = [(method, _plain(target), body) for method, target, body in theirs]
    if SPACED.match(why) or why.startswith(STRICTER):
        ours = ours[: len(alike)]
    hold(ours == alike[: len(ours)], f"h11 reads {theirs} ({why or 'and wants more'}), the relay {whole[0]}")
    TARGET.tally["heard" if ours else "refused" if whole[1] else "waited for more"] += 1


def _statuses(answers: bytes) -> list[bytes]:
    """What each request was answered. Whether a sender is told to go on, and which of several faults is named, may hang
    on what was there when it was looked at.
    """
    return [status for status in STATUS.findall(answers) if status != b"100"]


def _plain(target: bytes) -> bytes:
    """`http://host/path` and `*` as the relay passes them on."""
    if target.lower().startswith((b"http://", b"https://")):
        address, mark, query = target.split(b"//", 1)[1].partition(b"?")
        target = b"/" + address.partition(b"/")[2] + mark + query
    return b"/*" if target == b"*" else target.removesuffix(b"?")


TARGET = Target("wire", "where bytes are cut changes nothing, and h11 reads the same requests", _stream, _check)
TARGETS = (TARGET,)
