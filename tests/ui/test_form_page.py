"""Forms: what is recorded is what stands there, and figures are money where money goes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk.sale import office_events as o
from kiosk.sale.money import Entry
from kiosk.sale.screen import Say
from kiosk.sale.words import NAMES_THE_MOST, REFUSED_TO_RECORD
from kiosk.ui.form_page import FORMS, FormPage
from kiosk.ui.page import Kit
from tests.ui.faces import SIZES, Heard, cut_texts
from tests.ui.office_screens import BASE, CLAIMED_CASE, LATE_CASE, OFFICE, OPEN
from tests.ui.stage import Stage

K = Qt.Key
PAYMENT = LATE_CASE.row.payment_id


@pytest.fixture
def heard() -> Heard:
    return Heard()


def form(qtbot: QtBot, kit: Kit, heard: Heard, what: str) -> FormPage:
    made = FormPage(None, kit, heard, lambda: heard("back"), what)
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    return made


def test_a_return_has_amount_way_reason_and_name(qtbot: QtBot, kit: Kit, heard: Heard) -> None:
    page = form(qtbot, kit, heard, "return")
    page.key(K.Key_Enter)
    assert heard.events == [], "before the sale is there nothing is recorded"
    page.draw(replace(BASE, case=LATE_CASE))
    assert page.amount.text() == "HK$10,000.00", "what should go back is filled in"
    page.key(K.Key_Delete)
    for text in ("8", "8", ",", "5"):
        assert page.typed(text)
    assert not page.typed("x")
    page.key(K.Key_2)
    page.reason.buttons[0].click()
    assert page.names.text == "", "whoever records it says who"
    page.names.buttons[0].click()
    page.key(K.Key_Enter)
    assert heard.events == [o.ReturnRecorded(PAYMENT, 8_850, "fps", "退回貨品", "Ann")]
    page.key(K.Key_Backspace)
    page.pad.erase.click() if page.pad else None
    assert page.entry.text == "88"
    page.ways[2].click()
    page.do.click()
    assert heard.events[-1] == o.ReturnRecorded(PAYMENT, 8_800, "other", "退回貨品", "Ann")


def test_the_first_figure_takes_the_place_of_what_was_filled_in(qtbot: QtBot, kit: Kit, heard: Heard) -> None:
    page = form(qtbot, kit, heard, "return")
    page.draw(replace(BASE, case=LATE_CASE))
    assert page.entry.text == "10000.00"
    for text in ("5", "0"):
        page.typed(text)
    assert (page.entry.text, page.refused.text()) == ("50", "")
    again = form(qtbot, kit, heard, "return")
    again.draw(replace(BASE, case=LATE_CASE))
    again.key(K.Key_Backspace)
    again.typed("0")
    assert again.entry.text == "10000.00", "who takes a figure back goes on from there"


MOST_REFUSED = "最多可退 HK$10,000.00，剛才的數字沒有計入。"


def test_no_more_than_came_can_be_typed(qtbot: QtBot, kit: Kit, heard: Heard) -> None:
    page = form(qtbot, kit, heard, "return")
    page.draw(replace(BASE, case=LATE_CASE))
    page.key(K.Key_Delete)
    for _ in range(6):
        page.typed("9")
    assert page.entry.text == "9999"
    assert page.refused.text() == f"{MOST_REFUSED}  請按退格鍵繼續", "and what was not taken is told"
    page.key(K.Key_Backspace)
    assert (page.entry.text, page.refused.text()) == ("9999", "")
    page.key(K.Key_Backspace)
    for text in (".", "5", "5", "5"):
        page.typed(text)
    assert (page.entry.text, page.refused.text()) == ("999.55", "最多兩個小數位  請按退格鍵繼續")
    page.key(K.Key_Delete)
    assert page.refused.text() == ""
    nothing = form(qtbot, kit, heard, "return")
    nothing.draw(replace(BASE, case=replace(LATE_CASE, most=None, due=None)))
    nothing.typed("1")
    assert nothing.entry.text == ""


def test_what_was_not_typed_is_not_recorded(qtbot: QtBot, kit: Kit, heard: Heard) -> None:
    page = form(qtbot, kit, heard, "return")
    page.draw(replace(BASE, case=LATE_CASE))
    for text in ("2", "0", "0", "0", "0"):
        page.typed(text)
    assert not page.do.isEnabled(), "a button that looks alive must not be mute"
    page.key(K.Key_Enter)
    assert heard.events == [], "2,000 stands there, and 20,000 was meant"
    assert page.refused.text() == f"{MOST_REFUSED}  請按退格鍵繼續"
    page.key(K.Key_Backspace)
    assert page.do.isEnabled()
    page.key(K.Key_Enter)
    assert len(heard.events) == 1


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        ("no_name", "請填寫姓名。"), ("no_reason", "請填寫原因。"),
        ("too_much", "退款不可多於收到的金額：最多 HK$10,000.00。"),
        ("owner", "需要負責人密碼。"), ("no_amount", "請輸入已退的金額：大於零，最多 HK$10,000.00。"),
    ],
)  # fmt: skip
def test_what_was_wrong_stands_there_until_it_is_put_right(
    qtbot: QtBot, kit: Kit, heard: Heard, refused: str, words: str
) -> None:
    page = form(qtbot, kit, heard, "return")
    assert LATE_CASE.most is not None
    said = Say(REFUSED_TO_RECORD[refused], (("amount", LATE_CASE.most),) if refused in NAMES_THE_MOST else ())
    page.draw(replace(BASE, case=LATE_CASE))
    page.key(K.Key_Delete)
    if refused == "too_much":
        page.entry = Entry("10000.01")  # less was left to return by the time it was recorded
    page.draw(replace(BASE, case=LATE_CASE, refused=said))
    assert page.refused.text() == words
    put_right: dict[str, Callable[[], object]] = {
        "no_name": lambda: page.names.buttons[0].click(),
        "no_reason": lambda: page.reason.field.setText("why"),
        "too_much": lambda: page.key(K.Key_Backspace),
        "no_amount": lambda: page.typed("1"),
        "owner": lambda: page.draw(replace(BASE, case=LATE_CASE)),
    }
    put_right[refused]()
    assert page.refused.text() == ""
    page.names.field.setText("")
    assert bool(page.refused.text()) is (refused == "no_name"), "taken away again, it is wrong again"


@pytest.mark.parametrize("what", ["hand", "force"])
def test_a_decision_has_a_reason_and_a_name(qtbot: QtBot, kit: Kit, heard: Heard, what: str) -> None:
    page = form(qtbot, kit, heard, what)
    page.draw(replace(BASE, case=CLAIMED_CASE, names=(), owner=OPEN))
    assert page.names.text == "負責人"
    page.reason.field.setText("why")
    assert not page.typed("5"), "figures are money and nothing else"
    page.key(K.Key_Enter)
    wanted = (
        o.HandPaid(CLAIMED_CASE.row.payment_id, "why", "負責人") if what == "hand" else o.RenewForced("why", "負責人")
    )
    assert heard.events == [wanted]
    page.key(K.Key_Escape)
    assert heard.events[-1] == "back"


@pytest.mark.parametrize("what", FORMS)
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut(qtbot: QtBot, kit: Kit, heard: Heard, size: tuple[int, int], what: str) -> None:
    page = form(qtbot, kit, heard, what)
    page.resize(*size)
    page.draw(replace(BASE, case=CLAIMED_CASE, refused=Say("staff.form.too_much")))
    assert cut_texts(page) == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_when_a_figure_is_not_taken(
    qtbot: QtBot, kit: Kit, heard: Heard, size: tuple[int, int]
) -> None:
    page = form(qtbot, kit, heard, "return")
    page.resize(*size)
    page.draw(replace(BASE, case=LATE_CASE))
    for _ in range(5):
        page.typed("9")
    assert page.refused.text().startswith("最多可退")
    assert cut_texts(page) == []


def test_a_bare_figure_on_the_form_is_the_amount_that_goes_back(stage: Stage) -> None:
    screen, pages = OFFICE["return"]
    stage.show(screen)
    for page in pages:
        stage.shell.staff.open(page)
    stage.heard.clear()
    stage.key(K.Key_Delete)
    stage.keys("12.5")
    stage.key(K.Key_Return)
    assert stage.heard == [o.ReturnRecorded(PAYMENT, 1_250, "cash", "", "")]
