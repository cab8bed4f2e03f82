"""One call: bounded in time and size, to one address, and nothing taken from the environment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from kiosk.adapters.http_client import Ask, BadAddress, BadAnswer, Budget, TooLate, client_for, exchange
from tests.adapters.gateway import Handler, mock_client

GET = Ask("GET", "/letters?after=0")
PLENTY = Budget(5.0)


class Clock:
    """Seconds that pass only when somebody says so, and a little at each look."""

    def __init__(self, step: float = 0.0) -> None:
        self.now = 100.0
        self.step = step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def _exchange(handler: Handler, ask: Ask = GET, budget: Budget = PLENTY, clock: Clock | None = None) -> bytes:
    with mock_client(handler) as client:
        return exchange(client, clock or Clock(), ask, budget).body


def test_a_whole_answer_comes_back() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert request.method == "POST"
        assert str(request.url) == "https://gate.example/v2/x?a=1"
        assert request.read() == b"{}"
        assert request.headers["content-type"] == "application/json"
        assert request.headers["accept-encoding"] == "identity"
        return httpx.Response(418, headers={"date": "Sun, 22 Nov 2026 04:00:00 GMT"}, content=b"short and stout")

    ask = Ask("POST", "/v2/x?a=1", b"{}", {"content-type": "application/json"})
    with mock_client(handler) as client:
        answer = exchange(client, Clock(), ask, Budget(5.0))
    assert (answer.status, answer.body) == (418, b"short and stout")
    assert answer.date == "Sun, 22 Nov 2026 04:00:00 GMT"
    assert "stout" not in repr(answer)


def test_an_address_with_a_path_keeps_it() -> None:
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return httpx.Response(200)

    with client_for("https://shop.example/relay/", "live", httpx.MockTransport(handler)) as client:
        exchange(client, Clock(), GET, PLENTY)
    assert seen == ["https://shop.example/relay/letters?after=0"]


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    calls: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        calls.append(str(request.url))
        return httpx.Response(302, headers={"location": "https://elsewhere.example/"})

    with client_for("https://gate.example", "live", httpx.MockTransport(handler)) as client:
        assert exchange(client, Clock(), GET, PLENTY).status == 302
    assert calls == ["https://gate.example/letters?after=0"]


def test_no_cookie_is_sent_back() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert "cookie" not in request.headers
        return httpx.Response(200, headers={"set-cookie": "who=me; Path=/"})

    with client_for("https://gate.example", "live", httpx.MockTransport(handler)) as client:
        for _ in range(2):
            assert exchange(client, Clock(), GET, PLENTY).status == 200


def test_too_long_an_answer_is_refused_before_it_is_all_read() -> None:
    sent: list[int] = []

    def endless() -> Iterator[bytes]:
        for number in range(1_000):
            sent.append(number)
            yield b"x" * 100

    with pytest.raises(BadAnswer, match="more than 1000 bytes"):
        _exchange(lambda _request: httpx.Response(200, content=endless()), budget=Budget(5.0, max_bytes=1_000))
    assert len(sent) == 11
    fits = _exchange(lambda _request: httpx.Response(200, content=b"x" * 1_000), budget=Budget(5.0, max_bytes=1_000))
    assert len(fits) == 1_000


def test_an_encoded_answer_is_refused_unread() -> None:
    def never() -> Iterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    with pytest.raises(BadAnswer, match="encoded as 'gzip'"):
        _exchange(lambda _request: httpx.Response(200, headers={"content-encoding": "gzip"}, content=never()))


def test_a_body_that_drips_ends_with_the_budget() -> None:
    sent: list[int] = []

    def dripping() -> Iterator[bytes]:
        for number in range(1_000):
            sent.append(number)
            yield b"x"

    clock = Clock(step=0.5)
    with pytest.raises(httpx.ReadTimeout):
        _exchange(lambda _request: httpx.Response(200, content=dripping()), budget=Budget(5.0), clock=clock)
    assert len(sent) < 12


def test_a_request_that_is_too_late_does_not_leave() -> None:
    def handler(_request: httpx.Request) -> httpx.Response:
        raise AssertionError("it left")

    def last_look() -> None:
        raise TooLate("over")

    with mock_client(handler) as client, pytest.raises(TooLate):
        exchange(client, Clock(), GET, PLENTY, last_look)


@pytest.mark.parametrize("fault", [httpx.ConnectError("no"), httpx.ReadError("cut"), TooLate("late")])
def test_what_a_transport_raises_comes_out(fault: Exception) -> None:
    def handler(_request: httpx.Request) -> httpx.Response:
        raise fault

    with pytest.raises(type(fault)):
        _exchange(handler)


@pytest.mark.parametrize(
    ("url", "environment"),
    [
        ("https://api.ecommpay.com", "live"),
        ("https://relay.example:8443/x", "test"),
        ("https://gate.demo.invalid", "demo"),
        ("http://localhost:8080", "test"),
        ("http://127.0.0.2:1", "test"),
        ("http://[::1]:8080", "test"),
    ],
)
def test_addresses_that_may_be_called(url: str, environment: str) -> None:
    client_for(url, environment, httpx.MockTransport(lambda _request: httpx.Response(200))).close()


@pytest.mark.parametrize(
    ("url", "environment", "words"),
    [
        ("http://127.0.0.1:8080", "live", "not protected; use https"),
        ("http://127.0.0.1:8080", "demo", "not protected"),
        ("http://192.168.1.9", "test", "not protected"),
        ("http://localhost.evil.example", "test", "not protected"),
        ("ftp://relay.example", "live", "no address of a service"),
        ("https://", "live", "no address of a service"),
        ("relay.example", "live", "no address of a service"),
        ("", "live", "no address of a service"),
        ("https://relay.example:port", "live", "no address"),
        ("https://name:key@relay.example", "live", "more than an address"),
        ("https://relay.example/?token=1", "live", "more than an address"),
        ("https://relay.example/#top", "live", "more than an address"),
    ],
)
def test_addresses_that_are_never_called(url: str, environment: str, words: str) -> None:
    with pytest.raises(BadAddress, match=words):
        client_for(url, environment)


def test_the_same_read_is_written_once_and_an_order_is_never_kept() -> None:
    with mock_client(lambda _request: httpx.Response(200)) as client:
        read = Ask("GET", "/letters?after=1", headers={"authorization": "Bearer t"})
        first = client.request(read, PLENTY)
        assert client.request(replace(read), PLENTY) is first
        order = Ask("POST", "/sale", b"{}")
        assert client.request(order, PLENTY) is not client.request(order, PLENTY)
        others = [
            client.request(replace(read, path="/letters?after=2"), PLENTY),
            client.request(replace(read, headers={"authorization": "Bearer u"}), PLENTY),
            client.request(read, Budget(1.0)),
        ]
    assert first not in others
    assert [str(made.url)[-1] for made in others] == ["2", "1", "1"]
    assert others[1].headers["authorization"] == "Bearer u"
    assert others[2].extensions["timeout"]["read"] == 1.0
