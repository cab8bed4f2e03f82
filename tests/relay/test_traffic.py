"""Letters and bodies on their way, counted once for both ways in."""

from __future__ import annotations

from kiosk.relay.meter import Meter
from kiosk.relay.traffic import Traffic
from kiosk.relay.values import Broken, Deposit, Full, Outcome, Stored, Wait
from tests.relay.helpers import Clock

LETTER = Deposit(2, "shop", "till1", 1.0, b"digest", b"{}")
WAIT = Wait("key", 0, 9.0, "shop", "till1", "epoch", 1, 2)


def delivered(meter: Meter) -> tuple[int, float]:
    """How many letters were handed to tills that waited, and how long that took in all."""
    figures = dict(line.rsplit(" ", 1) for line in meter.page({}).splitlines() if not line.startswith("#"))
    return int(figures["kiosk_relay_delivery_seconds_count"]), float(figures["kiosk_relay_delivery_seconds_sum"])


def traffic() -> tuple[Traffic, Meter, Clock]:
    meter, ticks = Meter(), Clock(10.0)
    return Traffic(meter, ticks), meter, ticks


def test_a_letter_for_a_till_that_waits_is_delivered_since_the_oldest_one() -> None:
    way, meter, ticks = traffic()
    way.spoken(LETTER, Stored(1, fresh=True), 8.0, waits=True)
    way.spoken(LETTER, Stored(2, fresh=True), 9.0, waits=True)
    ticks.now = 11.0
    way.handed_out(WAIT)
    way.handed_out(WAIT)
    assert delivered(meter) == (1, 3.0)


def test_what_nobody_waits_for_and_what_is_not_new_is_no_delivery() -> None:
    way, meter, _ = traffic()
    way.spoken(LETTER, Stored(1, fresh=True), 8.0, waits=False)
    outcomes: tuple[Outcome, ...] = (Stored(1, fresh=False), Full(), Broken("x"))
    for outcome in outcomes:
        way.spoken(LETTER, outcome, 8.0, waits=True)
    way.handed_out(WAIT)
    assert delivered(meter) == (0, 0.0)


def test_a_poll_that_finds_nothing_ends_what_was_under_way() -> None:
    way, meter, _ = traffic()
    way.spoken(LETTER, Stored(1, fresh=True), 8.0, waits=True)
    way.found_nothing(WAIT)
    way.handed_out(WAIT)
    assert delivered(meter) == (0, 0.0)
