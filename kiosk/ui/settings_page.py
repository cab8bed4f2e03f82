"""The staff's language and the light or dark look, changed at once, the ways to screens and sound, and half a minute
for wiping.

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
from kiosk.ui.labels import FitLabel
from kiosk.ui.overlay import Overlay
from kiosk.ui.page import Choosing, Kit
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
        choosing: Choosing,
        open_screens: Callable[[], None],
        clean: Callable[[], None],
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
        self._add_cleaning(clean)
        self.sounds = [self._sound(open_sound)] if open_sound is not None else []
        for number, button in enumerate(self._buttons):
            button.write(button.text(), key=f"Alt {number + 1}")
        self._show_sound()

    def _title(self, name: str, text: str) -> FitLabel:
        made = self.label(name, ink=self.kit.theme.colours.soft)
        made.write(self.kit.words.staff(text))
        return made

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

    def _add_cleaning(self, clean: Callable[[], None]) -> None:
        self.clean_title = self.label("cleanTitle", ink=self.kit.theme.colours.soft)
        self.clean_title.write(self.kit.words.staff("staff.clean_title"))
        self.clean = self._choice("cleanButton", self.kit.words.staff("staff.clean"), False, clean)
        self.clean.picture = Icon.SCREEN
        self.clean_why = self.label("cleanWhyText", ink=self.kit.theme.colours.soft)

    @property
    def _buttons(self) -> list[BigButton]:
        return [*self.languages, *self.themes, self.screens, *self.sounds, self.clean]

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
        # Screen readers say which one is chosen; another choice makes the page anew.
        made.setCheckable(True)
        made.setChecked(present)
        made.clicked.connect(lambda: choose())
        return made

    def key(self, key: int) -> bool:
        """Figures choose; Escape leaves."""
        if 0 <= key - _ONE < len(self._buttons):
            press(self._buttons[key - _ONE])
            return True
        return super().key(key)

    def fill(self, room: QRect, scale: Scale) -> None:
        """Languages above, looks below, then screens, sound, where there is one, and wiping side by side."""
        # Type that was wished smaller does not go below its floor, and a line needs more than its letters.
        title = min(max(scale.title, 2 * scale.floor), scale.touch)
        gap = min(scale.lg, max((room.height() - 3 * (title + scale.touch) - title) // 2, 0))
        tall = 3 * (title + scale.touch) + 2 * gap + title
        place = centred(room, scale.line, min(tall, room.height()))
        parts = rows(place, [title, scale.touch, gap, title, scale.touch, gap, title, scale.touch, title])
        self.language_title.place(parts[0], scale.body, scale.floor)
        self.theme_title.place(parts[3], scale.body, scale.floor)
        for line, buttons in ((parts[1], self.languages), (parts[4], self.themes)):
            for button, cell in zip(buttons, columns(line, [1.0] * len(buttons), scale.sm), strict=True):
                button.place(cell, scale, scale.lead)
        self.sound_title.setVisible(bool(self.sounds))
        last = [self.screens, *self.sounds, self.clean]
        shares = [1.0] * len(last)
        for button, cell in zip(last, columns(parts[7], shares, scale.sm), strict=True):
            button.place(cell, scale, scale.lead)
        titles = columns(parts[6], shares, scale.sm)
        for label, cell in ((self.clean_title, titles[-1]), (self.sound_title, titles[-2])):
            label.place(cell, scale.body, scale.floor)
        self.clean_why.place(parts[8], scale.body, scale.floor)
