"""The table of what staff do: every pair of state and event is answered, by a transition or by staying put."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest

from kiosk.sale import events as e
from kiosk.sale import office_events as o
from kiosk.sale import states as s
from kiosk.sale import table, typed
from kiosk.sale.machine import HANDLERS, begin, step
from kiosk.sale.payment import Payment
from kiosk.sale.states import COUNTER_STATES
from tests.sale.helpers import CONFIRMING, NOON, ONE, Playbook, code, decline, ids, moment, qr, rules, success
from tests.sale.openings import accepted, charged, expired, offered, opened, set_aside

EVENTS = {
    kind
    for home in (e, o)
    for kind in vars(home).values()
    if inspect.isclass(kind)
    and kind.__module__ in (home.__name__, typed.__name__)
    and kind not in (e.Ids, e.Call, o.Pin)
}
STAFF = EVENTS - set(HANDLERS)

ANSWERED = {
    s.Ready: {
        "ChargePressed", "Cleared", "CurrencyPressed", "Erased", "KeyTyped", "QuestionLeft", "ReferenceTyped",
        "TileTapped",
    },
    s.Ordering: {"CancelPressed"},
    s.AwaitingQr: {"CancelPressed", "WrongAmountPressed"},
    s.QrDoubtful: {"CancelPressed", "DoubtAnswered"},
    s.Offering: {
        "CancelConfirmed", "CancelPressed", "CannotPayChosen", "CannotPayPressed", "QuestionLeft", "SetAsidePressed",
        "WrongAmountPressed",
    },
    s.Checking: {"NewCodeAnswered", "SetAsidePressed"},
    s.Confirming: {"SetAsidePressed"},
    s.Approved: {"Cleared", "Erased", "KeyTyped", "NextPressed"},
    s.Declined: {"AgainPressed", "Cleared", "Erased", "KeyTyped", "NextPressed"},
    s.Stopped: {"Cleared", "Erased", "KeyTyped", "NextPressed"},
    s.NotStarted: {"AgainPressed", "Cleared", "Erased", "KeyTyped", "NextPressed"},
    s.Unsettled: {"NewCodeAnswered", "NextPressed", "RenewForced", "SetAsidePressed", "TrustPressed"},
    s.StorageTrouble: set(),
    s.OutOfService: set(),
}  # fmt: skip
"""What each page lets staff do. Every other staff event stays without effect there: nothing of it is on the page."""


def in_state(state: type) -> Playbook:
    """A till in this state of its counter."""
    trouble = offered()
    books: dict[type, Callable[[], Playbook]] = {
        s.Ready: opened, s.Ordering: charged, s.AwaitingQr: accepted, s.Offering: offered, s.Checking: expired,
        s.QrDoubtful: lambda: accepted().hears(qr(code(None))), s.Confirming: lambda: offered().hears(CONFIRMING),
        s.Approved: lambda: offered().hears(success()), s.Declined: lambda: offered().hears(decline()),
        s.Stopped: lambda: charged() >> e.CancelPressed(), s.NotStarted: lambda: accepted().tick(15.0),
        s.Unsettled: lambda: expired().tick(61.0), s.StorageTrouble: lambda: trouble.broke(trouble.letter(success())),
        s.OutOfService: lambda: Playbook() >> e.JournalBroke(None, "broken"),
    }  # fmt: skip
    book = books[state]()
    assert type(book.till.counter) is state
    return book


SAMPLES: dict[type, object] = {
    e.KeyTyped: e.KeyTyped("1"), e.ReferenceTyped: e.ReferenceTyped("x"),
    e.ChargePressed: e.ChargePressed(ids("till1-N")),
    e.CannotPayChosen: e.CannotPayChosen("app"), e.NewCodeAnswered: e.NewCodeAnswered(False, ids("till1-N")),
    e.DoubtAnswered: e.DoubtAnswered(True), e.TileTapped: e.TileTapped(ONE),
    o.RenewForced: o.RenewForced("why", "Ann", ids("till1-N")),
}  # fmt: skip


def test_every_state_is_listed() -> None:
    assert set(ANSWERED) == set(COUNTER_STATES)


@pytest.mark.parametrize("state", COUNTER_STATES, ids=lambda state: state.__name__)
def test_the_table_says_what_each_page_lets_staff_do(state: type) -> None:
    assert {event.__name__ for known, event in table.TABLE if known is state} == ANSWERED[state]


@pytest.mark.parametrize("event", sorted(STAFF, key=str), ids=lambda event: event.__name__)
@pytest.mark.parametrize("state", COUNTER_STATES, ids=lambda state: state.__name__)
def test_what_is_not_on_the_page_changes_nothing(state: type, event: type) -> None:
    if event.__name__ in ANSWERED[state]:
        assert (state, event) in table.TABLE
        return
    book = in_state(state).tick()
    before = book.till
    book >> (SAMPLES[event] if event in SAMPLES else event())
    assert (book.till, book.effects) == (before, ())


def test_every_event_has_one_place_where_it_is_answered() -> None:
    staff = {event for _state, event in table.TABLE}
    assert staff == STAFF
    assert staff.isdisjoint(HANDLERS)


def test_a_pair_is_answered_once() -> None:
    with pytest.raises(AssertionError, match="Ready answers KeyTyped twice"):
        table.on(s.Ready, e.KeyTyped)(lambda draft, state, event: None)


@pytest.mark.parametrize("nonsense", [None, 7, "charge", object(), Payment, s.Ready(), NOON])
def test_what_is_no_event_changes_nothing(nonsense: object) -> None:
    till = begin(rules())
    assert step(till, nonsense, moment(0.0)).till == till
    assert step(set_aside().till, nonsense, moment(0.0)).effects == ()
