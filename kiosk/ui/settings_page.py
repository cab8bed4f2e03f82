"""The staff's language and the light or dark look, changed at once, and the way to the sound.

Must not know where a choice is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from kiosk.ui.buttons import BigButton, Role, press
from kiosk.ui.icons import Icon
from kiosk.ui.labels import FitLabel
from kiosk.ui.overlay import Overlay
from kiosk.ui.page import Kit
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
        choose_language: Callable[[Language], None],
        choose_theme: Callable[[str], None],
        open_sound: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent, "settingsPage", kit, kit.words.staff("staff.settings"), back)
        words = kit.words
        self.language_title = self._title("languageTitle", "staff.language")
        self.theme_title = self._title("themeTitle", "staff.theme")
        self.sound_title = self._title("soundTitle", "staff.sound")
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
        self.sounds = [self._sound(open_sound)] if open_sound is not None else []
        for number, button in enumerate(self._choices):
            button.write(button.text(), key=f"Alt {number + 1}")
        self._show_sound()

    def _title(self, name: str, text: str) -> FitLabel:
        made = self.label(name, ink=self.kit.theme.colours.soft)
        made.write(self.kit.words.staff(text))
        return made

    @property
    def _choices(self) -> list[BigButton]:
        return [*self.languages, *self.themes, *self.sounds]

    def _sound(self, open_: Callable[[], None]) -> BigButton:
        made = self._choice("soundButton", "", False, open_)
        made.picture = Icon.SOUND
        if self.kit.sound is not None:
            self.kit.sound.changed.connect(self._show_sound)
        return made

    def _show_sound(self) -> None:
        """How loud it is now, or that nothing can be heard."""
        dial, words = self.kit.sound, self.kit.words
        if dial is None or not self.sounds:
            return
        button = self.sounds[0]
        state = words.staff("staff.light.sound" if dial.warns else f"staff.sound.{dial.volume}")
        name = words.staff("staff.light.label", name=words.staff("staff.sound"), state=state)
        button.write(state, key=button.key_text, name=name)

    def _choice(self, name: str, text: str, present: bool, choose: Callable[[], None]) -> BigButton:
        made = BigButton(self, name, Role.MAIN if present else Role.PLAIN)
        made.dress(self.kit.theme)
        made.write(text)
        made.clicked.connect(lambda: choose())
        return made

    def key(self, key: int) -> bool:
        """Figures choose; Escape leaves."""
        if 0 <= key - _ONE < len(self._choices):
            press(self._choices[key - _ONE])
            return True
        return super().key(key)

    def fill(self, room: QRect, scale: Scale) -> None:
        """Languages above, looks below, and the sound last, where there is one."""
        title = min(scale.title, scale.touch)
        groups = [(self.language_title, self.languages), (self.theme_title, self.themes)]
        groups += [(self.sound_title, self.sounds)] if self.sounds else []
        self.sound_title.setVisible(bool(self.sounds))
        tall = len(groups) * (title + scale.touch) + (len(groups) - 1) * scale.xl
        place = centred(room, scale.line, min(tall, room.height()))
        parts = rows(place, [title, scale.touch, *[1.0, title, scale.touch] * (len(groups) - 1)])
        for number, (label, buttons) in enumerate(groups):
            label.place(parts[3 * number], scale.body, scale.floor)
            cells = columns(parts[3 * number + 1], [1.0] * len(buttons), scale.sm)
            for button, cell in zip(buttons, cells, strict=True):
                button.place(cell, scale, scale.lead)
