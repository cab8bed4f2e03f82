"""The desktop's own promise, over D-Bus, not to blank the screens: it ends with our connection, whatever ends us.

Every call here waits for a bus, so all of it is done on a lane. It is spoken over a plain socket and not through Qt,
whose calls hold up all of Python, windows included, for as long as a bus says nothing. A bus that is not there is never
started: only an address that somebody named, or the socket of the session, is asked. Must not know windows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kiosk.cli.awake_ways import NotHeld

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

ANSWER_S = 2.0
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


BUS = Ask("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetNameOwner", ())


class BusWay:
    """One promise. Asked again when the one who gave it is another one than before. Each answer is waited for so many
    seconds.
    """

    def __init__(self, name: str, address: str, ask: Ask, answer_s: float = ANSWER_S) -> None:
        self.name = name
        self._address = address
        self._ask = ask
        self._answer_s = answer_s
        self._line: DBusConnection | None = None
        self._giver = ""
        # Holds a descriptor where that is what the promise hangs on.
        self._answer: Sequence[object] = ()

    def take(self) -> None:
        """Ask, if nobody promised yet. Raises NotHeld."""
        line = self._connected()
        try:
            giver = str(self._call(line, BUS, (self._ask.service,))[0])
        except NotHeld:
            # Not there yet: the call itself starts a service that can be started.
            giver = ""
        if giver and giver == self._giver:
            return
        self._answer = self._call(line, self._ask, self._ask.words)
        self._giver = str(self._call(line, BUS, (self._ask.service,))[0])

    def let_go(self) -> None:
        """The connection ends, and the promise with it."""
        self._answer, self._giver = (), ""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _connected(self) -> DBusConnection:
        if self._line is None:
            try:
                self._line = _opened(self._address, self._answer_s)
            except (OSError, RuntimeError, ValueError, LookupError) as fault:
                raise NotHeld(f"{self._address}: {str(fault) or type(fault).__name__}") from fault
        return self._line

    def _call(self, line: DBusConnection, ask: Ask, words: Sequence[str]) -> Sequence[object]:
        from jeepney import DBusAddress, MessageType, new_method_call

        address = DBusAddress(ask.path, bus_name=ask.service, interface=ask.interface)
        message = new_method_call(address, ask.method, "s" * len(words), tuple(words))
        try:
            answer = line.send_and_get_reply(message, timeout=self._answer_s)
        except (OSError, RuntimeError, ValueError) as fault:
            # A line that broke, or on which nothing came, is made anew the next time.
            self.let_go()
            raise NotHeld(f"{ask.service}: {str(fault) or type(fault).__name__}") from fault
        said: Sequence[object] = answer.body
        if answer.header.message_type is not MessageType.method_return:
            raise NotHeld(f"{ask.service}: {' '.join(map(str, said))}")
        return said


def _opened(address: str, answer_s: float) -> DBusConnection:
    """A line to the bus at this address. Raises what `jeepney` does when there is none, or it says nothing in time.

    Imported here: it takes a while, and this is a lane.
    """
    from jeepney.bus import get_bus
    from jeepney.io.blocking import DBusConnection, prep_socket

    class Line(DBusConnection):  # type: ignore[misc]  # the library has no types
        """Waits for nothing without end: the library's own greeting would."""

        def receive(self, *, timeout: float | None = None) -> Any:
            return super().receive(timeout=answer_s if timeout is None else timeout)

    return Line(prep_socket(get_bus(address), enable_fds=True, timeout=answer_s), enable_fds=True)
