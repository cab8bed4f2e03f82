"""The line to the platform: what leaves, when it may leave, and what comes of each answer."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from kiosk.adapters.code_reader import CodeReader
from kiosk.adapters.http_client import Budget, client_for
from kiosk.adapters.http_gate import GateBudgets, GateLine
from kiosk.adapters.wire import Wire
from kiosk.gate.emv import build
from kiosk.sale import facts as f
from kiosk.sale.effects import CreatePayment
from kiosk.sale.events import Call, CallFailed, ClockHeard, OrderAccepted, OrderRefused, StatusHeard
from kiosk.sale.money import Currency, Money
from kiosk.simulator.signer import agrees
from tests.adapters.gateway import (
    PAYMENT,
    PROJECT,
    SECRET,
    Handler,
    document,
    mock_client,
    read_request,
    server,
    signed,
)
from tests.adapters.helpers import NOON

CREATE = CreatePayment(PAYMENT, "c-1", Money(12_850, Currency.HKD), not_after=104.0)
ACCEPTED = f'{{"status":"success","request_id":"r","project_id":{PROJECT},"payment_id":"{PAYMENT}"}}'.encode()
DATE = {"date": "Sun, 22 Nov 2026 04:00:00 GMT"}


def _line(
    handler: Handler,
    *,
    mono: Callable[[], float] = lambda: 100.0,
    utc: Callable[[], datetime] | None = None,
    address: str = "203.0.113.7",
) -> GateLine:
    return GateLine(mock_client(handler), PROJECT, SECRET, address, CodeReader("test"), mono, utc)


def _answer(status: int, content: bytes, headers: dict[str, str] | None = None) -> Handler:
    return lambda _request: httpx.Response(status, content=content, headers=headers)


def _never(_request: httpx.Request) -> httpx.Response:
    raise AssertionError("it left")


def _raises(fault: Exception) -> Handler:
    def handler(_request: httpx.Request) -> httpx.Response:
        raise fault

    return handler


def test_an_order_leaves_as_the_platform_wants_it() -> None:
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, content=ACCEPTED)

    heard = _line(handler).order(CREATE)
    assert heard == (OrderAccepted(PAYMENT, ACCEPTED),)
    (request,) = seen
    assert [getattr(event, "sent", b"") for event in heard] == [request.read()], "the evidence is what left"
    assert (request.method, request.url.path) == ("POST", "/v2/payment/banks/hk-qr/sale")
    assert request.headers["content-type"] == "application/json"
    body = json.loads(request.read())
    signature = body["general"].pop("signature")
    assert body == {
        "general": {"project_id": PROJECT, "payment_id": PAYMENT},
        "customer": {"id": "c-1", "ip_address": "203.0.113.7"},
        "payment": {"amount": 12_850, "currency": "HKD"},
    }
    assert agrees(body, signature, SECRET.reveal())


def test_an_order_is_refused_by_its_code() -> None:
    raw = b'{"status":"error","code":"3358","message":"below limit"}'
    assert _line(_answer(400, raw)).order(CREATE) == (OrderRefused(PAYMENT, "3358", "below limit", raw),)


def test_an_order_is_kept_back_when_its_time_is_over() -> None:
    late = _line(_never, mono=lambda: 104.1).order(CREATE)
    assert late == (CallFailed(Call.ORDER, True, "late", PAYMENT),)
    at_the_last_moment = _line(_answer(200, ACCEPTED), mono=lambda: 104.0).order(CREATE)
    assert at_the_last_moment == (OrderAccepted(PAYMENT, ACCEPTED),)


class _SlowToConnect(Wire):
    """The real wire, on which connecting lasts until after the order's time."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 100.0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.now = 110.0
        return super().handle_request(request)


def test_an_order_is_kept_back_when_connecting_took_too_long() -> None:
    received: list[bytes] = []
    served = threading.Event()

    def serve(connection: socket.socket, over: threading.Event) -> None:
        received.append(connection.recv(4_096))
        served.set()

    wire = _SlowToConnect()
    budgets = GateBudgets(order=Budget(60.0, connect_s=60.0))
    with server(serve) as url:
        with client_for(url, "test", wire) as client:
            reader = CodeReader("test")
            line = GateLine(client, PROJECT, SECRET, "203.0.113.7", reader, lambda: wire.now, None, budgets)
            assert line.order(CREATE) == (CallFailed(Call.ORDER, True, "late", PAYMENT),)
        assert served.wait(5)
    assert received == [b""]


@pytest.mark.parametrize(
    ("fault", "certain", "why"),
    [
        (httpx.ConnectError("no route"), True, "unreachable"),
        (httpx.ConnectTimeout("3 s"), True, "unreachable"),
        (httpx.ReadTimeout("10 s"), False, "timeout"),
        (httpx.ReadError("cut"), False, "unreachable"),
        (httpx.WriteError("cut"), False, "unreachable"),
        (httpx.RemoteProtocolError("half an answer"), False, "unreachable"),
    ],
)
def test_what_a_broken_order_proves(fault: Exception, certain: bool, why: str) -> None:
    assert _line(_raises(fault)).order(CREATE) == (CallFailed(Call.ORDER, certain, why, PAYMENT),)


@pytest.mark.parametrize("serve_more", [b"", b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n" + ACCEPTED])
def test_a_real_line_that_is_cut_after_the_order_left_proves_nothing(serve_more: bytes) -> None:
    def serve(connection: socket.socket, over: threading.Event) -> None:
        read_request(connection)
        connection.sendall(serve_more)

    with server(serve) as url, client_for(url, "test") as client:
        line = GateLine(client, PROJECT, SECRET, "203.0.113.7", CodeReader("test"), time.monotonic)
        order = CreatePayment(PAYMENT, "c-1", CREATE.money, not_after=time.monotonic() + 4.0)
        assert line.order(order) == (CallFailed(Call.ORDER, False, "unreachable", PAYMENT),)


def test_an_order_is_sent_once_whatever_happens() -> None:
    requests: list[bytes] = []

    def serve(connection: socket.socket, over: threading.Event) -> None:
        requests.append(read_request(connection))

    with server(serve) as url, client_for(url, "test") as client:
        line = GateLine(client, PROJECT, SECRET, "203.0.113.7", CodeReader("test"), time.monotonic)
        line.order(CreatePayment(PAYMENT, "c-1", CREATE.money, not_after=time.monotonic() + 4.0))
    assert len(requests) == 1


def test_an_order_that_cannot_be_made_surely_did_not_leave() -> None:
    refused = _line(_never, address="the counter").order(CREATE)
    assert refused == (CallFailed(Call.ORDER, True, "refused", PAYMENT),)


def test_an_answer_larger_than_it_may_be_proves_nothing() -> None:
    big = _answer(200, b" " * 262_145)
    assert _line(big).order(CREATE) == (CallFailed(Call.ORDER, False, "unreadable", PAYMENT),)


def test_each_question_names_its_own_payment_however_often_it_is_asked() -> None:
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        general = json.loads(request.read())["general"]
        assert agrees({"general": {"project_id": PROJECT, "payment_id": general["payment_id"]}}, general["signature"],
                      SECRET.reveal())  # fmt: skip
        asked.append(general["payment_id"])
        return httpx.Response(503)

    line, names = _line(handler), ["till1-A", "till1-A", "till1-B", "till1-A"]
    for name in names:
        line.ask(name)
    assert asked == names


def test_a_question_and_its_answer() -> None:
    raw = signed(document("decline", "20000"))
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, content=raw)

    (heard,) = _line(handler).ask(PAYMENT)
    assert isinstance(heard, StatusHeard)
    assert isinstance(heard.fact, f.DeclineProved)
    assert (heard.payment_id, heard.raw) == (PAYMENT, raw)
    (request,) = seen
    assert (request.method, request.url.path) == ("POST", "/v2/payment/status")
    body = json.loads(request.read())
    assert agrees(
        {"general": {"project_id": PROJECT, "payment_id": PAYMENT}}, body["general"]["signature"], SECRET.reveal()
    )


@pytest.mark.parametrize(
    ("handler", "why"),
    [
        (_answer(429, b""), "busy"),
        (_answer(502, b"<html>"), "busy"),
        (_answer(302, b""), "unreadable"),
        (_raises(httpx.ReadTimeout("4 s")), "timeout"),
    ],
)
def test_a_question_without_answer(handler: Handler, why: str) -> None:
    assert _line(handler).ask(PAYMENT) == (CallFailed(Call.ASK, False, why, PAYMENT),)


def test_a_question_that_cannot_be_made_is_no_call() -> None:
    assert _line(_never).ask("a b") == (CallFailed(Call.ASK, True, "refused", "a b"),)


# The clock.


@pytest.mark.parametrize(
    ("date", "offset"),
    [
        ("Sun, 22 Nov 2026 04:00:00 GMT", 0.5),
        ("Sun, 22 Nov 2026 03:59:00 GMT", -59.5),
        ("Sun, 22 Nov 2026 04:00:00 -0000", 0.5),
        ("Sun, 22 Nov 2026 12:00:00 +0800", 0.5),
    ],
)
def test_the_platforms_clock_is_told_first(date: str, offset: float) -> None:
    line = _line(_answer(200, ACCEPTED, {"date": date}), utc=lambda: NOON)
    assert line.order(CREATE) == (ClockHeard(offset), OrderAccepted(PAYMENT, ACCEPTED))


@pytest.mark.parametrize(
    "date", ["", "noon", "Sun, 22 Nov 99999 04:00:00 GMT", f"Sun, {'9' * 30} Nov 2026 04:00:00 GMT"]
)
def test_an_unreadable_date_tells_nothing(date: str) -> None:
    line = _line(_answer(200, ACCEPTED, {"date": date}), utc=lambda: NOON)
    assert line.order(CREATE) == (OrderAccepted(PAYMENT, ACCEPTED),)


def test_without_a_clock_of_our_own_there_is_nothing_to_compare() -> None:
    assert _line(_answer(200, ACCEPTED, DATE)).order(CREATE) == (OrderAccepted(PAYMENT, ACCEPTED),)


def test_a_question_tells_the_clock_as_well() -> None:
    line = _line(_answer(503, b"", DATE), utc=lambda: NOON.astimezone(UTC) + timedelta(seconds=2.5))
    assert line.ask(PAYMENT) == (ClockHeard(-2.0), CallFailed(Call.ASK, False, "busy", PAYMENT))


# Warming and drawing.


def test_warming_touches_the_address_once_and_tells_the_clock() -> None:
    seen: list[tuple[str, str, bytes]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append((request.method, request.url.path, request.read()))
        return httpx.Response(404, headers=DATE)

    assert _line(handler, utc=lambda: NOON).warm() == (ClockHeard(0.5),)
    assert seen == [("HEAD", "/", b"")]


def test_warming_that_fails_says_nothing() -> None:
    assert _line(_raises(httpx.ConnectError("no"))).warm() == ()


def test_a_code_is_drawn_again() -> None:
    payload = build(scheme="demo.invalid", currency="HKD", amount_minor=1)
    drawn = _line(_never).draw(PAYMENT, payload)
    assert drawn.payment_id == PAYMENT
    assert drawn.code is not None
    assert drawn.code.payload == payload
    assert _line(_never).draw(PAYMENT, payload[:-1] + "g").code is None
