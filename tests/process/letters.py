"""Letters as anybody could write them: built and signed here from the published description, without the kiosk.

The signed text is every leaf as `path:value`, sorted, joined by `;`; its HMAC-SHA512 stands in base64 in `signature`
(ecommpay, "Signature generation and verification").
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

from tests.process.harness import PROJECT, SECRET

Document = dict[str, Any]


def leaves(value: object, path: str = "") -> Iterator[str]:
    """`path:value` of every leaf."""
    if isinstance(value, dict):
        for key, member in value.items():
            if key not in ("signature", "frame_mode"):
                yield from leaves(member, f"{path}:{key}" if path else key)
    elif isinstance(value, list):
        for place, member in enumerate(value):
            yield from leaves(member, f"{path}:{place}")
    else:
        yield f"{path}:{'' if value is None else int(value) if isinstance(value, bool) else value}"


def signature(document: Document, secret: str = SECRET) -> str:
    """88 characters."""
    text = ";".join(sorted(leaves(document)))
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha512).digest()).decode()


def packed(document: Document) -> bytes:
    """As it travels."""
    return json.dumps(document).encode()


def signed(document: Document, secret: str = SECRET) -> bytes:
    """A whole letter."""
    return packed({**document, "signature": signature(document, secret)})


def letter(payment_id: str, minor: int, status: str, code: str = "0", project: int = PROJECT) -> Document:
    """What Gate says of a sale, as the page on Hong Kong FPS QR prints it."""
    total = {"amount": minor, "currency": "HKD"}
    return {
        "project_id": project,
        "payment": {"id": payment_id, "type": "purchase", "status": status, "method": "hk-qr", "sum": dict(total)},
        "operation": {
            "id": 5_000_000_000_000 + sum(payment_id.encode()),
            "type": "sale",
            "status": status,
            "sum_initial": dict(total),
            "sum_converted": dict(total),
            "code": code,
            "message": "",
            "provider": {"id": 5161},
        },
    }


def with_code(payment_id: str, minor: int, payload: str) -> Document:
    """A letter that brings a code."""
    shown = {"type": "qr_data", "title": "QR code", "data": payload}
    return {**letter(payment_id, minor, "awaiting customer action", "9999"), "display_data": [shown]}


def changed(document: Document, path: str, value: object) -> Document:
    """The same document with one place changed: `changed(x, "payment.sum.amount", 1)`."""
    first, _, rest = path.partition(".")
    if not rest:
        return {**document, first: value}
    return {**document, first: changed(document[first], rest, value)}


def without(document: Document, path: str) -> Document:
    """The same document with one place left out."""
    first, _, rest = path.partition(".")
    if not rest:
        return {key: value for key, value in document.items() if key != first}
    return {**document, first: without(document[first], rest)}
