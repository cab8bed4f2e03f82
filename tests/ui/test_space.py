"""Places: cuts lose no pixel, and a column shrinks together until it fits."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui.labels import FitLabel
from kiosk.ui.space import Beside, Line, Shown, Thing, centred, columns, grid, held, inset, rows, stack
from tests.ui.faces import Clock

ROOM = QRect(10, 20, 301, 203)


@pytest.mark.parametrize("parts", [[1.0, 1.0, 1.0], [50, 1.0, 0.5], [300], [20, 0, 1.0]])
def test_cuts_fill_the_room_without_overlap(parts: list[int | float]) -> None:
    across, down = columns(ROOM, parts, 7), rows(ROOM, parts, 7)
    for first, second in pairwise(across):
        assert second.x() - (first.x() + first.width()) == 7
    assert across[0].x() == ROOM.x()
    assert down[0].y() == ROOM.y()
    if any(isinstance(part, float) for part in parts):
        assert across[-1].x() + across[-1].width() == ROOM.x() + ROOM.width()
        assert down[-1].y() + down[-1].height() == ROOM.y() + ROOM.height()


def test_a_grid_goes_row_by_row() -> None:
    cells = grid(QRect(0, 0, 100, 50), 2, 2, 0)
    assert cells == [QRect(0, 0, 50, 25), QRect(50, 0, 50, 25), QRect(0, 25, 50, 25), QRect(50, 25, 50, 25)]


def test_inset_and_centred() -> None:
    assert inset(QRect(0, 0, 100, 50), 10) == QRect(10, 10, 80, 30)
    assert inset(QRect(0, 0, 100, 50), 10, 5) == QRect(10, 5, 80, 40)
    assert centred(QRect(0, 0, 100, 50), 20, 10) == QRect(40, 20, 20, 10)
    assert centred(QRect(0, 0, 100, 50), 200, 10) == QRect(0, 20, 100, 10)


def column(qtbot: QtBot) -> tuple[QWidget, list[FitLabel], QWidget]:
    page = QWidget()
    qtbot.addWidget(page)
    labels = [FitLabel(page) for _ in range(2)]
    for label, text in zip(labels, ("大", "a longer second line of words"), strict=True):
        label.write(text)
    return page, labels, QWidget(page)


def test_a_column_stands_in_the_middle_at_its_full_size(qtbot: QtBot, clock: Clock) -> None:
    _page, labels, thing = column(qtbot)
    items: list[Shown] = [Line(labels[0], 40, 10), Thing(thing, 30, 20, above=5), Line(labels[1], 20, 10, above=5)]
    used = stack(QRect(0, 0, 600, 400), items)
    assert [label.font().pixelSize() for label in labels] == [40, 20]
    assert abs(used.center().y() - 200) <= 1
    assert (thing.width(), thing.height()) == (30, 20)
    assert abs(thing.geometry().center().x() - 300) <= 1
    assert stack(QRect(0, 0, 600, 400), items, middle=False).y() == 0


def test_a_column_without_room_shrinks_together_and_keeps_its_order(qtbot: QtBot, clock: Clock) -> None:
    _page, labels, thing = column(qtbot)
    items: list[Shown] = [Line(labels[0], 60, 10), Thing(thing, 40, 40), Line(labels[1], 30, 10)]
    used = stack(QRect(0, 0, 300, 90), items)
    first, second = (label.font().pixelSize() for label in labels)
    assert used.height() <= 90
    assert first < 60
    assert first > second
    assert labels[0].geometry().bottom() < thing.y() <= thing.geometry().bottom() < labels[1].y()


def test_a_square_stands_beside_its_column(qtbot: QtBot, clock: Clock) -> None:
    _page, labels, ring = column(qtbot)
    lines: list[Shown] = [Line(label, 20, 10) for label in labels]
    stack(QRect(0, 0, 400, 200), [Beside(ring, 80, 10, lines, above=4, least=50)])
    assert (ring.width(), ring.height()) == (80, 80)
    assert all(label.x() == 90 for label in labels)
    stack(QRect(0, 0, 400, 60), [Beside(ring, 80, 10, lines, above=4, least=50)])
    assert 50 <= ring.height() < 80


def test_what_is_held_shrinks_no_further_than_that(qtbot: QtBot, clock: Clock) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    large, small, square = FitLabel(window), FitLabel(window), QWidget(window)
    for label in (large, small):
        label.write("words")
    items: list[Shown] = [Line(large, 80, 10), Beside(square, 60, 4, [Line(small, 30, 10)])]
    stack(QRect(0, 0, 400, 90), held(items, {small: 24, square: 40, large: 200}))
    assert small.font().pixelSize() >= 24
    assert square.width() >= 40
    stack(QRect(0, 0, 400, 60), items)
    assert small.font().pixelSize() < 24
    assert square.width() < 40
