"""The line in which staff type the shop's own reference. A plus in it is a plus: nothing here is money.

Must not know what becomes of the reference.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from kiosk.sale import events
from kiosk.ui.acts import REFERENCE_KEY
from kiosk.ui.measure import largest_line
from kiosk.ui.page import Kit, Page
from kiosk.ui.scale import Scale
from kiosk.ui.theme import field_colours, font

# The longest reference in characters; the counter keeps as many.
REFERENCE_MOST: Final = 40


class ReferenceEdit(QLineEdit):
    """The shop's own reference. What is typed is told on at once; what the counter holds is shown."""

    entered = Signal()
    """The keyboard came or went."""

    def __init__(self, page: Page, kit: Kit, emit: Callable[[object], None]) -> None:
        super().__init__(page)
        self.setObjectName("referenceEdit")
        self.setMaxLength(REFERENCE_MOST)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFrame(False)
        self.setAccessibleName(kit.words.staff("staff.reference"))
        hint = f"{kit.words.staff('staff.reference')}   {kit.words.staff('staff.reference_hint')}"
        self.setPlaceholderText(hint)
        self.setPalette(field_colours(kit.theme.colours))
        self._emit = emit
        self._told: list[str] = []
        self._sizes = (1, 1)
        self.textEdited.connect(self._tell)
        self.textChanged.connect(self._fit)

    def show_text(self, text: str) -> None:
        """Show what the counter holds, unless that is only late news of what is being typed."""
        if text in self._told:
            del self._told[: self._told.index(text) + 1]
        elif text != self.text():
            self._told.clear()
            self.setText(text)

    def place(self, rect: QRect, scale: Scale) -> None:
        """Stand in the line."""
        self.setGeometry(rect)
        self.setTextMargins(scale.xs, 0, scale.xs, 0)
        self._sizes = (scale.floor, scale.body)
        self._fit()

    def _fit(self) -> None:
        """A long reference is written smaller, so that the whole of it is seen."""
        margins = self.textMargins()
        # The line edit keeps two pixels of its own on each side, and the cursor needs one.
        room = self.width() - margins.left() - margins.right() - 5
        size = largest_line(self.text() or self.placeholderText(), room, self._sizes, bold=False)
        self.setFont(font(size))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard came."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard went."""
        super().focusOutEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape give the keyboard back to the amount; a scanner's Enter charges nothing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, REFERENCE_KEY):
            self.clearFocus()
            event.accept()
            return
        super().keyPressEvent(event)

    def _tell(self, text: str) -> None:
        self._told.append(text)
        self._emit(events.ReferenceTyped(text))
