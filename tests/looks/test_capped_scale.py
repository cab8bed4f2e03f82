"""A scale that would leave a page too little room is heard only as far as the page still fits."""

import pytest

from kiosk.cli.doctor_checks import machine
from kiosk.cli.doctor_lines import Mark
from kiosk.cli.doctor_probe import Screen
from kiosk.ui.scale import LEAST_LONG, LEAST_SHORT, TYPE_FLOOR, Scale
from tests.cli.helpers import Patient
from tests.looks.sizes import PIXELS

TYPE = ("caption", "small", "body", "lead", "title", "headline", "display", "figures", "hero")
SPACE = ("xs", "sm", "md", "lg", "xl", "vast", "touch", "tile", "ring")


def test_the_least_window_is_the_one_that_pages_are_made_for() -> None:
    assert (LEAST_LONG, LEAST_SHORT) == (640, 360)


@pytest.mark.parametrize("size", PIXELS)
@pytest.mark.parametrize("wish", [1.0, 1.5, 2.0, 3.0])
def test_a_wish_is_heard_until_the_logical_size_would_be_too_small(size: tuple[int, int], wish: float) -> None:
    most = min(max(size) / LEAST_LONG, min(size) / LEAST_SHORT)
    assert Scale.of(*size, wish) == Scale.of(*size, min(wish, most))
    heard = Scale.of(*size, wish).body / Scale.of(*size).body
    assert heard == pytest.approx(min(wish, most), rel=0.05)


@pytest.mark.parametrize("size", [(512, 300), (341, 200), (400, 267), (267, 427)])
def test_in_a_window_below_the_least_everything_shrinks_with_it(size: tuple[int, int]) -> None:
    least, small = Scale.of(LEAST_LONG, LEAST_SHORT), Scale.of(*size)
    share = min(max(size) / LEAST_LONG, min(size) / LEAST_SHORT)
    for name in (*TYPE, *SPACE, "floor", "check_floor"):
        assert getattr(small, name) == pytest.approx(getattr(least, name) * share, abs=1.0), name
    # A wish for larger type is not heard where there is no room for the usual one.
    assert Scale.of(*size, 2.0) == small


def test_a_wish_for_smaller_type_ends_where_it_can_be_read() -> None:
    small = Scale.of(640, 360, 0.5)
    assert all(getattr(small, name) >= TYPE_FLOOR for name in TYPE)
    assert Scale.of(1920, 1080, 0.5).body < Scale.of(1920, 1080).body


def test_large_type_leaves_out_what_is_only_pleasant_as_a_small_window_does() -> None:
    assert not Scale.of(1920, 1080).cramped
    assert Scale.of(1920, 1080, 2.0).cramped
    assert not Scale.of(1920, 1080, 0.5).cramped


@pytest.mark.parametrize(("width", "height", "told"), [(640, 360, False), (512, 300, True), (360, 640, False)])
def test_the_doctor_says_so_with_a_cure(width: int, height: int, told: bool) -> None:
    lines = list(machine(None, Patient(screens=(Screen("A", width, height),))))
    found = [line for line in lines if line.mark is Mark.WARN and "too small" in line.what]
    assert bool(found) is told
    assert all("screens.scale" in line.cure for line in found)
