"""A text drawn beforehand is the same text, pixel by pixel, and serves nothing but what it was drawn for."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.cli.gallery_glass import runs
from kiosk.ui.ahead import Ahead
from kiosk.ui.labels import FitLabel
from tests.ui.faces import Clock, picture

pytestmark = pytest.mark.usefixtures("clock")


class Watched(Ahead):
    """Says whether its picture was what was painted."""

    used = 0

    def paint(self, painter: QPainter, widget: QWidget, room: QRect, flags: int, text: str) -> bool:
        painted = super().paint(painter, widget, room, flags, text)
        self.used += painted
        return painted


@pytest.fixture
def page(qtbot: QtBot, clock: Clock) -> QWidget:
    made = QWidget()
    made.resize(900, 300)
    qtbot.addWidget(made)
    return made


def label_on(page: QWidget, *, ahead: bool) -> FitLabel:
    made = FitLabel(page, bold=True)
    made.ink("#102030")
    made.write("HK$128.50")
    made.place(QRect(0, 0, 900, 220), 148, 30)
    if ahead:
        made.ahead = Watched()
        made.draw_ahead()
    return made


def used(label: FitLabel) -> int:
    assert isinstance(label.ahead, Watched)
    return label.ahead.used


def test_the_picture_is_what_the_label_would_have_drawn(page: QWidget) -> None:
    plain, ahead = label_on(page, ahead=False), label_on(page, ahead=True)
    assert picture(ahead) == picture(plain)
    assert used(ahead) == 1


@pytest.mark.parametrize("change", ["text", "place", "ink", "type"])
def test_another_text_place_or_colour_is_drawn_anew(page: QWidget, change: str) -> None:
    plain, ahead = label_on(page, ahead=False), label_on(page, ahead=True)
    for label in (plain, ahead):
        if change == "text":
            label.write("HK$128.60")
        elif change == "place":
            label.place(QRect(0, 0, 880, 220), 148, 30)
        elif change == "ink":
            label.ink("#ff0000")
        else:
            label.place(QRect(0, 0, 900, 220), 120, 30)
    assert picture(ahead) == picture(plain)
    assert used(ahead) == 0


def test_a_dropped_picture_is_not_used(page: QWidget) -> None:
    ahead = label_on(page, ahead=True)
    assert ahead.ahead is not None
    ahead.ahead.drop()
    assert picture(ahead) == picture(label_on(page, ahead=False))
    assert used(ahead) == 0


def test_a_label_without_room_draws_nothing_ahead(page: QWidget) -> None:
    label = FitLabel(page)
    label.resize(0, 0)
    label.ahead = Watched()
    label.write("HK$1.00")
    label.draw_ahead()
    picture(page)
    assert used(label) == 0


def test_who_listens_to_the_words_still_hears_them(page: QWidget) -> None:
    page.show()
    ahead = label_on(page, ahead=True)
    ahead.show()
    assert [run.text for run in runs(ahead)] == ["HK$128.50"]
