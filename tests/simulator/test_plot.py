"""The pace: every beat of a story has its seconds."""

from typing import get_args

import pytest

from kiosk.simulator.plot import Beat, Pace


@pytest.mark.parametrize(("beat", "seconds"), [("now", 0.0), ("confirm", 1.0), ("repeat", 2.0), ("again", 3.0)])
def test_a_beat_lasts_what_the_pace_says(beat: Beat, seconds: float) -> None:
    assert Pace(confirm=1.0, repeat=2.0, again=3.0).seconds(beat) == seconds


def test_every_beat_is_known() -> None:
    assert all(Pace().seconds(beat) >= 0 for beat in get_args(Beat))


def test_a_slow_answer_still_comes_within_the_tills_ten_seconds() -> None:
    assert Pace().code < Pace().slow < 10


def test_a_brief_code_is_long_enough_to_be_shown_at_all() -> None:
    assert Pace().brief >= 30 + 10
