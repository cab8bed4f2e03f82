"""What the answers of the world do: which call is out, how the lines are, and that no letter is lost."""

from __future__ import annotations

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.money import Currency, Money
from kiosk.sale.payment import State
from kiosk.sale.screen import Light, StaffPage
from tests.sale.helpers import (
    CONFIRMING,
    LIMITS,
    ODD,
    ONE,
    PROCESSING,
    TWO,
    WAITING,
    Playbook,
    decline,
    ids,
    qr,
    stated,
    success,
)
from tests.sale.openings import accepted, charged, offered, opened, set_aside, type_amount

# The order.


def test_questions_count_from_the_orders_first_byte() -> None:
    book = type_amount(opened()) >> e.ChargePressed(ids())
    book.after(2.0) >> e.OrderLeft(ONE) << r.Submitted << State.SUBMITTED
    book.tick(2.9).none(fx.AskStatus)
    book.tick(0.2) << fx.AskStatus


def test_an_order_that_left_is_told_once_and_only_of_the_one_that_is_out() -> None:
    (accepted() >> e.OrderLeft(ONE)).none(r.Submitted)
    (charged() >> e.OrderLeft("till1-OTHER")).none(r.Submitted)


def test_accepted_means_the_code_is_on_its_way() -> None:
    charged() >> e.OrderAccepted(ONE, b"{}") << r.Acknowledged << StaffPage.AWAITING_QR << State.ACCEPTED
    assert accepted().staff.lights.gate is Light.OK


def test_refused_is_not_started_with_the_codes_words() -> None:
    book = charged() >> e.OrderRefused(ONE, "3358", "Above limit", b"{}") << r.Refused
    book << StaffPage.NOT_STARTED << State.REJECTED << "staff.refused.limit.headline"
    assert book.staff.small == "3358 Above limit"


def test_a_refusal_of_what_the_platform_spoke_of_contradicts_itself() -> None:
    (charged().hears(qr()) >> e.OrderRefused(ONE, "3358", "", b"{}")).none(r.Refused) << StaffPage.AWAITING_QR
    (charged().hears(CONFIRMING) >> e.OrderRefused(ONE, "3358", "", b"{}")).none(r.Refused)
    (charged() >> e.OrderRefused("till1-OTHER", "3358", "", b"{}")).none(r.Refused) << StaffPage.ORDERING


def test_a_refusal_after_cancel_settles_the_payment_quietly() -> None:
    book = charged() >> e.CancelPressed() >> e.OrderRefused(ONE, "3358", "", b"{}")
    book << r.Refused << State.REJECTED << StaffPage.STOPPED


@pytest.mark.parametrize(
    ("why", "words"), [("unreachable", "staff.cannot_start.headline"), ("tls", "staff.no_tls.headline")]
)
def test_what_surely_never_arrived_is_not_started(why: str, words: str) -> None:
    book = charged() >> e.CallFailed(e.Call.ORDER, True, why, ONE) << r.Refused
    book << State.REJECTED << StaffPage.NOT_STARTED << words


def test_what_may_have_arrived_is_waited_for_and_never_sent_again() -> None:
    book = charged() >> e.CallFailed(e.Call.ORDER, False, "timeout", ONE)
    book << StaffPage.AWAITING_QR
    book.none(r.Refused).none(fx.CreatePayment)
    book.hears(qr()) >> e.QrPainted(ONE, True) << StaffPage.OFFERING


def test_the_late_return_of_an_order_given_up_is_only_information() -> None:
    book = charged() >> e.CancelPressed() >> e.NextPressed()
    type_amount(book.tick(15.0)) >> e.ProbeAnswered("E", 0, 0) >> e.ChargePressed(ids(TWO))
    assert book.till.lines.ordering == TWO
    book >> e.CallFailed(e.Call.ORDER, False, "timeout", ONE)
    assert book.till.lines.ordering == TWO
    (book >> e.OrderAccepted("till1-OTHER", b"{}")).none(r.Acknowledged)
    assert book.till.lines.ordering == TWO
    book << s.Ordering


# The mailbox.


def test_a_letter_is_kept_whole_and_counted_before_it_is_believed() -> None:
    book = offered()
    before = book.till.lines.position
    book.hears(success()) << r.LetterKept << r.Succeeded
    assert book.till.lines.position == before + 1
    kept = next(x for x in book.journal[::-1] if isinstance(x, r.LetterKept))
    assert (kept.raw, kept.payment_id, kept.why) == (b"letter", ONE, "SuccessProved")


def test_a_letter_that_comes_twice_is_taken_once() -> None:
    book = offered()
    letter = book.letter(decline())
    book >> letter << r.LetterKept
    assert (book >> letter).effects == ()


def test_a_letter_that_names_nobody_is_kept_too() -> None:
    book = offered().hears(ODD, "") << r.LetterKept
    book << StaffPage.OFFERING
    kept = book.journal[-1]
    assert isinstance(kept, r.LetterKept)
    assert kept.why == "bad signature"


def test_the_next_read_leaves_only_after_the_letter_was_counted() -> None:
    book = offered().hears(decline()) >> e.MailboxAnswered("E", 9)
    book.tick(0.06) << fx.ReadMailbox("E", book.till.lines.position)


def test_a_relay_that_never_waits_does_not_keep_the_till_busy() -> None:
    book = opened().tick(1.0) << fx.ReadMailbox
    (book >> e.MailboxAnswered("E", 0)).none(fx.ReadMailbox)
    book.tick(0.049).none(fx.ReadMailbox)
    book.tick(0.002) << fx.ReadMailbox


@pytest.mark.parametrize("fails", [*range(1, 7), 43, 44, 45, 50])
def test_a_deaf_relay_is_tried_ever_more_rarely(fails: int) -> None:
    book = opened()
    waits = [0.5, 1.0, 2.0, *[3.0] * 40, 8.0, *[15.0] * 6]
    for wait in waits[:fails]:
        book >> e.CallFailed(e.Call.MAILBOX, False, "unreachable")
        book.tick(wait - 0.01).none(fx.ReadMailbox)
        book.tick(0.02) << fx.ReadMailbox
    assert book.staff.lights.relay is Light.DOWN
    assert (book >> e.MailboxAnswered("E", 0)).staff.lights.relay is Light.OK


def test_a_relay_that_lost_its_memory_is_noticed_however_it_says_so() -> None:
    for event in (e.MailboxAnswered("E2", 0), e.ProbeAnswered("E2", 0, 0), opened().letter(ODD, "", epoch="E2")):
        book = offered().after(1.0) >> event << fx.AskStatus(ONE)
        assert book.till.lines.epoch == "E2"
        assert book.till.lines.position == (1 if isinstance(event, e.LetterHeard) else 0)


def test_a_new_relay_says_nothing_about_settled_payments() -> None:
    (offered().hears(success()).after(1.0) >> e.MailboxAnswered("E2", 0)).none(fx.AskStatus)


def test_another_computer_with_our_identity_stops_charging_until_our_own_read_ends_well() -> None:
    book = opened() >> e.CallFailed(e.Call.MAILBOX, False, "elsewhere") << "staff.identity_elsewhere.headline"
    type_amount(book) >> e.ProbeAnswered("E", 0, 0) >> e.CallFailed(e.Call.PROBE, False, "timeout")
    book >> e.ChargePressed(ids())
    book.tick(4.0) << StaffPage.NOT_STARTED << "staff.identity_elsewhere.headline"
    book >> e.AgainPressed()
    book.tick(1.1) << fx.ReadMailbox
    book >> e.MailboxAnswered("E", 0) >> e.ChargePressed(ids()) << fx.CreatePayment


def test_orphans_at_the_relay_are_known() -> None:
    assert (opened() >> e.ProbeAnswered("E", 0, 3)).till.lines.orphans == 3


# A payment that the journal does not hold.


@pytest.mark.parametrize("fact", [success(), decline(), WAITING, f.Reversed(stated(status="refunded"))])
def test_a_verified_letter_for_an_unknown_id_of_ours_goes_before_a_person(fact: f.Fact) -> None:
    book = opened().hears(fact, "till1-GHOST") << r.LetterKept << r.Orphaned << fx.AskStatus("till1-GHOST")
    assert book.attention("till1-GHOST") == ("orphan",)
    assert book.state("till1-GHOST") is State.ATTENTION
    book.answers(success(), "till1-GHOST")
    assert book.state("till1-GHOST") is State.ATTENTION, "without a row nothing is plain paid"


def test_an_orphans_money_is_what_its_letter_states() -> None:
    assert opened().hears(success(500), "till1-GHOST").last.money == Money(500, Currency.HKD)
    strange = success(None, sums=(f.Sum(7, "USD"), f.Sum(-5, "HKD")))
    assert opened().hears(strange, "till1-GHOST").last.money == Money(0, Currency.HKD)


@pytest.mark.parametrize(("fact", "name"), [(ODD, "till1-GHOST"), (success(), "till2-GHOST"), (success(), "")])
def test_what_is_not_verified_or_not_ours_is_only_kept(fact: f.Fact, name: str) -> None:
    opened().hears(fact, name).none(r.Orphaned) << r.LetterKept


def test_a_payment_that_left_memory_is_heard_again() -> None:
    row = (offered() >> e.CancelPressed() >> e.CancelConfirmed()).answers(decline()).payment()
    book = opened().hears(success(), recalled=row)
    assert book.state() is State.PAID_LATE
    assert book.attention() == ("late",)
    assert (opened() >> e.StatusHeard(ONE, success(), b"", recalled=row)).state() is State.PAID_LATE


# The platform's answers.


def test_an_answer_about_nobody_changes_nothing() -> None:
    assert (opened() >> e.StatusHeard("till1-GHOST", success(), b"")).none(r.Succeeded).till.payments == {}


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (success(), "staff.check.paid"), (decline(), "staff.check.not_paid"), (WAITING, "staff.check.open"),
        (ODD, "staff.check.unanswered"), (f.NotRegistered(), "staff.check.open"), (PROCESSING, "staff.check.open"),
    ],
)  # fmt: skip
def test_check_now_says_what_it_found(fact: f.Fact, words: str) -> None:
    book = set_aside() >> e.CheckNowPressed(ONE) << fx.AskStatus << "staff.check.running"
    book.answers(fact) << words


def test_check_now_is_answered_within_five_seconds_and_corrected_by_a_late_answer() -> None:
    book = set_aside() >> e.CheckNowPressed(ONE)
    book.tick(4.9) << "staff.check.running"
    book.tick(0.1) << "staff.check.unanswered"
    book.answers(WAITING) << "staff.check.open"
    failed = set_aside() >> e.CheckNowPressed(ONE) >> e.CallFailed(e.Call.ASK, False, "busy", ONE)
    failed << "staff.check.unanswered"
    failed.answers(success(), TWO) << "staff.check.unanswered"


def test_a_busy_platform_is_remembered_and_forgotten() -> None:
    book = offered().tick(33.0) >> e.CallFailed(e.Call.ASK, False, "busy", ONE)
    assert book.till.watches[ONE].busy == 1
    assert book.staff.lights.gate is Light.DOWN
    assert book.answers(WAITING).till.watches[ONE].busy == 0


def test_the_late_return_of_a_question_given_up_does_not_end_another() -> None:
    book = offered().tick(33.0) << fx.AskStatus(ONE)
    book >> e.CallFailed(e.Call.ASK, False, "timeout", "till1-OTHER")
    assert book.till.lines.asking == ONE


def test_totals_count_every_success_once_by_currency_and_day() -> None:
    book = offered().hears(success())
    assert book.till.totals == {Currency.HKD: (1, 12_850)}
    book.hears(success())
    assert book.till.totals == {Currency.HKD: (1, 12_850)}
    late = (offered() >> e.CancelPressed() >> e.CancelConfirmed()).at(20 * 3_600.0).hears(success())
    assert late.till.totals == {Currency.HKD: (1, 12_850)}
    assert late.staff.day == "2026-11-23"


def test_a_till_across_midnight_in_hong_kong_starts_at_nothing() -> None:
    book = offered().hears(success())
    book.at(11 * 3_600 + 3_599.0) >> e.Ticked()
    assert (book.staff.day, len(book.staff.totals)) == ("2026-11-22", 1)
    book.tick(1.0)
    assert (book.staff.day, book.staff.totals) == ("2026-11-23", ())
    quick = (offered() >> e.CancelPressed() >> e.CancelConfirmed()).hears(decline(), TWO)
    quick.at(12 * 3_600.0).hears(success())
    assert quick.till.totals == {Currency.HKD: (1, 12_850)}


def test_the_newest_result_is_the_first_of_the_recent_sales() -> None:
    book = set_aside()
    charged(book, TWO)
    assert [row.payment_id for row in book.staff.recent] == [TWO, ONE]
    book.hears(success(operation="op9"), ONE)
    assert [row.payment_id for row in book.staff.recent] == [ONE, TWO]


def test_a_clock_that_is_years_off_is_not_believed() -> None:
    assert (opened() >> e.ClockHeard(-7.5)).till.lines.clock_offset_s == -7.5
    for nonsense in (float("nan"), float("inf"), 1e12):
        assert (opened() >> e.ClockHeard(-7.5) >> e.ClockHeard(nonsense)).till.lines.clock_offset_s == 0.0


def test_nothing_is_asked_before_the_till_woke() -> None:
    assert Playbook(limits=LIMITS).tick(99.0).effects == ()


def test_a_letter_that_comes_after_all_is_leaned_on_again() -> None:
    """A code that takes three seconds meets our first question; its letter is there a moment later."""
    book = accepted().tick(3.0).answers(qr())
    assert book.till.watches[ONE].behind
    book.hears(ODD)
    assert book.till.watches[ONE].behind, "what proves nothing brings nothing"
    book.hears(qr())
    assert not book.till.watches[ONE].behind
