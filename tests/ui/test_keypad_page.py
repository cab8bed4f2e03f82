"""The keypad tells every touch on and shows exactly what the counter holds."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from kiosk.sale import events
from kiosk.sale.money import Currency
from kiosk.sale.screen import Act, Button, Say, Screen
from kiosk.ui.keypad_page import REFERENCE_MOST, entry_figures
from kiosk.ui.page import Page
from tests.ui.screens import BOTH, IDLE, KEYPAD
from tests.ui.stage import Stage

KEYS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "00")
TYPING = replace(KEYPAD, entry="128.5", currencies=BOTH)


def keypad(stage: Stage, **changes: object) -> None:
    stage.show(Screen(replace(TYPING, **changes), IDLE))  # type: ignore[arg-type]  # fields a test changes


def field(stage: Stage) -> QLineEdit:
    found = stage.found("referenceEdit")
    assert isinstance(found, QLineEdit)
    return found


def test_every_key_under_the_finger_says_what_it_is(stage: Stage) -> None:
    keypad(stage)
    for name in [*(f"key{figures}" for figures in KEYS), "keyPoint", "keyErase", "keyClear"]:
        stage.click(name)
    wanted = [*(events.KeyTyped(figures) for figures in KEYS), events.KeyTyped("."), events.Erased(), events.Cleared()]
    assert stage.heard == wanted
    stage.heard.clear()
    stage.click("currencyButton")
    stage.click("chargeButton")
    assert stage.heard == [events.CurrencyPressed(), events.ChargePressed()]


@pytest.mark.parametrize(
    ("entry", "figures"),
    [("", "0.00"), ("0", "0"), ("128.5", "128.5"), ("1234567.", "1,234,567."), (".5", "0.5"), ("007", "7")],
)
def test_figures_are_the_typed_ones_with_thousands_apart(entry: str, figures: str) -> None:
    assert entry_figures(entry) == figures


def test_the_amount_is_written_in_the_currency_that_is_chosen(stage: Stage) -> None:
    keypad(stage)
    assert stage.text("amountText") == "HK$128.5"
    keypad(stage, currency=Currency.CNY)
    assert stage.text("amountText") == "人民幣 128.5"


def test_with_one_currency_there_is_nothing_to_choose(stage: Stage) -> None:
    keypad(stage, currencies=(Currency.HKD,))
    assert not stage.seen("currencyButton")
    stage.key(Qt.Key.Key_F9)
    assert stage.heard == []


def test_a_charge_that_is_not_possible_says_why_and_a_refused_key_comes_first(stage: Stage) -> None:
    why = Button(Act.CHARGE, enabled=False, why=Say("staff.cause.starting"))
    keypad(stage, buttons=(why,))
    assert not stage.found("chargeButton").isEnabled()
    starting = stage.text("entryMessage")
    assert starting
    stage.click("chargeButton")
    assert stage.heard == []
    keypad(stage, buttons=(why,), entry_refused=Say("staff.payee", (("payee", "<i>no</i>"),)))
    assert "<i>no</i>" in stage.text("entryMessage")
    keypad(stage, buttons=())
    assert not stage.found("chargeButton").isEnabled()


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


@pytest.mark.parametrize("size", [(640, 360), (1280, 800), (800, 1280)])
def test_keys_neither_overlap_nor_leave_the_page_and_a_finger_can_hit_them(stage: Stage, size: tuple[int, int]) -> None:
    stage.shell.staff_window.resize(*size)
    keypad(stage)
    page = stage.found("keypadPage")
    assert isinstance(page, Page)
    keys = [stage.found(f"key{figures}").geometry() for figures in KEYS] + [stage.found("chargeButton").geometry()]
    for number, key in enumerate(keys):
        assert page.rect().contains(key)
        assert min(key.width(), key.height()) >= 44
        assert not any(key.intersects(other) for other in keys[number + 1 :])


def test_what_became_of_the_sale_set_aside_gives_way_to_what_stops_a_charge(stage: Stage) -> None:
    stage.show("set-aside")
    assert stage.text("entryMessage") == "已掃描，等候結果。請先不要交貨。"
    keypad(stage, headline=Say("staff.set_aside.headline"), entry_refused=Say("staff.decimals"))
    assert stage.text("entryMessage") == "最多兩個小數位"
