"""The floor for the code: a tap has a thread make the same code with `qrcode`, and the window paints it.

No order, no record, no check: what is left is what anybody must pay who draws with that library.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from queue import SimpleQueue

import qrcode
from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.finger import tap
from benchmarks.orders import Orders, tell
from benchmarks.watch import Watch

SIZE = (1920, 1080)
MARGIN = 4
GREY = bytes([255, 0])


class Drawer(QObject):
    """Makes codes on a thread of its own and hands each on as (grey bytes, side in modules)."""

    made = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._wanted: SimpleQueue[str] = SimpleQueue()
        threading.Thread(target=self._work, daemon=True).start()

    def draw(self, payload: str) -> None:
        """Make this code; returns at once."""
        self._wanted.put(payload)

    def _work(self) -> None:
        while True:
            code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=MARGIN)
            code.add_data(self._wanted.get())
            code.make()
            rows = code.get_matrix()
            self.made.emit((b"".join(bytes(row).translate(GREY + bytes(254)) for row in rows), len(rows)))


class CodeWindow(QWidget):
    """White, with the code in the middle on whole pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(*SIZE)
        self.payload = ""
        self.drawer = Drawer()
        self.drawer.made.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._code: tuple[bytes, int] | None = None

    @property
    def showing(self) -> bool:
        """Whether a code would be painted now."""
        return self._code is not None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The tap."""
        self.drawer.draw(self.payload)

    def clear(self) -> None:
        """White again."""
        self._code = None
        self.update()

    def _show(self, made: tuple[bytes, int]) -> None:
        self._code = made
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The code, or nothing."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        if self._code is not None:
            grey, modules = self._code
            side = modules * (self.height() // modules)
            place = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
            painter.drawImage(place, QImage(grey, modules, modules, modules, QImage.Format.Format_Grayscale8))
        painter.end()


def main(words: Sequence[str]) -> None:
    """Answer `draw` (with a payload) by (tap, painted), until the input ends."""
    app = QApplication(sys.argv[:1])
    window, watch, orders = CodeWindow(), Watch(), Orders()
    watch.window(window)

    def order(asked: dict[str, str]) -> None:
        if asked["do"] == "clear":
            window.clear()
            tell(done=True)
            return
        window.payload = asked["payload"]
        tapped: list[float] = []
        watch.when_painted(lambda: window if window.showing else None, lambda at: tell(tap=tapped[0], painted=at))
        tap(window, tapped.append)

    orders.connect_queued(order)
    window.show()
    QTimer.singleShot(0, orders.start)
    app.exec()
