"""The staff's language and the light or dark look, changed at once, and half a minute for wiping the screens.

Must not know where a choice is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from kiosk.sale.screen import StaffView
from kiosk.ui.buttons import BigButton, Role, press
from kiosk.ui.cleaning import may_clean
from kiosk.ui.icons import Icon
from kiosk.ui.overlay import Overlay
from kiosk.ui.page import Kit
from kiosk.ui.scale import Scale
from kiosk.ui.space import centred, columns, rows
from kiosk.ui.texts import Language
from kiosk.ui.theme import THEMES

_LOOKS = {"light": ("staff.theme_light", Icon.SUN), "dark": ("staff.theme_dark", Icon.MOON)}
_ONE = 0x31


class SettingsPage(Overlay):
    """A button for each choice; the present one is filled. Figures choose from left to right, the last one cleans."""

    def __init__(
        self,
        parent: QWidget | None,
        kit: Kit,
        back: Callable[[], None],
        choose_language: Callable[[Language], None],
        choose_theme: Callable[[str], None],
        clean: Callable[[], None],
    ) -> None:
        super().__init__(parent, "settingsPage", kit, kit.words.staff("staff.settings"), back)
        words = kit.words
        self.language_title = self.label("languageTitle", ink=kit.theme.colours.soft)
        self.language_title.write(words.staff("staff.language"))
        self.theme_title = self.label("themeTitle", ink=kit.theme.colours.soft)
        self.theme_title.write(words.staff("staff.theme"))
        self.languages = [
            self._choice(
                f"language_{language}",
                words.staff(f"language.{language}"),
                language is words.language,
                partial(choose_language, language),
            )
            for language in Language
        ]
        self.themes = [
            self._choice(
                f"theme_{name}",
                words.staff(_LOOKS[name][0]),
                name == kit.theme.name,
                partial(choose_theme, name),
            )
            for name in THEMES
        ]
        for button, name in zip(self.themes, THEMES, strict=True):
            button.picture = _LOOKS[name][1]
        self._add_cleaning(clean)
        for number, button in enumerate(self._buttons):
            button.write(button.text(), key=f"Alt {number + 1}")

    def _add_cleaning(self, clean: Callable[[], None]) -> None:
        self.clean_title = self.label("cleanTitle", ink=self.kit.theme.colours.soft)
        self.clean_title.write(self.kit.words.staff("staff.clean_title"))
        self.clean = self._choice("cleanButton", self.kit.words.staff("staff.clean"), False, clean)
        self.clean.picture = Icon.SCREEN
        self.clean_why = self.label("cleanWhyText", ink=self.kit.theme.colours.soft)

    @property
    def _buttons(self) -> list[BigButton]:
        return [*self.languages, *self.themes, self.clean]

    def draw(self, view: StaffView) -> None:
        """The screens can be wiped while nobody waits for anything."""
        super().draw(view)
        free = may_clean(view)
        self.clean.setEnabled(free)
        self.clean_why.write("" if free else self.kit.words.staff("staff.clean_not_now"))
        self.settle()

    def _choice(self, name: str, text: str, present: bool, choose: Callable[[], None]) -> BigButton:
        made = BigButton(self, name, Role.MAIN if present else Role.PLAIN)
        made.dress(self.kit.theme)
        made.write(text)
        made.clicked.connect(lambda: choose())
        return made

    def key(self, key: int) -> bool:
        """Figures choose; Escape leaves."""
        if 0 <= key - _ONE < len(self._buttons):
            press(self._buttons[key - _ONE])
            return True
        return super().key(key)

    def fill(self, room: QRect, scale: Scale) -> None:
        """Languages above, looks below, then what is done with the screens."""
        # Type that was wished smaller does not go below its floor, and a line needs more than its letters.
        title = min(max(scale.title, 2 * scale.floor), scale.touch)
        gap = min(scale.lg, max((room.height() - 3 * (title + scale.touch)) // 2, 0))
        tall = 3 * (title + scale.touch) + 2 * gap
        place = centred(room, scale.line, min(tall, room.height()))
        parts = rows(place, [title, scale.touch, gap, title, scale.touch, gap, title, scale.touch])
        for label, part in ((self.language_title, 0), (self.theme_title, 3), (self.clean_title, 6)):
            label.place(parts[part], scale.body, scale.floor)
        for line, buttons in ((parts[1], self.languages), (parts[4], self.themes)):
            for button, cell in zip(buttons, columns(line, [1.0] * len(buttons), scale.sm), strict=True):
                button.place(cell, scale, scale.lead)
        clean, why = columns(parts[7], [1.0, 1.0], scale.md)
        self.clean.place(clean, scale, scale.lead)
        self.clean_why.place(why, scale.body, scale.floor)
