"""A pad of figures that keeps nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from kiosk.ui.pad import Pad
from kiosk.ui.page import Kit, Page
from kiosk.ui.scale import TOUCH_FLOOR, Scale
from tests.ui.faces import Heard


@pytest.mark.parametrize(("left", "keys"), [(".", "123456789.0"), ("", "1234567890")])
def test_every_key_tells_what_it_is(qtbot: QtBot, kit: Kit, left: str, keys: str) -> None:
    page, heard = Page(None, "formPage", kit), Heard()
    qtbot.addWidget(page)
    page.resize(400, 500)
    pad = Pad(page, left, heard, lambda: heard("erased"))
    pad.place(QRect(0, 0, 400, 400), Scale.of(1024, 600))
    page.show()
    for button in (*pad.keys, pad.erase):
        if button.isVisible():
            button.click()
            assert min(button.width(), button.height()) >= TOUCH_FLOOR
    assert heard.events == [*keys, "erased"]
