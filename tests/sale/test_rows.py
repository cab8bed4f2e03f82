"""The lines of the recent sales, carried from one till to the next."""

from __future__ import annotations

from dataclasses import replace

from kiosk.sale.rows import row_of, rows_of
from tests.sale.helpers import ONE, TWO
from tests.sale.openings import offered


def test_only_what_changed_is_made_anew() -> None:
    one = offered().payment()
    two = replace(one, payment_id=TWO)
    first = rows_of((TWO, ONE), {ONE: one, TWO: two}, {})
    assert {name: kept[1] for name, kept in first.items()} == {ONE: row_of(one), TWO: row_of(two)}
    changed = replace(two, reference="table 9")
    second = rows_of((TWO, ONE, "till1-GONE"), {ONE: one, TWO: changed}, first)
    assert second[ONE] is first[ONE]
    assert second[TWO] == (changed, row_of(changed))
    assert set(rows_of((ONE,), {ONE: one}, second)) == {ONE}, "what is not recent any more is not kept"
