"""The short way on a socket: the contract's stories, what goes it and what does not, and its own faults."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.relay.lane import Beside
from kiosk.relay.limits import LIMITS, Limits
from kiosk.relay.values import Response, Wait
from tests.relay import test_app, test_app_rights
from tests.relay.helpers import bodies, letter
from tests.relay.plug import Plug, play
from tests.relay.speech import SocketLine, poll, post, spoken

STORIES: list[Callable[..., None]] = [
    test_app.test_many_at_once_share_transactions_and_each_gets_its_answer,
    test_app.test_a_waiting_poll_gets_the_letter_when_it_comes,
    test_app.test_a_wait_ends_by_itself_with_an_empty_page,
    test_app.test_the_older_poll_hears_204_at_once,
    test_app.test_release_answers_everybody_and_nobody_waits_afterwards,
    test_app.test_a_disk_that_takes_nothing_is_503_and_polls_go_on,
    test_app.test_a_receipt_is_on_the_disk_when_the_relay_has_stopped,
    test_app.test_a_letter_in_pieces_is_stored_and_handed_out,
    test_app.test_too_much_in_memory_at_once_is_refused_and_given_back,
    test_app_rights.test_a_code_is_changed_over_http_once,
    test_app_rights.test_a_poll_that_waits_ends_when_another_process_takes_its_token,
]


@dataclass
class Long:
    """The application of the long way, and what went through it."""

    plug: Plug

    def __post_init__(self) -> None:
        self._inside = self.plug.relay.app
        self.paths: list[str] = []
        self.plug.server.house.app = self.app

    async def app(self, scope: Any, receive: Any, send: Any) -> None:
        self.paths.append(scope["path"])
        await self._inside(scope, receive, send)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_the_contract_holds_on_a_socket(tmp_path: Path, story: Callable[..., None]) -> None:
    def run(tale: Callable[[Any], Awaitable[None]], limits: Limits = LIMITS) -> None:
        async def told(plug: Plug) -> None:
            await tale(SocketLine(plug))

        play(tmp_path, told, limits)

    story(run)


def test_what_is_usual_goes_the_short_way_from_the_first_request_on(tmp_path: Path) -> None:
    async def story(plug: Plug) -> None:
        long, line = Long(plug), SocketLine(plug)
        waiting = await line.waiting()
        assert (await line.post(letter("till1-A"))).status_code == 200
        assert bodies((await waiting).json()) == [letter("till1-A")]
        assert long.paths == []
        assert (await line.client.get("/health")).status_code == 200
        assert long.paths == ["/health"]

    play(tmp_path, story)


def test_where_the_core_has_a_thread_of_its_own_everything_goes_the_long_way(tmp_path: Path) -> None:
    async def story(plug: Plug) -> None:
        long, line = Long(plug), SocketLine(plug)
        assert (await line.poll()).status_code == 200
        assert long.paths == ["/letters"]

    play(tmp_path, story, LIMITS, None, Beside())


def test_a_request_that_comes_in_pieces_or_behind_another_is_answered_in_its_turn(tmp_path: Path) -> None:
    async def story(plug: Plug) -> None:
        token = plug.relay.service.add_till("shop", "till1")
        reader, writer = await plug.open()
        wait = poll("after=0&epoch=&wait=25", token).encode()
        writer.write(wait)
        while not len(plug.relay.room):
            await asyncio.sleep(0)
        # A till that asks again before it was answered: the second question waits for its turn.
        writer.write(wait[:30])
        await writer.drain()
        writer.write(wait[30:])
        other_reader, other = await plug.open()
        text = post(letter("till1-A").decode()).replace("{path}", plug.path).encode()
        for piece in (text[:20], text[20:-5], text[-5:]):
            other.write(piece)
            await other.drain()
            await asyncio.sleep(0)
        assert b"stored" in await spoken(other_reader)
        first, second = await spoken(reader), await spoken(reader)
        assert first == second
        assert first.startswith(b"HTTP/1.1 200 ")
        writer.write(wait + wait)
        assert [await spoken(reader), await spoken(reader)] == [first, first]
        writer.close()
        other.close()

    play(tmp_path, story)


def test_a_fault_of_ours_is_a_500_and_harms_no_other_letter(tmp_path: Path) -> None:
    async def story(plug: Plug) -> None:
        line = SocketLine(plug)
        other = plug.relay.service.add_till("shop", "till2")
        collect = plug.relay.service.collect

        def rotten(wait: Wait, *, over: bool = False) -> Response | Wait:
            if wait.till == "till1":
                raise RuntimeError("secret")
            return collect(wait, over=over)

        plug.relay.service.collect = rotten  # type: ignore[method-assign]  # a fault that no input can make
        mine, theirs = await line.waiting(), await line.waiting(token=other)
        answers = await asyncio.gather(line.post(letter("till1-A")), line.post(letter("till2-A")))
        assert [answer.status_code for answer in answers] == [200, 200]
        assert (await mine).status_code == 500
        assert "secret" not in (await mine).text
        assert bodies((await theirs).json()) == [letter("till2-A")]
        assert ("fault", {"why": "RuntimeError"}) in plug.log.lines

    play(tmp_path, story)


def test_a_sender_that_goes_away_has_its_letter_kept(tmp_path: Path) -> None:
    async def story(plug: Plug) -> None:
        line = SocketLine(plug)
        _, writer = await plug.open()
        writer.write(post(letter("till1-A").decode()).replace("{path}", plug.path).encode())
        await writer.drain()
        writer.transport.abort()
        assert bodies((await (await line.waiting())).json()) == [letter("till1-A")]

    play(tmp_path, story)


def test_who_has_shown_a_token_or_an_address_is_no_stranger_any_more(tmp_path: Path) -> None:
    async def story(plug: Plug) -> None:
        token, writers = plug.relay.service.add_till("shop", "till1"), list[asyncio.StreamWriter]()
        for text, strangers in (
            (poll(), 0), (post("{}"), 0), (post("[]"), 0), (poll("after=0&epoch=&wait=25"), 0), (poll(token="x"), 1),
            (post("{}").replace("{path}", "/callback/guess"), 2),
        ):  # fmt: skip
            reader, writer = await plug.open()
            writer.write(text.replace("{path}", plug.path).replace("{token}", token).encode())
            while "wait=25" in text and not len(plug.relay.room):
                await asyncio.sleep(0)
            if "wait=25" not in text:
                await spoken(reader)
            assert len(plug.server.house.strangers) == strangers
            writers.append(writer)
        for writer in writers:
            writer.close()

    play(tmp_path, story)


def test_a_till_that_waits_is_not_idle_and_one_that_was_answered_is(tmp_path: Path) -> None:
    async def story(plug: Plug) -> None:
        token = plug.relay.service.add_till("shop", "till1")
        reader, writer = await plug.open()
        for _ in range(2):
            writer.write(poll("after=0&epoch=&wait=1", token).encode())
            assert (await spoken(reader)).startswith(b"HTTP/1.1 200 ")
        assert await asyncio.wait_for(reader.read(), 20) == b""
        writer.close()

    play(tmp_path, story, replace(LIMITS, keep_alive_s=0.3, head_deadline_s=0.3, watch_every_s=0.01))


def test_stopping_ends_each_connection_with_its_answer(tmp_path: Path) -> None:
    async def story(plug: Plug) -> None:
        token = plug.relay.service.add_till("shop", "till1")
        reader, writer = await plug.open()
        writer.write(poll("after=0&epoch=&wait=25", token).encode())
        while not len(plug.relay.room):
            await asyncio.sleep(0)
        plug.server.stop()
        answer = await asyncio.wait_for(reader.read(), 20)
        assert answer.startswith(b"HTTP/1.1 200 ")
        assert b"\r\nconnection: close\r\n" in answer
        writer.close()

    play(tmp_path, story)
