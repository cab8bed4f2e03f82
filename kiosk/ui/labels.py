"""A label that never cuts its text: it takes the largest type that fits its place, down to a floor.

Long texts break at the end of a phrase where that costs no extra line, else into lines of even length, so that no
single word is left over. Plain text only: nothing from outside can turn into markup. Must not know what it says.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.ui.measure import HOLE, advance, broken_alike, even, extent, largest, phrased, same_width
from kiosk.ui.theme import font, ground

if TYPE_CHECKING:
    from kiosk.ui.ahead import Ahead

CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FitLabel(QLabel):
    """Text in a place. Set the place with `place`; the text may change at any time.

    `ahead` is given to a label whose letters are so large that they are better drawn before they are needed.
    """

    ahead: "Ahead | None" = None

    def __init__(self, parent: QWidget, name: str = "", *, bold: bool = False, align: Qt.AlignmentFlag = LEFT) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setWordWrap(True)
        self.setAlignment(align)
        self._bold = bold
        self._sizes = (0, 0)
        self._ground, self._colour = "#00000000", ""
        self._text = ""
        self._lines = ""
        self._single = True
        self._flags = 0
        self._counted = ("", 0)
        self._holed = ""
        self._hole = QRect()
        self._figures: QLabel | None = None
        self._laid = False

    def text(self) -> str:
        """What is shown."""
        if self._laid:
            assert self._figures is not None
            return self._counted[0].replace(HOLE, self._figures.text())
        return self._text

    def write(self, text: str) -> None:
        """Show this text; the same text again costs nothing."""
        if text != self.text():
            if self._figures is not None:
                self._figures.hide()
            self._laid = False
            self._counted = ("", 0)
            self._text = text
            if self.accessibleName():
                self.setAccessibleName("")  # the name was a second of other words
            self.setText(text)
            self._fit()

    def count(self, text: str, figures: str) -> None:
        """Show `text` with `figures` in the place of HOLE. As long as only the figures change, only they are drawn.

        QLabel would draw the whole label again every second, so it is not told; screen readers are, by the name or by
        the label of the figures.
        """
        if self._laid and (text, len(figures)) == self._counted:
            assert self._figures is not None
            self._figures.setText(figures)
            return
        whole = text.replace(HOLE, figures)
        if whole == self.text():
            return
        if HOLE not in text or (text, len(figures)) != self._counted:
            self.write(whole)
            self._counted = (text, len(figures))
            self._find_hole()
            if HOLE in text and self.autoFillBackground():
                self._lay_figures(figures)
            return
        self._text = whole
        self._lines = self._holed.replace(HOLE * len(figures), figures)
        self.setAccessibleName(whole)
        self.update(self._hole)

    def hand(self) -> Callable[[str], None] | None:
        """What writes new figures of the same length, and does nothing else; None where that is not enough. It is good
        until the label is written, placed or counts in other words.
        """
        return self._figures.setText if self._laid and self._figures is not None else None

    def ink(self, colour: str) -> None:
        """Write in this colour."""
        if colour != self._colour:
            self._colour = colour
            self.setPalette(ground(self._ground, colour))

    def paper(self, colour: str, ink: str) -> None:
        """Write on a ground of its own. Where that is the page's, what lies below need not be drawn for new figures."""
        self._ground, self._colour = colour, ink
        self.setAutoFillBackground(True)
        self.setPalette(ground(colour, ink))

    def place(self, rect: QRect, size: int, floor: int) -> None:
        """Stand in `rect`, in type of at most `size` and at least `floor` logical pixels."""
        self.setGeometry(rect)
        self._sizes = (min(floor, size), size)
        self._fit()

    def height_at(self, width: int, size: int) -> int:
        """The height the text takes at a type size when it may be `width` wide; one line when it is empty."""
        return extent(same_width(self._text) or "0", width, size, self._bold)[1]

    def wide_at(self, size: int) -> int:
        """The width of the text in one line."""
        return advance(same_width(self._text), size, self._bold) + 1

    def fits_at(self, width: int, size: int) -> bool:
        """Whether no word is wider than `width` at that size."""
        return extent(same_width(self._text), width, size, self._bold)[0] <= width

    @property
    def cut(self) -> bool:
        """Whether the text does not fit even in the smallest type; a test asks this of every page."""
        if not (self._text and self._sizes[1]):
            return bool(self._text)
        wide, high = extent(same_width(self._text), self.width(), self._sizes[0], self._bold)
        return wide > self.width() or high > self.height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text in its lines."""
        lines = self._lines
        if self._laid and self._figures is not None:
            lines = self._holed.replace(HOLE * self._counted[1], self._figures.text())
        painter = QPainter(self)
        room = self.contentsRect()
        if self.ahead is None or not self.ahead.paint(painter, self, room, self._flags, lines):
            painter.drawText(room, self._flags, lines)
        painter.end()

    def draw_ahead(self) -> None:
        """Draw the text as it stands now, unseen, where the label has something to keep the picture."""
        if self.ahead is not None:
            self.ahead.draw(self, self.contentsRect(), self._flags, self._lines)

    def _fit(self) -> None:
        if not self._sizes[1]:
            return  # it has no place yet, and gets another size there
        self._text = self.text()
        text = same_width(self._text)
        width = self.width()
        size = largest(text, width, self.height(), self._sizes, self._bold)
        chosen = font(size, self._bold)
        if chosen != self.font():
            self.setFont(chosen)
        self._lines = phrased(self._text, width, size, self._bold)
        broken = self._lines != self._text
        self._margin(0 if broken else width - min(even(text, width, size, self._bold), width))
        self._single = extent(text, width, size, self._bold)[1] < 2 * QFontMetrics(chosen).height()
        how = Qt.TextFlag.TextSingleLine if self._single else Qt.TextFlag.TextWordWrap
        self._flags = int(self.alignment().value) | int(how.value)
        if self._counted[0]:
            self._find_hole()
            if self._laid and self._figures is not None:
                self._lay_figures(self._figures.text())

    def _margin(self, spare: int) -> None:
        if self._starts_left:
            margins = QMargins(0, 0, spare, 0)
        elif self._ends_right:
            margins = QMargins(spare, 0, 0, 0)
        else:
            margins = QMargins(spare // 2, 0, spare - spare // 2, 0)
        self.setContentsMargins(margins)

    def _find_hole(self) -> None:
        # Where the figures stand among the lines as they were broken; the whole label when Qt breaks them.
        text, length = self._counted
        self._holed = broken_alike(text.replace(HOLE, HOLE * length), self._lines)
        self._hole = self.rect()
        if not self._single and "\n" not in self._lines:
            return
        for line, holed in zip(self._lines.split("\n"), self._holed.split("\n"), strict=True):
            first = holed.find(HOLE)
            if first >= 0:
                self._hole = self._place_of(same_width(line), first, first + length)

    def _place_of(self, line: str, first: int, end: int) -> QRect:
        pixels, room = self.font().pixelSize(), self.contentsRect()
        left, right, whole = (advance(part, pixels, self._bold) for part in (line[:first], line[:end], line))
        spare = room.width() - whole
        start = room.x() + (0 if self._starts_left else spare if self._ends_right else spare // 2)
        # Letters may hang over their width.
        pad = pixels // 3
        return QRect(start + left - pad, 0, right - left + 2 * pad, self.height())

    def _lay_figures(self, figures: str) -> None:
        """On a ground of its own the figures are a label upon the label: new ones make nothing else be drawn again."""
        if self._figures is None:
            self._figures = QLabel(self)
            self._figures.setTextFormat(Qt.TextFormat.PlainText)
            self._figures.setAlignment(LEFT)
            self._figures.setAutoFillBackground(True)
        pad = self.font().pixelSize() // 3
        whole = self._hole.adjusted(pad, 0, 1 - pad, 0)  # a hair more: widths are rounded
        self._laid = self._single and "\n" not in self._lines
        self._figures.setVisible(self._laid)
        if self._laid:
            self._figures.setFont(self.font())
            # A fixed size: Qt would tell the label below with every second that it may want another.
            self._figures.setFixedSize(whole.size())
            self._figures.move(whole.topLeft())
            self._figures.setText(figures)

    @property
    def _starts_left(self) -> bool:
        return bool(self.alignment() & Qt.AlignmentFlag.AlignLeft)

    @property
    def _ends_right(self) -> bool:
        return bool(self.alignment() & Qt.AlignmentFlag.AlignRight)
