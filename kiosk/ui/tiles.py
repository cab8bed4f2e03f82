"""The sales that were set aside, as a row of tiles at the foot of the staff's window: amount, last fact, time left.

Must not know when a sale may come back or go.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.sale import events
from kiosk.sale.screen import Left, Tile, Tone
from kiosk.ui.buttons import BigButton
from kiosk.ui.measure import largest_line, same_width
from kiosk.ui.page import Kit
from kiosk.ui.palette import Pair, mixed
from kiosk.ui.result_strip import TONE_ICONS
from kiosk.ui.scale import Scale
from kiosk.ui.space import columns, inset
from kiosk.ui.texts import left_text, seconds_left
from kiosk.ui.theme import drawn, font

MOST = 5
_CORNER = int((Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop).value)
_LEFT = int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value)


class TileButton(BigButton):
    """One sale: touch brings it back or puts it away."""

    def __init__(self, parent: QWidget, number: int, kit: Kit, emit: Callable[[object], None]) -> None:
        super().__init__(parent, f"tile{number}")
        self._kit = kit
        self._emit = emit
        self._tile: Tile | None = None
        self._amount = ""
        self._fact = ""
        self.key_text = f"Alt+{number}"
        self.dress(kit.theme)
        self.clicked.connect(self._tapped)

    def draw(self, tile: Tile) -> None:
        """Show this sale."""
        self._tile = tile
        self._amount = self._kit.words.money(tile.money)
        self.tick()

    def tick(self) -> None:
        """Write the last fact and the time left."""
        if self._tile is None:
            return
        words, tile = self._kit.words, self._tile
        fact = f"#{tile.sale}  {words.say(tile.fact)}"
        if tile.deadline is not None and not tile.final:
            seconds = seconds_left(Left(tile.deadline), words.now())
            fact = f"{fact}  {left_text(seconds)}" if seconds else fact
        if fact != self._fact:
            self._fact = fact
            self.setAccessibleName(f"{self._amount} {fact}")
        self.update()

    def colours(self) -> tuple[Pair, str]:
        """A sale that was paid stands out; the others wait quietly."""
        of = self._kit.theme.colours
        if self._tile is not None and self._tile.tone is Tone.GOOD:
            return of.good, ""
        return Pair(of.surface, of.ink), of.line

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shape of its state, the amount, the fact."""
        if self._tile is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pair, outline = self.colours()
        self.paint_ground(painter, pair, outline)
        scale = self._scale
        box = inset(self.rect(), scale.sm, scale.xs)
        good = self._tile.tone is Tone.GOOD
        colour = pair.ink if good else self._kit.theme.mark(self._tile.tone)
        side = min(scale.title, box.height() // 2)
        icon = drawn(TONE_ICONS[self._tile.tone], colour, side, self.devicePixelRatioF())
        painter.drawPixmap(box.x(), box.y() + (box.height() - side) // 2, icon)
        words = box.adjusted(side + scale.sm, 0, 0, 0)
        if self.key_text and not scale.cramped:
            painter.setFont(font(scale.caption))
            painter.setPen(mixed(pair.ink, pair.ground, 0.28))
            painter.drawText(words, _CORNER, self.key_text)
        half = words.height() // 2
        upper = QRect(words.x(), words.y(), words.width() - (0 if scale.cramped else scale.key_hint), half)
        self._line(painter, upper, self._amount, pair.ink, bold=True)
        lower = QRect(words.x(), words.y() + half, words.width(), half)
        self._line(painter, lower, self._fact, colour, bold=False)
        painter.end()

    def _line(self, painter: QPainter, box: QRect, text: str, ink: str, *, bold: bool) -> None:
        most = self._scale.lead if bold else self._scale.small
        size = largest_line(same_width(text), box.width(), (self._scale.tile_floor, most), bold)
        painter.setFont(font(size, bold))
        painter.setPen(ink)
        painter.drawText(box, _LEFT, text)

    def _tapped(self) -> None:
        if self._tile is not None:
            self._emit(events.TileTapped(self._tile.payment_id))


class TileRow(QWidget):
    """Up to five tiles."""

    def __init__(self, parent: QWidget, kit: Kit, emit: Callable[[object], None]) -> None:
        super().__init__(parent)
        self.setObjectName("tileRow")
        self._kit = kit
        self._emit = emit
        self.tiles: list[TileButton] = []
        self._shown = 0

    def draw(self, tiles: tuple[Tile, ...]) -> bool:
        """Show these; tells whether the row came or went, so that the window gives it room."""
        while len(self.tiles) < min(len(tiles), MOST):
            self.tiles.append(TileButton(self, len(self.tiles) + 1, self._kit, self._emit))
        for number, button in enumerate(self.tiles):
            button.setVisible(number < len(tiles))
            if number < len(tiles):
                button.draw(tiles[number])
        changed = bool(tiles) != bool(self._shown)
        resized = len(tiles) != self._shown
        self._shown = len(tiles)
        self.setVisible(bool(tiles))
        if resized:
            self.arrange(self._kit.scale(self))
        return changed

    def tick(self) -> None:
        """Write the time left."""
        for button in self.tiles[: self._shown]:
            button.tick()

    def arrange(self, scale: Scale) -> None:
        """Equal tiles; a few do not grow beyond a third of the row."""
        if not self._shown:
            return
        parts = max(self._shown, 3)
        for button, cell in zip(self.tiles, columns(self.rect(), [1.0] * parts, scale.sm), strict=False):
            button.place(cell, scale, scale.body)
