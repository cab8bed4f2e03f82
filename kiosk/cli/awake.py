"""The screens stay on while the till runs: every way that this computer has is taken, and looked after once a minute.

All of it happens on a lane of its own; the windows never wait for a bus or a server. Where nothing works the doctor
says so, and the till is none the worse. Must not know what any way does.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.cli.awake_bus import LOGIN, SCREEN_SAVER, BusWay, session, system
from kiosk.cli.awake_ways import NOT_THE_SCREENS, MacWay, NotHeld, Way, WindowsWay, XWay
from kiosk.runtime.lane import Lane

log = logging.getLogger(__name__)
AGAIN_MS = 60_000
"""A desktop that starts after the till, or anew, is asked within a minute."""


def ways(on: str, environ: Mapping[str, str], platform: str) -> list[Way]:
    """The ways there may be on this system (`sys.platform`) with this Qt platform."""
    if on == "win32":
        return [WindowsWay()]
    if on == "darwin":
        return [MacWay()]
    found: list[Way] = [XWay()] if platform == "xcb" else []
    # Without a screen there is nothing to keep on.
    if platform in ("xcb", "wayland"):
        for name, address, ask in (
            ("the desktop", session(environ), SCREEN_SAVER),
            (NOT_THE_SCREENS, system(environ), LOGIN),
        ):
            if address:
                found.append(BusWay(name, address, ask))
    return found


def take(all_ways: Sequence[Way]) -> tuple[str, ...]:
    """Take every way that works; their names."""
    held = []
    for way in all_ways:
        try:
            way.take()
        except NotHeld as fault:
            log.debug("%s does not keep the screens on: %s", way.name, fault)
        else:
            held.append(way.name)
    return tuple(held)


def let_go(all_ways: Sequence[Way]) -> None:
    """Let go of every way."""
    for way in all_ways:
        way.let_go()


class Awake(QObject):
    """Holds the screens on from its making until `close`. `held` are the names of what does."""

    def __init__(self, all_ways: Sequence[Way], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.held: tuple[str, ...] = ()
        self._ways = all_ways
        self._lane = Lane("awake", self)
        self._lane.arrived.connect(self._answered)
        self._out = False
        self.timer = QTimer(self)
        self.timer.setInterval(AGAIN_MS)
        self.timer.timeout.connect(self.look_after)
        if all_ways:
            self.timer.start()
            self.look_after()

    def look_after(self) -> None:
        """Take what is not held; a bus that does not answer is asked once at a time."""
        if not self._out:
            self._out = True
            self._lane.submit(lambda: take(self._ways))

    def close(self) -> None:
        """Let go; a second time does nothing. Whatever does not answer now ends with the program."""
        if self.timer.isActive():
            self.timer.stop()
            self._lane.submit(lambda: let_go(self._ways))
            self._lane.close(finish=True)

    @Slot(object)
    def _answered(self, answer: object) -> None:
        self._out = False
        if isinstance(answer, tuple):
            self.held = answer
