"""What the relay answers: one small JSON document for everything, refusals with a cure.

It must not know stores or sockets. An answer never repeats what was sent, so nothing can be smuggled through
it.
"""

from __future__ import annotations

import json
from binascii import b2a_base64
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from math import floor

from kiosk.relay.values import Letter, Response

JsonMap = Mapping[str, object]

STATUS = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus}
"""How an answer begins."""

_ALWAYS = {"content-type": "application/json", "cache-control": "no-store"}


class Refused(Exception):
    """Raised inside the core to end a request early with this answer."""

    def __init__(self, response: Response, why: str) -> None:
        super().__init__(response.status)
        self.response = response
        self.why = why
        """For the log: the error in the answer, which is a text of the relay's own."""


def document(status: int, content: JsonMap, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer."""
    return _written(status, json.dumps(content, separators=(",", ":")).encode(), headers)


def stored() -> Response:
    """200: the bytes are on the disk."""
    return _STORED


def refusal(status: int, error: str, cure: str, headers: Mapping[str, str] | None = None) -> Refused:
    """What was wrong, and what to do about it."""
    return Refused(document(status, {"error": error, "cure": cure}, headers), error)


def nothing() -> Response:
    """204: another poll of the same token has taken the place of this one."""
    return Response(204, {"cache-control": "no-store"})


def letters(epoch: str, till: str, after: int, taken: int, found: Sequence[Letter]) -> Response:
    """One page of letters. `last` is the cursor of the next poll, so a page cut short loses nothing; `taken` is the
    newest position that was ever acknowledged.
    """
    # Written out: every text in it is of letters, digits and marks that JSON takes as they are.
    last = found[-1].position if found else after
    parts = [f'{{"epoch":"{epoch}","till":"{till}","last":{last},"taken":{taken},"letters":['.encode("ascii")]
    for letter in found:
        head = f'{{"position":{letter.position},"received_at":"{moment(letter.received_at)}","body":"'
        parts += (head.encode("ascii"), b2a_base64(letter.body, newline=False), b'"}', b",")
    if found:
        parts.pop()
    parts.append(b"]}")
    return _written(200, b"".join(parts))


def _written(status: int, body: bytes, headers: Mapping[str, str] | None = None) -> Response:
    always = {**_ALWAYS, "content-length": str(len(body))}
    return Response(status, {**always, **headers} if headers else always, body)


_STORED = document(200, {"status": "stored"})


def moment(seconds: float) -> str:
    """Wall seconds as UTC, ISO 8601 with milliseconds (those that are over)."""
    # Rounded to microseconds first and then cut, as `datetime` does it.
    whole = floor(seconds)
    micros = round((seconds - whole) * 1e6)
    if micros == 1_000_000:
        whole, micros = whole + 1, 0
    return _second(whole) + _MILLIS[micros // 1000]


_MILLIS = tuple(f"{number:03d}Z" for number in range(1_000))


@lru_cache(maxsize=4)
def _second(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).isoformat().replace("+00:00", ".")


def dated(response: Response, now: float) -> Response:
    """With the Date header (RFC 9110, 6.6.1): a till may check its own clock by it. `now` in wall seconds."""
    if response is _STORED:
        return _stored_at(int(now))
    return Response(response.status, {**response.headers, "date": _date(int(now))}, response.body)


@lru_cache(maxsize=4)
def _stored_at(second: int) -> Response:
    return Response(_STORED.status, {**_STORED.headers, "date": _date(second)}, _STORED.body)


def closing(response: Response) -> Response:
    """With the connection's end announced, for a request whose body was not read to its end."""
    return Response(response.status, {**response.headers, "connection": "close"}, response.body)


def text(response: Response) -> bytes:
    """A whole answer as HTTP/1.1 writes it."""
    head = "".join([f"{name}: {value}\r\n" for name, value in response.headers.items()])
    return STATUS[response.status] + head.encode("latin-1") + b"\r\n" + response.body


@lru_cache(maxsize=4)
def _date(second: int) -> str:
    return formatdate(second, usegmt=True)
