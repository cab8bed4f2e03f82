"""The buttons of a page: only what is open, each with its key; a question with a way back takes their place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kiosk.sale import events
from kiosk.sale.screen import Act, Button, Question, Say
from kiosk.ui.act_bar import FEWER_ACTS, ActBar
from kiosk.ui.page import Kit, Page
from kiosk.ui.scale import TOUCH_FLOOR, Scale
from tests.ui.faces import Heard
from tests.ui.screens import CANNOT, RENEW

BUTTONS = tuple(Button(act) for act in (Act.SET_ASIDE, Act.CHECK_NOW, Act.CANNOT_PAY, Act.CANCEL))


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def page(qtbot: QtBot, kit: Kit) -> Page:
    made = Page(None, "page", kit)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    return made


@pytest.fixture
def bar(page: Page, kit: Kit, heard: Heard) -> ActBar:
    made = ActBar(page, kit, heard)
    made.show()
    return made


def laid_out(bar: ActBar, scale: Scale) -> list[QPushButton]:
    bar.setGeometry(0, 0, 640, bar.tall(scale))
    bar.arrange(scale)
    return [button for button in bar.findChildren(QPushButton) if button.isVisible()]


def test_every_open_act_is_a_button_that_becomes_its_event(bar: ActBar, heard: Heard) -> None:
    bar.draw(BUTTONS, None, None)
    assert heard.events == []
    for button in laid_out(bar, Scale.of(1024, 600)):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard.events == [
        events.SetAsidePressed(), events.CheckNowPressed(), events.CannotPayPressed(), events.CancelPressed()
    ]  # fmt: skip


@pytest.mark.parametrize("size", [(640, 360), (1920, 1080)])
def test_a_finger_finds_every_button(bar: ActBar, size: tuple[int, int]) -> None:
    for buttons, question in ((BUTTONS, None), (BUTTONS, CANNOT), (BUTTONS[:2], RENEW)):
        bar.draw(buttons, question, None)
        for button in laid_out(bar, Scale.of(*size)):
            assert button.height() >= TOUCH_FLOOR
            assert bar.rect().contains(button.geometry())


def test_a_question_with_a_way_back_takes_the_place_of_the_buttons(bar: ActBar) -> None:
    bar.draw(BUTTONS, CANNOT, None)
    names = {button.objectName() for button in laid_out(bar, Scale.of(1024, 600))}
    assert names == {
        "cannotLimitButton", "cannotAppButton", "cannotSetupButton", "cannotNetworkButton", "cannotKeepButton"
    }  # fmt: skip
    bar.draw(BUTTONS, None, None)
    assert {button.objectName() for button in laid_out(bar, Scale.of(1024, 600))} >= {"cancelButton"}


def test_other_questions_leave_the_other_ways_open(bar: ActBar) -> None:
    bar.draw(BUTTONS[:2], RENEW, None)
    names = [button.objectName() for button in laid_out(bar, Scale.of(1024, 600))]
    assert names == ["newCodeNoButton", "newCodeYesButton", "setAsideButton", "checkNowButton"]


def test_figures_answer_and_escape_leaves_things_as_they_are(bar: ActBar, heard: Heard) -> None:
    bar.draw(BUTTONS, CANNOT, None)
    laid_out(bar, Scale.of(1024, 600))
    assert bar.key(Qt.Key.Key_2)
    assert bar.key(Qt.Key.Key_Escape)
    assert not bar.key(Qt.Key.Key_6)
    assert not bar.key(Qt.Key.Key_Enter)
    assert heard.events == [events.CannotPayChosen("app"), events.QuestionLeft()]


def test_keys_do_what_their_buttons_do(bar: ActBar, heard: Heard) -> None:
    bar.draw((Button(Act.AGAIN), Button(Act.NEXT)), None, None)
    laid_out(bar, Scale.of(1024, 600))
    assert bar.key(Qt.Key.Key_Return)
    assert bar.key(Qt.Key.Key_F8)
    assert not bar.key(Qt.Key.Key_F5)
    assert heard.events == [events.NextPressed(), events.AgainPressed()]


def test_a_closed_act_does_nothing_and_says_why(bar: ActBar, heard: Heard) -> None:
    bar.draw((Button(Act.AGAIN, enabled=False, why=Say("staff.second_charge.headline")),), None, None)
    laid_out(bar, Scale.of(1024, 600))
    bar.key(Qt.Key.Key_F8)
    button = bar.button(Act.AGAIN)
    assert heard.events == []
    assert button is not None
    assert button.toolTip() == "上一筆付款未有結果，再次收款可能令顧客重複付款。"
    assert bar.button(Act.NEXT) is None


def test_without_acts_it_takes_no_room(bar: ActBar) -> None:
    bar.draw((Button(Act.CHARGE),), None, None)
    assert bar.tall(Scale.of(1024, 600)) == 0
    assert laid_out(bar, Scale.of(1024, 600)) == []
    assert Question(Say("staff.charge"), ()).buttons == ()


def test_answers_show_their_figure_and_acts_their_key(bar: ActBar) -> None:
    bar.draw(BUTTONS, RENEW, None)
    shown = [button.key_text for act in [*bar.answers, *bar.acts] if (button := bar.button(act)) is not None]
    assert shown == ["Alt 1", "Alt 2", "F6", "F5", "F7", "Esc"]


def test_what_serves_the_next_customer_says_where_this_sale_goes(bar: ActBar) -> None:
    def said(*acts: Act) -> list[str]:
        bar.draw(tuple(map(Button, acts)), None, None)
        return [button.text() for act in bar.acts if (button := bar.button(act)) is not None]

    assert said(Act.SET_ASIDE, Act.CANCEL)[0] == "已掃描，下一位"
    assert said(Act.SET_ASIDE, Act.NEXT) == ["暫放在收款頁", "下一位，列入待處理"]
    assert said(Act.NEXT) == ["下一位"]


def test_one_widget_for_each_act_as_long_as_the_page_lives(bar: ActBar) -> None:
    bar.draw(BUTTONS, None, None)
    first = bar.button(Act.CANCEL)
    bar.draw((), None, None)
    bar.draw(BUTTONS, None, None)
    assert bar.button(Act.CANCEL) is first
    assert len(bar.findChildren(QPushButton, "cancelButton")) == 1


def test_many_acts_make_two_lines_where_width_is_dear(bar: ActBar) -> None:
    acts = (Act.SET_ASIDE, Act.CHECK_NOW, Act.WRONG_AMOUNT, Act.CANNOT_PAY, Act.CANCEL)
    bar.draw(tuple(Button(act) for act in acts), None, None)
    scale = Scale.of(360, 640)
    one = bar.tall(scale)
    bar.most = FEWER_ACTS
    assert bar.tall(scale) == 2 * one + scale.sm
    tops = {button.y() for button in laid_out(bar, scale)}
    assert len(tops) == 2


def test_an_answer_never_stands_without_its_question(bar: ActBar, kit: Kit) -> None:
    """What may not be done is named as what it is; the same button answers where it is asked."""
    locked = Button(Act.NEW_CODE_NO, False, Say("staff.second_charge.no_owner"))
    answer = kit.words.staff("staff.new_code.no")
    bar.draw((Button(Act.CHECK_NOW), locked), None, None)
    texts = [button.text() for button in laid_out(bar, Scale.of(1280, 800, 1.5))]
    assert answer not in texts
    assert kit.words.staff("staff.force_button") in texts
    bar.draw((Button(Act.CHECK_NOW),), RENEW, None)
    assert answer in [button.text() for button in laid_out(bar, Scale.of(1280, 800, 1.5))]
