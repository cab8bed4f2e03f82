"""Readers at the two ends of the relay, and of the head of an answer: pages of letters, callbacks, polls, dates."""

from __future__ import annotations

import base64
import json
import re
import string
from datetime import UTC, datetime
from random import Random
from typing import Any
from urllib.parse import quote

import httpx

from kiosk.adapters.http_gate import GateLine
from kiosk.adapters.http_mailbox import MailboxLine
from kiosk.bounded_json import STORED, BadJson
from kiosk.gate.secret import Secret
from kiosk.relay import requests
from kiosk.relay.answers import Refused
from kiosk.relay.limits import LIMITS
from kiosk.relay.routing import Router
from kiosk.relay.values import Request
from kiosk.sale.effects import ReadMailbox
from kiosk.sale.events import CallFailed, ClockHeard, LetterHeard, MailboxAnswered, ProbeAnswered
from tests.adapters.gateway import mock_client
from tests.fuzz import mutate, oracle
from tests.fuzz.engine import Target, hold
from tests.fuzz.targets_gate import KEY, READER, document, signed, spelled
from tests.gate.helpers import PROJECT, SECRET

TOKEN = "a-token-that-nobody-may-see"


class Wire:
    """A network that answers what it was told to."""

    def __init__(self) -> None:
        self.answer = httpx.Response(200)
        client = mock_client(lambda _request: self.answer)
        self.mailbox = MailboxLine(client, Secret(TOKEN), READER, KEY, PROJECT, lambda: 0.0, "till1")
        noon = datetime(2026, 11, 22, 4, tzinfo=UTC)
        self.gate = GateLine(client, PROJECT, KEY, "203.0.113.7", READER, lambda: 0.0, lambda: noon)


WIRE = Wire()


def _page(chance: Random) -> tuple[bytes, int, int]:
    letters: list[Any] = [
        {
            "position": place,
            "received_at": "2026-11-22T04:00:00.000Z",
            "body": base64.b64encode(signed("letter.jsonl", chance)).decode(),
        }
        for place in range(1, chance.choice((0, 1, 1, 1, 2, 3)) + 1)
    ]
    made = {"epoch": "e1", "till": "till1", "last": len(letters), "orphans": 0, "letters": letters}
    for _ in range(chance.choice((0, 0, 1, 2, 3))):
        mutate.edit(made, chance)
    http = 200 if chance.random() < 0.9 else chance.choice((204, 301, 400, 401, 403, 404, 409, 429, 500, 503))
    return spelled(made, chance), http, chance.choice((0, 0, 1, 7))


def _check_page(given: tuple[bytes, int, int]) -> None:
    raw, http, after = given
    WIRE.answer = httpx.Response(http, content=raw)
    heard = WIRE.mailbox.read(ReadMailbox("e1", after))
    assert TOKEN not in repr(heard)
    WIRE.answer = httpx.Response(http, content=raw)
    (probed,) = WIRE.mailbox.probe()
    assert isinstance(probed, ProbeAnswered | CallFailed)
    *letters, end = heard
    if isinstance(end, CallFailed):
        assert not letters, "a read that failed brought letters"
        assert not end.certain
        return
    assert http == 200
    assert isinstance(end, MailboxAnswered)
    page = oracle.parsed(raw)
    assert page.get("till") in (None, "till1"), "another till's letters were read"
    entries = page["letters"]
    assert len(letters) == len(entries), "a letter was lost, or made up"
    place = after if page["epoch"] == "e1" else 0
    for letter, entry in zip(letters, entries, strict=True):
        assert isinstance(letter, LetterHeard)
        assert letter.position > place, "the cursor stands still"
        place = letter.position
        body = entry.get("body") if isinstance(entry, dict) else None
        if type(body) is str and re.fullmatch(r"(?:[A-Za-z0-9+/]{4})+", body):
            assert letter.raw == base64.b64decode(body), "other bytes than the relay's"
    assert end.last >= place


def _callback(chance: Random) -> bytes:
    made = document("letter.jsonl", chance, 3)
    if chance.random() < 0.1:
        made["long"] = [[0] * 3] * chance.choice((10, 600))
    return mutate.dented(spelled(made, chance), chance, 0.4)


ROUTER = Router(LIMITS)


def _check_callback(raw: bytes) -> None:
    try:
        till = ROUTER.till_of(raw)
    except BadJson as fault:
        hold(fault.reason and not _is_object(raw), f"a JSON object was refused: {fault.reason}")
        return
    assert till == "" or re.fullmatch(r"[a-z0-9]{1,16}", till)
    if till:
        made = oracle.parsed(raw)
        named = {oracle.said_at(made, "payment", "id"), oracle.said_at(made, "general", "payment_id")} - {""}
        assert named, "a till that nobody named"
        assert all(name.startswith(f"{till}-") for name in named), "two tills are named"


def _is_object(raw: bytes) -> bool:
    """Whether it is what the relay promised to keep: a JSON object in UTF-8, within size and depth."""
    try:
        found = json.loads(raw.decode("utf-8"), parse_constant=_no)
    except (ValueError, RecursionError):
        return False
    bounded = len(raw) <= LIMITS.max_body and isinstance(found, dict) and oracle.depth(found) <= LIMITS.max_depth
    return bounded and len(list(oracle.leaves(found))) <= STORED.max_leaves


def _no(word: str) -> Any:
    raise ValueError(word)


_ODD = string.printable + "é茶\x00\ud800"


def _poll(chance: Random) -> Request:
    """The head of a request as a network shell hands it in."""
    values = {
        "after": ("0", "7", "9" * 16, "9" * 17, "-1", "1e3", "٣"),
        "wait": ("0", "25", "1e9", "25.5", "nan", "9" * 7),
        "epoch": ("", "e1", "x" * 65, "a b", "ü"),
    }
    pairs = [(name, chance.choice(values[name])) for name in chance.choices(list(values), k=chance.randint(0, 4))]
    query = "&".join(f"{name}={quote(value)}" for name, value in pairs)
    query = mutate.dented(query.encode(), chance, 0.4).decode("utf-8", "surrogateescape")
    token = chance.choice((TOKEN, "x" * 129, "a b", "", mutate.text_of(chance, _ODD, 20)))
    scheme = chance.choice(("Bearer", "bearer", "Basic", "BEARER", "", mutate.text_of(chance, _ODD, 5)))
    headers = {"Authorization": f"{scheme} {token}"}
    for name in ("content-length", "transfer-encoding", "content-encoding"):
        if chance.random() < 0.4:
            odd = mutate.text_of(chance, _ODD, 12)
            headers[name] = chance.choice(
                ("0", "12", "262145", "9" * 17, "-1", "+5", "chunked", "gzip", "identity", odd)
            )
    return Request("POST", "/callback/x", query, headers, chance.choice((None, b"")), "192.0.2.1")


def _check_poll(request: Request) -> None:
    token = requests.bearer(request)
    assert token is None or len(token) == 32
    assert TOKEN not in repr(request), "a request shows its token"
    try:
        requests.check_body_headers(request, LIMITS)
        length = request.headers.get("content-length")
        assert length is None or int(length) <= LIMITS.max_body
        assert length is None or "transfer-encoding" not in request.headers
    except Refused as refused:
        hold(refused.response.status in (400, 411, 413, 415), f"an answer {refused.response.status}")
    try:
        asked = requests.read_poll(request, LIMITS)
    except Refused as refused:
        hold(refused.response.status == 400, f"an answer {refused.response.status}")
        return
    assert 0 <= asked.after < 10**16
    assert 0.0 <= asked.wait_s <= LIMITS.max_wait_s
    assert re.fullmatch(r"[A-Za-z0-9_.-]{0,64}", asked.epoch)


DATES = (
    "Sun, 22 Nov 2026 04:00:00 GMT",
    "Sunday, 22-Nov-26 04:00:00 GMT",
    "Sun Nov 22 04:00:00 2026",
    "22 Nov 2026 04:00 +0800",
    "Fri, 31 Dec 9999 23:59:59 -2359",
    "Sat, 1 Jan 0001 00:00:00 +2359",
    "Sun, 22 Nov 2026 04:00:00 -0000",
    "",
)


_NUMBERS = (0, 1, 12, 31, 59, 99, 2026, 9999, 99_999, 10**20)


def _date(chance: Random) -> bytes:
    words = chance.choice(DATES)
    if chance.random() < 0.5:
        words = re.sub(r"\d+", lambda _: str(chance.choice(_NUMBERS)), words, count=chance.randint(1, 3))
    tokens = (b"9", b"-", b"+", b":", b" ", b",", b"GMT", b"(", b"\t", b"00", b"\xe9", b"+9999", b"e", b".")
    return mutate.dented(words.encode(), chance, 0.4, tokens)


def _check_date(words: bytes) -> None:
    WIRE.answer = httpx.Response(200, headers=[(b"date", words)])
    heard = WIRE.gate.warm()
    assert len(heard) <= 1
    for event in heard:
        assert isinstance(event, ClockHeard)
        assert event.offset_s == event.offset_s, "no number"
        assert SECRET not in repr(event)


TARGETS = (
    Target(
        "relay-page",
        "as many letters as entries, each with its own bytes; the cursor always goes on",
        _page,
        _check_page,
    ),
    Target(
        "callback",
        "every JSON object within the bounds is kept, and only what names one till goes to it",
        _callback,
        _check_callback,
    ),
    Target("request", "a poll within its bounds, or a refusal; tokens are shown nowhere", _poll, _check_poll),
    Target("date", "the platform's clock, or nothing", _date, _check_date),
)
