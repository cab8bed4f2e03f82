"""The sound: how loud, and what each tone means. A test plays all three and marks the one that is heard.

It is offered only while nobody stands at the counter: in front of a customer the tone of a payment means a payment.
Must not know how a tone is made heard.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from kiosk.sale.screen import Chime, StaffPage, StaffView
from kiosk.ui.acts import key_name
from kiosk.ui.buttons import BigButton, Role, press
from kiosk.ui.icons import Icon
from kiosk.ui.labels import FitLabel
from kiosk.ui.marks import Mark
from kiosk.ui.overlay import Overlay
from kiosk.ui.page import Kit
from kiosk.ui.palette import Pair
from kiosk.ui.scale import Scale
from kiosk.ui.sheets import Panel
from kiosk.ui.sound_dial import VOLUMES, SoundDial
from kiosk.ui.space import Line, Shown, Thing, centred, columns, inset, rows, stack

_ICONS = {Chime.PAID: Icon.TICK, Chime.DECLINED: Icon.CROSS, Chime.LATE: Icon.BELL}
_ONE = 0x31


class Card(NamedTuple):
    """One tone: what it means and what it sounds like."""

    ground: Panel
    mark: Mark
    name: FitLabel
    notes: FitLabel


class SoundPage(Overlay):
    """A button for each volume, a card for each tone, and the test. `back` is called when staff leave it."""

    def __init__(self, parent: QWidget | None, kit: Kit, back: Callable[[], None], dial: SoundDial) -> None:
        super().__init__(parent, "soundPage", kit, kit.words.staff("staff.sound"), back)
        self._dial = dial
        self._idle = True
        self.volume_title = self.label("volumeTitle", ink=kit.theme.colours.soft)
        self.volume_title.write(kit.words.staff("staff.sound.volume"))
        self.volumes = {name: self._volume(name, number) for number, name in enumerate(VOLUMES)}
        self.cards = {chime: self._card(chime) for chime in Chime}
        self.test = BigButton(self, "soundTestButton", Role.PLAIN)
        self.test.picture = Icon.SOUND
        self.test.dress(kit.theme)
        self.test.write(kit.words.staff("staff.sound.test"), key=key_name(Qt.Key.Key_Enter))
        self.test.clicked.connect(dial.tried.emit)
        self.told = self.label("soundText", centre=True)
        dial.changed.connect(self._show)
        self._show()

    def _volume(self, name: str, number: int) -> BigButton:
        made = BigButton(self, f"volume_{name}")
        made.write(self.kit.words.staff(f"staff.sound.{name}"), key=f"Alt {number + 1}")
        made.clicked.connect(partial(self._dial.turn, name))
        return made

    def _card(self, chime: Chime) -> Card:
        words = self.kit.words
        made = Card(
            Panel(self, f"toneCard_{chime}"),
            Mark(self),
            self.label(f"toneName_{chime}", bold=True, centre=True),
            self.label(f"toneNotes_{chime}", centre=True),
        )
        made.name.write(words.staff(f"staff.sound.{chime}"))
        made.notes.write(words.staff(f"staff.sound.{chime}_notes"))
        return made

    def draw(self, view: StaffView) -> None:
        """Nobody must take a test for a payment."""
        super().draw(view)
        idle = view.page is StaffPage.KEYPAD
        if idle != self._idle:
            self._idle = idle
            if not idle:
                self._dial.left.emit()
            self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Who leaves has heard enough: the next tone may be a payment's."""
        self._dial.left.emit()
        super().hideEvent(event)

    def _show(self) -> None:
        dial, of, words = self._dial, self.kit.theme.colours, self.kit.words
        self._dress_cards()
        for name, button in self.volumes.items():
            button.role = Role.MAIN if name == dial.volume else Role.PLAIN
            button.dress(self.kit.theme)
            button.update()
        on = dial.volume != "off"
        self.test.setEnabled(on and self._idle)
        # Beside a grey button first why it is grey.
        why = "is_off" if not on else "busy" if not self._idle else "none" if dial.dead else "hint"
        self.told.write(words.staff(f"staff.sound.{why}"))
        self.told.ink(of.alert_mark if why == "none" else of.soft)

    def _dress_cards(self) -> None:
        """The tone that is heard stands out; not in green, which is a payment."""
        of = self.kit.theme.colours
        for chime, card in self.cards.items():
            heard = chime is self._dial.sounding
            pair = of.accent if heard else Pair(of.surface, of.ink)
            radius = self.kit.scale(self).radius
            card.ground.dress(pair.ground, pair.ground if heard else of.line, radius, of.border())
            card.mark.show_icon(_ICONS[chime], pair.ink)
            card.name.ink(pair.ink)
            card.notes.ink(pair.ink if heard else of.soft)

    def key(self, key: int) -> bool:
        """Figures choose a volume, Enter plays, Escape leaves."""
        if 0 <= key - _ONE < len(VOLUMES):
            press(self.volumes[VOLUMES[key - _ONE]])
            return True
        if key == Qt.Key.Key_Enter:
            press(self.test)
            return True
        return super().key(key)

    def fill(self, room: QRect, scale: Scale) -> None:
        """Volumes above, the tones in the middle, test and words below; in a low room test and words go beside."""
        self._dress_cards()
        gap = scale.sm if scale.cramped else scale.md
        # Type that was wished smaller does not go below its floor, and a line needs more than its letters.
        title, words = min(max(scale.title, 2 * scale.floor), scale.touch), round(scale.body * 3.2)
        fixed = title + 2 * scale.touch + words + 4 * gap
        low = room.height() < fixed + 2 * scale.touch
        tall = room.height() if low else min(fixed + scale.ring * 2, room.height())
        place = centred(room, scale.line, tall)
        if low:
            above, volumes, cards = rows(place, [max(title, round(2.8 * scale.floor)), scale.touch, 1.0], scale.xs)
            head, told = columns(above, [0.25, 0.75], scale.sm)
            *cells, test = columns(volumes, [*[0.6] * len(VOLUMES), 1.6], scale.sm)
        else:
            head, volumes, cards, test, told = rows(place, [title, scale.touch, 1.0, scale.touch, words], gap)
            cells = columns(volumes, [1.0] * len(VOLUMES), scale.sm)
        self.volume_title.place(head, scale.body, scale.floor)
        for button, cell in zip(self.volumes.values(), cells, strict=True):
            button.place(cell, scale, scale.lead)
        for card, cell in zip(self.cards.values(), columns(cards, [1.0] * len(self.cards), scale.sm), strict=True):
            self._place_card(card, cell, scale)
        self.test.place(test, scale, scale.lead)
        self.told.place(told, scale.body, scale.floor)

    def _place_card(self, card: Card, cell: QRect, scale: Scale) -> None:
        card.ground.setGeometry(cell)
        pictured = cell.height() > scale.touch * 2
        card.mark.setVisible(pictured)
        items: list[Shown] = [Thing(card.mark, scale.headline, scale.headline)] if pictured else []
        items.append(Line(card.name, scale.lead, scale.floor, scale.sm if pictured else 0))
        described = cell.height() > round(scale.floor * 7)
        card.notes.setVisible(described)
        if described:
            items.append(Line(card.notes, scale.body, scale.floor, scale.hair))
        stack(inset(cell, scale.sm, scale.xs), items)
