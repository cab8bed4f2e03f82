"""A short mix of every target: the promises hold. How fast and how large is for `python -m tests.fuzz run` to say."""

from __future__ import annotations

import pytest

from tests.fuzz import engine, targets_wire
from tests.fuzz.targets import TARGETS

INPUTS = 600
QUICK = {"amount", "request", "journal-line"}
"""Readers of a few microseconds take five times as many."""


OWN_TESTS = {"forge", "collide"}
"""Tested in larger numbers beside what makes them."""


@pytest.mark.parametrize("name", sorted(TARGETS.keys() - OWN_TESTS))
def test_the_promise_of_a_reader_holds(name: str) -> None:
    failures = engine.correct(TARGETS[name], 20_261_122, 0, INPUTS * (5 if name in QUICK else 1))
    assert failures == [], "\n".join(f"{failure.why}\n    {failure.command}" for failure in failures)


WHOLE = b"GET / HTTP/1.1\r\nHost: relay\r\n\r\n"


@pytest.mark.parametrize(
    "pieces",
    [
        # Found by a million inputs: both readers are right, and the promise asked for more than it says.
        pytest.param((WHOLE + b"\r" + WHOLE,), id="half an empty line between two requests"),
        pytest.param((WHOLE + WHOLE[:-2] + b"X: " + b"y" * 5_000, b"y" * 9_000), id="a header without an end"),
    ],
)
def test_what_two_readers_may_read_each_in_its_way(pieces: tuple[bytes, ...]) -> None:
    assert engine.attempt(TARGETS["wire"], pieces) == ""


@pytest.mark.parametrize("start", [b"\rG\rET / HTTP/1.1", b"\r/ GET HTTP/1.1", b"GET / x HTTP/1.1"])
def test_what_hides_a_request_is_not_excused(start: bytes) -> None:
    assert not targets_wire.SPACED.match(f"illegal request line: {bytearray(start)!r}")
