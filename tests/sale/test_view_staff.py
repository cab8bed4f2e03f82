"""The staff's screen: words, buttons, questions, and always a way on."""

from __future__ import annotations

import pytest

from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale.money import Currency, Money
from kiosk.sale.screen import Act, Left, Say, StaffPage, Tone
from kiosk.sale.verdict import GOODS_ONCE
from tests.sale.helpers import (
    CONFIRMING,
    MONO,
    MOVED,
    ONE,
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
from tests.sale.openings import accepted, charged, expired, offered, opened, renewed, restarted, type_amount


def acts(book: Playbook) -> list[Act]:
    """The buttons that can be pressed; a question's come instead of the page's."""
    staff = book.staff
    return [b.act for b in (staff.question.buttons if staff.question else staff.buttons) if b.enabled]


PAGES = [
    (opened, StaffPage.KEYPAD, Tone.CALM, [Act.CHARGE]),
    (charged, StaffPage.ORDERING, Tone.WAIT, [Act.CANCEL]),
    (accepted, StaffPage.AWAITING_QR, Tone.WAIT, [Act.CHECK_NOW, Act.WRONG_AMOUNT, Act.CANCEL]),
    (lambda: accepted().hears(qr(code(None))), StaffPage.DOUBTFUL, Tone.ALERT, [Act.ALLOW, Act.REFUSE]),
    (
        offered,
        StaffPage.OFFERING,
        Tone.WAIT,
        [Act.SET_ASIDE, Act.CHECK_NOW, Act.WRONG_AMOUNT, Act.CANNOT_PAY, Act.CANCEL],
    ),
    (lambda: offered().tick(300.0), StaffPage.CHECKING, Tone.ALERT, [Act.SET_ASIDE, Act.CHECK_NOW]),
    (expired, StaffPage.CHECKING, Tone.ALERT, [Act.NEW_CODE_NO, Act.NEW_CODE_YES]),
    (lambda: offered().hears(CONFIRMING), StaffPage.CONFIRMING, Tone.ALERT, [Act.SET_ASIDE, Act.CHECK_NOW]),
    (lambda: offered().hears(success()), StaffPage.APPROVED, Tone.GOOD, [Act.NEXT]),
    (lambda: offered().hears(decline()), StaffPage.DECLINED, Tone.BAD, [Act.AGAIN, Act.NEXT]),
    (lambda: charged() >> e.CancelPressed(), StaffPage.STOPPED, Tone.CALM, [Act.CHECK_NOW, Act.NEXT]),
    (lambda: accepted().tick(15.0), StaffPage.NOT_STARTED, Tone.BAD, [Act.AGAIN, Act.NEXT]),
    (lambda: offered().hears(MOVED), StaffPage.UNSETTLED, Tone.ALERT, [Act.SET_ASIDE, Act.CHECK_NOW, Act.NEXT]),
    (lambda: expired().tick(61.0), StaffPage.UNSETTLED, Tone.ALERT, [Act.NEW_CODE_NO, Act.NEW_CODE_YES]),
    (lambda: Playbook() >> e.JournalBroke(None, "io"), StaffPage.OUT_OF_SERVICE, Tone.BAD, []),
]


@pytest.mark.parametrize(("opening", "page", "tone", "buttons"), PAGES)
def test_each_page_has_its_tone_and_buttons(opening: object, page: StaffPage, tone: Tone, buttons: list[Act]) -> None:
    assert callable(opening)
    book: Playbook = opening()
    assert (book.staff.page, book.staff.tone, acts(book)) == (page, tone, buttons)


def test_the_page_that_owes_a_record_lets_staff_check() -> None:
    book = offered()
    book.broke(book.letter(success()))
    assert (book.staff.page, book.staff.tone, acts(book)) == (StaffPage.STORAGE, Tone.ALERT, [Act.CHECK_NOW])


def test_behind_a_question_the_pages_buttons_are_still_known() -> None:
    assert [b.act for b in expired().staff.buttons] == [Act.SET_ASIDE, Act.CHECK_NOW]


# Words.


def test_the_time_left_is_kept_current_by_whoever_draws_it() -> None:
    headline = offered().staff.headline
    assert headline == Say("staff.qr_shown.headline", (("left", Left(MONO + 300.0)),))
    asked = (offered() >> e.CancelPressed()).staff.question
    assert asked is not None
    assert asked.text.args == (("left", Left(MONO + 300.0)),)


def test_why_a_customer_cannot_pay_is_a_question_with_a_way_back() -> None:
    wanted = [Act.CANNOT_LIMIT, Act.CANNOT_APP, Act.CANNOT_SETUP, Act.CANNOT_NETWORK, Act.CANNOT_KEEP]
    assert acts(offered() >> e.CannotPayPressed()) == wanted


def test_a_code_whose_amount_can_be_changed_has_its_own_words() -> None:
    accepted().hears(qr(code(editable=True))) << "staff.code_editable.question"


def test_paid_says_the_amount_and_the_goods() -> None:
    staff = offered().hears(success()).staff
    assert staff.headline == Say("staff.paid.headline", (("amount", Money(12_850, Currency.HKD)),))
    assert staff.action == Say("staff.paid.action")
    assert (staff.sale, staff.money) == (1, Money(12_850, Currency.HKD))


@pytest.mark.parametrize(
    ("number", "hint"), [("20101", "limit"), ("20105", "funds"), ("20301", "cancelled"), ("x", "other")]
)
def test_a_decline_helps_with_a_hint_and_keeps_the_code_in_small_print(number: str, hint: str) -> None:
    staff = offered().hears(decline(number)).staff
    assert staff.action == Say(f"staff.decline_hint.{hint}")
    assert staff.small == f"{number} Declined"


def test_a_sale_that_never_was_shows_the_money_it_was_for() -> None:
    book = type_amount(opened()).after(11.0) >> e.ChargePressed(ids())
    book.tick(4.0)
    assert (book.staff.money, book.staff.sale, book.staff.small) == (Money(12_850, Currency.HKD), 0, "")


def test_a_page_without_an_instruction_has_none() -> None:
    assert (offered() >> e.CancelPressed() >> e.CancelConfirmed()).staff.action is None
    assert expired().staff.action is None


def test_a_second_charge_without_the_platforms_word_is_refused_with_words() -> None:
    for book in (offered().tick(300.0).tick(61.0), offered().hears(MOVED)):
        refused = [b for b in book.staff.buttons if not b.enabled]
        assert [(b.act, b.why) for b in refused] == [(Act.NEW_CODE_NO, Say("staff.second_charge.no_owner"))]
    assert [b for b in offered().hears(REVERSED).staff.buttons if not b.enabled] == []


# Banner and answer.


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        (lambda: opened() >> e.StepFailed("x"), "staff.fault.headline"),
        (lambda: opened() >> e.ClockHeard(-301.0), "staff.clock.headline"),
        (lambda: opened() >> e.ClockHeard(1_728_000.0), "staff.clock.headline"),
        (lambda: opened() >> e.CallFailed(e.Call.MAILBOX, False, "elsewhere"), "staff.identity_elsewhere.headline"),
        (lambda: restarted(offered().payment(), t=9.0), "staff.restarted.headline"),
        (lambda: opened().broke(opened().letter(f.Odd("x", "y"), "")), "staff.storage_before.headline"),
    ],
)
def test_a_lasting_trouble_has_a_banner(opening: object, words: str) -> None:
    assert callable(opening)
    book: Playbook = opening()
    assert book.staff.banner is not None
    assert book.staff.banner.key == words


def test_without_trouble_there_is_none() -> None:
    assert offered().staff.banner is None
    assert expired().staff.banner is None
    assert offered().staff.answer is None


def test_an_answer_says_when_it_was_found() -> None:
    book = (offered() >> e.CheckNowPressed()).after(2.0).answers(ended("odd word"))
    assert book.staff.answer == Say("staff.check.open", (("time", book.now.utc),))
    assert (book.hears(WAITING) >> e.SetAsidePressed()).staff.answer is None, "the next page starts clean"


def test_the_page_of_a_sale_that_was_paid_twice_says_so() -> None:
    """Whoever paid twice may still stand there."""
    once = offered().hears(success())
    assert (once.staff.action, once.staff.verdict) == (Say("staff.paid.action"), ())
    once.hears(success(operation="op2"))
    assert (once.staff.page, once.staff.verdict) == (StaffPage.APPROVED, (GOODS_ONCE,))
    assert once.staff.action is not None
    assert once.staff.action.key == "staff.paid_twice.headline"
    both = renewed().hears(success(), TWO).hears(success(operation="op2"), ONE)
    assert (both.staff.page, both.staff.verdict) == (StaffPage.APPROVED, (GOODS_ONCE,))
    assert both.staff.action is not None
    assert dict(both.staff.action.args)["amount"] == Money(12_850, Currency.HKD)
