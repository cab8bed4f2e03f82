"""The documents Gate writes about a payment: letters in three shapes, the status answer, the acceptance.

Sources: ecommpay, "Hong Kong FPS QR" (letters, display_data), "Callbacks in Gate" and the SDKs' callback
fixtures (flat shape), "Payment status request". Signing comes last, in ``sealed``. It must not know who
asks or what happens next.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from kiosk.simulator.payment import Payment
from kiosk.simulator.plot import Standing
from kiosk.simulator.signer import sign

Document = dict[str, Any]

METHOD = "hk-qr"
PROVIDER = 5161
NOT_FOUND = ("3061", "Transaction not found")


def stamp(seconds: float) -> str:
    """Wall seconds as Gate writes a time: ``2021-04-26T08:40:29+0000``."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def sealed(document: Document, secret: str) -> Document:
    """The same document with its signature: in ``general`` where the shape has one, else at the top."""
    signature = sign(document, secret)
    if "general" in document:
        return {**document, "general": {**document["general"], "signature": signature}}
    return {**document, "signature": signature}


def packed(document: Document, escape_slashes: bool = False) -> bytes:
    """The body as sent: compact JSON, everything beyond ASCII escaped, as PHP writes it."""
    text = json.dumps(document, separators=(",", ":"))
    return (text.replace("/", "\\/") if escape_slashes else text).encode("ascii")


def letter(payment: Payment, standing: Standing, at: float, with_code: bool) -> Document:
    """A letter about ``standing`` in the shape that this payment's story wants; ``at`` in wall seconds."""
    writer = {"standard": standard, "odd": odd, "flat": flat}[payment.story.plot.shape]
    document = writer(payment, standing, at)
    if with_code and payment.code is not None:
        document["display_data"] = _display(payment)
    return document


def standard(payment: Payment, standing: Standing, at: float) -> Document:
    """The standard format, key for key as the page on Hong Kong FPS QR prints it."""
    document = _about(payment, standing, at)
    if standing.operation:
        document["operation"] = _operation(payment, standing, at)
    else:
        document["errors"] = [{"code": standing.code, "message": standing.message}]
    return document


def status(payment: Payment) -> Document:
    """The answer to a status request: the standard format with ``operations`` as a list."""
    standing = payment.standing
    document = _about(payment, standing, payment.changed)
    document["account"] = {}
    if standing.operation:
        document["operations"] = [_operation(payment, standing, payment.changed)]
    else:
        document["errors"] = [{"code": standing.code, "message": standing.message}]
    if payment.story.plot.code_by == "status" and payment.code is not None and not payment.acted:
        document["display_data"] = _display(payment)
    return document


def not_registered(project_id: int, payment_id: str) -> Document:
    """The status answer about an id that Gate never accepted."""
    code, message = NOT_FOUND
    return {
        "project_id": project_id,
        "payment": {"id": payment_id, "status": "error"},
        "errors": [{"code": code, "message": message}],
    }


def odd(payment: Payment, standing: Standing, at: float) -> Document:
    """The standard format with all oddities allowed: nulls, empty things, unknown keys, long lists."""
    document = standard(payment, standing, at)
    total = payment.stated_sum(standing)
    # An amount may be text, and only natural order signs a list of more than ten as PHP does.
    document["payment"] |= {"sum": {**total, "amount": str(total["amount"])}, "description": None, "rrn": ""}
    document["customer"] |= {"phone": None, "first_name": "大文", "address2": "", "address": "1 Queen's Road"}
    document["operation"] |= {"sum_converted": None, "processing_time": None, "is_3ds": False, "eci": ""}
    return document | {
        "account": None,
        "errors": [],
        "recurring": None,
        "decision": {},
        "provider_extra_fields": {"trace-id.v2": "a/b/c", "steps": [str(step) for step in range(12)]},
        "is_test": True,
    }


def flat(payment: Payment, standing: Standing, at: float) -> Document:
    """The flat format: ids in ``general``, the sum in ``sum_request``, no customer."""
    order = payment.order
    total = payment.stated_sum(standing)
    operation = {
        "id": payment.operation_id,
        "type": "sale",
        "status": standing.operation,
        "date": stamp(at),
        "processing_time": None,
        "request_id": payment.request_id,
        "sum": total,
        "code": standing.code,
        "message": standing.message,
        "provider": {"id": PROVIDER},
    }
    return {
        "general": {"project_id": payment.project_id, "payment_id": order.payment_id},
        "request_id": payment.request_id,
        "payment": {
            "id": order.payment_id,
            "method": METHOD,
            "date": stamp(at),
            "status": standing.payment,
            "result_code": standing.code,
            "result_message": standing.message,
            "is_new_attempts_available": False,
            "attempts_timeout": 0,
            "provider_id": PROVIDER,
        },
        "transaction": {"id": payment.operation_id, "date": stamp(at), "type": "purchase"},
        "sum_request": total,
        "sum_real": total,
        "rrn": "",
        "description": "",
        "operations": [operation],
        "errors": [],
    }


def accepted(payment: Payment) -> Document:
    """The four fields that mean "accepted for processing" and nothing more."""
    return {
        "status": "success",
        "request_id": payment.request_id,
        "project_id": payment.project_id,
        "payment_id": payment.order.payment_id,
    }


def _about(payment: Payment, standing: Standing, at: float) -> Document:
    return {
        "project_id": payment.project_id,
        "payment": {
            "id": payment.order.payment_id,
            "type": "purchase",
            "status": standing.payment,
            "date": stamp(at),
            "method": METHOD,
            "sum": payment.stated_sum(standing),
            "description": "",
        },
        "customer": {"id": payment.stated_customer(standing)},
    }


def _operation(payment: Payment, standing: Standing, at: float) -> Document:
    return {
        "id": payment.operation_id,
        "type": "sale",
        "status": standing.operation,
        "date": stamp(at),
        "created_date": stamp(payment.created),
        "request_id": payment.request_id,
        "sum_initial": payment.stated_sum(standing),
        "sum_converted": payment.stated_sum(standing),
        "code": standing.code,
        "message": standing.message,
        "provider": {"id": PROVIDER, "payment_id": "", "auth_code": ""},
    }


def _display(payment: Payment) -> list[Mapping[str, str]] | dict[str, Mapping[str, str]]:
    items: list[Mapping[str, str]] = list(payment.code.items) if payment.code else []
    if payment.story.plot.shape != "odd" or payment.code is None:
        return items
    # A list that PHP came to see as a map: the same signed text, another JSON.
    hint = {"type": "add_info", "title": "expired_timestamp", "data": str(int(payment.code.expires))}
    return {str(index): item for index, item in enumerate([hint, *items])}
