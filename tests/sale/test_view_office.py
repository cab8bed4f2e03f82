"""The office on the screen: which sales are found, and what an open one says and lets people do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import office_events as o
from kiosk.sale.days import HONG_KONG
from kiosk.sale.money import Currency, Money
from kiosk.sale.screen import Act, Say
from kiosk.sale.screen_parts import Apart
from kiosk.sale.verdict import GONE, ONCE
from tests.sale.helpers import CONFIRMING, MOVED, ONE, REVERSED, TWO, WAITING, Playbook, decline, success
from tests.sale.openings import accepted, charged, offered, opened, renewed, set_aside
from tests.sale.test_deciding import ANN, cancelled, give, hand, late
from tests.sale.test_overrides import case, trusting, unsettled
from tests.sale.test_owner import owner, shut

# Looking for a sale.


def two_sales() -> Playbook:
    first = set_aside(opened() >> e.ReferenceTyped("Table 12"))
    return offered(first.after(5.0), TWO)


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("", "", [TWO, ONE]), ("128.5", "", [TWO, ONE]), ("12", "", [TWO, ONE]), ("13", "", []), ("", "table", [ONE]),
        ("", " TABLE 12 ", [ONE]), ("", "#2", [TWO]), ("", "2", [TWO, ONE]), ("", "#1", [ONE]), ("128.50", "1", [ONE]),
        ("5", "table", []),
    ],
)  # fmt: skip
def test_a_sale_is_found_by_amount_reference_and_number(typed: str, text: str, found: list[str]) -> None:
    book = two_sales() >> o.Sought(typed, text)
    assert book.staff.found is not None
    assert [row.payment_id for row in book.staff.found] == found


def test_a_sale_is_found_by_its_time() -> None:
    book = two_sales()
    there = f"{book.payment().created + HONG_KONG:%H%M}"
    assert [row.payment_id for row in (book >> o.Sought(at=there)).staff.found or ()] == [TWO, ONE]
    other = f"{book.payment().created + HONG_KONG + timedelta(hours=3):%H%M}"
    assert (book >> o.Sought(at=other)).staff.found == ()


def test_nobody_looks_until_somebody_does() -> None:
    assert two_sales().staff.found is None
    assert (two_sales() >> o.Sought() >> o.SearchLeft()).staff.found is None


def test_only_what_could_have_been_paid_is_found() -> None:
    assert (accepted() >> o.Sought()).staff.found == ()
    assert [row.payment_id for row in (late() >> o.Sought()).staff.found or ()] == [ONE]


# An open sale.


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        (lambda: offered().hears(success()), "paid"), (late, "late"), (cancelled, "open"),
        (lambda: offered().hears(success()).hears(success(operation="op2")), "double"),
        (lambda: cancelled().hears(CONFIRMING), "confirming"), (lambda: offered().hears(MOVED), "moved"),
        (lambda: offered().hears(REVERSED), "differs"), (lambda: cancelled().hears(decline()), "not_paid"),
        (lambda: charged() >> e.OrderRefused(ONE, "3358", "", b""), "never"), (accepted, "never"),
        (lambda: owner(cancelled()) >> hand(), "hand"), (lambda: trusting() >> o.TrustPressed(), "trust"),
        (lambda: (owner(cancelled()) >> hand()).hears(success()), "paid_gone"),
        (lambda: (trusting() >> o.TrustPressed()).hears(success()), "paid_gone"),
        (lambda: (owner(cancelled()) >> hand()).hears(success()).hears(success(operation="op2")), "double_gone"),
    ],
)  # fmt: skip
def test_an_open_sale_says_in_plain_words_what_is_known(opening: Callable[[], Playbook], words: str) -> None:
    assert case(opening()).known.key == f"staff.case.{words}"


def test_goods_that_went_before_the_proof_do_not_go_again() -> None:
    """The page, every line and the strip say so, and who let them go."""
    book = (owner(cancelled()) >> hand()).hears(success())
    shown, at = case(book), book.payment().hand_at
    assert at is not None
    assert shown.told[0] == Say("staff.case.went_by_hand", (("by", ANN), ("time", at)))
    assert shown.row.fact == Say("staff.state.paid_gone")
    assert book.staff.strip is not None
    assert (book.staff.strip.fact, book.staff.strip.verdict) == (Say("staff.state.paid_gone"), (GONE,))
    twice = case(book.hears(success(operation="op2")))
    assert twice.row.verdict == (GONE, ONCE)
    trust = case((trusting() >> o.TrustPressed()).hears(success()))
    assert trust.told[0].key == "staff.case.went_on_trust"


def test_goods_that_went_by_another_attempt_do_not_go_again() -> None:
    book = renewed() >> e.CancelPressed() >> e.CancelConfirmed() >> e.NextPressed()
    paid = (owner(book) >> hand(TWO)).hears(success())
    shown = case(paid)
    assert (shown.known.key, shown.told[0].key) == ("staff.case.paid_gone", "staff.case.went_by_hand")
    assert shown.row.attention == ()


@pytest.mark.parametrize(
    ("opening", "acts"),
    [
        (cancelled, [Act.CLAIM, Act.HAND, Act.CHECK_NOW]), (late, [Act.GOODS, Act.CHECKED, Act.RETURN]),
        (lambda: offered().hears(success()), [Act.RETURN]), (set_aside, [Act.CLAIM, Act.CHECK_NOW]),
        (lambda: cancelled() >> o.PaidClaimed(ONE), [Act.CHECKED, Act.HAND, Act.CHECK_NOW]),
        (lambda: owner(unsettled()), [Act.CLAIM, Act.HAND, Act.FORCE, Act.CHECK_NOW]),
        (unsettled, [Act.CLAIM, Act.HAND, Act.CHECK_NOW]),
        (lambda: owner(offered().hears(REVERSED)), [Act.CLAIM, Act.CHECKED, Act.HAND, Act.CHECK_NOW]),
        (lambda: charged() >> e.OrderRefused(ONE, "3358", "", b""), []),
        (
            lambda: offered().hears(success(5_000)),
            [Act.CLAIM, Act.CHECKED, Act.RETURN, Act.HAND, Act.CHECK_NOW],
        ),
    ],
)  # fmt: skip
def test_an_open_sale_offers_what_can_be_done(opening: Callable[[], Playbook], acts: list[Act]) -> None:
    assert [button.act for button in case(opening()).acts] == acts


def test_without_a_pin_a_hand_mark_says_what_it_needs() -> None:
    (button,) = [x for x in case(cancelled()).acts if x.act is Act.HAND]
    assert (button.enabled, button.why) == (False, Say("staff.owner.none"))
    (button,) = [x for x in case(shut(cancelled())).acts if x.act is Act.HAND]
    assert (button.enabled, button.why) == (True, None)


def test_what_should_be_returned_is_filled_in() -> None:
    twice = case(offered().hears(success()).hears(success(operation="op2")))
    assert (twice.most, twice.due) == (Money(25_700, Currency.HKD), Money(12_850, Currency.HKD))
    once = case(late())
    assert (once.most, once.due) == (Money(12_850, Currency.HKD), Money(12_850, Currency.HKD))
    assert (case(cancelled()).most, case(cancelled()).due) == (None, None)


def test_what_people_decided_is_told() -> None:
    book = late() >> e.AttentionDecided(ONE, "goods", "Ann") >> o.ReturnRecorded(ONE, 500, "cash", "", "Ann")
    told = case(book).told
    assert told == (
        Say("staff.case.returned", (("amount", Money(500, Currency.HKD)),)),
        Say("staff.decided_by.goods", (("by", "Ann"),)),
    )


def test_a_line_says_when_it_was_and_will_be_asked() -> None:
    book = (cancelled() >> o.PaidClaimed(ONE)).after(2.0).answers(f.Odd("x", "y"))
    (row,) = book.staff.attention
    assert row.last == book.now.utc.replace(second=0)
    assert row.next is not None
    assert row.next.second == 0
    (fresh,) = late().staff.attention
    assert fresh.next is None
    book.till = replace(book.till, watches={})
    assert book.staff.attention[0].next is None


# What came twice.


def test_today_says_what_came_twice_and_has_to_go_back() -> None:
    """Both payments are counted as paid: the owner must see beside the total what of it is not the shop's."""
    book = offered().hears(success()).hears(success(operation="op2"))
    assert book.staff.apart == (Apart("due", Currency.HKD, 1, 12_850),)
    book >> give(2_850)
    assert Apart("due", Currency.HKD, 1, 10_000) in book.staff.apart
    book >> give(10_000)
    assert [apart.what for apart in book.staff.apart] == ["returned"]
    assert late().staff.apart == ()


def test_an_open_sale_says_whether_the_owner_alone_settles_it() -> None:
    twice = offered().hears(success()).hears(success(operation="op2")) >> o.CaseOpened(ONE)
    assert twice.staff.case is not None
    assert not twice.staff.case.owned, "where no PIN is set, nobody is asked for it"
    locked = shut(twice) >> o.CaseOpened(ONE)
    assert locked.staff.case is not None
    assert locked.staff.case.owned
    known = owner(locked).staff.case
    assert known is not None
    assert not known.owned
    plain = shut(late()) >> o.CaseOpened(ONE)
    assert plain.staff.case is not None
    assert not plain.staff.case.owned


def test_an_orphan_that_the_platform_calls_paid_is_called_so() -> None:
    """Its records are missing, so nothing can be counted; but "no result yet, ask the customer to wait" is not so."""
    book = opened().hears(success(), TWO) >> e.CheckNowPressed(TWO)
    asked = book.answers(success(), TWO)
    assert asked.staff.checked is not None
    assert asked.staff.checked.key == "staff.check.disputed"
    there = (asked >> o.CaseOpened(TWO)).staff.case
    assert there is not None
    assert (there.known.key, there.row.settled) == ("staff.case.orphan_paid", None)
    waits = opened().hears(success(), TWO) >> e.CheckNowPressed(TWO)
    assert (waits.answers(WAITING, TWO) << "staff.check.open").staff.totals == waits.staff.totals
