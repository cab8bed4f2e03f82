"""The desktop's own promise, over D-Bus, not to blank the screens: it ends with our connection, whatever ends us.

Every call here waits for a bus, so all of it is done on a lane. A bus that is not there is never started: only an
address that somebody named, or the socket of the session, is asked. Must not know windows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kiosk.cli.awake_ways import NotHeld

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

ANSWER_MS = 2_000
SYSTEM = "/run/dbus/system_bus_socket"


class Ask(NamedTuple):
    """Who is asked, and how."""

    service: str
    path: str
    interface: str
    method: str
    words: tuple[str, ...]


SCREEN_SAVER = Ask(
    "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "Inhibit",
    ("FPS Kiosk", "The till is open"),
)  # fmt: skip
LOGIN = Ask(
    "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "Inhibit",
    ("idle", "FPS Kiosk", "The till is open", "block"),
)  # fmt: skip


def session(environ: Mapping[str, str]) -> str:
    """The address of this session's bus, "" where there is none."""
    named = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if named:
        return named
    socket = Path(environ.get("XDG_RUNTIME_DIR") or "/nowhere") / "bus"
    return f"unix:path={socket}" if socket.exists() else ""


def system(environ: Mapping[str, str]) -> str:
    """The address of the system's bus, "" where there is none."""
    named = environ.get("DBUS_SYSTEM_BUS_ADDRESS", "")
    return named or (f"unix:path={SYSTEM}" if Path(SYSTEM).exists() else "")


class BusWay:
    """One promise. Asked again when the one who gave it is another one than before."""

    def __init__(self, name: str, address: str, ask: Ask) -> None:
        self.name = name
        self._address = address
        self._ask = ask
        self._line: QDBusConnection | None = None
        self._giver = ""
        # Holds a descriptor where that is what the promise hangs on.
        self._answer: QDBusMessage | None = None

    def take(self) -> None:
        """Ask, if nobody promised yet. Raises NotHeld."""
        line = self._connected()
        bus = Ask("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetNameOwner", ())
        try:
            giver = str(self._call(line, bus, (self._ask.service,)).arguments()[0])
        except NotHeld:
            # Not there yet: the call itself starts a service that can be started.
            giver = ""
        if giver and giver == self._giver:
            return
        self._answer = self._call(line, self._ask, self._ask.words)
        self._giver = str(self._call(line, bus, (self._ask.service,)).arguments()[0])

    def let_go(self) -> None:
        """The connection ends, and the promise with it."""
        from PySide6.QtDBus import QDBusConnection

        self._answer, self._giver = None, ""
        if self._line is not None:
            self._line = None
            QDBusConnection.disconnectFromBus(self._called)

    @property
    def _called(self) -> str:
        return f"kiosk awake {self.name}"

    def _connected(self) -> QDBusConnection:
        # Read here: the import takes a while, and this is a lane.
        from PySide6.QtDBus import QDBusConnection

        if self._line is not None and self._line.isConnected():
            return self._line
        self.let_go()
        line = QDBusConnection.connectToBus(self._address, self._called)
        if not line.isConnected():
            said = line.lastError().message()
            QDBusConnection.disconnectFromBus(self._called)
            raise NotHeld(said)
        self._line = line
        return line

    @staticmethod
    def _call(line: QDBusConnection, ask: Ask, words: Sequence[str]) -> QDBusMessage:
        from PySide6.QtDBus import QDBus, QDBusMessage

        message = QDBusMessage.createMethodCall(ask.service, ask.path, ask.interface, ask.method)
        message.setArguments(list(words))
        answer = line.call(message, QDBus.CallMode.Block, ANSWER_MS)
        if answer.type() is not QDBusMessage.MessageType.ReplyMessage:
            raise NotHeld(answer.errorMessage())
        return answer
