"""The vendor's signature, written a second time from its published rules, with the sort orders its own libraries use.

Knows nothing of the program's signer: a document signed here and verified there proves that both read the rules alike.
"""

import base64
import hmac
from collections.abc import Callable, Iterator
from functools import cmp_to_key


def leaves(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """(path, text) of every value that is signed; empty lists and objects have none."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "signature":
                yield from leaves(inner, _join(path, str(key).replace(":", "::")))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, _join(path, str(index)))
    else:
        yield path, _text(value)


def _join(path: str, part: str) -> str:
    return f"{path}:{part}" if path else part


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value)


def _digits(text: str, start: int) -> str:
    end = start
    while end < len(text) and "0" <= text[end] <= "9":
        end += 1
    return text[start:end]


def natural(one: str, other: str) -> int:
    """The order of PHP's natural sort for paths: runs of digits by their value, everything else by its bytes.

    A run that begins with 0 is compared digit by digit from the left, as a fraction would be.
    """
    at, there = 0, 0
    while at < len(one) and there < len(other):
        mine, theirs = _digits(one, at), _digits(other, there)
        if mine and theirs:
            left = mine[0] == "0" or theirs[0] == "0"
            keys = (mine, theirs) if left else ((len(mine), mine), (len(theirs), theirs))
            if keys[0] != keys[1]:
                return -1 if keys[0] < keys[1] else 1  # type: ignore[operator]  # both are of one kind
            at, there = at + len(mine), there + len(theirs)
            continue
        a, b = one[at].encode(), other[there].encode()
        if a != b:
            return -1 if a < b else 1
        at, there = at + 1, there + 1
    return (len(one) - at) - (len(other) - there)


ORDERS: dict[str, Callable[[tuple[str, str]], object]] = {
    "natural": lambda leaf: cmp_to_key(natural)(leaf[0]),
    "code point": lambda leaf: leaf[0],
    "line": lambda leaf: f"{leaf[0]}:{leaf[1]}".encode(),
}
"""PHP and the platform by all we know; Python; Go and Java."""


def signature(document: object, secret: str, order: str = "natural") -> str:
    """Base64 of HMAC-SHA512 over the sorted lines."""
    lines = sorted(leaves(document), key=ORDERS[order])  # type: ignore[arg-type]  # each order is one kind of key
    text = ";".join(f"{path}:{value}" for path, value in lines)
    return base64.b64encode(hmac.digest(secret.encode(), text.encode(), "sha512")).decode()
