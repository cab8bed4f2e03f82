"""The shop's own picture, as large as its place allows and never out of shape.

It is decoded after the window stands: the first keypad does not wait for it. On a dark page it lies on a white card,
for logos are drawn for paper. Must not know where the picture comes from.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from kiosk.ui.palette import CODE

# Larger than it is ever drawn; what is beyond is memory for nothing.
MOST_SIDE = 1024
# The card's edge, as a share of the height.
_EDGE = 0.08


class Logo(QWidget):
    """The picture. `card` puts it on white."""

    def __init__(self, parent: QWidget, name: str, *, card: bool) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._card = card
        self._image = QImage()
        self._drawn = QPixmap()

    def decode(self, data: bytes) -> bool:
        """Take this PNG or JPEG; False when it is none after all."""
        buffer = QBuffer()
        buffer.setData(data)
        buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
        size = reader.size()
        if max(size.width(), size.height()) > MOST_SIDE:
            # A JPEG is not even decoded at its full size then.
            reader.setScaledSize(size.scaled(QSize(MOST_SIDE, MOST_SIDE), Qt.AspectRatioMode.KeepAspectRatio))
        image = reader.read()
        if image.isNull():
            return False
        self._image, self._drawn = image, QPixmap()
        self.update()
        return True

    @property
    def here(self) -> bool:
        """Whether there is a picture."""
        return not self._image.isNull()

    def wide_at(self, height: int, most: int) -> tuple[int, int]:
        """Width and height of the whole widget that is at most so high and so wide, in the picture's shape."""
        edge = round(height * _EDGE) if self._card else 0
        size = self._image.size().scaled(most - 2 * edge, height - 2 * edge, Qt.AspectRatioMode.KeepAspectRatio)
        return size.width() + 2 * edge, size.height() + 2 * edge

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, and the picture in the middle of it."""
        if not self.here:
            return
        painter = QPainter(self)
        edge = 0
        if self._card:
            edge = round(self.height() * _EDGE / (1 + 2 * _EDGE))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(CODE.ground))
            painter.drawRoundedRect(QRectF(self.rect()), edge, edge)
        ratio = self.devicePixelRatioF()
        room = QSize(round((self.width() - 2 * edge) * ratio), round((self.height() - 2 * edge) * ratio))
        picture = self._at(room, ratio)
        size = picture.deviceIndependentSize()
        corner = QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2)
        painter.drawPixmap(corner, picture)
        painter.end()

    def _at(self, room: QSize, ratio: float) -> QPixmap:
        """The picture for so many device pixels, kept for the next time."""
        wanted = self._image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        if self._drawn.size() != wanted or self._drawn.devicePixelRatio() != ratio:
            self._drawn = QPixmap.fromImage(_fitted(self._image, wanted))
            self._drawn.setDevicePixelRatio(ratio)
        return self._drawn


def _fitted(image: QImage, size: QSize) -> QImage:
    return image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
