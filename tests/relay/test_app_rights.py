"""The ASGI shell and rights: codes over HTTP, tokens taken away by another process, two machines at once."""

from __future__ import annotations

import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

from kiosk.relay.limits import LIMITS
from kiosk.relay.service import Service
from tests.relay.helpers import bodies, letter, open_kept
from tests.relay.line import Line

Run = Callable[..., None]
Story = Callable[[Line], Awaitable[None]]
EAGER = replace(LIMITS, recheck_s=0.01)


def elsewhere(line: Line, act: Callable[[Service], object]) -> None:
    """The owner's command, in a store of its own at the same place."""
    store = open_kept(line.place)
    act(Service(store, time.time, os.urandom))
    store.close()


def test_a_code_is_changed_over_http_once(run: Run) -> None:
    async def story(line: Line) -> None:
        codes: list[str] = []
        elsewhere(line, lambda service: codes.append(service.enrol_till("shop", "till2")))
        first = await line.client.post("/enrol", json={"code": codes[0]})
        assert first.status_code == 200
        found = first.json()
        assert (found["project"], found["till"], found["address"]) == ("shop", "till2", "127.0.0.1")
        assert first.headers["cache-control"] == "no-store"
        assert (await line.client.post("/enrol", json={"code": codes[0]})).status_code == 404
        await line.post(letter("till2-A"))
        assert bodies((await line.poll(token=found["token"])).json()) == [letter("till2-A")]

    run(story)


def test_a_sick_disk_gives_no_token(run: Run) -> None:
    async def story(line: Line) -> None:
        code = line.relay.service.enrol_till("shop", "till2")
        line.store.sick = True
        assert (await line.client.post("/enrol", json={"code": code})).status_code == 503
        line.store.sick = False
        assert (await line.client.post("/enrol", json={"code": code})).status_code == 200

    run(story)


def test_a_poll_that_waits_ends_when_another_process_takes_its_token(run: Run) -> None:
    async def story(line: Line) -> None:
        other = line.relay.service.add_till("shop", "till2")
        mine, theirs = await line.waiting(), await line.waiting(token=other)
        elsewhere(line, lambda service: service.revoke_till("shop", "till1"))
        assert (await mine).status_code == 401
        assert not theirs.done()
        line.relay.release()
        assert (await theirs).status_code == 200

    assert LIMITS.recheck_s <= 5
    run(story, EAGER)


def test_a_newer_start_ends_the_older_ones_wait_and_keeps_it_out(run: Run) -> None:
    async def story(line: Line) -> None:
        def machine(letter_: str, generation: int) -> dict[str, str]:
            who = {"x-till-instance": letter_ * 16, "x-till-generation": str(generation)}
            return {"authorization": f"Bearer {line.token}", **who}

        async def poll(letter_: str, generation: int) -> int:
            return (await line.client.get("/letters?wait=25", headers=machine(letter_, generation))).status_code

        assert await poll("a", 5) == 200
        assert await poll("b", 6) == 200
        assert await poll("a", 5) == 409
        await line.post(letter("till1-A"))
        assert await poll("b", 6) == 200
        elsewhere(line, lambda service: service.readmit_till("shop", "till1"))
        assert await poll("a", 5) == 200
        assert [event for event, _ in line.log.lines].count("two machines") == 1

    run(story)


def test_a_callback_address_that_was_taken_away_is_unknown_within_two_seconds(run: Run) -> None:
    async def story(line: Line) -> None:
        paths: list[str] = []
        elsewhere(line, lambda service: paths.append(service.rotate_project("shop")))
        new = f"/callback/{paths[0]}"
        # Both are known, and remembered.
        assert (await line.post(letter("till1-A"))).status_code == 200
        assert (await line.client.post(new, content=letter("till1-B"))).status_code == 200
        elsewhere(line, lambda service: service.revoke_project("shop"))
        # What the relay does every `recheck_s` by itself.
        line.relay.service.recheck()
        assert (await line.post(letter("till1-C"))).status_code == 404
        assert (await line.client.post(new, content=letter("till1-D"))).status_code == 200

    run(story)


def test_rights_from_before_the_start_are_looked_at_before_anybody_waits(run: Run) -> None:
    async def story(line: Line) -> None:
        # Adding a till changes a right: later it would be taken for news, and of a thousand tills each would be woken.
        poll = await line.waiting()
        assert line.relay.room.mark() >= 1
        line.relay.room.close()
        await poll

    run(story)
