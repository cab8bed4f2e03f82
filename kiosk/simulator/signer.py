"""The simulator's own signature: base64 of HMAC-SHA512 over the flattened body, as ecommpay describes it.

Source: ecommpay, "Signature generation and verification", and the published SDKs where that page is
silent (order of list indexes, escaping of ``:`` in keys, what ``null`` and an empty list become). It is
written a second time on purpose: a slip in the kiosk's own signer must meet a stranger here. It must not
know ``gate.signing`` or ``gate.replies``.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterator, Mapping, Sequence

# `signature` is what is being made; `frame_mode` belongs to the Payment Page's widget and is never signed.
UNSIGNED_KEYS = frozenset({"signature", "frame_mode"})
_RUN = re.compile(r"\d+|\D", re.DOTALL)
_FIRST_DIGIT = ord("0")


def sign(document: Mapping[str, object], secret: str) -> str:
    """The 88 characters that go into ``signature``; the key is the secret's own UTF-8 text, not decoded.

    Raises TypeError for a value that has no agreed text, such as a float.
    """
    digest = hmac.new(secret.encode("utf-8"), signed_text(document).encode("utf-8"), hashlib.sha512).digest()
    return base64.b64encode(digest).decode("ascii")


def agrees(document: Mapping[str, object], signature: str, secret: str) -> bool:
    """Whether ``signature`` is ours for this document; the time does not tell how much of it was right."""
    return hmac.compare_digest(sign(document, secret).encode("ascii"), signature.encode("utf-8"))


def signed_text(document: Mapping[str, object]) -> str:
    """``path:value`` of every leaf, in PHP's natural order of the paths, joined by ``;``."""
    leaves = sorted(_leaves((), document), key=lambda leaf: natural(leaf[0]))
    return ";".join(f"{path}:{value}" for path, value in leaves)


def natural(path: str) -> list[tuple[int, int]]:
    """The sort key of natural order: a run of digits counts as one number and stands where a digit stands."""
    return [
        (_FIRST_DIGIT, int(run)) if run.isascii() and run.isdigit() else (ord(run[0]), 0) for run in _RUN.findall(path)
    ]


def _leaves(parts: tuple[str, ...], value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in UNSIGNED_KEYS:
                yield from _leaves((*parts, str(key).replace(":", "::")), inner)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray):
        for index, inner in enumerate(value):
            yield from _leaves((*parts, str(index)), inner)
    else:
        yield ":".join(parts), _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | str):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no agreed text in a signature: use an integer or a string")
