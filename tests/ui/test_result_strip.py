"""The last result in one line."""

from dataclasses import replace

from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from kiosk.sale.screen import Say, Tone
from kiosk.sale.verdict import KEEP, ONCE
from kiosk.ui.page import Kit, Page
from kiosk.ui.result_strip import TONE_ICONS, ResultStrip
from kiosk.ui.scale import Scale
from tests.ui.faces import cut_texts, visible
from tests.ui.screens import MOST, STRIP


def test_it_says_what_became_of_the_last_sale(qtbot: QtBot, kit: Kit) -> None:
    page = Page(None, "page", kit)
    qtbot.addWidget(page)
    page.resize(640, 360)
    page.show()
    strip = ResultStrip(page)
    assert not visible(page, "lastResultStrip")
    strip.show(STRIP)
    strip.place(QRect(0, 0, 380, 40), Scale.of(640, 360))
    assert visible(page, "lastResultStrip")
    assert strip.fact.text() == "已收款"
    assert strip.figures.text() == "HK$128.50 · #41 · 14:27"
    strip.show(replace(STRIP, money=MOST, tone=Tone.ALERT, fact=Say("staff.state.by_hand")))
    assert cut_texts(page) == []
    strip.show(replace(STRIP, money=MOST, fact=Say("staff.state.attention"), verdict=(KEEP, ONCE)))
    strip.place(QRect(0, 0, 380, 40), Scale.of(640, 360))
    assert strip.fact.text().endswith(" · 請先不要交貨。請勿再次收款。")
    assert cut_texts(page) == []
    strip.show(None)
    assert not visible(page, "lastResultStrip")


def test_every_tone_has_a_shape_of_its_own() -> None:
    assert len(set(TONE_ICONS.values())) == len(Tone)
