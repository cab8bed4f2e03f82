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

from kiosk.relay.values import Letter, Response

JsonMap = Mapping[str, object]

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
    page = ",".join([
        f'{{"position":{letter.position},"received_at":"{moment(letter.received_at)}",'
        f'"body":"{b2a_base64(letter.body, newline=False).decode("ascii")}"}}'
        for letter in found
    ])
    last = found[-1].position if found else after
    head = f'{{"epoch":"{epoch}","till":"{till}","last":{last},"taken":{taken},"letters":[{page}]}}'
    return _written(200, head.encode("ascii"))


def _written(status: int, body: bytes, headers: Mapping[str, str] | None = None) -> Response:
    return Response(status, {**_ALWAYS, "content-length": str(len(body)), **(headers or {})}, body)


_STORED = document(200, {"status": "stored"})


def moment(seconds: float) -> str:
    """Wall seconds as UTC, ISO 8601 with milliseconds."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def dated(response: Response, now: float) -> Response:
    """With the Date header (RFC 9110, 6.6.1): a till may check its own clock by it. `now` in wall seconds."""
    return Response(response.status, {**response.headers, "date": _date(int(now))}, response.body)


@lru_cache(maxsize=4)
def _date(second: int) -> str:
    return formatdate(second, usegmt=True)
