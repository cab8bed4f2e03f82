"""Ways through the lines: every fault of HTTP at every call, what it becomes, what the journal keeps, what is exported.

Whoever answers may also send back what he was sent: a relay that repeats the token in its error pages is as real as a
proxy that prints headers.
"""

from __future__ import annotations

import contextlib
import io
import ssl
from collections.abc import Callable, Iterator
from typing import Any

import httpx

from kiosk.adapters.folder import DataFolder
from kiosk.adapters.http_client import Client, client_for
from kiosk.adapters.journal import Journal
from kiosk.cli.main import main
from kiosk.compose.live import gate_line, mailbox_line
from kiosk.gate.secret import Secret
from kiosk.sale import effects as fx
from kiosk.sale.money import Currency, Money
from kiosk.sale.payment import Payment, fold
from tests.compose.helpers import HandClock
from tests.sale.helpers import ONE, Playbook
from tests.sale.openings import charged
from tests.secrets.ears import KEY, TOKEN, Box, Way

Answer = Callable[[httpx.Request], httpx.Response]
PROJECT = 383_000


def _raises(fault: Exception) -> Answer:
    def answer(request: httpx.Request) -> httpx.Response:
        raise fault

    return answer


def _says(status: int, body: bytes = b"", **headers: str) -> Answer:
    return lambda _request: httpx.Response(
        status, content=body, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


def _echo(status: int) -> Answer:
    def answer(request: httpx.Request) -> httpx.Response:
        sent = f"{request.url} {dict(request.headers)} {request.content!r}"
        return httpx.Response(
            status, text=f"<pre>cannot do that: {sent}</pre>", headers={"x-echo": sent.replace("\n", " ")}
        )

    return answer


ANSWERS: dict[str, Answer] = {
    "no connection": _raises(httpx.ConnectError("refused")),
    "no connection in time": _raises(httpx.ConnectTimeout("slow")),
    "no answer in time": _raises(httpx.ReadTimeout("slow")),
    "nothing taken in time": _raises(httpx.WriteTimeout("slow")),
    "cut while reading": _raises(httpx.ReadError("cut")),
    "cut while writing": _raises(httpx.WriteError("cut")),
    "no HTTP": _raises(httpx.RemoteProtocolError("no HTTP")),
    "our own HTTP": _raises(httpx.LocalProtocolError("Illegal header value b'Bearer'")),
    "a pool without room": _raises(httpx.PoolTimeout("full")),
    "a bad certificate": _raises(httpx.ConnectError(str(ssl.SSLCertVerificationError("self-signed")))),
    "a proxy": _raises(httpx.ProxyError("proxy")),
    "another place": _says(302, location="https://elsewhere.example"),
    "what it was sent, as 200": _echo(200),
    "what it was sent, as 400": _echo(400),
    "what it was sent, as 401": _echo(401),
    "what it was sent, as 500": _echo(500),
    "no permission": _says(403, b"no"),
    "not found": _says(404, b"<html>"),
    "another till": _says(409),
    "too often": _says(429),
    "out of order": _says(503, b"later"),
    "compressed": _says(200, b"x", content_encoding="gzip"),
    "far too much": _says(200, b"x" * 3_000_000),
    "half of JSON": _says(200, b'{"status": "suc'),
    "an odd clock": _says(200, b"{}", date="Fri, 31 Dec 9999 23:59:59 -2359"),
    "an empty page": _says(204),
}


def _client(answer: Answer) -> Client:
    return client_for("https://service.example", "test", httpx.MockTransport(answer))


def _gate(answer: Answer) -> Any:
    return gate_line(_client(answer), PROJECT, Secret(KEY), "203.0.113.7", "test", HandClock().edge("till1"))


def _mailbox(answer: Answer) -> Any:
    return mailbox_line(
        _client(answer), Secret(TOKEN), PROJECT, Secret(KEY), "test", HandClock().edge("till1"), "till1"
    )


ORDER = fx.CreatePayment(ONE, f"customer-of-{ONE}", Money(12_850, Currency.HKD), 4.0)
CALLS: dict[str, Callable[[Answer], Any]] = {
    "order": lambda answer: _gate(answer).order(ORDER),
    "status": lambda answer: _gate(answer).ask(ONE),
    "first touch": lambda answer: _gate(answer).warm(),
    "letters": lambda answer: _mailbox(answer).read(fx.ReadMailbox("E", 0)),
    "probe": lambda answer: _mailbox(answer).probe(),
}


def _lived(heard: tuple[object, ...], box: Box) -> object:
    """Let a till hear it, write the journal as the till would, and look at it with every command."""
    book = Playbook() if not heard else charged()
    for event in heard:
        book >> event
        book.tick(1.0)
    folded: dict[str, Payment] = {}
    for record in book.journal:
        name = getattr(record, "payment_id", "")
        if name and type(record).__name__ != "LetterKept":
            folded[name] = fold(folded.get(name), record)
    journal = Journal(DataFolder(box.data).journal, environment="test")
    journal.commit(book.journal, list(folded.values()))
    journal.close()
    return heard, book.effects, book.till, book.screen, _told(box, *folded)


def _told(box: Box, *names: str) -> str:
    """What `kiosk payments` says about it, in all its forms."""
    out = io.StringIO()
    commands = [
        ["list"],
        ["list", "--json"],
        ["list", "--csv"],
        ["export"],
        ["export", "--json"],
        *(["show", n] for n in names),
    ]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        for words in commands:
            main(["payments", *words, "--data", str(box.data)])
    return out.getvalue()


def line_ways() -> Iterator[Way]:
    for call, make in CALLS.items():
        for what, answer in ANSWERS.items():

            def go(box: Box, make: Callable[[Answer], Any] = make, answer: Answer = answer) -> object:
                return _lived(make(answer), box)

            yield Way(f"{call}: {what}", go)


WAYS = tuple(line_ways())
