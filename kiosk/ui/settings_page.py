"""What staff may choose of the till's looks, changed at once: language, appearance, size of type, motion.

Each is a section of its own with a button for each choice; below them stand buttons that open further pages. Must not
know where a choice is kept, nor what the further pages hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from kiosk.sale.screen import StaffView
from kiosk.ui.acts import Choice, Opens
from kiosk.ui.buttons import BigButton, Role, press
from kiosk.ui.cleaning import may_clean
from kiosk.ui.icons import Icon
from kiosk.ui.measure import largest, largest_line
from kiosk.ui.overlay import Overlay
from kiosk.ui.page import Kit
from kiosk.ui.scale import TYPE_SIZES, Scale
from kiosk.ui.sheets import Panel
from kiosk.ui.space import centred, columns, inset, rows
from kiosk.ui.texts import Language
from kiosk.ui.theme import THEMES


class Opener(NamedTuple):
    """A button that opens a page of its own: the page's name, the widget's, the key of its words, its icon, and the
    letter on the keyboard that does the same ("" for none): the figures belong to the choices.
    """

    what: str
    name: str
    text: str
    icon: Icon
    letter: str = ""


SOUND, WIPE = "sound", "W"
OPENERS = (
    Opener("screens", "screensButton", "staff.screens.title", Icon.SCREEN, "S"),
    Opener(SOUND, "soundButton", "staff.sound", Icon.SOUND, "V"),
)
"""What opens a page, below the sections, in this order. The wiping of the screens stands after them."""

_LOOKS = {
    "light": ("staff.theme_light", Icon.SUN),
    "dark": ("staff.theme_dark", Icon.MOON),
    "contrast": ("staff.theme_contrast", Icon.CONTRAST),
}
_SIZES = {"usual": "staff.type_usual", "large": "staff.type_large", "larger": "staff.type_larger"}
_MOTIONS = {"usual": "staff.motion_usual", "less": "staff.motion_less"}
# How wide a title is that stands beside its buttons.
_BESIDE = 0.24


class Section:
    """One choice: what it is called when it is told, its title, a button for each value, and the present one."""

    def __init__(self, page: SettingsPage, choice: str, title: str, words: dict[str, str], present: str) -> None:
        self.choice = choice
        self.present = present
        self._of = page.kit.theme.colours
        self.card = Panel(page)
        self.title = page.label(f"{choice}Title", ink=page.kit.theme.colours.soft)
        self.title.write(page.kit.words.staff(title))
        self.buttons = {value: self._button(page, value, page.kit.words.staff(key)) for value, key in words.items()}

    def _button(self, page: SettingsPage, value: str, text: str) -> BigButton:
        made = BigButton(page, f"{self.choice}_{value}", Role.MAIN if value == self.present else Role.PLAIN)
        made.dress(page.kit.theme)
        made.write(text)
        # Screen readers say which one is chosen; another choice makes the page anew.
        made.setCheckable(True)
        made.setChecked(value == self.present)
        made.clicked.connect(partial(page.choose, self.choice, value))
        return made

    def place(self, rect: QRect, scale: Scale, *, beside: bool) -> None:
        """Title above the buttons, on a card where there is room for one; `beside`: title and buttons in one line."""
        roomy = not scale.cramped
        self.card.setVisible(roomy)
        self.card.setGeometry(rect)
        self.card.dress(self._of.surface, self._of.line, scale.radius, self._of.border())
        inner = inset(rect, scale.md) if roomy else rect
        if beside:
            title, line = columns(inner, [_BESIDE, 1.0 - _BESIDE], scale.sm)
        else:
            title, line = rows(inner, [1.0, self.line(scale)], 0 if scale.cramped else scale.xs)
        self.title.place(title, scale.body, scale.floor)
        cells = columns(line, [1.0] * len(self.buttons), scale.sm)
        size = self._size(cells[0], scale)
        for button, cell in zip(self.buttons.values(), cells, strict=True):
            button.place(cell, scale, size)

    @staticmethod
    def line(scale: Scale) -> int:
        """The height of the buttons below a title: where there is room, the words stand clear of the key."""
        return scale.touch if scale.cramped else round(scale.touch * 1.2)

    def _size(self, cell: QRect, scale: Scale) -> int:
        """The largest type in which the words of every button fit: neighbours are written alike, in one line unless
        that would be too small.
        """
        icon = round(scale.lead * 1.3) + scale.sm if any(b.picture for b in self.buttons.values()) else 0
        wide, tall = cell.width() - 2 * scale.sm - icon, cell.height() - 2 * scale.hair
        sizes, texts = (scale.floor, scale.lead), [button.text() for button in self.buttons.values()]
        line = min(largest_line(text, wide, sizes, bold=True) for text in texts)
        return line if line >= scale.small else min(largest(text, wide, tall, sizes, bold=True) for text in texts)


class SettingsPage(Overlay):
    """The sections; the present choice of each is filled. Alt and a figure choose from the first to the last."""

    def __init__(
        self,
        parent: QWidget | None,
        kit: Kit,
        back: Callable[[], None],
        choose: Callable[[Choice], None],
        acted: Callable[[object], None],
        clean: Callable[[], None],
        openers: Sequence[Opener] = OPENERS,
    ) -> None:
        super().__init__(parent, "settingsPage", kit, kit.words.staff("staff.settings"), back)
        self._choose = choose
        self._free: bool | None = None
        languages = {language.value: f"language.{language}" for language in Language}
        themes = {name: _LOOKS[name][0] for name in THEMES}
        sizes = {name: _SIZES[name] for name in TYPE_SIZES}
        self.sections = {
            "language": Section(self, "language", "staff.language", languages, kit.words.language.value),
            "theme": Section(self, "theme", "staff.theme", themes, kit.theme.name),
            "type": Section(self, "type", "staff.type", sizes, kit.type_size),
            "motion": Section(self, "motion", "staff.motion", _MOTIONS, "less" if kit.still else "usual"),
        }
        for name, button in self.sections["theme"].buttons.items():
            button.picture = _LOOKS[name][1]
        # A till that cannot be heard has no page for the sound.
        heard = [opener for opener in openers if opener.what != SOUND or kit.sound is not None]
        self.openers = {opener.what: self._opener(opener, acted) for opener in heard}
        self.clean = self._foot_button("cleanButton", "staff.clean", Icon.HOURGLASS, WIPE)
        self.clean.clicked.connect(lambda: clean())
        if kit.sound is not None:
            kit.sound.changed.connect(self._show_sound)
        self._show_sound()
        self._keyed = self._offer_keys()
        letters = [(opener.letter, self.openers[opener.what]) for opener in heard if opener.letter]
        self._keyed |= {Qt.Key[f"Key_{letter}"]: button for letter, button in (*letters, (WIPE, self.clean))}

    @property
    def foot(self) -> list[BigButton]:
        """The buttons below the sections, as they stand there."""
        return [*self.openers.values(), self.clean]

    def draw(self, view: StaffView) -> None:
        """The screens can be wiped while nobody waits for anything; the grey button says that somebody does."""
        super().draw(view)
        free, words = may_clean(view), self.kit.words
        if free is self._free:
            return
        self._free = free
        self.clean.setEnabled(free)
        why = words.staff("staff.clean" if free else "staff.clean_not_now")
        name = "" if free else words.staff("staff.light.label", name=words.staff("staff.clean"), state=why)
        self.clean.write(why, key=WIPE if free else "", name=name)
        self.settle()

    def choose(self, choice: str, value: str, _checked: bool = False) -> None:
        """Tell what was chosen."""
        self._choose(Choice(choice, value))

    def _show_sound(self) -> None:
        """How loud it is now, or that nothing can be heard."""
        dial, words = self.kit.sound, self.kit.words
        if dial is None or SOUND not in self.openers:
            return
        state = words.staff("staff.light.sound" if dial.warns else f"staff.sound.{dial.volume}")
        said = words.staff("staff.light.label", name=words.staff("staff.sound"), state=state)
        self.openers[SOUND].write(said, key=self.openers[SOUND].key_text)

    def _opener(self, opener: Opener, acted: Callable[[object], None]) -> BigButton:
        made = self._foot_button(opener.name, opener.text, opener.icon, opener.letter)
        made.clicked.connect(lambda: acted(Opens(opener.what)))
        return made

    def _foot_button(self, name: str, text: str, icon: Icon, letter: str) -> BigButton:
        made = BigButton(self, name)
        made.picture = icon
        made.dress(self.kit.theme)
        made.write(self.kit.words.staff(text), key=letter)
        return made

    def _offer_keys(self) -> dict[int, BigButton]:
        """Figures from 1 on for the first three sections; 0 is the motion that is not the present one."""
        keyed = {}
        motion = self.sections["motion"]
        choices = [button for name, section in self.sections.items() if name != "motion"
                   for button in section.buttons.values()]  # fmt: skip
        other = next(button for value, button in motion.buttons.items() if value != motion.present)
        for figure, button in [*enumerate(choices, start=1), (0, other)]:
            button.write(button.text(), key=f"Alt {figure}")
            keyed[Qt.Key.Key_0 + figure] = button
        return keyed

    def key(self, key: int) -> bool:
        """Figures choose, letters open; Escape leaves."""
        if key in self._keyed:
            press(self._keyed[key])
            return True
        return super().key(key)

    def fill(self, room: QRect, scale: Scale) -> None:
        """Two sections side by side where the page lies, one below the other where it stands; at the foot what else
        there is.
        """
        lies = self.width() >= self.height()
        across = 2 if lies else 1
        down = -(-len(self.sections) // across)
        beneath = len(self.foot) if lies else 2
        feet = -(-len(self.foot) // beneath)
        gap = scale.xs if scale.cramped else scale.md
        foot = feet * scale.touch + (feet - 1) * gap
        title = min(round(scale.body * 1.6), scale.touch)
        card = title + Section.line(scale) + (0 if scale.cramped else 2 * scale.md + scale.xs)
        tall = down * card + (down - 1) * gap + foot + scale.md
        beside = tall > room.height()
        if beside:
            tall = down * scale.touch + (down - 1) * gap + foot + scale.md
        place = centred(room, room.width() if scale.cramped else round(scale.line * 1.15), room.height())
        place.setHeight(min(tall, room.height()))
        above, below = rows(place, [1.0, foot], scale.md)
        cells = _grid(above, across, down, scale.md, gap)
        for section, cell in zip(self.sections.values(), cells, strict=True):
            section.place(cell, scale, beside=beside)
        for button, cell in zip(self.foot, _grid(below, beneath, feet, scale.md, gap), strict=False):
            button.place(cell, scale, scale.lead)


def _grid(room: QRect, across: int, down: int, aside: int, gap: int) -> list[QRect]:
    """Cells of one size, line by line; `aside` stands between neighbours, `gap` between lines, in pixels."""
    return [cell for line in rows(room, [1.0] * down, gap) for cell in columns(line, [1.0] * across, aside)]
