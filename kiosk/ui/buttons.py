"""Buttons: large ones to press, and one that must be held so that nobody hits it by accident.

They draw themselves: ground by role, the words as large as fit, an icon, and the key that does the same, small in
the corner. A click never takes the keyboard away from the page. Must not know what pressing means.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto
from itertools import pairwise

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from kiosk.ui.button_words import CORNER, Key, Laid, Words, lay, lay_key
from kiosk.ui.icons import Icon
from kiosk.ui.palette import READABLE, Pair, contrast, mixed
from kiosk.ui.scale import BROKEN, HOLD_S, HOLD_STEP_MS, STRONGER, Scale
from kiosk.ui.theme import Theme, drawn, font


class Role(Enum):
    """How much a button asks to be pressed."""

    MAIN = auto()
    PLAIN = auto()
    QUIET = auto()
    KEY = auto()
    SIDE_KEY = auto()
    ON_TONE = auto()
    TONE = auto()


_BOLD = (Role.MAIN, Role.ON_TONE, Role.TONE)


class BigButton(QPushButton):
    """A button of at least a finger's height. `place` gives it room and scale; `dress` a theme and role."""

    def __init__(self, parent: QWidget, name: str, role: Role = Role.PLAIN) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.role = role
        self.key_text = ""
        self.picture: Icon | None = None
        self.type_size = 1
        self._theme: Theme | None = None
        self._scale = Scale.of(1, 1)
        self._laid: tuple[tuple[object, ...], tuple[Laid, Key | None]] | None = None
        self._tone: Pair | None = None
        self._under = ""

    def dress(self, theme: Theme, *, tone: Pair | None = None, under: str = "") -> None:
        """Colours: of the theme, or of the tone the button stands on; `under` is the ground if not the page."""
        if (theme, tone, under) != (self._theme, self._tone, self._under):
            self._theme, self._tone, self._under = theme, tone, under
            self.update()

    def write(self, text: str, *, key: str = "", name: str = "") -> None:
        """The words, the key shown in the corner, and the spoken name when it is not the words."""
        if text != self.text():
            self.setText(text)
        if key != self.key_text:
            self.key_text = key
            self.update()
        if (name or text) != self.accessibleName():
            self.setAccessibleName(name or text)

    def place(self, rect: QRect, scale: Scale, size: int) -> None:
        """Stand in `rect`; words in type of at most `size` logical pixels."""
        self.setGeometry(rect)
        if (scale, size) != (self._scale, self.type_size):
            self._scale, self.type_size = scale, size
            self.update()

    def colours(self) -> tuple[Pair, str]:
        """Ground with ink, and the colour of the outline ("" for none)."""
        assert self._theme is not None, "a button is dressed before it is drawn"
        of = self._theme.colours
        under = self._under or of.page
        if not self.isEnabled():
            ground = mixed(under, of.sunken, 0.6)
            # On a page in the colour of its state the second ink is too pale.
            return Pair(ground, of.soft if contrast(ground, of.soft) >= READABLE else of.ink), of.line
        if self.role is Role.MAIN:
            return of.accent, ""
        if self.role is Role.TONE and self._tone is not None:
            return self._tone, self._tone.ink if of.strong else ""
        if self.role is Role.ON_TONE and self._tone is not None:
            return Pair(self._tone.ink, self._tone.ground), ""
        if self.role is Role.QUIET:
            ink = self._tone.ink if self._tone else of.ink
            return Pair(self._tone.ground if self._tone else under, ink), ink if of.strong else ""
        return Pair(of.sunken if self.role is Role.SIDE_KEY else of.surface, of.ink), of.line

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon, words, key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pair, outline = self.colours()
        self.paint_ground(painter, pair, outline)
        laid, key = self._lay()
        if self.picture is not None:
            image = drawn(self.picture, pair.ink, laid.mark.width(), self.devicePixelRatioF())
            painter.drawPixmap(laid.mark.topLeft(), image)
        if laid.text:
            painter.setFont(font(laid.size, self.role in _BOLD))
            painter.setPen(pair.ink)
            painter.drawText(laid.box, laid.flags, laid.text)
        if key is not None:
            assert self._theme is not None, "a button is dressed before it is drawn"
            painter.setFont(font(key.size))
            painter.setPen(self._theme.colours.hint(pair))
            painter.drawText(key.box, CORNER, self.key_text)
        painter.end()

    def _lay(self) -> tuple[Laid, Key | None]:
        """Where everything stands, worked out again only when something of it changed: most paints are of a press."""
        asked = (
            self.text(), self.key_text, self.width(), self.height(), self.picture, self.type_size, self.role,
            self.isEnabled(), self.hasFocus(), self._scale,
        )  # fmt: skip
        if self._laid is None or self._laid[0] != asked:
            self._laid = asked, self._laid_out()
        return self._laid[1]

    def _laid_out(self) -> tuple[Laid, Key | None]:
        scale = self._scale
        box = self.rect().adjusted(scale.sm, scale.hair, -scale.sm, -scale.hair)
        icon = 0 if self.picture is None else min(round(self.type_size * 1.3), box.height(), box.width())
        sizes = min(scale.floor, self.type_size), self.type_size
        words = Words(self.text(), sizes, self.role in _BOLD, icon, scale.sm, self.role is Role.QUIET)
        if not self.key_text or scale.usual.cramped or not self.isEnabled():
            return lay(words, box), None
        # The outline of the keyboard runs where the key would stand.
        aside = 3 * scale.stroke if self.hasFocus() else 0
        corner = box.adjusted(0, max(scale.hair, aside), -aside, 0)
        # Larger type is wished for words; the name of a key can be read in the usual one.
        return lay_key(words, box, self.key_text, corner, (scale.usual.caption, scale.caption))

    def paint_ground(self, painter: QPainter, pair: Pair, outline: str) -> None:
        """The rounded ground; darker while pressed, outlined while the keyboard is on it."""
        strong = self._theme is not None and self._theme.colours.strong
        stroke = self._scale.stroke * (STRONGER if strong else 1)
        half = stroke / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        colour = pair.ground
        if self.isDown():
            colour = mixed(colour, pair.ink, 0.14)
        rimmed = self.hasFocus() and bool(outline)
        pen = QPen(QColor(pair.ink if rimmed else outline or colour), stroke * 2 if rimmed else stroke)
        if strong and not self.isEnabled():
            pen.setDashPattern(BROKEN)
        painter.setPen(pen)
        painter.setBrush(colour)
        painter.drawRoundedRect(box, self._scale.radius, self._scale.radius)
        if self.hasFocus() and not rimmed:
            # At the rim of a filled one its light ink would stand against the light page, and not be seen.
            painter.setPen(QPen(QColor(pair.ink), stroke * 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inner = box.adjusted(2 * stroke, 2 * stroke, -2 * stroke, -2 * stroke)
            painter.drawRoundedRect(inner, self._scale.radius - stroke, self._scale.radius - stroke)


class HoldButton(BigButton):
    """A button that means something only after a finger rested on it for a second: `held` is emitted then.

    `mono` is monotonic seconds. A click, a brush of a sleeve or a slide off the button do nothing. It fills from the
    left meanwhile; a `still` one is full at once, and nothing on it moves.
    """

    held = Signal()

    def __init__(self, parent: QWidget, name: str, mono: Callable[[], float], role: Role = Role.PLAIN) -> None:
        super().__init__(parent, name, role)
        self._mono = mono
        self._since: float | None = None
        self.still = False
        self._timer = QTimer(self)
        self._timer.setInterval(HOLD_STEP_MS)
        self._timer.timeout.connect(self.step)
        self.pressed.connect(self._begin)
        self.released.connect(self._end)

    @property
    def share(self) -> float:
        """How much of the second has passed, 0 to 1."""
        return 0.0 if self._since is None else min((self._mono() - self._since) / HOLD_S, 1.0)

    def step(self) -> None:
        """Look at the clock: go on filling, or it was held long enough."""
        if self._since is None:
            return
        if not self.isDown():
            # A finger that slid off and was lifted in one go: Qt lets the button up and tells nobody.
            self._end()
            return
        if self.share >= 1.0:
            self._end()
            self.setDown(False)
            self.held.emit()
        if not self.still:
            self.update()

    def paint_ground(self, painter: QPainter, pair: Pair, outline: str) -> None:
        """The ground, filled from the left as the second passes."""
        super().paint_ground(painter, pair, outline)
        if self._since is not None:
            painter.save()
            full = 1.0 if self.still else self.share
            painter.setClipRect(QRectF(0, 0, self.width() * full, self.height()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mixed(pair.ground, pair.ink, 0.3))
            painter.drawRoundedRect(QRectF(self.rect()), self._scale.radius, self._scale.radius)
            painter.restore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A finger that slid off does not hold any more."""
        super().mouseMoveEvent(event)
        if not self.isDown():
            self._end()

    def hideEvent(self, event: QHideEvent) -> None:
        """A button that went out of sight is not held any more."""
        self._end()
        super().hideEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The window lost the keyboard: nobody holds."""
        self._end()
        super().focusOutEvent(event)

    def _begin(self) -> None:
        self._since = self._mono()
        self._timer.start()

    def _end(self) -> None:
        self._since = None
        self._timer.stop()
        self.update()


def press(button: QAbstractButton) -> None:
    """Press a button from the keyboard: only one that is offered and enabled.

    Its page need not be in front: with one screen the clerk's keys work while the customer's page is.
    """
    if not button.isHidden() and button.isEnabled():
        button.click()


def in_order(widgets: Sequence[QWidget]) -> None:
    """Let Tab go from one to the next of these as they stand, whenever they were made."""
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)


def let_go(widget: QWidget) -> None:
    """Before a widget goes out of sight or out of use: the keyboard in it goes back to the page. Qt would hand it to
    the next button, and a second press of Space would answer a question that nobody has read.
    """
    here = widget.window().focusWidget()
    if here is widget or widget.isAncestorOf(here):
        widget.window().setFocus()


def appear(widget: QWidget, shown: bool) -> None:
    """Show it, or hide it and `let_go`."""
    if not shown:
        let_go(widget)
    widget.setVisible(shown)
