"""A finger: presses and lets go in the middle of a widget."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.orders import now


def tap(widget: QWidget, let_go: Callable[[float], None] = lambda moment: None) -> None:
    """Press and let go; what that causes at once has happened on return.

    `let_go` hears the moment before the finger leaves: only then is it a tap. How long it pressed is the finger's.
    """
    middle = QPointF(widget.rect().center())
    far = QPointF(widget.mapToGlobal(widget.rect().center()))
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    plain = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QMouseEvent(QEvent.Type.MouseButtonPress, middle, far, left, left, plain))
    up = QMouseEvent(QEvent.Type.MouseButtonRelease, middle, far, left, none, plain)
    let_go(now())
    QApplication.sendEvent(widget, up)
