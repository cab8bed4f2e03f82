"""From a result to the next sale: Enter, a touch, or simply the first figure of the next amount.

Theory. A result never has to be acknowledged, but it must be seen: in its first second it stays whatever is typed. What
is typed then belongs to the next amount and waits with the page; nothing of an amount may get lost on the way, or the
rest of it would be charged as a smaller one.
"""

from __future__ import annotations

from kiosk.sale import events as e
from kiosk.sale import states as s
from kiosk.sale.counter import freshen
from kiosk.sale.money import Entry
from kiosk.sale.moves import moved_on, to_ready
from kiosk.sale.table import answer, on
from kiosk.sale.till import Draft
from kiosk.values import replace

QUIET_S = 1.0
MOST_TYPED = 300
"""Keys that wait: more than the longest sum has, for one that is cut short is another sum."""

Result = s.Approved | s.Declined | s.Stopped | s.NotStarted


@on(s.Approved, e.NextPressed)
@on(s.Declined, e.NextPressed)
@on(s.Stopped, e.NextPressed)
@on(s.NotStarted, e.NextPressed)
def next_customer(draft: Draft, state: Result, event: e.NextPressed) -> None:
    """Enter or a touch: the keypad, with what was typed already."""
    go_on(draft, state)


@on(s.Approved, e.KeyTyped)
@on(s.Declined, e.KeyTyped)
@on(s.Stopped, e.KeyTyped)
@on(s.NotStarted, e.KeyTyped)
def type_next(draft: Draft, state: Result, event: e.KeyTyped) -> None:
    """A figure of the next sale goes on by itself; in the second in which the result appeared it waits for its end."""
    if event.keys == "+" and not state.typed:
        return  # there is nothing yet to add to
    waiting = replace(state, typed=(state.typed + event.keys)[:MOST_TYPED])
    if draft.now.mono < quiet_until(state):
        draft.to(waiting)
    else:
        go_on(draft, waiting)


@on(s.Approved, e.Erased)
@on(s.Declined, e.Erased)
@on(s.Stopped, e.Erased)
@on(s.NotStarted, e.Erased)
def erase_next(draft: Draft, state: Result, event: e.Erased) -> None:
    """One of the keys that wait, back."""
    draft.to(replace(state, typed=state.typed[:-1]))


@on(s.Approved, e.Cleared)
@on(s.Declined, e.Cleared)
@on(s.Stopped, e.Cleared)
@on(s.NotStarted, e.Cleared)
def clear_next(draft: Draft, state: Result, event: e.Cleared) -> None:
    """All keys that wait, back."""
    draft.to(replace(state, typed=""))


@on(s.Declined, e.AgainPressed)
@on(s.NotStarted, e.AgainPressed)
def again(draft: Draft, state: s.Declined | s.NotStarted, event: e.AgainPressed) -> None:
    """Back to the keypad with the amount filled in: nothing was taken, so charging again is safe."""
    if isinstance(state, s.NotStarted):
        money, reference = state.money, state.reference
    else:
        payment = draft.payment(state.payment_id)
        assert payment is not None, "the sale in front is in memory"
        money, reference = payment.money, payment.reference
    moved_on(draft, state.payment_id)
    to_ready(draft, Entry.of(money), reference, money.currency)
    freshen(draft)


def quiet_until(state: Result) -> float:
    """Until when keys wait (monotonic seconds)."""
    return state.since + QUIET_S


def go_on(draft: Draft, state: Result) -> None:
    """The keypad; the keys that waited are typed there, one after another."""
    moved_on(draft, state.payment_id)
    to_ready(draft)
    for key in state.typed:
        answer(draft, e.KeyTyped(key))
