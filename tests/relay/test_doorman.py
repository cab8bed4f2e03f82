"""Two machines with one till's name: one is in, the other hears 409, and both can learn of it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import Any

import pytest

from kiosk.relay.limits import LIMITS
from kiosk.relay.service import Service
from kiosk.relay.values import Request, Response, Wait, Work
from tests.relay.helpers import Desk, answered, bodies, content, letter, waiting

A, B, C = "a" * 16, "b" * 16, "c" * 16


def ask(
    desk: Desk, instance: str, generation: object, query: str = "wait=25", path: str = "/letters"
) -> Response | Wait:
    headers = {
        "Authorization": f"Bearer {desk.token}", "X-Till-Instance": instance, "X-Till-Generation": f"{generation}"
    }  # fmt: skip
    return desk.service.handle(Request("GET", path, query, headers, b"", "192.0.2.9"))


def probe(desk: Desk, instance: str, generation: int) -> Response:
    return answered(ask(desk, instance, generation, "", "/probe"))


def alarms(desk: Desk) -> list[dict[str, str | int | float]]:
    return [facts for event, facts in desk.log.lines if event == "two machines"]


def refused(step: Response | Wait) -> Any:
    response = answered(step)
    assert response.status == 409
    found = json.loads(response.body)
    assert set(found) == {"error", "cure"}
    return found


def test_a_restart_is_in_at_once_and_hears_so(desk: Desk) -> None:
    # The first poll of a start is not kept waiting; the next one is.
    assert content(ask(desk, A, 5))["letters"] == []
    waiting(ask(desk, A, 5))
    assert content(ask(desk, B, 6))["letters"] == []
    waiting(ask(desk, B, 6))
    assert alarms(desk) == []


def test_two_that_alternate_raise_the_alarm_and_one_stays_in(desk: Desk) -> None:
    for _ in range(3):
        ask(desk, A, 5)
    ask(desk, B, 6)
    for _ in range(4):
        found = refused(ask(desk, A, 5))
        assert answered(ask(desk, B, 6, "wait=0")).status == 200
    assert "kiosk-relay till readmit shop till1" in found["cure"]
    assert alarms(desk) == [{"project": "shop", "till": "till1", "source": "192.0.2.9"}]


@pytest.mark.parametrize("generation", [5, 4, 0])
def test_a_generation_that_goes_back_is_refused(desk: Desk, generation: int) -> None:
    ask(desk, A, 5)
    refused(ask(desk, B, generation))
    assert len(alarms(desk)) == 1
    waiting(ask(desk, A, 5))


def test_who_lost_the_place_gets_it_back_by_no_number(desk: Desk) -> None:
    ask(desk, A, 5)
    ask(desk, B, 6)
    refused(ask(desk, A, 10**15 - 1))
    waiting(ask(desk, B, 6))


def test_the_one_that_waits_learns_that_another_came(desk: Desk) -> None:
    ask(desk, A, 5)
    wait = waiting(ask(desk, A, 5))
    ask(desk, B, 6)
    assert answered(desk.service.collect(wait)).status == 204
    desk.post(letter("till1-A"))
    refused(ask(desk, A, 5))
    assert bodies(content(ask(desk, B, 6))) == [letter("till1-A")]


def test_another_process_let_a_newer_one_in_while_this_one_waited(desk: Desk) -> None:
    ask(desk, A, 5)
    wait = waiting(ask(desk, A, 5))
    other = desk.service
    desk.open(desk.place)
    ask(desk, B, 6)
    desk.post(letter("till1-A"))
    refused(other.collect(wait))
    assert answered(other.collect(wait)).status == 204


def test_nobody_is_turned_away_by_a_place_that_is_still_on_its_way_to_the_disk(desk: Desk) -> None:
    ask(desk, A, 5)
    # As if B's taking of the place had not been written yet.
    wait = replace(waiting(ask(desk, A, 5)), instance=B, generation=6)
    assert desk.service.collect(wait) == wait


def late_desk(desk: Desk) -> list[Work]:
    """What the core has for the store and nobody writes yet, as while the disk is busy."""
    queue: list[Work] = []
    desk.service = Service(
        desk.store, desk.clock, os.urandom, ticks=desk.ticks, later=queue.append, note=desk.log
    )  # fmt: skip
    return queue


def test_the_one_before_is_not_let_in_again_while_the_disk_is_busy(desk: Desk) -> None:
    queue = late_desk(desk)
    ask(desk, A, 5)
    ask(desk, B, 6)
    refused(ask(desk, A, 5))
    waiting(ask(desk, B, 6))
    desk.store.commit(queue)
    refused(ask(desk, A, 5))
    waiting(ask(desk, B, 6))


def test_a_place_that_could_not_be_written_is_free_after_a_moment(desk: Desk) -> None:
    late_desk(desk)
    ask(desk, B, 6)
    refused(ask(desk, A, 5))
    desk.clock.now += 3.0
    assert answered(ask(desk, A, 5)).status == 200


def test_readmitting_forgets_what_is_still_on_its_way(desk: Desk) -> None:
    ask(desk, B, 6)
    desk.service.readmit_till("shop", "till1")
    assert content(ask(desk, A, 5))["letters"] == []


def test_a_till_that_does_not_say_who_it_is_is_served_as_long_as_no_other_is_known(desk: Desk) -> None:
    wait = waiting(desk.get("/letters", "wait=25"))
    desk.post(letter("till1-A"))
    assert len(content(desk.service.collect(wait))["letters"]) == len(desk.poll()["letters"]) == 1
    assert alarms(desk) == []


def test_beside_a_known_machine_one_without_a_name_is_a_second_one(desk: Desk) -> None:
    nameless = waiting(desk.get("/letters", "wait=25"))
    other = desk.service
    desk.open(desk.place)
    ask(desk, A, 5)
    refused(desk.get("/letters", "wait=25"))
    assert len(alarms(desk)) == 1, "who has a stolen token does not get by without being seen"
    desk.post(letter("till1-A"))
    refused(other.collect(nameless))
    assert bodies(content(ask(desk, A, 5))) == [letter("till1-A")]
    # The doctor asks for no letters.
    assert desk.probe()["refused_at"] == "2023-11-14T22:13:20.000Z"
    desk.service.readmit_till("shop", "till1")
    desk.poll()


def test_the_machine_that_is_readmitted_is_in_beside_one_that_goes_on_asking(desk: Desk) -> None:
    ask(desk, A, 5)
    ask(desk, B, 6)
    wait = waiting(ask(desk, B, 6))
    refused(ask(desk, A, 5))
    desk.service.readmit_till("shop", "till1")
    desk.post(letter("till1-A"))
    refused(desk.service.collect(wait))
    assert bodies(content(ask(desk, A, 5))) == [letter("till1-A")]
    for _ in range(3):
        refused(ask(desk, B, 6))
        content(ask(desk, A, 5))
    # Started anew it cannot be told from the right one's next start.
    content(ask(desk, C, 7))


def test_readmitted_it_is_in_at_once(desk: Desk) -> None:
    ask(desk, A, 5)
    ask(desk, B, 6)
    refused(ask(desk, A, 5))
    desk.service.readmit_till("shop", "till1")
    assert desk.probe()["refused_at"] is None
    assert content(ask(desk, A, 5))["letters"] == []
    waiting(ask(desk, A, 5))


def test_both_learn_of_it_by_a_probe(desk: Desk) -> None:
    ask(desk, A, 5)
    ask(desk, B, 6)
    assert content(probe(desk, B, 6))["refused_at"] is None
    refused(ask(desk, A, 5))
    assert content(probe(desk, B, 6))["refused_at"] == "2023-11-14T22:13:20.000Z"
    refused(probe(desk, A, 5))
    # A probe asks and takes no place.
    assert answered(probe(desk, C, 7)).status == 200
    waiting(ask(desk, B, 6))
    # The doctor, who is no till, sees it too.
    assert desk.probe()["refused_at"] == "2023-11-14T22:13:20.000Z"


def test_the_alarm_is_raised_again_but_not_with_every_poll(desk: Desk) -> None:
    ask(desk, A, 5)
    for _ in range(100):
        refused(ask(desk, B, 1))
        desk.clock.now += 5.0
    assert len(alarms(desk)) == pytest.approx(500 / LIMITS.alarm_again_s, abs=1)
    assert {event for event, _ in desk.log.lines if event == "refused"} == set()


def test_one_till_s_machines_are_nothing_to_its_neighbour(desk: Desk) -> None:
    second = desk.service.add_till("shop", "till2")
    ask(desk, A, 5)
    first, desk.token = desk.token, second
    assert content(ask(desk, A, 1))["till"] == "till2"
    waiting(ask(desk, A, 1))
    desk.token = first
    waiting(ask(desk, A, 5))


@pytest.mark.parametrize(
    ("instance", "generation"),
    [("", "5"), ("a" * 15, "5"), ("A" * 16, "5"), (A, ""), (A, "-1"), (A, "1.0"), (A, "9" * 16), (A, "٣"),
     (f"{A}, {A}", "5")],
)  # fmt: skip
def test_a_name_that_is_none_is_refused(desk: Desk, instance: str, generation: str) -> None:
    assert answered(ask(desk, instance, generation)).status == 400
    assert answered(ask(desk, instance, generation, "", "/probe")).status == 400


def test_without_a_generation_it_is_the_lowest_and_without_an_instance_nobody(desk: Desk) -> None:
    headers = {"Authorization": f"Bearer {desk.token}", "X-Till-Instance": A}
    assert answered(desk.service.handle(Request("GET", "/letters", "", headers))).status == 200
    refused(ask(desk, B, 0))
    content(ask(desk, C, 1))
    headers = {"Authorization": f"Bearer {desk.token}", "X-Till-Generation": "9"}
    refused(desk.service.handle(Request("GET", "/letters", "", headers)))
    waiting(ask(desk, C, 1))


def test_who_is_in_outlives_the_process(desk: Desk) -> None:
    ask(desk, A, 5)
    desk.open(desk.place)
    waiting(ask(desk, A, 5))
    refused(ask(desk, B, 5))
