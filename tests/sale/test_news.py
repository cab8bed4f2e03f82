"""What the counter does with news of the sale in front, of its other attempts, and of everybody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.payment import State
from kiosk.sale.screen import Act, CustomerPage, StaffPage
from tests.sale.helpers import (
    CONFIRMING,
    MOVED,
    ONE,
    PROCESSING,
    REVERSED,
    TWO,
    WAITING,
    Playbook,
    code,
    decline,
    ended,
    ids,
    qr,
    success,
)
from tests.sale.openings import accepted, charged, expired, offered, opened, renewed, restarted, set_aside

UNUSABLE = [("crc", "staff.code_refused.headline"), ("live", "staff.code_refused.headline")]
UNUSABLE += [("unreadable", "staff.code_unreadable.headline")]


@pytest.mark.parametrize(("why", "words"), UNUSABLE)
def test_a_code_that_must_not_be_shown_ends_the_start(why: str, words: str) -> None:
    book = accepted().hears(f.CodeUnusable(WAITING.stated, why))
    book << StaffPage.NOT_STARTED << words << State.WATCHING


def test_a_code_that_comes_too_late_is_never_shown() -> None:
    book = charged()
    book.at(15.0).hears(qr()).none(r.CodeCame) << StaffPage.NOT_STARTED << "staff.no_code.headline"
    again = accepted().at(15.0).hears(qr()).none(r.CodeCame)
    again << StaffPage.NOT_STARTED


@pytest.mark.parametrize("status", ["expired", "awaiting customer", "error", "cancelled", "odd word"])
def test_an_end_before_the_code_is_not_started(status: str) -> None:
    for book in (charged(), accepted(), accepted().hears(qr(code(None)))):
        book.hears(ended(status)) << StaffPage.NOT_STARTED << "staff.no_code.headline" << State.WATCHING
    assert accepted().hears(f.Ended(success().stated)).staff.small == "success 0"


@pytest.mark.parametrize(("status", "renews"), [("expired", True), ("cancelled", True), ("odd word", False)])
def test_an_end_while_the_code_is_shown_takes_it_away(status: str, renews: bool) -> None:
    book = offered().hears(ended(status)) << StaffPage.CHECKING << State.WATCHING << fx.AskStatus
    assert (book.staff.question is not None) is renews
    asked = CustomerPage.EXPIRED if status == "expired" else CustomerPage.ENDED
    assert book.screen.customer.page is (asked if renews else CustomerPage.CHECKING)


def test_the_platform_still_waiting_allows_a_new_code_and_processing_does_not() -> None:
    assert expired(answer=WAITING).staff.question is not None
    assert expired(answer=PROCESSING).staff.question is None
    assert expired(answer=WAITING).answers(PROCESSING).staff.question is None
    assert offered().tick(300.0).hears(WAITING).staff.question is None, "a letter says nothing about now"
    later = offered().tick(300.0).tick(61.0) << StaffPage.UNSETTLED
    assert later.answers(WAITING).staff.question is not None
    assert later.answers(PROCESSING).staff.question is None
    assert later.answers(ended("expired")).staff.question is not None
    assert offered().hears(MOVED).answers(WAITING).staff.question is None


def test_being_confirmed_is_an_amber_page_and_not_paid() -> None:
    for book in (charged(), accepted(), offered(), expired(), expired().tick(61.0)):
        book.hears(CONFIRMING) << StaffPage.CONFIRMING << CustomerPage.CONFIRMING << State.WATCHING
    # A repeated letter does not lengthen the wait.
    offered().hears(CONFIRMING).tick(30.0).hears(CONFIRMING).tick(30.1) << StaffPage.UNSETTLED


def test_being_confirmed_ends_by_any_result() -> None:
    offered().hears(CONFIRMING).hears(success()) << StaffPage.APPROVED
    offered().hears(CONFIRMING).hears(decline()) << StaffPage.DECLINED
    offered().hears(CONFIRMING).answers(ended("error")) << StaffPage.CHECKING
    offered().hears(CONFIRMING).answers(WAITING) << StaffPage.CONFIRMING
    assert offered().hears(CONFIRMING).answers(ended("error")).staff.question is None


def test_an_old_letter_does_not_confirm_what_is_over() -> None:
    offered().hears(decline()).hears(CONFIRMING) << StaffPage.DECLINED
    offered().hears(success(1)).hears(CONFIRMING) << StaffPage.UNSETTLED
    offered().hears(success()).hears(ended("error")) << StaffPage.APPROVED
    offered().hears(decline()).hears(ended("error")) << StaffPage.DECLINED


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (MOVED, "staff.moved.headline"), (REVERSED, "staff.reversed.headline"),
        (success(1), "staff.amount_came.headline"), (success(customer_id="x"), "staff.differs.headline"),
    ],
)  # fmt: skip
def test_what_a_person_must_decide_comes_before_every_page_that_waits(fact: f.Fact, words: str) -> None:
    for book in (charged(), accepted(), offered(), expired(), offered().hears(CONFIRMING), expired().tick(61.0)):
        book.hears(fact) << StaffPage.UNSETTLED << words << CustomerPage.SEE_STAFF
    offered().hears(decline()).hears(fact) << StaffPage.UNSETTLED << words


def _stopped() -> Playbook:
    return offered() >> e.CancelPressed() >> e.CancelConfirmed()


def _no_code() -> Playbook:
    return accepted().tick(15.0)


@pytest.mark.parametrize("page", [_stopped, _no_code])
def test_a_closed_sale_whose_page_is_still_read_says_that_its_money_came(page: Callable[[], Playbook]) -> None:
    """It said that staff would be told, or that another charge is safe."""
    book = page().hears(success()) << StaffPage.UNSETTLED << CustomerPage.SEE_STAFF << "staff.paid_late.headline"
    assert book.state() is State.PAID_LATE
    assert (book.staff.badge, book.attention()) == (1, ("late",))
    assert [button.act for button in book.staff.buttons] == [Act.NEXT]
    assert book.staff.question is None
    assert (book >> e.SetAsidePressed()).effects == ()
    assert (book >> e.NewCodeAnswered(False, ids(TWO))).effects == ()
    book >> e.NextPressed() << StaffPage.KEYPAD << CustomerPage.SEE_STAFF
    assert book.attention() == ("late",)
    assert book.staff.strip is not None


@pytest.mark.parametrize("page", [_stopped, _no_code])
@pytest.mark.parametrize(("fact", "key"), [(MOVED, "staff.moved"), (success(1), "staff.amount_came")])
def test_a_closed_sale_whose_page_is_still_read_says_that_a_person_must_decide(
    page: Callable[[], Playbook], fact: f.Fact, key: str
) -> None:
    page().hears(fact) << StaffPage.UNSETTLED << f"{key}.headline"


def test_late_money_of_another_sale_leaves_the_page() -> None:
    book = _stopped() >> e.NextPressed()
    offered(book, TWO) >> e.CancelPressed() >> e.CancelConfirmed()
    book.hears(success(), ONE) << StaffPage.STOPPED
    assert book.staff.badge == 1


# The other attempts of the sale in front.


@pytest.mark.parametrize(("fact", "page"), [(CONFIRMING, StaffPage.CONFIRMING), (MOVED, StaffPage.UNSETTLED)])
def test_money_of_the_old_code_takes_the_new_one_off_the_screen(fact: f.Fact, page: StaffPage) -> None:
    book = renewed().hears(fact, ONE) << page
    assert book.screen.customer.qr is None
    assert book.state(TWO) is State.WATCHING
    assert book.hears(success(), ONE).state(ONE) is State.PAID


def test_a_contradiction_about_the_old_code_stops_the_new_one() -> None:
    book = renewed().hears(success(1), ONE) << StaffPage.UNSETTLED << "staff.amount_came.headline"
    assert book.screen.customer.qr is None


@pytest.mark.parametrize("fact", [decline(), WAITING, ended("expired"), qr()])
def test_everything_else_about_the_old_code_leaves_the_new_one(fact: f.Fact) -> None:
    renewed().hears(fact, ONE).answers(fact, ONE) << StaffPage.OFFERING << CustomerPage.QR


def test_a_new_code_that_never_comes_leaves_the_old_one_unsettled() -> None:
    book = expired() >> e.NewCodeAnswered(False, ids(TWO)) >> e.OrderRefused(TWO, "3358", "", b"")
    book << StaffPage.UNSETTLED << "staff.new_code.question"
    assert (book.state(TWO), book.payment(TWO).closed, book.payment(ONE).closed) == (State.REJECTED, "refused", "")
    book.hears(success(), ONE) << StaffPage.APPROVED
    assert book.state(ONE) is State.PAID


def test_a_new_code_after_a_proved_decline_of_the_old_one_is_simply_not_started() -> None:
    book = expired() >> e.NewCodeAnswered(False, ids(TWO)) >> e.OrderLeft(TWO)
    book.hears(decline(), ONE) >> e.OrderRefused(TWO, "3358", "", b"") << StaffPage.NOT_STARTED


# Everybody else.


def test_a_tile_turns_green_where_it_stands() -> None:
    book = set_aside().hears(success()) << StaffPage.KEYPAD << State.PAID
    (tile,) = book.staff.tiles
    assert (tile.fact.key, tile.final) == ("staff.tile.paid", True)
    assert book.till.strip == ONE


def test_a_tile_shows_the_attempt_that_was_paid() -> None:
    book = renewed() >> e.SetAsidePressed()
    assert book.till.tiles == (TWO,)
    assert book.hears(success(), ONE).till.tiles == (ONE,)


def test_news_of_others_leave_the_page_alone() -> None:
    for fact in (decline(), MOVED, CONFIRMING, ended("expired"), WAITING, success()):
        book = charged(set_aside(), TWO).hears(fact, ONE) << s.Ordering
        assert book.payment(TWO).state is State.SUBMITTED
    opened().hears(success(), "till1-GHOST") << StaffPage.KEYPAD


# An interrupted sale.


@pytest.mark.parametrize("fact", [WAITING, PROCESSING, qr(), ended("error"), f.CodeUnusable(WAITING.stated, "crc")])
def test_an_interrupted_start_is_not_started_at_the_first_word(fact: f.Fact) -> None:
    row = accepted().payment()
    restarted(row, t=10.0).answers(fact) << StaffPage.NOT_STARTED << "staff.restart_before.headline"


def test_an_interrupted_start_that_was_never_registered_is_not_started() -> None:
    row = charged().payment()
    book = restarted(row, t=10.0).answers(f.NotRegistered()) << StaffPage.CHECKING
    book.after(20.0).answers(f.NotRegistered()) << StaffPage.NOT_STARTED << State.REJECTED
    assert book.staff.headline is not None
    assert book.staff.headline.key == "staff.restart_before.headline"


@pytest.mark.parametrize(("fact", "page"), [(success(), StaffPage.APPROVED), (decline(), StaffPage.DECLINED)])
def test_an_interrupted_sale_that_was_settled_meanwhile_shows_its_page(fact: f.Fact, page: StaffPage) -> None:
    restarted(offered().payment(), t=30.0).answers(fact) << page
    restarted(offered().payment(), t=30.0).hears(fact) << page
