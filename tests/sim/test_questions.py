"""The platform is asked seldom: counted where it answers, on the virtual clock, so that no busy machine matters."""

from __future__ import annotations

import pytest

from tests.sim import questions


def test_while_the_relay_is_up_most_sales_need_no_question() -> None:
    count = questions.relay_up(40, seed=1)
    assert len(count.asked) == 40
    assert count.met, str(count)
    assert max(count.asked) <= 8


@pytest.mark.parametrize("early", [False, True])
def test_while_the_relay_is_down_a_code_of_300_s_is_asked_about_35_times_at_most(early: bool) -> None:
    count = questions.relay_down(3, seed=1, early=early)
    assert count.met, str(count)
    assert min(count.asked) > 20, "and nothing else could have told"


def test_a_code_that_was_moved_to_ten_minutes_is_asked_about_as_long_as_it_lives() -> None:
    count = questions.relay_down(1, seed=1, moved=True)
    assert 40 < count.asked[0] <= 56


def test_the_command_prints_counts_and_says_whether_they_are_met(capsys: pytest.CaptureFixture[str]) -> None:
    assert questions.main(["--sales", "5"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0].partition(",")[0] for line in told] == ["relay up"] + ["relay down"] * 3
    assert "goal 35: met" in told[1]


def test_a_miss_is_said() -> None:
    assert "goal 35: MISSED" in str(questions.Count("relay down", (36, 30), 36, 35))
