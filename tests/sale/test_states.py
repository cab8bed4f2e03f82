"""The counter's states: who is in front, and nothing more than each needs."""

from __future__ import annotations

import typing

import pytest

from kiosk.sale import states as s
from kiosk.sale.money import Currency, Money
from tests.sale.helpers import ONE, code


def test_the_list_of_states_is_the_union_of_states() -> None:
    assert set(s.COUNTER_STATES) == set(typing.get_args(s.Counter))


@pytest.mark.parametrize(
    ("counter", "payment_id"),
    [
        (s.Ready(), ""), (s.OutOfService("full"), ""), (s.Ordering(ONE, 0.0), ONE), (s.Offering(ONE, code()), ONE),
        (s.NotStarted("", "relay", Money(1, Currency.HKD), "", 0.0, 8.0), ""), (s.StorageTrouble(ONE), ONE),
    ],
)  # fmt: skip
def test_who_is_in_front(counter: s.Counter, payment_id: str) -> None:
    assert s.front(counter) == payment_id
