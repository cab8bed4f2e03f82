"""The laws of the machines over random walks: staff, customers, lines, clock, disk and power doing anything."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import office_events as o
from kiosk.sale import states as s
from kiosk.sale.machine import step, wake_at
from kiosk.sale.payment import CLIMBING, Payment, State
from kiosk.sale.screen import Act, Screen
from kiosk.sale.till import Now, Till
from kiosk.sale.view import view
from kiosk.ui.texts import Language, Texts
from tests.sale.helpers import MONO, ONE, code, ids, moment
from tests.sale.openings import offered, set_aside
from tests.sale.walker import Walker

WALKS, STEPS = 40, 220
PRESSES = 3
PATIENCE_S = 125.0

PRESSED: dict[Act, object] = {
    Act.CANCEL: e.CancelPressed(), Act.CANCEL_CONFIRM: e.CancelConfirmed(), Act.CANCEL_KEEP: e.QuestionLeft(),
    Act.SET_ASIDE: e.SetAsidePressed(), Act.CHECK_NOW: e.CheckNowPressed(), Act.CANNOT_PAY: e.CannotPayPressed(),
    Act.CANNOT_LIMIT: e.CannotPayChosen("limit"), Act.CANNOT_APP: e.CannotPayChosen("app"),
    Act.CANNOT_SETUP: e.CannotPayChosen("setup"), Act.CANNOT_NETWORK: e.CannotPayChosen("network"),
    Act.CANNOT_KEEP: e.QuestionLeft(), Act.NEW_CODE_NO: e.NewCodeAnswered(False, ids("till1-NEW")),
    Act.NEW_CODE_YES: e.NewCodeAnswered(True), Act.ALLOW: e.DoubtAnswered(True), Act.REFUSE: e.DoubtAnswered(False),
    Act.NEXT: e.NextPressed(), Act.AGAIN: e.AgainPressed(), Act.WRONG_AMOUNT: o.WrongAmountPressed(),
    Act.TRUST: o.TrustPressed(),
}  # fmt: skip


def pressable(screen: Screen) -> list[Act]:
    """What staff can press now: a question comes before the page, whose own buttons stay within reach."""
    staff = screen.staff
    asked = staff.question.buttons if staff.question else ()
    return [b.act for b in (*asked, *staff.buttons) if b.enabled and b.act in PRESSED]


def leads_back(till: Till, now: Now, presses: int) -> bool:
    """Some presses, at most so many, bring the keypad back."""
    if isinstance(till.counter, s.Ready):
        return True
    if presses == 0:
        return False
    acts = dict.fromkeys(pressable(view(till, now)))
    return any(leads_back(step(till, PRESSED[act], now).till, now, presses - 1) for act in acts)


def waited(till: Till, now: Now) -> Iterator[tuple[Till, Now]]:
    """The till as it becomes while nobody answers and nobody presses, at most for our patience."""
    end = now.mono + PATIENCE_S
    while now.mono < end:
        yield till, now
        at = wake_at(till, now)
        if at is None:
            return
        now = Now(max(at, now.mono), now.utc)
        till = step(till, e.Ticked(), now).till


@pytest.fixture(scope="module")
def walks() -> list[Walker]:
    """Walkers that went their way under the laws, which are checked at every step."""
    walkers = [Walker(seed) for seed in range(WALKS)]
    for walker in walkers:
        walker.walk(STEPS)
    return walkers


def test_no_step_of_any_walk_breaks_a_law(walks: list[Walker]) -> None:
    assert sum(walker.steps for walker in walks) > WALKS * STEPS


def test_the_walks_went_everywhere(walks: list[Walker]) -> None:
    seen = {state for walker in walks for state in walker.seen}
    assert seen == set(s.COUNTER_STATES) - {s.OutOfService}, "a walk that never gets there proves nothing"
    states = {row.state for walker in walks for row in walker.rows.values()}
    assert states >= set(State) - set(CLIMBING)


def test_every_text_of_every_walk_is_in_every_catalogue_with_its_values(walks: list[Walker]) -> None:
    texts = Texts(strict=True)
    said = {text for walker in walks for text in walker.says}
    for language, text in product(Language, said):
        assert texts.say(language, text, MONO)
    assert len({text.key for text in said}) > 60


def test_there_is_no_dead_end(walks: list[Walker]) -> None:
    for walker in walks:
        for till, now in walker.stations:
            late = Now(now.mono + 1.1, now.utc)  # the second in which a result takes no key
            assert any(leads_back(*moment_, PRESSES) for moment_ in waited(till, late)), till.counter


def test_a_walk_is_the_same_walk_when_it_is_walked_again() -> None:
    first, again = Walker(7), Walker(7)
    first.walk(150)
    again.walk(150)
    assert first.till == again.till


# Anything at all.

TEXT = st.text(max_size=8)
NAMES = st.sampled_from([ONE, "till1-GHOST", "", "x"])
NUMBERS = st.floats(allow_nan=True, allow_infinity=True)
STATED = st.builds(
    f.Stated,
    project_id=st.none() | st.integers(),
    customer_id=st.none() | TEXT,
    sums=st.lists(st.builds(f.Sum, st.integers(), st.sampled_from(["HKD", "CNY", "", "USD"])), max_size=2).map(tuple),
    other_sums=st.lists(st.builds(f.Sum, st.integers(), st.sampled_from(["HKD", ""])), max_size=1).map(tuple),
    operation_id=TEXT,
    successes=st.lists(TEXT, max_size=3).map(tuple),
    status=TEXT | st.sampled_from(["expired", "error"]),
    code=TEXT,
)
CODES = st.builds(
    code, st.none() | st.integers(), editable=st.booleans(), emv=st.booleans(), currency=TEXT, payload=TEXT
)
SIGNED = (f.SuccessProved, f.DeclineProved, f.Confirming, f.Ended, f.MayHaveMoved, f.Reversed)
FACTS = st.one_of(
    *(st.builds(kind, STATED) for kind in SIGNED),
    st.builds(f.QrProved, STATED, CODES, st.booleans()),
    st.builds(f.CodeUnusable, STATED, TEXT),
    st.builds(f.Pending, STATED, st.booleans()),
    st.just(f.NotRegistered()),
    st.builds(f.Odd, TEXT, TEXT),
)
EVENTS = st.one_of(
    st.builds(e.KeyTyped, TEXT), st.builds(e.ReferenceTyped, TEXT), st.builds(e.TileTapped, NAMES),
    st.builds(e.ChargePressed, st.none() | st.builds(e.Ids, st.sampled_from([ONE, "till1-N"]), TEXT)),
    st.builds(e.AttentionDecided, NAMES, TEXT, TEXT), st.builds(e.CheckNowPressed, NAMES),
    st.builds(o.PinKnown, st.booleans(), st.integers(), TEXT), st.builds(o.PinEntered, st.builds(o.Pin, TEXT)),
    st.builds(o.PinChecked, st.booleans(), st.integers(), TEXT), st.builds(o.Sought, TEXT, TEXT),
    st.builds(o.CaseOpened, NAMES), st.builds(o.PaidClaimed, NAMES), st.builds(o.HandPaid, NAMES, TEXT, TEXT),
    st.builds(o.ReturnRecorded, NAMES, st.integers(), TEXT | st.just("cash"), TEXT, TEXT),
    st.builds(o.RenewForced, TEXT, TEXT, st.none() | st.builds(e.Ids, st.sampled_from([ONE, "till1-N"]), TEXT)),
    st.sampled_from([o.OwnerLeft(), o.SearchLeft(), o.CaseLeft(), o.WrongAmountPressed(), o.TrustPressed()]),
    st.builds(e.OrderLeft, NAMES), st.builds(e.OrderAccepted, NAMES, st.binary(max_size=3)),
    st.builds(e.OrderRefused, NAMES, TEXT, TEXT, st.just(b"")),
    st.builds(e.CallFailed, st.sampled_from(e.Call), st.booleans(), TEXT, NAMES),
    st.builds(e.LetterHeard, TEXT, st.integers(), NAMES, FACTS, st.just(b""), NAMES),
    st.builds(e.StatusHeard, NAMES, FACTS, st.just(b""), NAMES),
    st.builds(e.ClockHeard, NUMBERS), st.builds(e.Resumed),
    st.builds(e.QrPainted, NAMES, st.booleans()), st.builds(e.QrDrawn, NAMES, st.none() | CODES),
    st.builds(e.MailboxAnswered, TEXT, st.integers()), st.builds(e.ProbeAnswered, TEXT, st.integers(), st.integers()),
    st.sampled_from([e.Ticked(), e.SetAsidePressed(), e.CancelConfirmed(), e.NextPressed(), e.AgainPressed()]),
    st.builds(e.JournalBroke, st.none(), TEXT), st.builds(e.StepFailed, TEXT), st.none(), st.integers(),
)  # fmt: skip


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(st.booleans(), st.lists(st.tuples(EVENTS, st.floats(0.0, 400.0)), max_size=8))
def test_any_event_at_any_moment_is_answered(aside: bool, story: list[tuple[object, float]]) -> None:
    till, t = (set_aside() if aside else offered()).till, 0.0
    for event, seconds in story:
        t += seconds
        till = step(till, event, moment(t)).till
        view(till, moment(t))
        assert all(isinstance(row, Payment) for row in till.payments.values())
    assert wake_at(till, moment(t)) is not None
