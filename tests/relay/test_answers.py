"""The shape of answers."""

from __future__ import annotations

import json

from kiosk.relay import answers
from kiosk.relay.values import Letter


def test_a_document_knows_its_length_and_is_not_cached() -> None:
    response = answers.document(200, {"name": "好運"})
    assert json.loads(response.body) == {"name": "好運"}
    assert response.headers["content-length"] == str(len(response.body))
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["content-type"] == "application/json"


def test_204_has_no_body_and_no_length() -> None:
    response = answers.nothing()
    assert (response.status, response.body) == (204, b"")
    assert "content-length" not in response.headers


def test_the_cursor_of_a_page_is_its_last_letter_not_the_newest_one() -> None:
    page = json.loads(answers.letters("e", "till1", 3, 2, [Letter(5, 0.0, b"\xff"), Letter(9, 1.5, b"")]).body)
    assert page == {
        "epoch": "e",
        "till": "till1",
        "last": 9,
        "taken": 2,
        "letters": [
            {"position": 5, "received_at": "1970-01-01T00:00:00.000Z", "body": "/w=="},
            {"position": 9, "received_at": "1970-01-01T00:00:01.500Z", "body": ""},
        ],
    }
    assert json.loads(answers.letters("e", "till1", 3, 2, []).body)["last"] == 3


def test_the_date_is_that_of_http() -> None:
    assert answers.dated(answers.nothing(), 784_111_777.0).headers["date"] == "Sun, 06 Nov 1994 08:49:37 GMT"
