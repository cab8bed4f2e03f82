"""Records are missing, after a salvage, in an older copy, beside another computer's newer journal: then nobody knows
here whether the sale was shown, or its goods went. No page says that it was not, none hands the goods over once more.
"""

from __future__ import annotations

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import office_events as o
from kiosk.sale import records as r
from kiosk.sale.payment import GAPS, State, fold
from kiosk.sale.screen import Act, CustomerPage, Say, StaffPage, Tone
from kiosk.sale.verdict import GONE, MAYBE_GONE, ONCE, in_short, listed
from tests.sale.helpers import NOON, ONE, WAITING, Playbook, decline, success
from tests.sale.openings import accepted, offered, restarted, set_aside

NEWER = e.ProbeAnswered("E", 40, 0, taken=40)
ELSEWHERE = e.CallFailed(e.Call.MAILBOX, False, "elsewhere")
HAND_OVER = Say("staff.paid.action")
FIND_OUT = Say("staff.gaps.action")


def salvaged(t: float = 60.0) -> Playbook:
    """A till that woke on what was left of a sale: it was accepted, and what came then is lost."""
    left = fold(accepted().payment(), r.Raised(NOON, ONE, GAPS, "records lost", stopped=False, raw=b""))
    return restarted(left, t=t)


def test_no_page_says_that_no_code_was_shown() -> None:
    book = salvaged() << fx.AskStatus(ONE) << StaffPage.CHECKING
    book.tick(5.1) << StaffPage.CHECKING
    book.answers(WAITING) << StaffPage.CHECKING
    book.tick(61.0) << StaffPage.UNSETTLED
    assert book.attention() == (GAPS,)
    (row,) = book.staff.attention
    assert row.attention == (Say("staff.gaps.headline", row.attention[0].args),)
    assert row.verdict == (MAYBE_GONE, ONCE)
    book >> e.NextPressed() >> o.PaidClaimed(ONE)
    assert book.staff.case is not None
    assert book.staff.case.known.key == "staff.case.open"


def test_what_is_left_of_it_cannot_prove_that_it_never_came_to_be() -> None:
    assert salvaged().payment().unborn is False


def test_it_is_paid_and_the_goods_may_have_gone() -> None:
    book = salvaged().answers(success())
    book << StaffPage.APPROVED << CustomerPage.PAID << State.PAID
    assert (book.staff.tone, book.staff.action) == (Tone.ALERT, FIND_OUT)
    book >> e.NextPressed()
    strip = book.staff.strip
    assert strip is not None
    assert (strip.fact, strip.verdict) == (Say("staff.state.paid_unsure"), (MAYBE_GONE, ONCE))
    case = (book >> o.CaseOpened(ONE)).staff.case
    assert case is not None
    assert (case.known.key, case.told) == ("staff.case.paid_unsure", ())


def test_late_money_for_it_is_no_reason_to_give_the_goods() -> None:
    book = salvaged().tick(5.1)
    book.tick(61.0) >> e.NextPressed()
    book.answers(success())
    assert (book.state(), set(book.attention())) == (State.PAID_LATE, {GAPS, "late"})
    (row,) = book.staff.attention
    assert (row.action, row.verdict) == (FIND_OUT, (MAYBE_GONE, ONCE))


def test_a_proved_decline_leaves_nothing_to_find_out() -> None:
    book = salvaged().answers(decline())
    assert (book.state(), book.attention()) == (State.DECLINED, ())


def test_it_is_told_when_the_page_of_a_closed_sale_turns() -> None:
    book = salvaged().tick(5.1)
    book.tick(61.0) << StaffPage.UNSETTLED
    book = book.answers(success())
    assert HAND_OVER not in (book.staff.headline, book.staff.action)


@pytest.mark.parametrize("newer", [NEWER, ELSEWHERE])
def test_an_older_copy_does_not_hand_over_goods_again(newer: object) -> None:
    before = restarted(offered().payment(), t=60.0) >> newer
    assert before.attention() == (GAPS,)
    book = before.answers(success())
    book << StaffPage.APPROVED
    assert book.staff.action == FIND_OUT
    # The platform may have been quicker than the relay.
    late = restarted(offered().payment(), t=60.0).answers(success())
    assert late.staff.action == HAND_OVER
    late >> newer
    assert late.staff.action == FIND_OUT
    assert late.attention() == (GAPS,)


@pytest.mark.parametrize("newer", [NEWER, ELSEWHERE])
def test_what_began_after_the_start_is_this_tills_own(newer: object) -> None:
    book = offered() >> newer
    assert book.attention() == ()
    assert book.answers(success()).staff.action == HAND_OVER


def test_what_was_refused_for_good_is_not_doubted() -> None:
    book = restarted(offered().payment(), t=60.0).answers(decline())
    assert (book >> NEWER).attention() == ()


def test_it_is_asked_once_and_stays_answered() -> None:
    book = restarted(set_aside().payment(), t=60.0) >> NEWER
    book >> e.AttentionDecided(ONE, "checked", "Chan")
    assert (book >> NEWER).attention() == ()
    assert book.answers(success()).staff.strip is not None
    assert book.payment().patchy


def test_a_journal_that_refuses_is_not_asked_for_it() -> None:
    book = restarted(offered().payment(), t=60.0).broke(NEWER)
    assert book.attention() == ()
    assert (book.tick(5.0) >> NEWER).attention() == (GAPS,)


def test_of_what_went_by_hand_it_is_known() -> None:
    assert listed((GAPS,), gone=True) == (GONE, ONCE)
    assert in_short(("late", GAPS)) == (MAYBE_GONE, ONCE)
    assert listed(("double", GAPS)) == (MAYBE_GONE, ONCE)


def test_a_person_can_put_it_away() -> None:
    book = salvaged().answers(success()) >> e.NextPressed() >> e.AttentionDecided(ONE, "goods", "Chan")
    assert book.attention() == ()
    assert Act.NEXT not in {button.act for button in book.staff.buttons}
