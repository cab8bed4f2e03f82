"""The card with the code: readable by a stock reader, and gone at its deadline."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui.code_view import CodeView
from kiosk.ui.qr_image import MARGIN
from kiosk.ui.theme import ground
from tests.ui.faces import Clock, picture, read_codes
from tests.ui.screens import PAYLOAD, rows_of
from tests.ui.stage import Paints

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


def test_modules_stand_on_whole_pixels_black_on_white_with_four_modules_around(view: CodeView) -> None:
    view.round(0)
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    line, every = image.bytesPerLine() // 4, memoryview(bytes(image.constBits())).cast("I")
    assert {pixel & 0xFFFFFF for pixel in every} == {0, 0xFFFFFF}
    dark = {(at % line, at // line) for at, pixel in enumerate(every) if not pixel & 0xFFFFFF}
    left, top = min(x for x, _ in dark), min(y for _, y in dark)
    module = min(view.width(), view.height()) // (len(ROWS) + 2 * MARGIN)
    wanted = {
        (left + column * module + dx, top + number * module + dy)
        for number, row in enumerate(ROWS)
        for column, bit in enumerate(row)
        if bit
        for dx in range(module)
        for dy in range(module)
    }
    assert dark == wanted
    right, below = view.width() - 1 - max(x for x, _ in dark), view.height() - 1 - max(y for _, y in dark)
    assert min(left, top, right, below) >= MARGIN * module


def test_it_is_black_on_white_in_a_dark_window_too(view: CodeView, clock: Clock) -> None:
    page = QWidget()
    page.setPalette(ground("#14181f", "#f1f3f6"))
    view.setParent(page)
    view.move(7, 5)
    page.resize(320, 320)
    page.show()
    view.show()
    assert read_codes(page) == [PAYLOAD]
    assert page.grab().toImage().pixelColor(2, 2).name() == "#14181f"
    view.setParent(None)


def test_blanking_paints_at_once(view: CodeView) -> None:
    view.show()
    QApplication.processEvents()
    paints = Paints()
    view.blank()
    assert paints.stop() == 1
