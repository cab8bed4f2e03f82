"""What may be shown of a document is on a list; everything else is not there, whatever it is called."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kiosk.cli.redaction import REDACTED, redacted

LETTER: dict[str, Any] = {
    "project_id": 383000,
    "payment": {
        "id": "till1-a",
        "status": "success",
        "sum": {"amount": 12850, "currency": "HKD"},
        "description": "MARK",
    },
    "customer": {"id": "c-1", "phone": "MARK", "ip_address": "MARK"},
    "account": {"number": "MARK", "holder": ["MARK"]},
    "operation": {"id": 52, "code": "0", "message": "Success", "provider": {"payer_name": "MARK"}, "rate": 1.50},
    "operations": [{"id": 1.5, "status": "success", "signature": "MARK"}],
    "display_data": [{"type": "qr_data", "data": "MARK"}],
    "errors": None,
    "final": True,
    "signature": "MARK",
}


def test_a_letter_shows_its_facts_and_nothing_private() -> None:
    shown = redacted(json.dumps(LETTER).encode())
    assert "MARK" not in json.dumps(shown)
    assert shown is not None
    assert shown["project_id"] == 383000
    assert shown["payment"] == {**LETTER["payment"], "description": REDACTED}
    assert shown["customer"] == {"id": "c-1", "phone": REDACTED, "ip_address": REDACTED}
    assert shown["operations"] == [{"id": "1.5", "status": "success", "signature": REDACTED}]
    assert shown["display_data"] == [{"type": "qr_data", "data": REDACTED}]
    assert shown["errors"] is None
    assert shown["final"] == shown["signature"] == REDACTED


def test_our_own_order_shows_neither_signature_nor_address() -> None:
    order = {
        "general": {"project_id": 1, "payment_id": "till1-a", "signature": "MARK"},
        "customer": {"id": "c-1", "ip_address": "MARK"},
        "payment": {"amount": 5, "currency": "HKD"},
    }
    shown = redacted(json.dumps(order).encode())
    assert "MARK" not in json.dumps(shown)
    assert shown is not None
    assert shown["payment"] == {"amount": 5, "currency": "HKD"}


@pytest.mark.parametrize("raw", [b"", b"<html>MARK", b'{"a":1,"a":2}', b"[1]", b"\xff"])
def test_what_cannot_be_read_is_not_shown(raw: bytes) -> None:
    assert redacted(raw) is None
