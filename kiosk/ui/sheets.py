"""What lies under words: a rounded panel, and the ribbon across a window that is not real.

Must not know what stands on them.
"""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.ui.labels import CENTRE
from kiosk.ui.palette import Pair, mixed
from kiosk.ui.scale import PANEL_EDGE
from kiosk.ui.theme import font, ground


class Ribbon(QLabel):
    """A band across the whole window that says DEMO or TEST, with a hazard edge: it cannot be mistaken for real."""

    def __init__(self, parent: QWidget, text: str, colours: Pair) -> None:
        super().__init__(parent)
        self.setObjectName("ribbon")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(CENTRE)
        self.setText(text)
        self.setPalette(ground(colours.ground, colours.ink))
        self.setAutoFillBackground(True)
        self._colours = colours

    def place(self, rect: QRect, size: int) -> None:
        """Stand in the band, words in that type size."""
        self.setGeometry(rect)
        self.setFont(font(size, bold=True))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Slanted stripes at both ends, words in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = self.height()
        words = self.fontMetrics().horizontalAdvance(self.text()) + 3 * high
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(self._colours.ground, self._colours.ink, 0.16))
        middle = self.width() / 2
        for side in (-1, 1):
            at = middle + side * words / 2
            while -2 * high < at < self.width() + 2 * high:
                painter.drawPolygon(QPolygonF([QPointF(at + x, y) for x, y in _slant(high)]))
                at += side * high * 1.6
        painter.end()
        super().paintEvent(event)


class Panel(QWidget):
    """A rounded ground for what stands on it."""

    def __init__(self, parent: QWidget, name: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ground = ""
        self._edge = ""
        self._radius = 0
        self._wide = PANEL_EDGE

    def dress(self, colour: str, edge: str, radius: int, wide: int = PANEL_EDGE) -> None:
        """Its colour, the colour of its outline ("" for none), the roundness of its corners and the width of the
        outline in logical pixels.
        """
        if (colour, edge, radius, wide) != (self._ground, self._edge, self._radius, self._wide):
            self._ground, self._edge, self._radius, self._wide = colour, edge, radius, wide
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        if not self._ground:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        half = self._wide / 2
        path.addRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), self._radius, self._radius)
        painter.fillPath(path, QColor(self._ground))
        if self._edge:
            painter.setPen(QPen(QColor(self._edge), self._wide))
            painter.drawPath(path)
        painter.end()


def _slant(high: int) -> tuple[tuple[float, float], ...]:
    return (0.0, high), (high * 0.8, high), (high * 1.4, 0.0), (high * 0.6, 0.0)
