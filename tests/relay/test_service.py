"""The synchronous core as a whole: routes, dates, health, the log, and several threads."""

from __future__ import annotations

import json
import os
import threading
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.relay.service import Service
from kiosk.relay.values import Request, Wait
from tests.relay.helpers import Desk, SickStore, answered, bodies, letter, waiting


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/callback/x", 405, "POST"), ("PUT", "/callback/x", 405, "POST"), ("POST", "/letters", 405, "GET"),
        ("DELETE", "/probe", 405, "GET"), ("HEAD", "/health", 405, "GET"), ("POST", "/callback/x", 404, None),
        ("POST", "/callback/", 404, None), ("POST", "/callback", 404, None), ("GET", "/", 404, None),
        ("GET", "/letters/", 404, None), ("GET", "//health", 404, None), ("GET", "/Health", 404, None),
        ("POST", "/callback/../health", 404, None), ("GET", "/admin", 404, None),
    ],
)  # fmt: skip
def test_other_methods_and_addresses(desk: Desk, method: str, path: str, status: int, allow: str | None) -> None:
    response = answered(desk.service.handle(Request(method, path)))
    assert response.status == status
    assert response.headers.get("allow") == allow
    assert set(json.loads(response.body)) == {"error", "cure"}


def test_every_answer_carries_the_date(desk: Desk) -> None:
    steps = [
        desk.post(letter("till1-A")), desk.post(b"no"), desk.get("/letters"), desk.get("/probe", token="x"),
        desk.service.handle(Request("GET", "/health")), desk.service.handle(Request("GET", "/nowhere")),
        desk.service.refuse(408, "slow", "faster"),
    ]  # fmt: skip
    for step in steps:
        assert parsedate_to_datetime(answered(step).headers["date"]).timestamp() == desk.clock.now


def test_ready_is_no_while_it_stops_and_without_its_store(desk: Desk) -> None:
    def ready() -> tuple[int, bytes]:
        response = answered(desk.service.handle(Request("GET", "/ready")))
        return response.status, response.body

    assert ready() == (200, b'{"ok":true}')
    assert desk.service.ready
    desk.store.close()
    assert ready() == (503, b'{"ok":false}')
    desk.open(desk.place)
    assert ready() == (200, b'{"ok":true}')
    desk.service.retire()
    assert ready() == (503, b'{"ok":false}')
    # It still answers who has come already, and it is well.
    assert desk.post(letter("till1-A")).status == 200
    assert answered(desk.service.handle(Request("GET", "/health"))).status == 200


def test_health_reveals_nothing_but_whether_the_disk_takes_letters(tmp_path: Path, desk: Desk) -> None:
    def health(service: Service) -> tuple[int, bytes]:
        response = answered(service.handle(Request("GET", "/health")))
        return response.status, response.body

    sick = SickStore(desk.store)
    service = Service(sick, desk.clock, os.urandom)
    post = Request("POST", f"/callback/{desk.address}", "", {}, letter("till1-A"))
    assert health(service) == (200, b'{"ok":true}')
    sick.sick = True
    assert answered(service.handle(post)).status == 503
    assert health(service) == (503, b'{"ok":false}')
    # What is there already is still handed out.
    poll = Request("GET", "/letters", "", {"authorization": f"Bearer {desk.token}"})
    assert answered(service.handle(poll)).status == 200
    sick.sick = False
    assert answered(service.handle(post)).status == 200
    assert health(service) == (200, b'{"ok":true}')


def test_a_store_that_cannot_be_read_is_answered_503(desk: Desk) -> None:
    desk.store.close()
    for step in (desk.get("/letters"), desk.get("/probe")):
        assert answered(step).status == 503
    assert desk.post(letter("till1-A")).status == 503


def test_the_log_holds_no_body_no_token_and_no_address(desk: Desk) -> None:
    desk.post(letter("till1-A", name="Chan Tai Man"))
    desk.post(letter("till1-A", name="Chan Tai Man"))
    desk.post(b"not json Chan")
    desk.get("/letters", token="wrong-token")
    desk.poll()
    assert {event for event, _ in desk.log.lines} >= {"project added", "till added", "stored", "repeated"}
    text = json.dumps(desk.log.lines)
    for secret in (desk.token, desk.address, "Chan", "wrong-token", "till1-A"):
        assert secret not in text


def test_no_value_shows_a_secret_in_its_repr(desk: Desk) -> None:
    headers = {"authorization": f"Bearer {desk.token}"}
    request = Request("POST", f"/callback/{desk.address}", "", headers, letter("till1-A"))
    wait = waiting(desk.get("/letters", "wait=25"))
    for value in (request, wait, desk.post(letter("till1-SECRET"))):
        text = repr(value)
        assert desk.token not in text
        assert desk.address not in text
        assert "till1-" not in text


def test_a_service_with_a_lock_serves_several_threads(desk: Desk) -> None:
    service = Service(desk.store, desk.clock, os.urandom, ticks=desk.ticks, lock=threading.RLock())
    condition = threading.Condition()

    def woken(project: str, till: str) -> None:
        with condition:
            condition.notify_all()

    service.on_stored(woken)
    total = 60
    got: list[bytes] = []

    def send(number: int) -> None:
        for n in range(total // 3):
            request = Request("POST", f"/callback/{desk.address}", "", {}, letter(f"till1-{number}x{n}"))
            assert answered(service.handle(request)).status == 200

    senders = [threading.Thread(target=send, args=(number,)) for number in range(3)]
    for sender in senders:
        sender.start()
    cursor, epoch = 0, ""
    while len(got) < total:
        with condition:
            headers = {"authorization": f"Bearer {desk.token}"}
            step = service.handle(Request("GET", "/letters", f"after={cursor}&epoch={epoch}&wait=25", headers))
            while isinstance(step, Wait):
                assert condition.wait(30)
                step = service.collect(step)
        page = json.loads(step.body)
        cursor, epoch = page["last"], page["epoch"]
        got += bodies(page)
    for sender in senders:
        sender.join()
    assert len(set(got)) == total


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["GET", "POST", "PUT", "", "get", "\x00"]) | st.text(max_size=5),
    st.sampled_from(["/letters", "/probe", "/health", "/callback/", "/callback/{address}"]) | st.text(max_size=30),
    st.sampled_from(["after=1&wait=5", "after=&wait=&epoch=", "&&=&%", "wait=NaN"]) | st.text(max_size=30),
    st.dictionaries(
        st.sampled_from(["Authorization", "content-length", "TRANSFER-ENCODING", "content-encoding"]),
        st.sampled_from(["Bearer {token}", "Bearer", "bearer  {token} ", "2", "chunked", "gzip"]) | st.text(max_size=9),
    ),
    st.binary(max_size=40) | st.just(letter("till1-A")),
)
def test_no_request_of_any_kind_is_left_without_an_answer(
    desk: Desk, method: str, path: str, query: str, headers: dict[str, str], body: bytes
) -> None:
    secrets = {"{address}": desk.address, "{token}": desk.token}
    for mark, secret in secrets.items():
        path = path.replace(mark, secret)
        headers = {name: text.replace(mark, secret) for name, text in headers.items()}
    step = desk.service.handle(Request(method, path, query, headers, body, "192.0.2.1"))
    if isinstance(step, Wait):
        step = answered(desk.service.collect(step, over=True))
    assert step.status in {200, 400, 401, 404, 405, 413, 415, 429}
    assert isinstance(json.loads(step.body), dict)
