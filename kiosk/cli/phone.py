"""The demo's windows on one desk: the pretend phone, and where everything stands.

The phone looks for codes every half second, because the pretend world has no way to call a widget.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from kiosk.compose.parts import Phone
from kiosk.ui.phone_panel import PhonePanel
from kiosk.ui.shell import Shell

LOOK_MS = 500


def open_phone(phone: Phone, shell: Shell) -> QWidget:
    """Show the phone; it pays and declines through `phone`."""
    panel = PhonePanel(None, shell.kit)
    panel.paid.connect(phone.pay)
    panel.declined.connect(phone.decline)

    def look() -> None:
        panel.set_open([(payment_id, shell.kit.words.money(money)) for payment_id, money in phone.codes()])

    timer = QTimer(panel)
    timer.setObjectName("phone-look")
    timer.timeout.connect(look)
    timer.start(LOOK_MS)
    arrange(shell, panel, QGuiApplication.primaryScreen().availableGeometry())
    panel.show()
    shell.staff_window.activateWindow()
    return panel


def arrange(shell: Shell, panel: QWidget, desk: QRect) -> None:
    """Till left, customer right of it, phone at the right edge; a customer's window that fills a screen stays there."""
    phone_wide = panel.width()
    windows: list[QWidget] = [shell.staff_window]
    customer = shell.customer_window
    if customer is not None and not customer.isFullScreen():
        windows.append(customer)
    wide = max(640, (desk.width() - phone_wide) // len(windows))
    high = min(desk.height() - 40, max(360, wide * 3 // 4))
    for index, window in enumerate(windows):
        window.setGeometry(desk.left() + index * wide, desk.top() + 30, wide - 8, high)
    panel.move(desk.right() - phone_wide, desk.top() + 30)
