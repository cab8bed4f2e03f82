"""What is wrong with a window as it is painted: cut, covered or overlapping texts, things outside, missing glyphs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from kiosk.cli.gallery_glass import Run, letters, runs, worded
from kiosk.resources import data
from kiosk.ui.code_view import CodeView
from kiosk.ui.labels import FitLabel
from kiosk.ui.marks import Awning, LightDot, Mark, Ring
from kiosk.ui.sheets import Panel

# What may not lie over a text that is not its own.
SOLID = (QAbstractButton, CodeView, Mark, Ring, LightDot, QLineEdit, Awning)
# A base line is rounded to a pixel of the screen, so outlines may stand that much over.
HAIR = 0.5
FAMILY = "Kiosk Sans HK"
FILES = {False: "KioskSansHK-Regular.otf", True: "KioskSansHK-Bold.otf"}


Places = dict[QWidget, QRectF]


def faults(window: QWidget) -> list[str]:
    """Everything wrong with what is in sight in this window, in words."""
    places = {w: _place(w) for w in (window, *window.findChildren(QWidget)) if w.isVisible()}
    found = list(_outside(window, places))
    texts: list[Run] = []
    for widget in worded(places):
        painted = runs(widget)
        found += _lost(widget, painted)
        if isinstance(widget, FitLabel) and widget.cut:
            found.append(f"{_who(widget)}: {widget.text()!r} does not fit in its smallest type")
        found += [fault for run in painted for fault in _cut(run, places)]
        texts += painted
    found += _overlaps(texts)
    found += _covered(texts, places)
    return found + [f"{_who(run.owner)}: no glyph for {missing!r}" for run in texts if (missing := lacking(run))]


def _who(widget: QWidget) -> str:
    return widget.objectName() or type(widget).__name__


def _place(widget: QWidget) -> QRectF:
    return QRectF(widget.rect().translated(widget.mapTo(widget.window(), QPoint())))


def _outside(window: QWidget, places: Places) -> Iterator[str]:
    for widget, place in places.items():
        if not places[window].contains(place) and not place.isEmpty():
            yield f"{_who(widget)} stands outside the window"


def _lost(widget: QWidget, painted: list[Run]) -> Iterator[str]:
    """Every letter the widget holds is painted."""
    if isinstance(widget, QLineEdit):
        held = widget.text() or widget.placeholderText()
    else:
        assert isinstance(widget, QLabel | QAbstractButton)
        held = widget.text()
    seen = letters("".join(run.text for run in painted))
    if letters(held) not in seen:
        yield f"{_who(widget)}: {held!r} is painted as {seen!r}"


def _cut(run: Run, places: Places) -> Iterator[str]:
    widget: QWidget | None = run.owner
    # Large letters hang over by a hundredth of their size.
    over = max(HAIR, run.font.pixelSize() / 100)
    ink = run.ink.adjusted(over, over, -over, -over)
    while widget is not None:
        if not places[widget].contains(ink):
            yield f"{_who(run.owner)}: {run.text!r} is cut by {_who(widget)}: {_say(run.ink)} in {_say(places[widget])}"
            return
        widget = None if widget.isWindow() else widget.parentWidget()


def _overlaps(texts: list[Run]) -> Iterator[str]:
    for one, other in combinations(texts, 2):
        # Figures that count lie upon their own line, with its ground below them.
        if other.owner.parentWidget() is one.owner and other.text in one.text and other.owner.autoFillBackground():
            continue
        over = one.ink.intersected(other.ink)
        if over.width() > HAIR and over.height() > HAIR:
            yield f"{_who(one.owner)} {one.text!r} lies on {_who(other.owner)} {other.text!r}"


def _covered(texts: list[Run], places: Places) -> Iterator[str]:
    for widget, place in places.items():
        if isinstance(widget, Panel):
            # Words stand on a panel or beside it, never on its edge.
            for run in texts:
                if place.intersects(run.ink) and not place.adjusted(-HAIR, -HAIR, HAIR, HAIR).contains(run.ink):
                    yield f"{_who(run.owner)} {run.text!r} crosses the edge of {_who(widget)}"
        if not isinstance(widget, SOLID):
            continue
        # A text that only touches the edge is not covered.
        inner = place.adjusted(HAIR, HAIR, -HAIR, -HAIR)
        for run in texts:
            if not run.ink.intersects(inner) or run.owner is widget:
                continue
            if not widget.isAncestorOf(run.owner) and not run.owner.isAncestorOf(widget):
                yield f"{_who(widget)} lies on {_who(run.owner)} {run.text!r}"


def lacking(run: Run) -> str:
    """The characters of a run that the bundled font cannot draw; all of them when it is set in another font."""
    if run.font.family() != FAMILY:
        return f"{run.text} in {run.font.family()}"
    face = _face(bold=run.font.bold())
    return "".join(c for c in run.text if not c.isspace() and not face.supportsCharacter(ord(c)))


@lru_cache(maxsize=2)
def _face(*, bold: bool) -> QRawFont:
    face = QRawFont()
    face.loadFromData(data("assets", "fonts", FILES[bold]).read_bytes(), 16.0, QRawFont().hintingPreference())
    assert face.isValid(), "the bundled font can be read"
    return face


def _say(rect: QRectF) -> str:
    return f"({rect.x():.1f} {rect.y():.1f} {rect.right():.1f} {rect.bottom():.1f})"
