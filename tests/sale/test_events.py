"""Events are frozen values in the past tense."""

from __future__ import annotations

import inspect
from dataclasses import FrozenInstanceError, is_dataclass

import pytest

from kiosk.sale import events as e
from kiosk.sale import office_events as o

KINDS = [
    kind
    for home in (e, o)
    for kind in vars(home).values()
    if inspect.isclass(kind) and kind.__module__ == home.__name__ and kind not in (e.Call, o.Pin)
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_event_is_a_value(kind: type) -> None:
    assert is_dataclass(kind)
    assert kind.__hash__ is not None
    assert kind.__doc__


def test_an_event_cannot_be_changed() -> None:
    typed, name = e.KeyTyped("1"), "keys"
    with pytest.raises(FrozenInstanceError):
        setattr(typed, name, "2")


def test_there_are_four_kinds_of_call() -> None:
    assert {call.value for call in e.Call} == {"order", "ask", "mailbox", "probe"}
