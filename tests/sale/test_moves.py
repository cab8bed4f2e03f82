"""The moves that several states share: closing a sale, setting it aside, the keypad coming back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import records as r
from kiosk.sale.moves import not_started_page
from kiosk.sale.payment import State
from kiosk.sale.screen import Act, CustomerPage, Say, StaffPage
from tests.sale.helpers import CONFIRMING, MOVED, ONE, TWO, Playbook, code, decline, effects_of, ended, ids, qr, success
from tests.sale.openings import accepted, expired, offered, opened, renewed, set_aside, type_amount


def five(settled: str = "") -> Playbook:
    """Five sales set aside; one of them may be settled already."""
    book = opened()
    for n in range(5):
        set_aside(book, f"till1-{n}")
    return book.hears(success(operation="op of it"), settled) if settled else book


# Tiles.


def test_a_sixth_sends_the_oldest_to_the_list() -> None:
    book = five()
    set_aside(book, "till1-5")
    assert book.till.tiles == tuple(f"till1-{n}" for n in range(1, 6))
    assert book.attention("till1-0") == ("unsettled",)
    assert book.payment("till1-0").closed == "moved_on"
    assert book.hears(success(), "till1-0").state("till1-0") is State.PAID_LATE


def test_a_settled_one_makes_room_before_a_live_one() -> None:
    book = set_aside(five("till1-3"), "till1-5")
    assert book.till.tiles == ("till1-0", "till1-1", "till1-2", "till1-4", "till1-5")
    assert book.attention("till1-3") == ()


def test_which_tile_gives_way_is_said_before() -> None:
    def said(book: Playbook) -> Say | None:
        return next(button.why for button in book.staff.buttons if button.act is Act.SET_ASIDE)

    money = offered().payment().money
    assert said(offered(set_aside(opened(), TWO), ONE)) is None, "there is room"
    assert said(offered(five(), "till1-5")) == Say("staff.set_aside.full", (("sale", 1), ("amount", money)))
    ended_one = said(offered(five("till1-3"), "till1-5"))
    assert ended_one == Say("staff.set_aside.full_ended", (("sale", 4), ("amount", money)))


def test_a_tile_that_a_person_already_has_to_decide_is_not_raised_twice() -> None:
    book = set_aside().hears(MOVED)
    book.tick(361.0)
    assert (book.till.tiles, book.attention()) == ((), ("moved",))


def test_setting_aside_keeps_the_last_result_in_sight() -> None:
    book = offered(opened(), TWO).hears(success(), TWO) >> e.NextPressed()
    set_aside(book, ONE)
    assert book.till.strip == TWO


# Leaving the front.


def test_leaving_an_unsettled_sale_raises_it_once() -> None:
    book = expired().tick(61.0) >> e.NextPressed()
    assert book.attention() == ("unsettled",)
    decided = offered().hears(MOVED) >> e.NextPressed()
    assert decided.attention() == ("moved",)
    over = expired(answer=ended("expired")).tick(61.0) << StaffPage.UNSETTLED << State.DEAD
    assert (over >> e.NextPressed()).attention() == ()


def test_an_item_that_a_person_settled_does_not_come_back_with_the_next_customer() -> None:
    book = set_aside()
    book.tick(361.0)
    assert book.attention() == ("unsettled",)
    book >> e.AttentionDecided(ONE, "checked", "Ann")
    assert book.attention() == ()
    assert book.payment().watched


def test_closing_a_sale_closes_every_attempt_of_it() -> None:
    book = renewed() >> e.CancelPressed() >> e.CancelConfirmed()
    assert {book.payment(ONE).closed, book.payment(TWO).closed} == {"cancel"}
    assert book.hears(success(), ONE).state(ONE) is State.PAID_LATE
    assert book.state(TWO) is State.WATCHING


def test_a_paid_sale_is_not_closed_but_its_unpaid_attempt_is() -> None:
    book = renewed().hears(success(), ONE) >> e.NextPressed()
    assert (book.payment(ONE).closed, book.payment(TWO).closed) == ("", "moved_on")


def test_a_decline_is_closed_without_waiting_for_the_disk() -> None:
    book = offered().hears(decline()) >> e.NextPressed() << r.Closed
    assert effects_of(book.effects, fx.Remember) == []


def test_the_sale_that_was_stopped_says_whether_a_code_was_ever_shown() -> None:
    (accepted() >> e.CancelPressed()) << "staff.stopped_before.headline"
    again = renewed() >> e.CancelPressed() >> e.CancelConfirmed()
    again << "staff.stopped.headline"


# What the customer before still reads.


@pytest.mark.parametrize(
    ("book", "page"),
    [
        (lambda: offered().hears(success()), CustomerPage.PAID),
        (lambda: offered().hears(decline()), CustomerPage.DECLINED),
        (lambda: offered() >> e.CancelPressed() >> e.CancelConfirmed(), CustomerPage.STOPPED),
        (lambda: accepted().tick(16.0), CustomerPage.WAIT_STAFF),
    ],
)  # fmt: skip
def test_a_result_stays_eight_seconds_on_the_customers_side(book: Callable[[], Playbook], page: CustomerPage) -> None:
    told = book() << page
    type_amount(told.after(1.0), "5") << StaffPage.KEYPAD << page
    told.tick(6.9) << page
    told.tick(0.2) << CustomerPage.AMOUNT
    book().after(8.0) << CustomerPage.IDLE


def test_the_pages_of_what_waits_stay_too() -> None:
    set_aside() << CustomerPage.SET_ASIDE
    (offered().hears(CONFIRMING) >> e.SetAsidePressed()) << CustomerPage.SET_ASIDE
    (expired().tick(61.0) >> e.NextPressed()) << CustomerPage.SEE_STAFF


@pytest.mark.parametrize("why", ["relay", "gate", "tls", "token", "elsewhere", "storage", "trouble"])
def test_a_till_that_cannot_charge_says_so(why: str) -> None:
    assert not_started_page(why) is CustomerPage.UNAVAILABLE
    assert not_started_page("no_code") is CustomerPage.WAIT_STAFF


# A sale whose code nobody ever saw.


def doubted() -> Playbook:
    """Staff are asked about a code without amount."""
    return accepted().hears(qr(code(None)))


@pytest.mark.parametrize(
    "stop",
    [
        lambda: doubted().tick(61.0),
        lambda: doubted() >> e.DoubtAnswered(False),
        lambda: accepted() >> e.CancelPressed(),
    ],
)  # fmt: skip
def test_who_was_never_shown_a_code_is_not_asked_whether_he_paid(stop: Callable[[], Playbook]) -> None:
    told = stop() << StaffPage.STOPPED << CustomerPage.WAIT_STAFF
    type_amount(told.after(1.0), "5") << StaffPage.KEYPAD << CustomerPage.WAIT_STAFF


def test_where_an_earlier_code_of_the_sale_was_shown_he_is() -> None:
    book = expired() >> e.NewCodeAnswered(False, ids(TWO)) >> e.OrderLeft(TWO) >> e.OrderAccepted(TWO, b"{}")
    (book >> e.CancelPressed()) << StaffPage.STOPPED << CustomerPage.STOPPED
