"""The owner's verbs, and that a right which ends does so at once, also for a poll that waits."""

from __future__ import annotations

import os

from kiosk.relay.service import Service
from tests.relay.helpers import Desk, answered, bodies, letter, open_kept, waiting


def test_rotation_interrupts_nothing(desk: Desk) -> None:
    wait = waiting(desk.get("/letters", "wait=25"))
    token = desk.service.rotate_till("shop", "till1")
    assert desk.service.collect(wait) == wait
    desk.post(letter("till1-A"))
    assert answered(desk.service.collect(wait)).status == 200
    # The first poll with the new one makes nothing end; the newest poll of the till wins, as ever.
    assert bodies(desk.poll(token=token)) == [letter("till1-A")]
    assert bodies(desk.poll()) == [letter("till1-A")]
    desk.service.revoke_till("shop", "till1", old=True)
    assert answered(desk.get("/letters")).status == 401
    assert bodies(desk.poll(token=token)) == [letter("till1-A")]


def test_two_polls_of_one_till_with_both_tokens_are_one_till(desk: Desk) -> None:
    token = desk.service.rotate_till("shop", "till1")
    older, newer = waiting(desk.get("/letters", "wait=25")), waiting(desk.get("/letters", "wait=25", token))
    assert answered(desk.service.collect(older)).status == 204
    assert desk.service.collect(newer) == newer


def test_a_third_token_leaves_the_one_that_is_in_use(desk: Desk) -> None:
    desk.poll()
    lost = desk.service.rotate_till("shop", "till1")
    found = desk.service.rotate_till("shop", "till1")
    assert [answered(desk.get("/probe", token=token)).status for token in (desk.token, lost, found)] == [200, 401, 200]


def test_a_right_that_another_process_takes_away_ends_a_poll_that_waits(desk: Desk) -> None:
    woken: list[tuple[str, str]] = []
    desk.service.recheck()
    desk.service.on_stored(lambda project, till: woken.append((project, till)))
    wait = waiting(desk.get("/letters", "wait=25"))
    store = open_kept(desk.place)
    Service(store, desk.clock, os.urandom).revoke_till("shop", "till1")
    store.close()
    assert woken == []
    desk.service.recheck()
    assert woken == [("shop", "till1")]
    assert answered(desk.service.collect(wait)).status == 401
    desk.service.recheck()
    assert woken == [("shop", "till1")], "told once"


def test_a_right_that_this_process_takes_away_ends_at_once(desk: Desk) -> None:
    woken: list[tuple[str, str]] = []
    desk.service.recheck()
    desk.service.on_stored(lambda project, till: woken.append((project, till)))
    desk.service.revoke_till("shop", "till1")
    assert woken == [("shop", "till1")]


def test_a_store_out_of_reach_does_not_end_the_looking(desk: Desk) -> None:
    desk.store.close()
    desk.service.recheck()
    assert desk.log.lines[-1][0] == "store trouble"


def test_when_a_till_last_asked_is_told_to_five_minutes(desk: Desk) -> None:
    desk.service.add_till("shop", "till2")
    assert [(till.name, till.tokens, till.polled_at) for till in desk.service.tills("shop")] == [
        ("till1", 1, 0.0), ("till2", 1, 0.0),
    ]  # fmt: skip
    first = desk.clock.now
    for _ in range(10):
        desk.poll()
        desk.clock.now += 29.0
    assert desk.service.tills("shop")[0].polled_at == first
    desk.clock.now += 30.0
    desk.poll()
    assert desk.service.tills("shop")[0].polled_at == desk.clock.now
