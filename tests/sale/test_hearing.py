"""What is less than a proof changes nothing about money; it only moves questions and pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import records as r
from kiosk.sale.payment import State
from kiosk.sale.screen import StaffPage
from tests.sale.helpers import CONFIRMING, ODD, ONE, PROCESSING, WAITING, Playbook, code, decline, ended, qr, success
from tests.sale.openings import accepted, charged, offered, opened, restarted, set_aside

LESS = [WAITING, PROCESSING, CONFIRMING, ended("error"), ended("awaiting customer"), ended("odd word"), ODD, qr()]


@pytest.mark.parametrize("fact", LESS)
def test_nothing_less_than_a_proof_settles_anything(fact: f.Fact) -> None:
    for book in (offered().hears(fact), offered().answers(fact)):
        assert not book.payment().ended
        assert book.payment().watched
        assert book.attention() == ()


@pytest.mark.parametrize("fact", LESS)
def test_after_paid_it_is_only_noted(fact: f.Fact) -> None:
    book = offered().hears(success()).hears(fact).answers(fact) << StaffPage.APPROVED
    assert book.state() is State.PAID


def test_what_was_last_said_is_kept_with_its_bytes_once() -> None:
    book = offered().hears(ended("error"))
    assert (book.payment().said, book.payment().said_pending) == ("error", False)
    assert [x.raw for x in book.journal if isinstance(x, r.Noted)][-1] == b"", "the letter has its own record"
    book.answers(WAITING)
    assert (book.payment().said, book.payment().said_pending) == ("awaiting customer action 9999", True)
    assert [x.raw for x in book.journal if isinstance(x, r.Noted)][-1] == b"answer"


def test_the_first_code_stays_and_another_is_only_noted() -> None:
    book = offered().hears(qr(code(payload="another"))) << StaffPage.OFFERING
    assert book.payment().payload == "the code"
    unusable = f.CodeUnusable(WAITING.stated, "crc")
    accepted().hears(qr()).hears(unusable) << StaffPage.AWAITING_QR
    offered().answers(unusable) << StaffPage.OFFERING


def test_expired_after_our_deadline_is_dead_and_before_it_is_not() -> None:
    early = offered().hears(ended("expired"))
    assert early.state() is State.WATCHING
    late = offered().tick(300.0).answers(ended("expired"))
    assert (late.state(), late.payment().why) == (State.DEAD, "expired")
    again = late.answers(ended("expired")).none(r.Failed)
    assert again.state() is State.DEAD
    assert offered().hears(decline()).at(400.0).answers(ended("expired")).state() is State.DECLINED
    orphan = opened().hears(WAITING, "till1-GHOST").after(1.0).answers(ended("expired"), "till1-GHOST")
    assert orphan.state("till1-GHOST") is State.ATTENTION


def test_an_odd_letter_asks_at_once_and_in_a_series() -> None:
    book = offered().after(5.0).hears(ODD)
    asked = [book.t] if book.asked() else []
    while book.t < 30.0:
        book >> e.CallFailed(e.Call.ASK, False, "timeout", ONE)
        wake = book.wake
        assert wake is not None
        book.at(wake) >> e.Ticked()
        asked += [book.t] if book.asked() else []
    assert asked[:5] == pytest.approx([5.0, 6.0, 8.0, 12.0, 20.0])


def test_an_odd_answer_starts_no_series() -> None:
    book = offered().tick(33.0).answers(ODD)
    assert book.tick(1.0).asked() == []
    assert book.tick(9.0).asked() == []


def test_odd_letters_about_a_paid_sale_are_asked_about_too() -> None:
    assert offered().hears(success()).hears(ODD).asked() == [ONE]


# Not registered.


def test_not_registered_twice_ten_seconds_apart_never_came_to_be() -> None:
    book = accepted().answers(f.NotRegistered()) << StaffPage.AWAITING_QR
    book.after(9.9).answers(f.NotRegistered()) << StaffPage.AWAITING_QR
    book.after(0.2).answers(f.NotRegistered()) << r.Refused << State.REJECTED << StaffPage.NOT_STARTED
    assert book.payment().why == "unregistered"


def test_an_order_that_is_still_out_is_not_yet_registered() -> None:
    book = charged().answers(f.NotRegistered()).after(11.0).answers(f.NotRegistered())
    assert book.state() is State.SUBMITTED
    book.none(r.Refused)


@pytest.mark.parametrize(
    "opening", [offered, set_aside, lambda: offered().hears(success()), lambda: accepted().hears(PROCESSING)]
)
def test_what_was_shown_or_spoken_of_is_never_taken_back(opening: Callable[[], Playbook]) -> None:
    book = opening().answers(f.NotRegistered()).after(20.0).answers(f.NotRegistered()).none(r.Refused)
    assert book.state() is not State.REJECTED


def test_only_our_own_question_hears_it() -> None:
    accepted().hears(f.NotRegistered()).after(20.0).hears(f.NotRegistered()).none(r.Refused)


def test_after_a_restart_two_answers_are_needed_again() -> None:
    row = charged().payment()
    book = restarted(row, t=60.0).answers(f.NotRegistered()).tick(5.0) << StaffPage.NOT_STARTED
    assert book.state() is State.WATCHING
    book.after(6.0).answers(f.NotRegistered())
    assert book.state() is State.REJECTED
