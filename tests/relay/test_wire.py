"""The server on real sockets: heads that drip, bytes that are no HTTP, smuggling, and a prompt stop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from kiosk.relay.limits import LIMITS
from tests.relay.helpers import letter
from tests.relay.plug import Plug, parsed, play

Run = Callable[..., None]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return partial(play, tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "hello\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "\x16\x03\x01\x02\x00\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x" * 9_000 + "\r\n\r\n", "GET /" + "x" * 9_000 + " HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\na",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\na",
    ],
)  # fmt: skip
def test_what_is_no_http_is_answered_in_json_with_a_date_and_ended(run: Run, text: str) -> None:
    async def story(plug: Plug) -> None:
        status, head, body = parsed(await plug.say(text.encode("latin-1")))
        assert status == 400
        assert set(body) == {"error", "cure"}
        assert b"\r\ndate: " in head
        assert b"connection: close" in head

    run(story)


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ("Content-Length: 4\r\nTransfer-Encoding: chunked", "0\r\n\r\n", 400),
        ("Transfer-Encoding: chunked\r\nContent-Length: 4", "2\r\n{}\r\n0\r\n\r\n", 400),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n", 400),
        ("Transfer-Encoding: identity", "{}", 400),
        ("Transfer-Encoding: gzip, chunked", "0\r\n\r\n", 400),
        ("Transfer-Encoding: chunked", "zz\r\n{}\r\n0\r\n\r\n", 400),
        ("Transfer-Encoding: chunked", "-2\r\n{}\r\n0\r\n\r\n", 400),
        ("X: 1", "", 411),
        ("Content-Length: 300000", "", 413),
    ],
)
def test_one_request_is_never_taken_for_two(run: Run, headers: str, body: str, status: int) -> None:
    async def story(plug: Plug) -> None:
        smuggled = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n"
        request = f"POST {plug.path} HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n{headers}\r\n\r\n{body}{smuggled}"
        answer = await plug.say(request)
        final = answer.partition(b"HTTP/1.1 100")[2].partition(b"\r\n\r\n")[2] or answer
        assert parsed(final)[0] == status
        assert answer.count(b'{"ok":true}') == 0
        assert plug.store.transactions == 0

    run(story)


def test_an_honest_chunked_body_is_stored(run: Run) -> None:
    async def story(plug: Plug) -> None:
        body = letter("till1-A")
        chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:5], body[5:])) + b"0\r\n\r\n"
        head = f"POST {plug.path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
        assert parsed(await plug.say(head, chunks))[0] == 200
        assert plug.store.transactions == 1

    run(story)


@pytest.mark.parametrize("start", ["", "G", "GET /health HTTP/1.1\r\nHost: a\r\nX: "])
def test_a_head_that_never_ends_is_given_up(run: Run, start: str) -> None:
    async def story(plug: Plug) -> None:
        assert await plug.say(start) == b""

    run(story, replace(LIMITS, head_deadline_s=0.05, watch_every_s=0.01))


def test_a_second_head_that_never_ends_is_given_up_too(run: Run) -> None:
    async def story(plug: Plug) -> None:
        reader, writer = await plug.open()
        writer.write(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
        await reader.readuntil(b'{"ok":true}')
        writer.write(b"GET /hea")
        assert await asyncio.wait_for(reader.read(), 4) == b""
        writer.close()

    run(story, replace(LIMITS, head_deadline_s=0.05, watch_every_s=0.01))


def test_a_head_deadline_ends_no_request_that_is_being_answered(run: Run) -> None:
    async def story(plug: Plug) -> None:
        token = plug.relay.service.add_till("shop", "till1")
        reader, writer = await plug.open()
        poll = f"GET /letters?wait=0.3 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n"
        for _ in range(2):
            writer.write(poll.encode())
            assert b" 200 " in await reader.readuntil(b"\r\n")
            await reader.readuntil(b'"letters":[]}')
        writer.close()

    run(story, replace(LIMITS, head_deadline_s=0.1, watch_every_s=0.01))


def test_a_body_that_drips_is_refused_in_words_when_its_time_is_over(run: Run) -> None:
    async def story(plug: Plug) -> None:
        head = f"POST {plug.path} HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{{"
        status, head_back, body = parsed(await plug.say(head))
        assert (status, set(body)) == (408, {"error", "cure"})
        assert b"connection: close" in head_back
        assert plug.store.transactions == 0

    run(story, replace(LIMITS, body_deadline_s=0.05, watch_every_s=0.01))


def test_stopping_answers_the_waiting_and_ends_soon(run: Run, tmp_path: Path) -> None:
    took: list[float] = []

    async def story(plug: Plug) -> None:
        token = plug.relay.service.add_till("shop", "till1")
        poll = f"GET /letters?wait=25 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n"
        _, gone = await plug.open()
        gone.write(poll.encode())
        reader, writer = await plug.open()
        writer.write(f"POST {plug.path} HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{{".encode())
        while len(plug.relay.room) < 1 or len(plug.server.house.lines) < 2:
            await asyncio.sleep(0)
        # One that waits went away without a word, and one sender is in the middle of its body.
        gone.close()
        plug.server.stop()
        began = time.monotonic()
        assert await asyncio.wait_for(reader.read(), 20) is not None
        took.append(time.monotonic() - began)
        writer.close()

    run(story)
    assert took[0] < 2.0
