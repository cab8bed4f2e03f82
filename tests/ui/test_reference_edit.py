"""The shop's own reference: told as it is typed, and text whatever is in it."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from kiosk.sale import events
from kiosk.sale.screen import Screen
from kiosk.ui.reference_edit import REFERENCE_MOST
from tests.ui.screens import IDLE, KEYPAD
from tests.ui.stage import Stage


def keypad(stage: Stage, reference: str = "") -> None:
    stage.show(Screen(replace(KEYPAD, entry="128.5", reference=reference), IDLE))


def field(stage: Stage) -> QLineEdit:
    found = stage.found("referenceEdit")
    assert isinstance(found, QLineEdit)
    return found


def test_a_reference_is_told_as_it_is_typed_and_enter_charges_nothing(stage: Stage) -> None:
    keypad(stage)
    stage.key(Qt.Key.Key_F10)
    edit = field(stage)
    assert edit.hasFocus()
    QTest.keyClicks(edit, "A1")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert stage.heard == [events.ReferenceTyped("A"), events.ReferenceTyped("A1")]
    assert not edit.hasFocus()
    stage.heard.clear()
    stage.keys("5")
    assert stage.heard == [events.KeyTyped("5")]


def test_late_news_of_a_reference_does_not_undo_typing_but_the_counters_own_word_does(stage: Stage) -> None:
    keypad(stage)
    edit = field(stage)
    edit.setFocus()
    QTest.keyClicks(edit, "AB")
    keypad(stage, reference="A")
    assert edit.text() == "AB"
    keypad(stage, reference="AB")
    assert edit.text() == "AB"
    keypad(stage, reference="")
    assert edit.text() == ""
    assert stage.heard == [events.ReferenceTyped("A"), events.ReferenceTyped("AB")]


def test_touching_a_key_takes_the_keyboard_back_from_the_reference(stage: Stage) -> None:
    keypad(stage)
    field(stage).setFocus()
    stage.click("key7")
    assert not field(stage).hasFocus()
    stage.keys("9")
    assert stage.heard == [events.KeyTyped("7"), events.KeyTyped("9")]


def test_a_reference_is_no_longer_than_the_counter_keeps(stage: Stage) -> None:
    keypad(stage)
    field(stage).setFocus()
    QTest.keyClicks(field(stage), "x" * (REFERENCE_MOST + 5))
    assert stage.heard[-1] == events.ReferenceTyped("x" * REFERENCE_MOST)


def test_a_plus_in_a_reference_is_text(stage: Stage) -> None:
    keypad(stage)
    stage.key(Qt.Key.Key_F10)
    QTest.keyClicks(field(stage), "A+1")
    assert field(stage).text() == "A+1"
    assert stage.heard[-1] == events.ReferenceTyped("A+1")
    assert not any(isinstance(event, events.KeyTyped) for event in stage.heard)
