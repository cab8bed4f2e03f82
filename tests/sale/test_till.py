"""The till as a value, and the draft that makes its successor."""

from __future__ import annotations

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import records as r
from kiosk.sale.machine import begin
from kiosk.sale.money import Currency, Money
from kiosk.sale.payment import State
from kiosk.sale.till import Draft, Lines
from kiosk.sale.watching import Watch
from tests.sale.helpers import BOTH, NOON, ONE, REVERSED, TWO, ids, moment, rules
from tests.sale.openings import offered, renewed, set_aside

HKD = Money(100, Currency.HKD)


def test_the_relay_is_fresh_for_ten_seconds() -> None:
    assert not Lines().fresh(0.0)
    assert Lines(relay_ok=100.0).fresh(110.0)
    assert not Lines(relay_ok=100.0).fresh(110.001)


def test_the_first_currency_is_the_default() -> None:
    assert rules(limits=BOTH).currencies == (Currency.HKD, Currency.CNY)


def test_memory_and_journal_cannot_part() -> None:
    draft = Draft(begin(rules()), moment(0.0))
    draft.order(ids(), HKD, 1, 1, "")
    draft.ride(r.Submitted(NOON, ONE))
    draft.remember(r.LetterKept(NOON, "till1-GHOST", "E", 1, "Odd", b""))
    done = draft.done()
    assert [type(x) for x in done.effects] == [fx.Remember, fx.RideAlong, fx.Remember, fx.CreatePayment]
    assert done.till.payments[ONE].state is State.SUBMITTED
    assert "till1-GHOST" not in done.till.payments
    assert done.till.recent == (ONE,)


def test_an_attempt_is_never_sent_twice() -> None:
    draft = Draft(begin(rules()), moment(0.0))
    draft.order(ids(), HKD, 1, 1, "")
    with pytest.raises(AssertionError, match="was sent before"):
        draft.order(ids(), HKD, 2, 1, "")


def test_what_rides_is_known_until_it_is_written() -> None:
    draft = Draft(begin(rules()), moment(0.0))
    draft.hold(offered().payment(), Watch(left_at=0.0))
    draft.ride(r.Rested(NOON, ONE))
    draft.drop(ONE)
    riding = draft.done().till
    assert (riding.riding, set(riding.payments)) == (frozenset({ONE}), {ONE})
    later = Draft(riding, moment(0.0))
    later.drop(ONE)
    later.remember(r.LetterKept(NOON, TWO, "E", 1, "Odd", b""))
    written = later.done().till
    assert (written.riding, set(written.payments)) == (frozenset(), {ONE})
    last = Draft(written, moment(0.0))
    last.drop(ONE)
    assert last.done().till.payments == {}


def test_a_payment_without_a_plan_is_planned_from_now() -> None:
    draft = Draft(begin(rules()), moment(5.0))
    assert draft.watch(ONE) == Watch(left_at=draft.now.mono)
    draft.drop(ONE)
    assert draft.payment(ONE) is None


def test_siblings_are_the_other_attempts_of_one_sale() -> None:
    book = renewed()
    draft = Draft(book.till, book.now)
    assert [p.payment_id for p in draft.siblings(book.payment(TWO))] == [ONE]
    ghosts = set_aside().hears(REVERSED, "till1-A").hears(REVERSED, "till1-B")
    lone = Draft(ghosts.till, ghosts.now)
    assert lone.siblings(ghosts.payment("till1-A")) == [], "orphans have no sale in common"


def test_a_sale_stands_while_it_is_in_front_or_a_tile() -> None:
    book = set_aside()
    assert Draft(book.till, book.now).standing(book.payment())
    offered(book, TWO)
    draft = Draft(book.till, book.now)
    assert draft.standing(book.payment(ONE))
    assert draft.standing(book.payment(TWO))
    draft.till = begin(rules())
    assert not draft.standing(book.payment(ONE))
