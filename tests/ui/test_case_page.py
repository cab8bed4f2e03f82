"""An open sale: in plain words what is known, and every decision with its name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk.sale import events
from kiosk.sale import office_events as o
from kiosk.sale.screen import Case, Say
from kiosk.ui.acts import Opens
from kiosk.ui.case_page import CasePage
from kiosk.ui.page import Kit
from tests.ui.faces import SIZES, Heard, cut_texts
from tests.ui.office_screens import BASE, CLAIMED_CASE, LATE_CASE, OFFICE, OPEN_CASE
from tests.ui.stage import Stage

K = Qt.Key


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def page(qtbot: QtBot, kit: Kit, heard: Heard) -> CasePage:
    made = CasePage(None, kit, heard, lambda: heard("back"))
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    return made


def show(page: CasePage, case: Case | None, **changes: object) -> None:
    page.draw(replace(BASE, case=case, **changes))  # type: ignore[arg-type]  # the fields a test changes are its own affair


def test_a_decision_carries_the_name_that_stands_there(page: CasePage, heard: Heard) -> None:
    show(page, LATE_CASE)
    assert page.names.text == "", "whoever decides says who"
    page.names.field.setText("Bo")
    assert page.key(K.Key_1)
    assert page.key(K.Key_2)
    assert page.key(K.Key_3)
    assert not page.key(K.Key_F5), "what is paid is not asked about"
    payment = LATE_CASE.row.payment_id
    assert heard.events == [
        events.AttentionDecided(payment, "goods", "Bo"), events.AttentionDecided(payment, "checked", "Bo"),
        Opens("return"),
    ]  # fmt: skip
    assert not page.key(K.Key_4)


def test_what_the_owner_alone_settles_leads_to_the_pin(page: CasePage, heard: Heard) -> None:
    show(page, replace(LATE_CASE, owned=True))
    assert page.key(K.Key_1)
    assert page.key(K.Key_2)
    assert page.key(K.Key_3)
    assert heard.events == [Opens("settle"), Opens("settle"), Opens("return")]


def test_what_a_customer_says_and_what_the_owner_may(page: CasePage, heard: Heard) -> None:
    show(page, OPEN_CASE)
    page.key(K.Key_1)
    page.key(K.Key_2)
    assert heard.events == [o.PaidClaimed(OPEN_CASE.row.payment_id)], "the second waits for a PIN to be set"
    assert not page.names.field.isVisible()
    assert page.refused.text() == "需要負責人密碼，但尚未設定。請店主在此電腦設定。"
    heard.events.clear()
    show(page, CLAIMED_CASE)
    for key in (K.Key_3, K.Key_4, K.Key_5):
        page.key(key)
    assert heard.events == [Opens("return"), Opens("hand"), Opens("force")]


def test_words_of_what_is_known_come_first(page: CasePage) -> None:
    show(page, CLAIMED_CASE, refused=Say("staff.form.no_name"))
    assert page.title.text() == "單號 #123456"
    assert page.known.text().startswith("未能確認")
    assert len(page.told.text().split("\n")) == 2
    assert page.refused.text() == "請填寫姓名。"
    assert page.asked.text() == "14:23 查核 · 下次 14:53"
    assert page.known.font().pixelSize() >= page.told.font().pixelSize()


def test_a_missing_name_is_missed_until_it_is_given(page: CasePage) -> None:
    show(page, LATE_CASE, refused=Say("staff.form.no_name"))
    assert page.refused.text() == "請填寫姓名。"
    page.names.field.setText("Bo")
    assert page.refused.text() == ""
    page.names.field.setText(" ")
    assert page.refused.text() == "請填寫姓名。"


def test_before_the_sale_is_there_nothing_can_be_pressed(page: CasePage, heard: Heard) -> None:
    show(page, None)
    for button in page.buttons.values():
        button.click()
    assert heard.events == []
    show(page, LATE_CASE)
    show(page, None)
    assert page.known.text(), "what was just put away stays until the page goes"


@pytest.mark.parametrize("case", [LATE_CASE, OPEN_CASE, CLAIMED_CASE])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut(page: CasePage, size: tuple[int, int], case: Case) -> None:
    page.resize(*size)
    show(page, case)
    assert cut_texts(page) == []


def test_from_the_list_to_the_sale_and_back(stage: Stage) -> None:
    stage.show(OFFICE["attention"][0])
    stage.key(K.Key_F4)
    stage.key(K.Key_Return)
    assert stage.heard == [o.CaseOpened("till1-R33")]
    stage.show(OFFICE["case-late"][0])
    assert stage.seen("casePage")
    stage.key(K.Key_1, Qt.KeyboardModifier.AltModifier)
    assert stage.heard[-1] == events.AttentionDecided("till1-R33", "goods", "")
    stage.show(OFFICE["attention"][0])
    assert stage.seen("attentionList"), "what was decided puts the sale away"
    stage.key(K.Key_Escape)
    assert stage.seen("keypadPage")
