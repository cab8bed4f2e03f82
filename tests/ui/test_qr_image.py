"""The code as a picture: whole pixels, its margin, and a check that sees every wrong module."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from kiosk.ui.qr_image import MARGIN, check, framed, module_px, render
from tests.ui.screens import PAYLOAD, rows_of

pytestmark = pytest.mark.usefixtures("clock")

ROWS = rows_of(PAYLOAD)


@pytest.mark.parametrize("side", [53, 57, 200, 699, 1600])
def test_modules_are_whole_pixels_within_the_room(side: int) -> None:
    picture, size = render(ROWS, side), len(ROWS) + 2 * MARGIN
    assert picture.width() == picture.height() == side // size * size
    assert picture.isNull() or check(picture, ROWS)
    assert module_px(ROWS, side) == side // size


def test_every_pixel_is_the_module_it_belongs_to() -> None:
    image = render(ROWS, 300).toImage()
    module = image.width() // (len(ROWS) + 2 * MARGIN)
    grid = framed(ROWS)
    for y in range(image.height()):
        for x in range(image.width()):
            dark = grid[y // module][x // module]
            assert image.pixelColor(x, y).lightness() == (0 if dark else 255)


def test_without_room_there_is_no_picture_and_it_is_not_good() -> None:
    assert render(ROWS, 20).isNull()
    assert not check(render(ROWS, 20), ROWS)
    assert not check(QPixmap(), ())


def test_a_dense_screen_gets_more_pixels() -> None:
    dense = render(ROWS, 600, 2.0)
    assert dense.deviceIndependentSize().width() == dense.width() / 2
    assert check(dense, ROWS)


def test_one_wrong_module_is_seen() -> None:
    for row, column in ((0, 0), (len(ROWS) // 2, 7), (len(ROWS) - 1, len(ROWS) - 1)):
        changed = [bytearray(line) for line in ROWS]
        changed[row][column] ^= 1
        assert not check(render([bytes(line) for line in changed], 400), ROWS)


@pytest.mark.parametrize("colour", ["#010000", "#000100", "#000001", "#ffffff"])
def test_a_module_that_is_not_quite_black_is_seen(colour: str) -> None:
    picture = render(ROWS, 400)
    module = picture.width() // (len(ROWS) + 2 * MARGIN)
    painter = QPainter(picture)
    painter.fillRect(MARGIN * module, MARGIN * module, module, module, QColor(colour))
    painter.end()
    assert not check(picture, ROWS)


def test_a_mark_in_the_margin_and_a_scaled_picture_are_seen() -> None:
    picture = render(ROWS, 400)
    painter = QPainter(picture)
    painter.fillRect(0, 0, 8, 8, QColor("#000000"))
    painter.end()
    assert not check(picture, ROWS)
    assert not check(render(ROWS, 400).scaled(397, 397), ROWS)
    assert not check(QPixmap.fromImage(QImage(400, 300, QImage.Format.Format_RGB32)), ROWS)


@pytest.mark.parametrize("rows", [(ROWS[0][:-1], *ROWS[1:]), (*ROWS[:-1], ROWS[-1] + b"\x01"), ROWS[1:], ()])
def test_rows_that_are_no_square_make_no_picture(rows: tuple[bytes, ...]) -> None:
    assert render(rows, 400).isNull()
    assert not check(render(ROWS, 400), rows)


def test_the_margin_is_four_white_modules() -> None:
    lines = framed(ROWS)
    assert MARGIN == 4
    assert not any(any(line) for line in lines[:4] + lines[-4:])
    assert not any(any(line[:4] + line[-4:]) for line in lines)
