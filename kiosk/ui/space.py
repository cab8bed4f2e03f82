"""Places on a page: rectangles cut into rows and columns, and columns of text that shrink together.

Plain geometry in logical pixels. Must not know what stands in a place.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from kiosk.ui.labels import FitLabel

# How a column of text shrinks until it fits: all its sizes together, so that their order stays.
_STEPS = tuple(1.0 - 0.05 * step for step in range(19))


def inset(rect: QRect, x: int, y: int | None = None) -> QRect:
    """The rectangle with `x` taken off left and right and `y` (the same when left out) above and below."""
    tall = x if y is None else y
    return rect.adjusted(x, tall, -x, -tall)


def rows(rect: QRect, parts: Sequence[int | float], gap: int = 0) -> list[QRect]:
    """The rectangle cut from top to bottom: an int is pixels, a float a share of what is left."""
    tops = _cuts(rect.height(), parts, gap)
    return [QRect(rect.x(), rect.y() + top, rect.width(), size) for top, size in tops]


def columns(rect: QRect, parts: Sequence[int | float], gap: int = 0) -> list[QRect]:
    """The rectangle cut from left to right, as `rows`."""
    lefts = _cuts(rect.width(), parts, gap)
    return [QRect(rect.x() + left, rect.y(), size, rect.height()) for left, size in lefts]


def grid(rect: QRect, across: int, down: int, gap: int) -> list[QRect]:
    """Equal cells, row by row."""
    return [cell for row in rows(rect, [1.0] * down, gap) for cell in columns(row, [1.0] * across, gap)]


def centred(rect: QRect, width: int, height: int) -> QRect:
    """A rectangle of that size (or less, if there is no room) in the middle."""
    wide, tall = min(width, rect.width()), min(height, rect.height())
    return QRect(rect.x() + (rect.width() - wide) // 2, rect.y() + (rect.height() - tall) // 2, wide, tall)


def _cuts(length: int, parts: Sequence[int | float], gap: int) -> list[tuple[int, int]]:
    fixed = sum(part for part in parts if isinstance(part, int)) + gap * (len(parts) - 1)
    shares = sum(part for part in parts if isinstance(part, float))
    spare = max(length - fixed, 0)
    cuts: list[tuple[int, int]] = []
    at = 0.0
    for part in parts:
        size = part if isinstance(part, int) else spare * part / shares
        cuts.append((round(at), round(at + size) - round(at)))
        at += size + gap
    return cuts


class Shown(Protocol):
    """Anything that stands in a column: how tall it is at a share of its size, and where it goes."""

    def tall(self, width: int, share: float) -> int | None: ...

    def put(self, rect: QRect, share: float) -> None: ...


class Line(NamedTuple):
    """A label in a column: type size, the floor below which it never goes, space above it."""

    label: FitLabel
    size: int
    floor: int
    above: int = 0

    def tall(self, width: int, share: float) -> int | None:
        """Its height with the space above, or None when a word would be too wide."""
        size = self._size(share)
        fits = self.label.fits_at(width, size) or size == self.floor
        return self.label.height_at(width, size) + round(self.above * share) if fits else None

    def put(self, rect: QRect, share: float) -> None:
        """Stand in the rectangle, below the space."""
        size = self._size(share)
        self.label.place(rect.adjusted(0, round(self.above * share), 0, 0), size, min(size, self.floor))

    def _size(self, share: float) -> int:
        return max(round(self.size * share), min(self.floor, self.size))


class Thing(NamedTuple):
    """Any other widget in a column, `width` by `height` at full size, at the left, in the middle or right."""

    widget: QWidget
    width: int
    height: int
    above: int = 0
    middle: bool = True

    def tall(self, width: int, share: float) -> int | None:
        """Its height with the space above."""
        return round(self.height * share) + round(self.above * share)

    def put(self, rect: QRect, share: float) -> None:
        """Stand in the rectangle, below the space."""
        place = rect.adjusted(0, round(self.above * share), 0, 0)
        wide = min(round(self.width * share), place.width())
        left = place.x() + (place.width() - wide) // 2 if self.middle else place.x()
        self.widget.setGeometry(QRect(left, place.y(), wide, place.height()))


class Beside(NamedTuple):
    """A square widget, `side` at full size and never below `least`, with a column of its own to the right of it."""

    widget: QWidget
    side: int
    gap: int
    items: Sequence[Shown]
    above: int = 0
    least: int = 1

    def tall(self, width: int, share: float) -> int | None:
        """The taller of the two, with the space above."""
        heights = [item.tall(self._room(width, share), share) for item in self.items]
        known = [height for height in heights if height is not None]
        if len(known) < len(heights):
            return None
        return max(self._side(share), sum(known)) + round(self.above * share)

    def put(self, rect: QRect, share: float) -> None:
        """Stand in the rectangle, below the space, both in the middle of its height."""
        place = rect.adjusted(0, round(self.above * share), 0, 0)
        side = self._side(share)
        self.widget.setGeometry(place.x(), place.y() + (place.height() - side) // 2, side, side)
        wide = self._room(place.width(), share)
        heights = [item.tall(wide, share) or 0 for item in self.items]
        at = place.y() + max(place.height() - sum(heights), 0) // 2
        for item, height in zip(self.items, heights, strict=True):
            item.put(QRect(place.right() + 1 - wide, at, wide, height), share)
            at += height

    def _side(self, share: float) -> int:
        return max(round(self.side * share), self.least)

    def _room(self, width: int, share: float) -> int:
        return max(width - self._side(share) - self.gap, 1)


def held(items: Sequence[Shown], least: Mapping[QWidget, int]) -> list[Shown]:
    """The items with floors raised to these sizes (type, or a side), as far as they have larger ones themselves."""
    if not least:
        return list(items)
    found: list[Shown] = []
    for item in items:
        if isinstance(item, Line):
            item = item._replace(floor=max(item.floor, min(least.get(item.label, 0), item.size)))
        elif isinstance(item, Beside):
            side = max(item.least, min(least.get(item.widget, 0), item.side))
            item = item._replace(items=held(item.items, least), least=side)
        found.append(item)
    return found


def stack(rect: QRect, items: Sequence[Shown], *, middle: bool = True) -> QRect:
    """Set the items one below the other, all shrunk alike until they fit; the place they take comes back.

    `middle` centres the column in the rectangle, else it starts at the top.
    """
    share, heights = _fitting(rect, items)
    total = sum(heights)
    top = rect.y() + (max(rect.height() - total, 0) // 2 if middle else 0)
    at = top
    for item, height in zip(items, heights, strict=True):
        item.put(QRect(rect.x(), at, rect.width(), height), share)
        at += height
    return QRect(rect.x(), top, rect.width(), total)


def least_height(items: Sequence[Shown], width: int) -> int:
    """The height a column of that width needs when it has shrunk as far as it can."""
    return sum(item.tall(width, _STEPS[-1]) or 0 for item in items)


def _fitting(rect: QRect, items: Sequence[Shown]) -> tuple[float, list[int]]:
    for share in _STEPS:
        heights = [item.tall(rect.width(), share) for item in items]
        known = [height for height in heights if height is not None]
        if len(known) == len(heights) and sum(known) <= rect.height():
            return share, known
    last = _STEPS[-1]
    return last, [item.tall(rect.width(), last) or 0 for item in items]
