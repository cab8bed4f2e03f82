"""Letters that must never be believed, by name: forged, altered, foreign, replayed, contradictory, malformed.

Each names the sale that is live, and would be its payment, its decline or another code if the till were careless.
"""

from __future__ import annotations

import json

from tests.process.harness import PROJECT, SECRET
from tests.process.letters import Document, changed, letter, packed, signature, signed, with_code, without

STRANGER = "a key that somebody guessed"


def forged(live: str, minor: int, trap: str) -> dict[str, bytes]:
    """Signed with another key, or not at all."""
    paid = letter(live, minor, "success")
    declined = letter(live, minor, "decline", "20000")
    return {
        "forged success": signed(paid, STRANGER),
        "forged decline": signed(declined, STRANGER),
        "forged code": signed(with_code(live, minor, trap), STRANGER),
        "unsigned success": packed(paid),
        "empty signature": packed({**paid, "signature": ""}),
        "no signature but null": packed({**paid, "signature": None}),
        "signature of another length": packed({**paid, "signature": signature(paid)[:-4]}),
        "signature in a list": packed({**paid, "signature": [signature(paid)]}),
        "signature somewhere else": packed({**paid, "provider": {"signature": signature(paid)}}),
    }


def altered(live: str, minor: int, trap: str) -> dict[str, bytes]:
    """True signatures of other words."""
    paid, waiting = letter(live, minor, "success"), with_code(live, minor, "something else")
    pending, less = letter(live, minor, "awaiting customer action", "9999"), letter(live, 1, "success")
    return {
        "pending made a success": packed({**paid, "signature": signature(pending)}),
        "one cent made the amount": packed({**paid, "signature": signature(less)}),
        "the code exchanged": packed({**with_code(live, minor, trap), "signature": signature(waiting)}),
        "a field nobody signs": packed({**paid, "signature": signature(paid), "frame_mode": "popup"}),
        "two signatures": packed({**paid, "general": {"signature": signature(paid)}, "signature": signature(paid)}),
    }


def foreign(live: str, minor: int, paid_before: Document, code_before: bytes) -> dict[str, bytes]:
    """Of another project, another sale, another till."""
    theirs = letter(live, minor, "success", project=PROJECT + 1)
    renamed = changed(paid_before, "payment.id", live)
    return {
        "another project's own": signed(theirs, STRANGER),
        "the sale before, once more": signed(paid_before),
        "the sale before, in other bytes": signed(paid_before) + b"\n",
        "the sale before under this name": packed({**renamed, "signature": signature(paid_before)}),
        "the code of the sale before": code_before,
        "another till's sale": signed(letter(f"other-{live.partition('-')[2]}", minor, "success")),
        "a sale of nobody": signed(letter("", minor, "success")),
    }


def contradictory(live: str, minor: int, before: str, trap: str) -> dict[str, bytes]:
    """Truly signed, and of two minds."""
    paid = letter(live, minor, "success")
    declined = letter(live, minor, "decline", "20000")
    return {
        "paid, its sale declined": signed(changed(paid, "operation.status", "decline")),
        "declined, its sale paid": signed(changed(declined, "operation.status", "success")),
        "paid with the code of a decline": signed(changed(paid, "operation.code", "20000")),
        "declined with the code of a success": signed(changed(declined, "operation.code", "0")),
        "declined with an unknown code": signed(changed(declined, "operation.code", "29998")),
        "declined without a code": signed(without(declined, "operation.code")),
        "two names": signed({**paid, "general": {"payment_id": before}}),
        "paid without a sale": signed(without(paid, "operation")),
        "paid without a sum": signed(changed(without(paid, "payment.sum"), "operation", sale_without_sum(paid))),
        "another code than the first": signed(with_code(live, minor, trap)),
        "a word nobody knows": signed(changed(paid, "payment.status", "Success!")),
    }


def sale_without_sum(paid: Document) -> Document:
    """Its operation, sums left out."""
    operation: Document = paid["operation"]
    return {key: value for key, value in operation.items() if not key.startswith("sum")}


def malformed(live: str, minor: int) -> dict[str, bytes]:
    """Objects of JSON, and yet no letters: the relay keeps them, the till believes none."""
    paid = letter(live, minor, "success")
    text = signed(paid).decode()
    return {
        "a semicolon in a value": signed(changed(paid, "operation.message", "ok;payment:status:success")),
        "an amount with a point": signed(changed(paid, "payment.sum.amount", f"{minor}.0")),
        "an amount that is true": signed(changed(paid, "payment.sum.amount", True)),
        "an amount in words": signed(changed(paid, "payment.sum.amount", "eight")),
        "an amount in a list": signed(changed(paid, "payment.sum.amount", [minor])),
        "a status that is an object": signed(changed(paid, "payment.status", {"success": "success"})),
        "a number of no end": text.replace(f'"amount": {minor}', '"amount": 1e999').encode(),
        "a key said twice": text.replace('"status": "success"', '"status": "pending", "status": "success"').encode(),
        "a key with a colon": signed({**paid, "payment:status": "success"}),
        "half a character": text.replace('"message": ""', '"message": "\\ud800"').encode(),
        "a thousand leaves": signed({**paid, "wide": {f"k{n:03}": n for n in range(999)}}),
        "its own text signed": packed({"signature": signature(paid), "payment": {"id": live, "status": text[:200]}}),
    }


def unkept(live: str, minor: int) -> dict[str, bytes]:
    """What is no JSON object within the bounds: the relay refuses it to its sender's face."""
    whole = signed(letter(live, minor, "success"))
    return {
        "nothing": b"",
        "not a number": whole.replace(f'"amount": {minor}'.encode(), b'"amount": NaN'),
        "no JSON": b"status=success&signature=" + SECRET.encode(),
        "a list": b"[" + whole + b"]",
        "a text": json.dumps(whole.decode()).encode(),
        "cut short": whole[:-1],
        "more behind it": whole + b"{}",
        "another alphabet": whole.decode().encode("utf-16"),
        "a mark in front": b"\xef\xbb\xbf" + whole,
        "bytes that are no text": whole.replace(b'"message": ""', b'"message": "\xff"'),
        "very deep": b'{"a":' * 50 + b"1" + b"}" * 50,
        "very long": whole[:-1] + b', "x": "' + b"x" * 300_000 + b'"}',
    }
