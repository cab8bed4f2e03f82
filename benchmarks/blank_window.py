"""The floor for start, memory and processor time: a blank PySide6 window with one big text, and nothing else.

`start` ends with its first paint; `stay` stays and, told so, counts down once a second in a label.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from benchmarks.orders import now, tell
from benchmarks.watch import Watch

SIZE = (1920, 1080)


def main(words: Sequence[str]) -> None:
    """Run one of the two."""
    app = QApplication(sys.argv[:1])
    window = QWidget()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, Qt.GlobalColor.white)
    window.setPalette(palette)
    window.resize(*SIZE)
    label = QLabel("HK$ 0.00", window)
    label.setFont(QFont("Sans", 48))
    label.adjustSize()
    watch = Watch()
    watch.window(window)
    if words[0] == "start":
        watch.when_painted(lambda: window, _painted)
        window.show()
        app.exec()
    else:
        window.show()
        _stay(app, label)


def _painted(at: float) -> None:
    tell(painted=at)
    QTimer.singleShot(0, QApplication.quit)


def _stay(app: QApplication, label: QLabel) -> None:
    from benchmarks.orders import Orders

    orders = Orders()
    timer = QTimer()
    timer.setInterval(1000)
    began = now()

    def count() -> None:
        left = 300 - int(now() - began)
        label.setText(f"{left // 60}:{left % 60:02d}")

    timer.timeout.connect(count)

    def order(asked: dict[str, object]) -> None:
        if asked["do"] == "count":
            timer.start()
        tell(done=asked["do"])

    orders.connect_queued(order)
    QTimer.singleShot(0, orders.start)
    app.exec()
