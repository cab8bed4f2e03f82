"""A code on the screen: a white card with the picture of the code, until its deadline and not a frame longer.

The picture is made for the exact place, checked, and then shown as it is; another size means another picture from
the same modules. Must not know what the code means or who pays.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from kiosk.ui.palette import CODE
from kiosk.ui.qr_image import check, render

# Logical pixels by which the card reaches under the picture, whose edges may lie between two of them.
_HEM = 2


class CodeView(QWidget):
    """The card, on a page of one colour. `mono` is monotonic seconds; past `deadline` (same clock) nothing of the code
    is painted.
    """

    def __init__(self, parent: QWidget, name: str, mono: Callable[[], float]) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        # Nothing below shows through, so Qt need not fill it first; the page's colour in the corners is painted here.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._mono = mono
        self._rows: tuple[bytes, ...] = ()
        self._deadline = 0.0
        self._gone = False
        self._radius = 0
        self._picture = QPixmap()
        self._made_for: tuple[tuple[bytes, ...], int, float] | None = None

    def load(self, rows: tuple[bytes, ...], deadline: float) -> None:
        """Hold this code; a blanked card shows it again."""
        if (rows, deadline, False) != (self._rows, self._deadline, self._gone):
            self._rows, self._deadline, self._gone = rows, deadline, False
            self.update()

    def blank(self) -> None:
        """Take the code off the glass now, without waiting for the event loop."""
        if not self._gone:
            self._gone = True
            self.repaint()

    def drop(self) -> None:
        """Forget the code and let its picture go: it holds as much memory as a small screen."""
        self._rows, self._picture, self._made_for = (), QPixmap(), None

    @property
    def showing(self) -> bool:
        """Whether a code would be painted now."""
        return bool(self._rows) and not self._gone and self._mono() < self._deadline

    def round(self, radius: int) -> None:
        """The roundness of the card's corners, in logical pixels."""
        self._radius = radius

    def good(self) -> bool:
        """Make the picture for the place there is, and compare every module with the code."""
        return check(self._current(), self._rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, and the code on whole device pixels."""
        painter = QPainter(self)
        if not self.showing:
            self._paint_card(painter, QRect())
            painter.end()
            return
        picture = self._current()
        size = picture.deviceIndependentSize()
        corner = QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2)
        # With a scale such as 1.25 a widget may begin between two device pixels; the code may not.
        to_device = painter.deviceTransform()
        exact = to_device.map(corner)
        place = to_device.inverted()[0].map(QPointF(round(exact.x()), round(exact.y())))
        self._paint_card(painter, QRectF(place, size).toRect().adjusted(_HEM, _HEM, -_HEM, -_HEM))
        painter.drawPixmap(place, picture)
        painter.end()

    def _paint_card(self, painter: QPainter, covered: QRect) -> None:
        """White with round corners. What the picture covers anyway is left out: a million pixels filled for nothing
        were a third of the page's painting.
        """
        radius, paper = self._radius, QColor(CODE.ground)
        page = self.palette().window()
        wide, high = self.width(), self.height()
        corners = [QRect(x, y, radius, radius) for x in (0, wide - radius) for y in (0, high - radius)]
        white = QRegion(self.rect()) - QRegion(covered)
        for corner in corners:
            white -= QRegion(corner)
            painter.fillRect(corner, page)
        painter.setClipRegion(white)
        painter.fillRect(self.rect(), paper)
        painter.setClipping(False)
        # Rounded in the corners alone: a rounded path over a whole screen costs as much as all the words on it.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paper)
        for x in (0, wide - 2 * radius):
            for y in (0, high - 2 * radius):
                painter.drawEllipse(QRect(x, y, 2 * radius, 2 * radius))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _current(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        side = int(min(self.width(), self.height()) * ratio)
        wanted = (self._rows, side, ratio)
        if wanted != self._made_for:
            self._picture = render(self._rows, side, ratio)
            self._made_for = wanted
        return self._picture
