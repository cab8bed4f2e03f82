"""Where the core runs: on the loop's thread, or on one of its own, one call after the other."""

from __future__ import annotations

import asyncio
import threading

import pytest

from kiosk.relay.lane import Beside, Inline, Lane


def test_inline_is_the_loops_own_thread() -> None:
    async def story() -> None:
        lane: Lane = Inline()
        lane.start()
        assert await lane.call(threading.get_ident) == threading.get_ident()
        lane.stop()

    asyncio.run(story())


def test_beside_is_one_other_thread_and_the_loop_goes_on() -> None:
    async def story() -> None:
        lane: Lane = Beside()
        lane.start()
        held, order = threading.Event(), list[str]()

        def wait() -> None:
            held.wait(30)
            order.append("slow")

        slow = asyncio.create_task(lane.call(wait))
        quick = asyncio.create_task(lane.call(lambda: order.append("quick")))
        await asyncio.sleep(0)
        # The loop is free while the core waits, and nobody overtakes.
        assert not slow.done()
        assert not quick.done()
        held.set()
        await asyncio.gather(slow, quick)
        assert order == ["slow", "quick"]
        threads = {await lane.call(threading.get_ident) for _ in range(3)}
        assert len(threads) == 1
        assert threads.isdisjoint({threading.get_ident()})
        lane.stop()

    asyncio.run(story())


def test_what_is_raised_there_is_raised_here_and_ends_nothing() -> None:
    async def story() -> None:
        lane = Beside()
        lane.start()
        with pytest.raises(ZeroDivisionError):
            await lane.call(lambda: 1 // 0)
        assert await lane.call(lambda: 7) == 7
        told = asyncio.Event()
        threading.Thread(target=lambda: lane.tell(told.set)).start()
        await told.wait()
        lane.stop()
        # Whoever asks afterwards is answered all the same.
        assert await lane.call(lambda: 8) == 8

    asyncio.run(story())


def test_stopping_before_starting_is_no_fault() -> None:
    lane = Beside()
    lane.stop()
    lane.tell(lambda: None)
    assert not any(thread.name == "relay-core" for thread in threading.enumerate())
