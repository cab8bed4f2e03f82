"""Planted strictnesses: letters and answers that have to count, refused for what they look like.

Each keeps a payer waiting whose payment is known: as great a defect as a green that is not paid.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from kiosk.gate import replies
from tests.sim.swap import PLANTS, Plant, Swap

Sees = Callable[[dict[str, Any], bytes], bool]
KNOWN = {"project_id", "payment", "customer", "operation", "operations", "signature", "general", "display_data"}


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield value


def _payment(document: dict[str, Any]) -> dict[str, Any]:
    return document.get("payment") or {}


def _sales(document: dict[str, Any]) -> list[dict[str, Any]]:
    found = document.get("operations") or []
    listed = list(found.values()) if isinstance(found, dict) else list(found)
    return [*([document["operation"]] if document.get("operation") else []), *listed]


def _amounts(document: dict[str, Any]) -> Iterator[Any]:
    for place in (_payment(document).get("sum"), document.get("sum_request"), *_sales(document)):
        if isinstance(place, dict):
            inner = place.get("sum_initial") or place.get("sum") or place
            yield inner.get("amount") if isinstance(inner, dict) else None


def _converted(document: dict[str, Any]) -> bool:
    for sale in _sales(document):
        other, own = sale.get("sum_converted"), sale.get("sum_initial")
        if other and own and other["currency"] != own["currency"]:
            return True
    return False


def _lists(value: Any) -> Iterator[list[Any]]:
    if isinstance(value, list):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _lists(inner)


STRICT: dict[str, Sees] = {
    "absent customer": lambda d, raw: "customer" not in d,
    "null or empty customer": lambda d, raw: "customer" in d and not d["customer"],
    "absent description": lambda d, raw: "description" not in _payment(d),
    "null or empty description": lambda d, raw: "description" in _payment(d) and not _payment(d)["description"],
    "absent or null method": lambda d, raw: not _payment(d).get("method"),
    "absent or null type": lambda d, raw: not _payment(d).get("type"),
    "absent date": lambda d, raw: not _payment(d).get("date"),
    "extra keys": lambda d, raw: bool(set(d) - KNOWN),
    "floats outside money": lambda d, raw: any(isinstance(x, float) for x in _leaves(d)),
    "code as number": lambda d, raw: any(isinstance(sale.get("code"), int) for sale in _sales(d)),
    "amount as digits in a text": lambda d, raw: any(isinstance(x, str) for x in _amounts(d)),
    "flat shape": lambda d, raw: "sum_request" in d,
    "another currency converted": lambda d, raw: _converted(d),
    "confirmation after the sale": lambda d, raw: bool(_sales(d)) and _sales(d)[-1].get("type", "sale") != "sale",
    "an operation before the sale": lambda d, raw: bool(_sales(d)) and _sales(d)[0].get("type", "sale") != "sale",
    "an operation without type": lambda d, raw: any(not sale.get("type") for sale in _sales(d)),
    "ids beyond 2**53": lambda d, raw: any(isinstance(x, int) and x > 1 << 53 for x in _leaves(d)),
    "project as text": lambda d, raw: isinstance(d.get("project_id"), str),
    "signature in general": lambda d, raw: "signature" in (d.get("general") or {}),
    "a list as an object": lambda d, raw: isinstance(d.get("operations"), dict),
    "a list of more than ten": lambda d, raw: any(len(x) > 10 for x in _lists(d)),
    "null anywhere": lambda d, raw: any(x is None for x in _leaves(d)),
    "letters beyond ASCII": lambda d, raw: not raw.isascii() or b"\\u" in raw,
    "no request id": lambda d, raw: all("request_id" not in sale for sale in _sales(d)),
}
"""By what each of them takes offence at."""


def _refuses(sees: Sees) -> Callable[[Swap], None]:
    def plant(swap: Swap) -> None:
        def read(before: Any, raw: bytes, *rest: Any) -> Any:
            found = before(raw, *rest)
            try:
                document = json.loads(raw)
                odd = (
                    isinstance(document, dict) and not isinstance(found, replies.NotRegistered) and sees(document, raw)
                )
            except (ValueError, TypeError, AttributeError, KeyError):
                return found
            name = getattr(getattr(found, "stated", None), "payment_id", None)
            return replies.Odd(name, "too strict", hashlib.sha256(raw).hexdigest()) if odd else found

        swap.wrap(replies, "read_letter", read)
        swap.wrap(replies, "read_status", read)

    return plant


def _no_semicolon(swap: Swap) -> None:
    """`;` in the provider's text makes a letter doubtful, and never an answer to our own question."""

    def read(before: Any, raw: bytes, *rest: Any) -> Any:
        asked = rest[-1]
        return replies.Odd(asked, "too strict", "0" * 64) if b";" in raw else before(raw, *rest)

    swap.wrap(replies, "read_status", read)


for _name, _sees in STRICT.items():
    PLANTS[_name] = Plant(_name, _refuses(_sees), {"letter_lost": 0.03}, strict=True)
_WORDS = "a semicolon in the text of an answer"
PLANTS[_WORDS] = Plant(_WORDS, _no_semicolon, {"letter_lost": 0.1}, strict=True)
