"""Reading a request: what HTTP itself gets wrong, the token, and the questions of a poll.

It must not know stores or letters; every fault is answered at once, with a cure.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from kiosk.relay.answers import refusal
from kiosk.relay.limits import Limits
from kiosk.relay.values import Request, value

_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,128}")
_EPOCH = re.compile(r"[A-Za-z0-9_.-]{0,64}")
_WHOLE = re.compile(r"[0-9]{1,16}")
_INSTANCE = re.compile(r"[0-9a-f]{16}")
_GENERATION = re.compile(r"[0-9]{1,15}")
_SECONDS = re.compile(r"[0-9]{1,6}(\.[0-9]{1,20})?([eE]-[0-9]{1,3})?")
# As the till writes it; whatever is written otherwise is read the long way, with the same meaning.
_USUAL = re.compile(r"after=([0-9]{1,16})&epoch=([A-Za-z0-9_.-]{0,64})&wait=([0-9]{1,6})")


@value
class Poll:
    """The questions of `GET /letters`; `wait_s` in seconds, already within the limit."""

    after: int
    epoch: str
    wait_s: float


@dataclass(frozen=True, slots=True)
class Machine:
    """Who asks: `instance` is new at every start of a till, `generation` higher at every start."""

    instance: str
    generation: int


def headers(fields: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """By lower-case name; one that came twice is one text joined by `, ` (RFC 9110, 5.3)."""
    found: dict[str, str] = {}
    for raw_name, raw_value in fields:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def only(method: str, request: Request) -> None:
    """Refuse every other method. Raises `Refused` (405)."""
    if request.method != method:
        raise refusal(405, f"only {method} here", f"Use {method}", {"allow": method})


def digest(secret: str) -> bytes:
    """What the store keeps of a token or a callback address: 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def bearer(request: Request) -> bytes | None:
    """The SHA-256 of the token in `Authorization: Bearer …`; None when there is none of that form."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip(" ")
    if scheme.lower() != "bearer" or not _TOKEN.fullmatch(token):
        return None
    return digest(token)


def machine(request: Request) -> Machine | None:
    """Which machine asks; None when it does not say so. One that says no generation has the lowest.

    Raises:
        Refused: 400 when a header says something else.
    """
    instance, generation = request.headers.get("x-till-instance"), request.headers.get("x-till-generation", "0")
    if not _GENERATION.fullmatch(generation):
        raise refusal(400, "x-till-generation is no whole number", "Send one that is higher at every start")
    if instance is None:
        return None
    if not _INSTANCE.fullmatch(instance):
        raise refusal(400, "x-till-instance is malformed", "Send 16 of 0-9 a-f, new at every start, or none")
    return Machine(instance, int(generation))


def check_body_headers(request: Request, limits: Limits) -> None:
    """Refuse a body whose length is doubtful, too large or hidden in a compression.

    Raises:
        Refused: 400, 411, 413 or 415.
    """
    headers = request.headers
    length, coding = headers.get("content-length"), headers.get("transfer-encoding")
    if length is not None and coding is not None:
        # Two programs that believe different ones of the two see different requests (RFC 9112, 6.3).
        raise refusal(400, "Content-Length and Transfer-Encoding together", "Send one of the two")
    if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise refusal(415, "compressed body", "Send the JSON as it is, without Content-Encoding")
    if length is not None and not _WHOLE.fullmatch(length):
        raise refusal(400, "unreadable Content-Length", "Send one whole number of bytes")
    if length is not None and int(length) > limits.max_body:
        raise too_large(limits)
    if length is None and coding is None and request.body is None:
        raise refusal(411, "no length", "Send Content-Length")


def too_large(limits: Limits) -> Exception:
    """413, with the bound in it."""
    return refusal(413, "body too large", f"Send at most {limits.max_body} bytes")


def read_poll(request: Request, limits: Limits) -> Poll:
    """The questions of a poll; a longer wait than the limit is cut to it.

    Raises:
        Refused: 400 for a value that is no number, or a name given twice.
    """
    usual = _USUAL.fullmatch(request.query)
    if usual is not None:
        return Poll(int(usual[1]), usual[2], min(float(usual[3]), limits.max_wait_s))
    asked = _query(request.query)
    after, wait = asked.get("after", "0"), asked.get("wait", "0")
    if not _WHOLE.fullmatch(after):
        raise refusal(400, "after is no whole number", "Send the last position you have, or 0")
    if not _SECONDS.fullmatch(wait):
        raise refusal(400, "wait is no number of seconds", f"Send 0 to {limits.max_wait_s:g}")
    if not _EPOCH.fullmatch(asked.get("epoch", "")):
        raise refusal(400, "epoch is malformed", "Send the epoch of the last answer, or none")
    return Poll(int(after), asked.get("epoch", ""), min(float(wait), limits.max_wait_s))


def _query(text: str) -> Mapping[str, str]:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=16)
    except ValueError:
        raise refusal(400, "unreadable query", "Send after, epoch and wait as UTF-8, once each") from None
    if len({name for name, _ in pairs}) < len(pairs):
        raise refusal(400, "a name twice in the query", "Send after, epoch and wait once each")
    return dict(pairs)
