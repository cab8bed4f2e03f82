"""A short mix of every target: the promises hold. How fast and how large is for `python -m tests.fuzz run` to say."""

from __future__ import annotations

import pytest

from tests.fuzz import engine
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
