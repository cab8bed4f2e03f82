"""The test pattern: edges on the outermost pixels, steps of grey, words in both languages, a code that pays nothing."""

from __future__ import annotations

import pytest
import qrcode
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from kiosk.gate.emv import BadEmv, looks_emv, parse
from kiosk.ui.page import Kit
from kiosk.ui.pattern_page import STEPS, TEXT, PatternPage, code_rows
from tests.ui.faces import SIZES, cut_texts, read_codes


def made(qtbot: QtBot, kit: Kit, size: tuple[int, int]) -> PatternPage:
    page = PatternPage(None, kit, size)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    return page


def test_the_code_is_that_text_and_no_fps_code() -> None:
    code = qrcode.QRCode(version=7, error_correction=qrcode.ERROR_CORRECT_M, border=0)
    code.add_data(TEXT.encode())
    code.make(fit=False)
    assert [list(row) for row in code_rows()] == [[int(dark) for dark in row] for row in code.get_matrix()]
    assert not looks_emv(TEXT)
    with pytest.raises(BadEmv):
        parse(TEXT)


@pytest.mark.parametrize("size", SIZES)
def test_it_can_be_read_at_every_size(qtbot: QtBot, kit: Kit, size: tuple[int, int]) -> None:
    page = made(qtbot, kit, size)
    assert read_codes(page) == [TEXT]
    assert cut_texts(page) == []
    assert page.size_text.text() == f"{size[0]} × {size[1]}"
    said = [label.text() for label in page.nothing.labels if label.text()]
    assert said == ["此二維碼不會支付任何款項", "This code pays nothing"]


@pytest.mark.parametrize("size", SIZES)
def test_every_edge_and_every_step_of_grey_is_drawn(qtbot: QtBot, kit: Kit, size: tuple[int, int]) -> None:
    page = made(qtbot, kit, size)
    image = page.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    wide, high = image.width(), image.height()
    rim = {image.pixelColor(x, y).red() for x in range(wide) for y in (0, high - 1)}
    rim |= {image.pixelColor(x, y).red() for x in (0, wide - 1) for y in range(high)}
    assert rim == {0}
    # In the middle of the room below the code.
    foot = page._greys[0].center().y()
    assert foot > page.code.geometry().bottom()
    columns = [image.pixelColor(round((number + 0.5) * wide / STEPS), foot).red() for number in range(STEPS)]
    assert columns == sorted(columns)
    assert len(set(columns)) == STEPS
    assert (columns[0], columns[-1]) == (0, 255)
