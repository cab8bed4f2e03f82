"""What leaves the kiosk: exactly the required fields, signed, and nothing that could split the signed text."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from kiosk.gate.requests import BadOrder, Request, SaleOrder, sale_request, status_request
from kiosk.gate.secret import Secret
from tests.gate.helpers import PAYMENT, PROJECT, SECRET, signature

ORDER = SaleOrder(PROJECT, PAYMENT, 12850, "HKD", "c-0f.3_A", "203.0.113.7")


def body(request: Request) -> dict[str, Any]:
    document = json.loads(request.body)
    assert document["general"].pop("signature") == signature(document)
    return dict(document)


def test_a_sale_holds_the_required_fields_and_no_other() -> None:
    request = sale_request(ORDER, Secret(SECRET))
    assert request.path == "/v2/payment/banks/hk-qr/sale"
    assert body(request) == {
        "general": {"project_id": PROJECT, "payment_id": PAYMENT},
        "customer": {"id": "c-0f.3_A", "ip_address": "203.0.113.7"},
        "payment": {"amount": 12850, "currency": "HKD"},
    }
    assert b"12850," in request.body
    assert sale_request(ORDER, SECRET) == request


def test_a_status_question_names_the_payment_alone() -> None:
    request = status_request(PROJECT, PAYMENT, SECRET)
    assert request.path == "/v2/payment/status"
    assert body(request) == {"general": {"project_id": PROJECT, "payment_id": PAYMENT}}


def test_other_currency_and_address() -> None:
    order = dataclasses.replace(ORDER, currency="CNY", customer_ip="2001:0DB8::0001")
    document = body(sale_request(order, SECRET))
    assert document["payment"]["currency"] == "CNY"
    assert document["customer"]["ip_address"] == "2001:db8::1"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (name, value)
        for name in ("payment_id", "customer_id")
        for value in ("", "a;b", "a b", "港", "a:b", "x" * 65, "a\n")
    ]
    + [("project_id", value) for value in (0, -1, True, "383000", 1.0)]
    + [("amount_minor", value) for value in (0, -5, True, "100", 100.0)]
    + [("currency", value) for value in ("", "USD", "hkd", "344")]
    + [
        ("customer_ip", value)
        for value in ("", "localhost", "203.0.113", "fe80::1%eth0", "203.0.113.7;x", "203.0.113.7\n")
    ],
)
def test_a_bad_field_is_named(field: str, value: Any) -> None:
    order = dataclasses.replace(ORDER, **{field: value})
    with pytest.raises(BadOrder) as caught:
        sale_request(order, SECRET)
    assert caught.value.what == field
    assert str(caught.value) == f"{field}: {caught.value.cure}"
    assert SECRET not in str(caught.value)


def test_a_bad_question_is_refused() -> None:
    with pytest.raises(BadOrder, match="payment_id"):
        status_request(PROJECT, "a;b", SECRET)
    with pytest.raises(BadOrder, match="project_id"):
        status_request(0, PAYMENT, SECRET)
