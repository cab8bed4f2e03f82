"""What is typed are frozen values, known under one name only."""

from __future__ import annotations

import inspect

import pytest

from kiosk.sale import events, typed

KINDS = [k for k in vars(typed).values() if inspect.isclass(k) and k.__module__ == typed.__name__]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_is_typed_is_an_event(kind: type) -> None:
    assert getattr(events, kind.__name__) is kind
    assert kind.__doc__
    assert kind.__hash__ is not None


def test_a_key_is_what_was_typed() -> None:
    assert typed.KeyTyped("00") == events.KeyTyped("00")
