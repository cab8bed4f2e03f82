"""What is asked before a large charge stands where the keys stood, and only its own keys answer."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from kiosk.sale import events
from kiosk.sale.screen import Act, Button, Question, Screen
from tests.ui.screens import BOTH, CHARGE_ASKED, IDLE, LARGE
from tests.ui.stage import Stage

K = Qt.Key


def test_the_amount_is_asked_about_in_the_place_of_the_keys(stage: Stage) -> None:
    stage.show("charge-asked")
    assert stage.text("chargeQuestion") == "收款 HK$10,000.00？"
    assert stage.text("chargeYesButton") == "收款 HK$10,000.00"
    for name in ("key1", "keyPlus", "keyErase", "keyClear", "chargeButton"):
        assert not stage.seen(name), name
    stage.show("typing")
    assert not stage.seen("chargeQuestion")
    assert stage.seen("key1")
    assert stage.seen("chargeButton")


def test_a_finger_answers(stage: Stage) -> None:
    stage.show("charge-asked")
    stage.click("chargeYesButton")
    stage.click("chargeKeepButton")
    assert stage.heard == [events.ChargePressed(), events.QuestionLeft()]


def test_enter_answers_escape_goes_back_and_other_keys_are_of_the_amount(stage: Stage) -> None:
    stage.show(Screen(replace(CHARGE_ASKED, currencies=BOTH), IDLE))
    stage.key(K.Key_Return)
    assert stage.heard == [], "the second press of a double tap is no answer to what was not yet to be read"
    stage.read()
    for key in (K.Key_Return, K.Key_Escape, K.Key_Backspace, K.Key_Delete, K.Key_F9):
        stage.key(key)
    stage.keys("5+")
    assert stage.heard == [
        events.ChargePressed(), events.QuestionLeft(), events.Erased(), events.Cleared(), events.CurrencyPressed(),
        events.KeyTyped("5"), events.KeyTyped("+"),
    ]  # fmt: skip


def test_a_charge_that_is_not_possible_cannot_be_answered(stage: Stage) -> None:
    asked = Question(LARGE, (Button(Act.CHARGE, enabled=False), Button(Act.CHARGE_KEEP)))
    stage.show(Screen(replace(CHARGE_ASKED, question=asked), IDLE))
    stage.key(K.Key_Return)
    stage.click("chargeYesButton")
    assert stage.heard == []


@pytest.mark.parametrize("size", [(640, 360), (1280, 800), (800, 1280)])
def test_a_finger_can_hit_the_answers(stage: Stage, size: tuple[int, int]) -> None:
    stage.shell.staff_window.resize(*size)
    stage.show("charge-asked")
    yes, no = (stage.found(name).geometry() for name in ("chargeYesButton", "chargeKeepButton"))
    assert not yes.intersects(no)
    assert min(yes.height(), no.height()) >= 44
    assert stage.found("keypadPage").rect().contains(yes.united(no))
