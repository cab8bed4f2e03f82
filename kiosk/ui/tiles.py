"""The sales that were set aside, as a row of tiles at the foot of the staff's window: amount, last fact, time left.

Must not know when a sale may come back or go.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.sale import events
from kiosk.sale.screen import Left, Tile, Tone
from kiosk.ui.acts import Opens
from kiosk.ui.buttons import BigButton
from kiosk.ui.measure import advance, largest_line, same_width
from kiosk.ui.page import Kit
from kiosk.ui.palette import Pair
from kiosk.ui.result_strip import TONE_ICONS
from kiosk.ui.scale import Scale
from kiosk.ui.space import grid, inset, rows
from kiosk.ui.texts import left_text, seconds_left
from kiosk.ui.theme import drawn, font

MOST = 5
# A few tiles are as wide as if there were so many.
_THIRDS = 3
_LEAST_ACROSS = 2
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
        self._time = ""
        self.number = number
        self.key_text = f"Alt {number}"
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
        before, self._fact, self._time = self._fact, words.say(tile.fact), ""
        if tile.deadline is not None and tile.returns and not tile.final:
            seconds = seconds_left(Left(tile.deadline), words.now())
            self._time = left_text(seconds) if seconds else ""
            if not seconds and tile.fact.key == "staff.tile.waiting":
                # Nobody can pay by this code any more: what came before its end is asked about.
                self._fact = words.staff("staff.tile.unsure")
        spoken = f"{self._amount} {self._line()}"
        # While the keyboard is on it a screen reader reads every new name aloud: seconds are not worth that.
        if spoken != self.accessibleName() and (before != self._fact or not self.hasFocus()):
            self.setAccessibleName(spoken)
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
        lines = self._lines(words.width())
        places = rows(words, [1.0] * (1 + len(lines)))
        room = places[0].width() - self._hint(painter, places[0], pair)
        self._write(painter, QRect(places[0].topLeft(), QSize(room, places[0].height())), self._amount, pair.ink)
        for place, line in zip(places[1:], lines, strict=True):
            self._write(painter, place, line, colour, bold=False)
        painter.end()

    def _line(self) -> str:
        """Number, last fact and time left in one line."""
        assert self._tile is not None, "a tile is drawn before it speaks"
        return "  ".join(part for part in (f"#{self._tile.sale}", self._fact, self._time) if part)

    def _lines(self, width: int) -> list[str]:
        """What stands below the amount: one line, or two where one would be too long."""
        assert self._tile is not None, "a tile is drawn before it is painted"
        if advance(same_width(self._line()), self._scale.tile_floor, bold=False) <= width:
            return [self._line()]
        return [self._fact, f"#{self._tile.sale}  {self._time}".strip()]

    def _hint(self, painter: QPainter, place: QRect, pair: Pair) -> int:
        """The key in the corner, unless the amount needs the room; the width it takes."""
        scale = self._scale
        size = scale.usual.caption
        wide = advance(self.key_text, size, bold=False) + scale.xs
        amount = advance(same_width(self._amount), scale.small, bold=True)
        if scale.usual.cramped or amount + wide > place.width():
            return 0
        painter.setFont(font(size))
        painter.setPen(self._kit.theme.colours.hint(pair))
        painter.drawText(place, _CORNER, self.key_text)
        return wide

    def _write(self, painter: QPainter, box: QRect, text: str, ink: str, *, bold: bool = True) -> None:
        scale = self._scale
        # A line of this type is half as high again as its size.
        most = min(scale.lead if bold else scale.small, max(box.height() * 3 // 4, scale.tile_floor))
        size = largest_line(same_width(text), box.width(), (scale.tile_floor, most), bold)
        painter.setFont(font(size, bold))
        painter.setPen(ink)
        painter.drawText(box, _LEFT, text)

    def _tapped(self) -> None:
        if self._tile is not None:
            tile = self._tile
            self._emit(events.TileTapped(tile.payment_id))
            back = tile.returns and (tile.deadline is None or self._kit.words.now() < tile.deadline)
            if not tile.final and not back:
                # Its code does not come back: what is known of it, and what can be done, stands on its own page.
                self._emit(Opens("case", tile.payment_id))


class TileRow(QWidget):
    """Up to five tiles."""

    def __init__(self, parent: QWidget, kit: Kit, emit: Callable[[object], None]) -> None:
        super().__init__(parent)
        self.setObjectName("tileRow")
        self._kit = kit
        self._emit = emit
        self.tiles: list[TileButton] = []
        self.shown = 0
        self.keyed = True

    def offer_keys(self, offered: bool) -> None:
        """Whether the keys are the tiles': a page with answers of its own has Alt and the figures for those."""
        self.keyed = offered
        for tile in self.tiles:
            tile.key_text = f"Alt {tile.number}" if offered else ""
            tile.update()

    def draw(self, tiles: tuple[Tile, ...]) -> bool:
        """Show these; tells whether they became more or fewer, so that the window gives them room."""
        while len(self.tiles) < min(len(tiles), MOST):
            self.tiles.append(TileButton(self, len(self.tiles) + 1, self._kit, self._emit))
        for number, button in enumerate(self.tiles):
            button.setVisible(number < len(tiles))
            if number < len(tiles):
                button.draw(tiles[number])
        changed = len(tiles) != self.shown
        self.shown = len(tiles)
        return changed

    def tick(self) -> None:
        """Write the time left."""
        for button in self.tiles[: self.shown]:
            button.tick()

    def tall(self, scale: Scale, width: int) -> int:
        """The height the tiles need in a row of that width, 0 for none."""
        lines = -(-self.shown // self._across(scale, width))
        return lines * (scale.touch + scale.sm)

    def arrange(self, scale: Scale) -> None:
        """Equal tiles in as many lines as they need; a few do not grow beyond a third of the row."""
        if not self.shown:
            return
        across = self._across(scale, self.width())
        cells = grid(self.rect(), across, -(-self.shown // across), scale.sm)
        for button, cell in zip(self.tiles, cells, strict=False):
            button.place(cell, scale, scale.body)

    def _across(self, scale: Scale, width: int) -> int:
        """How many stand side by side: all of them, if none becomes too narrow for its words."""
        most = max((width + scale.sm) // (scale.tile + scale.sm), _LEAST_ACROSS)
        wanted = max(self.shown, _THIRDS)
        return wanted if wanted <= most else min(_THIRDS, most)
