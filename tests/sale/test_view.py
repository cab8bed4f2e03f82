"""The customer's screen at every moment of a sale."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.sale import events as e
from kiosk.sale.money import Currency, Money
from kiosk.sale.screen import CustomerPage, QrView
from kiosk.sale.view import qr_view
from tests.sale.helpers import MONO, NOON, ONE, PROCESSING, WAITING, Playbook, code, ended, ids, qr, success
from tests.sale.openings import accepted, charged, expired, offered, opened, restarted, type_amount

HKD = Money(12_850, Currency.HKD)


def test_the_idle_page_and_the_amount_as_it_is_typed() -> None:
    assert opened().screen.customer.page is CustomerPage.IDLE
    typed = type_amount(opened(), "128.").screen.customer
    assert (typed.page, typed.money) == (CustomerPage.AMOUNT, Money(12_800, Currency.HKD))


def test_the_customer_sees_the_amount_from_the_charge_to_the_end() -> None:
    waiting = type_amount(opened()).after(11.0) >> e.ChargePressed(ids())
    for book in (waiting, charged(), accepted(), offered(), expired(), offered().hears(success())):
        assert book.screen.customer.money == HKD


def test_everything_that_is_said_around_a_code() -> None:
    assert offered().screen.customer.qr == QrView(
        payment_id=ONE, code=code(), money=HKD, deadline=MONO + 300.0, until=NOON + timedelta(seconds=300),
        lifetime_s=300.0, about=True, exact=False, payee="Shop",
    )  # fmt: skip


def test_a_short_code_counts_down_from_its_own_beginning() -> None:
    """A ring that is nearly empty at the start would say that there is no time left."""
    qr_shown = (accepted().at(4.0).hears(qr(code(expires=49.0))) >> e.QrPainted(ONE, True)).screen.customer.qr
    assert qr_shown is not None
    assert (qr_shown.deadline, qr_shown.lifetime_s) == (MONO + 49.0, 45.0)


def test_the_runner_is_told_when_the_code_must_be_gone() -> None:
    assert offered().screen.blank_at == MONO + 300.0
    assert accepted().screen.blank_at is None
    assert accepted().hears(qr()).screen.blank_at is None


def test_the_code_is_gone_at_its_deadline_although_no_step_was_made() -> None:
    book = offered().at(300.0)
    assert (book.screen.customer.page, book.screen.customer.qr, book.staff.qr) == (CustomerPage.CHECKING, None, None)
    assert book.screen.blank_at is None


def test_an_expired_page_only_once_the_platform_spoke() -> None:
    assert offered().tick(300.0).screen.customer.page is CustomerPage.CHECKING
    assert expired().screen.customer.page is CustomerPage.EXPIRED
    assert offered().tick(20.0).answers(ended("expired")).screen.customer.page is CustomerPage.EXPIRED
    failed = offered().tick(20.0).answers(ended("awaiting customer"))
    assert failed.screen.customer.page is CustomerPage.ENDED, "its time is not over: the attempt came to nothing"
    failed << "staff.ended.headline" << "staff.new_code.question"
    assert expired(answer=PROCESSING).screen.customer.page is CustomerPage.CHECKING


def test_while_a_code_is_painted_again_the_customer_still_reads_checking() -> None:
    book = restarted(offered().payment(), t=60.0)
    book.answers(WAITING) >> e.QrDrawn(ONE, code())
    assert book.screen.customer.page is CustomerPage.CHECKING
    assert book.screen.customer.prepare is not None


def test_a_charge_that_was_refused_at_once_shows_its_money_and_then_nothing() -> None:
    book = type_amount(opened()).after(11.0) >> e.ChargePressed(ids())
    book.tick(4.0)
    assert (book.screen.customer.page, book.screen.customer.money) == (CustomerPage.UNAVAILABLE, HKD)
    assert book.after(8.0).screen.customer.page is CustomerPage.IDLE


def test_a_code_without_a_deadline_is_a_fault_and_is_not_drawn() -> None:
    book = charged()
    with pytest.raises(AssertionError, match="never shown without a deadline"):
        qr_view(book.till, ONE, code())


def test_a_screen_that_says_the_same_is_the_same_a_moment_later() -> None:
    book = offered().tick(1.0)
    assert book.screen == book.after(0.3).screen


def test_nothing_is_shown_before_the_till_woke() -> None:
    assert Playbook().screen.customer.page is CustomerPage.IDLE
