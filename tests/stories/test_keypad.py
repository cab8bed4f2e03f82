"""At the keypad of the whole program: items are added up, and a large charge is asked about."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from kiosk.sale.money import Currency, Money
from kiosk.sale.screen import CustomerPage, StaffPage
from tests.stories.playground import Playground, playing

K = Qt.Key


def text(ground: Playground, name: str) -> str:
    label = ground.till.staff_window.findChild(QLabel, name)
    assert label is not None
    return label.text()


def test_items_are_added_up_and_their_sum_is_what_the_customer_sees_and_pays(tmp_path: Path) -> None:
    with playing(tmp_path) as ground:
        ground.keys("12.5+30+8+1")
        ground.press(K.Key_Backspace)
        assert text(ground, "itemsText") == "12.5 + 30 + 8 +"
        assert text(ground, "amountText") == "HK$50.50"
        shown = ground.screen.customer
        assert (shown.page, shown.money) == (CustomerPage.AMOUNT, Money(5_050, Currency.HKD))
        ground.press(K.Key_Return)
        ground.until(lambda s: s.customer.page is CustomerPage.QR, 20)
        assert ground.payments()[0].money == shown.money


def test_an_amount_beyond_the_limit_is_not_charged_as_another_one(tmp_path: Path) -> None:
    with playing(tmp_path) as ground:
        ground.keys("10001.50")
        ground.press(K.Key_Return)
        ground.rounds(8)
        assert ground.payments() == []
        assert text(ground, "entryMessage") == "FPS takes at most HK$10,000.00 a sale"
        ground.press(K.Key_Delete)
        ground.keys("10000.00")
        assert text(ground, "amountText") == "HK$10,000"
        ground.press(K.Key_Return)
        ground.until(lambda s: s.staff.page is StaffPage.OFFERING, 20)
        assert ground.payments()[0].money.minor == 1_000_000


def test_a_large_charge_is_asked_about_and_a_double_tap_does_not_answer(tmp_path: Path) -> None:
    with playing(tmp_path, ask_above=100_000) as ground:
        ground.keys("1280")
        ground.press(K.Key_Return)
        ground.press(K.Key_Return)
        assert ground.seen("chargeQuestion")
        assert ground.payments() == []
        ground.press(K.Key_Escape)
        assert not ground.seen("chargeQuestion")
        assert text(ground, "amountText") == "HK$1,280"
        ground.click("chargeButton")
        ground.rounds(3)
        ground.press(K.Key_Return)
        ground.until(lambda s: s.staff.page is StaffPage.OFFERING, 20)
        assert [p.money.minor for p in ground.payments()] == [128_000]


def test_an_untouched_keypad_says_only_for_a_moment_that_nothing_cannot_be_charged(tmp_path: Path) -> None:
    with playing(tmp_path) as ground:
        assert text(ground, "entryMessage") == ""
        ground.press(K.Key_Return)
        assert text(ground, "entryMessage") == "Enter an amount above zero"
        ground.rounds(17)
        assert text(ground, "entryMessage") == ""
