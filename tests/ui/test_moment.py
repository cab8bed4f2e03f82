"""Deadlines are counted where they are in sight, and a till with a sale on it does not close without asking."""

from dataclasses import replace

import pytest

from kiosk.sale.screen import Gate
from kiosk.ui.moment import asks_first, deadlines
from tests.ui.screens import KEYPAD, NOW, SCREENS, TILES


def test_a_code_counts_on_each_side_that_shows_it() -> None:
    code = SCREENS["offering"]
    assert deadlines(code, counting=True) == [NOW + 272, NOW + 272]
    assert deadlines(code, counting=False) == [NOW + 272]
    assert deadlines(SCREENS["idle"], counting=True) == []


def test_a_tile_counts_until_its_result_is_final() -> None:
    screen = replace(SCREENS["idle"], staff=replace(KEYPAD, tiles=TILES))
    running = [tile.deadline for tile in TILES if not tile.final]
    assert deadlines(screen, counting=False) == running


@pytest.mark.parametrize(
    ("name", "asks"), [("idle", False), ("paid", False), ("offering", True), ("one-tile", True), ("checking", True)]
)
def test_closing_asks_while_there_is_a_sale(name: str, asks: bool) -> None:
    assert asks_first(SCREENS[name]) is asks


def test_closing_asks_where_the_person_in_charge_must_say_so() -> None:
    idle = SCREENS["idle"]
    gate = next(gate for gate in Gate if gate is not Gate.NONE)
    owner = replace(idle.staff.owner, gate=gate)
    assert asks_first(replace(idle, staff=replace(idle.staff, owner=owner)))
