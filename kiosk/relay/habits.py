"""What one connection says again and again: the same head, but for the cursor of a poll or the length of a letter.

A till's head is the same at every poll, a gateway's at every letter. So a connection's first whole request of the two
usual kinds is read by the same parser and judged by the same rules as every other (`heads`), and what came out of it is
kept together with its bytes. The next request that has the same bytes in the same places means the same, and nothing
of it needs to be read again. Whatever differs in one byte, comes in pieces or is not usual is left to the long way.

Nothing is decided here: no token is looked up, no body opened. It must not know sockets.
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

import httptools

from kiosk.relay import requests
from kiosk.relay.answers import Refused
from kiosk.relay.heads import Head
from kiosk.relay.limits import Limits
from kiosk.relay.requests import Machine, Poll
from kiosk.relay.values import Request

_POLL = re.compile(
    rb"GET /letters\?after=([0-9]{1,16})&epoch=([A-Za-z0-9_.-]{0,64})&wait=([0-9]{1,6}) HTTP/1\.1\r\n"
)
_POST = re.compile(rb"POST /callback/([A-Za-z0-9_-]{1,128}) HTTP/1\.1\r\n")
_LENGTH = re.compile(rb"\r\ncontent-length: ?([0-9]{1,7})\r\n", re.IGNORECASE)
_END = b"\r\n\r\n"
# The largest first line of the two kinds: a head that leaves room for it is within its bound with any other, too.
_LINE = 256


class Letter(NamedTuple):
    """A callback that came whole: the secret last part of its address, and its body."""

    address: bytes
    body: bytes


class Till:
    """Polls: which token opens the box (its SHA-256), and which machine asks."""

    __slots__ = ("_block", "_longest_s", "forwarded", "machine", "token")

    def __init__(self, block: bytes, forwarded: str, token: bytes, machine: Machine | None, limits: Limits) -> None:
        self._block = block
        self._longest_s = limits.max_wait_s
        self.forwarded = forwarded
        self.token = token
        self.machine = machine

    def read(self, data: bytes) -> Poll | None:
        """The questions of a poll with this head; None for anything else."""
        match = _POLL.match(data)
        if match is None or match.end() + len(self._block) != len(data) or not data.endswith(self._block):
            return None
        after, epoch, wait = match.groups()
        return Poll(int(after), epoch.decode("ascii"), min(float(wait), self._longest_s))


class Gateway:
    """Letters: the bytes before and behind the digits of their length."""

    __slots__ = ("_before", "_behind", "_largest", "forwarded")

    def __init__(self, before: bytes, behind: bytes, forwarded: str, limits: Limits) -> None:
        self._before = before
        self._behind = behind
        self._largest = limits.max_body
        self.forwarded = forwarded

    def read(self, data: bytes) -> Letter | None:
        """A letter with this head, if all of it is there and nothing behind it; None for anything else."""
        match = _POST.match(data)
        if match is None:
            return None
        start = match.end()
        if not data.startswith(self._before, start):
            return None
        start += len(self._before)
        end = data.find(b"\r", start, start + 8)
        if end < 0 or not data.startswith(self._behind, end):
            return None
        size, body = data[start:end], data[end + len(self._behind) :]
        if not size.isdigit() or int(size) != len(body) or len(body) > self._largest:
            return None
        return Letter(match[1], body)


Habit: TypeAlias = Till | Gateway


def learn(data: bytes, limits: Limits) -> Habit | None:
    """The habit of one whole request of the two usual kinds; None for whatever else this is."""
    match = _POLL.match(data) or _POST.match(data)
    end = data.find(_END) + len(_END)
    if match is None or end < match.end():
        return None
    size = _LENGTH.findall(data, match.end() - 2, end)
    whole = len(size) == 1 and len(data) - end == int(size[0]) if data.startswith(b"POST") else len(data) == end
    # A letter that is not whole yet is not worth a second reading.
    head = _read(data, limits) if whole else None
    if head is None:
        return None
    if match.re is _POLL:
        return _till(head, data[match.end() :], limits)
    if head.names & {b"transfer-encoding", b"content-encoding", b"expect"}:
        return None
    place = _LENGTH.search(data, match.end() - 2, end)
    assert place is not None
    return Gateway(data[match.end() : place.start(1)], data[place.end(1) : end], head.forwarded, limits)


def _till(head: Head, block: bytes, limits: Limits) -> Till | None:
    if head.names & {b"content-length", b"transfer-encoding", b"expect"}:
        return None
    request = Request("GET", head.path, "", requests.headers(head.fields), None)
    try:
        token, machine = requests.bearer(request), requests.machine(request)
    except Refused:
        return None
    return Till(block, head.forwarded, token, machine, limits) if token is not None else None


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
