"""Clocks and chance at the edge."""

import re
from datetime import UTC, datetime, timedelta

from kiosk.compose import edge


def test_a_payment_id_names_its_till_and_carries_130_random_bits() -> None:
    made = [edge.ids_of("till1")() for _ in range(500)]
    assert all(re.fullmatch(r"till1-[a-z2-7]{26}", ids.payment_id) for ids in made)
    assert all(re.fullmatch(r"c-[0-9a-f]{24}", ids.customer_id) for ids in made)
    assert len({ids.payment_id for ids in made}) == len({ids.customer_id for ids in made}) == 500


def test_the_clock_of_deadlines_never_goes_back_and_sleep_only_grows() -> None:
    clocks = edge.edge("till1")
    moments = [clocks.mono() for _ in range(1000)]
    assert moments == sorted(moments)
    assert clocks.asleep() >= 0.0


def test_wall_time_is_utc() -> None:
    moment = edge.utc()
    assert moment.tzinfo is UTC
    assert abs(moment - datetime.now(UTC)) < timedelta(seconds=5)
