"""A journal that is an older copy is noticed by the relay's receipts, and what is open is asked before anything new."""

from __future__ import annotations

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from tests.sale.helpers import ONE, TWO, WAITING, Playbook, ids
from tests.sale.openings import offered, opened, type_amount

PROBE = e.ProbeAnswered("E", 40, 0, taken=40)
PAGE = e.MailboxAnswered("E", 40, taken=40)


def copied(*more: object, position: int = 10) -> Playbook:
    """A till that woke on a journal with a cancelled sale that is still watched, and letters up to a position."""
    payment = (offered() >> e.CancelPressed() >> e.CancelConfirmed()).payment()
    book = Playbook().at(400.0)
    book.folded = {payment.payment_id: payment}
    book >> e.Woke((payment,), 100, "E", position)
    for event in more:
        book >> event
    return book


@pytest.mark.parametrize("answer", [PROBE, PAGE])
def test_what_is_open_is_asked_at_once_and_charges_wait_for_it(answer: object) -> None:
    book = copied(e.CallFailed(e.Call.ASK, False, "timeout", ONE), answer, e.MailboxAnswered("E", 40))
    assert book.till.unasked == {ONE}
    assert book.till.lines.asking == ONE
    type_amount(book) >> e.ChargePressed(ids(TWO)) << "staff.cause.starting"
    book.none(fx.CreatePayment)
    book.answers(WAITING) << fx.CreatePayment
    assert book.till.unasked == frozenset()


def test_the_wait_is_bounded() -> None:
    book = copied(PROBE)
    assert book.till.held_until == book.now.mono + 6.0


@pytest.mark.parametrize("answer", [PROBE, PAGE])
def test_a_till_that_took_those_letters_itself_is_no_copy(answer: object) -> None:
    assert copied(answer, position=40).till.unasked == frozenset()


def test_what_this_till_acknowledged_meanwhile_is_its_own() -> None:
    book = copied(e.MailboxAnswered("E", 10)).tick(1.0)
    book.hears(WAITING, "")
    book >> e.MailboxAnswered("E", 11, taken=10)
    assert not book.till.lines.behind


def test_it_is_noticed_once() -> None:
    book = copied(PROBE).answers(WAITING)
    assert (book >> PROBE).till.unasked == frozenset()
    assert book.till.lines.behind


def test_without_anything_open_nothing_waits() -> None:
    book = opened() >> PROBE
    assert book.till.lines.behind
    assert book.till.held_until == 0.0


def test_a_relay_that_lost_its_memory_is_looked_at_anew() -> None:
    book = copied(PROBE) >> e.ProbeAnswered("F", 40, 0, taken=40)
    assert book.till.lines.behind
    assert (book.till.lines.epoch, book.till.lines.receipt) == ("F", 0)


def test_an_interrupted_sale_does_not_end_the_wait_for_the_others() -> None:
    one = offered().payment()
    book = Playbook().at(60.0)
    book.folded = {ONE: one}
    book >> e.Woke((one,), 100, "E", 10) >> PROBE
    assert book.till.interrupted == ONE
    assert book.answers(WAITING).till.held_until == 0.0
