"""What is said again and again: the same heads, but for the cursor of a poll or the length of a letter.

A till's head is the same at every poll, a gateway's at every letter. So the first whole request of the two usual kinds
is read by the same parser and judged by the same rules as every other (`heads`), and what came out of it is kept under
its bytes or their SHA-256. The next request that has the same bytes in the same places means the same, on whichever
connection (a proxy sends many tills' polls over few of them), and nothing of it needs to be read again. Whatever
differs in one byte is read anew; what comes in pieces or is not usual is left to the long way.

Nothing is decided here: no token is looked up, no body opened. It must not know sockets.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple, TypeVar

import httptools

from kiosk.relay import requests
from kiosk.relay.answers import Refused
from kiosk.relay.heads import Head
from kiosk.relay.limits import Limits
from kiosk.relay.requests import Machine, Poll
from kiosk.relay.values import Request

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_POLL = re.compile(
    rb"GET /letters\?after=([0-9]{1,16})&epoch=([A-Za-z0-9_.-]{0,64})&wait=([0-9]{1,6}) HTTP/1\.1\r\n"
)
_POST = re.compile(rb"POST /callback/([A-Za-z0-9_-]{1,128}) HTTP/1\.1\r\n")
_LENGTH = re.compile(rb"\r\n[Cc]ontent-[Ll]ength: ?([0-9]{1,7})\r\n")
_END = b"\r\n\r\n"
# The largest first line of the two kinds: a head that leaves room for it is within its bound with any other, too.
_LINE = 256
# What is kept: the longest head, and how many of each kind; eight MiB if somebody means to fill it.
_LARGEST = 1_024
_MOST = 8_192


class Till(NamedTuple):
    """Who polls: the SHA-256 of the token that is shown, the machine, and for whom a proxy says it speaks."""

    token: bytes
    machine: Machine | None
    forwarded: str


class Question(NamedTuple):
    """A poll."""

    till: Till
    asked: Poll


class Letter(NamedTuple):
    """A callback that came whole: the secret last part of its address, its body, and for whom a proxy speaks."""

    address: bytes
    body: bytes
    forwarded: str


class Habits:
    """The heads that were seen last. `read` gives the same whether a head was seen before or not."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._tills: dict[bytes, Till] = {}
        # By the bytes before and behind the digits of the length: for whom a proxy speaks.
        self._gateways: dict[tuple[bytes, bytes], str] = {}

    def __len__(self) -> int:
        return len(self._tills) + len(self._gateways)

    def read(self, data: bytes) -> Question | Letter | None:
        """One whole request of the two usual kinds; None for whatever else this is."""
        match = _POLL.match(data)
        if match is not None:
            # Only a digest is kept, for a token stands in it.
            key = hashlib.sha256(data[match.end() :]).digest()
            till = self._tills.get(key) or self._meet_till(data, key)
            if till is None:
                return None
            after, epoch, wait = match.groups()
            seconds, longest = float(wait), self._limits.max_wait_s
            return Question(till, Poll(int(after), epoch.decode("ascii"), seconds if seconds < longest else longest))
        match = _POST.match(data)
        return self._letter(data, match) if match is not None else None

    def _letter(self, data: bytes, line: re.Match[bytes]) -> Letter | None:
        start = line.end()
        end = data.find(_END, start - 2) + len(_END)
        size = _LENGTH.search(data, start - 2, end)
        body = data[end:]
        # A letter that is not whole yet is not worth a reading.
        if size is None or int(size[1]) != len(body) or len(body) > self._limits.max_body:
            return None
        key = data[start : size.start(1)], data[size.end(1) : end]
        forwarded = self._gateways.get(key)
        if forwarded is None:
            forwarded = self._meet_gateway(data, key)
        return Letter(line[1], body, forwarded) if forwarded is not None else None

    def _meet_till(self, data: bytes, key: bytes) -> Till | None:
        head = _read(data, self._limits) if data.find(_END) == len(data) - len(_END) else None
        if head is None or head.names & {b"content-length", b"transfer-encoding", b"expect"}:
            return None
        request = Request("GET", head.path, "", requests.headers(head.fields), None)
        try:
            token, machine = requests.bearer(request), requests.machine(request)
        except Refused:
            return None
        if token is None:
            return None
        till = Till(token, machine, head.forwarded)
        _keep(self._tills, key, till, len(data))
        return till

    def _meet_gateway(self, data: bytes, key: tuple[bytes, bytes]) -> str | None:
        head = _read(data, self._limits)
        if head is None or head.names & {b"transfer-encoding", b"content-encoding", b"expect"}:
            return None
        _keep(self._gateways, key, head.forwarded, len(key[0]) + len(key[1]))
        return head.forwarded


def _keep(known: dict[_Key, _Value], key: _Key, value: _Value, size: int) -> None:
    if len(known) >= _MOST:
        # Whoever is still there is met again, at the price of one reading.
        known.clear()
    if size <= _LARGEST:
        known[key] = value


class _Ear:
    """Hears what the parser finds in one request."""

    def __init__(self, limits: Limits) -> None:
        self.head = Head(limits)
        self.parser = httptools.HttpRequestParser(self)
        self.whole = 0
        self.keeps = False

    def on_url(self, part: bytes) -> None:
        self.head.add_target(part)

    def on_header(self, name: bytes, value: bytes) -> None:
        self.head.add(name, value)

    def on_headers_complete(self) -> None:
        parser = self.parser
        self.head.check(parser.get_method(), parser.get_http_version(), upgrade=parser.should_upgrade())
        self.keeps = parser.should_keep_alive()

    def on_message_complete(self) -> None:
        self.whole += 1


def _read(data: bytes, limits: Limits) -> Head | None:
    """The head, if the parser sees one whole request in it after which the connection goes on, and finds no fault."""
    ear = _Ear(limits)
    try:
        ear.parser.feed_data(data)
    except (httptools.HttpParserError, httptools.HttpParserUpgrade):
        return None
    finally:
        # It holds methods of this object: without this only the collector of cycles would find the two.
        del ear.parser
    return ear.head if ear.whole == 1 and ear.keeps and ear.head.room > _LINE else None
