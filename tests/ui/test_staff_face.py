"""Every key on the staff's keyboard means exactly what it says, and lists never get in the way of a sale."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from kiosk.sale import events
from kiosk.sale.office_events import CaseOpened
from kiosk.sale.screen import Act, Button, Say, Screen, StaffPage
from kiosk.ui.palette import LIGHT
from tests.ui.screens import BOTH, CANNOT, IDLE, KEYPAD, RENEW, SCREENS, TILES, offering
from tests.ui.stage import Stage, colours

K = Qt.Key

KEYPAD_KEYS: list[tuple[K, object]] = [
    *((K(K.Key_0.value + figure), events.KeyTyped(str(figure))) for figure in range(10)),
    (K.Key_Period, events.KeyTyped(".")),
    (K.Key_Comma, events.KeyTyped(".")),
    (K.Key_Plus, events.KeyTyped("+")),
    (K.Key_Backspace, events.Erased()),
    (K.Key_Delete, events.Cleared()),
    (K.Key_Return, events.ChargePressed()),
    (K.Key_Enter, events.ChargePressed()),
    (K.Key_F9, events.CurrencyPressed()),
]


ALT = Qt.KeyboardModifier.AltModifier


def typed(stage: Stage, key: K, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> list[object]:
    """What one key made of it; letters and figures carry their text, as on a keyboard."""
    stage.heard.clear()
    value = key.value
    if modifier is not Qt.KeyboardModifier.NoModifier:
        stage.key(key, modifier)
    elif 0x20 <= value < 0x7F:
        stage.keys(chr(value))
    else:
        stage.key(key)
    return list(stage.heard)


def test_keys_on_the_keypad(stage: Stage) -> None:
    stage.show(Screen(replace(SCREENS["typing"].staff, currencies=BOTH), IDLE))
    for key, event in KEYPAD_KEYS:
        assert typed(stage, key) == [event], key
    for key in (K.Key_Escape, K.Key_F5, K.Key_F6, K.Key_F7, K.Key_F8, K.Key_A, K.Key_Minus, K.Key_Tab, K.Key_Left):
        assert typed(stage, key) == [], key


def test_a_key_of_what_is_not_offered_does_nothing(stage: Stage) -> None:
    stage.show("starting")
    assert [typed(stage, key) for key in (K.Key_Return, K.Key_F9)] == [[], []]
    stage.show("ordering")
    for key in (K.Key_F5, K.Key_F6, K.Key_F7, K.Key_Return, K.Key_1, K.Key_Delete, K.Key_Backspace):
        assert typed(stage, key) == [], key


def test_keys_while_the_code_is_shown(stage: Stage) -> None:
    stage.show("offering")
    wanted: list[tuple[K, object]] = [
        (K.Key_Escape, events.CancelPressed()),
        (K.Key_F5, events.CheckNowPressed()),
        (K.Key_F6, events.SetAsidePressed()),
        (K.Key_F7, events.CannotPayPressed()),
    ]
    for key, event in wanted:
        assert typed(stage, key) == [event], key
    assert [typed(stage, key) for key in (K.Key_1, K.Key_Return, K.Key_F8, K.Key_Delete)] == [[]] * 4


def test_keys_of_the_question_before_cancelling(stage: Stage) -> None:
    stage.show("cancel-asked")
    assert typed(stage, K.Key_1, ALT) == [events.CancelConfirmed()]
    assert typed(stage, K.Key_2, ALT) == [events.QuestionLeft()]
    assert typed(stage, K.Key_Escape) == [events.QuestionLeft()]
    for key in (K.Key_3, K.Key_0, K.Key_Return, K.Key_Space, K.Key_F6):
        assert typed(stage, key) == [], key


def test_keys_of_the_other_questions(stage: Stage) -> None:
    stage.show(offering(asked=CANNOT))
    causes = ("limit", "app", "setup", "network")
    chosen = [typed(stage, key, ALT) for key in (K.Key_1, K.Key_2, K.Key_3, K.Key_4)]
    assert chosen == [[events.CannotPayChosen(cause)] for cause in causes]
    assert typed(stage, K.Key_5, ALT) == [events.QuestionLeft()]
    stage.show("expired")
    assert typed(stage, K.Key_1, ALT) == [events.NewCodeAnswered(shows_payment=False)]
    assert typed(stage, K.Key_2, ALT) == [events.NewCodeAnswered(shows_payment=True)]
    assert typed(stage, K.Key_F6) == [events.SetAsidePressed()]
    stage.show("doubtful")
    assert typed(stage, K.Key_1, ALT) == [events.DoubtAnswered(show=True)]
    assert typed(stage, K.Key_2, ALT) == [events.DoubtAnswered(show=False)]


@pytest.mark.parametrize("name", ["cancel-asked", "expired", "doubtful"])
def test_a_bare_figure_never_answers_a_question(stage: Stage, name: str) -> None:
    """Who types the next amount too early must not have charged, stopped or decided anything."""
    stage.show(name)
    for key in (K.Key_1, K.Key_2, K.Key_3, K.Key_0):
        assert typed(stage, key) == [], key


@pytest.mark.parametrize("name", ["paid", "declined", "stopped", "not-started"])
def test_on_a_result_the_next_amount_can_be_typed_at_once(stage: Stage, name: str) -> None:
    stage.show(name)
    assert typed(stage, K.Key_7) == [events.KeyTyped("7")]
    assert typed(stage, K.Key_Period) == [events.KeyTyped(".")], "7.5 without its point would be 75"
    assert typed(stage, K.Key_Comma) == [events.KeyTyped(".")]
    assert typed(stage, K.Key_Plus) == [events.KeyTyped("+")]
    stage.read()
    assert typed(stage, K.Key_Return) == [events.NextPressed()]
    assert typed(stage, K.Key_Enter) == [events.NextPressed()]
    again = Act.AGAIN in {button.act for button in SCREENS[name].staff.buttons}
    assert typed(stage, K.Key_F8) == ([events.AgainPressed()] if again else [])
    assert typed(stage, K.Key_Escape) == []


@pytest.mark.parametrize("name", ["paid", "declined", "stopped", "not-started", "unsettled"])
def test_a_second_enter_does_not_pass_over_a_page_that_came_meanwhile(stage: Stage, name: str) -> None:
    stage.show("typing")
    assert typed(stage, K.Key_Return) == [events.ChargePressed()]
    stage.show(name)
    stage.clock.now += 0.39
    assert typed(stage, K.Key_Return) == []
    stage.show(replace(SCREENS[name], staff=replace(SCREENS[name].staff, day="2026-01-01")))
    assert typed(stage, K.Key_Return) == [], "the same page with another day is still as young"
    stage.clock.now += 0.02
    assert typed(stage, K.Key_Enter) == [events.NextPressed()]


def test_a_disabled_act_is_not_pressed_by_its_key(stage: Stage) -> None:
    off = tuple(Button(button.act, enabled=False) for button in SCREENS["offering"].staff.buttons)
    stage.show(offering(buttons=off))
    for key in (K.Key_Escape, K.Key_F5, K.Key_F6, K.Key_F7):
        assert typed(stage, key) == [], key


def test_alt_and_a_figure_touch_a_tile(stage: Stage) -> None:
    stage.show("set-aside")
    stage.key(K.Key_2, Qt.KeyboardModifier.AltModifier)
    stage.key(K.Key_3, Qt.KeyboardModifier.AltModifier)
    assert stage.heard == [events.TileTapped(TILES[0].payment_id)]


def test_a_key_that_is_held_down_counts_once_except_backspace(stage: Stage) -> None:
    stage.show("typing")
    window = stage.shell.staff_window
    for key, words in ((K.Key_Return, "\r"), (K.Key_5, "5"), (K.Key_Backspace, "")):
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyPress, key.value, none, words, True))
    assert stage.heard == [events.Erased()]


def test_enter_that_is_held_down_passes_over_nothing(stage: Stage) -> None:
    stage.show("not-started")
    stage.read()
    none = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QEvent.Type.KeyPress, K.Key_Return.value, none, "\r", True)
    QApplication.sendEvent(stage.shell.staff_window, held)
    assert stage.heard == []


def test_a_page_is_young_from_its_first_paint_on(stage: Stage) -> None:
    stage.shell.show_screen(SCREENS["not-started"])
    stage.clock.now += 5.0
    stage.turn()
    assert typed(stage, K.Key_Return) == [], "nobody had seen it"
    stage.read()
    assert typed(stage, K.Key_Return) == [events.NextPressed()]


def test_a_page_under_a_list_is_young_when_the_list_goes(stage: Stage) -> None:
    stage.show("offering")
    stage.key(K.Key_F2)
    stage.show("declined")
    stage.clock.now += 5.0
    stage.key(K.Key_Escape)
    stage.turn()
    assert typed(stage, K.Key_Return) == []
    stage.read()
    assert typed(stage, K.Key_Return) == [events.NextPressed()]


def test_a_list_that_was_opened_takes_enter_at_once(stage: Stage) -> None:
    stage.show("paid")
    stage.key(K.Key_F2)
    assert typed(stage, K.Key_Return) == [CaseOpened("till1-R1")]


@pytest.mark.parametrize(
    ("key", "name"),
    [(K.Key_F2, "recentList"), (K.Key_F3, "todayPage"), (K.Key_F4, "attentionList"), (K.Key_F12, "settingsPage")],
)
def test_lists_open_over_a_sale_and_escape_leaves_the_list_not_the_sale(stage: Stage, key: K, name: str) -> None:
    stage.show("offering")
    stage.key(key)
    assert stage.seen(name)
    assert not stage.seen("offeringPage")
    stage.show("paid")
    assert stage.seen("frontSaleBar")
    stage.click("frontSaleBar")
    assert stage.seen("staffPaidPage")
    stage.show("offering")
    stage.key(key)
    stage.key(K.Key_Escape)
    assert stage.seen("offeringPage")
    assert stage.heard == []


def test_a_list_keeps_the_keypads_keys_to_itself(stage: Stage) -> None:
    stage.show("typing")
    stage.key(K.Key_F2)
    stage.keys("12.")
    stage.key(K.Key_Delete)
    assert stage.heard == []
    stage.key(K.Key_Return)
    assert stage.heard == [CaseOpened("till1-R1")], "Enter opens the line and charges nothing"


def test_a_click_leaves_the_keyboard_with_the_page(stage: Stage) -> None:
    stage.show("typing")
    stage.click("chargeButton")
    stage.key(K.Key_Space)
    stage.key(K.Key_Return)
    assert stage.heard == [events.ChargePressed(), events.ChargePressed()]


def test_every_control_has_a_spoken_name(stage: Stage) -> None:
    silent = []
    for name, screen in SCREENS.items():
        stage.show(screen)
        for key in (None, K.Key_F2, K.Key_F3, K.Key_F4, K.Key_F12, K.Key_Escape):
            if key is not None:
                stage.key(key)
            controls = [
                widget
                for kind in (QAbstractButton, QLineEdit)
                for widget in stage.shell.staff_window.findChildren(kind)
                if widget.isVisible()
            ]
            assert len(controls) >= 4
            silent += [f"{name}: {widget.objectName()}" for widget in controls if not widget.accessibleName()]
    assert silent == []


def test_a_lasting_trouble_stands_above_the_page_as_plain_text(stage: Stage) -> None:
    stage.show(Screen(replace(KEYPAD, banner=Say("staff.payee", (("payee", "<b>x</b>"),))), IDLE))
    assert "<b>x</b>" in stage.text("bannerText")
    above = stage.found("bannerText").geometry()
    assert above.bottom() < stage.found("keypadPage").geometry().top()
    stage.show("idle")
    assert not stage.seen("bannerText")


GREENS = {LIGHT.good.ground, LIGHT.good_mark}


def test_green_is_paid_and_nothing_else(stage: Stage) -> None:
    """A paid tile and a paid last result are green as well; these screens are drawn without them."""
    for name, screen in SCREENS.items():
        stage.show(replace(screen, staff=replace(screen.staff, strip=None, tiles=())))
        paid = screen.staff.page is StaffPage.APPROVED
        assert [bool(colours(window) & GREENS) for window in stage.windows()] == [paid, paid], name
    stage.show("set-aside")
    assert colours(stage.found("lastResultText")) & GREENS


def test_a_question_asks_in_place_of_the_words_it_replaces(stage: Stage) -> None:
    stage.show(offering(asked=RENEW))
    assert stage.seen("questionText")
    assert stage.seen("newCodeNoButton")
