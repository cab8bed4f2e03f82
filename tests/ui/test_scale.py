"""Sizes: a finger always finds its target, type keeps its order, and a wish for larger type is heard."""

import pytest
from PySide6.QtWidgets import QWidget

from kiosk.ui.scale import TOUCH_FLOOR, TYPE_SIZES, Scale
from kiosk.values import replace
from tests.ui.faces import SIZES, Clock, make_kit

TYPE = ("caption", "small", "body", "lead", "title", "headline", "display", "figures", "hero")
SPACE = ("hair", "xs", "sm", "md", "lg", "xl", "vast")


@pytest.mark.parametrize("size", SIZES)
def test_one_scale_of_type_and_one_of_space(size: tuple[int, int]) -> None:
    scale = Scale.of(*size)
    for names in (TYPE, SPACE):
        values = [getattr(scale, name) for name in names]
        assert values == sorted(values)
        assert len(set(values)) == len(values)
    assert scale.caption >= scale.floor


@pytest.mark.parametrize("size", SIZES)
def test_a_finger_finds_every_target(size: tuple[int, int]) -> None:
    assert Scale.of(*size).touch >= TOUCH_FLOOR >= 48


def test_standing_and_lying_windows_have_the_same_scale() -> None:
    assert Scale.of(800, 1280) == Scale.of(1280, 800)


def test_the_owner_may_want_larger_type_but_not_larger_gaps() -> None:
    plain, large = Scale.of(1280, 720), Scale.of(1280, 720, 1.5)
    assert large.body == round(plain.body * 1.5)
    assert (large.md, large.touch) == (plain.md, plain.touch)


def test_staff_can_choose_three_sizes_of_type_over_the_owners_wish(clock: Clock) -> None:
    assert list(TYPE_SIZES.values()) == [1.0, 1.25, 1.5]
    window = QWidget()
    window.resize(1280, 800)
    for name, factor in TYPE_SIZES.items():
        assert replace(make_kit(clock), factor=1.2, type_size=name).scale(window) == Scale.of(1280, 800, 1.2 * factor)


def test_only_a_small_window_is_cramped() -> None:
    assert [Scale.of(*size).cramped for size in ((640, 360), (1024, 600), (1920, 1080))] == [True, False, False]
