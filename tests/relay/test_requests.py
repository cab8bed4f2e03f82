"""Requests that are wrong before anybody looks into them."""

from __future__ import annotations

import pytest

from kiosk.relay.limits import LIMITS
from kiosk.relay.values import Request, Response
from tests.relay.helpers import Desk, answered, waiting


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Length": "2", "Transfer-Encoding": "chunked"}, 400),
        ({"Content-Length": "-2"}, 400),
        ({"Content-Length": "2, 2"}, 400),
        ({"Content-Length": "262145"}, 413),
        ({"Content-Encoding": "gzip"}, 415),
        ({"Content-Encoding": "identity, br"}, 415),
        ({"Content-Encoding": "identity", "Content-Length": "2"}, 200),
    ],
)
def test_faults_of_the_body_headers(desk: Desk, headers: dict[str, str], status: int) -> None:
    request = Request("POST", f"/callback/{desk.address}", "", headers, b"{}")
    assert answered(desk.service.handle(request)).status == status


def test_a_body_without_length_that_was_not_read_is_refused(desk: Desk) -> None:
    response = desk.service.open(Request("POST", f"/callback/{desk.address}", body=None))
    assert isinstance(response, Response)
    assert response.status == 411


@pytest.mark.parametrize(
    "query",
    ["after=-1", "after=x", "after=1.5", "after=", "wait=x", "wait=-1", "wait=1e9", "wait=nan", "epoch=a b",
     "after=1&after=2", "epoch=" + "a" * 65, "after=" + "9" * 17, "after=%D9%A1", "epoch=%ff",
     "&".join(f"a{n}=1" for n in range(40))],
)  # fmt: skip
def test_a_malformed_poll_is_refused_with_400(desk: Desk, query: str) -> None:
    assert answered(desk.get("/letters", query)).status == 400


def test_a_longer_wait_than_the_limit_is_cut_to_it(desk: Desk) -> None:
    assert waiting(desk.get("/letters", "wait=3600")).until == LIMITS.max_wait_s
