"""Effects are values that can be compared, logged and replayed."""

from __future__ import annotations

import typing
from dataclasses import is_dataclass

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import records as r
from kiosk.sale.money import Currency, Money
from tests.sale.helpers import NOON, ONE, effects_of, ids
from tests.sale.openings import opened, type_amount


@pytest.mark.parametrize("kind", typing.get_args(fx.Effect))
def test_an_effect_is_a_frozen_value(kind: type) -> None:
    assert is_dataclass(kind)
    assert kind.__hash__ is not None, "frozen values can be counted"


def test_two_of_a_kind_are_equal_when_they_say_the_same() -> None:
    record = r.Rested(NOON, ONE)
    effects: set[fx.Effect] = {fx.Remember(record), fx.Remember(r.Rested(NOON, ONE)), fx.RideAlong(record)}
    assert len(effects) == 2


def test_an_order_may_leave_for_four_seconds_only() -> None:
    book = type_amount(opened()) >> e.ChargePressed(ids())
    (sent,) = effects_of(book.effects, fx.CreatePayment)
    assert sent == fx.CreatePayment(ONE, f"customer of {ONE}", Money(12_850, Currency.HKD), book.now.mono + 4.0)
