"""Every record and every payment comes back from the journal's text as it went in."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.adapters.record_codec import (
    BadRecord,
    Line,
    moment,
    read_payment,
    read_record,
    stamp,
    write_payment,
    write_record,
)
from kiosk.sale.money import Money
from kiosk.sale.payment import Payment
from kiosk.sale.records import RECORDS, Noted, Record, Submitted
from tests.adapters.helpers import NOON, folded, instances_of, intended, paid_sale


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
@settings(max_examples=40)
@given(data=st.data())
def test_every_record_survives_write_and_read(kind: type[Record], data: st.DataObject) -> None:
    record = data.draw(instances_of(kind))
    line = write_record(record)
    assert line.kind == kind.__name__
    assert line.body.isascii()
    again = read_record(line)
    assert again == record
    assert type(again) is kind


@settings(max_examples=100)
@given(payment=instances_of(Payment))
def test_every_payment_survives_write_and_read(payment: Payment) -> None:
    again = read_payment(write_payment(payment))
    assert again == payment
    # StrEnum members equal their texts; what comes back has to be the member.
    assert type(again.state) is type(payment.state)
    assert type(again.money.currency) is type(payment.money.currency)


def test_the_bytes_from_outside_stay_bytes_beside_the_text() -> None:
    raw = b'\xff\x00{"not":"json'
    line = write_record(Noted(NOON, "till1-a", "processing", True, raw))
    assert line.raw == raw
    assert "raw" not in json.loads(line.body)
    assert write_record(Submitted(NOON, "till1-a")).raw is None


def test_the_text_names_every_field() -> None:
    payment = folded(paid_sale())
    assert set(json.loads(write_payment(payment))) == {field.name for field in fields(Payment)}


@given(st.lists(st.datetimes(timezones=st.just(UTC)), min_size=2, max_size=6))
def test_stamps_sort_like_the_times(times: list[datetime]) -> None:
    assert [moment(text) for text in sorted(stamp(at) for at in times)] == sorted(times)


def test_a_stamp_is_utc_whatever_the_zone() -> None:
    there = NOON.astimezone(timezone(timedelta(hours=8)))
    assert stamp(there) == stamp(NOON) == "2026-11-22T04:00:00.000000Z"


def test_a_time_without_zone_is_not_written() -> None:
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(BadRecord, match=r"Submitted\.at: time .* has no zone"):
        write_record(Submitted(naive, "till1-a"))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("sale", True, "bool in the place of int"),
        ("sale", "1", "str in the place of int"),
        ("reference", None, "NoneType in the place of str"),
        ("money", 12_850, "int in the place of Money"),
        ("at", "2026-11-22", "str in the place of datetime"),
    ],
)
def test_a_value_of_another_type_is_not_written(field: str, value: Any, words: str) -> None:
    with pytest.raises(BadRecord, match=rf"Intended\.{field}: {words}"):
        write_record(replace(intended(), **{field: value}))


def test_raw_has_to_be_bytes() -> None:
    odd: Any = "text"
    with pytest.raises(BadRecord, match=r"Noted\.raw holds str"):
        write_record(Noted(NOON, "till1-a", "", True, odd))


def _edited(change: dict[str, object], drop: str = "") -> Line:
    line = write_record(intended())
    members = {**json.loads(line.body), **change}
    members.pop(drop, None)
    return replace(line, body=json.dumps(members))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (Line("Paid", "{}", None), "kind 'Paid' is unknown here; a newer version"),
        (Line("Submitted", "{", None), "Submitted: the stored text is no JSON"),
        (Line("Submitted", "[]", None), "Submitted: the stored text is no object"),
        (_edited({"tip": 5}), r"Intended\.tip is unknown here; a newer version"),
        (_edited({}, drop="sale"), "Intended lacks sale; the journal file is damaged"),
        (_edited({"sale": "1"}), r"Intended\.sale: str in the place of int"),
        (_edited({"at": "noon"}), r"Intended\.at: 'noon' is no time"),
        (_edited({"at": "2026-11-22T04:00:00"}), "has no zone"),
        (_edited({"at": "0001-01-01T00:00:00+08:00"}), "outside of the calendar in UTC"),
        (_edited({"at": "9999-12-31T23:59:59-08:00"}), "outside of the calendar in UTC"),
        (Line("Submitted", "[" * 100_000, None), "Submitted: the stored text is nested too deep"),
        (_edited({"money": {"minor": -1, "currency": "HKD"}}), r"Intended\.money: Money: amount -1 .* below zero"),
        (_edited({"money": {"minor": 1, "currency": "USD"}}), r"Money\.currency: 'USD' is not a valid"),
    ],
)
def test_what_is_no_record_is_named(line: Line, words: str) -> None:
    with pytest.raises(BadRecord, match=words):
        read_record(line)


def test_a_record_without_bytes_takes_none() -> None:
    with pytest.raises(BadRecord, match=r"Noted\.raw is unknown"):
        read_record(Line("Noted", json.dumps({"raw": "x"}), b""))


def test_a_field_that_was_added_later_may_be_missing() -> None:
    payment = folded([intended()])
    members = json.loads(write_payment(payment))
    for later in ("stopped", "rested", "successes"):
        del members[later]
    assert read_payment(json.dumps(members)) == payment


def test_money_is_whole_minor_units_in_the_text() -> None:
    members = json.loads(write_record(intended(minor=12_850)).body)
    assert members["money"] == {"minor": 12_850, "currency": "HKD"}
    assert Money(12_850, folded([intended()]).money.currency) == folded([intended()]).money
