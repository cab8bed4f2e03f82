"""A line for words that go into the records: a field, and buttons that fill it, so that a screen without a keyboard
can give a name or a reason.

Must not know what the words are for.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect

from kiosk.sale.screen import Say
from kiosk.ui.buttons import BigButton, Role
from kiosk.ui.field import Field
from kiosk.ui.page import Page
from kiosk.ui.scale import Scale
from kiosk.ui.space import columns, grid, rows


def is_put_right(refused: Say | None, *, name: str, reason: str = "", minor: int = 0, most: int = 0) -> bool:
    """Whether what was refused to be recorded has been put right since: `minor` and `most` are minor units."""
    cured = {
        "staff.form.no_name": bool(name),
        "staff.form.no_reason": bool(reason),
        "staff.form.no_amount": minor > 0,
        "staff.form.too_much": minor <= most,
    }
    return refused is None or cured.get(refused.key, False)


class FilledLine:
    """The field named `name` and its buttons, `MOST` at most."""

    MOST = 4

    def __init__(self, page: Page, name: str, hint: str, most: int) -> None:
        self.field = Field(page, name, hint, most, self._done, self._done)
        self.buttons = [self._button(page, f"{name}Fill{number}") for number in range(self.MOST)]
        self._words: tuple[str, ...] = ()
        self.offer(())

    def _button(self, page: Page, name: str) -> BigButton:
        made = BigButton(page, name, Role.PLAIN)
        made.dress(page.kit.theme)
        made.clicked.connect(lambda: self.field.setText(made.text()))
        return made

    def _done(self) -> None:
        self.field.clearFocus()

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.field.text().strip()

    def offer(self, words: Sequence[str]) -> None:
        """Offer these to fill the field with."""
        self._words = tuple(dict.fromkeys(words))[: self.MOST]
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(self._words))
            if number < len(self._words):
                button.write(self._words[number])

    def show_all(self, shown: bool) -> None:
        """Be in sight, or not."""
        self.field.show_all(shown)
        for number, button in enumerate(self.buttons):
            button.setVisible(shown and number < len(self._words))

    @staticmethod
    def tall(scale: Scale, *, narrow: bool, bare: bool = False) -> int:
        """The height of the line, or of the two lines of a narrow page; `bare` goes without the buttons."""
        return scale.touch * 2 + scale.xs if narrow and not bare else scale.touch

    def place(self, rect: QRect, scale: Scale, *, narrow: bool, bare: bool = False) -> None:
        """Field left and buttons right; one below the other where it is narrow."""
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(self._words) and not bare)
        if bare:
            self.field.place(rect, scale, scale.body)
            return
        if narrow:
            field, fill = rows(rect, [1.0, 1.0], scale.xs)
        else:
            field, fill = columns(rect, [0.42, 0.58], scale.sm)
        self.field.place(field, scale, scale.body)
        for button, cell in zip(self.buttons, grid(fill, max(len(self._words), 1), 1, scale.xs), strict=False):
            button.place(cell, scale, scale.small)
