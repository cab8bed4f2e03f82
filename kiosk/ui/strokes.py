"""The lines of a drawn icon: its file's shapes as one path that Qt can stroke.

The icons need a fraction of SVG: paths of lines, curves and round arcs, and circles. Qt's own reader draws the same
(a test compares every icon), but it is a plugin with a library of its own, and the first keypad would wait for both.
Knows no colour, size or meaning.
"""

import math
import re
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
# How many figures each command takes (SVG 1.1, section 8.3).
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}


def outline(drawing: str) -> QPainterPath:
    """All shapes of an icon's file, on its own grid. Raises ValueError for a file that holds none, or others."""
    made = QPainterPath()
    shapes = [part.partition("/>")[0].split('"') for part in drawing.split("<") if "/>" in part]
    if not shapes:
        raise ValueError("a drawing of paths and circles was expected")
    for shape in shapes:
        # `circle cx=`, its value, ` cy=`, its value, and so on.
        kind, *names = (name.strip(" =") for name in " ".join(shape[::2]).split())
        given = dict(zip(names, shape[1::2], strict=True))
        if kind == "circle":
            radius = float(given["r"])
            made.addEllipse(QPointF(float(given["cx"]), float(given["cy"])), radius, radius)
        elif kind == "path":
            _Pen(made).follow(given["d"])
        else:
            raise ValueError(f"a drawing of paths and circles was expected, and not a {kind}")
    return made


class _Pen:
    """Follows the words of one path."""

    def __init__(self, path: QPainterPath) -> None:
        self._path = path
        self._x = self._y = 0.0
        # Where the last curve would have gone on to: a smooth one begins in that direction.
        self._onward: tuple[float, float] | None = None
        self._ways: dict[str, Callable[[list[float]], None]] = {
            "M": self._move, "L": self._line, "C": self._curve, "S": self._smooth, "A": self._arc,
        }  # fmt: skip

    def follow(self, words: str) -> None:
        """Draw the path these words describe. Raises ValueError for a command that is not known here."""
        for command, figures in _steps(words):
            name = command.upper()
            if name == "Z":
                self._path.closeSubpath()
                place = self._path.currentPosition()
                self._x, self._y = place.x(), place.y()
                continue
            if name in "HV":
                name, figures = "L", self._both(command, figures[0])
            elif command.islower():
                figures = self._absolute(name, figures)
            onward, self._onward = self._onward, None
            self._ways[name](figures if name != "S" else [*(onward or (self._x, self._y)), *figures])
            self._x, self._y = figures[-2:]

    def _both(self, command: str, figure: float) -> list[float]:
        """The end of a level or upright line."""
        if command in "Hh":
            return [figure + (self._x if command == "h" else 0.0), self._y]
        return [self._x, figure + (self._y if command == "v" else 0.0)]

    def _absolute(self, name: str, figures: list[float]) -> list[float]:
        """Figures counted from where the pen is, on the grid instead."""
        if name == "A":
            return [*figures[:5], figures[5] + self._x, figures[6] + self._y]
        return [figure + (self._y if place % 2 else self._x) for place, figure in enumerate(figures)]

    def _move(self, figures: list[float]) -> None:
        self._path.moveTo(*figures)

    def _line(self, figures: list[float]) -> None:
        self._path.lineTo(*figures)

    def _curve(self, figures: list[float]) -> None:
        self._path.cubicTo(*figures)
        _x1, _y1, x2, y2, x, y = figures
        self._onward = (2 * x - x2, 2 * y - y2)

    def _smooth(self, figures: list[float]) -> None:
        self._curve(figures)

    def _arc(self, figures: list[float]) -> None:
        """A round arc by its ends, radius and two flags: which of four it is (SVG 1.1, appendix F.6)."""
        radius, other, _turn, large, clockwise, x, y = figures
        if radius != other:
            raise ValueError(f"an arc of {radius} by {other} is not round")
        half = math.hypot(x - self._x, y - self._y) / 2
        radius = max(radius, half)
        if not half:
            return
        # The middle lies on the bisector of both ends, on one side of it or the other.
        off = math.sqrt(radius * radius - half * half) / half
        off = off if large != clockwise else -off
        middle_x = (self._x + x) / 2 - off * (y - self._y) / 2
        middle_y = (self._y + y) / 2 + off * (x - self._x) / 2
        start = math.degrees(math.atan2(middle_y - self._y, self._x - middle_x))
        end = math.degrees(math.atan2(middle_y - y, x - middle_x))
        sweep = -((start - end) % 360.0) if clockwise else (end - start) % 360.0
        box = QRectF(middle_x - radius, middle_y - radius, 2 * radius, 2 * radius)
        self._path.arcTo(box, start, sweep)


def _steps(words: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its figures; a command may be left out where it is the same again."""
    tokens = _TOKEN.findall(words)
    place, command = 0, ""
    while place < len(tokens):
        if tokens[place].isalpha():
            command, place = tokens[place], place + 1
        takes = _TAKES.get(command.upper())
        if takes is None:
            raise ValueError(f"a path knows no command {command!r}")
        figures = [float(token) for token in tokens[place : place + takes]]
        if len(figures) != takes:
            raise ValueError(f"command {command!r} takes {takes} figures, and {len(figures)} were given")
        place += takes
        yield command, figures
        # Further points after a move are lines.
        command = {"M": "L", "m": "l"}.get(command, command)
        if not takes and place < len(tokens) and not tokens[place].isalpha():
            raise ValueError("figures after the end of a shape")
