"""A day's money without a proof, as a start finds it in the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from kiosk.adapters.journal import Journal
from kiosk.sale import records as r
from kiosk.sale.money import Currency, Money
from kiosk.sale.office_records import HandMarked, Returned, Trusted
from tests.adapters.helpers import NOON, folded, intended, paid_sale, succeeded

DAY = "2026-11-22"


def put(journal: Journal, *records: r.Record) -> None:
    journal.commit(records, [folded(records)])


def returned(name: str, minor: int, at: datetime = NOON) -> Returned:
    return Returned(at, name, Money(minor, Currency.HKD), "cash", "", "Ann")


def shown(name: str, sale: int) -> Sequence[r.Record]:
    return [intended(name, sale=sale), r.CodeShown(NOON, name)]


def test_a_day_without_any_is_empty(journal: Journal) -> None:
    put(journal, *paid_sale())
    assert journal.load(NOON).apart == ()


def test_marks_trust_and_returns_are_counted_apart(journal: Journal) -> None:
    put(journal, *shown("till1-a", 1), HandMarked(NOON, "till1-a", "why", "Ann"))
    put(journal, *shown("till1-b", 2), Trusted(NOON, "till1-b", 20_000))
    put(journal, *paid_sale("till1-c", sale=3), returned("till1-c", 100), returned("till1-c", 250))
    assert journal.load(NOON).apart == (
        (DAY, "hand", "HKD", 1, 12_850), (DAY, "returned", "HKD", 2, 350), (DAY, "trust", "HKD", 1, 12_850),
    )  # fmt: skip
    assert journal.load(NOON).totals == ((DAY, "HKD", 1, 12_850),), "none of them is counted as paid"


def test_a_sale_that_was_proved_since_is_not_among_them(journal: Journal) -> None:
    put(journal, *shown("till1-a", 1), HandMarked(NOON, "till1-a", "why", "Ann"))
    put(journal, *paid_sale("till1-b", sale=1))
    put(journal, *shown("till1-c", 2), Trusted(NOON, "till1-c", 20_000), succeeded("till1-c", operation="op-c"))
    assert journal.load(NOON).apart == ()


def test_a_day_is_hong_kongs_and_a_sale_of_yesterday_may_be_returned_today(journal: Journal) -> None:
    midnight = datetime.fromisoformat("2026-11-21T16:00:00+00:00")
    just_before = midnight - timedelta(seconds=1)
    put(journal, *paid_sale("till1-a", at=just_before), returned("till1-a", 1, just_before))
    put(journal, *paid_sale("till1-b", sale=2, at=just_before), returned("till1-b", 2, midnight))
    assert journal.load(NOON).apart == ((DAY, "returned", "HKD", 1, 2),)


def test_a_clock_that_was_set_back_hides_nothing(journal: Journal) -> None:
    put(journal, *paid_sale("till1-a"), returned("till1-a", 5))
    early = NOON - timedelta(hours=20)
    put(journal, *paid_sale("till1-b", sale=2, at=early))
    put(journal, *paid_sale("till1-old", sale=3, at=NOON - timedelta(days=40)))
    put(journal, *paid_sale("till1-c", sale=4), returned("till1-c", 7))
    assert journal.load(NOON).apart == ((DAY, "returned", "HKD", 1, 7),), "a record of long ago ends the look back"


def test_other_environments_are_not_counted(journal: Journal, path: object) -> None:
    put(journal, *paid_sale("till1-a"), returned("till1-a", 5))
    assert journal.load(NOON).apart
