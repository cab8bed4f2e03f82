"""The journal's vocabulary."""

from __future__ import annotations

import typing
from dataclasses import fields

import pytest

from kiosk.sale import records as r


def test_the_list_of_records_is_the_union_of_records() -> None:
    assert set(r.RECORDS) == set(typing.get_args(r.Record))
    assert len(r.RECORDS) == len(set(r.RECORDS))


@pytest.mark.parametrize("kind", r.RECORDS)
def test_a_record_says_when_and_about_whom(kind: type) -> None:
    assert [field.name for field in fields(kind)][:2] == ["at", "payment_id"]
    assert kind.__hash__ is not None, "frozen values can be counted"


def test_what_was_written_before_a_field_existed_can_still_be_read() -> None:
    late = [field.name for kind in r.RECORDS for field in fields(kind) if field.name == "why" and kind is r.Failed]
    assert late == ["why"]
    assert r.Failed.__dataclass_fields__["why"].default == "decline"
