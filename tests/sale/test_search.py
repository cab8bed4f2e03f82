"""Looking for a sale: by amount, by reference, and by a time that two clocks never agree on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.sale.payment import Payment
from kiosk.sale.search import Wanted, fits
from tests.sale.openings import offered

NOON = datetime(2026, 3, 4, 4, 0, tzinfo=UTC)
"""In Hong Kong."""


def at(created: datetime, lasted: timedelta | None = None, settled: datetime | None = None) -> Payment:
    deadline = None if lasted is None else created + lasted
    return replace(offered().payment(), created=created, deadline=deadline, settled=settled)


@pytest.mark.parametrize(
    ("time", "found"),
    [
        ("", True), ("1", True), ("12", True), ("120", True), ("13", False), ("1150", True), ("1149", False),
        ("1200", True), ("1215", True), ("1216", False), ("0000", False),
        ("noon", False), ("12000", False),
    ],
)  # fmt: skip
def test_a_time_fits_from_shortly_before_the_code_to_shortly_after_it(time: str, found: bool) -> None:
    assert fits(at(NOON, timedelta(minutes=5)), Wanted(at=time)) is found


@pytest.mark.parametrize(("time", "found"), [("1210", True), ("1211", False), ("1150", True)])
def test_a_sale_without_a_code_has_its_beginning_alone(time: str, found: bool) -> None:
    assert fits(at(NOON), Wanted(at=time)) is found
    assert fits(at(NOON, timedelta(minutes=-90)), Wanted(at=time)) is found, "a clock that was set back widens nothing"


@pytest.mark.parametrize(("time", "found"), [("1755", True), ("1740", False), ("18", True), ("19", False)])
def test_what_was_paid_late_is_found_by_that_time_too(time: str, found: bool) -> None:
    assert fits(at(NOON, timedelta(minutes=5), NOON + timedelta(days=2, hours=6)), Wanted(at=time)) is found


@pytest.mark.parametrize(("time", "found"), [("2355", True), ("0004", True), ("2344", False), ("0020", False)])
def test_midnight_is_in_the_middle_of_a_night(time: str, found: bool) -> None:
    assert fits(at(NOON + timedelta(hours=11, minutes=58), timedelta(minutes=4)), Wanted(at=time)) is found


def test_all_that_is_typed_has_to_fit() -> None:
    payment = replace(at(NOON), reference="Table 12")
    assert fits(payment, Wanted("128.5", "table", "1203"))
    assert not fits(payment, Wanted("129", "table", "1203"))
    assert not fits(payment, Wanted("128.5", "chair", "1203"))
    assert not fits(payment, Wanted("128.5", "table", "1303"))
