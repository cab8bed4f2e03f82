"""The gateway's signature: HMAC-SHA512 over a canonical text of a document's leaves.

Every leaf becomes ``path:value`` (parts of the path joined by ``:``, list places counted from 0), the lines
are sorted and joined by ``;``, and the digest is written in base64 (ecommpay, *Signature generation and
verification*, and the libraries it publishes). Values are not escaped, so a ``;`` inside one makes the text
ambiguous: whoever trusts a document has to refuse that first (`kiosk.gate.replies` does). Two fields are
never part of the text: ``signature`` itself and ``frame_mode``, which belongs to the payment page's window.

It must not know what a document means, where it came from or where the secret is kept.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from kiosk.gate.secret import Secret, reveal

UNSIGNED = frozenset({"signature", "frame_mode"})
"""Names that are left out of the text at every depth, as the vendor's libraries do."""

_RUN = re.compile(r"[0-9]+")
_TWO_DIGITS = re.compile(r"[0-9][0-9]")
_LEADING_ZEROS = re.compile(r"^0+(?=[0-9])")


class Order(Enum):
    """How lines are sorted. The vendor's libraries disagree; over the usual documents all four agree.

    Natural and code-point order differ only when a list has more than ten places. Each comes in two kinds, by
    the path alone and by the whole line, which differ only when a key is another key and a digit, ``-`` or
    ``.`` more.
    """

    NATURAL = "natural"
    """Runs of digits by their value, as PHP's natural sort compares them: place 2 before place 10."""
    CODE_POINT = "code point"
    """Character by character: place 10 before place 2."""
    NATURAL_LINES = "natural, whole lines"
    CODE_POINT_LINES = "code point, whole lines"


def canonical(document: Mapping[str, object], order: Order = Order.NATURAL) -> str:
    """The text that is signed. The same content gives the same text whatever the order of its keys.

    Leaves are `str` (a `Number` is one), `int`, `bool` and `None`; a `float` raises `TypeError`, since the
    vendor's libraries write floats each in its own way. Empty objects and lists give no line.
    """
    return _join(list(_lines(document, None)), order)


def sign(document: Mapping[str, object], secret: str | Secret) -> str:
    """The signature of a document: 88 characters of base64. A ``signature`` in it is left out of the text."""
    return base64.b64encode(_digest(canonical(document), secret)).decode("ascii")


def verify(document: Mapping[str, object], signature: str, secret: str | Secret) -> bool:
    """Whether the signature fits the document in any `Order`; constant time over the 64 decoded bytes."""
    try:
        given = base64.b64decode(signature, validate=True)
    except (ValueError, binascii.Error):
        return False
    lines = list(_lines(document, None))
    texts = _texts(lines)
    # A digest of another length is never equal. No early way out: how long it takes must not tell which text fitted.
    return sum(hmac.compare_digest(_digest(text, secret), given) for text in texts) > 0


def _lines(value: object, path: str | None) -> Iterator[tuple[str, str]]:
    # Text first: most of a document is leaves, and asking whether something is a mapping takes its time.
    if isinstance(value, str | None):
        yield path or "", _leaf(value, path)
    elif isinstance(value, Mapping):
        for key, member in value.items():
            if key not in UNSIGNED:
                yield from _lines(member, _under(path, str(key).replace(":", "::")))
    elif isinstance(value, Sequence) and not isinstance(value, bytes):
        for index, member in enumerate(value):
            yield from _lines(member, _under(path, str(index)))
    else:
        yield path or "", _leaf(value, path)


def _under(path: str | None, part: str) -> str:
    return part if path is None else f"{path}:{part}"


def _leaf(value: object, path: str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | str):
        return str(value)
    kind = type(value).__name__
    raise TypeError(f"{path}: a {kind} cannot be signed; send text, a whole number, a boolean or None")


def _texts(lines: Sequence[tuple[str, str]]) -> set[str]:
    """The text in every order. A digit alone stands among other characters where its value puts it, so without two
    digits side by side in a path the natural orders are the plain ones.
    """
    plain = not any(_TWO_DIGITS.search(path) for path, _value in lines)
    return {_join(lines, order) for order in (PLAIN if plain else Order)}


def _join(lines: Sequence[tuple[str, str]], order: Order) -> str:
    if order is Order.CODE_POINT:
        return ";".join([f"{path}:{value}" for path, value in sorted(lines)])
    if order is Order.CODE_POINT_LINES:
        return ";".join([path + value for path, value in sorted([(f"{path}:", value) for path, value in lines])])
    mark = ":" if order is Order.NATURAL_LINES else ""
    ordered = sorted(lines, key=lambda line: (_natural(line[0] + mark), line))
    return ";".join([f"{path}:{value}" for path, value in ordered])


def _natural(path: str) -> str:
    """A key that sorts as plain text in the order of PHP's ``strnatcmp``.

    A run of digits that starts with 0 is compared from the left and stands before all others; of the others
    the longer is greater. All keys start with "0" there, because a digit meets other characters as itself.
    """

    def run(match: re.Match[str]) -> str:
        digits = match[0]
        return f"00{digits}\x00" if digits[0] == "0" else f"01{chr(len(digits))}{digits}"

    return _RUN.sub(run, _LEADING_ZEROS.sub("", path))


PLAIN = (Order.CODE_POINT, Order.CODE_POINT_LINES)


def _digest(text: str, secret: str | Secret) -> bytes:
    return hmac.digest(reveal(secret).encode("utf-8"), text.encode("utf-8"), "sha512")
