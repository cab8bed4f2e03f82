"""Ways to keep the screens awake that the system itself has: the X server, Windows, macOS. Each ends with the program.

Done on a lane, for a server may be slow. Must not know windows, nor that the desktop can be asked over a bus.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import subprocess

NOT_THE_SCREENS = "the system"
"""The name of the way that keeps the computer up and leaves the screens to others."""


class NotHeld(Exception):
    """This way does not work here; `str()` says why."""


class Way(Protocol):
    """One way. `take` may be called again and again; `let_go` more than once."""

    name: str

    def take(self) -> None:
        """From now on, if it is not so already. Raises NotHeld."""

    def let_go(self) -> None:
        """No more."""


class XWay:
    """The X server's screen saver and its power saving stand still while our connection to it lives."""

    name = "the X server"

    def __init__(self) -> None:
        self._display: int | None = None

    def take(self) -> None:
        """See Way."""
        if self._display is not None:
            return
        try:
            x, saver = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
        except OSError as fault:
            raise NotHeld(str(fault)) from None
        x.XOpenDisplay.restype = ctypes.c_void_p
        display = x.XOpenDisplay(None)
        if not display:
            raise NotHeld("no display answers")
        at = ctypes.c_void_p(display)
        one, two = ctypes.c_int(), ctypes.c_int()
        there = saver.XScreenSaverQueryExtension(at, ctypes.byref(one), ctypes.byref(two))
        # Standing still came with 1.1; asking an older server for it would end the program.
        if not there or not saver.XScreenSaverQueryVersion(at, ctypes.byref(one), ctypes.byref(two)):
            x.XCloseDisplay(at)
            raise NotHeld("the server has no such extension")
        if (one.value, two.value) < (1, 1):
            x.XCloseDisplay(at)
            raise NotHeld("the server's extension is too old")
        saver.XScreenSaverSuspend(at, 1)
        x.XSync(at, 0)
        self._display = display

    def let_go(self) -> None:
        """See Way."""
        display, self._display = self._display, None
        if display is not None:
            ctypes.CDLL("libX11.so.6").XCloseDisplay(ctypes.c_void_p(display))


class WindowsWay:
    """Windows keeps display and computer on as long as the thread that asked is there."""

    name = "Windows"
    _ON, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2

    def take(self) -> None:
        """See Way."""
        if sys.platform == "win32":
            if not ctypes.windll.kernel32.SetThreadExecutionState(self._ON | self._SYSTEM | self._DISPLAY):
                raise NotHeld("Windows refused")
            return
        raise NotHeld("this is not Windows")

    def let_go(self) -> None:
        """See Way."""
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(self._ON)


class MacWay:
    """macOS's own program for it, which ends when this one does."""

    name = "caffeinate"

    def __init__(self, program: str = "/usr/bin/caffeinate") -> None:
        self._program = program
        self._child: subprocess.Popen[bytes] | None = None

    def take(self) -> None:
        """See Way."""
        import subprocess  # only there

        if self._child is not None and self._child.poll() is None:
            return
        words = [self._program, "-d", "-i", "-w", str(os.getpid())]
        try:
            self._child = subprocess.Popen(words, stdin=subprocess.DEVNULL)  # noqa: S603 — the system's own program
        except OSError as fault:
            raise NotHeld(str(fault)) from None

    def let_go(self) -> None:
        """See Way."""
        child, self._child = self._child, None
        if child is not None:
            child.terminate()
            child.wait()
