"""A start on a journal whose newest records may have been lost: what is open is of one whose records are missing."""

from __future__ import annotations

import pytest

from kiosk.sale import events as e
from kiosk.sale import records as r
from kiosk.sale.payment import GAPS, Payment, State
from kiosk.sale.screen import Say, StaffPage, Tone
from tests.sale.helpers import WAITING, Playbook, success
from tests.sale.openings import accepted, charged, offered


def woken(payment: Payment, *, undone: bool = True) -> Playbook:
    book = Playbook().at(20.0)
    book.folded = {payment.payment_id: payment}
    return book >> e.Woke((payment,), 2, "E", 0, undone=undone)


def raised(book: Playbook) -> list[str]:
    return [x.detail for x in book.journal if isinstance(x, r.Raised)]


def test_a_start_on_a_whole_log_doubts_nothing() -> None:
    book = woken(accepted().payment(), undone=False)
    assert (raised(book), book.payment().patchy) == ([], False)


@pytest.mark.parametrize("book", [charged(), accepted(), offered()])
def test_what_is_open_is_put_before_a_person_once(book: Playbook) -> None:
    again = woken(book.payment())
    again.tick(3.0).tick(3.0)
    assert raised(again) == ["its newest records may have been lost"]
    assert again.attention() == (GAPS,)


@pytest.mark.parametrize("book", [charged(), accepted()])
def test_nobody_says_that_no_code_was_shown(book: Playbook) -> None:
    """The record of the code may be among those that were lost, and so may the letter."""
    again = woken(book.payment())
    pages = set()
    for _second in range(200):
        again.tick(1.0)
        pages.add(again.staff.page)
    assert StaffPage.NOT_STARTED not in pages
    assert again.answers(WAITING).payment().patchy


def test_what_is_paid_may_have_been_handed_over() -> None:
    book = woken(offered().payment()).answers(success())
    book << StaffPage.APPROVED << State.PAID
    assert (book.staff.tone, book.staff.action) == (Tone.ALERT, Say("staff.gaps.action"))


def test_a_start_whose_records_were_refused_doubts_when_it_is_told_again() -> None:
    payment = accepted().payment()
    book = Playbook().at(20.0)
    book.folded = {payment.payment_id: payment}
    woke = e.Woke((payment,), 2, "E", 0, undone=True)
    book >> e.JournalBroke(None, "full") >> woke
    assert book.attention() == (GAPS,)


def test_nothing_open_is_nothing_to_doubt() -> None:
    book = Playbook().at(5.0) >> e.Woke((), 2, "E", 0, undone=True)
    assert book.journal == []
    book << StaffPage.KEYPAD
