"""Records are missing, after a salvage, in an older copy, beside another computer's newer journal: then nobody knows
here whether the sale was shown, or its goods went. No page says that it was not, none hands the goods over once more.
"""

from __future__ import annotations

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import office_events as o
from kiosk.sale import office_records as kept
from kiosk.sale import records as r
from kiosk.sale import words
from kiosk.sale.payment import GAPS, State, fold
from kiosk.sale.screen import CustomerPage, Say, StaffPage, Tone
from kiosk.sale.verdict import AGAIN, GONE, IF_NONE, KEEP, MAYBE_GONE, ONCE, in_short, listed, weighed
from tests.sale.helpers import NOON, ONE, TWO, WAITING, Playbook, code, decline, success
from tests.sale.openings import accepted, charged, offered, renewed, restarted, set_aside

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
    book.answers(WAITING) << StaffPage.CHECKING << CustomerPage.CHECKING << "staff.checking.headline"
    assert (book.staff.question, book.staff.verdict) == (None, (KEEP, MAYBE_GONE))
    book.tick(61.0) << StaffPage.UNSETTLED
    assert book.answers(WAITING).staff.question is None, "its code may be alive: no other one beside it"
    assert MAYBE_GONE in book.staff.verdict
    assert book.attention() == (GAPS,)
    (row,) = book.staff.attention
    assert row.attention == (Say("staff.gaps.headline", row.attention[0].args),)
    assert (row.action, row.verdict) == (FIND_OUT, (ONCE,))
    book >> e.NextPressed() >> o.PaidClaimed(ONE)
    assert book.staff.case is not None
    assert book.staff.case.known.key == "staff.case.open"


def test_what_is_left_of_it_cannot_prove_that_it_never_came_to_be() -> None:
    assert salvaged().payment().unborn is False


def test_it_is_paid_and_the_goods_may_have_gone() -> None:
    book = salvaged().answers(success())
    book << StaffPage.APPROVED << CustomerPage.PAID << State.PAID
    assert (book.staff.tone, book.staff.action) == (Tone.ALERT, FIND_OUT)
    assert book.staff.verdict == (MAYBE_GONE, ONCE)
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
    assert (row.action, row.verdict) == (FIND_OUT, (ONCE,))
    assert row.attention[0] == Say("staff.gaps_paid.headline")


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
def test_an_older_copy_shows_no_code_again(newer: object) -> None:
    """The newer records may say that it was cancelled, or that another code of the sale was paid."""
    known = restarted(offered().payment(), t=60.0) >> newer
    known.answers(WAITING) << StaffPage.CHECKING << CustomerPage.CHECKING << State.WATCHING
    assert (known.staff.question, MAYBE_GONE in known.staff.verdict) == (None, True)
    back = restarted(offered().payment(), t=60.0)
    back.answers(WAITING) >> e.QrDrawn(ONE, code()) >> e.QrPainted(ONE, True)
    back << StaffPage.OFFERING << CustomerPage.QR
    back >> newer << StaffPage.CHECKING << CustomerPage.CHECKING << State.WATCHING
    assert back.answers(WAITING).staff.question is None


@pytest.mark.parametrize("newer", [NEWER, ELSEWHERE])
def test_what_began_after_the_start_is_this_tills_own(newer: object) -> None:
    book = offered() >> newer
    assert book.attention() == ()
    assert book.answers(success()).staff.action == HAND_OVER


def test_a_decline_beside_missing_records_is_no_leave_to_charge_again() -> None:
    """What is missing here may be this customer's second payment."""
    book = offered().answers(decline())
    assert book.staff.verdict == (KEEP, AGAIN)
    beside = offered().hears(success(), "till1-GHOST").answers(decline()) << StaffPage.DECLINED
    assert beside.staff.verdict == (KEEP, IF_NONE)
    beside >> e.AttentionDecided("till1-GHOST", "checked", "Chan")
    assert beside.staff.verdict == (KEEP, AGAIN)


def test_what_was_refused_for_good_is_not_doubted() -> None:
    book = restarted(offered().payment(), t=60.0).answers(decline())
    assert (book >> NEWER).attention() == ()


def test_it_is_asked_once_and_stays_answered() -> None:
    book = restarted(set_aside().payment(), t=60.0) >> NEWER
    book >> e.AttentionDecided(ONE, "checked", "Chan")
    assert (book >> NEWER).attention() == ()
    assert book.payment().patchy
    assert book.answers(success()).attention() == (GAPS,), "whoever settled it did not know that it was paid"


def test_a_journal_that_refuses_is_not_asked_for_it() -> None:
    book = restarted(offered().payment(), t=60.0).broke(NEWER)
    assert book.attention() == ()
    assert (book.tick(5.0) >> NEWER).attention() == (GAPS,)


def test_of_what_went_by_hand_it_is_known() -> None:
    assert listed((GAPS,), gone=True) == (GONE, ONCE)
    assert in_short(("late", GAPS)) == (MAYBE_GONE, ONCE)
    assert weighed(("double", GAPS)) == (GAPS, "double")


def test_what_went_on_trust_before_is_not_to_be_found_out() -> None:
    lost = r.Raised(NOON, ONE, GAPS, "records lost", stopped=False, raw=b"")
    gone = fold(offered().payment(), kept.Trusted(NOON, ONE, 20_000))
    book = restarted(fold(gone, lost), t=60.0).answers(success()) >> e.NextPressed() >> o.CaseOpened(ONE)
    strip, case = book.staff.strip, book.staff.case
    assert strip is not None
    assert case is not None
    assert strip.verdict == (GONE, ONCE)
    assert case.known.key == "staff.case.paid_gone"
    assert [said.key for said in case.told] == ["staff.case.went_on_trust"]


def test_the_page_of_a_sale_that_came_twice_doubts_the_goods_too() -> None:
    paid = fold(offered().hears(success()).payment(), r.Raised(NOON, ONE, "double", "", stopped=False, raw=b""))
    lost = fold(paid, r.Raised(NOON, ONE, GAPS, "", stopped=False, raw=b""))
    case = (restarted(lost, t=60.0) >> o.CaseOpened(ONE)).staff.case
    assert case is not None
    assert case.known.key == "staff.case.double_unsure"


def test_a_page_in_front_goes_on_when_it_was_settled() -> None:
    book = salvaged().answers(success()) >> e.AttentionDecided(ONE, "goods", "Chan")
    assert (book.staff.tone, book.staff.verdict) == (Tone.GOOD, ())


def test_a_person_can_put_it_away() -> None:
    book = salvaged().answers(success()) >> e.NextPressed() >> e.AttentionDecided(ONE, "goods", "Chan")
    assert book.attention() == ()
    case = (book >> o.CaseOpened(ONE)).staff.case
    assert case is not None
    assert (case.known.key, case.row.fact.key) == ("staff.case.paid_settled", "staff.state.paid")


def test_the_page_that_nothing_came_to_be_turns_when_the_copy_is_known_for_old() -> None:
    book = restarted(charged().payment(), t=2.0).tick(5.1) << StaffPage.NOT_STARTED
    book >> NEWER << StaffPage.UNSETTLED
    assert MAYBE_GONE in book.staff.verdict


def test_what_was_settled_after_the_copy_was_made_is_not_settled_again() -> None:
    late = (offered() >> e.CancelPressed() >> e.CancelConfirmed()).hears(success()).payment()
    book = restarted(late, t=400.0) >> NEWER
    assert (set(book.attention()), book.staff.banner) == ({"late", GAPS}, None)
    (row,) = book.staff.attention
    assert (row.action, row.verdict) == (FIND_OUT, (ONCE,))


def test_money_that_came_twice_for_it_gives_no_goods_either() -> None:
    book = renewed()
    old, new = book.payment(ONE), book.payment(TWO)
    both = restarted(old, new, t=330.0) >> NEWER
    both.answers(success(), TWO) << StaffPage.APPROVED
    both.answers(success(operation="op2"))
    assert both.staff.tone is Tone.ALERT
    assert both.staff.verdict == (MAYBE_GONE, ONCE)
    assert {"double", GAPS} <= set(both.attention())
    action = both.staff.action
    assert action is not None
    assert action.key == "staff.gaps_twice.headline", "the extra payment may have been returned already"
    assert words.attention(both.payment(), "double")[1].key == "staff.gaps_twice.action"
