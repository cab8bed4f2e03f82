"""The drawn icons: our own line drawings on a 24-unit grid, one line width, coloured and sized when asked.

Shapes double colours: `tick` is the only one in a ring with a tick, `cross` stands in a diamond, `stop` in an
octagon, `attention` in a triangle, so that no meaning hangs on colour. Knows no page and no theme.
"""

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kiosk.resources import data


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


def icon(name: Icon, colour: QColor | str, size_px: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a square picture of `size_px` logical pixels in one colour.

    `ratio` is the screen's device pixel ratio: the picture is drawn with that many real pixels a logical one.
    Raises ValueError for a size below 1 or a colour Qt does not know.
    """
    ink = QColor(colour)
    real = round(size_px * ratio)
    if real < 1 or not ink.isValid():
        raise ValueError(f"icon {name}: size {size_px} px and colour {colour!r} cannot be drawn")
    canvas = QImage(real, real, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(_drawing(name))).render(painter, QRectF(0, 0, real, real))
    # The files are drawn in black; only where there is a line does the colour stay.
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(canvas.rect(), ink)
    painter.end()
    picture = QPixmap.fromImage(canvas)
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _drawing(name: Icon) -> bytes:
    return data("assets", "icons", f"{name}.svg").read_bytes()
