"""`python -m tests.screen.eye demo ...`: the `kiosk` command, and an eye that looks at its windows from inside.

A line on its input is a look; it answers with a line of JSON: the windows in sight, and every text that is painted in
them, where, and whether it stands on a button. It tells no names of the program and touches nothing: whoever asks
knows what a person in front of the screen reads, and has to press with keys and a mouse of their own.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TextIO

from PySide6.QtCore import QObject, QPoint, QRect, QSocketNotifier, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from kiosk.cli.gallery_glass import runs, worded
from kiosk.cli.main import main as kiosk
from kiosk.cli.till_window import application

BLINK_MS = 60
"""A look takes this long: what is told has been painted by then, and whoever waits does not keep the till busy."""


class Eye(QObject):
    """Answers each question on standard input; `answers` is where to."""

    def __init__(self, answers: TextIO, parent: QObject) -> None:
        super().__init__(parent)
        self._answers = answers
        self._asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._asked.activated.connect(self._hear)

    def _hear(self) -> None:
        if os.read(sys.stdin.fileno(), 64):
            QTimer.singleShot(BLINK_MS, self._answer)
        else:
            self._asked.setEnabled(False)

    def _answer(self) -> None:
        told = [window_told(window) for window in QApplication.topLevelWidgets() if window.isVisible()]
        print(json.dumps(told), file=self._answers, flush=True)


def window_told(window: QWidget) -> dict[str, object]:
    """A window: whose it is, where it is, whether the keyboard is with it, and what can be read in it."""
    things = [thing_told(widget) for widget in worded(window.findChildren(QWidget)) if in_sight(widget)]
    box = box_told(window.geometry())
    return {"name": window.objectName(), "box": box, "active": window.isActiveWindow(), "things": things}


def in_sight(widget: QWidget) -> bool:
    """Whether nothing of the window lies over its middle."""
    return widget.isVisible() and widget.visibleRegion().contains(widget.rect().center())


def thing_told(widget: QWidget) -> dict[str, object]:
    """A widget with words: its kind, its place on the desk, and the runs of text as they are painted."""
    button, field = isinstance(widget, QAbstractButton), isinstance(widget, QLineEdit)
    return {
        "kind": "button" if button else "field" if field else "text",
        "box": box_told(QRect(widget.mapToGlobal(QPoint()), widget.size())),
        "enabled": widget.isEnabled(),
        "lines": [run.text for run in runs(widget)],
    }


def box_told(box: QRect) -> list[int]:
    """Left, top, width and height in pixels."""
    return [box.x(), box.y(), box.width(), box.height()]


def main() -> int:
    """Run the command with the eye open; its exit code."""
    # What the program itself prints must not stand among the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    eye = Eye(answers, application())
    code = kiosk(sys.argv[1:])
    del eye
    return code


if __name__ == "__main__":
    sys.exit(main())
