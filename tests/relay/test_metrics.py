"""The second door: one page, one answer a connection, nothing else."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

import pytest

from kiosk.relay.metrics import door
from tests.relay.line import Line
from tests.relay.test_meter import samples

Run = Callable[..., None]


def asked(*requests: bytes) -> list[bytes]:
    """What the door answers to each."""

    async def page() -> str:
        return "page\n"

    async def whole() -> list[bytes]:
        listener = socket.create_server(("127.0.0.1", 0))
        async with door(listener, page):
            found = []
            for request in requests:
                reader, writer = await asyncio.open_connection(*listener.getsockname())
                writer.write(request)
                writer.write_eof()
                found.append(await asyncio.wait_for(reader.read(), 20))
                writer.close()
            return found

    return asyncio.run(whole())


def test_it_answers_with_the_page() -> None:
    (answer,) = asked(b"GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n")
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n" in head
    assert (b"Content-Length: 5" in head, body) == (True, b"page\n")


@pytest.mark.parametrize("line", [b"GET / HTTP/1.1", b"POST /metrics HTTP/1.1", b"GET /letters HTTP/1.1", b"", b"x"])
def test_it_answers_nothing_else(line: bytes) -> None:
    (answer,) = asked(line + b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert b"page" not in answer


def test_half_a_request_and_one_without_an_end_harm_nobody() -> None:
    half, endless, good = asked(b"GET /met", b"GET " + b"x" * 20_000, b"GET /metrics HTTP/1.1\r\n\r\n")
    assert (half, endless) == (b"", b"")
    assert good.endswith(b"page\n")


def test_the_relay_s_own_page_follows_what_happens(run: Run) -> None:
    async def story(line: Line) -> None:
        async def page() -> dict[str, float]:
            return samples(await line.relay.figures(line.store.inside.unread))

        assert (await page())["kiosk_relay_ready"] == 1
        await line.post(b'{"payment":{"id":"till9-A"}}')
        await line.post(b'{"payment":{"id":"till1-A"}}')
        found = await page()
        assert (found["kiosk_relay_letters_unread"], found["kiosk_relay_orphans"]) == (1, 1)
        first = (await line.poll()).json()
        waiting = await line.waiting(f"wait=25&after={first['last']}&epoch={first['epoch']}")
        assert (await page())["kiosk_relay_polls_waiting"] == 1
        await line.post(b'{"payment":{"id":"till1-B"}}')
        await waiting
        found = await page()
        # The one that was read at once did not wait for a letter; the other did.
        assert found["kiosk_relay_delivery_seconds_count"] == 1
        assert found['kiosk_relay_answers_total{route="letters",status="200"}'] == 2
        assert found["kiosk_relay_commit_size_count"] >= 3
        assert found['kiosk_relay_letters_total{outcome="stored"}'] == 2

    run(story)


def test_a_wait_that_ends_without_a_letter_is_no_delivery(run: Run) -> None:
    async def story(line: Line) -> None:
        older = await line.waiting("wait=25")
        newer = await line.waiting("wait=0.05")
        assert (await older).status_code == 204
        assert (await newer).json()["letters"] == []
        assert (samples(await line.relay.figures(line.store.inside.unread)))["kiosk_relay_delivery_seconds_count"] == 0

    run(story)


def test_without_its_store_the_page_still_comes(run: Run) -> None:
    async def story(line: Line) -> None:
        line.store.sick = True
        assert (await line.post(b"{}")).status_code == 503
        line.store.inside.close()
        found = samples(await line.relay.figures(line.store.inside.unread))
        assert found["kiosk_relay_ready"] == 0
        assert "kiosk_relay_orphans" not in found
        assert found['kiosk_relay_letters_total{outcome="broken"}'] == 1

    run(story)
