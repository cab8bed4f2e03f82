"""What staff turn and what they see of the sound: one value for every page that draws it, while pages come and go.

Must not know how a tone is made heard, nor where the volume is kept.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from kiosk.sale.screen import Chime

VOLUMES = ("off", "low", "medium", "high")
USUAL = "medium"


class SoundDial(QObject):
    """The volume, one of VOLUMES; `dead`: the last tone found no device; `sounding`: which of the test is heard now.

    `turned` carries the volume that staff chose, `tried` says that they want to hear all three, `left` that they do
    not any more. `changed` asks whoever draws any of it to look again.
    """

    turned, tried, left, changed = Signal(object), Signal(), Signal(), Signal()

    def __init__(self, volume: str = USUAL, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.volume = volume
        self.dead = False
        self.sounding: Chime | None = None

    @property
    def warns(self) -> bool:
        """Somebody wants to hear the till and cannot."""
        return self.dead and self.volume != "off"

    def turn(self, volume: str) -> None:
        """Staff chose this volume."""
        if volume != self.volume:
            self.volume = volume
            self.changed.emit()
            self.turned.emit(volume)

    def show(self, *, dead: bool, sounding: Chime | None) -> None:
        """What became known about the device, and what is heard of the test now."""
        if (dead, sounding) != (self.dead, self.sounding):
            self.dead, self.sounding = dead, sounding
            self.changed.emit()
