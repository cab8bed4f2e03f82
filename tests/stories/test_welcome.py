"""The welcome has manners: ten seconds after a sale, and after a restart, nothing of it is on the customer's screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.sale.screen import CustomerPage, StaffPage
from tests.stories.playground import STEP_S, Playground, playing
from tests.ui.faces import read_codes

ENDED_S = 10
AMOUNT = "88."


def window(ground: Playground) -> QWidget:
    """The customer's."""
    found = ground.till.shell.customer_window
    assert found is not None
    return found


def said(ground: Playground) -> str:
    """All words in sight on the customer's window."""
    return "\n".join(label.text() for label in window(ground).findChildren(QLabel) if label.isVisible())


def finish(ground: Playground, cents: int, page: CustomerPage) -> None:
    """A sale up to its result on the customer's screen."""
    ground.charge(8800 + cents)
    ground.until(lambda s: s.customer.page is CustomerPage.QR, 20)
    assert AMOUNT in said(ground)
    if page is CustomerPage.STOPPED:
        ground.press(Qt.Key.Key_Escape)
        ground.click("cancelConfirmButton")
    ground.until(lambda s: s.customer.page is page, 60)
    assert AMOUNT in said(ground)


@pytest.mark.parametrize(
    ("cents", "page"), [(0, CustomerPage.PAID), (1, CustomerPage.DECLINED), (2, CustomerPage.STOPPED)]
)
def test_nothing_of_a_sale_is_left_ten_seconds_after_its_end(cents: int, page: CustomerPage, tmp_path: Path) -> None:
    with playing(tmp_path) as ground:
        before = said(ground)
        finish(ground, cents, page)
        ground.rounds(round(ENDED_S / STEP_S))
        assert ground.screen.customer.page is CustomerPage.IDLE
        assert said(ground) == before
        assert AMOUNT not in said(ground)
        assert read_codes(window(ground)) == []


@pytest.mark.parametrize("seconds", [0, 3])
def test_nothing_of_a_sale_that_ended_comes_back_with_a_restart(seconds: int, tmp_path: Path) -> None:
    with playing(tmp_path) as ground:
        finish(ground, 0, CustomerPage.PAID)
        ground.rounds(round(seconds / STEP_S))
        clock = ground.clock
    with playing(tmp_path, clock) as again:
        shown = {screen.customer.page for _at, screen in again.screens}
        assert shown == {CustomerPage.IDLE}
        assert AMOUNT not in said(again)
        assert again.screen.staff.page is StaffPage.KEYPAD
