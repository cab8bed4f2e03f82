"""The till's one function: pure, total, and the whole conversation of a sale."""

from __future__ import annotations

from typing import cast

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import records as r
from kiosk.sale.machine import begin, step, wake_at
from kiosk.sale.money import Currency
from kiosk.sale.payment import Payment, State
from kiosk.sale.screen import CustomerPage, StaffPage
from tests.sale.helpers import BOTH, MONO, ONE, TWO, effects_of, ids, moment, qr, rules, success
from tests.sale.openings import charged, offered, opened, set_aside, type_amount


def test_the_median_sale_told_once() -> None:
    book = opened()
    type_amount(book, "128.5") << StaffPage.KEYPAD << CustomerPage.AMOUNT
    book >> e.ChargePressed(ids()) << r.Intended << fx.CreatePayment << StaffPage.ORDERING << CustomerPage.WAIT
    book >> e.OrderLeft(ONE) >> e.OrderAccepted(ONE, b"{}") << StaffPage.AWAITING_QR
    book.after(1.0).hears(qr()) << r.LetterKept << r.CodeCame << CustomerPage.WAIT
    book >> e.QrPainted(ONE, True) << r.CodeShown << StaffPage.OFFERING << CustomerPage.QR
    book.after(20.0).hears(success()) << r.LetterKept << r.Succeeded << StaffPage.APPROVED << CustomerPage.PAID
    book.after(1.1) >> e.KeyTyped("5") << StaffPage.KEYPAD
    assert book.staff.entry == "5"


def test_a_paid_sale_waits_for_the_disk_four_times() -> None:
    book, waits = type_amount(opened()), 0
    for event in (
        e.ChargePressed(ids()), e.OrderLeft(ONE), e.OrderAccepted(ONE, b"{}"), book.letter(qr()),
        e.MailboxAnswered("E", 1), e.QrPainted(ONE, True), e.Ticked(), book.letter(success()),
        e.MailboxAnswered("E", 2), e.NextPressed(), e.KeyTyped("5"),
    ):  # fmt: skip
        book.after(0.1) >> event
        waits += bool(effects_of(book.effects, fx.Remember))
    assert waits == 4


def test_seven_presses_from_the_first_digit_to_the_next_customer() -> None:
    book, presses = opened(), 0
    for press in (*(e.KeyTyped(key) for key in "128.5"), e.ChargePressed(ids())):
        book >> press
        presses += 1
    book >> e.OrderLeft(ONE) >> e.OrderAccepted(ONE, b"{}") >> book.letter(qr()) >> e.QrPainted(ONE, True)
    book.hears(success()).after(1.1) >> e.KeyTyped("9") << StaffPage.KEYPAD
    assert book.staff.entry == "9", "no press is spent on the result: this is the next customer's first digit"
    assert presses <= 7


def test_a_new_till_starts_with_the_first_currency_and_asks_for_nothing() -> None:
    till = begin(rules(limits=BOTH))
    assert till.counter == begin(rules(limits=BOTH)).counter
    assert wake_at(till, moment(0.0)) is None
    assert (opened(limits=BOTH)).staff.currency is Currency.HKD


def test_the_till_before_the_step_is_untouched() -> None:
    book = offered()
    before = book.till
    held = dict(before.payments)
    step(before, book.letter(success()), book.now)
    assert (dict(before.payments), before.payments[ONE].state) == (held, State.QR_SHOWN)
    with pytest.raises(TypeError):
        cast("dict[str, Payment]", before.payments)[TWO] = held[ONE]


def test_deciding_needs_something_to_decide() -> None:
    assert (set_aside() >> e.AttentionDecided(ONE, "goods")).effects == ()
    assert (set_aside() >> e.AttentionDecided("till1-GHOST", "goods")).effects == ()
    book = (
        set_aside().hears(success()).hears(success(operation="op2"))
        >> e.AttentionDecided(ONE, "goods", "Ann")
        << r.Decided
    )
    assert (book.staff.badge, book.payment().decided) == (0, "goods")


def test_check_now_asks_about_the_sale_in_front_or_the_one_named() -> None:
    assert (offered() >> e.CheckNowPressed()).asked() == [ONE]
    assert (set_aside() >> e.CheckNowPressed(ONE)).asked() == [ONE]
    assert (opened() >> e.CheckNowPressed()).effects == ()
    row = offered().hears(success()).payment()
    recalled = opened() >> e.CheckNowPressed(ONE, recalled=row)
    assert recalled.asked() == [ONE]


def test_a_fault_of_the_program_blocks_charging_and_nothing_else() -> None:
    book = offered() >> e.StepFailed("KeyTyped") << "staff.fault.headline"
    book.hears(success()) << StaffPage.APPROVED


def test_a_fault_that_fell_with_a_record_of_time_stops_charging_all_the_same() -> None:
    book = set_aside().at(361.0).broke(e.StepFailed("LetterHeard"))
    assert book.till.broken == "LetterHeard"


def test_waking_is_asked_for_on_the_monotonic_clock() -> None:
    book = charged()
    at = wake_at(book.till, book.now)
    assert at == pytest.approx(MONO + 0.05)
    assert wake_at(book.tick(0.1).till, book.now) == pytest.approx(MONO + 3.0)
