"""What may be shown of the bytes that came from outside, or went there: the facts of a payment, and nothing else.

By an allow-list: signatures, the shop's address, whatever the bank says of a payer, and a code that could be drawn
again are left out because nobody put them in. A name stays where its value does not, so that a reader sees that
something was there. What cannot be read strictly is not shown at all; its digest names it.

It must not know where the bytes are kept.
"""

from __future__ import annotations

import re
from typing import Final

from kiosk.bounded_json import BadJson, Json, Number, read_object

REDACTED: Final = "[redacted]"

_MONEY = ("amount", "currency")
_OPERATION = (
    "id", "type", "status", "date", "created_date", "request_id", "code", "message",
    *(f"{sums}.{part}" for sums in ("sum", "sum_initial", "sum_converted", "sum_real") for part in _MONEY),
)  # fmt: skip
_SHOWN: Final = frozenset({
    "project_id", "payment_id", "request_id", "status", "code", "message",
    "general.project_id", "general.payment_id", "customer.id", "display_data.type",
    "payment.id", "payment.amount", "payment.currency", "payment.type", "payment.status", "payment.method",
    "payment.date", *(f"payment.sum.{part}" for part in _MONEY), *(f"sum_request.{part}" for part in _MONEY),
    *(f"operation.{name}" for name in _OPERATION), *(f"operations.{name}" for name in _OPERATION),
    "errors.code", "errors.message",
})  # fmt: skip
"""Paths whose values are shown; places in a list count as none."""
_WHOLE: Final = re.compile(r"-?[0-9]{1,18}")


def redacted(raw: bytes) -> dict[str, object] | None:
    """The document with everything private taken out, or None when the bytes are none that can be read strictly."""
    try:
        document = read_object(raw)
    except BadJson:
        return None
    return {name: _told(value, name) for name, value in document.items()}


def _told(value: Json, path: str) -> object:
    match value:
        case dict():
            return {name: _told(inner, f"{path}.{name}") for name, inner in value.items()}
        case list():
            return [_told(inner, path) for inner in value]
        case None:
            return None
        case _ if path not in _SHOWN:
            return REDACTED
        case Number() if _WHOLE.fullmatch(value):
            return int(value)
        case Number():
            return str(value)
        case _:
            return value
