"""The shape of answers."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.relay import answers
from kiosk.relay.values import Letter, Response


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


@given(st.floats(0.0, 4e9) | st.integers(0, 4 * 10**15).map(lambda micros: micros / 1e6))
@example(1_734_401_314.9089994)
@example(1_699_999_999.9999999)
@example(1_699_999_999.9999994)
def test_a_moment_is_told_as_the_standard_library_tells_it(seconds: float) -> None:
    told = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    assert answers.moment(seconds) == told.replace("+00:00", "Z")


def test_stored_has_the_date_of_its_second() -> None:
    first, same, next_ = (answers.dated(answers.stored(), now) for now in (5.0, 5.9, 6.0))
    assert first is same
    assert first.headers == {**answers.stored().headers, "date": "Thu, 01 Jan 1970 00:00:05 GMT"}
    assert next_.headers["date"] == "Thu, 01 Jan 1970 00:00:06 GMT"


def test_an_answer_is_written_with_its_headers_in_order_and_may_end_the_connection() -> None:
    response = Response(404, {"content-length": "2", "x": "\xe9"}, b"{}")
    assert answers.text(response) == b"HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\nx: \xe9\r\n\r\n{}"
    assert answers.text(answers.closing(response)).endswith(b"x: \xe9\r\nconnection: close\r\n\r\n{}")
    assert "connection" not in response.headers
