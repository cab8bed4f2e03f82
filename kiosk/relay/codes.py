"""Enrolment codes: drawn, shown so that a person can read them out, and read however that person typed them.

A code is 12 characters of Crockford's base32, which leaves out I, L, O and U: 60 random bits. The store keeps only
its SHA-256, and that needs no slow hash: the code is void long before 2**60 could be tried. It must not know stores.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Final

LIFE_S: Final = 600.0
"""How long a code lives: a person walks from one computer to the other and types it."""

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHARACTERS: Final = 12
_GROUP: Final = 4
# What people type between the groups; a phone or a word processor makes other dashes of a hyphen.
_BETWEEN: Final = re.compile(r"[\s\u002d\u2010-\u2015\u2212]+")
_FORGIVEN: Final = str.maketrans("ILO", "110")
_LONGEST: Final = 64


def draw(chance: Callable[[int], bytes]) -> str:
    """A new code in groups, such as `7K3M-QF0W-9ZXA`."""
    bits = int.from_bytes(chance(8), "big") >> 4
    characters = [_ALPHABET[bits >> 5 * place & 31] for place in range(_CHARACTERS)]
    groups = ("".join(characters[at : at + _GROUP]) for at in range(0, _CHARACTERS, _GROUP))
    return "-".join(groups)


def digest(typed: str) -> bytes | None:
    """The SHA-256 of a code as it was typed; None for what can be no code. Case and hyphens do not count, and I, L
    and O are the digits that they look like.
    """
    plain = _BETWEEN.sub("", typed)
    if len(typed) > _LONGEST or not plain.isascii():
        return None
    plain = plain.upper().translate(_FORGIVEN)
    if len(plain) != _CHARACTERS or not set(plain) <= set(_ALPHABET):
        return None
    return hashlib.sha256(plain.encode("ascii")).digest()
