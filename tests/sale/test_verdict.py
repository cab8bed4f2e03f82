"""May the goods go, and may this customer be charged again: what pages add where their own words leave it open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale.payment import State
from kiosk.sale.screen import CustomerPage, Say, StaffPage
from kiosk.sale.verdict import (
    AFTER_PAID,
    AGAIN,
    GOODS_ONCE,
    GOODS_OR_MONEY,
    IF_NONE,
    KEEP,
    NOTHING_CHARGED,
    ONCE,
    OTHER_WAY,
    SECOND,
    in_short,
    listed,
)
from kiosk.sale.words import ATTENTION
from tests.sale.helpers import CONFIRMING, MOVED, ONE, REVERSED, TWO, Playbook, code, decline, ids, qr, success
from tests.sale.openings import accepted, charged, expired, offered, opened, renewed, set_aside, type_amount
from tests.sale.test_overrides import unsettled
from tests.sale.test_owner import shut

Told = tuple[Say, ...]

def _elsewhere() -> Playbook:
    book = type_amount(opened() >> e.CallFailed(e.Call.MAILBOX, False, "elsewhere")) >> e.ChargePressed(ids())
    return book.tick(4.1)


PAGES: dict[str, tuple[Callable[[], Playbook], Told]] = {
    "keypad": (opened, ()),
    "ordering": (charged, (KEEP, ONCE)),
    "awaiting": (accepted, (KEEP, ONCE)),
    "doubtful": (lambda: accepted().hears(qr(code(None))), (KEEP, ONCE)),
    "offering": (offered, (ONCE,)),
    "unusual": (lambda: offered(shown=code(unusual=True)), (AFTER_PAID, ONCE)),
    "cancel asked": (lambda: offered() >> e.CancelPressed(), (KEEP, ONCE)),
    "cannot pay": (lambda: offered() >> e.CannotPayPressed(), (KEEP, ONCE)),
    "checking": (lambda: offered().tick(300.0), (KEEP,)),
    "expired": (expired, (KEEP, IF_NONE)),
    "told yes": (lambda: expired() >> e.NewCodeAnswered(True), (KEEP,)),
    "confirming": (lambda: offered().hears(CONFIRMING), (ONCE,)),
    "paid": (lambda: offered().hears(success()), ()),
    "declined": (lambda: offered().hears(decline()), (KEEP, AGAIN)),
    "stopped": (lambda: offered() >> e.CancelPressed() >> e.CancelConfirmed(), (KEEP, IF_NONE)),
    "stopped before": (lambda: charged() >> e.CancelPressed(), (KEEP,)),
    "no code": (lambda: accepted().tick(15.0), (KEEP,)),
    "elsewhere": (_elsewhere, (KEEP, OTHER_WAY)),
    "no storage": (lambda: type_amount(opened()).broke(e.ChargePressed(ids())), (KEEP, NOTHING_CHARGED)),
    "unknown": (unsettled, (ONCE, SECOND)),
    "unknown, an owner": (lambda: shut(unsettled()), (ONCE,)),
    "unknown, a new code": (lambda: expired().tick(61.0), (IF_NONE,)),
    "moved": (lambda: offered().hears(MOVED), (KEEP, SECOND)),
    "reversed": (lambda: offered().hears(REVERSED), (ONCE,)),
    "amount": (lambda: offered().hears(success(1)), (KEEP, ONCE)),
    "differs": (lambda: offered().hears(success(customer_id="x")), (KEEP, ONCE)),
    "out of service": (lambda: Playbook() >> e.JournalBroke(None, "io"), ()),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_each_page_says_what_its_own_words_leave_open(name: str) -> None:
    story, told = PAGES[name]
    assert story().staff.verdict == told


def test_a_result_that_cannot_be_saved_keeps_goods_and_charge_back() -> None:
    book = offered()
    book.broke(book.letter(success())) << StaffPage.STORAGE << CustomerPage.SEE_STAFF
    assert book.staff.verdict == (KEEP, ONCE)


def test_only_paid_says_that_the_goods_may_go() -> None:
    for story, _told in PAGES.values():
        staff = story().staff
        assert (staff.action == Say("staff.paid.action")) is (staff.page is StaffPage.APPROVED)


def test_a_decline_beside_an_older_code_that_may_be_paid_is_no_leave_to_charge() -> None:
    book = renewed().hears(decline(), TWO) << StaffPage.DECLINED
    assert book.state(ONE) is not State.DECLINED
    assert book.staff.verdict == (KEEP, IF_NONE)


def test_no_offer_of_a_new_code_stands_beside_do_not_charge_again() -> None:
    book = expired() << "staff.expired.headline" << "staff.new_code.question"
    assert book.staff.headline == Say("staff.expired.headline")
    book >> e.NewCodeAnswered(True) << "staff.checking.headline"


def test_the_keypad_says_for_a_moment_what_became_of_the_sale_set_aside() -> None:
    book = set_aside()
    assert (book.staff.headline, book.staff.verdict) == (Say("staff.set_aside.headline"), (KEEP,))
    book.tick(9.0)
    assert (book.staff.headline, book.staff.verdict) == (None, ())


def test_of_a_code_that_is_over_nobody_says_that_it_was_scanned() -> None:
    book = expired() >> e.SetAsidePressed()
    assert len(book.till.tiles) == 1
    assert (book.staff.headline, book.staff.verdict) == (None, ())
    assert not book.staff.tiles[0].returns


def test_a_sale_set_aside_too_late_to_be_waited_for_is_no_tile_and_nobody_scanned_it() -> None:
    book = expired().tick(61.0) >> e.SetAsidePressed()
    assert book.till.tiles == ()
    assert (book.staff.headline, book.attention()) == (None, ("unsettled",))


def test_the_wait_for_the_relay_is_told_before_it() -> None:
    book = type_amount(set_aside(opened(), ONE).after(5.0) >> e.CallFailed(e.Call.MAILBOX, False, "unreachable"))
    book >> e.ChargePressed(ids(TWO))
    assert (book.staff.headline, book.staff.verdict) == (Say("staff.cause.relay_asked"), ())


@pytest.mark.parametrize("kind", ATTENTION)
def test_lines_of_the_list_say_it_too(kind: str) -> None:
    told = listed((kind,))
    assert ONCE in told or kind == "moved", "its own words forbid a charge"
    silent_on_goods = ("amount", "currency", "customer", "project", "shared", "moved", "orphan", "silent")
    assert (KEEP in told) is (kind in silent_on_goods)


def test_once_the_owner_let_the_goods_go_no_line_says_keep_them() -> None:
    assert listed(("moved", "by_hand")) == listed(("by_hand",))
    assert KEEP not in listed(("amount", "by_hand"))


def test_the_strip_above_the_keypad_says_it_of_the_last_sale() -> None:
    book = offered().hears(MOVED) >> e.NextPressed()
    strip = book.staff.strip
    assert strip is not None
    assert strip.verdict == (KEEP,)
    late = (offered() >> e.CancelPressed() >> e.CancelConfirmed() >> e.NextPressed()).hears(success()).staff.strip
    assert late is not None
    assert late.verdict == (GOODS_OR_MONEY, ONCE)
    plain = (offered().hears(success()) >> e.NextPressed()).staff.strip
    assert plain is not None
    assert plain.verdict == ()


def test_a_line_speaks_for_its_first_item() -> None:
    facts: list[f.Fact] = [success(1), success(customer_id="x")]
    for fact in facts:
        (row,) = offered().hears(fact).staff.attention
        assert row.verdict == (KEEP, ONCE)
    (late,) = ((offered() >> e.CancelPressed() >> e.CancelConfirmed()).hears(success())).staff.attention
    assert late.verdict == (ONCE,)
    assert offered().staff.recent[0].verdict == ()


def test_what_came_late_and_twice_is_first_of_all_money_to_return() -> None:
    """ "Give the goods or return the money" beside "paid twice" would let somebody return all of it, or nothing."""
    late = offered() >> e.CancelPressed() >> e.CancelConfirmed() >> e.NextPressed()
    late.hears(success()).hears(success(operation="op2"))
    assert late.attention() == ("late", "double")
    (row,) = late.staff.attention
    assert row.action == Say("staff.paid_twice.action")
    assert row.attention[0].key == "staff.paid_twice.headline"
    assert row.verdict == (GOODS_ONCE, ONCE) == in_short(("late", "double"))
