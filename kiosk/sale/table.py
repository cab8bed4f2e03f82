"""The counter's transition table and the typed decorator that fills it.

A transition is a small named function of (draft, state, event). Pairs that are not in the table change nothing:
that is an answer too, and a test walks all pairs to show which. Registering a pair twice is an error at import.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from kiosk.sale.till import Draft

S = TypeVar("S")
E = TypeVar("E")
Transition = Callable[[Draft, S, E], None]

TABLE: dict[tuple[type, type], Callable[..., None]] = {}


def on(state: type[S], event: type[E]) -> Callable[[Transition[S, E]], Callable[..., None]]:
    """Register the transition of a state for an event; may stand several times above one function."""

    def register(transition: Transition[S, E]) -> Callable[..., None]:
        assert (state, event) not in TABLE, f"{state.__name__} answers {event.__name__} twice"
        TABLE[state, event] = transition
        return transition

    return register


def answer(draft: Draft, event: object) -> None:
    """Let the counter answer an event by the table."""
    transition = TABLE.get((type(draft.counter), type(event)))
    if transition is not None:
        transition(draft, draft.counter, event)
