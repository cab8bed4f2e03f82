"""What people decide, in the whole program: real journal, real PIN, real pages, a pretend bank."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kiosk.compose.live import pin_store
from kiosk.sale.office_events import Pin
from kiosk.sale.payment import State
from kiosk.sale.screen import Gate, StaffPage
from tests.compose.helpers import HandClock
from tests.stories.playground import Playground, playing

pytestmark = pytest.mark.usefixtures("qapp")
K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
PIN = "271828"


def type_pin(ground: Playground, digits: str = PIN) -> None:
    """The owner types; the comparison runs on its lane."""
    edits = [edit for edit in ground.till.staff_window.findChildren(QLineEdit, "pinEdit") if edit.isVisible()]
    QTest.keyClicks(edits[0], digits)
    QTest.keyClick(edits[0], K.Key_Return)
    ground.rounds(2)


def alt(ground: Playground, key: K) -> None:
    QTest.keyClick(ground.till.staff_window, key, ALT)
    ground.rounds(1)


def offer(ground: Playground, minor: int) -> None:
    ground.charge(minor)
    ground.until(lambda screen: screen.staff.page is StaffPage.OFFERING, 10.0)


def cancel(ground: Playground) -> None:
    ground.press(K.Key_Escape)
    ground.rounds(1)
    alt(ground, K.Key_1)
    ground.rounds(1)
    ground.press(K.Key_Return)
    ground.rounds(1)


def test_money_that_came_late_is_returned_by_hand_and_stands_apart(qtbot: QtBot, tmp_path: Path) -> None:
    with playing(tmp_path) as ground:
        offer(ground, 12_828)  # paid after cancel
        cancel(ground)
        ground.until(lambda screen: screen.staff.badge == 1, 120.0)
        ground.press(K.Key_F4)
        ground.press(K.Key_Return)
        ground.rounds(1)
        assert ground.seen("casePage")
        alt(ground, K.Key_3)
        assert ground.seen("returnPage")
        ground.press(K.Key_Return)
        ground.rounds(1)
        assert ground.seen("returnPage"), "without a name nothing is recorded"
        ground.click("formNameFill1")
        ground.press(K.Key_Return)
        ground.rounds(2)
        (payment,) = ground.payments()
        assert (payment.state, payment.returned, payment.decided) == (State.PAID_LATE, 12_828, "returned")
        assert ground.screen.staff.badge == 0
        assert ground.seen("attentionList"), "and the list is back"
        assert [(x.what, x.minor) for x in ground.screen.staff.apart] == [("returned", 12_828)]
        assert [x.minor for x in ground.screen.staff.totals] == [12_828]


def test_the_owner_marks_by_hand_and_a_restart_still_tells(qtbot: QtBot, tmp_path: Path) -> None:
    pin_store(tmp_path).set(Pin(PIN))
    clock = HandClock()
    with playing(tmp_path, clock) as ground:
        assert ground.screen.staff.owner.gate is Gate.SHUT
        offer(ground, 12_802)  # never paid
        cancel(ground)
        ground.press(K.Key_F2)
        ground.press(K.Key_Return)
        ground.rounds(1)
        alt(ground, K.Key_2)
        assert ground.seen("pinPage"), "a hand mark is the owner's"
        type_pin(ground, "1111")
        assert ground.seen("pinPage")
        assert not ground.payments()[0].hand_by
        type_pin(ground)
        assert ground.seen("handPage")
        ground.click("formReasonFill0")
        ground.press(K.Key_Return)
        ground.rounds(2)
        (payment,) = ground.payments()
        assert (payment.state, payment.attention, bool(payment.hand_by)) == (State.WATCHING, ("by_hand",), True)
    with playing(tmp_path, clock) as again:
        assert again.screen.staff.badge == 1
        assert (again.screen.staff.totals, again.screen.staff.apart) == ((), ()), "totals are the owner's"
        again.press(K.Key_F3)
        type_pin(again)
        assert again.seen("todayPage")
        assert [(x.what, x.count, x.minor) for x in again.screen.staff.apart] == [("hand", 1, 12_802)]
        again.press(K.Key_Escape)
        again.rounds(1)
        assert again.screen.staff.owner.gate is Gate.SHUT, "what the owner opened is shut with the page"


def test_five_wrong_pins_cost_time_and_a_restart_forgives_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    pin_store(tmp_path).set(Pin(PIN))
    clock = HandClock()
    with playing(tmp_path, clock) as ground:
        ground.press(K.Key_F3)
        for _ in range(5):
            type_pin(ground, "0000")
        assert ground.screen.staff.owner.wait is not None
        type_pin(ground)
        assert ground.seen("pinPage"), "not even the right one is looked at"
        ground.press(K.Key_Escape)
    with playing(tmp_path, clock) as again:
        again.press(K.Key_F3)
        assert again.screen.staff.owner.wait is not None
        type_pin(again)
        assert again.seen("pinPage")
        clock.forward(31.0)
        again.rounds(1)
        type_pin(again)
        assert again.seen("todayPage")
        assert PIN not in repr(again.screens)


def test_a_customer_who_says_paid_is_believed_by_nobody_but_looked_up_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    with playing(tmp_path) as ground:
        offer(ground, 12_802)
        cancel(ground)
        ground.press(K.Key_F11)
        ground.keys("128")
        ground.rounds(1)
        alt(ground, K.Key_1)
        ground.rounds(3)
        assert ground.seen("casePage")
        (payment,) = ground.payments()
        assert (payment.state, payment.attention) == (State.WATCHING, ("claimed",))
        assert ground.screen.staff.checked is not None
        assert ground.screen.staff.checked.key == "staff.check.open"
        ground.press(K.Key_Escape)
        assert ground.seen("keypadPage")


def test_a_wrong_amount_is_keyed_again(qtbot: QtBot, tmp_path: Path) -> None:
    with playing(tmp_path) as ground:
        offer(ground, 12_802)
        ground.press(K.Key_F1)
        ground.rounds(1)
        assert (ground.screen.staff.page, ground.screen.staff.entry) == (StaffPage.KEYPAD, "128.02")
        assert ground.payments()[0].closed == "wrong_amount"


def test_leaving_is_the_owners(qtbot: QtBot, tmp_path: Path) -> None:
    pin_store(tmp_path).set(Pin(PIN))
    with playing(tmp_path) as ground:
        assert not ground.till.shell._may_close()
        ground.rounds(1)
        assert ground.seen("pinPage")
        type_pin(ground)
        assert ground.seen("closePage")
        closed: list[object] = []
        ground.till.shell.closed.connect(lambda: closed.append("closed"))
        alt(ground, K.Key_2)
        assert closed == ["closed"]
