"""What people decide: with a name, beside the state, without touching the sale on the screen."""

from __future__ import annotations

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import office_events as o
from kiosk.sale import office_records as kept
from kiosk.sale import records as r
from kiosk.sale.money import Currency, Money
from kiosk.sale.payment import State
from kiosk.sale.screen import Act, CustomerPage, Say, StaffPage
from kiosk.sale.words import told
from tests.sale.helpers import MOVED, ONE, TWO, Playbook, decline, success
from tests.sale.openings import accepted, charged, offered, opened, restarted, set_aside
from tests.sale.test_overrides import unsettled
from tests.sale.test_owner import owner, shut

ANN = "Ann"


def cancelled() -> Playbook:
    return offered() >> e.CancelPressed() >> e.CancelConfirmed() >> e.NextPressed()


def late() -> Playbook:
    return cancelled().hears(success())


def hand(payment_id: str = ONE, reason: str = "seen in the bank", by: str = ANN) -> o.HandPaid:
    return o.HandPaid(payment_id, reason, by)


def give(minor: int, payment_id: str = ONE, way: str = "cash", by: str = ANN) -> o.ReturnRecorded:
    return o.ReturnRecorded(payment_id, minor, way, "goods came back", by)


# Settling an item.


def test_an_item_is_settled_with_a_choice_and_a_name_and_stays_in_the_journal() -> None:
    book = late() >> e.AttentionDecided(ONE, "goods", "  Ann\n")
    book << r.Decided
    assert (book.attention(), book.payment().decided, book.payment().decided_by) == ((), "goods", ANN)
    assert book.till.office.names == (ANN,)
    for name in ("Bo", "Cy", "Di", ANN):
        late_again = book.hears(success(operation=f"op {name}")) >> e.AttentionDecided(ONE, "checked", name)
    assert late_again.till.office.names == (ANN, "Di", "Cy")


def test_nothing_is_settled_without_a_name_or_by_another_choice() -> None:
    book = late() >> e.AttentionDecided(ONE, "goods", " ") << "staff.form.no_name"
    for wrong in ("nonsense", "returned"):
        (book >> e.AttentionDecided(ONE, wrong, ANN)).none(r.Decided)
    assert book.attention() == ("late",)


def test_goods_for_what_is_not_proved_are_not_settled_away() -> None:
    """That is the owner's word, with a reason and marked for ever; a name and a tap do not do."""
    for book in (cancelled() >> o.PaidClaimed(ONE), offered().hears(success(5_000))):
        before = book.attention()
        (book >> e.AttentionDecided(ONE, "goods", ANN)).none(r.Decided)
        assert book.attention() == before != ()
        book >> e.AttentionDecided(ONE, "checked", ANN)
        book << r.Decided


@pytest.mark.parametrize("choice", ["goods", "checked"])
def test_money_that_came_twice_is_put_away_by_the_owner_alone(choice: str) -> None:
    """Else a name and a tap would hide what the shop owes a customer."""
    twice = offered().hears(success()).hears(success(operation="op2"))
    book = shut(twice) >> e.AttentionDecided(ONE, choice, ANN) << "staff.form.owner"
    book.none(r.Decided)
    assert book.attention() == ("double",)
    owner(book) >> e.AttentionDecided(ONE, choice, ANN) << r.Decided
    # A shop without a PIN has no owner.
    offered().hears(success()).hears(success(operation="op2")) >> e.AttentionDecided(ONE, choice, ANN) << r.Decided


def test_the_owners_own_mark_is_put_away_by_the_owner_alone() -> None:
    book = owner(cancelled()) >> hand() >> o.OwnerLeft() >> e.AttentionDecided(ONE, "checked", ANN)
    book << "staff.form.owner"
    book.none(r.Decided)
    assert book.attention() == ("by_hand",)
    owner(book) >> e.AttentionDecided(ONE, "checked", ANN) << r.Decided


# A customer who says "paid".


def test_a_claim_is_asked_at_once_and_put_before_a_person() -> None:
    book = cancelled() >> o.PaidClaimed(ONE) << r.Raised << fx.AskStatus(ONE) << StaffPage.KEYPAD
    assert book.attention() == ("claimed",)
    assert book.staff.case is not None
    assert book.staff.case.known.key == "staff.case.open"
    assert book.staff.checked_id == ONE
    assert book.staff.checked == Say("staff.check.running", (("time", book.now.utc),))
    (book >> o.PaidClaimed(ONE)).none(r.Raised)
    book.answers(success())
    assert (book.attention(), book.staff.case.known.key) == (("late",), "staff.case.late")


def test_a_claim_of_a_sale_that_is_in_front_leaves_it_there() -> None:
    book = offered() >> o.PaidClaimed(ONE) << StaffPage.OFFERING << CustomerPage.QR
    assert book.attention() == ("claimed",)
    book.hears(success()) << StaffPage.APPROVED
    assert book.attention() == ()


def test_a_claim_of_what_is_proved_paid_or_never_was_needs_nobody() -> None:
    for book in (late() >> e.AttentionDecided(ONE, "goods", ANN), charged() >> e.OrderRefused(ONE, "3358", "", b"")):
        (book >> o.PaidClaimed(ONE)).none(r.Raised)
        assert book.staff.case is not None
    assert (opened() >> o.PaidClaimed("till1-GHOST")).till == opened().till


def test_a_claim_that_the_platform_denies_stays_with_the_person() -> None:
    book = (cancelled() >> o.PaidClaimed(ONE)).answers(decline())
    assert (book.attention(), book.staff.badge) == (("claimed",), 1)
    assert book.staff.case is not None
    assert book.staff.case.known.key == "staff.case.not_paid"


# Looking at a sale.


def test_a_sale_that_is_looked_at_stays_in_memory() -> None:
    old = offered().hears(success()).payment()
    book = opened().at(40_000.0)
    book.folded[ONE] = old
    book >> o.CaseOpened(ONE, recalled=old)
    assert book.staff.case is not None
    assert book.tick(100.0).staff.case is not None
    left = book >> o.CaseLeft() >> e.Ticked()
    assert (left.staff.case, ONE in left.till.payments) == (None, False)
    assert (book >> o.CaseOpened("till1-GHOST")).staff.case is None


# Money returned by hand.


def test_money_is_returned_by_hand_and_the_item_is_settled() -> None:
    book = late() >> give(12_850) << kept.Returned << r.Decided
    assert (book.payment().returned, book.attention(), book.payment().decided) == (12_850, (), "returned")
    assert (book.state(), book.staff.case) == (State.PAID_LATE, None)


def test_more_than_came_in_all_is_refused() -> None:
    book = late() >> o.CaseOpened(ONE)
    for too_much in (12_851, 1_000_000):
        book >> give(too_much) << "staff.form.too_much"
        book.none(kept.Returned)
        assert book.staff.refused is not None
        assert dict(book.staff.refused.args) == {"amount": Money(12_850, Currency.HKD)}
    book >> give(12_000) >> give(850)
    book >> o.CaseOpened(ONE) >> give(1) << "staff.form.too_much"
    assert book.payment().returned == 12_850
    (cancelled() >> give(1)).none(kept.Returned)


def test_a_part_that_went_back_leaves_the_rest_to_be_decided() -> None:
    book = late() >> give(1_000)
    book.none(r.Decided)
    assert (book.attention(), book.payment().decided) == (("late",), "")
    assert Say("staff.case.returned", (("amount", Money(1_000, Currency.HKD)),)) in told(book.payment())
    book >> give(11_850) << r.Decided
    assert book.attention() == ()


def test_of_another_amount_the_surplus_settles_it() -> None:
    book = offered().hears(success(15_000)) >> give(2_000)
    book.none(r.Decided)
    book >> give(150) << r.Decided
    assert (book.attention(), book.payment().returned) == ((), 2_150)


def test_of_money_that_came_twice_the_item_stays_until_all_of_it_went_back() -> None:
    book = offered().hears(success()).hears(success(operation="op2"))
    (book >> give(10_000)).none(r.Decided)
    assert book.attention() == ("double",)
    assert dict(book.staff.attention[0].attention[0].args)["amount"] == Money(2_850, Currency.HKD)
    book >> give(2_850) << r.Decided
    assert book.attention() == ()


@pytest.mark.parametrize("minor", [0, -5])
def test_a_return_of_nothing_is_refused_with_words(minor: int) -> None:
    book = late() >> o.CaseOpened(ONE) >> give(minor) << "staff.form.no_amount"
    book.none(kept.Returned)
    assert (book >> give(1)).payment().returned == 1


@pytest.mark.parametrize("wrong", [give(5, way="cheque"), give(5, "till1-GHOST")])
def test_what_is_no_return_is_none(wrong: o.ReturnRecorded) -> None:
    (late() >> wrong).none(kept.Returned)


def test_a_return_needs_a_name_and_where_there_is_one_the_owner() -> None:
    late() >> give(5, by="") << "staff.form.no_name"
    book = shut(late()) >> give(5) << "staff.form.owner"
    book.none(kept.Returned)
    owner(book) >> give(5) << kept.Returned


def test_a_sale_with_nothing_to_decide_is_only_returned() -> None:
    book = offered().hears(success()) >> give(5)
    book.none(r.Decided)
    assert book.payment().returned == 5


# Paid by hand.


def test_the_owner_marks_a_sale_and_it_is_never_called_paid() -> None:
    book = owner(cancelled()) >> hand() << kept.HandMarked << StaffPage.KEYPAD
    payment = book.payment()
    assert (payment.state, payment.hand_by, payment.attention) == (State.WATCHING, ANN, ("by_hand",))
    assert payment.watched
    (row,) = book.staff.attention
    assert (row.fact, row.attention[0].key) == (Say("staff.state.by_hand"), "staff.hand.headline")
    assert dict(row.attention[0].args)["by"] == ANN


def test_a_later_proof_joins_the_sale() -> None:
    book = (owner(cancelled()) >> hand()).hears(success())
    assert (book.state(), book.attention(), book.payment().hand_by) == (State.PAID_LATE, (), ANN)
    assert book.staff.badge == 0


def test_a_later_denial_leaves_the_mark_before_a_person() -> None:
    book = (owner(cancelled()) >> hand()).hears(decline())
    assert (book.state(), book.attention()) == (State.DECLINED, ("by_hand",))


def test_the_mark_on_the_sale_in_front_lets_the_clerk_go_on() -> None:
    book = owner(unsettled()) >> hand() << r.Closed << kept.HandMarked << StaffPage.KEYPAD << CustomerPage.IDLE
    assert (book.attention(), book.payment().closed) == (("by_hand",), "by_hand")


def test_who_may_mark_what() -> None:
    for book in (cancelled(), shut(cancelled())):
        book >> hand() << "staff.form.owner"
        book.none(kept.HandMarked)
    owner(cancelled()) >> hand(by="") << "staff.form.no_name"
    owner(cancelled()) >> hand(reason="") << "staff.form.no_reason"
    for book in (
        late(), offered(), set_aside(), accepted(), offered().hears(decline()) >> e.NextPressed(),
        owner(cancelled()) >> hand(),
    ):  # fmt: skip
        (owner(book) >> hand()).none(kept.HandMarked)
    (owner(cancelled()) >> hand("till1-GHOST")).none(kept.HandMarked)


def test_a_mark_and_a_claim_survive_a_restart() -> None:
    book = owner(cancelled()) >> o.PaidClaimed(ONE) >> hand()
    again = restarted(book.payment(), t=60.0)
    assert (again.attention(), again.staff.badge) == (("by_hand",), 1)


def test_marking_and_returning_never_touch_another_sale_on_the_screen() -> None:
    book = offered(cancelled(), TWO)
    before = (book.till.counter, book.screen.customer)
    owner(book) >> hand() >> o.PaidClaimed(ONE) >> e.AttentionDecided(ONE, "checked", ANN)
    assert book.attention() == ()
    book.hears(success())
    owner(book) >> give(12_850)
    assert (book.till.counter, book.screen.customer) == before
    assert Act.CANCEL in {button.act for button in book.staff.buttons}
    assert book.hears(MOVED, TWO).staff.page is StaffPage.UNSETTLED
