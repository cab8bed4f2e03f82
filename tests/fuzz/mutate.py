"""Changes that keep enough of a document's form to reach deep into its reader, all drawn from one `Random`.

Three levels: members of a JSON document (other kinds, other places, lists as objects, things said twice), its
text (what JSON parsers disagree about), and plain bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random
from typing import Any

WORDS: tuple[Any, ...] = (
    None,
    True,
    False,
    "",
    {},
    [],
    0,
    1,
    -1,
    "0",
    "1",
    10000,
    "10000",
    "10000 ",
    "010000",
    10001,
    "9999",
    3061,
    "3061",
    "20000",
    "20802",
    1.5,
    1e22,
    10**30,
    "HKD",
    "hkd",
    "CNY",
    "USD",
    "success",
    "decline",
    "error",
    "refunded",
    "sale",
    "expired",
    "awaiting customer action",
    "awaiting confirmation",
    "processing",
    "awaiting anything",
    "refund",
    "SALE",
    "success;payment:status:success",
    "a:b",
    ":",
    "::",
    ";",
    "x" * 300,
    "交易；完成",
    "\ud800",
    "\x00",
    "\n",
    "=1+1",
    {"0": "a"},
    {"0": {"amount": 1}},
    {"amount": 10000, "currency": "HKD"},
    [[]],
    {"id": "c-1"},
    "id:c-1",
    "till1-OTHER",
    "till1-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    383000,
    "383000",
    383001,
    "a;b",
    "data:image/png;base64,AAAA",
    "000201",
)
KEYS = (
    "id",
    "status",
    "type",
    "code",
    "amount",
    "currency",
    "sum",
    "sum_initial",
    "sum_converted",
    "payment",
    "customer",
    "operation",
    "operations",
    "general",
    "payment_id",
    "project_id",
    "signature",
    "frame_mode",
    "display_data",
    "data",
    "errors",
    "result_code",
    "sum_request",
    "sum_real",
    "0",
    "1",
    "00",
    "message",
    "qr_code",
    "a:b",
    "",
    "ключ",
    "x" * 65,
)
TOKENS = (
    b"NaN",
    b"Infinity",
    b"-Infinity",
    b"-0",
    b"1e999",
    b"01",
    b"0x1",
    b"1.",
    b"+1",
    b"null",
    b"true",
    b'"',
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\xef\xbb\xbf",
    b"\xff",
    b"\xc0\xaf",
    b"\xed\xa0\x80",
    b"\\ud800",
    b"\\ud83d\\ude00",
    b"\x00",
    b"\x1f",
    b"//",
    b"/**/",
    b'"signature":"x",',
    b'"status":"success",',
    b'"id":1,',
    b"[" * 9,
    b"[" * 5000,
    b'{"a":' * 9,
    b"[0" + b",0" * 600 + b"]",
    b"9" * 500,
    b" " * 99,
    b"'",
    b"\\u0000",
    b"\xe2\x80\xa8",
    b"\\/",
    b"\\x",
)


def edit(document: dict[str, Any], chance: Random, others: Sequence[str] = ()) -> None:
    """Change one place of a document, wherever it lies. `others` are texts of documents to borrow from."""
    place, key = _place(document, chance)
    how = chance.randrange(9)
    if how == 0:
        del place[key]
    elif how == 1 and isinstance(place, dict):
        place[chance.choice(KEYS)] = place.pop(key)
    elif how == 2 and others:
        other = json.loads(chance.choice(others))
        there, name = _place(other, chance)
        _put(place, key, there[name], chance)
    elif how == 3:
        place[key] = other_form(place[key])
    elif how == 4 and isinstance(place, dict):
        place[chance.choice(KEYS)] = own(place[key])
    elif how == 5 and isinstance(place, dict):
        place[chance.choice(KEYS)] = own(chance.choice(WORDS))
    else:
        place[key] = own(chance.choice(WORDS))


def own(value: Any) -> Any:
    """A copy that nobody else holds: a shared one would be changed twice, or come to hold itself."""
    if isinstance(value, dict):
        return {key: own(member) for key, member in value.items()}
    return [own(member) for member in value] if isinstance(value, list) else value


def other_form(value: Any) -> Any:
    """The same content in another form of JSON: a list as an object, digits as a number, one member as a list."""
    if isinstance(value, list):
        return {str(index): member for index, member in enumerate(value)}
    if isinstance(value, dict):
        return list(value.values()) if all(key.isdigit() for key in value) else [value]
    if isinstance(value, bool) or value is None:
        return "1" if value else ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value[:300])
    return [value]


def _place(document: dict[str, Any], chance: Random) -> tuple[Any, Any]:
    """A container and one of its keys; each level is entered with an even chance."""
    place: Any = document
    while True:
        if not place:
            place["x"] = "y"  # only the outermost is entered empty, and that is an object
        key = chance.choice(list(place)) if isinstance(place, dict) else chance.randrange(len(place))
        inner = place[key]
        if not (isinstance(inner, dict | list) and inner and chance.random() < 0.7):
            return place, key
        place = inner


def _put(place: Any, key: Any, value: Any, chance: Random) -> None:
    if isinstance(place, dict) and chance.random() < 0.5:
        place[chance.choice(KEYS)] = value
    else:
        place[key] = value


def dent(data: bytes, chance: Random, tokens: Sequence[bytes] = TOKENS) -> bytes:
    """Change bytes without knowing what they mean."""
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + chance.choice((0, 1, 1, 2, 4, 8, 40)))
    how = chance.randrange(6)
    if how == 0:
        return data[:start] + data[end:]
    if how == 1:
        return data[:end] + data[start:]
    if how == 2:
        return data[:start] + bytes([chance.randrange(256)]) + data[end:]
    if how == 3:
        return data[:start]
    return data[:start] + chance.choice(tokens) + data[end:]


def dented(data: bytes, chance: Random, share: float, tokens: Sequence[bytes] = TOKENS) -> bytes:
    """The bytes with up to three dents; `share` of the inputs gets any."""
    if chance.random() < share:
        for _ in range(chance.randint(1, 3)):
            data = dent(data, chance, tokens)
    return data


def text_of(chance: Random, letters: str, most: int) -> str:
    """Any text of these letters, mostly short."""
    return "".join(chance.choices(letters, k=chance.randint(0, chance.choice((1, 4, most)))))
