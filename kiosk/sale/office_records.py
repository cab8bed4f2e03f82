"""The journal's vocabulary for what people decide beside the platform: returns, hand marks, trust, overrides.

Nothing here is a proof: none of these records makes a payment paid, and none can be taken back. `at` is UTC; `by` is
the name somebody gave, `reason` their words, both as typed.
"""

from __future__ import annotations

from datetime import datetime

from kiosk.sale.money import Money
from kiosk.values import dataclass


@dataclass(frozen=True, slots=True)
class Returned:
    """Money was given back by hand: this rail has no refund. `way`: cash, fps or other."""

    at: datetime
    payment_id: str
    money: Money
    way: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class HandMarked:
    """The person in charge let the goods go as paid. The platform has not confirmed it, and this says so for ever."""

    at: datetime
    payment_id: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Trusted:
    """The goods went without a result, because the sale was below the owner's limit (minor units of HKD)."""

    at: datetime
    payment_id: str
    below: int


@dataclass(frozen=True, slots=True)
class Overridden:
    """The person in charge did what the till had refused. `what`: new_code (this payment had no result yet)."""

    at: datetime
    payment_id: str
    what: str
    reason: str
    by: str


OfficeRecord = Returned | HandMarked | Trusted | Overridden
OFFICE_RECORDS: tuple[type[OfficeRecord], ...] = (Returned, HandMarked, Trusted, Overridden)
