"""From a code that came to a code that is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.payment import State
from kiosk.sale.screen import CustomerPage, StaffPage
from tests.sale.helpers import NOON, ONE, PROCESSING, TWO, WAITING, Playbook, code, ended, qr
from tests.sale.openings import accepted, expired, offered, restarted, set_aside


def shown_for(book: Playbook) -> float:
    """How many seconds the code on the screen has left."""
    at = book.screen.blank_at
    assert at is not None
    return at - book.now.mono


# Judging.


@pytest.mark.parametrize("shown", [code(12_851), code(currency="CNY"), code(currency=""), code(0)])
def test_a_code_for_another_sale_is_never_shown_and_staff_are_told(shown: f.Code) -> None:
    book = accepted().hears(qr(shown)).none(r.CodeCame)
    book << StaffPage.NOT_STARTED << "staff.code_refused.headline" << State.WATCHING
    assert book.screen.customer.prepare is None


def test_a_code_is_recorded_then_painted_out_of_sight_then_recorded_then_seen() -> None:
    book = accepted().hears(qr()) << r.CodeCame << CustomerPage.WAIT << State.QR_READY
    assert book.screen.customer.qr is None
    assert book.screen.customer.prepare is not None
    book >> e.QrPainted(ONE, True) << r.CodeShown << CustomerPage.QR << State.QR_SHOWN
    assert book.screen.customer.prepare is None


def test_a_code_may_come_before_the_answer_to_the_order_or_by_the_status() -> None:
    from_status = accepted().answers(qr()) >> e.QrPainted(ONE, True)
    assert from_status.till.watches[ONE].behind, "the letters did not say so"
    assert from_status.screen.customer.qr is not None


@pytest.mark.parametrize("shown", [code(None), code(editable=True), code(None, editable=True)])
def test_without_a_fixed_amount_staff_are_asked(shown: f.Code) -> None:
    book = accepted().hears(qr(shown)) << StaffPage.DOUBTFUL
    assert book.payment().open_amount


def test_what_is_no_merchant_code_is_shown_as_received_with_a_word_to_staff() -> None:
    odd = code(None, emv=False, currency="", unusual=True)
    offered(shown=odd) << StaffPage.OFFERING << "staff.code_unusual.headline"


def test_paint_that_is_not_the_code_is_not_seen() -> None:
    book = accepted().hears(qr()) >> e.QrPainted(ONE, False)
    book << StaffPage.NOT_STARTED << "staff.code_unreadable.headline" << State.WATCHING


def test_a_page_that_never_paints_is_not_waited_for() -> None:
    book = accepted().hears(qr()).tick(4.9) << StaffPage.AWAITING_QR
    book.tick(0.2) << StaffPage.NOT_STARTED
    (book >> e.QrPainted(ONE, True)).none(r.CodeShown)


def test_paint_of_nobody_is_nothing() -> None:
    (accepted() >> e.QrPainted(ONE, True)).none(r.CodeShown) << StaffPage.AWAITING_QR
    (accepted().hears(qr()) >> e.QrPainted(TWO, True)).none(r.CodeShown) << StaffPage.AWAITING_QR
    (accepted().hears(qr(code(expires=30.5))).at(30.6) >> e.QrPainted(ONE, True)).none(r.CodeShown)


# Its life.


@pytest.mark.parametrize(
    ("expires", "left", "about"),
    [
        (None, 300.0, True), (90.0, 90.0, False), (30.0, 30.0, False), (7_200.0, 300.0, False), (7_201.0, 300.0, True),
        (-600.0, 300.0, True), (-1e6, 300.0, True),
    ],
)  # fmt: skip
def test_the_codes_own_time_may_shorten_the_setting_and_never_lengthen_it(
    expires: float | None, left: float, about: bool
) -> None:
    book = offered(shown=code(expires=expires))
    assert shown_for(book) == pytest.approx(left)
    assert book.screen.customer.qr is not None
    assert book.screen.customer.qr.about is about
    assert book.screen.customer.qr.until == NOON + timedelta(seconds=left)


@pytest.mark.parametrize("expires", [29.9, 0.0, -599.9])
def test_a_code_that_is_about_to_end_or_just_ended_is_not_shown(expires: float) -> None:
    accepted().hears(qr(code(expires=expires))) << StaffPage.NOT_STARTED << "staff.no_code.headline"


def test_its_time_is_read_by_the_platforms_clock() -> None:
    book = accepted() >> e.ClockHeard(-60.0)
    book.hears(qr(code(expires=30.0))) >> e.QrPainted(ONE, True)
    assert shown_for(book) == pytest.approx(90.0)
    assert book.payment().deadline == NOON + timedelta(seconds=30.0), "recorded by the platform's clock"


def test_a_guessed_deadline_moves_by_a_minute_while_the_platform_waits() -> None:
    book = offered().tick(294.9)
    assert shown_for(book.answers(WAITING)) == pytest.approx(65.1)
    assert isinstance(book.journal[-1], r.DeadlineMoved)
    for deadline in (360.0, 420.0, 480.0, 540.0):
        book.at(deadline - 5.0).answers(WAITING)
        assert shown_for(book) == pytest.approx(65.0)
    book.at(595.0).answers(WAITING)
    assert shown_for(book) == pytest.approx(5.0), "ten minutes in all"


def test_a_longer_setting_is_its_own_limit() -> None:
    book = offered()
    book.till = replace(book.till, payments={ONE: replace(book.payment(), lifetime_s=900)})
    book.folded.clear()
    for deadline in (300.0, 360.0, 420.0, 480.0, 540.0, 600.0, 660.0):
        book.at(deadline - 5.0).answers(WAITING)
        assert shown_for(book) == pytest.approx(65.0)


def test_the_deadline_of_a_live_tile_moves_too() -> None:
    book = set_aside().at(295.0).answers(WAITING) << r.DeadlineMoved
    assert book.staff.tiles[0].deadline == pytest.approx(1_360.0)
    set_aside().at(295.0).hears(WAITING).none(r.DeadlineMoved)
    (expired() >> e.SetAsidePressed()).answers(WAITING).none(r.DeadlineMoved)


def test_what_does_not_move_a_deadline() -> None:
    assert shown_for(offered().at(290.0).answers(WAITING)) == pytest.approx(10.0), "too early"
    assert shown_for(offered().at(295.0).answers(PROCESSING)) == pytest.approx(5.0), "not waiting for the scan"
    assert shown_for(offered().at(295.0).hears(WAITING)) == pytest.approx(5.0), "a letter says nothing about now"
    assert shown_for(offered(shown=code(expires=300.0)).at(295.0).answers(WAITING)) == pytest.approx(5.0), "no guess"


def test_a_reached_deadline_never_comes_back() -> None:
    offered().at(300.0).answers(WAITING).none(r.DeadlineMoved) << StaffPage.CHECKING
    offered().at(301.0).answers(WAITING).tick(1.0).answers(WAITING) << StaffPage.CHECKING << CustomerPage.EXPIRED


# Back again after a restart.


def interrupted(t: float = 60.0) -> Playbook:
    row = offered().payment()
    return restarted(row, t=t) << StaffPage.CHECKING << CustomerPage.CHECKING << fx.AskStatus(ONE)


def test_a_shown_code_comes_back_on_the_platforms_word() -> None:
    book = interrupted().answers(WAITING) << fx.DrawQr(ONE, "the code") << CustomerPage.CHECKING
    book >> e.QrDrawn(ONE, code()) << CustomerPage.CHECKING
    assert book.screen.customer.prepare is not None
    (book >> e.QrPainted(ONE, True)).none(r.CodeShown) << StaffPage.OFFERING << CustomerPage.QR
    assert shown_for(book) == pytest.approx(240.0)


def test_the_recorded_time_is_checked_by_the_platforms_clock() -> None:
    late = interrupted() >> e.ClockHeard(211.0)
    late.answers(WAITING).none(fx.DrawQr) << CustomerPage.EXPIRED
    book = interrupted() >> e.ClockHeard(100.0)
    book.answers(WAITING) >> e.QrDrawn(ONE, code()) >> e.QrPainted(ONE, True)
    assert shown_for(book) == pytest.approx(140.0)


@pytest.mark.parametrize(("shown", "whole"), [(code(), 600.0), (code(expires=240.0), 300.0)])
def test_recorded_by_a_clock_that_was_hours_ahead_it_lives_no_longer_than_codes_do(shown: f.Code, whole: float) -> None:
    row = offered(shown=shown).payment()
    assert row.deadline is not None
    wrong = replace(row, deadline=row.deadline + timedelta(hours=2))
    book = (restarted(wrong, t=60.0) >> e.ClockHeard(60.0)).answers(WAITING)
    book >> e.QrDrawn(ONE, code()) >> e.QrPainted(ONE, True)
    assert shown_for(book) == pytest.approx(whole)
    for _ in range(2):
        # It was the whole of it: a guess is not moved any further.
        book.at(60.0 + whole - 5.0).answers(WAITING)
    assert shown_for(book) == pytest.approx(5.0)
    book.tick(5.0) << StaffPage.CHECKING


@pytest.mark.parametrize(("t", "back"), [(269.9, True), (270.1, False), (400.0, False)])
def test_it_needs_thirty_seconds_more(t: float, back: bool) -> None:
    book = interrupted(t).answers(WAITING)
    assert (fx.DrawQr(ONE, "the code") in book.effects) is back
    if not back:
        book << CustomerPage.EXPIRED << "staff.new_code.question" << State.WATCHING


def test_a_picture_that_cannot_be_made_or_painted_stays_away_until_the_next_word() -> None:
    book = interrupted().answers(WAITING) >> e.QrDrawn(ONE, None)
    assert book.screen.customer.prepare is None
    book >> e.QrDrawn(TWO, code())
    assert book.screen.customer.prepare is None
    book >> e.QrDrawn(ONE, code()) >> e.QrPainted(ONE, False) << StaffPage.CHECKING
    assert book.screen.customer.prepare is None
    book.answers(WAITING) << fx.DrawQr


def test_a_later_word_keeps_the_code_away() -> None:
    book = interrupted().answers(WAITING) >> e.QrDrawn(ONE, code())
    book.answers(PROCESSING)
    (book >> e.QrPainted(ONE, True)) << StaffPage.CHECKING
    over = interrupted().answers(WAITING) >> e.QrDrawn(ONE, code())
    over.answers(ended("expired")) >> e.QrPainted(ONE, True) << StaffPage.CHECKING << State.WATCHING
    over.answers(WAITING) >> e.QrDrawn(ONE, code())
    assert over.screen.customer.prepare is None, "what was taken off the screen for a reason does not come back"


def test_only_an_interrupted_sale_gets_its_code_back() -> None:
    book = offered().tick(300.0) >> e.QrDrawn(ONE, code())
    assert isinstance(book.till.counter, s.Checking)
    assert book.till.counter.code is None
    (offered() >> e.QrDrawn(ONE, code())) << StaffPage.OFFERING
