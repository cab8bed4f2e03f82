"""The test pattern of the customer's screen: edges, steps of grey, both languages, and a code that pays nothing.

The code is plain text, no FPS code, and always the same: it is written down here and belongs to no sale. Must not know
any sale.
"""

from __future__ import annotations

from math import inf

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.code_view import CodeView
from kiosk.ui.page import Kit, Page, Trio
from kiosk.ui.palette import CODE, Pair, mixed
from kiosk.ui.scale import Scale
from kiosk.ui.space import Line, centred, columns, inset, rows, stack

TEXT = "TEST. This code pays nothing: it is the test pattern of an FPS Kiosk."
"""What a phone reads."""
STEPS = 11
"""Of grey, black and white included."""

# TEXT as a code of version 7, level M: about as fine as an FPS code. A row a word, 45 modules from the left.
_MODULES = 45
_ROWS = """
1fd0958ef17f 10411b741a41 174b3cec8a5d 175c4785bb5d 175d47f2e75d 105c571e8841 1fd55555557f
001e33106a00 117bc5f239f9 1a8addde9adf 17fb7c96834a 01875f319d18 1d521628f0c1 0699f0367965
1fd0526720f8 04194ccf1c02 15dd4d9bd827 0fbfaf41437a 1ed889c0f64c 19a4c052a3e7 0dfe77f675f7
0d1a6d1cdd1c 0b54e759cd52 051c2f108d12 09f34bfecdfe 1486e4666285 1a669cd738ca 191703cf7632
1dc4ecab11d1 0abe6f6d8ac3 026011c488b7 1c2d64619191 17d11f345540 09066a9ecdf5 016a5e2b4ca2
0f36b39c8d48 13643dfac9ff 001ebf10e116 1fdd8b517756 104e8b1e6d10 175693fa31ff 174629c49b93
174284d78ad2 104571b1b410 1fd1c9bcd999
"""


def code_rows() -> tuple[bytes, ...]:
    """The modules of the code, row by row; 1 is dark."""
    words = [int(word, 16) for word in _ROWS.split()]
    return tuple(bytes(word >> place & 1 for place in reversed(range(_MODULES))) for word in words)


class PatternPage(Page):
    """The pattern, `size` of the screen in device pixels. It is black on white in every look, as a code is."""

    def __init__(self, parent: QWidget | None, kit: Kit, size: tuple[int, int]) -> None:
        super().__init__(parent, "patternPage", kit)
        self.paper(Pair(CODE.ground, CODE.ink))
        self.code = CodeView(self, "patternCode", kit.words.mono)
        self.code.load(code_rows(), inf)
        self.code.setAccessibleName(TEXT)
        self.title = Trio(self, "patternTitle", bold=True, ink=CODE.ink)
        self.title.write(kit.words.customer("customer.pattern.title", None))
        self.nothing = Trio(self, "patternNothingText", ink=CODE.ink)
        self.nothing.write(kit.words.customer("customer.pattern.pays_nothing", None))
        self.edges = Trio(self, "patternEdgesText", ink=CODE.ink)
        self.edges.write(kit.words.customer("customer.pattern.edges", None))
        self.size_text = self.label("patternSizeText", ink=CODE.ink)
        self.size_text.write(f"{size[0]} × {size[1]}")
        self._greys: list[QRect] = []
        self._stroke = 1

    def arrange(self, scale: Scale) -> None:
        """Lying: code left, words right. Standing: one above the other. The greys run along the foot."""
        self._stroke = max(scale.stroke, 1)
        room = inset(self.rect(), scale.md)
        room, foot = rows(room, [1.0, scale.touch], scale.md)
        self._greys = columns(foot, [1.0] * STEPS)
        if self.width() >= self.height():
            side = min(room.height(), room.width() // 2)
            place, words = columns(room, [side, 1.0], scale.lg)
        else:
            side = min(room.width(), room.height() // 2)
            place, words = rows(room, [side, 1.0], scale.lg)
        self.code.setGeometry(centred(place, side, side))
        items = self.title.lines(scale.headline, scale.title, scale.floor)
        items += self.nothing.lines(scale.title, scale.lead, scale.floor, scale.md)
        items += self.edges.lines(scale.lead, scale.body, scale.floor, scale.md)
        stack(words, [*items, Line(self.size_text, scale.lead, scale.floor, scale.md)])

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame on the outermost pixels, and the greys."""
        painter = QPainter(self)
        line, whole = self._stroke, self.rect()
        inner = inset(whole, line)
        dark = QColor(CODE.ink)
        for edge in (
            QRect(0, 0, whole.width(), line),
            QRect(0, inner.bottom() + 1, whole.width(), line),
            QRect(0, 0, line, whole.height()),
            QRect(inner.right() + 1, 0, line, whole.height()),
        ):
            painter.fillRect(edge, dark)
        for number, step in enumerate(self._greys):
            painter.fillRect(step, QColor(mixed(CODE.ink, CODE.ground, number / (STEPS - 1))))
        if self._greys:
            # White would have no end on white.
            painter.setPen(dark)
            painter.drawRect(self._greys[0].united(self._greys[-1]).adjusted(0, 0, -1, -1))
        painter.end()
