"""The status plan, instant by instant."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from kiosk.sale import events as e
from kiosk.sale.money import Currency, Money
from kiosk.sale.payment import Payment, State
from kiosk.sale.watching import DAY_S, Watch, due, end_of
from tests.sale.helpers import MOVED, NOON, PROJECT, decline
from tests.sale.openings import offered
from tests.sale.world import World

BASE = Payment("till1-A", "c", 1, 1, Money(100, Currency.HKD), "", PROJECT, "test", NOON, 300, shown=True)
SHOWN = replace(BASE, state=State.QR_SHOWN)
QR_AT, DEADLINE = 5.0, 305.0
WATCH = Watch(left_at=0.0, ready_at=QR_AT, deadline=DEADLINE, last=4.0)


def plan(payment: Payment, watch: Watch, well: bool, until: float, busy: bool = False) -> list[float]:
    """When it is asked, if every answer comes at once."""
    instants: list[float] = []
    now = QR_AT
    while (at := due(payment, watch, well, now)) is not None and at <= until:
        now = max(at, now)
        instants.append(now)
        watch = watch.asked(now).answered(now, busy)
    return instants


def near(instants: list[float], expected: list[float], share: float) -> bool:
    """Every step is the expected one, give or take a share of it."""
    steps = [b - a for a, b in zip([0.0, *instants], instants, strict=False)]
    wanted = [b - a for a, b in zip([0.0, *expected], expected, strict=False)]
    return len(steps) == len(wanted) and all(abs(a - b) <= share * b + 1e-6 for a, b in zip(steps, wanted, strict=True))


def test_while_the_mailbox_is_well_thirty_seconds_after_the_code_and_then_every_thirty() -> None:
    instants = plan(SHOWN, WATCH, True, 200.0)
    assert near([at - QR_AT for at in instants], [30.0, 60.0, 90.0, 120.0, 150.0, 180.0], 0.1)


def test_while_it_is_not_well_at_once_and_then_every_twelve() -> None:
    instants = plan(SHOWN, replace(WATCH, last=None), False, 60.0)
    assert instants[0] == QR_AT
    assert near([at - QR_AT for at in instants[1:]], [12.0, 24.0, 36.0, 48.0], 0.1)


def test_a_mailbox_that_falls_ill_is_made_up_for_at_once() -> None:
    watch = replace(WATCH, last=40.0)
    assert due(SHOWN, watch, True, 60.0) == pytest.approx(70.0, abs=3.0)
    assert due(SHOWN, watch, False, 60.0) == pytest.approx(52.0, abs=1.2)


def test_gate_knowing_more_than_the_letters_counts_as_not_well() -> None:
    behind = replace(WATCH, last=40.0, behind=True)
    assert due(SHOWN, behind, True, 41.0) == pytest.approx(52.0, abs=1.2)


def test_steps_are_spread_by_ten_per_cent_and_no_more() -> None:
    steps = {due(SHOWN, replace(WATCH, last=40.0, asks=n), True, 41.0) for n in range(200)}
    found = [at - 40.0 for at in steps if at is not None]
    assert 27.0 <= min(found) < 28.0
    assert 32.0 < max(found) <= 33.0


def test_before_the_code_at_three_six_ten_and_fourteen_seconds() -> None:
    awaiting = replace(BASE, state=State.ACCEPTED, shown=False)
    watch = Watch(left_at=0.0)
    instants: list[float] = []
    for _ in range(4):
        at = due(awaiting, watch, True, 0.0)
        assert at is not None
        instants.append(at)
        watch = watch.asked(at).answered(at, busy=False)
    assert instants == [3.0, 6.0, 10.0, 14.0]


def test_a_closed_sale_without_a_code_is_asked_by_the_slower_plan() -> None:
    closed = replace(BASE, state=State.WATCHING, shown=False, closed="no_code")
    assert due(closed, Watch(left_at=0.0, last=14.0), True, 20.0) == pytest.approx(44.0, abs=3.0)
    assert end_of(closed, Watch(left_at=0.0)) == 300.0


def test_at_the_deadline_and_shortly_after_it() -> None:
    watch = replace(WATCH, last=290.0)
    instants = plan(SHOWN, watch, True, DEADLINE + 130.0)
    assert instants == [DEADLINE + s for s in (0.0, 10.0, 30.0, 60.0, 120.0)]


def test_a_deadline_that_is_only_the_setting_is_asked_about_five_seconds_before() -> None:
    about = replace(SHOWN, about=True)
    assert plan(about, replace(WATCH, last=290.0), True, DEADLINE) == [DEADLINE - 5.0, DEADLINE]
    assert due(about, replace(WATCH, last=None), True, QR_AT) == pytest.approx(35.0, abs=3.0)


def test_later_ever_more_rarely_for_fourteen_days() -> None:
    watching = replace(SHOWN, state=State.WATCHING)
    instants = [at - DEADLINE for at in plan(watching, replace(WATCH, last=290.0), True, 15 * DAY_S)]
    five = [at for at in instants if 120.0 < at <= 3_800.0]
    half_hours = [at for at in instants if 3_800.0 < at <= DAY_S]
    six_hours = [at for at in instants if at > DAY_S + 1_800.0]
    assert 11 <= len(five) <= 13
    assert 43 <= len(half_hours) <= 48
    assert 48 <= len(six_hours) <= 56
    assert 14 * DAY_S <= instants[-1] <= 14 * DAY_S + 6.6 * 3_600
    steps = [b - a for a, b in pairwise(six_hours)]
    assert all(0.9 * 21_600 <= step <= 1.1 * 21_600 for step in steps)


@pytest.mark.parametrize("state", [State.DECLINED, State.DEAD])
def test_the_declined_are_asked_three_times_more_and_then_only_heard(state: State) -> None:
    over = replace(SHOWN, state=state)
    watch = replace(WATCH, ended_at=100.0, last=100.0)
    assert plan(over, watch, True, 20 * DAY_S) == [400.0, 3_700.0, 100.0 + DAY_S]


def test_a_dead_row_without_a_time_counts_from_its_order() -> None:
    assert due(replace(SHOWN, state=State.DEAD), replace(WATCH, last=20 * DAY_S), True, 0.0) is None


@pytest.mark.parametrize("state", [State.PAID, State.PAID_LATE, State.REJECTED])
def test_what_is_settled_is_asked_only_out_of_turn(state: State) -> None:
    final = replace(SHOWN, state=state)
    assert due(final, WATCH, True, 0.0) is None
    assert due(final, WATCH.hurried(50.0), True, 0.0) == 50.0


def test_a_busy_platform_doubles_the_step_up_to_a_minute() -> None:
    watch = replace(WATCH, last=40.0)
    waits = [due(SHOWN, replace(watch, busy=n), False, 41.0) for n in range(1, 5)]
    assert waits == [64.0, 88.0, 100.0, 100.0]
    assert due(SHOWN, replace(watch, busy=1), True, 41.0) == 100.0
    awaiting = replace(BASE, state=State.ACCEPTED, shown=False)
    assert due(awaiting, Watch(left_at=0.0, last=3.0, busy=1), True, 3.0) == 9.0
    assert watch.answered(50.0, busy=True).answered(60.0, busy=True).busy == 2
    assert watch.answered(50.0, busy=True).answered(60.0, busy=False).busy == 0


def test_busy_never_holds_up_a_question_out_of_turn() -> None:
    assert due(SHOWN, replace(WATCH, last=40.0, busy=4).hurried(41.0), True, 41.0) == 41.0


def test_an_odd_letter_asks_at_once_and_after_one_two_four_and_eight_seconds() -> None:
    watch = WATCH.doubted("a", 100.0)
    assert [at - 100.0 for at in watch.extra] == [0.0, 1.0, 3.0, 7.0, 15.0]
    assert watch.doubted("a", 200.0) == watch, "one series per letter, however often it comes"
    second = watch.doubted("b", 109.9)
    assert second.extra == watch.extra, "one series in ten seconds"
    assert second.doubted("c", 110.0).extra[-1] == 125.0


def test_a_flood_of_odd_letters_does_not_grow_without_end() -> None:
    watch = WATCH
    for n in range(500):
        watch = watch.doubted(str(n), 100.0 + n / 100)
    assert len(watch.digests) == 64


def test_a_question_that_leaves_serves_all_that_were_due() -> None:
    watch = WATCH.hurried(10.0).hurried(12.0)
    assert watch.extra == (10.0,), "one is due by then anyway"
    assert watch.hurried(9.0).extra == (10.0, 9.0)
    assert WATCH.doubted("a", 100.0).asked(101.5).extra == (103.0, 107.0, 115.0)


def test_a_whole_sale_that_nobody_pays_is_asked_as_planned() -> None:
    world = World(offered()).run(299.0)
    *steps, before_the_deadline = world.asked
    assert before_the_deadline == pytest.approx(295.0)
    gaps = [b - a for a, b in zip([0.0, *steps], steps, strict=False)]
    assert len(steps) in (9, 10)
    assert all(27.0 <= gap <= 33.2 for gap in gaps)


def test_a_code_that_was_taken_off_the_glass_is_asked_no_more_often_than_one_that_is_shown() -> None:
    """It can still be paid, so the relay is known to be well as long as that is so."""
    world = World(offered() >> e.CancelPressed() >> e.CancelConfirmed() >> e.NextPressed()).run(299.0)
    gaps = [b - a for a, b in pairwise(world.asked[:-1])]
    assert len(gaps) in (8, 9)
    assert all(27.0 <= gap <= 33.2 for gap in gaps)


def test_a_sale_without_a_relay_is_asked_every_twelve_seconds() -> None:
    world = World(offered(), relay=False).run(120.0)
    gaps = [b - a for a, b in pairwise(world.asked)]
    assert world.asked[0] < 35.0
    assert all(gap <= 13.4 for gap in gaps[1:])


def test_every_settled_story_stops_asking() -> None:
    book = offered().hears(decline())
    world = World(book).run(2 * DAY_S)
    assert [round(at) for at in world.asked] == [300, 3_600, 86_400]
    moved = World(offered().hears(MOVED)).run(3_600.0)
    assert len(moved.asked) > 10, "money that may have moved is asked about"
