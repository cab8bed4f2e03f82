"""Where icon, words and the key's name stand on a button: the key in the corner, wherever it can be read there.

The key is a help and gives way to the words; for a little room the words give way to it. Plain geometry in logical
pixels. Must not know colours or what a button does.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

from kiosk.ui.measure import extent, largest, phrased
from kiosk.ui.space import centred
from kiosk.ui.theme import font

WORDS = int((Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap).value)
LEFT_WORDS = int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap).value)
CORNER = int((Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop).value)
# How much smaller than they could be words may stand beside a key.
GIVES = 0.75
# And how much higher, where they are to stay in the lines they have.
GROWS = 1.3


class Words(NamedTuple):
    """The words of a button: how they are written, the icon's side (0 for none) and the gap between the two. `single`:
    they get no other line for the sake of a key.
    """

    text: str
    sizes: tuple[int, int]
    bold: bool
    icon: int
    gap: int
    single: bool = False


class Laid(NamedTuple):
    """Where they stand. `ink` is what the icon and, last, the words really cover."""

    size: int
    text: str
    box: QRect
    flags: int
    mark: QRect
    ink: tuple[QRect, ...]


class Key(NamedTuple):
    """The key in the corner: its type, and the place to draw it in."""

    size: int
    box: QRect


def lay(words: Words, box: QRect) -> Laid:
    """Icon and words in the middle of the box, as large as they fit."""
    if not words.text:
        middle = centred(box, words.icon, words.icon)
        return Laid(words.sizes[0], "", middle, WORDS, middle, (middle,))
    mark, room, flags = QRect(), box, WORDS
    if words.icon:
        room = QRect(box.x(), box.y(), box.width() - words.icon - words.gap, box.height())
    size = largest(words.text, room.width(), room.height(), words.sizes, words.bold)
    text = phrased(words.text, room.width(), size, words.bold)
    if words.icon:
        wide = extent(text, room.width(), size, words.bold)[0]
        left = box.x() + max(box.width() - wide - words.icon - words.gap, 0) // 2
        mark = QRect(left, box.y() + (box.height() - words.icon) // 2, words.icon, words.icon)
        room, flags = room.translated(left + words.icon + words.gap - box.x(), 0), LEFT_WORDS
    ink = _ink(text, room, flags, size, words.bold)
    return Laid(size, text, room, flags, mark, (mark, ink) if words.icon else (ink,))


def lay_key(words: Words, box: QRect, key: str, corner: QRect, sizes: tuple[int, int]) -> tuple[Laid, Key | None]:
    """The words, and the key in the corner in type within `sizes` (least, most); None where it cannot stand."""
    plain = lay(words, box)
    found = _key(key, corner, sizes, plain.ink)
    if found is not None or not words.text:
        return plain, found
    aside = QFontMetrics(font(sizes[0])).horizontalAdvance(key) + words.gap
    beside = lay(words, box.adjusted(0, 0, -aside, 0))
    found = _key(key, corner, sizes, beside.ink)
    inside = all(box.contains(place) for place in beside.ink)
    if found is None or not inside or beside.size < plain.size * GIVES:
        return plain, None
    if words.single and beside.ink[-1].height() > plain.ink[-1].height() * GROWS:
        return plain, None
    return beside, found


def _key(key: str, corner: QRect, sizes: tuple[int, int], taken: tuple[QRect, ...]) -> Key | None:
    for size in dict.fromkeys((sizes[1], (sizes[0] + sizes[1]) // 2, sizes[0])):
        ink = _ink(key, corner, CORNER, size, bold=False)
        around = ink.adjusted(-2, -2, 2, 2)
        if not any(around.intersects(place) for place in taken):
            return Key(size, corner)
    return None


def _ink(text: str, box: QRect, flags: int, size: int, bold: bool) -> QRect:
    """What the letters cover of their lines: above the first and below the last there is air."""
    metrics = QFontMetrics(font(size, bold))
    lines = metrics.boundingRect(box, flags, text)
    tight = metrics.tightBoundingRect(text.replace("\n", " "))
    above, below = metrics.ascent() + tight.top(), metrics.descent() - tight.bottom()
    return lines.adjusted(0, max(above - 1, 0), 0, -max(below - 1, 0))
