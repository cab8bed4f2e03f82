"""The drawn icons: our own line drawings on a 24-unit grid, one line width, coloured and sized when asked.

Shapes double colours: `tick` is the only one in a ring with a tick, `cross` stands in a diamond, `stop` in an
octagon, `attention` in a triangle, so that no meaning hangs on colour. Knows no page and no theme.
"""

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from kiosk.resources import data
from kiosk.ui.strokes import outline

# Every drawing's square, and the width of its lines, in units of that square.
GRID = 24
STROKE = 2


class Icon(StrEnum):
    """The icons there are; each value is the name of its file in `assets/icons`."""

    TICK = "tick"
    CROSS = "cross"
    CLOCK = "clock"
    STOP = "stop"
    QUESTION = "question"
    ATTENTION = "attention"
    PHONE_SCAN = "phone_scan"
    PHONE = "phone"
    QR = "qr"
    RELAY = "relay"
    PLATFORM = "platform"
    RECORDS = "records"
    BELL = "bell"
    LIST = "list"
    CHART = "chart"
    GEAR = "gear"
    BACKSPACE = "backspace"
    PERSON = "person"
    HOURGLASS = "hourglass"
    SPINNER = "spinner"
    LANGUAGE = "language"
    ARROW_NEXT = "arrow_next"
    ARROW_BACK = "arrow_back"
    SET_ASIDE = "set_aside"
    COPY = "copy"
    CLOSE = "close"
    REFRESH = "refresh"
    SCREEN = "screen"
    SUN = "sun"
    MOON = "moon"
    SOUND = "sound"
    CONTRAST = "contrast"


def icon(name: Icon, colour: QColor | str, size_px: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a square picture of `size_px` logical pixels in one colour.

    `ratio` is the screen's device pixel ratio: the picture is drawn with that many real pixels a logical one.
    Raises ValueError for a size below 1, a colour Qt does not know, and a file that `strokes` cannot read.
    """
    ink = QColor(colour)
    real = round(size_px * ratio)
    if real < 1 or not ink.isValid():
        raise ValueError(f"icon {name}: size {size_px} px and colour {colour!r} cannot be drawn")
    picture = QPixmap(real, real)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    stroke(painter, name, ink, QRectF(0, 0, real, real))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def stroke(painter: QPainter, name: Icon, colour: QColor | str, square: QRectF) -> None:
    """Draw the icon's lines into that square of what is being painted: for large ones, which nobody should keep."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(square.topLeft())
    painter.scale(square.width() / GRID, square.height() / GRID)
    pen = QPen(QColor(colour), STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(_lines(name), pen)
    painter.restore()


@cache
def _lines(name: Icon) -> QPainterPath:
    return outline(data("assets", "icons", f"{name}.svg").read_text("utf-8"))
