"""Contact sheets: every picture is on it, small, and nothing is lost for want of room."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kiosk.cli.gallery_sheets import ACROSS, SIDE, save, small, write
from kiosk.ui import fonts

FITTING = [((1280, 800), (320, 200)), ((800, 1280), (200, 320)), ((64, 36), (320, 180))]


def plain(colour: str, width: int, height: int) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(colour)
    return made


@pytest.mark.parametrize(("size", "fits"), FITTING)
def test_a_small_picture_fits_its_square(size: tuple[int, int], fits: tuple[int, int]) -> None:
    made = small("idle", plain("#123456", *size)).picture
    assert (made.width(), made.height()) == fits
    assert max(fits) == SIDE


def test_every_picture_is_on_the_sheet(qapp: QApplication, tmp_path: Path) -> None:
    fonts.register()
    colours = [f"#{number:02x}0000" for number in range(10, 10 + ACROSS + 2)]
    write(tmp_path / "sheet.png", [small(colour, plain(colour, 640, 360)) for colour in colours])
    sheet = QImage(str(tmp_path / "sheet.png"))
    seen = {sheet.pixelColor(x, y).name() for x in range(0, sheet.width(), 20) for y in range(0, sheet.height(), 20)}
    assert set(colours) <= seen


def test_a_picture_that_cannot_be_written_is_no_silence(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot be written"):
        save(plain("#000000", 2, 2), tmp_path / "nowhere" / "a.png")
