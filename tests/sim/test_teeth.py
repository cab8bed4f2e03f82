"""Planted mistakes are found: some of each kind in every run of the tests, all of them by hand."""

import pytest

from kiosk.gate import codes
from kiosk.sale.payment import Payment
from kiosk.sale.till import Draft
from tests.sim import strict
from tests.sim.swap import PLANTS, Swap, planted
from tests.sim.teeth import Bite, bite, report

pytestmark = pytest.mark.timeout(900)

QUICK = (
    "skip the amount",
    "accept a success without the operation's",
    "a semicolon in a letter is harmless",
    "a letter needs no signature",
    "not registered means unpaid",
    "shown before it is saved",
    "the receipt before the letter is saved",
    "a new id when the order's fate is unsure",
    "a decline overwrites paid",
    "cancel forgets",
    "a letter of an unknown payment is dropped",
    "moved money and nobody is told",
    "a demo code is shown to a real customer",
    "nothing is asked while letters come",
    "the relay says 200 and forgets",
    "code as number",
    "flat shape",
)
"""Found within a few payments each."""


@pytest.mark.parametrize("name", QUICK)
def test_a_planted_mistake_is_found(name: str) -> None:
    found = bite(PLANTS[name], most=600)
    assert found.payments, f"{name} was not found in 600 payments"
    assert found.law != "world"


def test_there_are_enough_of_them() -> None:
    strictnesses = [plant for plant in PLANTS.values() if plant.strict]
    assert len(PLANTS) - len(strictnesses) >= 40
    assert len(strictnesses) >= 12
    assert set(strict.STRICT) <= set(PLANTS)


@pytest.mark.parametrize("name", sorted(PLANTS))
def test_what_was_planted_is_taken_out_again(name: str) -> None:
    before = (Payment.watched, Draft.remember, Draft.drop, codes.MOVED, codes.NOT_PAID)
    with planted(PLANTS[name]):
        pass
    assert (Payment.watched, Draft.remember, Draft.drop, codes.MOVED, codes.NOT_PAID) == before


def test_a_swap_is_undone_in_the_other_order() -> None:
    class Thing:
        word = "a"

    class Heir(Thing):
        pass

    swap, table = Swap(), {"k": 1}
    swap.set(Heir, "word", "b")
    swap.wrap(Heir, "word", lambda before: before)
    swap.put(table, "k", 2)
    assert table == {"k": 2}
    swap.back()
    assert (Heir.word, Thing.word, table) == ("a", "a", {"k": 1})


def test_the_report_names_what_was_not_found() -> None:
    told = report([Bite("one", False, 7, "I1", "", 1), Bite("two", True, 0, "", "", 1)])
    assert "NOT FOUND" in told
    assert "1 of 2 found (1 bugs, 1 strictnesses), median 7 payments, most 7" in told
