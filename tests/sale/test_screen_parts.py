"""The pieces of screens are values, and the screen hands all of them on."""

from __future__ import annotations

import inspect

import pytest

from kiosk.sale import screen
from kiosk.sale import screen_parts as parts

OWN = [kind for kind in vars(parts).values() if inspect.isclass(kind) and kind.__module__ == parts.__name__]


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.__name__)
def test_whoever_draws_needs_the_screen_alone(kind: type) -> None:
    assert getattr(screen, kind.__name__) is kind
    assert kind.__hash__ is not None


def test_without_news_of_a_pin_nobody_is_kept_out() -> None:
    assert parts.Owner().gate is screen.Gate.NONE
