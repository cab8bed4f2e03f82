"""The line about the till's own trouble: said once, and never behind a list."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from kiosk.sale.screen import Say, Screen, StaffPage
from tests.ui.screens import IDLE, KEYPAD
from tests.ui.stage import Stage

K = Qt.Key
ELSEWHERE = Say("staff.identity_elsewhere.headline")
WORDS = "另一部電腦正使用此收款機的身分，已停止收款。"
REFUSED = Screen(
    replace(
        KEYPAD,
        page=StaffPage.NOT_STARTED,
        headline=ELSEWHERE,
        action=Say("staff.identity_elsewhere.action"),
        banner=ELSEWHERE,
        buttons=(),
    ),
    IDLE,
)  # fmt: skip


def test_a_page_that_says_the_trouble_itself_has_no_line_above_it(stage: Stage) -> None:
    stage.show(REFUSED)
    assert not stage.seen("bannerText")
    assert WORDS in stage.text("headlineText")


@pytest.mark.parametrize("key", [K.Key_F2, K.Key_F4, K.Key_F12])
def test_a_list_over_that_page_has_it(stage: Stage, key: K) -> None:
    stage.show(REFUSED)
    stage.key(key)
    assert stage.seen("bannerText")
    assert stage.text("bannerText") == WORDS
    assert WORDS not in stage.text("frontSaleBar"), "and it is not said twice"
    above, below = stage.found("bannerText").geometry(), stage.found("frontSaleBar").parentWidget()
    assert below is not None
    assert above.bottom() < below.geometry().top()
    stage.key(K.Key_Escape)
    assert not stage.seen("bannerText")


def test_it_comes_while_a_list_is_open(stage: Stage) -> None:
    stage.show(Screen(KEYPAD, IDLE))
    stage.key(K.Key_F2)
    stage.show(Screen(replace(KEYPAD, banner=ELSEWHERE), IDLE))
    assert stage.text("bannerText") == WORDS
    stage.show(Screen(KEYPAD, IDLE))
    assert not stage.seen("bannerText")
