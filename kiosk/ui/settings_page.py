"""The staff's language and the light or dark look, changed at once, and the way to the screens.

Must not know where a choice is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from kiosk.ui.buttons import BigButton, Role, press
from kiosk.ui.icons import Icon
from kiosk.ui.overlay import Overlay
from kiosk.ui.page import Choosing, Kit
from kiosk.ui.scale import Scale
from kiosk.ui.space import centred, columns, rows
from kiosk.ui.texts import Language
from kiosk.ui.theme import THEMES

_LOOKS = {"light": ("staff.theme_light", Icon.SUN), "dark": ("staff.theme_dark", Icon.MOON)}
_ONE = 0x31


class SettingsPage(Overlay):
    """A button for each choice; the present one is filled. Figures choose from left to right."""

    def __init__(
        self,
        parent: QWidget | None,
        kit: Kit,
        back: Callable[[], None],
        choosing: Choosing,
        open_screens: Callable[[], None],
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
                partial(choosing.language, language),
            )
            for language in Language
        ]
        self.themes = [
            self._choice(
                f"theme_{name}",
                words.staff(_LOOKS[name][0]),
                name == kit.theme.name,
                partial(choosing.theme, name),
            )
            for name in THEMES
        ]
        for button, name in zip(self.themes, THEMES, strict=True):
            button.picture = _LOOKS[name][1]
        self.screens = self._choice("screensButton", words.staff("staff.screens.title"), False, open_screens)
        self.screens.picture = Icon.SCREEN
        self.choices = [*self.languages, *self.themes, self.screens]
        for number, button in enumerate(self.choices):
            button.write(button.text(), key=f"Alt {number + 1}")

    def _choice(self, name: str, text: str, present: bool, choose: Callable[[], None]) -> BigButton:
        made = BigButton(self, name, Role.MAIN if present else Role.PLAIN)
        made.dress(self.kit.theme)
        made.write(text)
        made.clicked.connect(lambda: choose())
        return made

    def key(self, key: int) -> bool:
        """Figures choose; Escape leaves."""
        if 0 <= key - _ONE < len(self.choices):
            press(self.choices[key - _ONE])
            return True
        return super().key(key)

    def fill(self, room: QRect, scale: Scale) -> None:
        """Languages above, looks below them, the screens last."""
        title = min(scale.title, scale.touch)
        tall = 2 * (title + scale.xl) + 3 * scale.touch
        place = centred(room, scale.line, min(tall, room.height()))
        parts = rows(place, [title, scale.touch, 1.0, title, scale.touch, 1.0, scale.touch])
        self.language_title.place(parts[0], scale.body, scale.floor)
        self.theme_title.place(parts[3], scale.body, scale.floor)
        for line, buttons in ((parts[1], self.languages), (parts[4], self.themes), (parts[6], [self.screens])):
            for button, cell in zip(buttons, columns(line, [1.0] * len(buttons), scale.sm), strict=True):
                button.place(cell, scale, scale.lead)
