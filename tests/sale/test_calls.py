"""Which call leaves when; at most one of a kind is out, and none is waited for forever."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale.screen import Light, StaffPage
from tests.sale.helpers import ODD, ONE, TWO, WAITING, Playbook, decline, effects_of, ids, success
from tests.sale.openings import accepted, charged, expired, offered, opened, set_aside, type_amount
from tests.sale.world import World

# Calls that never come back.


def test_a_read_that_never_comes_back_is_given_up() -> None:
    book = opened().tick(0.1) << fx.ReadMailbox
    book.tick(44.9).none(fx.ReadMailbox)
    book.tick(0.2) << fx.ReadMailbox
    assert book.staff.lights.relay is Light.DOWN


def test_a_probe_that_never_comes_back_is_given_up() -> None:
    book = opened().after(20.0) >> e.KeyTyped("1") << fx.ProbeRelay
    book.tick(4.9)
    assert book.till.lines.probe_out is not None
    book.tick(0.2)
    lines = book.till.lines
    assert (lines.probe_out, lines.relay_ok) == (None, None)
    book.tick(4.5) << fx.ProbeRelay


def test_a_relay_that_answered_another_call_meanwhile_is_not_deaf() -> None:
    book = opened().after(20.0) >> e.KeyTyped("1") << fx.ProbeRelay
    book.after(1.0) >> e.MailboxAnswered("E", 0)
    book.tick(4.1)
    assert book.till.lines.relay_ok is not None


def test_a_question_that_never_comes_back_is_given_up_and_counts_as_asked() -> None:
    book = offered().tick(33.0) << fx.AskStatus(ONE)
    book.tick(7.9).none(fx.AskStatus)
    book.tick(0.2)
    assert book.till.lines.ask_out is None
    assert book.till.watches[ONE].last == book.now.mono
    gone = offered().tick(33.0)
    gone.till = replace(gone.till, payments={}, watches={}, counter=opened().till.counter)
    gone.folded.clear()
    assert gone.tick(8.1).till.lines.ask_out is None


def test_an_order_that_never_comes_back_is_given_up() -> None:
    book = charged() >> e.CancelPressed() >> e.NextPressed()
    book.tick(14.9)
    assert book.till.lines.ordering == ONE
    book.tick(0.2)
    assert book.till.lines.ordering == ""
    assert book.staff.lights.gate is Light.DOWN


# The relay's health.


@pytest.mark.parametrize("keeps_s", [0.0, 25.0])
def test_while_a_code_lives_the_relay_is_known_to_be_well_within_ten_seconds(keeps_s: float) -> None:
    world = World(offered(), keeps_s=keeps_s).run(200.0)
    for t in range(200, 260):
        world.run(float(t))
        assert world.book.till.lines.fresh(world.book.now.mono)
    # A relay that keeps a read longer than it was asked to is probed meanwhile.
    assert len(world.probed) == (0 if keeps_s == 0.0 else 20)


def test_a_read_is_short_while_a_code_lives_so_that_it_says_in_time_that_the_relay_is_well() -> None:
    opened().tick(0.1) << fx.ReadMailbox("E", 0, 25)
    offered().tick(0.1) << fx.ReadMailbox("E", 1, 9)
    book = set_aside().tick(0.1) << fx.ReadMailbox("E", 1, 9)
    book.hears(success()) >> e.MailboxAnswered("E", 2)
    book.tick(0.1) << fx.ReadMailbox("E", 2, 25)


@pytest.mark.parametrize("opening", [charged, accepted, offered, expired, set_aside])
def test_probes_go_on_from_the_order_to_the_end(opening: Callable[[], Playbook]) -> None:
    opening().tick(9.6) << fx.ProbeRelay


def test_an_idle_till_and_one_with_settled_tiles_probes_nobody() -> None:
    assert World(opened()).run(120.0).probed == []
    settled = set_aside().hears(success())
    assert World(settled).run(120.0).probed == []


def test_while_an_amount_stands_on_the_keypad_the_relay_stays_known() -> None:
    world = World(type_amount(opened())).run(60.0)
    assert len(world.probed) >= 6
    book = world.book >> e.ChargePressed(ids())
    book << fx.CreatePayment


def test_a_failed_probe_is_repeated_soon_while_a_charge_waits() -> None:
    book = type_amount(opened()).after(11.0) >> e.ChargePressed(ids()) << fx.ProbeRelay
    book >> e.CallFailed(e.Call.PROBE, False, "unreachable")
    book.tick(1.9).none(fx.ProbeRelay)
    book.tick(0.2) << fx.ProbeRelay
    book >> e.ProbeAnswered("E", 0, 0) << fx.CreatePayment


# Questions.


def test_one_question_at_a_time_and_the_sale_in_front_first() -> None:
    book = set_aside()
    offered(book, TWO)
    watches = dict(book.till.watches)
    watches[ONE] = watches[ONE].hurried(book.now.mono - 1.0)
    book.till = replace(book.till, watches=watches)
    book >> e.CheckNowPressed(TWO)
    assert book.asked() == [TWO]
    book.answers(WAITING, TWO)
    assert book.asked() == [ONE]
    assert len(effects_of(book.effects, fx.AskStatus)) == 1


def test_the_others_go_in_the_order_in_which_they_were_due() -> None:
    book = set_aside().after(2.0)
    set_aside(book, TWO)
    book.tick(36.0)
    assert book.asked() == [ONE]
    assert book.answers(WAITING, ONE).asked() == [TWO]


def test_an_order_that_has_not_left_is_not_asked_about() -> None:
    book = type_amount(opened()) >> e.ChargePressed(ids())
    book.tick(3.5).none(fx.AskStatus)
    book.after(0.1) >> e.OrderLeft(ONE)
    book.tick(3.0) << fx.AskStatus


def test_a_lost_letter_is_made_up_for_within_forty_seconds() -> None:
    paid_at = 40.0
    world = World(offered(), lambda t: success() if t >= paid_at else WAITING).run(paid_at + 40.0)
    world.book << StaffPage.APPROVED


def test_a_relay_that_dies_after_the_code_is_made_up_for_within_fifteen_seconds() -> None:
    paid_at = 60.0
    world = World(offered(), lambda t: success() if t >= paid_at else WAITING).run(40.0)
    world.relay = False
    world.book >> e.CallFailed(e.Call.MAILBOX, False, "unreachable")
    world.run(paid_at + 15.0).book << StaffPage.APPROVED


def test_a_silent_relay_is_noticed_when_its_last_word_gets_old() -> None:
    book = offered().tick(9.6) << fx.ProbeRelay
    wake = book.wake
    assert wake is not None
    assert wake <= 10.01
    book.at(10.01) >> e.Ticked() << fx.AskStatus


def test_a_busy_platform_is_left_in_peace() -> None:
    world = World(offered(), lambda t: None, relay=False).run(280.0)
    gaps = [b - a for a, b in pairwise(world.asked)]
    assert max(gaps) <= 60.2


def test_settled_sales_ask_no_more() -> None:
    assert World(offered().hears(success())).run(500.0).asked == []
    assert World(offered().hears(ODD).hears(decline())).run(100.0).asked != []


@pytest.mark.parametrize(
    "standing",
    [
        lambda: offered().hears(success()),
        lambda: offered().hears(success()).after(2.0) >> e.NextPressed(),
        lambda: accepted().tick(16.0),
        lambda: offered() >> e.CancelPressed() >> e.CancelConfirmed(),
    ],
)  # fmt: skip
def test_in_a_shop_at_work_a_relay_that_is_back_is_noticed_within_three_seconds(
    standing: Callable[[], Playbook],
) -> None:
    book = standing()
    for _ in range(60):
        book >> e.CallFailed(e.Call.MAILBOX, False, "unreachable")
        asked = book.till.lines.mailbox_next - book.now.mono
        assert 0.5 <= asked <= 3.0, "soon, and never at once"
        book.after(asked)


def test_the_first_read_after_a_failure_is_not_kept_waiting_so_that_the_light_goes_on_at_once() -> None:
    book = opened() >> e.CallFailed(e.Call.MAILBOX, False, "unreachable")
    lines = book.till.lines
    book.tick(0.6) << fx.ReadMailbox(lines.epoch, lines.position, 0)
    (book >> e.MailboxAnswered("E", 0)).tick(0.06) << fx.ReadMailbox("E", 0, 25)


def test_a_read_that_looks_for_another_computer_is_kept_as_ever() -> None:
    book = opened() >> e.CallFailed(e.Call.MAILBOX, False, "elsewhere")
    book.tick(5.1) << fx.ReadMailbox(book.till.lines.epoch, 0, 25)
