"""One line of a list: facts as they are, nothing from outside as markup, green only where paid."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.sale.screen import Row, Tone
from kiosk.sale.verdict import KEEP, ONCE
from kiosk.ui.list_row import RowCard
from kiosk.ui.page import Kit
from kiosk.ui.scale import Scale
from tests.ui.faces import Heard
from tests.ui.office_screens import LIST
from tests.ui.screens import ATTENTION, RECENT
from tests.ui.stage import colours

SCALE = Scale.of(1024, 600)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1024, 600)
    qtbot.addWidget(made)
    return made


def card(window: QWidget, kit: Kit, row: Row, *, deciding: bool, chosen: bool = False) -> RowCard:
    made = RowCard(window, kit, Heard(), deciding=deciding)
    made.draw(row, chosen=chosen)
    made.setGeometry(0, 0, 1000, RowCard.tall(SCALE, deciding=deciding, wide=1000))
    made.arrange(SCALE)
    window.show()
    return made


def test_a_line_says_amount_number_time_in_hong_kong_and_reference(window: QWidget, kit: Kit) -> None:
    made = card(window, kit, RECENT[2], deciding=False)
    assert made.amount.text() == "HK$128.50"
    assert made.when.text().split("   ") == ["#3", "14:24", "INV-2026-000123 枱 8"]
    assert made.fact.text()
    assert made.open.objectName() == "rowOpenButton"
    assert made.asked.text() == ""


def test_a_reference_with_markup_is_drawn_literally(window: QWidget, kit: Kit) -> None:
    made = card(window, kit, replace(RECENT[0], reference="<b>8</b>", code="<i>1</i>"), deciding=True)
    assert "<b>8</b>" in made.when.text()
    assert "<i>1</i>" in made.fact.text()


def test_a_decision_says_every_reason_and_what_to_do(window: QWidget, kit: Kit) -> None:
    made = card(window, kit, ATTENTION[0], deciding=True)
    assert len(made.why.text().split("\n")) == 2
    assert made.action.text()
    assert made.open.objectName() == "rowSettleButton"
    assert all(button.accessibleName() for button in (made.open, made.check))


def test_a_decision_says_when_it_was_and_will_be_asked(window: QWidget, kit: Kit) -> None:
    assert card(window, kit, LIST[1], deciding=True).asked.text() == "14:23 查核 · 下次 14:53"
    assert card(window, kit, replace(LIST[1], last=None, next=None), deciding=True).asked.text() == "不再查核"


def test_the_code_is_told_where_somebody_decides(window: QWidget, kit: Kit) -> None:
    assert "20801" in card(window, kit, ATTENTION[1], deciding=True).fact.text()
    assert "20801" not in card(window, kit, ATTENTION[1], deciding=False).fact.text()


@pytest.mark.parametrize("tone", Tone)
def test_only_a_paid_line_is_green(window: QWidget, kit: Kit, tone: Tone) -> None:
    made = card(window, kit, replace(RECENT[0], tone=tone), deciding=False)
    assert (kit.theme.colours.good_mark in colours(made)) is (tone is Tone.GOOD)


def test_the_chosen_line_is_outlined(window: QWidget, kit: Kit) -> None:
    plain, chosen = (card(window, kit, RECENT[1], deciding=False, chosen=chosen) for chosen in (False, True))
    assert kit.theme.colours.accent_mark not in colours(plain)
    assert kit.theme.colours.accent_mark in colours(chosen)


def test_a_line_to_decide_says_what_holds_for_goods_and_charge(window: QWidget, kit: Kit) -> None:
    row = replace(ATTENTION[0], verdict=(KEEP, ONCE))
    assert card(window, kit, row, deciding=True).action.text().endswith("請先不要交貨。請勿再次收款。")
    assert card(window, kit, row, deciding=False).action.text() == ""
