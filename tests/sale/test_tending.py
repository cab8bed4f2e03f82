"""What time does: deadlines, tiles, old payments, a new day, and no hurry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.payment import State
from kiosk.sale.screen import CustomerPage, StaffPage
from kiosk.sale.tending import MOST_RECENT, UNHEARD_S
from kiosk.sale.watching import DAY_S
from tests.sale.helpers import (
    CONFIRMING,
    MOVED,
    ODD,
    ONE,
    PROCESSING,
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
from tests.sale.openings import accepted, charged, expired, offered, opened, renewed, restarted, set_aside, type_amount
from tests.sale.world import World

# Deadlines of the page.


@pytest.mark.parametrize("opening", [charged, accepted])
def test_a_code_is_waited_for_fifteen_seconds_from_the_first_byte(opening: Callable[[], Playbook]) -> None:
    book = opening()
    book.tick(14.9).none(r.Closed)
    assert book.wake == pytest.approx(15.0, abs=0.2)
    book.tick(0.1) << r.Watched << r.Closed << StaffPage.NOT_STARTED << "staff.no_code.headline" << State.WATCHING
    book.hears(qr()) << StaffPage.NOT_STARTED
    assert book.payment().watched


def test_the_clerk_has_a_minute_for_a_doubtful_code() -> None:
    book = accepted().hears(qr(code(None))).tick(59.9) << StaffPage.DOUBTFUL
    book.tick(0.2) << r.Closed << StaffPage.STOPPED << State.WATCHING
    short = accepted().hears(qr(code(None, expires=40.0))).tick(40.1)
    short << StaffPage.STOPPED


def test_at_the_deadline_the_code_goes_and_the_platform_is_asked() -> None:
    book = offered().tick(290.0) << CustomerPage.QR
    book.answers(PROCESSING).after(9.9) << CustomerPage.QR
    book.tick(0.1) << r.Watched << fx.AskStatus(ONE) << StaffPage.CHECKING << CustomerPage.CHECKING << State.WATCHING


def test_a_question_of_before_the_deadline_does_not_answer_the_one_after_it() -> None:
    book = offered().tick(299.9) << fx.AskStatus(ONE)
    book.tick(0.1).none(fx.AskStatus) << StaffPage.CHECKING
    book.after(0.1).answers(PROCESSING) << fx.AskStatus(ONE)


def test_grace_is_a_minute() -> None:
    expired(answer=PROCESSING).tick(59.9) << StaffPage.CHECKING
    expired(answer=PROCESSING).tick(60.1) << StaffPage.UNSETTLED << CustomerPage.SEE_STAFF << "staff.unsettled.headline"
    offered().hears(CONFIRMING).tick(59.9) << StaffPage.CONFIRMING
    offered().hears(CONFIRMING).tick(60.1) << StaffPage.UNSETTLED


def test_what_the_clerk_was_asked_is_still_asked_after_grace() -> None:
    assert expired().tick(60.1).staff.question is not None


# Charging.


def test_a_deaf_relay_refuses_a_charge_within_five_seconds_with_its_words() -> None:
    book = type_amount(opened()).after(11.0) >> e.ChargePressed(ids())
    book >> e.CallFailed(e.Call.PROBE, False, "unreachable")
    book.tick(3.9) << StaffPage.KEYPAD
    book.tick(0.1) << StaffPage.NOT_STARTED << "staff.cannot_start.headline" << "staff.cause.relay"
    book << CustomerPage.UNAVAILABLE
    assert book.till.payments == {}


@pytest.mark.parametrize(
    ("why", "words"),
    [("token", "staff.cause.token"), ("tls", "staff.no_tls.headline"), ("timeout", "staff.cause.relay")],
)
def test_the_words_name_the_cause(why: str, words: str) -> None:
    book = type_amount(opened()) >> e.CallFailed(e.Call.MAILBOX, False, why) >> e.ChargePressed(ids())
    book >> e.CallFailed(e.Call.PROBE, False, why)
    book.tick(4.0) << StaffPage.NOT_STARTED << words


def test_an_order_that_is_still_out_holds_the_next_one_up_and_not_for_long() -> None:
    book = charged() >> e.CancelPressed() >> e.NextPressed()
    type_amount(book) >> e.ChargePressed(ids(TWO))
    book.tick(3.0).none(fx.CreatePayment)
    assert book.wake is not None
    assert book.wake <= 4.0
    told = book.tick(1.0) << StaffPage.NOT_STARTED << "staff.cause.platform"
    assert told.till.payments.keys() == {ONE}
    again = charged() >> e.CancelPressed() >> e.NextPressed()
    type_amount(again) >> e.ChargePressed(ids(TWO)) >> e.OrderAccepted(ONE, b"") << fx.CreatePayment


# Tiles.


def test_a_tile_goes_to_the_list_a_minute_after_its_deadline() -> None:
    book = set_aside().tick(359.9)
    assert [tile.payment_id for tile in book.staff.tiles] == [ONE]
    assert book.wake is not None
    assert book.wake <= 360.0
    book.tick(0.1) << r.Raised << r.Closed
    assert (book.staff.tiles, book.attention(), book.staff.badge) == ((), ("unsettled",), 1)


def test_a_settled_tile_waits_for_its_touch() -> None:
    book = set_aside().hears(decline()).tick(7_200.0)
    assert book.till.tiles == (ONE,)
    assert book.attention() == ()


# Old payments.


@pytest.mark.parametrize(
    ("answer", "state", "attention"),
    [
        (WAITING, State.DEAD, ()),
        (ODD, State.ATTENTION, ("silent",)),
        (ended("error"), State.ATTENTION, ("silent",)),
    ],
)
def test_fourteen_days_end_the_watch(answer: f.Fact, state: State, attention: tuple[str, ...]) -> None:
    book = (offered() >> e.CancelPressed() >> e.CancelConfirmed()).answers(answer).hears(WAITING)
    book.at(300.0 + 14 * DAY_S).tick()
    assert (book.state(), book.attention()) == (state, attention)
    assert not book.payment().watched
    assert (book.tick(DAY_S).asked(), book.journal[-1]) == ([], r.Rested(book.journal[-1].at, ONE))


def test_nobody_gives_up_on_a_platform_that_was_not_reached_since_the_start() -> None:
    """A clock that is weeks ahead makes everything look old, and no network makes the last question fail."""
    left = offered().payment()
    book = restarted(left, t=20 * DAY_S)
    for _ in range(3):
        book << fx.AskStatus(ONE)
        book = book >> e.CallFailed(e.Call.ASK, False, "timeout", ONE)
        assert (book.payment().watched, book.attention()) == (True, ("unsettled",))
        book.tick(UNHEARD_S)
    book << fx.AskStatus(ONE)
    late = book.answers(success())
    assert late.state() is State.PAID_LATE


def test_what_was_never_shown_dies_quietly_and_success_is_still_heard() -> None:
    book = accepted().tick(15.0)
    book.at(400.0 + 14 * DAY_S).tick()
    assert (book.state(), book.payment().why, book.attention()) == (State.DEAD, "silence", ())
    assert book.hears(success()).state() is State.PAID_LATE
    assert book.attention() == ("late",)


def test_what_a_person_must_decide_stays_open_when_the_questions_end() -> None:
    book = (offered().hears(MOVED) >> e.NextPressed()).at(400.0 + 14 * DAY_S).tick()
    assert (book.state(), book.payment().rested, book.payment().open) == (State.ATTENTION, True, True)


def test_a_declined_sale_rests_after_a_day() -> None:
    book = offered().hears(decline()) >> e.NextPressed()
    world = World(book).run(2 * DAY_S)
    assert [round(t) for t in world.asked] == [300, 3_600, 86_400]
    assert book.folded[ONE].rested
    charged(book >> e.ProbeAnswered("E", 0, 0), TWO) >> e.OrderRefused(TWO, "3358", "", b"") >> e.NextPressed()
    assert ONE not in book.tick().till.payments


def test_a_payment_stays_in_memory_until_all_of_it_is_written() -> None:
    book = offered(opened(), TWO).hears(success(), TWO) >> e.NextPressed()
    row = offered().hears(decline()).payment()
    book >> e.StatusHeard(ONE, ended("error"), b"", recalled=replace(row, rested=True))
    assert book.till.riding == {ONE}
    assert ONE in book.tick(7_200.0).till.payments
    book.hears(ended("error"), TWO)
    assert ONE not in book.tick().till.payments


# Memory.


def test_final_payments_leave_memory_after_half_an_hour() -> None:
    book = offered().hears(success()) >> e.NextPressed()
    charged(book, TWO) >> e.OrderRefused(TWO, "3358", "", b"") >> e.NextPressed()
    assert {row.payment_id for row in book.staff.recent} == {ONE, TWO}
    book.tick(1_799.0)
    assert ONE in book.till.payments
    book.tick(2.0)
    assert set(book.till.payments) == {TWO}, "the last result stays in sight"
    assert book.staff.recent == ()


def test_final_payments_leave_memory_when_200_came_after_them() -> None:
    book = set_aside()
    for number in range(MOST_RECENT + 5):
        name = f"till1-{number:026d}"
        charged(book, name) >> e.OrderRefused(name, "3358", "", b"") >> e.NextPressed()
    assert len(book.staff.recent) == MOST_RECENT
    assert book.staff.recent[0].payment_id == name, "the newest are kept"
    assert len(book.till.payments) == MOST_RECENT + 1
    assert ONE in book.till.payments, "what is open stays, whatever came after it"


def test_a_payment_that_is_being_looked_at_stays() -> None:
    book = offered().hears(success()) >> e.NextPressed()
    charged(book, TWO) >> e.OrderRefused(TWO, "3358", "", b"") >> e.NextPressed() >> e.CheckNowPressed(ONE)
    assert ONE in book.tick(1_900.0).till.payments


def test_pictures_of_codes_are_kept_for_tiles_only() -> None:
    book = set_aside()
    assert set(book.till.codes) == {ONE}
    book.hears(success()) >> e.TileTapped(ONE)
    assert book.till.codes == {}


# No hurry.


@pytest.mark.parametrize("relay", [True, False])
def test_a_whole_day_takes_few_steps(relay: bool) -> None:
    world = World(offered() >> e.CancelPressed() >> e.CancelConfirmed(), relay=relay).run(DAY_S)
    assert world.steps < 24_000


def test_a_till_that_did_what_was_due_waits() -> None:
    for book in (opened(), charged(), offered(), expired(), renewed(), set_aside(), restarted(offered().payment())):
        for seconds in (0.0, 5.0, 10.0, 10.001, 31.0, 301.0):
            told = book.tick(seconds)
            assert told.wake is not None
            assert told.wake > told.t


def test_a_page_that_waits_for_its_customer_wakes_for_it() -> None:
    book = offered().hears(success()).tick(0.1)
    assert book.wake == pytest.approx(8.0)
    book.tick(7.9) << CustomerPage.IDLE << StaffPage.APPROVED
    stopped = (offered() >> e.CancelPressed() >> e.CancelConfirmed() >> e.NextPressed()).tick(1.0)
    assert stopped.wake is not None
    assert stopped.wake <= 8.0
    counter = stopped.tick(8.0).till.counter
    assert isinstance(counter, s.Ready)
    assert counter.residue is None


def test_guessed_deadlines_move_to_ten_minutes_and_no_further() -> None:
    world = World(offered()).run(599.0)
    moved = [x.deadline for x in world.book.journal if isinstance(x, r.DeadlineMoved)]
    assert len(moved) == 5
    assert all((b - a).total_seconds() == pytest.approx(60.0) for a, b in pairwise(moved))
    world.book << StaffPage.OFFERING
    world.run(601.0).book << StaffPage.CHECKING
