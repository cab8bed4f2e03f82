"""A hand at a till's keyboard, for tests of real processes: `python -m tests.process.driver --config FILE --data DIR`.

It opens the till that `kiosk run` opens and presses its real widgets. Commands come as JSON lines on standard input:
`{"keys": "88.00"}`, `{"press": "Return"}`, `{"alt": "1"}`, `{"click": "cancelButton"}`, `{"look": ""}`. Every new
screen goes out as a JSON line with the moment it was drawn (monotonic seconds) and the names of the pages that
are then in sight; a look answers with the codes that a stranger's decoder finds on the two windows.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Slot
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk.cli.till_window import Look, TillWindow, leave
from kiosk.cli.trouble import Trouble
from kiosk.cli.windows import claimed
from kiosk.compose.live import live
from kiosk.sale.screen import Say, Screen
from kiosk.settings import load

READ_MS = 450


def key_of(said: Say | None) -> str:
    """The text's key, or ""."""
    return said.key if said is not None else ""


def codes_on(window: QWidget) -> list[str]:
    """What a phone would read off the glass."""
    # Both cost time that a till which is never looked at need not spend.
    import zxingcpp
    from PIL import Image

    grey = window.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    size = (grey.width(), grey.height())
    picture = Image.frombytes("L", size, bytes(grey.constBits()), "raw", "L", grey.bytesPerLine())
    return [found.text for found in zxingcpp.read_barcodes(picture)]


class Driver(QObject):
    """Reads commands, presses, reports."""

    def __init__(self, till: TillWindow) -> None:
        super().__init__()
        self._till = till
        self._read = b""
        self._last: dict[str, object] = {}
        # Behind the face's own connection: what is reported was drawn.
        till.runner.shown.connect(self._report)
        self._ear = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._ear.activated.connect(self._listen)

    def _windows(self) -> list[QWidget]:
        both = (self._till.shell.staff_window, self._till.shell.customer_window)
        return [window for window in both if window is not None]

    def _pages(self) -> list[str]:
        found = [w for window in self._windows() for w in window.findChildren(QWidget)]
        return sorted({w.objectName() for w in found if w.objectName().endswith("Page") and w.isVisible()})

    @Slot(object)
    def _report(self, screen: Screen) -> None:
        staff, customer, till = screen.staff, screen.customer, self._till.runner.till
        told: dict[str, object] = {
            "staff": staff.page.value,
            "customer": customer.page.value,
            "pages": self._pages(),
            "headline": key_of(staff.headline),
            "question": key_of(staff.question.text) if staff.question else "",
            "answer": key_of(staff.answer),
            "banner": key_of(staff.banner),
            "badge": staff.badge,
            "tiles": [tile.fact.key for tile in staff.tiles],
            "strip": staff.strip.fact.key if staff.strip else "",
            "code": customer.qr.code.payload if customer.qr else "",
            "relay": staff.lights.relay.value,
            "ready": staff.page.value == "keypad" and bool(staff.buttons and staff.buttons[0].enabled),
            "states": {payment.payment_id: payment.state.value for payment in till.payments.values()},
        }
        if told != self._last:
            self._last = told
            self._say({"at": time.monotonic(), **told})

    @staticmethod
    def _say(told: dict[str, object]) -> None:
        print(json.dumps(told), flush=True)

    def _listen(self) -> None:
        chunk = os.read(0, 65_536)
        if not chunk:
            leave()
            return
        self._read += chunk
        *lines, self._read = self._read.split(b"\n")
        for line in lines:
            self._do(json.loads(line))

    def _do(self, command: dict[str, str]) -> None:
        staff = self._till.staff_window
        for what, how in command.items():
            if what == "keys":
                QTest.keyClicks(staff, how)
            elif what == "press":
                self._press(getattr(Qt.Key, f"Key_{how}"))
            elif what == "alt":
                QTest.keyClick(staff, getattr(Qt.Key, f"Key_{how}"), Qt.KeyboardModifier.AltModifier)
            elif what == "click":
                self._click(how)
            elif what == "look":
                self._say({"look": [codes_on(window) for window in self._windows()]})
            else:
                self._say({"fault": f"no such command: {what}"})

    def _press(self, key: Qt.Key) -> None:
        """A page is read before Enter leaves it: pressed sooner, the till takes it for one of the page before."""
        window = self._till.staff_window
        if key != Qt.Key.Key_Return or self._till.shell.staff.keypad.isVisible():
            QTest.keyClick(window, key)
        else:
            QTimer.singleShot(READ_MS, self, lambda: QTest.keyClick(window, key))

    def _click(self, name: str) -> None:
        button = next((w for w in self._till.staff_window.findChildren(QWidget, name) if w.isVisible()), None)
        if button is None:
            self._say({"fault": f"no {name} is in sight"})
        else:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def main() -> int:
    """Open the till; the exit codes are the program's own."""
    parser = argparse.ArgumentParser(description="Open a till that is pressed by JSON lines.")
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    settings = load(arguments.config)
    try:
        with claimed(arguments.data):
            till = TillWindow(live(settings, arguments.data), Look.of(settings))
            driver = Driver(till)
            code = till.exec()
            del driver
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return trouble.code
    return code


if __name__ == "__main__":
    sys.exit(main())
