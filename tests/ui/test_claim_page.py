"""A customer says "paid": typing looks for the sale, choosing opens it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.sale import office_events as o
from kiosk.ui.acts import Opens
from kiosk.ui.buttons import Role
from kiosk.ui.claim_page import ClaimPage
from kiosk.ui.page import Kit
from tests.ui.faces import SIZES, Heard, cut_texts
from tests.ui.office_screens import BASE, OFFICE
from tests.ui.screens import RECENT
from tests.ui.stage import Stage

K = Qt.Key


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def page(qtbot: QtBot, kit: Kit, heard: Heard) -> ClaimPage:
    made = ClaimPage(None, kit, heard, lambda: heard("back"))
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    made.draw(replace(BASE, found=RECENT))
    return made


def test_amount_and_reference_are_looked_for_as_they_are_typed(page: ClaimPage, heard: Heard) -> None:
    page.ready()
    for text in "12.5":
        assert page.typed(text)
    assert not page.typed("x")
    page.key(K.Key_Backspace)
    QTest.keyClicks(page.text, "t")
    page.key(K.Key_Delete)
    page.pad.keys[0].click()
    assert heard.events == [
        o.Sought("", ""), o.Sought("1", ""), o.Sought("12", ""), o.Sought("12.", ""), o.Sought("12.5", ""),
        o.Sought("12.", ""), o.Sought("12.", "t"), o.Sought("", "t"), o.Sought("1", "t"),
    ]  # fmt: skip
    page.text.setFocus()
    QTest.keyClick(page.text, K.Key_Escape)
    assert not page.text.hasFocus()


def test_the_time_is_typed_with_a_colon_or_after_its_button(page: ClaimPage, heard: Heard) -> None:
    for text in ("1", "4", ":", "2", "7", ".", "9"):
        assert page.typed(text)
    assert heard.events[-1] == o.Sought("", "", "1427"), "what was begun as an amount is the hour"
    assert page.time.text() == "時間 14:27"
    assert "1427" in page.help.text()
    page.key(K.Key_Backspace)
    assert (heard.events[-1], page.time.text()) == (o.Sought("", "", "142"), "時間 14:2-")
    page.key(K.Key_F9)
    page.typed("8")
    assert heard.events[-1] == o.Sought("8", "", "142"), "and the figures are money again"
    page.time.click()
    page.pad.keys[9].click()
    page.pad.keys[4].click()
    assert heard.events[-1] == o.Sought("8", "", "1425")
    page.key(K.Key_Delete)
    assert (heard.events[-1], page.time.text()) == (o.Sought("", "", ""), "時間 --:--")
    page.key(K.Key_Backspace)
    assert heard.events[-1:] == ["back"], "there was nothing left to take back"
    page.key(K.Key_F10)
    assert page.text.hasFocus()


@pytest.mark.parametrize("typed", ["", "24", "1.5"])
def test_what_is_no_hour_stays_an_amount(page: ClaimPage, heard: Heard, typed: str) -> None:
    for text in (*typed, ":"):
        page.typed(text)
    assert heard.events[-1] == o.Sought(typed, "", "")
    page.typed("9")
    assert heard.events[-1] == o.Sought(typed, "", "09")


def test_the_chosen_sale_is_claimed_and_opened(page: ClaimPage, heard: Heard) -> None:
    page.choices[1].click()
    page.key(K.Key_1)
    assert heard.events == [
        o.PaidClaimed(RECENT[1].payment_id), Opens("case"), o.PaidClaimed(RECENT[0].payment_id), Opens("case"),
    ]  # fmt: skip
    assert "HK$128.50" in page.choices[0].text()
    assert not page.key(K.Key_9)


def test_enter_opens_the_only_sale_that_fits(page: ClaimPage, heard: Heard) -> None:
    assert page.key(K.Key_Enter)
    assert heard.events == [], "of several the first is not meant by itself"
    page.draw(replace(BASE, found=RECENT[1:2]))
    assert page.choices[0].key_text == "Enter"
    assert page.key(K.Key_Enter)
    assert heard.events == [o.PaidClaimed(RECENT[1].payment_id), Opens("case")]
    page.draw(replace(BASE, found=()))
    assert page.key(K.Key_Enter)
    assert len(heard.events) == 2


def test_up_and_down_choose_what_enter_opens(page: ClaimPage, heard: Heard) -> None:
    assert {button.key_text for button in page.choices} >= {"Alt 1", "Alt 2"}
    for key, at in ((K.Key_Down, 0), (K.Key_Up, 0), (K.Key_Down, 1), (K.Key_Down, 2), (K.Key_Up, 1)):
        page.key(key)
        chosen = [button.role is Role.MAIN for button in page.choices]
        assert [number for number, is_it in enumerate(chosen) if is_it] == [at]
    # A new sale above it does not take its place.
    page.draw(replace(BASE, found=(RECENT[0], *RECENT)))
    page.key(K.Key_Enter)
    assert heard.events == [o.PaidClaimed(RECENT[1].payment_id), Opens("case")]
    page.draw(replace(BASE, found=RECENT[2:]))
    page.key(K.Key_Enter)
    assert len(heard.events) == 2, "the chosen one is not there any more"


def test_the_last_line_with_room_is_the_last_to_choose(page: ClaimPage, heard: Heard) -> None:
    page.resize(640, 360)
    shown = sum(button.isVisible() for button in page.choices)
    for _ in range(9):
        page.key(K.Key_Down)
    page.key(K.Key_Enter)
    assert heard.events[0] == o.PaidClaimed(RECENT[shown - 1].payment_id)
    page.draw(replace(BASE, found=()))
    page.key(K.Key_Down)
    assert page.chosen == ""


def test_enter_in_the_reference_opens_the_only_sale(page: ClaimPage, heard: Heard) -> None:
    page.text.setFocus()
    QTest.keyClick(page.text, K.Key_Return)
    assert heard.events == []
    page.draw(replace(BASE, found=RECENT[:1]))
    page.text.setFocus()
    QTest.keyClick(page.text, K.Key_Return)
    assert heard.events == [o.PaidClaimed(RECENT[0].payment_id), Opens("case")]
    assert not page.text.hasFocus()


def test_nothing_found_says_what_to_do_with_the_goods(page: ClaimPage) -> None:
    assert not page.none.isVisible()
    page.draw(replace(BASE, found=()))
    assert page.none.isVisible()
    assert "請先不要交貨" in page.none.text()
    page.draw(replace(BASE, found=None))
    assert not page.none.isVisible(), "nothing is said before anybody looked"


@pytest.mark.parametrize("found", [RECENT, RECENT[2:3], ()])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut(page: ClaimPage, size: tuple[int, int], found: tuple[object, ...]) -> None:
    page.resize(*size)
    page.draw(replace(BASE, found=found))  # type: ignore[arg-type]  # rows, or none
    assert cut_texts(page) == []


def test_one_key_opens_it_from_anywhere_and_escape_leaves(stage: Stage) -> None:
    stage.show("offering")
    stage.key(K.Key_F11)
    assert stage.heard == [o.Sought("", "")]
    stage.show(replace(OFFICE["claim"][0], customer=OFFICE["claim"][0].customer))
    stage.keys("5")
    assert stage.heard[-1] == o.Sought("5", "")
    stage.key(K.Key_Backspace)
    stage.key(K.Key_Escape)
    assert stage.heard[-1:] == [o.SearchLeft()]
