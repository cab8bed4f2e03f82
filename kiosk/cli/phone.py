"""The demo's desk: the pretend phone, how it comes back when it was closed, and where everything stands.

The phone looks for codes every half second, because the pretend world has no way to call a widget.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kiosk.compose.parts import Phone
from kiosk.ui.buttons import BigButton, Role
from kiosk.ui.phone_panel import PhonePanel
from kiosk.ui.shell import Shell

LOOK_MS = 500
KEY = "Ctrl+P"
RAISING = ("xcb", "windows", "cocoa")
"""Qt's platforms that can bring a window to the front; each other one would print that it cannot."""
LEAST_TILL = 640
"""Logical pixels: a till that would be narrower beside the phone gets the whole desk."""


class PhoneDesk(QObject):
    """The phone on the desk; it pays and declines through `phone`. A button on the till's ribbon and a key bring it
    back. Where there is no room beside the till it waits for them.
    """

    def __init__(self, phone: Phone, shell: Shell) -> None:
        super().__init__(shell)
        self._phone, self._shell = phone, shell
        self.panel = PhonePanel(None, shell.kit)
        self.panel.paid.connect(phone.pay)
        self.panel.declined.connect(phone.decline)
        for done in (self.panel.paid, self.panel.declined):
            done.connect(lambda _payment_id: self._back())
        self.button = BigButton(shell.staff_window, "phoneButton", Role.ON_TONE)
        self.button.clicked.connect(self.show)
        shell.staff_window.offer(self.button)
        shortcut = QShortcut(QKeySequence(KEY), shell.staff_window)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.activated.connect(self.show)
        shell.chosen.connect(lambda _choice: self._word())
        self._word()
        self._timer = QTimer(self)
        self._timer.setObjectName("phone-look")
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_MS)
        roomy = arrange(shell, self.panel, shell.staff_window.screen().availableGeometry())
        # Where it lies over the till, it must not go under it again with the next key.
        self.panel.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, not roomy)
        if roomy:
            self.show()

    def look(self) -> None:
        """What can be paid now."""
        words = self._shell.kit.words
        self.panel.set_open([(payment_id, words.money(money)) for payment_id, money in self._phone.codes()])

    def show(self) -> None:
        """Bring the phone to the front; the keyboard stays with the till."""
        self.panel.show()
        if QGuiApplication.platformName() in RAISING:
            self.panel.raise_()
        self._back()

    def _back(self) -> None:
        """Who has played the customer goes on as the clerk: the keyboard is the till's."""
        self._shell.staff_window.activateWindow()

    def close(self) -> None:
        """Take it off the desk for good."""
        self._timer.stop()
        self.panel.close()

    def _word(self) -> None:
        """In the language and the look of now."""
        kit = self._shell.kit
        self.panel.follow(kit)
        self.button.dress(kit.theme, tone=kit.theme.colours.ribbon)
        self.button.write(kit.words.staff("demo.phone.open", key=KEY))
        self.look()


def arrange(shell: Shell, panel: QWidget, desk: QRect) -> bool:
    """Till left, customer right of it, phone at the right edge; a customer's window that fills a screen stays there.

    One till that finds no room beside the phone takes the desk, and False comes back: the phone waits until it is
    wanted, and then lies over the corner.
    """
    phone_wide = panel.width()
    windows: list[QWidget] = [shell.staff_window]
    customer = shell.customer_window
    if customer is not None and not customer.isFullScreen():
        windows.append(customer)
    tall, stands = desk.height() - 40, desk.height() > desk.width()
    beside = (desk.width() - phone_wide) // len(windows)
    roomy = beside >= LEAST_TILL or len(windows) > 1
    wide = max(LEAST_TILL, beside) if roomy else desk.width()
    high = tall if stands or not roomy else min(tall, max(360, wide * 3 // 4))
    for index, window in enumerate(windows):
        window.setGeometry(desk.left() + index * wide, desk.top() + 30, wide - 8, high)
    panel.move(desk.right() - phone_wide, desk.top() + 30 if roomy else desk.bottom() - panel.height())
    return roomy
