"""The time in which Enter is not meant for a page."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from kiosk.ui.unasked import CALM_S, Unasked
from tests.ui.faces import Clock

pytestmark = pytest.mark.usefixtures("qapp")


def test_from_the_first_paint_on_or_from_the_coming_where_nobody_sees_it() -> None:
    clock = Clock()
    page, other = QWidget(), QWidget()
    unasked = Unasked(other, clock)
    assert not unasked.too_soon(page)
    unasked.came(page)
    assert unasked.too_soon(page)
    assert not unasked.too_soon(other)
    clock.now += CALM_S
    assert not unasked.too_soon(page), "out of sight it is as old as its coming"
    page.grab()
    assert unasked.too_soon(page), "and young again when it is seen"
    clock.now += CALM_S / 2
    page.grab()
    clock.now += CALM_S / 2
    assert not unasked.too_soon(page), "only the first paint counts"


def test_what_was_asked_for_is_never_too_soon() -> None:
    clock = Clock()
    page, next_one = QWidget(), QWidget()
    unasked = Unasked(next_one, clock)
    unasked.came(page)
    unasked.forget()
    page.grab()
    assert not unasked.too_soon(page)
    unasked.came(page)
    unasked.came(next_one)
    page.grab()
    assert (unasked.too_soon(page), unasked.too_soon(next_one)) == (False, True)
