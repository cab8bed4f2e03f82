"""The pretend phone: it shows what can be scanned and hands on what the customer does."""

from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from kiosk.cli.phone import arrange, open_phone
from kiosk.cli.till_window import Look, TillWindow
from kiosk.compose.demo import demo
from kiosk.sale.money import Currency, Money


class FakePhone:
    """A customer with one code to scan."""

    def __init__(self) -> None:
        self.did: list[tuple[str, str]] = []

    def codes(self) -> tuple[tuple[str, Money], ...]:
        return (("demo-1", Money(8800, Currency.HKD)),)

    def pay(self, payment_id: str) -> None:
        self.did.append(("pay", payment_id))

    def decline(self, payment_id: str) -> None:
        self.did.append(("decline", payment_id))


def test_pay_and_decline_reach_the_customer(qapp: QApplication, tmp_path: Path) -> None:
    till, phone = TillWindow(demo(tmp_path), Look.for_demo(one_screen=True)), FakePhone()
    panel = open_phone(phone, till.shell)
    panel.set_open([("demo-1", "HK$88.00")])
    buttons = [b for b in panel.findChildren(QPushButton) if b.isVisibleTo(panel)]
    assert any("88.00" in b.accessibleName() + b.text() for b in buttons)
    for button in buttons:
        button.click()
    assert sorted(phone.did) == [("decline", "demo-1"), ("pay", "demo-1")]
    panel.close()
    till.close()


def test_the_windows_share_the_desk_without_covering_each_other(qapp: QApplication, tmp_path: Path) -> None:
    till = TillWindow(demo(tmp_path), Look.for_demo(one_screen=False))
    panel = QWidget()
    panel.resize(300, 500)
    arrange(till.shell, panel, QRect(0, 0, 1920, 1080))
    customer = till.shell.customer_window
    assert customer is not None
    assert not till.staff_window.geometry().intersects(customer.geometry())
    assert panel.x() + panel.width() <= 1920
    till.close()
