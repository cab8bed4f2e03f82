"""The shop's business days, and what is summed up for one.

Must not know the till that counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from kiosk.sale.money import Currency

HONG_KONG = timedelta(hours=8)
Totals = Mapping[Currency, tuple[int, int]]
"""By currency: (count, minor units)."""
Apart = Mapping[tuple[str, Currency], tuple[int, int]]
"""By (what, currency): (count, minor units)."""


def hong_kong_day(utc: datetime) -> str:
    """The business day, `2026-11-22`: Hong Kong is UTC+8 all year."""
    return (utc + HONG_KONG).date().isoformat()
