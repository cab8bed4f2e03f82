"""Records of what people decided: part of the journal's vocabulary, and proofs of nothing."""

from __future__ import annotations

import typing

from kiosk.sale import office_records as o
from kiosk.sale import records as r
from kiosk.sale.money import Currency, Money
from kiosk.sale.payment import fold
from tests.sale.helpers import NOON, ONE, success
from tests.sale.openings import offered

HKD = Money(12_850, Currency.HKD)


def test_they_belong_to_the_journals_vocabulary() -> None:
    assert set(o.OFFICE_RECORDS) == set(typing.get_args(o.OfficeRecord)) <= set(r.RECORDS)


def test_none_of_them_changes_a_state() -> None:
    waiting, paid = offered().payment(), offered().hears(success()).payment()
    records: tuple[r.Record, ...] = (
        o.Returned(NOON, ONE, HKD, "cash", "", "Ann"),
        o.HandMarked(NOON, ONE, "known", "Ann"),
        o.Trusted(NOON, ONE, 20_000),
        o.Overridden(NOON, ONE, "new_code", "nothing on the phone", "Ann"),
    )
    for record in records:
        assert fold(waiting, record).state is waiting.state
        assert fold(paid, record).state is paid.state
        assert fold(waiting, record).settled is None


def test_they_are_remembered_beside_the_state() -> None:
    payment = offered().payment()
    marked = fold(payment, o.HandMarked(NOON, ONE, "known", "Ann"))
    assert (marked.hand_at, marked.hand_by, marked.attention) == (NOON, "Ann", ("by_hand",))
    assert fold(payment, o.Trusted(NOON, ONE, 20_000)).trust_at == NOON
    returned = o.Returned(NOON, ONE, Money(100, Currency.HKD), "cash", "", "Ann")
    assert fold(fold(payment, returned), returned).returned == 200
    assert fold(payment, o.Overridden(NOON, ONE, "new_code", "why", "Ann")) == payment
