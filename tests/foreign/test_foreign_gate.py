"""Whatever another platform truly calls paid turns green, in every way in which its documents may be written."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.sale.payment import State
from tests.foreign.dialect import CHOICES, PLAIN, Dialect, drawn, mixed
from tests.foreign.journey import sell

MIXED = mixed(66, 20_260_711)
END = {"success": State.PAID, "decline": State.DECLINED}


@pytest.mark.usefixtures("qapp")
def test_the_vendors_own_examples() -> None:
    row = sell(PLAIN)
    assert (row.state, row.code, row.money.minor) == (State.PAID, "0", PLAIN.minor)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("dialect", MIXED, ids=lambda d: str(d.seed))
def test_a_sale_in_another_dialect(dialect: Dialect) -> None:
    row = sell(dialect)
    assert row.state is END[dialect.outcome]
    assert (row.money.minor, row.money.currency.value) == (dialect.minor, dialect.currency)


def test_every_choice_comes_up() -> None:
    for name, options in CHOICES.items():
        assert {repr(getattr(d, name)) for d in MIXED} == {repr(option) for option in options}, name


@st.composite
def dialects(draw: st.DrawFn) -> Dialect:
    def choose(options: Sequence[Any]) -> Any:
        return draw(st.sampled_from(options))

    return drawn(choose, draw(st.integers(0, 2**32)))


@pytest.mark.usefixtures("qapp")
@settings(max_examples=16, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(dialects())
def test_a_sale_in_any_dialect(dialect: Dialect) -> None:
    assert sell(dialect).state is END[dialect.outcome]
