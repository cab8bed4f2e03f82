"""The projection's rows: what is looked up is what the payment says."""

from __future__ import annotations

from kiosk.adapters.journal_projection import columns_of, named_operations, plain
from kiosk.sale import records as r
from tests.adapters.helpers import folded, intended, paid_sale, succeeded


def test_a_row_says_what_its_payment_says() -> None:
    assert columns_of(folded(paid_sale())) == (
        "till1-aaaa", 1, 1, 12_850, "HKD", "PAID", "2026-11-22T04:00:00.000000Z", "2026-11-22T04:00:30.000000Z", 0,
        "test",
    )  # fmt: skip
    assert columns_of(folded([intended()]))[7:9] == (None, 1)


def test_only_operations_with_a_name_can_be_told_from_others() -> None:
    records: list[r.Record] = [intended(), *(succeeded(operation=name) for name in ("#0", "77", "\ud800"))]
    assert named_operations(folded(records)) == ["77", "?"]


def test_half_a_surrogate_becomes_text_that_can_be_stored() -> None:
    assert plain("till1-\udc80é") == "till1-?é"
