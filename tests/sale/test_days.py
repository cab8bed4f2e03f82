"""Business days are Hong Kong's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kiosk.sale.days import hong_kong_day


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        (datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC), "2026-11-22"),
        (datetime(2026, 11, 22, 16, 0, tzinfo=UTC), "2026-11-23"),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), "2027-01-01"),
    ],
)
def test_the_business_day_is_hong_kongs(utc: datetime, day: str) -> None:
    assert hong_kong_day(utc) == day
