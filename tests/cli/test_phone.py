"""The pretend phone: it shows what was scanned, hands on what the customer does, and comes back when it was closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from kiosk.cli.phone import PhoneDesk, arrange
from kiosk.cli.till_window import Look, TillWindow
from kiosk.compose.demo import demo
from kiosk.sale.money import Currency, Money
from kiosk.ui.acts import Choice


class FakePhone:
    """A customer with one code to scan."""

    def __init__(self) -> None:
        self.did: list[tuple[str, str]] = []

    def seen(self, payment_id: str) -> None:
        self.did.append(("seen", payment_id))

    def codes(self) -> tuple[tuple[str, Money], ...]:
        return (("demo-1", Money(8800, Currency.HKD)),)

    def pay(self, payment_id: str) -> None:
        self.did.append(("pay", payment_id))

    def decline(self, payment_id: str) -> None:
        self.did.append(("decline", payment_id))


@pytest.fixture
def till(qapp: QApplication, tmp_path: Path) -> Iterator[TillWindow]:
    made = TillWindow(demo(tmp_path), Look.for_demo(one_screen=True))
    made.shell.show()
    yield made
    made.close()


def test_pay_and_decline_reach_the_customer(till: TillWindow) -> None:
    phone = FakePhone()
    desk = PhoneDesk(phone, till.shell)
    buttons = [b for b in desk.panel.findChildren(QPushButton) if b.isVisibleTo(desk.panel)]
    assert any("88.00" in b.accessibleName() + b.text() for b in buttons)
    for button in buttons:
        button.click()
    assert sorted(phone.did) == [("decline", "demo-1"), ("pay", "demo-1")]
    desk.close()


def test_a_closed_phone_comes_back_by_its_button_and_by_its_key(till: TillWindow) -> None:
    desk = PhoneDesk(FakePhone(), till.shell)
    assert desk.button.isVisible()
    assert desk.button.text() == "顧客的手機：Ctrl+P"
    desk.show()
    desk.panel.close()
    assert not desk.panel.isVisible()
    QTest.mouseClick(desk.button, Qt.MouseButton.LeftButton)
    assert desk.panel.isVisible()
    desk.panel.close()
    QTest.keyClick(till.staff_window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert desk.panel.isVisible()
    desk.close()
    assert not desk.panel.isVisible()


def test_who_has_paid_goes_on_as_the_clerk(till: TillWindow) -> None:
    desk = PhoneDesk(FakePhone(), till.shell)
    desk.show()
    for button in [b for b in desk.panel.findChildren(QPushButton) if b.isVisible()]:
        desk.panel.activateWindow()
        assert QTest.qWaitForWindowActive(desk.panel)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert QTest.qWaitForWindowActive(till.staff_window), "the next key is meant for the till"
    desk.close()


def test_the_phone_speaks_the_language_of_the_till(till: TillWindow) -> None:
    desk = PhoneDesk(FakePhone(), till.shell)
    till.shell._choose(Choice("language", "en"))
    till.shell._choose(Choice("theme", "dark"))
    texts = [b.text() for b in desk.panel.findChildren(QPushButton) if b.isVisibleTo(desk.panel)]
    assert texts == ["Pay HK$88.00", "Decline"]
    assert desk.panel.windowTitle() == "Customer's phone"
    assert desk.button.text() == "Customer's phone: Ctrl+P"
    desk.close()


def test_the_windows_share_the_desk_without_covering_each_other(qapp: QApplication, tmp_path: Path) -> None:
    till = TillWindow(demo(tmp_path), Look.for_demo(one_screen=False))
    panel = QWidget()
    panel.resize(300, 500)
    assert arrange(till.shell, panel, QRect(0, 0, 1920, 1080))
    customer = till.shell.customer_window
    assert customer is not None
    assert not till.staff_window.geometry().intersects(customer.geometry())
    assert panel.x() + panel.width() <= 1920
    till.close()


@pytest.mark.parametrize(
    ("desk", "beside", "stands"),
    [((1366, 768), True, False), ((800, 1280), False, True), ((1080, 1920), True, True), ((800, 600), False, False)],
)
def test_one_till_has_the_shape_of_its_desk(
    till: TillWindow, desk: tuple[int, int], beside: bool, stands: bool
) -> None:
    panel = QWidget()
    panel.resize(340, 520)
    assert arrange(till.shell, panel, QRect(0, 0, *desk)) is beside
    window = till.staff_window
    assert (window.height() > window.width()) is stands
    assert QRect(0, 0, *desk).contains(window.geometry())
    if beside:
        assert not window.geometry().intersects(panel.geometry())
    assert QRect(0, 0, *desk).contains(panel.geometry())
