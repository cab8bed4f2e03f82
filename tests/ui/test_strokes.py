"""Our own reading of the icons' lines, held against Qt's reader of SVG."""

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QImage, QImageReader

from kiosk.resources import data
from kiosk.ui.icons import Icon, icon
from kiosk.ui.strokes import outline

pytestmark = pytest.mark.usefixtures("qapp")
SIDE = 120


def by_qt(name: Icon) -> QImage:
    """The same file drawn by Qt's plugin."""
    device = QBuffer()
    device.setData(QByteArray(data("assets", "icons", f"{name}.svg").read_bytes()))
    device.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(device, QByteArray(b"svg"))
    reader.setScaledSize(QSize(SIDE, SIDE))
    return reader.read()


@pytest.mark.parametrize("name", Icon)
def test_every_icon_is_drawn_as_qt_would(name: Icon) -> None:
    ours, theirs = icon(name, "#000", SIDE).toImage(), by_qt(name)
    assert not theirs.isNull()
    off = [
        abs(ours.pixelColor(x, y).alpha() - theirs.pixelColor(x, y).alpha()) for x in range(SIDE) for y in range(SIDE)
    ]
    # An arc is bent from other pieces here than there: its edge may lie a fraction of a pixel beside.
    assert sum(off) / len(off) < 1.0, "another drawing"
    assert max(off) < 200, "a line where there is none"


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("M1 2h3v4H2V1", (2, 1)),
        ("m1 2l3 4", (4, 6)),
        ("M1 2 5 6 7 8", (7, 8)),
        ("M1 1c1 0 2 1 2 2s1 2 3 2", (6, 5)),
        ("M2 2l4 0L4 6zl1 1", (3, 3)),
        ("M5 5s1 1 2 0", (7, 5)),
        ("M3 3a2 2 0 0 1 0 0", (3, 3)),
        ("M0 0a1 1 0 0 1 8 0", (8, 0)),
    ],
)
def test_a_path_ends_where_its_words_say(words: str, end: tuple[float, float]) -> None:
    place = outline(f'<path d="{words}"/>').currentPosition()
    assert (place.x(), place.y()) == pytest.approx(end)


@pytest.mark.parametrize(
    ("flags", "box"),
    [("0 0", (2, 4, 4, 2)), ("1 1", (2, 0, 4, 4)), ("0 1", (2, 0, 4, 2)), ("1 0", (2, 0, 4, 4))],
)
def test_an_arc_goes_the_way_its_flags_say(flags: str, box: tuple[float, float, float, float]) -> None:
    drawn = outline(f'<path d="M2 2A2 2 0 {flags} 6 2"/>').boundingRect()
    assert drawn.width() == pytest.approx(4, abs=0.01)
    assert drawn.height() == pytest.approx(2, abs=0.01)
    below = drawn.bottom() > 3
    assert below == (flags in ("0 0", "1 0")), box


@pytest.mark.parametrize(
    ("drawing", "words"),
    [
        ("", "paths and circles"),
        ('<rect x="1"/>', "paths and circles"),
        ('<path d="M1 1Q2 2 3 3"/>', "no command 'Q'"),
        ('<path d="1 1"/>', "no command ''"),
        ('<path d="M1"/>', "takes 2 figures"),
        ('<path d="M1 1h2z5"/>', "after the end"),
        ('<path d="M1 1a2 3 0 0 1 2 2"/>', "not round"),
    ],
)
def test_what_it_cannot_read_is_refused(drawing: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        outline(drawing)
