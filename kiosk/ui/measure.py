"""How much room text takes, and how it breaks into lines: remembered, for measuring costs more than drawing.

All sizes are logical pixels of the kiosk's own font. Must not know labels, pages or what a text says.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

from kiosk.ui.theme import font

# Stands in a text where figures will stand that change every second.
HOLE = "\0"

_ENDLESS = 1 << 20
_ALIKE = str.maketrans("123456789", "000000000")
# The end of a phrase: after a full-width mark, at the space after a half-width one, or before an amount whose currency
# is a word of three characters, which a line could end within.
_PHRASE_END = re.compile(r"(?<=[，、。；：？！／])(?=.)|(?<=[.;:?!]) (?=.)| (?=人民[幣币] )")
# An amount that Qt would break within the word of its currency.
_WHOLE = re.compile(r"人民[幣币] [0-9,.]+")
_MOST_PHRASES = 9


def same_width(text: str) -> str:
    """The text with every digit alike: all digits of the font have one width, so counting does not change the fit."""
    return text.translate(_ALIKE)


@lru_cache(maxsize=1024)
def extent(text: str, width: int, pixels: int, bold: bool) -> tuple[int, int]:
    """Width and height the text takes at that size when broken into lines of at most `width` pixels."""
    flags = int(Qt.TextFlag.TextWordWrap.value)
    box = QFontMetrics(font(pixels, bold)).boundingRect(QRect(0, 0, width, _ENDLESS), flags, text)
    return box.width(), box.height()


@lru_cache(maxsize=1024)
def advance(text: str, pixels: int, bold: bool) -> int:
    """The width of the text in one line at that size."""
    return QFontMetrics(font(pixels, bold)).horizontalAdvance(text)


@lru_cache(maxsize=1024)
def largest(text: str, width: int, height: int, sizes: tuple[int, int], bold: bool) -> int:
    """The largest type size within `sizes` (least, most) at which the text fits, an amount in a line of its own at
    most; the least when none does.
    """
    whole = _WHOLE.findall(text)

    def fits(size: int) -> bool:
        wide, high = extent(text, width, size, bold)
        return wide <= width and high <= height and all(advance(amount, size, bold) <= width for amount in whole)

    return _most(sizes, fits)


@lru_cache(maxsize=512)
def largest_line(text: str, width: int, sizes: tuple[int, int], bold: bool) -> int:
    """The largest type size within `sizes` (least, most) at which the text fits in one line; else the least."""
    return _most(sizes, lambda size: advance(text, size, bold) <= width)


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
    # The narrowest limit that still needs no more lines gives lines of the most even length. Lengths are rounded:
    # a line of the full width might be broken once more.
    for limit in sorted({length for length in wide.values() if length < width}):
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


def broken_alike(text: str, lines: str) -> str:
    """The text broken where `lines`, a text of the same length, was."""
    made, at = [], 0
    for line in lines.split("\n"):
        # A break may have taken the place of a space.
        if text[at : at + 1] == " " and line[:1] != " ":
            at += 1
        made.append(text[at : at + len(line)])
        at += len(line)
    return "\n".join(made)
