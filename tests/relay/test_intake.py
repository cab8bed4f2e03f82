"""Letters coming in: kept as they came, on the disk before the answer, refused only for good reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.relay.limits import LIMITS, Limits
from tests.relay.helpers import Desk, bodies, letter


def test_a_letter_goes_to_its_till_as_the_bytes_that_were_sent(desk: Desk) -> None:
    body = b'{ "payment" : {"id":"till1-ABC" , "sum":1.50},"x":"\xe6\xb8\xaf\\u6e2f" }\n'
    response = desk.post(body)
    assert (response.status, json.loads(response.body)) == (200, {"status": "stored"})
    page = desk.poll()
    assert bodies(page) == [body]
    assert page["till"] == "till1"
    assert page["letters"][0]["received_at"] == "2023-11-14T22:13:20.000Z"
    assert page["last"] == page["letters"][0]["position"]


def test_the_letter_is_on_the_disk_before_the_answer_and_before_the_wake_up(desk: Desk) -> None:
    def stored() -> int:
        return int(desk.tell("SELECT count(*) FROM letters"))

    seen: list[int] = []
    desk.service.on_stored(lambda project, till: seen.append(stored()))
    assert stored() == 0
    desk.post(letter("till1-A"))
    assert stored() == 1
    assert seen == [1]


def test_the_same_bytes_are_kept_once_and_answered_200_each_time(desk: Desk) -> None:
    woken: list[tuple[str, str]] = []
    desk.service.on_stored(lambda project, till: woken.append((project, till)))
    statuses = [desk.post(letter("till1-A")).status for _ in range(3)]
    assert statuses == [200, 200, 200]
    assert len(desk.poll()["letters"]) == 1
    assert woken == [("shop", "till1")]


def test_what_names_no_till_goes_to_the_orphan_box_and_is_counted(desk: Desk) -> None:
    other = desk.service.add_project("other")
    assert desk.probe()["orphans"] == 0
    for body in (letter("till9-A"), letter("noTill"), b"{}", b'{"payment":null}', letter("TILL1-A")):
        assert desk.post(body).status == 200
    assert desk.post(letter("till1-A"), other).status == 200
    assert desk.probe()["orphans"] == 5
    assert desk.poll()["letters"] == []


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b'"x"', b"1", b"{", b"{}x", b"{'a':1}", b'{"a":NaN}', b'{"a":Infinity}', b"\xff{}",
        b'{"a":"\xed\xa0\x80"}', b"\xef\xbb\xbf{}", '{"a":1}'.encode("utf-16"), b'{"a":"\x00"}', b"[" * 200_000,
        b'{"a":' * 40_000, b'{"a":' * 8 + b"{}" + b"}" * 8, b'{"a":01}', b'{"a":1,}', b"\x1f\x8b\x08\x00",
    ],
)  # fmt: skip
def test_what_is_no_json_object_is_refused_with_400(desk: Desk, body: bytes) -> None:
    response = desk.post(body)
    assert response.status == 400
    assert set(json.loads(response.body)) == {"error", "cure"}
    assert desk.store.transactions == 0


@pytest.mark.parametrize(
    "body",
    [
        b"{}", b' {"a":1} ', b'{"a":1,"a":2}', b'{"":{"\xe6\xb8\xaf;:":[]}}', b'{"a":"\\ud800"}',
        b'{"a":' * 7 + b"{}" + b"}" * 7, b'{"a":1e999999,"b":-0.0,"c":' + b"9" * 5_000 + b"}",
        b'{"a":[' + b",".join([b"0"] * 5_000) + b"]}", b'{"' + b"k" * 5_000 + b'":1}',
        b'{"payment":{"id":"till1-A"},"payment":{"id":"till2-A"}}', b'{"payment":{"id":["till1-A"]}}',
        b'{"payment":{"id":"till1-A"},"general":{"payment_id":"till2-A"}}',
    ],
)  # fmt: skip
def test_any_other_json_object_is_stored(desk: Desk, body: bytes) -> None:
    assert desk.post(body).status == 200
    assert desk.probe()["orphans"] == 1


def test_the_largest_body_is_stored_and_one_byte_more_is_refused(desk: Desk) -> None:
    frame = len(letter("till1-A", pad=""))
    largest = letter("till1-A", pad="x" * (LIMITS.max_body - frame))
    assert len(largest) == LIMITS.max_body
    assert desk.post(largest).status == 200
    assert desk.post(largest + b" ").status == 413


def test_a_full_box_refuses_with_503_and_evicts_nothing(make_desk: Callable[[Limits], Desk]) -> None:
    desk = make_desk(replace(LIMITS, box_letters=3))
    assert [desk.post(letter(f"till1-{n}")).status for n in range(5)] == [200, 200, 200, 503, 503]
    # A repeat of what is there already needs no room, and another till has its own.
    assert desk.post(letter("till1-0")).status == 200
    desk.service.add_till("shop", "till2")
    assert desk.post(letter("till2-0")).status == 200
    page = desk.poll()
    assert bodies(page) == [letter(f"till1-{n}") for n in range(3)]
    desk.poll(f"after={page['letters'][0]['position']}&epoch={page['epoch']}")
    assert desk.post(letter("till1-3")).status == 200
    assert desk.post(letter("till1-4")).status == 503


def test_a_box_is_full_by_its_bytes_too(make_desk: Callable[[Limits], Desk]) -> None:
    size = len(letter("till1-0"))
    desk = make_desk(replace(LIMITS, box_bytes=2 * size))
    assert [desk.post(letter(f"till1-{n}")).status for n in range(3)] == [200, 200, 503]
    page = desk.poll()
    desk.poll(f"after={page['last']}&epoch={page['epoch']}")
    assert [desk.post(letter(f"till1-{n}")).status for n in range(3, 6)] == [200, 200, 503]


def test_the_callback_address_must_be_exact(desk: Desk) -> None:
    for address in (desk.address + "/", desk.address[:-1], desk.address.swapcase(), desk.address + "%00"):
        assert desk.post(letter("till1-A"), address).status == 404
