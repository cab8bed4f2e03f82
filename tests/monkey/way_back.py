"""The way a person takes from anywhere back to the keypad: leave what is open, answer what is asked, wait, go on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from kiosk.sale.screen import StaffPage
from tests.stories.playground import Playground

GOALS = (StaffPage.KEYPAD, StaffPage.OUT_OF_SERVICE)
MOST_STEPS = 4_000
"""Quarters of a second: a code that lives five minutes, ten minutes of watching, and some to spare."""


def way_back(ground: Playground) -> bool:
    """Whether the keypad came, with nothing open over it."""
    for step in range(MOST_STEPS):
        if not ground.till.staff_window.isVisible():
            return True
        staff = ground.till.shell.staff
        if ground.screen.staff.page in GOALS and ground.screen.staff.question is None and staff.overlay is None:
            return True
        if step % 4 == 0:
            _one_step(ground)
        ground.rounds(1)
    return False


def _one_step(ground: Playground) -> None:
    staff, screen = ground.till.shell.staff, ground.screen.staff
    if staff.overlay is not None:
        _press(ground, Qt.Key.Key_Escape)
    elif ground.till.shell.cleaning is not None:
        ground.till.shell.cleaning.step()
    elif screen.question is not None:
        # The last answer is the one that changes least; where it leads nowhere, the first does.
        _press(ground, Qt.Key.Key_Escape)
        if ground.screen.staff.question is not None:
            _click_one(ground)
    elif ground.till.shell.one is not None and not ground.till.shell.one.staff_in_front:
        ground.till.shell.one.open_drawer()
    else:
        _press(ground, Qt.Key.Key_Return)


def _press(ground: Playground, key: Qt.Key) -> None:
    QTest.keyClick(ground.till.staff_window, key)
    QApplication.processEvents()


def _click_one(ground: Playground) -> None:
    """Any answer that is offered."""
    inside = ground.till.shell.staff.findChildren(QAbstractButton)
    offered = [found for found in inside if found.isVisible() and found.isEnabled()]
    if offered:
        QTest.mouseClick(offered[-1], Qt.MouseButton.LeftButton)
        QApplication.processEvents()
