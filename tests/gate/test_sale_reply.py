"""The answer to an order ends an attempt only when it surely left no payment behind."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kiosk.gate.sale_reply import Accepted, Refused, UnsureReply, read_sale_reply
from tests.gate.helpers import PAYMENT, PROJECT, Doc


def reply(document: Any, http: int = 200) -> Accepted | Refused | UnsureReply:
    return read_sale_reply(json.dumps(document).encode(), http, PAYMENT)


def test_an_accepted_order() -> None:
    whole: Doc = {"status": "success", "request_id": "r-1", "project_id": PROJECT, "payment_id": PAYMENT}
    assert reply(whole) == Accepted()
    assert reply({"status": "success"}) == Accepted()
    assert reply(whole | {"extra": None, "general": []}, 202) == Accepted()


@pytest.mark.parametrize("code", ["3613", "3261", "2442", "502", 3358, "1402"])
@pytest.mark.parametrize("http", [200, 400, 403, 422])
def test_a_refused_order(code: str | int, http: int) -> None:
    assert reply({"status": "error", "code": code, "message": "No"}, http) == Refused(str(code), "No")
    detailed = {"status": "error", "payment_id": PAYMENT, "errors": [{"code": code, "message": "No", "field": "x"}]}
    assert reply(detailed, http) == Refused(str(code), "No")
    assert reply({"status": "error", "code": code, "errors": [{"code": "4711"}]}, http) == Refused(str(code), "")


@pytest.mark.parametrize(
    ("document", "http", "code"),
    [
        *(
            ({"status": "error", "code": code}, 200, code)
            for code in ("3041", "2147", "314", "601", "602", "4711", "20802")
        ),
        ({"status": "error"}, 400, ""),
        ({"status": "error", "code": "3613"}, 500, "3613"),
        ({"status": "error", "code": "3613"}, 503, "3613"),
        ({"status": "error", "code": "502", "errors": [{"code": "3041"}]}, 200, "3041"),
        ({"status": "error", "code": "3613", "payment_id": "till1-OTHER"}, 200, "3613"),
        ({"status": "success", "payment_id": "till1-OTHER"}, 200, ""),
        ({"status": "success"}, 404, ""),
        ({"status": "success"}, 302, ""),
        ({"status": "success"}, 500, ""),
        ({"status": "maybe", "code": "3613"}, 200, "3613"),
        ({"code": "3613"}, 400, "3613"),
        ({}, 200, ""),
    ],
)
def test_an_order_whose_fate_is_open(document: Doc, http: int, code: str) -> None:
    found = reply(document, http)
    assert isinstance(found, UnsureReply)
    assert found.code == code
    assert found.why


@pytest.mark.parametrize(
    "raw", [b"", b"<html>Bad gateway</html>", b"[]", b'"success"', b'{"status": "success"', b"\xff"]
)
def test_an_answer_that_is_no_document_leaves_all_open(raw: bytes) -> None:
    found = read_sale_reply(raw, 200, PAYMENT)
    assert isinstance(found, UnsureReply)
    assert found.why.startswith("HTTP 200, unreadable: ")
