"""A payment is the fold of its records: it climbs, it ends, and paid is never lowered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.sale import records as r
from kiosk.sale.money import Currency, Money
from kiosk.sale.payment import SIBLING_PAID, Payment, State, fold
from tests.sale.helpers import NOON, ONE, PROJECT

HKD = Money(12_850, Currency.HKD)
INTENDED = r.Intended(NOON, ONE, "c", 7, 1, HKD, "table 4", PROJECT, "test", 300)
SUBMITTED = r.Submitted(NOON, ONE)
ACKNOWLEDGED = r.Acknowledged(NOON, ONE, b"{}")
CAME = r.CodeCame(NOON, ONE, "payload", NOON + timedelta(seconds=300), True, False)
SHOWN = r.CodeShown(NOON, ONE)
WATCHED = r.Watched(NOON, ONE, "deadline")
PAID = r.Succeeded(NOON, ONE, "op1", "0", "OK", late=False, raw=b"raw")
LATE = r.Succeeded(NOON, ONE, "op1", "0", "OK", late=True, raw=b"raw")
DECLINED = r.Failed(NOON, ONE, "op1", "20000", "General decline", dead=False, raw=b"raw")
DEAD = r.Failed(NOON, ONE, "", "", "", dead=True, raw=b"", why="expired")
REFUSED = r.Refused(NOON, ONE, "refused", "3297", "limit", b"raw")
MOVED = r.Raised(NOON, ONE, "moved", "", stopped=False, raw=b"")
AMOUNT = r.Raised(NOON, ONE, "amount", "", stopped=True, raw=b"")


def after(*records: r.Record) -> Payment:
    payment = fold(None, INTENDED)
    for record in records:
        payment = fold(payment, record)
    return payment


def test_a_payment_begins_with_its_intent() -> None:
    payment = after()
    assert (payment.state, payment.sale, payment.money, payment.reference) == (State.INTENT, 7, HKD, "table 4")
    assert payment.watched
    assert payment.open
    assert not payment.ended


def test_nothing_else_begins_one() -> None:
    with pytest.raises(ValueError, match="cannot begin with Submitted"):
        fold(None, SUBMITTED)


def test_an_orphan_begins_before_a_person() -> None:
    orphan = fold(None, r.Orphaned(NOON, ONE, HKD, PROJECT, "test", b"raw"))
    assert (orphan.state, orphan.attention, orphan.closed, orphan.sale) == (State.ATTENTION, ("orphan",), "orphan", 0)


@pytest.mark.parametrize(
    ("records", "state"),
    [
        ((SUBMITTED,), State.SUBMITTED), ((SUBMITTED, ACKNOWLEDGED), State.ACCEPTED), ((CAME,), State.QR_READY),
        ((CAME, SHOWN), State.QR_SHOWN), ((CAME, SHOWN, ACKNOWLEDGED, SUBMITTED), State.QR_SHOWN),
        ((WATCHED,), State.WATCHING), ((WATCHED, SHOWN), State.WATCHING), ((PAID,), State.PAID),
        ((LATE,), State.PAID_LATE),
        ((DECLINED,), State.DECLINED), ((DEAD,), State.DEAD), ((REFUSED,), State.REJECTED), ((MOVED,), State.ATTENTION),
        ((AMOUNT,), State.ATTENTION), ((DECLINED, WATCHED), State.DECLINED), ((REFUSED, WATCHED), State.REJECTED),
    ],
)  # fmt: skip
def test_it_climbs_and_ends(records: tuple[r.Record, ...], state: State) -> None:
    assert after(*records).state is state


@pytest.mark.parametrize("before", [(), (CAME, SHOWN), (WATCHED,), (DECLINED,), (DEAD,), (REFUSED,), (MOVED,)])
def test_success_leads_from_every_state_to_paid(before: tuple[r.Record, ...]) -> None:
    assert after(*before, PAID).state is State.PAID
    assert after(*before, LATE).state is State.PAID_LATE


@pytest.mark.parametrize("later", [DECLINED, DEAD, REFUSED, WATCHED, MOVED, AMOUNT, LATE, SHOWN])
def test_paid_is_never_lowered(later: r.Record) -> None:
    payment = after(PAID, later)
    assert payment.state is State.PAID
    assert payment.settled == NOON


@pytest.mark.parametrize("later", [DECLINED, DEAD, REFUSED])
@pytest.mark.parametrize("raised", [MOVED, AMOUNT])
def test_what_a_person_must_decide_is_not_declined_away(raised: r.Record, later: r.Record) -> None:
    assert after(raised, later).state is State.ATTENTION


def test_refused_is_only_what_was_never_heard_of_nor_shown() -> None:
    assert after(CAME, REFUSED).state is State.QR_READY
    assert after(CAME, SHOWN, REFUSED).state is State.QR_SHOWN
    assert after(r.Noted(NOON, ONE, "processing", True, b""), REFUSED).state is State.INTENT
    assert after(DECLINED, REFUSED).state is State.DECLINED
    assert after(WATCHED, REFUSED).state is State.REJECTED


def test_money_that_may_have_moved_opens_a_settled_decline_again() -> None:
    payment = after(DECLINED, r.Rested(NOON, ONE), MOVED)
    assert (payment.settled, payment.rested, payment.watched) == (None, False, True)


def test_success_answers_what_could_only_be_guessed() -> None:
    unsettled = r.Raised(NOON, ONE, "unsettled", "", stopped=False, raw=b"")
    assert after(unsettled).state is State.INTENT
    assert after(unsettled, MOVED, PAID).attention == ()
    assert after(AMOUNT, PAID).attention == ("amount",)
    assert after(unsettled, DECLINED).attention == ()
    assert after(unsettled, REFUSED).attention == ()


def test_a_second_operation_is_remembered_and_the_first_stays() -> None:
    payment = after(PAID, r.Succeeded(NOON, ONE, "op2", "0", "", late=False, raw=b""), PAID)
    assert (payment.operation_id, payment.successes) == ("op1", ("op1", "op2"))


def test_an_operation_without_an_id_gets_its_name_later() -> None:
    payment = after(r.Succeeded(NOON, ONE, "#0", "0", "", late=False, raw=b""))
    assert (payment.operation_id, payment.successes) == ("", ("#0",))
    assert fold(payment, PAID).operation_id == "op1"


def test_what_a_person_decided_is_remembered() -> None:
    payment = after(AMOUNT, r.Decided(NOON, ONE, "checked"))
    assert (payment.attention, payment.answered, payment.decided) == ((), ("amount",), "checked")
    assert payment.stopped, "deciding does not make it paid"
    assert after(AMOUNT, AMOUNT).attention == ("amount",)


def test_marks_beside_the_state() -> None:
    aside, back = r.SetAside(NOON, ONE), r.BroughtBack(NOON, ONE)
    assert after(aside).set_aside
    assert not after(aside, back).set_aside
    closed = after(aside, r.Closed(NOON, ONE, "cancel"), r.Closed(NOON, ONE, "moved_on"))
    assert (closed.set_aside, closed.closed) == (False, "cancel")
    later = NOON + timedelta(seconds=360)
    assert after(CAME, r.DeadlineMoved(NOON, ONE, later)).deadline == later


def test_another_attempt_that_was_paid_is_not_forgotten() -> None:
    sibling = r.Watched(NOON, ONE, SIBLING_PAID)
    assert (after(sibling).state, after(sibling).why) == (State.WATCHING, SIBLING_PAID)
    assert after(DECLINED, sibling).state is State.DECLINED
    assert after(sibling, DECLINED).why == SIBLING_PAID
    assert after(sibling, WATCHED).why == SIBLING_PAID
    assert after(WATCHED, sibling).why == SIBLING_PAID


@pytest.mark.parametrize(
    ("records", "watched", "opened"),
    [
        ((PAID,), False, False), ((REFUSED,), False, False), ((DECLINED,), True, True), ((MOVED,), True, True),
        ((DECLINED, r.Rested(NOON, ONE)), False, False), ((PAID, AMOUNT), False, True),
    ],
)  # fmt: skip
def test_a_payment_is_open_while_a_question_or_a_person_is_due(
    records: tuple[r.Record, ...], watched: bool, opened: bool
) -> None:
    payment = after(*records)
    assert (payment.watched, payment.open) == (watched, opened)


def test_a_letter_kept_says_nothing_about_the_payment() -> None:
    kept = r.LetterKept(NOON, ONE, "E", 1, "Odd", b"raw")
    assert after(CAME, kept) == after(CAME)
