"""Polls that wait: woken by key, by time, or all at once, with one timer between them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextvars import Context
from typing import TypeVarTuple

from kiosk.relay.waiting import WaitingRoom

_Ts = TypeVarTuple("_Ts")

FAR = 1e6


async def seated(room: WaitingRoom, count: int) -> None:
    while len(room) < count:
        await asyncio.sleep(0)


def test_a_key_wakes_its_own_and_nobody_else() -> None:
    async def story() -> None:
        room = WaitingRoom(time.monotonic)
        until = time.monotonic() + FAR
        mine = [asyncio.create_task(room.wait("a", until)) for _ in range(2)]
        other = asyncio.create_task(room.wait("b", until))
        await seated(room, 3)
        room.wake("a")
        room.wake("nobody")
        await asyncio.gather(*mine)
        assert not other.done()
        assert len(room) == 1
        room.close()
        await other

    asyncio.run(story())


def test_deadlines_end_waits_in_their_order() -> None:
    async def story() -> list[str]:
        room, ended = WaitingRoom(time.monotonic), []

        async def wait(name: str, seconds: float) -> None:
            await room.wait(name, time.monotonic() + seconds)
            ended.append(name)

        await asyncio.gather(wait("late", 0.06), wait("soon", 0.02), wait("now", -1.0), wait("mid", 0.04))
        assert len(room) == 0
        return ended

    assert asyncio.run(story()) == ["now", "soon", "mid", "late"]


class CountingLoop(asyncio.SelectorEventLoop):
    """An event loop that counts its timers."""

    timers = 0

    def call_at(
        self, when: float, callback: Callable[[*_Ts], object], *args: *_Ts, context: Context | None = None
    ) -> asyncio.TimerHandle:
        self.timers += 1
        return super().call_at(when, callback, *args, context=context)


def test_a_thousand_waits_share_one_timer() -> None:
    async def story() -> None:
        room = WaitingRoom(time.monotonic)
        until = time.monotonic() + FAR
        tasks = [asyncio.create_task(room.wait(n, until + n)) for n in range(1_000)]
        await seated(room, 1_000)
        loop = asyncio.get_running_loop()
        assert isinstance(loop, CountingLoop)
        assert loop.timers == 1
        room.close()
        await asyncio.gather(*tasks)
        assert len(room) == 0

    with asyncio.Runner(loop_factory=CountingLoop) as runner:
        runner.run(story())


def test_once_closed_nobody_waits_any_more() -> None:
    async def story() -> None:
        room = WaitingRoom(time.monotonic)
        room.close()
        await room.wait("a", time.monotonic() + FAR)
        assert room.closed

    asyncio.run(story())


def test_a_wait_that_was_cancelled_leaves_nothing_behind() -> None:
    async def story() -> None:
        room = WaitingRoom(time.monotonic)
        until = time.monotonic() + FAR
        for _ in range(1_000):
            task = asyncio.create_task(room.wait("a", until))
            await seated(room, 1)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            assert len(room) == 0
        assert room.remembered < 200
        room.close()

    asyncio.run(story())


def test_a_seat_is_rung_once_by_whatever_comes_first() -> None:
    async def story() -> None:
        room, rung, due = WaitingRoom(time.monotonic), list[str](), asyncio.Event()
        far = time.monotonic() + FAR
        room.sit("a", far, lambda: rung.append("woken"))
        room.sit("a", far, lambda: rung.append("woken, too"))

        def late() -> None:
            rung.append("late")
            due.set()

        room.sit("b", time.monotonic() + 0.01, late)
        room.sit("c", far, lambda: rung.append("closed"))
        room.wake("a")
        assert rung == ["woken", "woken, too"]
        await due.wait()
        room.wake("a")
        room.wake("b")
        room.close()
        room.close()
        assert rung == ["woken", "woken, too", "late", "closed"]
        assert len(room) == 0

    asyncio.run(story())


def test_whoever_is_rung_may_sit_down_again() -> None:
    async def story() -> None:
        room = WaitingRoom(time.monotonic)
        far, times = time.monotonic() + FAR, 0

        def again() -> None:
            nonlocal times
            times += 1
            room.sit("a", far, again)

        room.sit("a", far, again)
        for _ in range(1_000):
            room.wake("a")
        assert (times, len(room)) == (1_000, 1)
        assert room.remembered < 200
        room.sit("a", far, lambda: None)
        room.closed = True

    asyncio.run(story())
