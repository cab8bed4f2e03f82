"""After a start and after sleep."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.money import Currency
from kiosk.sale.payment import State
from kiosk.sale.screen import CustomerPage, StaffPage
from kiosk.sale.tending import AGED_S
from kiosk.sale.watching import DAY_S
from tests.sale.helpers import (
    CONFIRMING,
    MONO,
    MOVED,
    NOON,
    ONE,
    REVERSED,
    TWO,
    WAITING,
    Playbook,
    code,
    decline,
    ids,
    qr,
    success,
)
from tests.sale.openings import accepted, charged, offered, opened, renewed, restarted, set_aside, type_amount

# A start.


def test_a_fresh_till_reads_its_mailbox_and_shows_the_keypad() -> None:
    book = Playbook() << StaffPage.KEYPAD
    assert not book.staff.buttons[0].enabled
    assert book.wake is None
    book >> e.Woke((), 7, "E", 41) << fx.ReadMailbox("E", 41)
    assert book.staff.buttons[0].enabled
    assert book.till.next_sale == 7
    assert (book >> e.Woke((), 1, "", 0)).effects == (), "a till wakes once"


def test_the_interrupted_sale_stands_in_front_and_is_asked_about_at_once() -> None:
    book = restarted(offered().payment(), t=60.0)
    book << fx.AskStatus(ONE) << StaffPage.CHECKING << CustomerPage.CHECKING << "staff.restarted.headline"
    assert book.till.restarted == {ONE}


def test_an_order_that_may_have_left_is_asked_about_and_never_sent_again() -> None:
    for row in (charged().payment(), (type_amount(opened()) >> e.ChargePressed(ids())).payment()):
        book = restarted(row, t=2.0) << fx.AskStatus(ONE)
        book.none(fx.CreatePayment)
        book.tick(4.9) << StaffPage.CHECKING
        book.tick(0.2) << StaffPage.NOT_STARTED << "staff.restart_before.headline" << State.WATCHING
        assert book.payment().watched


def test_a_shown_code_waits_for_its_minute_of_grace() -> None:
    book = restarted(offered().payment(), t=60.0)
    book.tick(5.0) << StaffPage.CHECKING
    book.tick(54.9) << StaffPage.CHECKING
    book.tick(0.2) << StaffPage.UNSETTLED << State.WATCHING


def test_a_charge_waits_for_the_first_answer_about_the_interrupted_sale_or_five_seconds() -> None:
    def waiting() -> Playbook:
        book = restarted(offered().payment(), t=60.0) >> e.MailboxAnswered("E", 0) >> e.SetAsidePressed()
        return type_amount(book) >> e.ChargePressed(ids(TWO)) << "staff.cause.starting"

    waiting().answers(WAITING) << fx.CreatePayment
    book = waiting() >> e.CallFailed(e.Call.ASK, False, "timeout", ONE)
    book.tick(4.9).none(fx.CreatePayment)
    assert book.wake == pytest.approx(65.0)
    book.tick(0.2) << fx.CreatePayment


def test_a_sale_of_long_ago_has_nobody_in_front() -> None:
    book = restarted(offered().payment(), t=1_201.0) << StaffPage.KEYPAD
    assert (book.attention(), book.payment().closed) == (("unsettled",), "restart")
    quiet = restarted(accepted().payment(), t=1_201.0) << StaffPage.KEYPAD << State.WATCHING
    assert quiet.attention() == ()
    restarted(offered().payment(), t=1_200.0) << StaffPage.CHECKING


def test_only_the_newest_sale_stands_in_front() -> None:
    first, second = offered().payment(), replace(offered().payment(), payment_id=TWO, sale=2)
    book = restarted(first, second, t=60.0)
    assert s.front(book.till.counter) == TWO
    assert book.attention(ONE) == ("unsettled",)


def test_all_attempts_of_the_interrupted_sale_stay_open() -> None:
    told = renewed()
    book = restarted(told.payment(ONE), told.payment(TWO), t=310.0)
    assert s.front(book.till.counter) == TWO
    assert {book.payment(ONE).closed, book.payment(TWO).closed} == {""}
    assert book.hears(success(), ONE).state(ONE) is State.PAID


def test_a_sale_that_was_paid_by_another_attempt_is_not_in_front() -> None:
    told = renewed().hears(success(), ONE)
    book = restarted(told.payment(ONE), told.payment(TWO), t=310.0) << StaffPage.KEYPAD
    assert book.till.strip == ONE
    assert (book.payment(TWO).closed, book.attention(TWO)) == ("restart", ())


def test_tiles_come_back_in_their_order() -> None:
    told = set_aside(set_aside(opened(), ONE), TWO)
    book = restarted(told.payment(TWO), told.payment(ONE), t=30.0) << StaffPage.KEYPAD
    assert book.till.tiles == (ONE, TWO)
    settled = set_aside().hears(success())
    assert restarted(settled.payment(), t=30.0).till.tiles == ()


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (MOVED, "staff.moved.headline"), (success(1), "staff.amount_came.headline"),
        (REVERSED, "staff.reversed.headline"), (success(customer_id="x"), "staff.differs.headline"),
    ],
)  # fmt: skip
def test_what_a_person_had_to_decide_is_still_to_be_decided(fact: f.Fact, words: str) -> None:
    told = offered().hears(fact)
    restarted(told.payment(), t=30.0) << StaffPage.UNSETTLED << words << fx.AskStatus


def test_rows_of_another_environment_stay_in_the_journal() -> None:
    foreign = replace(offered().payment(), environment="live")
    book = restarted(foreign, t=30.0) << StaffPage.KEYPAD
    assert book.till.payments == {}


def test_rows_of_another_project_are_listed_and_never_asked_about() -> None:
    foreign = replace(offered().payment(), project_id=1)
    book = restarted(foreign, t=30.0).none(fx.AskStatus) << StaffPage.KEYPAD
    assert book.attention() == ("unsettled",)
    assert (book >> e.CheckNowPressed(ONE)).asked() == []
    book.tick(5.0) << "staff.check.unanswered"


def test_strip_recents_and_totals_come_back() -> None:
    paid = offered().hears(success()).payment()
    older = replace(paid, payment_id=TWO, sale=2, settled=NOON - timedelta(seconds=100))
    old = replace(
        paid, payment_id="till1-OLD", sale=3, created=NOON - timedelta(hours=1), settled=NOON - timedelta(hours=1)
    )
    book = Playbook().at(60.0) >> e.Woke(
        (older, old, paid), 4, "E", 0, (("2026-11-22", "HKD", 3, 38_550), ("2026-11-21", "CNY", 9, 9))
    )
    assert book.till.strip == ONE
    assert [row.payment_id for row in book.staff.recent] == [ONE, TWO]
    assert book.till.totals == {Currency.HKD: (3, 38_550)}
    assert restarted(accepted().payment(), t=3_000.0).till.recent == ()


def test_what_a_fast_clock_stamped_is_not_the_last_sale_for_weeks() -> None:
    paid = offered().hears(success()).payment()
    ahead = NOON + timedelta(days=20)
    future = replace(paid, payment_id=TWO, sale=2, created=ahead, settled=ahead)
    book = Playbook().at(60.0) >> e.Woke((future, paid), 2, "E", 0)
    assert (book.till.strip, book.till.recent) == (ONE, (ONE,))


def test_what_a_fast_clock_counted_is_there_when_its_day_comes() -> None:
    ahead = (("2026-11-24", "HKD", 1, 500), ("2026-11-23", "CNY", 2, 900), ("2026-11-23", "HKD", 1, 100))
    book = Playbook().at(60.0) >> e.Woke((), 1, "E", 0, (("2026-11-22", "HKD", 3, 38_550), *ahead))
    assert book.till.totals == {Currency.HKD: (3, 38_550)}
    book.tick(86_400.0)
    assert (book.till.day, book.till.totals) == ("2026-11-23", {Currency.HKD: (1, 100), Currency.CNY: (2, 900)})
    book.tick(86_400.0)
    assert (book.till.day, book.till.totals) == ("2026-11-24", {Currency.HKD: (1, 500)})


def test_declined_rows_go_on_with_their_questions() -> None:
    row = offered().hears(decline()).payment()
    book = restarted(row, t=200.0) << StaffPage.KEYPAD
    assert book.wake is not None
    book.tick(100.1) << fx.AskStatus(ONE)


def test_what_is_typed_before_the_till_woke_stays() -> None:
    book = type_amount(Playbook(), "12") >> e.Woke((), 1, "", 0)
    assert book.staff.entry == "12"


def test_a_till_out_of_service_can_wake_after_all() -> None:
    book = Playbook() >> e.JournalBroke(None, "busy") << StaffPage.OUT_OF_SERVICE << CustomerPage.UNAVAILABLE
    assert book.tick(99.0).effects == ()
    book >> e.Woke((), 1, "", 0) << StaffPage.KEYPAD << fx.ReadMailbox


# Sleep.


def test_after_sleep_the_code_is_gone_until_the_platform_was_asked() -> None:
    book = offered().after(10.0) >> e.Resumed() << StaffPage.CHECKING << CustomerPage.CHECKING << fx.AskStatus(ONE)
    book.none(r.Watched)
    book.answers(WAITING).none(fx.DrawQr)
    assert book.screen.customer.prepare is not None
    book >> e.QrPainted(ONE, True) << StaffPage.OFFERING << CustomerPage.QR


def test_the_time_slept_counts_once() -> None:
    """The monotonic clock goes on in suspend: a tablet that sleeps every night must not watch for half of its days."""
    after = (offered().at(260.5) >> e.Resumed()).till.watches[ONE]
    assert (after.left_at, after.deadline) == (MONO, MONO + 300.0)
    closed = (offered() >> e.CancelPressed() >> e.CancelConfirmed()).answers(WAITING)
    for _ in range(13):
        closed.after(DAY_S) >> e.Resumed()
        assert closed.answers(WAITING).payment().watched


def test_sleep_before_the_code_is_not_started() -> None:
    for book in (charged(), accepted(), accepted().hears(qr()), accepted().hears(qr(code(None)))):
        book >> e.Resumed() << StaffPage.CHECKING
        (book >> e.QrPainted(ONE, True)).none(r.CodeShown)
        book.tick(5.0) << StaffPage.NOT_STARTED


def test_what_was_being_checked_is_checked_anew() -> None:
    book = restarted(offered().payment(), t=60.0).answers(WAITING) >> e.QrDrawn(ONE, code())
    book.tick(50.0) >> e.Resumed()
    assert book.screen.customer.prepare is None
    book.tick(59.0) << StaffPage.CHECKING
    confirming = offered().hears(CONFIRMING) >> e.Resumed() << StaffPage.CONFIRMING << fx.AskStatus
    assert confirming.till.lines.relay_ok is None


def test_sleep_does_not_hurry_what_is_over() -> None:
    assert (offered().hears(decline()) >> e.Resumed()).asked() == []


# Clocks that were wrong when something was written, or are wrong now.


@pytest.mark.parametrize("wrong", [timedelta(days=9), timedelta(days=-9), timedelta(days=400)])
def test_a_code_lives_no_longer_than_codes_do_whatever_the_clocks_said(wrong: timedelta) -> None:
    """Its end is written by the platform's clock; ours may be days away from it."""
    row = offered().payment()
    assert row.deadline is not None
    book = restarted(replace(row, deadline=row.deadline + wrong), t=60.0)
    watch = book.till.watches[ONE]
    assert watch.deadline is not None
    assert MONO <= watch.deadline <= MONO + 600.0


def test_a_payment_of_the_future_was_begun_now() -> None:
    row = replace(offered().payment(), created=NOON + timedelta(days=365), deadline=NOON + timedelta(days=365))
    book = restarted(row, t=60.0)
    assert book.till.watches[ONE].left_at == MONO + 60.0


@pytest.mark.parametrize("ahead_d", [20.0, 400.0, 20_000.0])
def test_the_platforms_clock_says_how_old_a_payment_is(ahead_d: float) -> None:
    """With a clock that is weeks ahead a sale of a minute ago looks weeks old; it is asked about as a live one."""
    row = replace(offered().answers(WAITING).payment(), closed="cancel", state=State.WATCHING)
    ahead = timedelta(days=ahead_d)
    made = replace(row, created=row.created - ahead, deadline=(row.deadline or NOON) - ahead)
    book = restarted(made, t=60.0) << fx.AskStatus(ONE)
    book >> e.ClockHeard(-ahead.total_seconds())
    book.answers(WAITING) << State.WATCHING
    assert book.till.watches[ONE].left_at == pytest.approx(MONO, abs=2.0)
    for _ in range(5):
        assert book.tick(600.0).asked() == [ONE]
        book.answers(WAITING) << State.WATCHING
    assert book.till.watches[ONE].asks == 6


def test_a_clock_that_is_a_little_off_moves_nothing() -> None:
    book = restarted(offered().payment(), t=60.0)
    before = book.till.watches[ONE]
    assert (book >> e.ClockHeard(-250.0)).till.watches[ONE] == before
    settled = restarted(offered().payment(), t=60.0).answers(decline())
    left_at = settled.till.watches[ONE].left_at
    assert (settled >> e.ClockHeard(-1e7)).till.watches[ONE].left_at == left_at


def test_nothing_is_given_up_after_a_start_before_it_was_asked_about_once_more() -> None:
    """The clock may be years fast: what looks old may be a minute old."""
    row = replace(offered().answers(WAITING).payment(), closed="cancel", state=State.WATCHING)
    old = replace(row, created=NOON - timedelta(days=900), deadline=NOON - timedelta(days=900))
    book = restarted(old) << fx.AskStatus(ONE) << State.WATCHING
    assert book.tick(1.0).payment().watched, "the question is out"
    paid = restarted(old).answers(success()).payment()
    assert paid.state is State.PAID_LATE
    book.answers(WAITING) << State.WATCHING
    assert book.tick(AGED_S - 1.5).asked() == [], "no code lives longer: then once more"
    book.tick(1.0) << fx.AskStatus(ONE)
    book.answers(WAITING) << State.DEAD
    foreign = restarted(replace(old, project_id=7))
    assert foreign.payment().state is State.DEAD, "nobody here can ask about it"
