"""The bundled font: known to Qt, both weights alike, digits of one width."""

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetricsF, QImage, QPainter, QRawFont
from PySide6.QtWidgets import QApplication

from kiosk.resources import data
from kiosk.ui import fonts

CANTONESE = "喺嘅咗啲嚟嗰佢哋冇咁"


@pytest.fixture(autouse=True)
def registered(qapp: QApplication) -> str:
    return fonts.register()


def test_the_family_is_there_and_twice_is_no_harm() -> None:
    before = QFontDatabase.families().count(fonts.FAMILY)
    assert fonts.register() == fonts.FAMILY
    assert QFontDatabase.families().count(fonts.FAMILY) == before == 1
    assert {"Regular", "Bold"} <= set(QFontDatabase.styles(fonts.FAMILY))


@pytest.mark.parametrize("bold", [False, True])
def test_a_font_of_the_asked_size_and_weight_is_ours(bold: bool) -> None:
    info = QFontInfo(fonts.font(40, bold=bold))
    assert (info.family(), info.pixelSize(), info.bold()) == (fonts.FAMILY, 40, bold)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("pixels", [12, 17, 40, 96])
def test_figures_that_change_do_not_jump(bold: bool, pixels: int) -> None:
    metrics = QFontMetricsF(fonts.font(pixels, bold=bold))
    assert len({metrics.horizontalAdvance(f"HK$1,2{digit}4.5{digit}") for digit in "0123456789"}) == 1
    assert len({metrics.horizontalAdvance(f"{digit}:0{digit}") for digit in "0123456789"}) == 1


def test_both_weights_have_the_same_characters() -> None:
    regular, bold = (QRawFont(str(path), 16.0) for path in fonts.files())
    points = [*range(0x20, 0xD800), *range(0xF900, 0x10000), *range(0x20000, 0x2A6E0)]
    have = [point for point in points if regular.supportsCharacter(point)]
    assert have == [point for point in points if bold.supportsCharacter(point)]
    assert len(have) > 20_000


def test_shop_names_of_hong_kong_and_the_mainland_can_be_written() -> None:
    assert fonts.missing("好運茶室 九龍塘 鰂魚涌 深圳 国际 Café Ünal №1 " + CANTONESE) == ""
    assert fonts.missing("茶☃室\n☃😀") == "☃😀"


def test_bold_is_a_drawn_weight_and_chinese_is_no_box() -> None:
    pictures = {(bold, text): _inked(text, bold) for bold in (False, True) for text in ("請", "嘅", "\u2603")}
    assert pictures[True, "請"] > pictures[False, "請"] * 1.1
    assert pictures[False, "請"] != pictures[False, "嘅"] != pictures[False, "\u2603"]


def _inked(text: str, bold: bool) -> int:
    canvas = QImage(120, 120, QImage.Format.Format_Grayscale8)
    canvas.fill(255)
    painter = QPainter(canvas)
    painter.setFont(fonts.font(90, bold=bold))
    painter.drawText(10, 95, text)
    painter.end()
    return sum(255 - canvas.pixelColor(x, y).red() for x in range(120) for y in range(120))


def test_the_licence_lies_beside_the_font() -> None:
    licence = data("assets", "fonts", "OFL.txt").read_text("utf-8")
    assert licence.startswith("© 2014-2021 Adobe")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_the_font_bears_its_own_name_only() -> None:
    for path in fonts.files():
        names = bytes(QRawFont(str(path), 16.0).fontTable("name").data()).decode("utf-16-be", "replace")
        assert "Kiosk Sans HK" in names
        assert "Adobe (http://www.adobe.com/)" in names
        assert "Source" not in names
