"""A pad of figures for pages over the counter, four lines of three. It tells what was pressed and keeps nothing.

Must not know what the figures are for.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect

from kiosk.ui.buttons import BigButton, Role
from kiosk.ui.icons import Icon
from kiosk.ui.page import Page
from kiosk.ui.scale import Scale
from kiosk.ui.space import grid

_FIGURES = ("1", "2", "3", "4", "5", "6", "7", "8", "9")


class Pad:
    """The pad. `typed` takes a figure or the key left of 0; `erased` is called for one back."""

    def __init__(self, page: Page, left: str, typed: Callable[[str], None], erased: Callable[[], None]) -> None:
        """`left` is the key to the left of 0: a point for money, "" for none."""
        self.keys = [self._key(page, text, typed) for text in (*_FIGURES, left, "0")]
        self.keys[9].setVisible(bool(left))
        self.erase = BigButton(page, "padErase", Role.SIDE_KEY)
        self.erase.picture = Icon.BACKSPACE
        self.erase.dress(page.kit.theme)
        self.erase.write("", name=page.kit.words.staff("staff.backspace"))
        self.erase.clicked.connect(lambda: erased())

    @staticmethod
    def _key(page: Page, text: str, typed: Callable[[str], None]) -> BigButton:
        made = BigButton(page, f"pad{'Point' if text == '.' else text}", Role.KEY)
        made.dress(page.kit.theme)
        made.write(text)
        made.clicked.connect(lambda: typed(text))
        return made

    def place(self, rect: QRect, scale: Scale) -> None:
        """Stand in the rectangle, the high figures above as on the keypad: money must not be mistyped here."""
        cells = grid(rect, 3, 4, scale.sm)
        turned = (*cells[6:9], *cells[3:6], *cells[:3], *cells[9:])
        for button, cell in zip((*self.keys, self.erase), turned, strict=True):
            button.place(cell, scale, scale.title)
