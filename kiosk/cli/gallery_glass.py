"""Reads a window back without asking the program: every run of text that is painted, where, and in which type.

A widget is painted onto a device that draws nothing and writes down each run of text instead. What the program
believes about its own texts is not asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPaintDevice, QPaintEngine, QPaintEngineState, QPainterPath, QRegion, QTextItem
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

Metric = QPaintDevice.PaintDeviceMetric
ALONE = QWidget.RenderFlag(0)
WORDED = (QLabel, QAbstractButton, QLineEdit)
SCALED = 65536


class Run(NamedTuple):
    """One run of text in one line, its line box in logical pixels of the window, and its owner."""

    text: str
    box: QRectF
    ink: QRectF
    font: QFont
    owner: QWidget


class Notes(QPaintEngine):
    """Writes down runs of text with the place of their base line, in device pixels."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.heard: list[tuple[str, QPointF, float, float, float, QFont]] = []

    def begin(self, device: QPaintDevice) -> bool:
        self.setActive(True)
        return True

    def end(self) -> bool:
        self.setActive(False)
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        pass

    def drawTextItem(self, at: QPointF | QPoint | QPainterPath.Element, item: QTextItem) -> None:
        assert isinstance(at, QPointF | QPoint), "Qt tells the place of a base line as a point"
        where = self.painter().combinedTransform().map(QPointF(at))
        self.heard.append((item.text(), where, item.width(), item.ascent(), item.descent(), QFont(item.font())))

    # Shapes and pictures carry no text. Left to Qt, they would call each other without end.

    def drawPixmap(self, *_: object) -> None:
        pass

    def drawPath(self, *_: object) -> None:
        pass

    def drawPolygon(self, *_: object) -> None:
        pass

    def drawRects(self, *_: object) -> None:
        pass

    def drawEllipse(self, *_: object) -> None:
        pass

    def drawLines(self, *_: object) -> None:
        pass

    def drawPoints(self, *_: object) -> None:
        pass

    def drawImage(self, *_: object, flags: Qt.ImageConversionFlag = Qt.ImageConversionFlag.AutoColor) -> None:
        pass


class Glass(QPaintDevice):
    """A device of a widget's size and pixel ratio."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.notes = Notes()
        ratio = widget.devicePixelRatioF()
        wide, high = round(widget.width() * ratio), round(widget.height() * ratio)
        self._metrics = {
            Metric.PdmWidth: wide,
            Metric.PdmHeight: high,
            Metric.PdmWidthMM: wide // 4,
            Metric.PdmHeightMM: high // 4,
            Metric.PdmNumColors: 1 << 24,
            Metric.PdmDepth: 32,
            Metric.PdmDpiX: 96,
            Metric.PdmDpiY: 96,
            Metric.PdmPhysicalDpiX: 96,
            Metric.PdmPhysicalDpiY: 96,
            Metric.PdmDevicePixelRatio: round(ratio),
            Metric.PdmDevicePixelRatioScaled: round(ratio * SCALED),
        }

    def paintEngine(self) -> QPaintEngine:
        return self.notes

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return self._metrics.get(metric, 0)


def worded(widgets: Iterable[QWidget]) -> list[QWidget]:
    """Those that write something themselves."""
    return [widget for widget in widgets if isinstance(widget, WORDED)]


def runs(widget: QWidget) -> list[Run]:
    """What the widget paints itself, its children left out."""
    glass = Glass(widget)
    widget.render(glass, QPoint(), QRegion(), ALONE)
    ratio = widget.devicePixelRatioF()
    corner = QPointF(widget.mapTo(widget.window(), QPoint()))
    found = []
    for text, where, wide, ascent, descent, font in glass.notes.heard:
        base = where / ratio + corner
        ink = drawn(text, font.family(), font.pixelSize(), bold=font.bold()).translated(base)
        found.append(Run(text, QRectF(base.x(), base.y() - ascent, wide, ascent + descent), ink, font, widget))
    return found


@lru_cache(maxsize=4096)
def drawn(text: str, family: str, pixels: int, *, bold: bool) -> QRectF:
    """The box around the outlines of a text whose base line begins at the origin."""
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setBold(bold)
    path = QPainterPath()
    path.addText(QPointF(), font, text)
    return path.boundingRect()


def letters(text: str) -> str:
    """A text without its spaces and line breaks: lines may break anywhere, but nothing may be lost."""
    return "".join(text.split())
