"""The last result, in one line or in as many as its words need."""

from dataclasses import replace

from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from kiosk.sale.screen import Say, Tone
from kiosk.sale.verdict import GOODS_OR_MONEY, KEEP, ONCE
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


def test_words_that_are_too_long_for_one_line_get_more_and_the_figures_one_below(kit: Kit, qtbot: QtBot) -> None:
    page = Page(None, "page", kit)
    qtbot.addWidget(page)
    strip = ResultStrip(page)
    scale = Scale.of(1280, 800, 1.5)
    strip.show(STRIP)
    line = strip.tall(640, scale)
    strip.show(replace(STRIP, money=MOST, fact=Say("staff.state.paid_late"), verdict=(GOODS_OR_MONEY, ONCE)))
    tall = strip.tall(640, scale)
    assert tall > line
    strip.place(QRect(0, 0, 640, tall), scale)
    assert strip.fact.font().pixelSize() == scale.body
    assert strip.figures.geometry().top() >= strip.fact.geometry().bottom()
    assert not strip.fact.cut
    assert not strip.figures.cut
