"""The pure till against the reference model, under whatever Hypothesis thinks of.

`KIOSK_MODEL_EXAMPLES` and `KIOSK_MODEL_STEPS` make it larger: the release gate is 20,000 times 200.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from kiosk.sale.money import Currency, Money
from tests.model.machine import REACHED, TillMachine
from tests.model.reference import Reference
from tests.sale import helpers as h

SIZE = settings(
    max_examples=int(os.environ.get("KIOSK_MODEL_EXAMPLES", "60")),
    stateful_step_count=int(os.environ.get("KIOSK_MODEL_STEPS", "40")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.timeout(0)  # as long as the size that was asked for
def test_every_payment_is_what_it_must_be_whatever_happened() -> None:
    run_state_machine_as_test(TillMachine, settings=SIZE)


@pytest.mark.timeout(0)
def test_the_walks_get_everywhere() -> None:
    """A machine that never comes to a payment agrees with everything."""
    REACHED.clear()
    walks = settings(SIZE, max_examples=100, derandomize=True, database=None)
    run_state_machine_as_test(TillMachine, settings=walks)
    assert {"PAID", "PAID_LATE", "WATCHING", "ATTENTION", "QR_SHOWN"} <= REACHED.keys()
    assert REACHED["DECLINED"] + REACHED["DEAD"]
    assert REACHED["QR on the screen"]
    assert REACHED["a large charge that was meant"]
    # A second code is a long way off for chance alone: one walk goes there.
    straight = TillMachine()
    straight.switched_on()
    straight.sale_with_a_code("20", False)
    straight.code_runs_out("expired", True)
    assert REACHED["a second code"]


def test_the_model_knows_paid_from_not_paid() -> None:
    """The reference is code, too."""
    model = Reference()
    model.ordered("a", 1, Money(100, Currency.HKD), "c", 0.0)
    told: dict[str, Any] = {"letter": True, "late": False, "at": 1.0, "overdue": False}
    model.heard("a", h.decline(), **told)
    attempt = model.attempts["a"]
    assert attempt.stopped, "another amount"
    model.heard("a", h.success(100), **told)
    assert not attempt.paid, "a contradiction stands"
    model.ordered("b", 2, Money(100, Currency.HKD), "c", 0.0)
    model.heard("b", h.success(100, "op2"), **told)
    assert model.attempts["b"].paid
    model.heard("b", h.success(100, "op3"), **told)
    assert model.attempts["b"].kinds == {"double"}
    with pytest.raises(AssertionError, match="ordered twice"):
        model.ordered("b", 3, Money(1, Currency.HKD), "c", 0.0)
