"""A label's picture drawn before it is needed: the largest letters are drawn as outlines, dear at the moment that
somebody waits for them, free while a code is awaited.

The picture serves only the very text, place, colour and screen that it was drawn for, and only where pixels are
painted: whoever listens to the words on a page still hears them. Must not know what a text says.
"""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPaintEngine, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

_Key = tuple[str, int, QRect, QRect, QFont, QColor, float]


class Ahead:
    """The picture of one text on one widget; empty until `draw`."""

    def __init__(self) -> None:
        self._key: _Key | None = None
        self._picture = QPixmap()

    def draw(self, widget: QWidget, room: QRect, flags: int, text: str) -> None:
        """Draw `text` in `room` (logical pixels of `widget`) as the widget's own painter would."""
        key = _key(widget, room, flags, text)
        if key == self._key or widget.rect().isEmpty():
            return
        self._picture = QPixmap(widget.size() * key[-1])
        self._picture.setDevicePixelRatio(key[-1])
        self._picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._picture)
        painter.setFont(widget.font())
        painter.setPen(key[-2])
        painter.drawText(room, flags, text)
        painter.end()
        self._key = key

    def paint(self, painter: QPainter, widget: QWidget, room: QRect, flags: int, text: str) -> bool:
        """Paint the picture where it is the picture of this; else False, and nothing is painted."""
        if self._key is None or painter.paintEngine().type() is not QPaintEngine.Type.Raster:
            return False
        if self._key != _key(widget, room, flags, text):
            return False
        painter.drawPixmap(0, 0, self._picture)
        return True

    def drop(self) -> None:
        """Keep no picture."""
        self._key = None
        self._picture = QPixmap()


def _key(widget: QWidget, room: QRect, flags: int, text: str) -> _Key:
    ink = widget.palette().windowText().color()
    return text, flags, room, widget.rect(), widget.font(), ink, widget.devicePixelRatioF()
