"""The chain: every column of a record is in its link, and no two records share one."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.adapters.journal_chain import GENESIS, Head, Row, link

ROW = Row(7, "2026-11-22T04:00:00.000000Z", "till1-aaaa", "Noted", "{}", b"raw", "live")


def test_a_link_is_what_it_was_when_the_format_was_made() -> None:
    """Made with sha256sum. A changed recipe would call every older journal forged."""
    assert link(GENESIS, ROW).hex() == "f3c491dedaefc02795d0ad67351d56e9552f08326fbec213458f517ede6d1468"


@pytest.mark.parametrize("name", [field.name for field in fields(Row)])
def test_every_column_is_in_the_link(name: str) -> None:
    value = getattr(ROW, name)
    other: Any = value + 1 if isinstance(value, int) else value + (b"x" if isinstance(value, bytes) else "x")
    assert link(GENESIS, replace(ROW, **{name: other})) != link(GENESIS, ROW)


def test_the_link_before_is_in_the_link() -> None:
    assert link(link(GENESIS, ROW), ROW) != link(GENESIS, ROW)


def test_no_bytes_and_empty_bytes_differ() -> None:
    assert link(GENESIS, replace(ROW, raw=None)) != link(GENESIS, replace(ROW, raw=b""))


@given(st.tuples(*[st.text("ab", max_size=3)] * 5), st.tuples(*[st.text("ab", max_size=3)] * 5))
def test_text_cannot_move_from_one_column_into_the_next(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    first, second = (
        Row(1, at, name, kind, body, None, environment) for at, name, kind, body, environment in (one, other)
    )
    assert (link(GENESIS, first) == link(GENESIS, second)) is (one == other)


def test_a_head_is_printed_as_number_and_hash() -> None:
    assert str(Head(3, b"\x01" * 32)) == "3:" + "01" * 32
