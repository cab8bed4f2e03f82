"""How each server is spoken to: posting a letter, waiting for one, and telling when an answer is whole.

Bytes only; no sockets. Must not import the product: its callback and poll are written out here as its contract says.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from benchmarks.relay.floor import KEY

_PAD = "x" * 1_180


@dataclass(frozen=True)
class Till:
    """A till: its name, the path its project's callbacks go to, and its token."""

    name: str
    path: str
    token: str


class Ear(Protocol):
    """One waiting connection."""

    def ask(self) -> bytes:
        """What is written to wait for the next letter; may be empty."""

    def feed(self, data: bytes) -> bytes | None:
        """The next letter once it is whole; empty for an answer without one; None while more must come."""


class Tongue(Protocol):
    """One kind of server."""

    def waiter(self, till: Till) -> Ear:
        """A connection that waits."""

    def post(self, till: Till, number: int) -> bytes:
        """A letter to a till."""

    def answered(self, text: bytes) -> bool | None:
        """Whether it was taken; None while the answer is not whole."""


def letter(till: Till, number: int) -> bytes:
    """1.4 kB in the gateway's shape."""
    payment = {"id": f"{till.name}-{number}-{id(_PAD)}", "status": "success", "method": "fps", "type": "purchase",
               "sum": {"amount": 8850, "currency": "HKD"}, "date": "2026-11-28T08:00:00+0000", "pad": _PAD}  # fmt: skip
    return json.dumps({"project_id": 38300, "payment": payment, "signature": "s" * 88}).encode()


def request(path: str, body: bytes, more: str = "") -> bytes:
    """A POST as a gateway sends it."""
    head = f"POST {path} HTTP/1.1\r\nHost: relay\r\nContent-Type: application/json\r\n{more}"
    return head.encode() + b"Content-Length: %d\r\n\r\n" % len(body) + body


def whole(text: bytes) -> bytes | None:
    """The body of an HTTP answer with a length, once all of it is there."""
    end = text.find(b"\r\n\r\n")
    if end < 0:
        return None
    low = text[:end].lower()
    place = low.find(b"content-length:")
    size = int(low[place + 15 :].split(b"\r\n", 1)[0]) if place >= 0 else 0
    return text[end + 4 : end + 4 + size] if len(text) >= end + 4 + size else None


class _HttpEar:
    def __init__(self, ask: bytes) -> None:
        self._ask = ask
        self._text = b""

    def ask(self) -> bytes:
        return self._ask

    def feed(self, data: bytes) -> bytes | None:
        self._text += data
        body = whole(self._text)
        if body is not None:
            self._text = b""
        return body


class _Http:
    def answered(self, text: bytes) -> bool | None:
        return None if whole(text) is None else text[9:12] == b"200"


class Floor(_Http):
    """`floor.py`, and `bare.py` for waiting alone."""

    def waiter(self, till: Till) -> Ear:
        return _HttpEar(f"GET /wait?k={till.name} HTTP/1.1\r\nHost: relay\r\n\r\n".encode())

    def post(self, till: Till, number: int) -> bytes:
        body = letter(till, number)
        return request("/cb", body, f"X-Sign: {hmac.digest(KEY, body, 'sha512').hex()}\r\n")


class _ProductEar(_HttpEar):
    def __init__(self, till: Till) -> None:
        super().__init__(b"")
        self._token = till.token
        self._after, self._epoch = "0", ""

    def ask(self) -> bytes:
        query = f"after={self._after}&epoch={self._epoch}&wait=25"
        return f"GET /letters?{query} HTTP/1.1\r\nHost: relay\r\nAuthorization: Bearer {self._token}\r\n\r\n".encode()

    def feed(self, data: bytes) -> bytes | None:
        body = super().feed(data)
        if not body:
            return body
        page = json.loads(body)
        self._after, self._epoch = str(page["last"]), page["epoch"]
        return b"".join(base64.b64decode(entry["body"]) for entry in page["letters"])


class Product(_Http):
    """`kiosk-relay`."""

    def waiter(self, till: Till) -> Ear:
        return _ProductEar(till)

    def post(self, till: Till, number: int) -> bytes:
        return request(till.path, letter(till, number))


class _SmeeEar:
    def __init__(self, till: Till) -> None:
        self._ask = f"GET /{till.name} HTTP/1.1\r\nHost: relay\r\nAccept: text/event-stream\r\n\r\n".encode()
        self._text = b""

    def ask(self) -> bytes:
        ask, self._ask = self._ask, b""
        return ask

    def feed(self, data: bytes) -> bytes | None:
        self._text += data
        end = self._text.find(b"\n\n", self._text.find(b"data: {"))
        if end < 0 or b"data: {" not in self._text:
            return None
        text, self._text = self._text, b""
        return text if b"payment" in text else b""


class Smee(_Http):
    """`smee.js`."""

    def waiter(self, till: Till) -> Ear:
        return _SmeeEar(till)

    def post(self, till: Till, number: int) -> bytes:
        return request(f"/{till.name}", letter(till, number))


def _command(*words: bytes) -> bytes:
    return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%b\r\n" % (len(word), word) for word in words)


class _StreamEar:
    def __init__(self, till: Till) -> None:
        self._name = till.name.encode()
        self._last = b"$"
        self._text = b""

    def ask(self) -> bytes:
        return _command(b"XREAD", b"BLOCK", b"0", b"STREAMS", self._name, self._last)

    def feed(self, data: bytes) -> bytes | None:
        self._text += data
        if not self._text.endswith(b'"}\r\n'):
            return None
        text, self._text = self._text, b""
        self._last = next(part for part in text.split(b"\r\n") if part.replace(b"-", b"").isdigit() and b"-" in part)
        return text


class Stream:
    """A stream of a Redis-protocol server: XADD, and XREAD that waits."""

    def waiter(self, till: Till) -> Ear:
        return _StreamEar(till)

    def post(self, till: Till, number: int) -> bytes:
        name = till.name.encode()
        return _command(b"XADD", name, b"MAXLEN", b"~", b"100", b"*", b"b", letter(till, number))

    def answered(self, text: bytes) -> bool | None:
        return text.startswith(b"$") if text.endswith(b"\r\n") else None


TONGUES: dict[str, Callable[[], Tongue]] = {"floor": Floor, "product": Product, "smee": Smee, "stream": Stream}
