"""Payments as lines: for programs exact, for spreadsheets harmless, for people aligned."""

import csv
import io
import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cli import payment_rows as rows
from kiosk.sale import records as r
from kiosk.sale.facts import Sum
from kiosk.sale.payment import Payment, State
from tests.cli.helpers import NOON, day, folded, hkd, intended

PAID, SHY, ODD, PLAY, LATE = (folded(records) for records in day())


def test_a_paid_sale_for_programs() -> None:
    assert rows.as_row(PAID) == {
        "payment_id": "till1-paid",
        "sale": 1,
        "attempt": 1,
        "amount": 123_450,
        "currency": "HKD",
        "state": "PAID",
        "created_at": "2026-11-22T04:00:00.000Z",
        "settled_at": "2026-11-22T04:02:00.000Z",
        "operation_id": "5205000010711",
        "code": "0",
        "message": "Success",
        "environment": "live",
        "project_id": 383000,
        "reference": "table 1",
        "shown": True,
        "set_aside": False,
        "closed": None,
        "attention": [],
        "decided": None,
        "decided_by": None,
        "came": None,
        "returned": 0,
        "by_hand_at": None,
        "by_hand_by": None,
        "on_trust_at": None,
        "deadline_at": "2026-11-22T04:05:00.000Z",
    }


def test_what_there_is_none_of_is_null() -> None:
    row = rows.as_row(LATE)
    for name in ("settled_at", "operation_id", "code", "message", "closed", "decided", "deadline_at"):
        assert row[name] is None
    assert json.loads(json.dumps(row)) == row


def test_what_people_decided_stands_beside_the_state_and_is_never_called_paid() -> None:
    released = replace(
        SHY, hand_at=NOON, hand_by="Ann", trust_at=NOON, returned=1_250, came=Sum(12_345, "USD"), decided_by="Bo"
    )
    row = rows.as_row(released)
    assert (row["by_hand_at"], row["by_hand_by"]) == ("2026-11-22T04:00:00.000Z", "Ann")
    assert (row["returned"], row["came"], row["decided_by"]) == (1_250, "123.45 USD", "Bo")
    assert row["state"] == SHY.state
    line = list(rows.table([released]))[1]
    assert "marked by hand · released on trust · returned HKD 12.50" in line
    cells = dict(zip(rows.SHEET, rows.as_sheet(released), strict=True))
    assert (cells["returned"], cells["came"], cells["by_hand_by"]) == ("12.50", "123.45 USD", "Ann")


@pytest.mark.parametrize("state", State)
def test_states_keep_their_names(state: State) -> None:
    assert rows.as_row(replace(PAID, state=state))["state"] == state.name


def test_instants_are_utc_wherever_they_were_taken() -> None:
    there = datetime(2026, 11, 22, 12, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=8)))
    assert rows.instant(there) == "2026-11-22T04:00:00.999Z"
    assert rows.local(there) == "2026-11-22 12:00:00"
    assert rows.local(datetime(2026, 11, 22, 16, 30, tzinfo=UTC)) == "2026-11-23 00:30:00"
    assert rows.instant(None) is None
    assert rows.local(None) == ""


def test_a_sheet_has_both_amounts_both_times_and_the_mark() -> None:
    cells = dict(zip(rows.SHEET, rows.as_sheet(PLAY), strict=True))
    assert cells["mark"] == "DEMO 示範"
    assert (cells["amount"], cells["amount_minor"], cells["currency"]) == ("10.00", "1000", "HKD")
    assert (cells["created_hk"], cells["created_at"]) == ("2026-11-22 12:04:00", "2026-11-22T04:04:00.000Z")
    assert (cells["shown"], cells["settled_at"]) == ("no", "")
    assert dict(zip(rows.SHEET, rows.as_sheet(PAID), strict=True))["mark"] == ""
    assert dict(zip(rows.SHEET, rows.as_sheet(ODD), strict=True))["mark"] == "TEST 測試"


def test_a_sheet_leaves_nothing_of_a_row_out() -> None:
    assert set(rows.as_row(PAID)) - {"deadline_at"} <= set(rows.SHEET)


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_text_is_taken_for_a_formula(first: str) -> None:
    text = f"{first}1+1"
    assert rows.cell(text) == f"'{text}"
    sheet = rows.as_sheet(replace(PAID, reference=text, message=text, operation_id=text))
    assert sheet.count(f"'{text}") == 3


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_cells_come_back_from_a_spreadsheets_reader(text: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([rows.cell(text), "end"])
    ((found, end),) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert end == "end"
    assert found in (text, f"'{text}")
    assert not found.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_plain_cells() -> None:
    assert [rows.cell(value) for value in (None, True, False, 0, 5, "a")] == ["", "yes", "no", "0", "5", "a"]


@given(st.text(st.characters(), max_size=30))
def test_text_gives_the_terminal_no_orders(text: str) -> None:
    tamed = rows.tame(text)
    assert tamed.isprintable() or set(tamed) - {"\u3000"} == {c for c in tamed if c.isprintable()}
    assert len(tamed.splitlines()) <= 1


def test_tame_text_stays_readable() -> None:
    assert rows.tame("凍檸茶 2 杯") == "凍檸茶 2 杯"
    assert rows.tame("a\x1b[31mb\nc\u202ed\ud800") == "a\\x1b[31mb\\nc\\u202ed\\ud800"


def table(*payments: Payment) -> list[str]:
    return list(rows.table(payments))


def test_a_table_for_people() -> None:
    head, paid, shy, odd, play = table(PAID, SHY, ODD, PLAY)
    assert head.split() == ["Hong", "Kong", "time", "sale", "amount", "state", "reference", "payment"]
    assert paid == "2026-11-22 12:00:00       1   HKD 1,234.50  PAID       table 1           till1-paid"
    assert "HKD 0.05  DECLINED" in shy
    assert odd.endswith("TEST 測試 · amount · set aside")
    assert play.endswith("DEMO 示範")


def test_columns_stand_below_each_other_with_chinese_in_them() -> None:
    first, second = table(replace(PAID, reference="凍檸茶"), replace(PAID, reference="abcdef"))[1:]
    assert first.index("till1-paid") + 3 == second.index("till1-paid")


def test_a_second_attempt_is_told_apart() -> None:
    assert "1 (2)" in table(replace(PAID, attempt=2))[1]


def test_records_keep_their_fields_and_hide_bytes() -> None:
    submitted, acknowledged, came, _shown, succeeded = day()[0][1:]
    row = rows.record_row(7, acknowledged)
    assert row["seq"] == 7
    assert row["record"] == "Acknowledged"
    assert row["at"] == "2026-11-22T04:00:00.000Z"
    raw = row["raw"]
    assert isinstance(raw, dict)
    assert raw["bytes"] == 43
    assert len(raw["sha256"]) == 64
    assert "c2VjcmV0" not in json.dumps([rows.record_row(1, record) for record in (acknowledged, succeeded)])
    assert rows.record_row(1, submitted).keys() == {"seq", "record", "at", "payment_id"}
    assert str(rows.record_row(1, came)["payload"]).endswith("… (120 characters)")
    assert "0002010102" * 5 not in json.dumps(rows.record_row(1, came))


def test_a_record_without_bytes_says_so() -> None:
    assert rows.record_row(1, r.Acknowledged(NOON, "a-b", b""))["raw"] is None


def test_a_records_own_fields_never_hide_what_it_is() -> None:
    row = rows.record_row(3, day()[2][3])
    assert row["record"] == "Raised"
    assert row["kind"] == "amount"
    for record in r.RECORDS:
        assert not {"seq", "record"} & {field.name for field in fields(record)}


def test_records_for_people() -> None:
    begun = rows.record_line(rows.record_row(1, intended("till1-a", 1, hkd(12_850))))
    assert begun.startswith("     1  2026-11-22T04:00:00.000Z  Intended ")
    assert "money HKD 128.50" in begun
    assert "payment_id" not in begun
    declined = rows.record_line(rows.record_row(2, day()[1][2]))
    assert "\x1b" not in declined
    assert "dead no" in declined
    assert "2 bytes (SHA-256 44136fa355b3678a…)" in declined
