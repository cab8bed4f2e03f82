"""The card with the code: readable by a stock reader, and gone at its deadline."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui.code_view import CodeView
from tests.ui.faces import Clock, picture, read_codes
from tests.ui.screens import PAYLOAD, rows_of

ROWS = rows_of(PAYLOAD)


@pytest.fixture
def view(qtbot: QtBot, clock: Clock) -> CodeView:
    page = QWidget()
    qtbot.addWidget(page)
    made = CodeView(page, "qrCode", clock)
    made.setParent(None)
    qtbot.addWidget(made)
    made.resize(301, 303)
    made.round(12)
    made.load(ROWS, clock.now + 60)
    return made


def test_a_stock_reader_reads_it(view: CodeView) -> None:
    assert read_codes(view) == [PAYLOAD]
    assert view.good()


def test_another_size_makes_another_picture_of_the_same_code(view: CodeView) -> None:
    for side in (120, 500, 900):
        view.resize(side, side)
        assert view.good()
        assert read_codes(view) == [PAYLOAD]


def test_at_its_deadline_nothing_of_it_is_painted(view: CodeView, clock: Clock) -> None:
    clock.now += 59.999
    assert view.showing
    assert read_codes(view) == [PAYLOAD]
    clock.now += 0.001
    assert not view.showing
    assert read_codes(view) == []
    assert view.grab().toImage().pixelColor(150, 150).name() == "#ffffff"


def test_blanked_it_is_gone_until_it_is_loaded_again(view: CodeView, clock: Clock) -> None:
    before = picture(view)
    view.blank()
    view.blank()
    assert read_codes(view) == []
    view.load(ROWS, clock.now + 60)
    assert picture(view) == before


def test_too_small_a_place_is_not_good(view: CodeView) -> None:
    view.resize(30, 30)
    assert not view.good()
