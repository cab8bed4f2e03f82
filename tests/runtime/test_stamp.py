"""A press brings chance and its moment with it, once."""

from __future__ import annotations

import pytest

from kiosk.runtime.stamp import stamped
from kiosk.sale import events as e
from kiosk.sale import office_events as o
from tests.runtime.hand_clock import HandClock

IDS = e.Ids("till1-1", "c-1")


def test_a_charge_gets_ids_and_its_moment() -> None:
    assert stamped(e.ChargePressed(), HandClock().edge()) == e.ChargePressed(IDS, 1_000.0)


def test_a_charge_that_comes_again_keeps_both() -> None:
    early = e.ChargePressed(e.Ids("till1-E", "c-E"), 990.0)
    assert stamped(early, HandClock().edge()) == early


@pytest.mark.parametrize("event", [e.NewCodeAnswered(False), o.RenewForced("why", "Ann")])
def test_a_new_code_gets_ids(event: e.NewCodeAnswered | o.RenewForced) -> None:
    made = stamped(event, HandClock().edge())
    assert isinstance(made, e.NewCodeAnswered | o.RenewForced)
    assert made.ids == IDS


def test_nothing_else_is_touched() -> None:
    pressed = e.KeyTyped("1")
    assert stamped(pressed, HandClock().edge()) is pressed
