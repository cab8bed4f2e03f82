"""What staff chose last, over what the settings say: language, theme, size of type, motion, screens and volume.

They are read before the first paint and written on a lane of their own: no choice waits for a disk.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from kiosk.adapters.choices import Choices
from kiosk.adapters.folder import DataFolder
from kiosk.runtime.lane import JobFailed, Lane
from kiosk.ui.acts import Choice
from kiosk.ui.scale import TYPE_SIZES
from kiosk.ui.seating import NONE, Wish
from kiosk.ui.sound_dial import USUAL, VOLUMES
from kiosk.ui.texts import Language
from kiosk.ui.theme import THEMES
from kiosk.ui.window_pair import Places
from kiosk.values import replace

log = logging.getLogger(__name__)
CLOSE_S = 1.0
LESS = "less"
KNOWN: dict[str, set[str]] = {
    "language": {*Language}, "theme": set(THEMES), "type": set(TYPE_SIZES), "motion": {"usual", LESS},
    "volume": set(VOLUMES),
}  # fmt: skip


class Wished(Protocol):
    """The look that the settings ask for."""

    @property
    def language(self) -> Language:
        """Of the staff."""

    @property
    def theme(self) -> str:
        """Its name."""

    @property
    def places(self) -> Places:
        """Of the windows."""


class Kept(QObject):
    """What holds now, and what is kept of it in `folder`."""

    def __init__(self, folder: Path, wished: Wished, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = Choices(DataFolder(folder).choices)
        self._places = wished.places
        wish = wished.places.wish
        self._settings = {"language": wished.language.value, "theme": wished.theme}
        self._settings |= {"staffscreen": wish.staff, "customerscreen": wish.customer}
        # The settings say nothing of the others: what they are without a choice.
        self._settings |= {"type": "usual", "motion": "usual", "volume": USUAL}
        self._now = self._file.over(self._settings)
        # A till of another version may have had others.
        for name, value in self._now.items():
            if value not in KNOWN.get(name, (value,)):
                self._now[name] = self._settings[name]
        self._lane = Lane("choices", self)
        self._lane.arrived.connect(self._answered)

    @property
    def language(self) -> Language:
        """The staff's language."""
        return Language(self._now["language"])

    @property
    def theme(self) -> str:
        """The theme's name."""
        return self._now["theme"]

    @property
    def volume(self) -> str:
        """The volume's name."""
        return self._now["volume"]

    @property
    def places(self) -> Places:
        """Where the windows go, on the screens that staff chose."""
        customer = self._now["customerscreen"]
        single = customer == NONE
        return replace(
            self._places,
            staff_screen=self._now["staffscreen"],
            customer_screen="" if single else customer,
            one_screen=single,
        )

    @property
    def type_size(self) -> str:
        """The name of the size of type."""
        return self._now["type"]

    @property
    def still(self) -> bool:
        """Whether nothing moves but figures."""
        return self._now["motion"] == LESS

    @Slot(object)
    def choose(self, choice: Choice) -> None:
        """Staff chose this, one of `KNOWN`."""
        self._keep(**{choice.name: choice.value})

    @Slot(object)
    def choose_screens(self, wish: Wish) -> None:
        """Staff chose these screens."""
        self._keep(staffscreen=wish.staff, customerscreen=wish.customer)

    @Slot(object)
    def choose_volume(self, name: str) -> None:
        """Staff chose this volume."""
        self._keep(volume=name)

    def close(self) -> None:
        """Finish writing."""
        self._lane.close(CLOSE_S, finish=True)

    def _keep(self, **chosen: str) -> None:
        self._now.update(chosen)
        now = dict(self._now)
        self._lane.submit(lambda: self._file.keep(self._settings, now))

    @Slot(object)
    def _answered(self, answer: object) -> None:
        if isinstance(answer, JobFailed):
            log.warning("what staff chose is not kept over a restart: %s; free space on this disk", answer.fault)
