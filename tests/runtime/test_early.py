"""Charge before the journal was read: once more when it was, or not at all."""

from kiosk.runtime.early import EARLY_S, EarlyPress
from kiosk.sale import events as e


def test_charge_is_pressed_again_while_the_customer_expects_it() -> None:
    early = EarlyPress()
    assert early.due(0.0) == ()
    early.press(e.ChargePressed(), 10.0)
    assert early.due(10.0 + EARLY_S) == (e.ChargePressed(),)
    assert early.due(10.1 + EARLY_S) == ()


def test_whoever_pressed_something_else_changed_their_mind() -> None:
    early = EarlyPress()
    early.press(e.ChargePressed(), 10.0)
    early.press(e.KeyTyped("5"), 10.5)
    assert early.due(11.0) == ()
