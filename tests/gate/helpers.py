"""Letters and answers as a gateway would send them, signed by a signer of their own.

The signer here is written from the published rules and shares no line with the product's, so that a slip in one
is not repeated by the other.
"""

from __future__ import annotations

import base64
import copy
import hashlib
import hmac
import json
import re
from typing import Any

from kiosk.gate.replies import Letter, StatusAnswer, read_letter, read_status

SECRET = "a pretend project's key"
PROJECT = 383000
PAYMENT = "till1-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CODE = "00020101021226190012hk.com.hkicl"

Doc = dict[str, Any]


def lines(value: Any, path: str = "") -> list[tuple[str, str]]:
    """Path and value of every leaf, by the published rules."""
    if isinstance(value, dict):
        pairs = [(str(key).replace(":", "::"), member) for key, member in value.items()]
        pairs = [(key, member) for key, member in pairs if key not in ("signature", "frame_mode")]
    elif isinstance(value, list):
        pairs = [(str(index), member) for index, member in enumerate(value)]
    else:
        words = {None: "", True: "1", False: "0"}
        return [(path, words[value] if value is None or value is True or value is False else str(value))]
    found = []
    for key, member in pairs:
        found += lines(member, f"{path}:{key}" if path else key)
    return found


def signed_text(document: Doc, natural: bool = False) -> str:
    """The text that is signed, its lines sorted by path, places of lists by number when `natural`."""

    def place(line: tuple[str, str]) -> list[tuple[int, int, str]]:
        parts = re.findall(r"\d+|\D", line[0])
        return [(48, int(part), "") if part.isdigit() else (ord(part), 0, part) for part in parts]

    ordered = sorted(lines(document), key=place) if natural else sorted(lines(document))
    return ";".join(f"{path}:{value}" for path, value in ordered)


def signature(document: Doc, secret: str = SECRET, natural: bool = False) -> str:
    """The signature of a document."""
    mac = hmac.new(secret.encode(), signed_text(document, natural).encode(), hashlib.sha512)
    return base64.b64encode(mac.digest()).decode()


def stamp(document: Doc, *, secret: str = SECRET, inside: str = "", natural: bool = False) -> bytes:
    """The bytes of a document signed at the top, or inside the object of that name."""
    copied = copy.deepcopy(document)
    target = copied.setdefault(inside, {}) if inside else copied
    target["signature"] = signature(copied, secret, natural)
    return json.dumps(copied).encode()


def sale(status: str = "success", code: str = "0", **more: Any) -> Doc:
    """One sale operation."""
    operation: Doc = {
        "id": 5205000010711,
        "type": "sale",
        "status": status,
        "date": "2026-04-26T08:40:29+0000",
        "sum_initial": {"amount": 10000, "currency": "HKD"},
        "sum_converted": {"amount": 10000, "currency": "HKD"},
        "code": code,
        "message": "words",
        "provider": {"id": 5161, "payment_id": "", "auth_code": ""},
    }
    return operation | more


def standard(status: str = "success", code: str = "0", **more: Any) -> Doc:
    """A document of the standard shape: payment and sale operation with the same status."""
    document: Doc = {
        "project_id": PROJECT,
        "payment": {
            "id": PAYMENT,
            "type": "purchase",
            "status": status,
            "date": "2026-04-26T08:40:29+0000",
            "method": "hk-qr",
            "sum": {"amount": 10000, "currency": "HKD"},
            "description": "",
        },
        "customer": {"id": "c-1"},
        "operation": sale(status, code),
    }
    return document | more


def with_code(data: str = CODE, kind: str = "qr_data") -> Doc:
    """The letter that brings the code."""
    shown = [{"type": kind, "title": "QR code", "data": data}]
    return standard("awaiting customer action", "9999", display_data=shown)


def flat(status: str = "success", code: str = "0") -> Doc:
    """A document of the flat shape: ids in general, no customer, the amount in sum_request."""
    return {
        "general": {"project_id": PROJECT, "payment_id": PAYMENT},
        "payment": {"status": status, "result_code": code, "result_message": "words", "method": "hk-qr"},
        "transaction": {"id": 77, "type": "purchase"},
        "sum_request": {"amount": 10000, "currency": "HKD"},
        "sum_real": {"amount": 10000, "currency": "HKD"},
        "request_id": "r-1",
        "operations": [{"id": 77, "type": "sale", "status": status, "sum": {"amount": 10000, "currency": "HKD"}}],
    }


def changed(document: Doc, path: str, value: Any) -> Doc:
    """A copy with the value at a dotted path replaced; list places are numbers."""
    copied = copy.deepcopy(document)
    *way, last = path.split(".")
    here: Any = copied
    for part in way:
        here = here[int(part)] if isinstance(here, list) else here.setdefault(part, {})
    if isinstance(here, list):
        here[int(last)] = value
    else:
        here[last] = value
    return copied


def without(document: Doc, path: str) -> Doc:
    """A copy that lacks the member at a dotted path."""
    copied = copy.deepcopy(document)
    *way, last = path.split(".")
    here: Any = copied
    for part in way:
        here = here[int(part)] if isinstance(here, list) else here[part]
    del here[last]
    return copied


def letter(document: Doc, **how: Any) -> Letter:
    """What the product makes of a letter with a good signature."""
    return read_letter(stamp(document, **how), SECRET, PROJECT)


def status(document: Doc, **how: Any) -> StatusAnswer:
    """What the product makes of a signed answer to a question about `PAYMENT`."""
    return read_status(stamp(document, **how), SECRET, PROJECT, PAYMENT)
