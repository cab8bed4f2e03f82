"""A label that never cuts its text: it takes the largest type that fits its place, down to a floor.

Long texts break at the end of a phrase where that costs no extra line, else into lines of even length, so that no
single word is left over. Plain text only: nothing from outside can turn into markup. Must not know what it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import combinations

from PySide6.QtCore import QMargins, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.ui.theme import font, ground

CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop

_ENDLESS = 1 << 20
_DIGIT = re.compile(r"\d")
# The end of a phrase: after a full-width mark, or at the space after a half-width one.
_PHRASE_END = re.compile(r"(?<=[，。；：？！／])(?=.)|(?<=[.;:?!]) (?=.)")
_MOST_PHRASES = 9


def same_width(text: str) -> str:
    """The text with every digit alike: all digits of the font have one width, so counting does not change the fit."""
    return _DIGIT.sub("0", text)


@lru_cache(maxsize=1024)
def extent(text: str, width: int, pixels: int, bold: bool) -> tuple[int, int]:
    """Width and height the text takes at that size when broken into lines of at most `width` pixels."""
    flags = int(Qt.TextFlag.TextWordWrap.value)
    box = QFontMetrics(font(pixels, bold)).boundingRect(QRect(0, 0, width, _ENDLESS), flags, text)
    return box.width(), box.height()


@lru_cache(maxsize=1024)
def largest(text: str, width: int, height: int, sizes: tuple[int, int], bold: bool) -> int:
    """The largest type size within `sizes` (least, most) at which the text fits; the least when none does."""

    def fits(size: int) -> bool:
        wide, high = extent(text, width, size, bold)
        return wide <= width and high <= height

    return _most(sizes, fits)


@lru_cache(maxsize=512)
def largest_line(text: str, width: int, sizes: tuple[int, int], bold: bool) -> int:
    """The largest type size within `sizes` (least, most) at which the text fits in one line; else the least."""
    return _most(sizes, lambda size: QFontMetrics(font(size, bold)).horizontalAdvance(text) <= width)


def _most(sizes: tuple[int, int], fits: Callable[[int], bool]) -> int:
    least, most = sizes
    # Nearly every text fits at its full size, and every size that is tried costs Qt a font of its own.
    if fits(most):
        return most
    most -= 1
    while least < most:
        middle = (least + most + 1) // 2
        if fits(middle):
            least = middle
        else:
            most = middle - 1
    return least


@lru_cache(maxsize=512)
def even(text: str, width: int, pixels: int, bold: bool) -> int:
    """The narrowest width that needs no more lines than `width` does: the lines come out of even length."""
    wide, high = extent(text, width, pixels, bold)
    if high < 2 * QFontMetrics(font(pixels, bold)).height():
        return width
    low, most = width // 2, min(width, wide + 1)
    while low < most:
        middle = (low + most) // 2
        wide, tall = extent(text, middle, pixels, bold)
        if wide <= middle and tall <= high:
            most = middle
        else:
            low = middle + 1
    return most


@lru_cache(maxsize=512)
def phrased(text: str, width: int, pixels: int, bold: bool) -> str:
    """The text with line breaks at the ends of phrases, if that takes no more lines; else the text as it is."""
    metrics = QFontMetrics(font(pixels, bold))
    high = extent(text, width, pixels, bold)[1]
    cuts = [0, *(end.end() for end in _PHRASE_END.finditer(text)), len(text)]
    if high < 2 * metrics.height() or not 3 <= len(cuts) <= _MOST_PHRASES or "\n" in text:
        return text
    spans = [(text[a:b].strip(), a, b) for a, b in combinations(cuts, 2)]
    wide = {(a, b): metrics.horizontalAdvance(span) for span, a, b in spans}
    # The narrowest limit that still needs no more lines gives lines of the most even length.
    for limit in sorted({length for length in wide.values() if length <= width}):
        lines = _packed(cuts, wide, limit)
        if lines and len(lines) * metrics.height() <= high:
            return "\n".join(text[a:b].strip() for a, b in lines)
    return text


def _packed(cuts: list[int], wide: dict[tuple[int, int], int], limit: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    start = 0
    while start < len(cuts) - 1:
        ends = [end for end in range(start + 1, len(cuts)) if wide[cuts[start], cuts[end]] <= limit]
        if not ends:
            return []
        lines.append((cuts[start], cuts[ends[-1]]))
        start = ends[-1]
    return lines


def _broken_alike(text: str, lines: str) -> str:
    """The text broken where `lines`, the same text with other figures, was."""
    made, at = [], 0
    for line in lines.split("\n"):
        # A break may have taken the place of a space.
        if text[at : at + 1] == " " and line[:1] != " ":
            at += 1
        made.append(text[at : at + len(line)])
        at += len(line)
    return "\n".join(made)


class FitLabel(QLabel):
    """Text in a place. Set the place with `place`; the text may change at any time."""

    def __init__(
        self, parent: QWidget, name: str = "", *, bold: bool = False, align: Qt.AlignmentFlag = LEFT
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setWordWrap(True)
        self.setAlignment(align)
        self._bold = bold
        self._sizes = (1, 1)
        self._colour = ""
        self._lines = ""
        self._flags = 0

    def write(self, text: str) -> None:
        """Show this text; the same text again costs nothing."""
        before = self.text()
        if text == before:
            return
        self.setText(text)
        if same_width(text) == same_width(before):
            # Only figures changed, and they all have one width: the same size and the same lines fit.
            self._lines = _broken_alike(text, self._lines)
        else:
            self._fit()

    def ink(self, colour: str) -> None:
        """Write in this colour."""
        if colour != self._colour:
            self._colour = colour
            self.setPalette(ground("#00000000", colour))

    def paper(self, colour: str, ink: str) -> None:
        """Write on a ground of its own."""
        self._colour = ink
        self.setAutoFillBackground(True)
        self.setPalette(ground(colour, ink))

    def place(self, rect: QRect, size: int, floor: int) -> None:
        """Stand in `rect`, in type of at most `size` and at least `floor` logical pixels."""
        self.setGeometry(rect)
        self._sizes = (min(floor, size), size)
        self._fit()

    def height_at(self, width: int, size: int) -> int:
        """The height the text takes at a type size when it may be `width` wide; one line when it is empty."""
        return extent(same_width(self.text()) or "0", width, size, self._bold)[1]

    def wide_at(self, size: int) -> int:
        """The width of the text in one line."""
        return extent(same_width(self.text()), _ENDLESS, size, self._bold)[0] + 1

    def fits_at(self, width: int, size: int) -> bool:
        """Whether no word is wider than `width` at that size."""
        return extent(same_width(self.text()), width, size, self._bold)[0] <= width

    @property
    def cut(self) -> bool:
        """Whether the text does not fit even in the smallest type; a test asks this of every page."""
        wide, high = extent(same_width(self.text()), self.width(), self._sizes[0], self._bold)
        return bool(self.text()) and (wide > self.width() or high > self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text in its lines."""
        painter = QPainter(self)
        painter.drawText(self.contentsRect(), self._flags, self._lines)
        painter.end()

    def _fit(self) -> None:
        text = same_width(self.text())
        width, height = self.width(), self.height()
        size = largest(text, width, height, self._sizes, self._bold)
        chosen = font(size, self._bold)
        if chosen != self.font():
            self.setFont(chosen)
        self._lines = phrased(self.text(), width, size, self._bold)
        whole = self._lines != self.text()
        spare = 0 if whole else width - min(even(text, width, size, self._bold), width)
        self.setContentsMargins(self._spare_margins(spare))
        single = extent(text, width, size, self._bold)[1] < 2 * QFontMetrics(chosen).height()
        how = Qt.TextFlag.TextSingleLine if single else Qt.TextFlag.TextWordWrap
        self._flags = int(self.alignment().value) | int(how.value)

    def _spare_margins(self, spare: int) -> QMargins:
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return QMargins(spare // 2, 0, spare - spare // 2, 0)
        if self.alignment() & Qt.AlignmentFlag.AlignRight:
            return QMargins(spare, 0, 0, 0)
        return QMargins(0, 0, spare, 0)
