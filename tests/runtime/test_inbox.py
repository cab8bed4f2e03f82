"""Order, what comes again after the journal refused, and what is left of an event that nobody can work off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.runtime.inbox import KEPT, Inbox, Item, milder
from kiosk.sale import events as e
from kiosk.sale.facts import Odd
from tests.runtime.helpers import DECLINED, PAID, PENDING, old

STATUS = e.StatusHeard("till1-1", PAID, b"said")
OTHER = e.StatusHeard("till1-2", PAID, b"said")
LETTER = e.LetterHeard("e1", 1, "till1-1", PAID, b"letter")
ACCEPTED = e.OrderAccepted("till1-1", b"accepted")


def all_of(inbox: Inbox) -> list[object]:
    """Empties it."""
    found = []
    while (item := inbox.take()) is not None:
        found.append(item.event)
    return found


def test_first_in_first_out_and_what_must_be_first() -> None:
    inbox = Inbox()
    inbox.put([e.Ticked(), STATUS])
    inbox.put_first(e.Cleared())
    assert all_of(inbox) == [e.Cleared(), e.Ticked(), STATUS]
    assert inbox.take() is None


def test_a_code_that_is_ready_overtakes_the_post_and_nothing_else() -> None:
    inbox = Inbox()
    read, painted = e.MailboxAnswered("epoch", 3), e.QrPainted("till1-1", good=True)
    inbox.put([e.CancelConfirmed(), read])
    inbox.put_pressed(painted)
    inbox.put_pressed(e.Cleared())
    assert all_of(inbox) == [e.CancelConfirmed(), painted, read, e.Cleared()]


def test_it_knows_whether_anything_waits() -> None:
    inbox = Inbox()
    assert inbox.empty
    inbox.put([STATUS])
    assert not inbox.empty
    all_of(inbox)
    assert inbox.empty


def test_what_was_looked_up_goes_back_to_its_place() -> None:
    inbox = Inbox()
    inbox.put([STATUS, e.Ticked()])
    taken = inbox.take()
    assert taken == Item(STATUS)
    inbox.put_back(replace(taken, again=True), replace(STATUS, bound_to="till1-9"))
    assert inbox.take() == Item(replace(STATUS, bound_to="till1-9"), looked_up=True, again=True)


def test_it_knows_what_it_holds() -> None:
    inbox = Inbox()
    inbox.put([e.Ticked()])
    assert inbox.holds((e.Cleared, e.Ticked))
    assert not inbox.holds((e.Cleared,))


def test_letters_behind_a_refused_letter_go() -> None:
    inbox = Inbox()
    inbox.put([replace(LETTER, position=2), e.Cleared(), replace(LETTER, position=3), e.MailboxAnswered("e1", 3)])
    inbox.refused(Item(LETTER))
    assert not inbox.keeps
    assert all_of(inbox) == [e.Cleared(), e.MailboxAnswered("e1", 3)]


def test_letters_behind_anything_else_stay() -> None:
    inbox = Inbox()
    inbox.put([LETTER])
    inbox.refused(Item(STATUS))
    assert all_of(inbox) == [LETTER]


@pytest.mark.parametrize(
    "event", [e.ChargePressed(), e.CancelConfirmed(), e.Ticked(), e.MailboxAnswered("e1", 1), e.JournalBroke(None, "")]
)
def test_what_comes_again_by_itself_is_not_kept(event: object) -> None:
    inbox = Inbox()
    inbox.refused(Item(event))
    assert not inbox.keeps


def test_answers_are_kept_in_the_order_in_which_they_came() -> None:
    inbox = Inbox()
    for event in (ACCEPTED, STATUS, OTHER):
        inbox.refused(Item(event))
    inbox.put([e.Ticked()])
    inbox.try_all()
    assert not inbox.keeps
    assert all_of(inbox) == [ACCEPTED, STATUS, OTHER, e.Ticked()]


def test_the_order_stays_when_they_are_refused_again() -> None:
    inbox = Inbox()
    for event in (ACCEPTED, STATUS, OTHER):
        inbox.refused(Item(event))
    inbox.put([e.Ticked()])
    inbox.try_one()
    first = inbox.take()
    assert first == Item(ACCEPTED, again=True), "before all that wait"
    assert inbox.take() == Item(e.Ticked())
    inbox.refused(first)
    inbox.try_all()
    second = inbox.take()
    assert second is not None
    inbox.refused(second)
    assert inbox.take() is None, "one refusal takes all that come again out of the way"
    inbox.refused(Item(e.OrderLeft("till1-3")))
    inbox.try_all()
    assert all_of(inbox) == [ACCEPTED, STATUS, OTHER, e.OrderLeft("till1-3")]


def test_the_same_answer_is_kept_once() -> None:
    inbox = Inbox()
    again = replace(STATUS, raw=b"at another second", bound_to="till1-9", recalled=old("till1-9"))
    for event in (STATUS, again, replace(STATUS, fact=DECLINED), ACCEPTED, ACCEPTED):
        inbox.refused(Item(event))
    inbox.try_all()
    assert all_of(inbox) == [STATUS, replace(STATUS, fact=DECLINED), ACCEPTED]


def test_nothing_to_try_is_nothing() -> None:
    inbox = Inbox()
    inbox.try_one()
    inbox.try_all()
    assert inbox.take() is None


def test_answers_that_write_are_kept() -> None:
    assert {e.StatusHeard, e.OrderRefused, e.CallFailed, e.QrPainted, e.Woke} <= set(KEPT)
    assert not {e.LetterHeard, e.ChargePressed, e.JournalBroke} & set(KEPT)


# What is left.


@pytest.mark.parametrize("event", [LETTER, STATUS, replace(LETTER, fact=PENDING, recalled=old("till1-1"))])
def test_a_poisonous_answer_becomes_one_that_proves_nothing(event: e.LetterHeard | e.StatusHeard) -> None:
    left = milder(event)
    assert isinstance(left, type(event))
    assert isinstance(left.fact, Odd)
    assert left.fact.why == "fault"
    assert len(left.fact.digest) == 64
    assert (left.payment_id, left.raw, left.recalled) == (event.payment_id, event.raw, None)


def test_a_letter_that_stays_poisonous_is_nobodys() -> None:
    left = milder(milder(LETTER))
    assert isinstance(left, e.LetterHeard)
    assert (left.payment_id, left.position, left.raw) == ("", 1, b"letter")
    assert milder(left) is None


@pytest.mark.parametrize("event", [milder(STATUS), e.Ticked(), e.ChargePressed()])
def test_of_others_nothing_is_left(event: object) -> None:
    assert milder(event) is None
