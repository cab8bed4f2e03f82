"""A field to type in: one line of plain text, or a PIN that is never shown.

Enter and Escape are told to whoever placed it. Must not know what is typed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from kiosk.ui.measure import largest_line
from kiosk.ui.page import Page
from kiosk.ui.scale import FOCUS_STROKE, Scale
from kiosk.ui.sheets import Panel
from kiosk.ui.space import inset
from kiosk.ui.theme import field_colours, font


class Field(QLineEdit):
    """The field on its own rounded ground. `enter` and `leave` are called for Enter and Escape."""

    def __init__(
        self, page: Page, name: str, hint: str, most: int, enter: Callable[[], None], leave: Callable[[], None]
    ) -> None:
        self.ground = Panel(page)
        super().__init__(page)
        self.setObjectName(name)
        self.setMaxLength(most)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFrame(False)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setPalette(field_colours(page.kit.theme.colours))
        self._of = page.kit.theme.colours
        self._enter, self._leave = enter, leave
        self._sizes = (1, 1)
        self._radius = 0
        self.textChanged.connect(self._fit)

    def hide_figures(self) -> None:
        """Show dots, remember nothing, and hand nothing to the clipboard."""
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)

    def put(self, text: str) -> None:
        """Show this text."""
        if text != self.text():
            self.setText(text)

    def place(self, rect: QRect, scale: Scale, size: int) -> None:
        """Stand in the line, in type of at most `size` pixels."""
        self.ground.setGeometry(rect)
        self._radius = scale.radius
        self._frame()
        self.setGeometry(inset(rect, scale.radius, FOCUS_STROKE))
        self._sizes = (scale.floor, size)
        self._fit()

    def show_all(self, shown: bool) -> None:
        """Be in sight, or not, with the ground."""
        self.setVisible(shown)
        self.ground.setVisible(shown)

    def _fit(self) -> None:
        """A long text is written smaller, so that the whole of it is seen."""
        text = "●" * len(self.text()) if self.echoMode() is QLineEdit.EchoMode.Password else self.text()
        # The line edit keeps two pixels of its own on each side, and the cursor needs one.
        size = largest_line(text or self.placeholderText(), self.width() - 5, self._sizes, bold=False)
        self.setFont(font(size))

    def _frame(self) -> None:
        """The outline says whether the keyboard is here."""
        of, here = self._of, self.hasFocus()
        wide = FOCUS_STROKE if here else of.border()
        self.ground.dress(of.surface, of.ink if here else of.edge, self._radius, wide)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard came."""
        super().focusInEvent(event)
        self._frame()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard went."""
        super().focusOutEvent(event)
        self._frame()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape are not for the text; keys with Alt and F keys are the page's. Delete clears a PIN."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        elif key == Qt.Key.Key_Delete and self.echoMode() is QLineEdit.EchoMode.Password:
            # Nobody sees where in it the cursor stands.
            self.clear()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F12:
            event.ignore()
        else:
            super().keyPressEvent(event)
