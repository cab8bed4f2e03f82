"""What settles a payment, from every state, and what only a person may decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import records as r
from kiosk.sale.payment import SIBLING_PAID, State
from kiosk.sale.screen import CustomerPage, StaffPage
from kiosk.sale.settling import differs
from tests.sale.helpers import (
    MOVED,
    ONE,
    REVERSED,
    THREE,
    TWO,
    WAITING,
    Playbook,
    code,
    decline,
    ended,
    ids,
    qr,
    stated,
    success,
)
from tests.sale.openings import accepted, charged, expired, offered, opened, renewed, restarted, set_aside

CANCELLED = (e.CancelPressed(), e.CancelConfirmed())


def cancelled() -> Playbook:
    return offered() >> CANCELLED[0] >> CANCELLED[1]


def rejected() -> Playbook:
    return charged() >> e.OrderRefused(ONE, "3358", "", b"")


def dead() -> Playbook:
    return offered().tick(300.0).answers(ended("expired"))


# Success.

IN_TIME: dict[str, Callable[[], Playbook]] = {
    "submitted": charged, "accepted": accepted, "ready": lambda: accepted().hears(qr()), "shown": offered,
    "checking": expired, "declined": lambda: offered().hears(decline()), "dead": dead,
    "unsettled": lambda: expired().tick(61.0), "moved": lambda: offered().hears(MOVED), "aside": set_aside,
}  # fmt: skip
LATE: dict[str, Callable[[], Playbook]] = {
    "cancelled": cancelled, "rejected": rejected, "left": lambda: expired().tick(61.0) >> e.NextPressed(),
    "declined and left": lambda: offered().hears(decline()) >> e.NextPressed(),
    "no code": lambda: accepted().tick(16.0),
    "moved and left": lambda: offered().hears(MOVED) >> e.NextPressed(),
}  # fmt: skip


@pytest.mark.parametrize("story", IN_TIME)
@pytest.mark.parametrize("letter", [True, False])
def test_success_while_the_sale_is_open_is_paid(story: str, letter: bool) -> None:
    book = IN_TIME[story]()
    (book.hears if letter else book.answers)(success())
    assert book.state() is State.PAID
    assert book.payment().operation_id == "op1"
    if story != "aside":
        book << StaffPage.APPROVED << CustomerPage.PAID
        assert book.screen.customer.qr is None


@pytest.mark.parametrize("story", LATE)
@pytest.mark.parametrize("letter", [True, False])
def test_success_once_it_is_closed_is_paid_late_and_a_person_hears_of_it(story: str, letter: bool) -> None:
    book = LATE[story]()
    (book.hears if letter else book.answers)(success())
    assert book.state() is State.PAID_LATE
    assert book.attention() == ("late",)
    assert book.till.strip == ONE


def test_after_a_restart_a_declined_sale_is_over() -> None:
    book = restarted(offered().hears(decline()).payment(), t=30.0).hears(success())
    assert (book.state(), book.attention()) == (State.PAID_LATE, ("late",))


def test_after_a_decline_success_is_paid_with_an_alarm_and_after_expiry_without() -> None:
    assert offered().hears(decline()).hears(success()).attention() == ("after_decline",)
    assert offered().tick(300.0).answers(decline()).hears(success()).attention() == ("after_decline",)
    assert dead().hears(success()).attention() == ()
    assert dead().hears(success()).state() is State.PAID


def test_a_letter_without_a_sum_proves_nothing_and_asks() -> None:
    book = offered().after(1.0).hears(success(None)).none(r.Succeeded)
    assert book.asked() == [ONE]
    assert offered().answers(success(None)).state() is State.PAID, "our own question was about this very payment"


def test_without_an_amount_in_the_code_the_answer_must_state_it() -> None:
    book = accepted().hears(qr(code(None))) >> e.DoubtAnswered(True) >> e.QrPainted(ONE, True)
    book.answers(success(None)) << StaffPage.UNSETTLED
    assert (book.state(), book.attention()) == (State.ATTENTION, ("amount",))


def test_an_operation_of_another_payment_pays_nothing() -> None:
    for bound in (
        offered().hears(success(), bound_to="till1-OTHER"),
        offered().answers(success(), bound_to="till1-OTHER"),
    ):
        assert (bound.state(), bound.attention()) == (State.ATTENTION, ("shared",))
        bound << StaffPage.UNSETTLED << "staff.differs.headline"
    assert offered().hears(success(), bound_to=ONE).state() is State.PAID
    book = offered(offered().hears(success()) >> e.NextPressed(), TWO).hears(success(), TWO)
    assert (book.state(TWO), book.attention(TWO)) == (State.ATTENTION, ("shared",))


# Twice.


def test_the_same_success_again_is_one_success() -> None:
    book = offered().hears(success()).hears(success()).answers(success()).answers(success(None, ""))
    assert book.attention() == ()
    assert book.payment().successes == ("op1",)
    assert len([x for x in book.journal if isinstance(x, r.Succeeded)]) == 1


def test_another_operation_is_money_twice() -> None:
    book = offered().hears(success()).hears(success(operation="op2"))
    assert (book.state(), book.attention(), book.payment().successes) == (State.PAID, ("double",), ("op1", "op2"))
    book >> e.AttentionDecided(ONE, "checked", "Ann")
    assert book.hears(success(operation="op2")).attention() == (), "what a person settled is not raised again"
    assert book.hears(success(operation="op3")).attention() == ("double",), "a third one is news"


def test_two_operations_in_one_document_are_money_twice() -> None:
    book = offered().hears(success(successes=("op0", "op1")))
    assert (book.state(), book.attention(), book.payment().successes) == (State.PAID, ("double",), ("op1", "op0"))
    assert len([x for x in book.hears(success(successes=("op0", "op1"))).journal if isinstance(x, r.Raised)]) == 1
    later = offered().hears(success()).hears(success(operation="", successes=("#0", "#1")))
    assert later.attention() == ("double",)


def test_an_operation_without_an_id_is_not_a_second_one() -> None:
    book = offered().hears(success(operation="", successes=("#0",)))
    assert (book.state(), book.attention(), book.payment().operation_id) == (State.PAID, (), "")
    book.hears(success())
    assert (book.attention(), book.payment().operation_id) == ((), "op1")
    assert offered().answers(success(operation="", successes=())).payment().successes == ("#0",)


def test_success_of_any_attempt_takes_the_live_code_off_the_screen() -> None:
    book = renewed().hears(success(), ONE) << StaffPage.APPROVED << CustomerPage.PAID
    assert (book.state(ONE), book.state(TWO)) == (State.PAID, State.WATCHING)
    assert book.payment(TWO).why == SIBLING_PAID
    assert book.attention(ONE) == ()
    book.hears(success(operation="op2"), TWO) << StaffPage.APPROVED
    assert (book.state(TWO), book.attention(TWO)) == (State.PAID, ("double",))


def test_a_twin_is_known_after_a_restart_and_after_it_left_memory() -> None:
    book = renewed().hears(success(), ONE) >> e.NextPressed()
    again = restarted(book.payment(TWO), t=7_200.0).hears(success(operation="op2"), TWO)
    assert (again.state(TWO), again.attention(TWO)) == (State.PAID_LATE, ("double",))
    still = renewed().hears(success(), ONE) >> e.NextPressed() >> e.ProbeAnswered("E", 0, 0)
    charged(still, THREE) >> e.OrderRefused(THREE, "3358", "", b"") >> e.NextPressed()
    assert ONE in still.tick(7_200.0).till.payments, "kept while another attempt of its sale is watched"


def test_a_refused_attempt_of_a_paid_sale_needs_no_watching() -> None:
    book = expired() >> e.NewCodeAnswered(False, ids(TWO)) >> e.OrderRefused(TWO, "3358", "", b"")
    book.hears(success(), ONE)
    assert book.state(TWO) is State.REJECTED
    assert book.payment(TWO).why == "refused"


# Contradictions.

DIFFERENT: dict[str, f.Fact] = {
    "amount": success(12_851), "currency": success(None, sums=(f.Sum(12_850, "CNY"),)),
    "customer": success(customer_id="somebody"), "project": success(project_id=1), "reversed": REVERSED,
}  # fmt: skip


@pytest.mark.parametrize("kind", DIFFERENT)
def test_a_contradiction_is_never_green_and_never_turns_paid(kind: str) -> None:
    book = offered().hears(DIFFERENT[kind]) << StaffPage.UNSETTLED << CustomerPage.SEE_STAFF
    assert (book.state(), book.attention()) == (State.ATTENTION, (kind,))
    book.hears(success()).answers(success()) << StaffPage.UNSETTLED
    assert book.state() is State.ATTENTION
    assert book.payment().watched


@pytest.mark.parametrize("kind", DIFFERENT)
def test_success_for_what_was_settled_without_it_is_put_before_a_person_once_more(kind: str) -> None:
    book = offered().hears(DIFFERENT[kind]) >> e.AttentionDecided(ONE, "checked", "Ann")
    book.answers(WAITING)
    assert book.attention() == ()
    book.answers(success()) << r.Raised
    assert (book.state(), book.attention()) == (State.ATTENTION, (kind,))
    # Who settles it now knows that word; the same one again is nothing new, also after a start.
    book >> e.AttentionDecided(ONE, "checked", "Ann")
    assert book.answers(success()).hears(success()).attention() == ()
    again = restarted(book.payment(), t=60.0).answers(success())
    assert again.attention() == ()


def test_what_still_waits_for_a_person_is_not_raised_by_success() -> None:
    book = offered().hears(success(1)).answers(success()).none(r.Raised)
    assert book.attention() == ("amount",)
    book >> e.AttentionDecided(ONE, "checked", "Ann")
    assert book.answers(success()).attention() == (), "it was known already"


def test_an_orphan_that_is_paid_after_it_was_settled_is_told_of() -> None:
    book = opened().hears(WAITING, TWO) >> e.AttentionDecided(TWO, "checked", "Ann")
    assert book.attention(TWO) == ()
    book.hears(success(), TWO) << r.Raised
    assert book.attention(TWO) == ("orphan",)
    (row,) = book.staff.attention
    assert "paid" in row.attention[0].key


@pytest.mark.parametrize("kind", DIFFERENT)
def test_after_paid_it_only_adds_an_item(kind: str) -> None:
    book = offered().hears(success()).hears(DIFFERENT[kind]) << StaffPage.APPROVED
    assert (book.state(), book.attention(), book.payment().stopped) == (State.PAID, (kind,), False)


def test_what_is_absent_is_not_different() -> None:
    row = offered().payment()
    assert differs(row, f.Stated()) == ""
    assert differs(row, stated(project_id=row.project_id, customer_id=row.customer_id)) == ""
    assert differs(replace(row, customer_id=""), stated(customer_id="x")) == ""
    assert differs(row, f.Stated(other_sums=(f.Sum(1, "HKD"),))) == "", "converted sums count for a code without amount"


def test_converted_sums_count_where_the_customer_typed_the_amount() -> None:
    row = replace(offered().payment(), open_amount=True)
    assert differs(row, stated(other_sums=(f.Sum(1, "HKD"),))) == "amount"
    assert differs(row, stated(other_sums=(f.Sum(1, "USD"), f.Sum(12_850, "HKD")))) == ""


def test_a_decided_item_is_not_raised_again_by_the_next_answer() -> None:
    book = offered().hears(REVERSED) >> e.AttentionDecided(ONE, "checked", "Ann")
    assert book.answers(REVERSED).attention() == ()
    assert book.answers(success(1)).attention() == ("amount",), "another contradiction is news"
    assert offered().hears(MOVED).hears(MOVED).attention() == ("moved",)


def test_a_contradiction_after_money_that_may_have_moved_stops_it_all_the_same() -> None:
    book = offered().hears(MOVED) >> e.AttentionDecided(ONE, "checked", "Ann")
    book.hears(success(1)).hears(success())
    assert book.state() is State.ATTENTION


# Money that may have moved, and declines.


@pytest.mark.parametrize("letter", [True, False])
def test_money_that_may_have_moved_wins_over_every_decline(letter: bool) -> None:
    for book in (offered().hears(decline()).hears(MOVED), offered().hears(MOVED).hears(decline())):
        assert (book.state(), book.attention()) == (State.ATTENTION, ("moved",))
        book << StaffPage.UNSETTLED << "staff.moved.headline" << CustomerPage.SEE_STAFF
    book = offered()
    (book.hears if letter else book.answers)(MOVED)
    assert book.hears(success()).state() is State.PAID, "it is no contradiction"


def test_a_decline_in_time_is_declined_and_after_the_deadline_dead() -> None:
    offered().hears(decline()) << State.DECLINED << StaffPage.DECLINED << CustomerPage.DECLINED
    offered().tick(300.0).answers(decline()) << State.DEAD << StaffPage.DECLINED
    assert offered().hears(decline()).hears(decline()).payment().settled is not None


def test_a_decline_after_the_end_is_only_noted() -> None:
    for book in (offered().hears(success()), offered().hears(decline()), offered().hears(REVERSED)):
        before = book.state()
        book.hears(decline("20105")).none(r.Failed) << r.Noted
        assert book.state() is before


def test_a_paid_sale_hears_of_what_may_have_moved_as_an_item() -> None:
    book = offered().hears(success()).hears(MOVED) << StaffPage.APPROVED
    assert (book.state(), book.attention()) == (State.PAID, ("moved",))
