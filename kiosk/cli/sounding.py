"""What is heard when: one tone at a time, on a lane of its own, and the customer in front before everybody else.

The result of the person in front sounds at once and cuts off whatever is heard: a paid that waits behind other tones
would be taken for another's. Money for other sales waits for its turn, several of them as one. A loudspeaker that is
not there costs a light in the top bar, and the next tone tries again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.runtime.desk import Late
from kiosk.runtime.lane import Bell, JobFailed, Lane
from kiosk.runtime.lanes import AnyLane
from kiosk.runtime.ports import SpeakerPort
from kiosk.sale.screen import Chime
from kiosk.ui.sound_dial import SoundDial

log = logging.getLogger(__name__)

SHARES = {"low": 0.12, "medium": 0.35, "high": 1.0}
"""The volumes as shares of the loudest: ears take each for about twice the one before."""
STUCK_MS = 10_000
"""No tone takes so long: a device that does not even come back is none."""
CLOSE_S = 0.5
"""How long the end of the program waits for the device to let go."""


class Due(NamedTuple):
    """A tone that is to be heard; `test` is one of the three that staff listen to."""

    chime: Chime
    test: bool = False


class Sounding(QObject):
    """The queue of tones. `make` makes the loudspeaker, on the lane; `lane` replaces the thread in tests."""

    def __init__(
        self,
        make: Callable[[], SpeakerPort],
        dial: SoundDial,
        parent: QObject | None = None,
        lane: AnyLane | None = None,
    ) -> None:
        super().__init__(parent)
        self._speaker = Late(make)
        self._dial = dial
        self._due: list[Due] = []
        self._now: Due | None = None
        self._cut = Bell()
        self._lane = lane or Lane("sound", self)
        self._lane.arrived.connect(self._ended)
        # The screen is painted before the lane takes any of its time.
        self._soon = self._timer("sound-soon", 0, self._begin)
        self._stuck = self._timer("sound-stuck", STUCK_MS, self._give_up)
        dial.left.connect(self._stop_test)
        dial.turned.connect(self._turned)

    def _timer(self, name: str, ms: int, slot: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setObjectName(name)
        made.setSingleShot(True)
        made.setInterval(ms)
        made.timeout.connect(slot)
        return made

    def sound(self, chime: Chime) -> None:
        """A result became known. Returns at once."""
        self._stop_test()
        if self._dial.volume not in SHARES:
            return
        if chime is not Chime.LATE:
            # The older result of the person in front is none any more.
            self._due = [Due(chime), *(due for due in self._due if due.chime is Chime.LATE)]
            self._cut.ring()
        elif Due(chime) not in self._due:
            self._due.append(Due(chime))
        self._soon.start()

    def test(self) -> None:
        """Staff want to hear all three, if nothing else is to be heard. Returns at once."""
        if self._dial.volume in SHARES and self._now is None and not self._due:
            self._due = [Due(chime, test=True) for chime in Chime]
            self._soon.start()

    def close(self) -> None:
        """Fall silent, and let the device go before the program ends."""
        self._due = []
        self._soon.stop()
        self._stuck.stop()
        self._cut.ring()
        self._lane.close(CLOSE_S)

    @Slot()
    def _stop_test(self) -> None:
        self._due = [due for due in self._due if not due.test]
        if self._now is not None and self._now.test:
            self._cut.ring()

    @Slot(object)
    def _turned(self, volume: str) -> None:
        """Off is off now."""
        if volume not in SHARES:
            self._due = []
            self._cut.ring()

    def _begin(self) -> None:
        share = SHARES.get(self._dial.volume)
        if self._now is not None or not self._due or share is None:
            return
        # A bell of its own: a late ring for the tone before must not end this one.
        due, cut = self._due.pop(0), Bell()
        self._now, self._cut = due, cut
        self._dial.show(dead=self._dial.dead, sounding=due.chime if due.test else None)
        self._stuck.start()
        self._lane.submit(lambda: self._speaker.get().play(due.chime, share, cut))

    @Slot(object)
    def _ended(self, answer: object) -> None:
        self._stuck.stop()
        due, self._now = self._now, None
        failed = isinstance(answer, JobFailed)
        if isinstance(answer, JobFailed) and not self._dial.dead:
            log.warning("nothing can be heard: %s; plug in a loudspeaker or switch it on", answer.fault)
        if failed:
            self._due = [waiting for waiting in self._due if not waiting.test]
        elif due == Due(Chime.LATE) and answer is False and due not in self._due and self._dial.volume in SHARES:
            # It was cut off by the person in front: now it is its turn.
            self._due.append(due)
        self._dial.show(dead=failed, sounding=None)
        self._begin()

    def _give_up(self) -> None:
        log.warning("nothing can be heard: the sound device does not come back; unplug it and plug it in again")
        self._dial.show(dead=True, sounding=None)
