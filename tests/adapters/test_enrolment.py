"""A code for a token: what the relay may answer, and what each of it means for the code."""

from __future__ import annotations

import json
import ssl
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.adapters.enrolment import Enrolled, NotEnrolled, enrol
from kiosk.gate.secret import Secret
from tests.adapters.gateway import Handler, mock_client

CODE = "70K1M10Q9ZXA"
TOKEN = "t" * 43
GOOD = {"project": "tea-house", "till": "till1", "token": TOKEN, "address": "203.0.113.7"}


def asked(handler: Handler) -> Enrolled:
    return enrol(mock_client(handler), lambda: 100.0, CODE)


def answer(content: object, status: int = 200) -> Handler:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return lambda _request: httpx.Response(status, content=body)


def why(handler: Handler) -> str:
    with pytest.raises(NotEnrolled) as raised:
        asked(handler)
    assert TOKEN not in repr(raised.value)
    return raised.value.why


def test_the_code_goes_in_the_body_and_the_token_comes_back() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert (request.method, request.url.path, request.url.query) == ("POST", "/enrol", b"")
        assert json.loads(request.content) == {"code": CODE}
        assert "authorization" not in request.headers
        return httpx.Response(200, json={**GOOD, "more": [1]})

    found = asked(handler)
    assert found == Enrolled("tea-house", "till1", Secret(TOKEN), "203.0.113.7")
    assert TOKEN not in repr(found)


@pytest.mark.parametrize("said", ["", "nonsense", "10.0.0.1\x1b[31m", None, 7, ["203.0.113.7"]])
def test_an_address_that_is_none_is_not_told(said: object) -> None:
    assert asked(answer({**GOOD, "address": said})).address == ""


@pytest.mark.parametrize(
    ("content", "status", "word"),
    [
        ({"error": "this code opens nothing", "cure": "…"}, 404, "code"),
        (b"<html>not found</html>", 404, "unreadable"),
        ({}, 404, "unreadable"),
        ({"error": "this code is for another till", "cure": "…"}, 409, "other"),
        ({}, 409, "unreadable"),
        ({"error": "too many codes", "cure": "…"}, 429, "often"),
        ({"error": "it could not be stored"}, 503, "busy"),
        (b"<html>bad gateway</html>", 502, "busy"),
        (b"<html>a portal</html>", 200, "unreadable"),
        ({}, 200, "unreadable"),
        ({**GOOD, "token": "short"}, 200, "unreadable"),
        ({**GOOD, "token": TOKEN + "\n"}, 200, "unreadable"),
        ({**GOOD, "till": "Till 1"}, 200, "unreadable"),
        ({**GOOD, "project": "\x1b[31m"}, 200, "unreadable"),
        ({"error": "moved"}, 301, "unreadable"),
        ({"error": "no"}, 400, "unreadable"),
        (b"x" * 20_000, 200, "unreadable"),
    ],
)
def test_every_other_answer_is_a_word(content: object, status: int, word: str) -> None:
    assert why(answer(content, status)) == word


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (httpx.ConnectError("refused"), "unreachable"),
        (httpx.ConnectTimeout("slow"), "unreachable"),
        (httpx.ReadTimeout("slow"), "timeout"),
        (httpx.ReadError("cut"), "timeout"),
        (httpx.RemoteProtocolError("cut"), "timeout"),
    ],
)
def test_a_fault_says_whether_the_code_may_be_used_up(fault: Exception, word: str) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise fault

    assert why(handler) == word


def test_a_bad_certificate_used_up_no_code() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no") from ssl.SSLCertVerificationError("self-signed")

    assert why(handler) == "tls"


JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=2), max_leaves=4
)


@given(st.dictionaries(st.sampled_from([*GOOD, "error"]), JSON), st.sampled_from([200, 201, 204, 404, 409, 500]))
def test_whatever_a_relay_says_is_a_token_or_a_word(content: dict[str, object], status: int) -> None:
    try:
        found = asked(answer(content, status)).token.reveal()
    except NotEnrolled as fault:
        found = fault.why
    assert found
