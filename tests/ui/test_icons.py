"""The drawn icons: one hand, one grid, any colour and size, and no two alike."""

import re

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from kiosk.resources import data
from kiosk.ui.icons import Icon, icon

pytestmark = pytest.mark.usefixtures("qapp")

FRAME = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 24 24" width="24" height="24" fill="none" '
    r'stroke="#000" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
    r'\n(  <(path d="[MmLlHhVvCcSsAaZz0-9 .,-]+"|circle cx="\d+" cy="\d+" r="[\d.]+")/>\n)+</svg>\n'
)


@pytest.mark.parametrize("name", Icon)
def test_every_icon_is_lines_of_one_width_on_the_grid(name: Icon) -> None:
    assert FRAME.fullmatch(data("assets", "icons", f"{name}.svg").read_text("utf-8"))


def test_the_folder_holds_the_named_icons_and_no_more() -> None:
    names = {file.name for file in data("assets", "icons").iterdir()}
    assert names == {f"{name}.svg" for name in Icon}


@pytest.mark.parametrize("name", Icon)
def test_an_icon_is_drawn_in_its_colour_inside_its_square(name: Icon) -> None:
    drawn = icon(name, "#b00020", 48).toImage()
    points = [(x, y) for x in range(48) for y in range(48)]
    solid = [(x, y) for x, y in points if drawn.pixelColor(x, y).alpha() == 255]
    assert len(solid) > 60
    assert {drawn.pixelColor(x, y).name() for x, y in solid} == {"#b00020"}
    for edge in range(48):
        for x, y in ((edge, 0), (edge, 47), (0, edge), (47, edge)):
            assert drawn.pixelColor(x, y).alpha() == 0, "no line may be cut at the border"


def test_no_two_icons_look_alike() -> None:
    seen = {bytes(_grey(icon(name, "#000", 32).toImage()).constBits()) for name in Icon}
    assert len(seen) == len(Icon)


def _grey(drawn: QImage) -> QImage:
    flat = QImage(drawn.size(), QImage.Format.Format_ARGB32)
    flat.fill(0)
    for x in range(drawn.width()):
        for y in range(drawn.height()):
            flat.setPixelColor(x, y, QColor(0, 0, 0, drawn.pixelColor(x, y).alpha()))
    return flat


def test_a_dense_screen_gets_more_pixels_in_the_same_place(qapp: QApplication) -> None:
    dense = icon(Icon.TICK, QColor("#000"), 24, 2.0)
    assert (dense.width(), dense.deviceIndependentSize().width()) == (48, 24.0)


@pytest.mark.parametrize(("colour", "size"), [("no colour", 24), ("#000", 0), ("#000", -4)])
def test_what_cannot_be_drawn_is_refused(colour: str, size: int) -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        icon(Icon.TICK, colour, size)
