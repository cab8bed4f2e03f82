"""What is heard: a proof of the sale in front sounds as paid, in its step, once, and nothing else ever does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import states as s
from kiosk.sale.screen import Chime, StaffPage
from tests.sale.helpers import CONFIRMING, MOVED, ONE, REVERSED, TWO, WAITING, Playbook, decline, ended, success
from tests.sale.openings import charged, offered, opened, renewed, restarted, set_aside


def heard(book: Playbook) -> list[Chime]:
    """What the last step lets be heard."""
    return [x.chime for x in book.effects if isinstance(x, fx.PlayChime)]


def stopped() -> Playbook:
    return offered() >> e.CancelPressed() >> e.CancelConfirmed()


def test_paid_sounds_with_the_green_page() -> None:
    book = offered().hears(success()) << StaffPage.APPROVED
    assert heard(book) == [Chime.PAID]
    assert isinstance(book.effects[-1], fx.PlayChime), "records come first"


def test_declined_sounds_with_its_page_and_paid_after_it() -> None:
    book = offered().hears(decline()) << StaffPage.DECLINED
    assert heard(book) == [Chime.DECLINED]
    assert heard(book.hears(success())) == [Chime.PAID]


def gone_on() -> Playbook:
    return stopped() >> e.NextPressed()


def aside_while_another_is_shown() -> Playbook:
    return offered(set_aside(), TWO)


@pytest.mark.parametrize("closed", [stopped, gone_on, set_aside, aside_while_another_is_shown])
def test_money_of_a_sale_that_is_not_in_front_never_sounds_as_paid(closed: Callable[[], Playbook]) -> None:
    book = closed().hears(success(), ONE)
    assert not isinstance(book.till.counter, s.Approved)
    assert heard(book) == [Chime.LATE]


def test_an_older_code_of_the_sale_in_front_is_its_money_and_the_second_money_is_not() -> None:
    book = renewed().hears(success(), ONE) << StaffPage.APPROVED
    assert heard(book) == [Chime.PAID]
    assert heard(book.hears(success(operation="op2"), TWO)) == [Chime.LATE]


@pytest.mark.parametrize("start", [offered, stopped, set_aside, gone_on])
def test_each_result_is_heard_once(start: Callable[[], Playbook]) -> None:
    book = start().hears(success(), ONE)
    assert len(heard(book)) == 1
    for again in (success(), success(operation="op1"), decline(), WAITING):
        assert heard(book.hears(again, ONE)) == []
    for press in (e.Ticked(), e.KeyTyped("5"), e.CheckNowPressed(ONE), e.NextPressed(), e.TileTapped(ONE)):
        assert heard(book >> press) == []


@pytest.mark.parametrize("fact", [
    WAITING, CONFIRMING, MOVED, REVERSED, success(12_851), success(None), ended("expired"), f.Odd("signature", "d"),
    f.NotRegistered(),
])  # fmt: skip
def test_what_proves_nothing_is_silent(fact: f.Fact) -> None:
    assert heard(offered().hears(fact)) == []


def test_a_decline_of_a_sale_that_is_not_in_front_is_silent() -> None:
    for book in (set_aside(), stopped()):
        assert heard(book.hears(decline(), ONE)) == []


def test_a_restart_says_nothing_of_what_was_known_before() -> None:
    paid = offered().hears(success()).till.payments[ONE]
    late = gone_on().hears(success(), ONE).till.payments[ONE]
    for payment in (paid, late):
        book = restarted(payment)
        assert heard(book) == []
        assert heard(book.hears(success(), ONE)) == [], "a letter that comes again"


def test_what_happened_while_the_till_was_closed_is_heard_when_it_becomes_known() -> None:
    book = restarted(offered().till.payments[ONE], t=20.0)
    assert heard(book) == []
    book.answers(success()) << StaffPage.APPROVED
    assert heard(book) == [Chime.PAID]


def test_a_success_that_cannot_be_saved_is_not_heard() -> None:
    lost = e.LetterHeard("E", 9, ONE, success(), b"{}")
    assert heard(offered() >> e.JournalBroke(lost, "full")) == []
    assert heard(charged() >> e.JournalBroke(lost, "full")) == []
    assert heard(opened()) == []
