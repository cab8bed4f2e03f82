"""Drawn marks: an icon as large as its place, the time left as a ring or a bar, a status light, an awning.

Each shape means one thing, so that no meaning hangs on colour. Must not know pages or texts.
"""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.sale.screen import Light
from kiosk.ui.icons import Icon, stroke
from kiosk.ui.labels import CENTRE, FitLabel
from kiosk.ui.measure import HOLE
from kiosk.ui.palette import Pair, Palette
from kiosk.ui.space import centred

# A ring or bar moves in so many steps: fewer than seconds, for each step costs more than the figures.
RING_STEPS = 30


class Mark(QWidget):
    """One icon, as large as the widget allows, in one colour; or the seal of a paid sale: a full disc with a tick cut
    into it. No other mark is a filled one, so that it is told apart from across the shop, also by who sees no colours.
    """

    # The tick of the seal, in shares of the disc's width.
    TICK = ((0.28, 0.52), (0.44, 0.68), (0.73, 0.36))
    THICK = 0.115

    def __init__(self, parent: QWidget, name: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._icon: Icon | None = None
        self._colour = ""
        self._seal: Pair | None = None

    def show_icon(self, icon: Icon, colour: str) -> None:
        """Show this icon in this colour."""
        if (icon, colour, None) != (self._icon, self._colour, self._seal):
            self._icon, self._colour, self._seal = icon, colour, None
            self.update()

    def show_seal(self, pair: Pair) -> None:
        """Show the seal: a disc of this ink, the tick in the ground it stands on."""
        if pair != self._seal:
            self._seal = pair
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon, in the middle."""
        side = min(self.width(), self.height())
        if side < 1 or (self._icon is None and self._seal is None):
            return
        painter = QPainter(self)
        if self._seal is not None:
            self._paint_seal(painter, self._seal, side)
        elif self._icon is not None:
            left, top = (self.width() - side) // 2, (self.height() - side) // 2
            stroke(painter, self._icon, self._colour, QRectF(left, top, side, side))
        painter.end()

    def _paint_seal(self, painter: QPainter, pair: Pair, side: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate((self.width() - side) / 2, (self.height() - side) / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(pair.ink))
        painter.drawEllipse(QRectF(0, 0, side, side))
        pen = QPen(QColor(pair.ground), side * self.THICK)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline([QPointF(x * side, y * side) for x, y in self.TICK])


class Ring(QWidget):
    """The time left: a ring that empties around its m:ss; in the last seconds thicker and broken into dashes."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.text = FitLabel(self, f"{name}Text", bold=True, align=CENTRE)
        self._share = 0.0
        self._soon = False
        self._colours = Pair("#000000", "#000000")

    def dress(self, rail: str, colour: str, ink: str, under: str) -> None:
        """`rail` is the way already gone, `colour` what is left, `ink` the figures, `under` the page they stand on."""
        self._colours = Pair(rail, colour)
        self.text.paper(under, ink)
        self.update()

    def show_left(self, text: str, share: float, *, soon: bool) -> None:
        """How much is left in words and as a share of the whole (0 to 1), and whether it ends soon."""
        self.text.count(HOLE, text)
        bounded = steps(share)
        if (bounded, soon) != (self._share, self._soon):
            self._share, self._soon = bounded, soon
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The figures take what the ring leaves free."""
        super().resizeEvent(event)
        # Its corners stay clear of the ring, also of the thick one.
        inner = centred(self.rect(), round(self.width() * 0.66), round(self.height() * 0.4))
        self.text.place(inner, round(self.height() * 0.3), 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rail and rest, from the top clockwise."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        thick = side * (0.10 if self._soon else 0.06)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        box.adjust(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.setPen(QPen(QColor(self._colours.ground), thick))
        rest = round(360 * 16 * self._share)
        painter.drawArc(box, 90 * 16 + rest, 360 * 16 - rest)
        pen = QPen(QColor(self._colours.ink), thick)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if self._soon:
            pen.setDashPattern([0.9, 0.5])
        painter.setPen(pen)
        painter.drawArc(box, 90 * 16, rest)
        painter.end()


class LeftBar(QWidget):
    """The time left as a bar that empties; in the last seconds it is broken into dashes."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._share = 0.0
        self._soon = False
        self._colours = Pair("#000000", "#000000")

    def dress(self, rail: str, colour: str) -> None:
        """`rail` is the way already gone, `colour` what is left."""
        if Pair(rail, colour) != self._colours:
            self._colours = Pair(rail, colour)
            self.update()

    def show_left(self, share: float, *, soon: bool) -> None:
        """How much is left as a share of the whole (0 to 1), and whether it ends soon."""
        stepped = steps(share)
        if (stepped, soon) != (self._share, self._soon):
            self._share, self._soon = stepped, soon
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rail and rest, from the left."""
        painter = QPainter(self)
        high = self.height()
        middle = high / 2
        painter.setPen(QPen(QColor(self._colours.ground), high))
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        pen = QPen(QColor(self._colours.ink), high)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if self._soon:
            pen.setDashPattern([1.2, 0.6])
        painter.setPen(pen)
        painter.drawLine(QPointF(0, middle), QPointF(self.width() * self._share, middle))
        painter.end()


def steps(share: float) -> float:
    """A share of time, 0 to 1, in the steps that a ring or bar moves in."""
    return math.ceil(min(max(share, 0.0), 1.0) * RING_STEPS) / RING_STEPS


def same_step(share: float) -> float:
    """The share below which a ring or bar moves on from where it stands at `share`."""
    return steps(share) - 1 / RING_STEPS


SIGN = 1.4
"""How much higher than its light the icon beside it is: lines need more room than a disc."""


class LightDot(QWidget):
    """One status light. Working is a disc, slow a half one, not working a cross, not known a hollow ring.

    Where it is wider than high, `icon` beside it says which light it is.
    """

    def __init__(self, parent: QWidget, name: str, icon: Icon) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon = icon
        self._light = Light.UNKNOWN
        self._colours: Palette | None = None

    def dress(self, colours: Palette) -> None:
        """The colours to draw with."""
        self._colours = colours
        self.update()

    def show_light(self, light: Light, spoken: str) -> None:
        """Show a state; `spoken` says it in words, to screen readers and a resting pointer."""
        if light is not self._light:
            self._light = light
            self.update()
        if spoken != self.accessibleName():
            self.setAccessibleName(spoken)
            self.setToolTip(spoken)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shape of the state."""
        assert self._colours is not None, "a light is dressed before it is drawn"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room, of = min(self.width(), self.height()), self._colours
        signed = self.width() > room
        room = round(room / SIGN) if signed else room
        side = room * 0.86
        box = QRectF((room - side) / 2, (self.height() - side) / 2, side, side)
        if signed:
            beside = QRectF(self.width() - self.height(), 0, self.height(), self.height())
            stroke(painter, self._icon, of.soft, beside)
        colour = {
            Light.OK: of.wait_mark,
            Light.SLOW: of.alert_mark,
            Light.DOWN: of.bad_mark,
            Light.UNKNOWN: of.soft,
        }[self._light]
        thick = side * 0.2
        inner = box.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.setPen(QPen(QColor(colour), thick))
        if self._light is Light.DOWN:
            painter.drawLine(inner.topLeft(), inner.bottomRight())
            painter.drawLine(inner.topRight(), inner.bottomLeft())
        else:
            painter.drawEllipse(inner)
            painter.setBrush(colour)
            if self._light is Light.OK:
                painter.drawEllipse(inner)
            elif self._light is Light.SLOW:
                painter.drawPie(inner, 270 * 16, 180 * 16)
        painter.end()


class Awning(QWidget):
    """A shop's awning across the top: stripes that end in half circles. Nothing but a friendly face."""

    STRIPES = 15

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._colours = Pair("#000000", "#000000")

    def dress(self, colours: Pair) -> None:
        """The two colours of its stripes."""
        self._colours = colours
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every other stripe in every other colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        wide = self.width() / self.STRIPES
        straight = self.height() - wide / 2
        for number in range(self.STRIPES):
            painter.setBrush(QColor(self._colours.ink if number % 2 else self._colours.ground))
            stripe = QPainterPath(QPointF(number * wide, 0))
            stripe.lineTo((number + 1) * wide, 0)
            stripe.lineTo((number + 1) * wide, straight)
            stripe.arcTo(QRectF(number * wide, straight - wide / 2, wide, wide), 0, -180)
            stripe.closeSubpath()
            painter.drawPath(stripe)
        painter.end()
