"""Codes as people read, say and type them."""

from __future__ import annotations

import hashlib
import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.relay import codes


@given(st.binary(min_size=8, max_size=8))
def test_every_drawn_code_is_sixty_bits_that_can_be_read_back(drawn: bytes) -> None:
    code = codes.draw(lambda size: drawn[:size])
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}", code)
    assert codes.digest(code) == hashlib.sha256(code.replace("-", "").encode()).digest()


def test_every_bit_of_the_sixty_counts() -> None:
    made = {codes.draw(lambda size, bit=bit: (1 << bit).to_bytes(size, "big")) for bit in range(4, 64)}  # type: ignore[misc] # a default is a lambda's way to hold a value
    assert len(made) == 60
    assert len({codes.draw(os.urandom) for _ in range(1_000)}) == 1_000


@pytest.mark.parametrize(
    "typed",
    [
        "70K1-M10Q-9ZXA", "70k1-m10q-9zxa", "70K1M10Q9ZXA", " 70K1 M10Q 9ZXA ", "7OKI-MLoq-9zxa", "70k1–m10q—9zxa\n",
        "7-0-K-1-M-1-0-Q-9-Z-X-A", "70K1\u2011M10Q\u22129ZXA", "70K1\u3000M10Q\t9ZXA",
    ],
)  # fmt: skip
def test_spelling_is_forgiven(typed: str) -> None:
    assert codes.digest(typed) == codes.digest("70K1-M10Q-9ZXA")


@pytest.mark.parametrize(
    "typed",
    ["", "70K1-M10Q-9ZX", "70K1-M10Q-9ZXAA", "70K1-M10Q-9ZXU", "70K1_M10Q_9ZXA", "７0K1-M10Q-9ZXA", "-" * 64,
     "70K1-M10Q-9ZX\0", "ß0K1-M10Q-9ZX", "70K1-M10Q-9ZXA" + " " * 64],
)  # fmt: skip
def test_what_can_be_no_code_is_none(typed: str) -> None:
    assert codes.digest(typed) is None


@given(st.text())
def test_any_text_is_a_code_or_none(typed: str) -> None:
    found = codes.digest(typed)
    assert found is None or len(found) == 32
