"""`POST /enrol`: a code for a token, once, and nothing told to whoever guesses."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.relay.codes import LIFE_S
from kiosk.relay.service import Service
from kiosk.relay.values import Request, Response
from tests.relay.helpers import Desk, SickStore, answered, bodies, content, letter


def enrol(desk: Desk, code: object, source: str = "203.0.113.7") -> Response:
    body = code if isinstance(code, bytes) else json.dumps({"code": code}).encode()
    return answered(desk.service.handle(Request("POST", "/enrol", "", {}, body, source)))


def test_a_code_gives_the_token_and_the_address_of_who_asked(desk: Desk) -> None:
    desk.post(letter("till1-A"))
    code = desk.service.enrol_till("shop", "till1")
    found = content(enrol(desk, code))
    assert found == {"project": "shop", "till": "till1", "token": found["token"], "address": "203.0.113.7"}
    assert bodies(desk.poll(token=found["token"])) == [letter("till1-A")]
    # The token in use goes on, until the owner takes the older one away.
    assert desk.probe()["till"] == "till1"
    desk.service.revoke_till("shop", "till1", old=True)
    assert answered(desk.get("/probe")).status == 401
    assert desk.probe(found["token"])["till"] == "till1"


def test_however_a_person_types_it(desk: Desk) -> None:
    code = desk.service.enrol_till("shop", "till7")
    typed = " " + code.lower().replace("-", " ").replace("1", "l").replace("0", "o")
    assert content(enrol(desk, typed))["till"] == "till7"


def test_unknown_used_and_expired_are_answered_alike(desk: Desk) -> None:
    used, old = desk.service.enrol_till("shop", "till1"), desk.service.enrol_till("shop", "till2")
    assert enrol(desk, used).status == 200
    desk.clock.now += LIFE_S + 1
    answers = [enrol(desk, code) for code in (used, old, "0000-0000-0000", "nonsense", "", "Ü")]
    assert {answer.status for answer in answers} == {404}
    assert len({answer.body for answer in answers}) == 1


def test_a_code_of_another_till_is_refused_and_still_good(desk: Desk) -> None:
    code = desk.service.enrol_till("shop", "till1")
    for _ in range(20):
        wrong = enrol(desk, json.dumps({"code": code, "till": "till2"}).encode())
        assert wrong.status == 409, "it was no guess, and is not counted as one"
    assert "for another till" in json.loads(wrong.body)["error"]
    assert content(enrol(desk, json.dumps({"code": code, "till": "till1"}).encode()))["till"] == "till1"
    assert enrol(desk, b'{"code":"0000-0000-0000","till":7}').status == 400


def test_a_code_lives_ten_minutes(desk: Desk) -> None:
    code = desk.service.enrol_till("shop", "till1")
    desk.clock.now += LIFE_S
    assert enrol(desk, code).status == 200
    assert LIFE_S <= 600


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"[]", 400), (b"{}", 400), (b'{"code":7}', 400), (b'{"code":null}', 400), (b'{"code":["a"]}', 400),
     (b'{"code":"' + b"A" * 2_000 + b'"}', 413), (b'{"code":"a","code":"b"}', 400), (b"\xff", 400)],
)  # fmt: skip
def test_what_is_no_code_is_refused_with_words(desk: Desk, body: bytes, status: int) -> None:
    answer = enrol(desk, body)
    assert answer.status == status
    assert set(json.loads(answer.body)) == {"error", "cure"}


def test_guessing_is_slowed_by_address_and_good_codes_are_not(desk: Desk) -> None:
    assert [enrol(desk, "0000-0000-0000").status for _ in range(8)] == [404] * 6 + [429] * 2
    assert enrol(desk, "0000-0000-0000").headers["retry-after"] == "10"
    assert enrol(desk, desk.service.enrol_till("shop", "till1")).status == 429, "a good code tells nothing then either"
    assert enrol(desk, "0000-0000-0000", "203.0.113.8").status == 404
    desk.ticks.now += 10.0
    assert [enrol(desk, "0000-0000-0000").status for _ in range(2)] == [404, 429]
    # Twenty tills of one shop in one go.
    for n in range(20):
        assert enrol(desk, desk.service.enrol_till("shop", f"t{n}"), "198.51.100.1").status == 200


def test_an_address_of_ipv6_is_its_network(desk: Desk) -> None:
    answers = [enrol(desk, "0000-0000-0000", f"2001:db8::{n:x}").status for n in range(8)]
    assert answers == [404] * 6 + [429] * 2
    assert enrol(desk, "0000-0000-0000", "2001:db8:0:1::1").status == 404
    mapped = [enrol(desk, "0000-0000-0000", f"::ffff:203.0.113.{n}").status for n in range(8)]
    assert mapped == [404] * 8


def test_a_disk_that_takes_nothing_leaves_the_code_good(desk: Desk) -> None:
    sick = SickStore(desk.store)
    service = Service(sick, desk.clock, os.urandom)
    code = service.enrol_till("shop", "till1")
    request = Request("POST", "/enrol", "", {}, json.dumps({"code": code}).encode())
    sick.sick = True
    assert answered(service.handle(request)).status == 503
    sick.sick = False
    assert answered(service.handle(request)).status == 200


def test_the_network_shell_takes_it_in_steps_under_the_same_bounds(desk: Desk) -> None:
    def head(**headers: str) -> int:
        step = desk.service.open(Request("POST", "/enrol", "", headers, None, "203.0.113.7"))
        return step.status if isinstance(step, Response) else 0

    heads: list[Callable[[], int]] = [
        lambda: head(**{"content-length": "30"}), lambda: head(**{"content-length": "1025"}), head,
        lambda: head(**{"content-length": "30", "content-encoding": "gzip"}),
    ]  # fmt: skip
    assert [one() for one in heads] == [0, 413, 411, 415]


def test_neither_code_nor_token_is_kept_or_logged(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "relay.db")
    code = desk.service.enrol_till("shop", "till1")
    token = content(enrol(desk, code))["token"]
    enrol(desk, "0000-0000-0000")
    desk.store.checkpoint()
    said = json.dumps(desk.log.lines)
    for kept in [file.read_bytes() for file in tmp_path.iterdir()] + [said.encode()]:
        for secret in (code, code.replace("-", ""), token):
            assert secret.encode() not in kept
    assert {event for event, _ in desk.log.lines} >= {"code given", "till enrolled", "code refused"}
    desk.close()
