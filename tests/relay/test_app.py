"""The ASGI shell, driven in the same process: bounds while reading, grouped commits, waiting and release."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.relay.lane import Beside
from kiosk.relay.limits import LIMITS
from kiosk.relay.location import Postgres
from tests.relay.helpers import bodies, letter, open_kept
from tests.relay.line import Line, raw

Story = Callable[[Line], Awaitable[None]]
Run = Callable[..., None]


async def drip(*pieces: bytes, then: asyncio.Event | None = None) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece
    if then is not None:
        await then.wait()


def test_a_letter_in_pieces_is_stored_and_handed_out(run: Run) -> None:
    async def story(line: Line) -> None:
        body = letter("till1-A", pad="好" * 1_000)
        response = await line.post(drip(body[:10], b"", body[10:]))
        assert (response.status_code, response.json()) == (200, {"status": "stored"})
        assert "date" in response.headers
        page = await line.poll()
        assert bodies(page.json()) == [body]

    run(story)


def test_many_at_once_share_transactions_and_each_gets_its_answer(run: Run) -> None:
    async def story(line: Line) -> None:
        answers = await asyncio.gather(*(line.post(letter(f"till1-{n}")) for n in range(300)))
        assert {answer.status_code for answer in answers} == {200}
        assert 1 <= line.store.inside.transactions <= 300
        seen: list[bytes] = []
        query = "after=0"
        while page := (await line.poll(query)).json():
            if not page["letters"]:
                break
            seen += bodies(page)
            query = f"after={page['last']}&epoch={page['epoch']}"
        assert sorted(seen) == sorted(letter(f"till1-{n}") for n in range(300))

    run(story)


def test_a_waiting_poll_gets_the_letter_when_it_comes(run: Run) -> None:
    async def story(line: Line) -> None:
        second = line.relay.service.add_till("shop", "till2")
        mine, other = await line.waiting(), await line.waiting(token=second)
        await line.post(letter("till1-A"))
        assert bodies((await mine).json()) == [letter("till1-A")]
        assert not other.done()
        line.relay.release()
        assert (await other).json()["letters"] == []

    run(story)


def test_a_wait_ends_by_itself_with_an_empty_page(run: Run) -> None:
    async def story(line: Line) -> None:
        response = await line.poll("wait=0.05")
        assert (response.status_code, response.json()["letters"]) == (200, [])

    run(story)


def test_the_older_poll_hears_204_at_once(run: Run) -> None:
    async def story(line: Line) -> None:
        older = await line.waiting()
        newer = asyncio.create_task(line.poll("wait=25"))
        gone = await older
        assert (gone.status_code, gone.content) == (204, b"")
        await line.post(letter("till1-A"))
        assert (await newer).status_code == 200

    run(story)


def test_release_answers_everybody_and_nobody_waits_afterwards(run: Run) -> None:
    async def story(line: Line) -> None:
        tokens = [line.relay.service.add_till("shop", f"t{n}") for n in range(100)]
        polls = [await line.waiting(token=token) for token in tokens]
        assert len(line.relay.room) == 100
        line.relay.release()
        assert {response.status_code for response in await asyncio.gather(*polls)} == {200}
        assert (await line.poll("wait=25")).json()["letters"] == []
        # What is on its way in is still stored.
        assert (await line.post(letter("till1-A"))).status_code == 200

    run(story)


def test_health_is_told_while_the_store_takes_its_time(tmp_path: Path) -> None:
    async def story() -> None:
        line = Line(tmp_path / "relay.db", LIMITS, Beside())
        async with line.client, line.relay.running():
            line.store.answers.clear()
            poll = asyncio.create_task(line.poll())
            response = await asyncio.wait_for(line.client.get("/health"), 10.0)
            assert (response.status_code, response.json(), poll.done()) == (200, {"ok": True}, False)
            assert "date" in response.headers
            line.store.answers.set()
            assert (await poll).status_code == 200
        line.store.close()

    asyncio.run(story())


@pytest.mark.parametrize("length", [None, LIMITS.max_body + 1, LIMITS.max_drain + LIMITS.max_body])
def test_a_body_that_is_too_large_is_refused_while_it_is_read(run: Run, length: int | None) -> None:
    async def story(line: Line) -> None:
        if length is None:  # chunked, and endless: only so much of it is ever taken
            taken = 0

            async def endless() -> AsyncIterator[bytes]:
                nonlocal taken
                while True:
                    taken += 65_536
                    yield b" " * 65_536

            response = await line.post(endless())
            assert taken <= LIMITS.max_body + 2 * 65_536
        else:
            response = await line.post(b" " * length)
        assert response.status_code == 413
        assert set(response.json()) == {"error", "cure"}

    run(story)


def test_the_memory_of_a_sender_that_was_given_up_is_given_back(run: Run) -> None:
    async def story(line: Line) -> None:
        piece = {"type": "http.request", "body": b" " * 150, "more_body": True}
        for headers in ([(b"content-length", b"300")], [(b"content-length", b"300"), (b"content-encoding", b"gzip")]):
            messages: list[dict[str, Any]] = [dict(piece), {"type": "http.disconnect"}]
            assert await raw(line, "POST", line.path, headers, messages) is None
        assert (await line.post(letter("till1-A"))).status_code == 200

    run(story, replace(LIMITS, max_buffered=200))


def test_too_much_in_memory_at_once_is_refused_and_given_back(run: Run) -> None:
    async def story(line: Line) -> None:
        counted, held = asyncio.Event(), asyncio.Event()

        async def slow() -> AsyncIterator[bytes]:
            yield b"{" + b" " * 100
            counted.set()
            await held.wait()

        first = asyncio.create_task(line.post(slow()))
        await counted.wait()
        refused = await line.post(letter("till1-A", pad="x" * 150))
        assert (refused.status_code, refused.headers["connection"]) == (503, "close")
        held.set()
        assert (await first).status_code == 400
        assert (await line.post(letter("till1-A", pad="x" * 50))).status_code == 200

    run(story, replace(LIMITS, max_buffered=200))


@pytest.mark.parametrize(
    ("headers", "status", "closes"),
    [
        ({"content-length": "2", "transfer-encoding": "chunked"}, 400, True),
        ({"content-encoding": "gzip"}, 415, False),
        ({"content-encoding": "br"}, 415, False),
        ({"content-length": "300000"}, 413, False),
        ({"content-length": "9999999999"}, 413, True),
        ({"content-length": "9999999999", "expect": "100-continue"}, 413, True),
        ({"content-length": "abc"}, 400, True),
    ],
)
def test_doubtful_bodies_are_refused(run: Run, headers: dict[str, str], status: int, closes: bool) -> None:
    async def story(line: Line) -> None:
        response = await line.post(b"{}", **headers)
        assert response.status_code == status
        assert (response.headers.get("connection") == "close") is closes
        assert line.store.inside.transactions == 0

    run(story)


def test_a_body_without_any_length_is_refused(run: Run) -> None:
    async def story(line: Line) -> None:
        assert await raw(line, "POST", line.path, []) == 411
        assert await raw(line, "POST", line.path, [(b"content-length", b"0")]) == 400

    run(story)


def test_a_header_that_comes_twice_opens_nothing(run: Run) -> None:
    async def story(line: Line) -> None:
        good, bad = f"Bearer {line.token}".encode(), b"Bearer x"
        assert await raw(line, "GET", "/probe", [(b"authorization", good)]) == 200
        for pair in ((good, bad), (bad, good), (good, good)):
            assert await raw(line, "GET", "/probe", [(b"Authorization", value) for value in pair]) == 401

    run(story)


def test_a_sender_that_goes_away_stores_nothing(run: Run) -> None:
    async def story(line: Line) -> None:
        headers = [(b"content-length", b"100")]
        messages: list[dict[str, Any]] = [
            {"type": "http.request", "body": b'{"a":1}', "more_body": True},
            {"type": "http.disconnect"},
        ]
        assert await raw(line, "POST", line.path, headers, messages) is None
        assert line.store.inside.transactions == 0

    run(story)


def test_a_disk_that_takes_nothing_is_503_and_polls_go_on(run: Run) -> None:
    async def story(line: Line) -> None:
        poll = await line.waiting()
        line.store.sick = True
        assert (await line.post(letter("till1-A"))).status_code == 503
        assert (await line.client.get("/health")).status_code == 503
        assert not poll.done()
        line.store.sick = False
        assert (await line.post(letter("till1-A"))).status_code == 200
        assert bodies((await poll).json()) == [letter("till1-A")]
        assert (await line.client.get("/health")).json() == {"ok": True}

    run(story)


def test_a_fault_of_ours_is_a_500_in_json_and_shows_nothing(run: Run) -> None:
    async def story(line: Line) -> None:
        line.store.rotten = True
        response = await line.client.get("/probe", headers={"authorization": f"Bearer {line.token}"})
        assert response.status_code == 500
        assert "secret" not in response.text
        assert ("fault", {"why": "RuntimeError"}) in line.log.lines

    run(story)


def test_a_receipt_is_on_the_disk_when_the_relay_has_stopped(run: Run) -> None:
    places: list[Path | Postgres] = []

    async def story(line: Line) -> None:
        places.append(line.place)
        await line.post(letter("till1-A"))
        page = (await line.poll()).json()
        assert (await line.poll(f"after={page['last']}&epoch={page['epoch']}")).json()["letters"] == []

    run(story)
    store = open_kept(places[0])
    box = store.box(1, "till1")
    assert box is not None
    assert box.read_to == box.last > 0
    store.close()
