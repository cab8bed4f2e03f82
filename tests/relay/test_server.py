"""The server around the connections: who has to make room, whom a proxy speaks for, and how it ends."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from kiosk.relay.callers import Proxies
from kiosk.relay.lane import Beside
from kiosk.relay.limits import LIMITS
from tests.relay.helpers import letter
from tests.relay.plug import Plug, parsed, play

Run = Callable[..., None]
NOBODY = Proxies(("192.0.2.1",))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return partial(play, tmp_path)


async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """Whether this connection still answers."""
    writer.write(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
    try:
        return b" 200 " in await asyncio.wait_for(reader.readuntil(b'{"ok":true}'), 20)
    except (asyncio.IncompleteReadError, OSError):
        return False


async def taken(plug: Plug, count: int) -> None:
    while len(plug.server.house.lines) != count:
        await asyncio.sleep(0)


def test_of_strangers_behind_one_address_the_oldest_makes_room_and_tills_never_do(run: Run) -> None:
    async def story(plug: Plug) -> None:
        tills = []
        for number in range(20):
            token = plug.relay.service.add_till("shop", f"t{number}")
            reader, writer = await plug.open()
            writer.write(f"GET /probe HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
            assert b" 200 " in await reader.readuntil(b"}")
            tills.append((reader, writer))
        gateway = await plug.open()
        gateway[1].write(f"POST {plug.path} HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{{}}".encode())
        assert b" 200 " in await gateway[0].readuntil(b"}")
        strangers = []
        for number in range(5):
            strangers.append(await plug.open())
            await taken(plug, 21 + min(3, number + 1))
        assert [await served(*one) for one in strangers] == [False, False, True, True, True]
        assert all([await served(*one) for one in (*tills, gateway)])
        for _, writer in (*tills, gateway, *strangers):
            writer.close()

    run(story, replace(LIMITS, max_strangers=3), NOBODY)


def test_when_there_is_no_room_at_all_a_stranger_goes(run: Run) -> None:
    async def story(plug: Plug) -> None:
        lines = []
        for number in range(6):
            lines.append(await plug.open())
            await taken(plug, min(4, number + 1))
        assert [await served(*one) for one in lines] == [False, False, True, True, True, True]
        for _, writer in lines:
            writer.close()

    run(story, replace(LIMITS, max_connections=4))


@pytest.mark.parametrize(("proxies", "source"), [(None, "203.0.113.9"), (NOBODY, "127.0.0.1")])
def test_a_forwarded_address_counts_only_from_a_proxy_of_ours(run: Run, proxies: Proxies | None, source: str) -> None:
    async def story(plug: Plug) -> None:
        head = "GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Forwarded-For: 10.0.0.1, 203.0.113.9\r\n\r\n"
        assert b" 404 " in await plug.say(head)
        assert ("refused", {"status": 404, "why": "no such address", "source": source}) in plug.log.lines

    run(story, LIMITS, proxies)


@pytest.mark.parametrize(("proxies", "source"), [(None, "203.0.113.9"), (NOBODY, "127.0.0.1")])
def test_a_till_that_enrols_learns_the_address_it_comes_from(run: Run, proxies: Proxies | None, source: str) -> None:
    async def story(plug: Plug) -> None:
        body = json.dumps({"code": plug.relay.service.enrol_till("shop", "till1")})
        head = f"POST /enrol HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {len(body)}\r\n"
        status, _, content = parsed(await plug.say(head + "X-Forwarded-For: 10.0.0.1, 203.0.113.9\r\n\r\n" + body))
        assert (status, content["till"], content["address"]) == (200, "till1", source)

    run(story, LIMITS, proxies)


def test_a_code_that_is_tried_makes_nobody_known(run: Run) -> None:
    async def story(plug: Plug) -> None:
        reader, writer = await plug.open()
        writer.write(b'POST /enrol HTTP/1.1\r\nHost: a\r\nContent-Length: 25\r\n\r\n{"code":"7K3M-QF0W-9ZXA"}')
        assert b" 404 " in await reader.readuntil(b"}")
        assert len(plug.server.house.strangers) == 1
        writer.write(f"POST {plug.path} HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{{}}".encode())
        assert b" 200 " in await reader.readuntil(b"}")
        assert len(plug.server.house.strangers) == 0
        writer.close()

    run(story, LIMITS, NOBODY)


def test_a_core_on_a_thread_of_its_own_answers_the_same(run: Run) -> None:
    async def story(plug: Plug) -> None:
        token = plug.relay.service.add_till("shop", "till1")
        reader, writer = await plug.open()
        writer.write(f"GET /letters?wait=25 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
        while not len(plug.relay.room):
            await asyncio.sleep(0)
        body = letter("till1-1").decode()
        head = f"POST {plug.path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        assert parsed(await plug.say(head + body))[0] == 200
        assert b" 200 " in await reader.readuntil(b"}]}")
        assert plug.relay.meter.page({}).count("delivery_seconds_count 1") == 1
        # A fault on that thread is an answer on this one.
        plug.store.close()
        assert parsed(await plug.say("GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))[0] == 404
        writer.write(f"GET /probe HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
        assert b" 503 " in await reader.readuntil(b"}")
        writer.close()

    run(story, LIMITS, None, Beside())


def test_answers_that_nobody_takes_are_bounded_all_together(run: Run) -> None:
    async def story(plug: Plug) -> None:
        token = plug.relay.service.add_till("shop", "till1")
        reader, writer = await plug.open()
        for number in range(4):
            body = letter(f"till1-{number}", pad="x" * 250_000)
            writer.write(f"POST {plug.path} HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
            await reader.readuntil(b'"stored"}')
        link = socket.socket()
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        link.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(link, plug.listener.getsockname())
        poll = f"GET /letters HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n"
        for _ in range(8):
            await loop.sock_sendall(link, poll.encode())
        await taken(plug, 1)
        assert plug.server.house.unsent == 0
        assert await served(reader, writer)
        link.close()
        writer.close()

    run(story, replace(LIMITS, max_unsent=200_000))


def test_garbage_does_not_fill_the_log(run: Run) -> None:
    async def story(plug: Plug) -> None:
        for _ in range(LIMITS.stranger_rate.burst + 40):
            assert b" 400 " in await plug.say("nonsense\r\n\r\n")
        lines = [facts for event, facts in plug.log.lines if event == "refused"]
        assert LIMITS.stranger_rate.burst <= len(lines) < LIMITS.stranger_rate.burst + 40
        assert set(lines[0]) == {"status", "why"}

    run(story)
