"""Today's totals: each currency for itself, never added."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from kiosk.sale.money import Currency
from kiosk.sale.screen import Total
from kiosk.ui.page import Kit
from kiosk.ui.today_page import TodayPage
from tests.ui.faces import SIZES, Heard, cut_texts
from tests.ui.office_screens import APART
from tests.ui.screens import KEYPAD, TOTALS


@pytest.fixture
def page(qtbot: QtBot, kit: Kit) -> TodayPage:
    left = Heard()
    made = TodayPage(None, kit, lambda: left("back"))
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    return made


def said(page: TodayPage) -> list[tuple[str, ...]]:
    return [tuple(label.text() for label in card[1:]) for card in page.cards if card[0].isVisible()]


def test_each_currency_has_its_own_card(page: TodayPage) -> None:
    page.draw(KEYPAD)
    assert page.title.text() == "今日   2026年3月4日 星期三"
    assert said(page) == [
        ("人民幣", "人民幣 8,888.88", "已收款 1 單"),
        ("港元", "HK$987,654.32", "已收款 132 單"),
    ]
    assert page.empty.isHidden()


def test_totals_follow_the_day(page: TodayPage) -> None:
    page.draw(KEYPAD)
    page.draw(replace(KEYPAD, totals=(Total(Currency.HKD, 133, 98_800_000),)))
    assert said(page) == [("港元", "HK$988,000.00", "已收款 133 單")]


def test_a_day_without_sales_says_so(page: TodayPage) -> None:
    page.draw(replace(KEYPAD, totals=(Total(Currency.HKD, 0, 0),)))
    assert said(page) == []
    assert page.empty.isVisible()
    assert page.empty.text() == "今日未有收款。"


def test_what_no_proof_stands_behind_is_told_apart_and_never_added(page: TodayPage) -> None:
    page.draw(replace(KEYPAD, apart=APART))
    assert said(page)[1] == ("港元", "HK$987,654.32", "已收款 132 單")
    lines = [label.text() for label in page.apart if label.isVisible()]
    assert lines == [
        "人手標記，未經確認   1 次   HK$128.50",
        "人手退款   2 次   HK$987,654.32",
        "憑信任交貨，未經確認   3 次   HK$42.00",
        "重複付款，尚待退回   1 次   HK$8,888.88",
    ]
    page.draw(KEYPAD)
    assert not any(label.isVisible() for label in page.apart)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut(page: TodayPage, size: tuple[int, int]) -> None:
    page.draw(replace(KEYPAD, totals=TOTALS, apart=APART))
    page.resize(*size)
    assert cut_texts(page) == []
