"""The engine itself: the same number gives the same input, and a broken promise is found, told and made again."""

from __future__ import annotations

from random import Random

import pytest

from tests.fuzz import __main__ as command
from tests.fuzz import engine
from tests.fuzz.byte_chance import ByteChance
from tests.fuzz.engine import Target
from tests.fuzz.targets import TARGETS


def _never_seven(number: int) -> None:
    assert number % 7, "a multiple of seven"


SEVEN = Target("seven", "no multiple of seven", lambda chance: chance.randrange(1_000), _never_seven)


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_a_number_always_gives_the_same_input(target: Target) -> None:
    first = [engine.shown(engine.input_of(target, 3, index)) for index in range(40)]
    assert [engine.shown(engine.input_of(target, 3, index)) for index in reversed(range(40))] == first[::-1]
    assert [engine.shown(engine.input_of(target, 4, index)) for index in range(40)] != first, "another seed, others"


def test_a_broken_promise_is_found_and_can_be_made_again() -> None:
    failures = engine.correct(SEVEN, 1, 0, 500)
    assert len(failures) == engine.MOST_FAILURES, "so many and no more"
    for failure in failures:
        assert failure.why == "AssertionError: a multiple of seven"
        assert engine.input_of(SEVEN, failure.seed, failure.index) % 7 == 0
    assert failures[0].command == f"python -m tests.fuzz replay seven 1 {failures[0].index}"


def test_a_run_measures_and_counts() -> None:
    report = engine.measured(SEVEN, 1, 300)
    assert (report.inputs, report.failed) == (300, sum(engine.input_of(SEVEN, 1, i) % 7 == 0 for i in range(300)))
    assert not report.good
    assert report.seconds > 0
    assert 0 <= report.slowest_index < 300


def test_a_run_may_end_by_time_and_tells_how_far_it_came() -> None:
    report = engine.measured(SEVEN, 1, 300, most_s=-1.0)
    assert (report.inputs, report.failed) == (0, 0)


def test_an_exception_that_nobody_documents_is_a_broken_promise() -> None:
    def check(number: int) -> None:
        raise OverflowError("too far")

    (failure,) = engine.correct(Target("far", "never far", lambda chance: 1, check), 1, 0, 1)
    assert failure.why == "OverflowError: too far"


def test_the_command_runs_and_replays(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["run", "--target", "amount", "--inputs", "300", "--seed", "5"]) in (0, 1), (
        "time is not judged here"
    )
    told = capsys.readouterr().out
    assert "amount" in told
    assert "300" in told
    assert command.main(["replay", "amount", "5", "17"]) == 0
    assert repr(engine.input_of(TARGETS["amount"], 5, 17)) in capsys.readouterr().out


def test_a_guided_fuzzer_may_hand_in_its_own_bytes() -> None:
    one, other = ByteChance(bytes(range(200))), ByteChance(bytes(range(200)))
    assert [one.choice("abc") for _ in range(9)] == [other.choice("abc") for _ in range(9)]
    for target in TARGETS.values():
        target.check(target.make(ByteChance(b"")))
        target.check(target.make(ByteChance(Random(1).randbytes(400))))
