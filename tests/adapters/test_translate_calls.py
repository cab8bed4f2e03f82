"""What an answer to a call proves, and what a call without one proves: `certain` only when nothing can have left."""

from __future__ import annotations

import ssl

import httpx
import pytest

from kiosk.adapters import translate as t
from kiosk.adapters.code_reader import CodeReader
from kiosk.adapters.http_client import BadAnswer, TooLate
from kiosk.gate.requests import BadOrder
from kiosk.sale import facts as f
from kiosk.sale.events import Call, CallFailed, OrderAccepted, OrderRefused, StatusHeard
from tests.adapters.gateway import PAYMENT, PROJECT, SECRET, document, signed

READER = CodeReader("test")

ACCEPTED = f'{{"status":"success","request_id":"r","project_id":{PROJECT},"payment_id":"{PAYMENT}"}}'.encode()
REFUSED = b'{"status":"error","code":"3262","message":"Empty signature"}'


def test_an_order_is_accepted_or_refused_by_its_document() -> None:
    assert t.order_answered(ACCEPTED, 200, PAYMENT) == OrderAccepted(PAYMENT, ACCEPTED)
    for http_status in (200, 400, 403, 422):
        refused = OrderRefused(PAYMENT, "3262", "Empty signature", REFUSED)
        assert t.order_answered(REFUSED, http_status, PAYMENT) == refused


@pytest.mark.parametrize(
    ("raw", "http_status", "why"),
    [
        (REFUSED, 500, "busy"),
        (ACCEPTED, 503, "busy"),
        (b"<html>", 429, "busy"),
        (b"<html>", 200, "unreadable"),
        (b"<html>", 302, "unreadable"),
        (b"", 404, "unreadable"),
        (b"<html>", 403, "refused"),
        (b"<html>", 401, "refused"),
        (b'{"status":"error","code":"3041"}', 400, "refused"),
        (b'{"status":"error","code":"2147"}', 200, "refused"),
        (b'{"status":"error","code":"77777"}', 200, "refused"),
        (b'{"status":"error"}', 400, "unreadable"),
        (ACCEPTED.replace(PAYMENT.encode(), b"till1-other"), 200, "unreadable"),
    ],
)
def test_an_order_is_left_open_by_everything_else(raw: bytes, http_status: int, why: str) -> None:
    heard = t.order_answered(raw, http_status, PAYMENT)
    assert heard == CallFailed(Call.ORDER, False, why, PAYMENT)
    assert heard.raw == raw, "what proves nothing is evidence all the same"


def _answered(raw: bytes, http_status: int) -> StatusHeard | CallFailed:
    return t.status_answered(raw, http_status, PAYMENT, secret=SECRET, project_id=PROJECT, reader=READER)


@pytest.mark.parametrize(
    ("http_status", "why"),
    [
        (429, "busy"),
        (500, "busy"),
        (503, "busy"),
        (401, "refused"),
        (403, "refused"),
        (400, "unreadable"),
        (302, "unreadable"),
    ],
)
def test_a_status_answer_that_is_none(http_status: int, why: str) -> None:
    heard = _answered(b'{"status":"error"}', http_status)
    assert heard == CallFailed(Call.ASK, False, why, PAYMENT)
    assert heard.raw == b'{"status":"error"}'


def test_a_status_answer_with_an_unusual_http_status_still_counts() -> None:
    raw = b'{"status":"error","code":"3061","message":"Transaction not found"}'
    assert _answered(raw, 404) == StatusHeard(PAYMENT, f.NotRegistered(), raw)
    raw = signed(document("success"))
    heard = _answered(raw, 202)
    assert isinstance(heard, StatusHeard)
    assert isinstance(heard.fact, f.SuccessProved)
    assert heard.raw == raw


def test_a_status_answer_that_proves_nothing_is_heard_as_odd() -> None:
    heard = _answered(b"<html>captive</html>", 200)
    assert isinstance(heard, StatusHeard)
    assert isinstance(heard.fact, f.Odd)


# Broken calls.


def _httpx_faults(kind: type[httpx.HTTPError] = httpx.HTTPError) -> set[type[httpx.HTTPError]]:
    return {kind}.union(*(_httpx_faults(child) for child in kind.__subclasses__()))


CERTAIN: dict[type[Exception], str] = {
    httpx.ConnectError: "unreachable",
    httpx.ConnectTimeout: "unreachable",
    httpx.PoolTimeout: "timeout",
    httpx.UnsupportedProtocol: "unreachable",
    httpx.InvalidURL: "unreachable",
    TooLate: "late",
    BadOrder: "refused",
}
_CUT: list[type[Exception]] = [
    httpx.ReadError,
    httpx.WriteError,
    httpx.CloseError,
    httpx.NetworkError,
    httpx.TimeoutException,
    httpx.RemoteProtocolError,
    httpx.ProtocolError,
    httpx.ProxyError,
    httpx.HTTPStatusError,
    httpx.RequestError,
    httpx.TransportError,
    httpx.HTTPError,
]
_ODD: list[type[Exception]] = [BadAnswer, httpx.DecodingError, httpx.LocalProtocolError, httpx.TooManyRedirects]
UNSURE: dict[type[Exception], str] = {
    **dict.fromkeys(_CUT, "unreachable"),
    **dict.fromkeys(_ODD, "unreadable"),
    httpx.ReadTimeout: "timeout",
    httpx.WriteTimeout: "timeout",
}


def _fault(kind: type[Exception]) -> Exception:
    if kind is BadOrder:
        return BadOrder("customer_ip", "give an address")
    if kind is httpx.HTTPStatusError:
        request = httpx.Request("GET", "https://gate.example")
        return httpx.HTTPStatusError("x", request=request, response=httpx.Response(500))
    return kind("x")


def test_every_fault_that_httpx_can_raise_is_in_the_tables() -> None:
    assert _httpx_faults() <= CERTAIN.keys() | UNSURE.keys()
    assert not CERTAIN.keys() & UNSURE.keys()


@pytest.mark.parametrize("kind", [*CERTAIN, *UNSURE], ids=lambda kind: kind.__name__)
def test_only_a_call_of_which_nothing_left_is_certain(kind: type[Exception]) -> None:
    why = CERTAIN.get(kind) or UNSURE[kind]
    assert t.call_failed(Call.ORDER, _fault(kind), PAYMENT) == CallFailed(Call.ORDER, kind in CERTAIN, why, PAYMENT)
    assert isinstance(_fault(kind), t.FAULTS)


@pytest.mark.parametrize(("kind", "certain"), [(httpx.ConnectError, True), (httpx.ReadError, False)])
def test_a_fault_of_tls_is_named(kind: type[httpx.TransportError], certain: bool) -> None:
    fault = kind("wrapped")
    fault.__cause__ = OSError("between")
    fault.__cause__.__context__ = ssl.SSLCertVerificationError("certificate has expired")
    assert t.call_failed(Call.ASK, fault) == CallFailed(Call.ASK, certain, "tls")
