"""`kiosk guard`: a small parent, without Qt, that starts the till again when it died or hangs.

The till writes into a pipe while its event loop turns; silence is a hang, and a hung till is killed: its journal is
made for that, and the next one finds the sale as it was. What the till ends by itself stays ended. The guard never
gives up, it only waits longer between deaths.

On Windows the pipe cannot be listened to: there it sees deaths, not hangs. Must not know what a till does.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from kiosk.cli import itself

if TYPE_CHECKING:
    import argparse

VARIABLE = "KIOSK_HEARTBEAT"
"""See `heartbeat`, which brings Qt along."""
HUNG_S = 7.0
"""Silence that is a hang: four beats missed, and with the start of the next till less than ten seconds in all."""
FIRST_S = 30.0
"""Silence before the first beat: a cold disk may take its time to start a till."""
WELL_S = 60.0
"""A till that lived so long was well: the next death is a first one."""
PAUSES_S = (0.0, 1.0, 2.0, 5.0, 10.0)
"""Before the first start after a death, the second, and so on; the last goes on for ever."""
LATE_S = 2.0
"""A guard that wakes so much later than it meant to stood still itself, and cannot say who was silent."""
CANNOT_BEGIN = 127
OWN_ENDS = frozenset({0, 2, 3, 4, 5})
"""Exit codes of a till that ended by itself, with words of its own."""


def command(arguments: argparse.Namespace) -> int:
    """Guard the till that `kiosk run` would open; its exit code when it ended by itself."""
    from kiosk.compose.guard_clock import mono

    words = ["run"]
    for name in ("config", "data"):
        given = getattr(arguments, name)
        words += [f"--{name}", str(given)] if given is not None else []
    return Guard(itself.words(*words), mono).run()


def pause(deaths: int, pauses: Sequence[float] = PAUSES_S) -> float:
    """Seconds to wait after so many deaths in a row, counted from 1."""
    return pauses[min(deaths, len(pauses)) - 1]


def _say(text: str) -> None:
    # A session that is over, or one without a terminal, takes no words; that is no reason to end.
    with suppress(OSError, ValueError):
        print(f"kiosk guard: {text}", file=sys.stderr, flush=True)


class Guard:
    """Starts `till`, a command, again and again. `mono` is monotonic seconds; `say` is told what happens; a till that
    has been silent for `hung_s` seconds hangs.
    """

    def __init__(
        self,
        till: Sequence[str],
        mono: Callable[[], float],
        *,
        say: Callable[[str], None] = _say,
        pauses: Sequence[float] = PAUSES_S,
        hung_s: float = HUNG_S,
    ) -> None:
        self._command = list(till)
        self._mono = mono
        self._say = say
        self._pauses = pauses
        self._hung_s = hung_s
        self._ear = -1
        self._ending = False

    def run(self) -> int:
        """Until the till ends by itself or the system asks to end. The till's exit code, as a shell counts it."""
        deaths = 0
        with self._ears():
            while True:
                began = self._mono()
                try:
                    code = self._one_life()
                except OSError as fault:
                    # No memory, no process to be had: it may be there again in a moment.
                    self._say(str(fault))
                    code = CANNOT_BEGIN
                self._listen(0)
                if self._ending or code in OWN_ENDS:
                    return code if code >= 0 else 128 - code
                deaths = 1 if self._mono() - began >= WELL_S else deaths + 1
                wait = pause(deaths, self._pauses)
                self._say(f"the till {_how(code)}; it is started again in {wait:g} s")
                self._listen(wait)
                if self._ending:
                    return 0

    def _one_life(self) -> int:
        """Start the till and stay with it; its exit code, below zero for a signal."""
        if os.name != "posix":
            return subprocess.call(self._command)  # noqa: S603 — this very program
        pipe, end = os.pipe()
        try:
            try:
                till = subprocess.Popen(  # noqa: S603 — this very program
                    self._command, env={**os.environ, VARIABLE: str(end)}, pass_fds=(end,)
                )
            finally:
                os.close(end)
            self._say(f"process {till.pid} started")
            return self._beside(till, pipe)
        finally:
            os.close(pipe)

    def _beside(self, till: subprocess.Popen[bytes], pipe: int) -> int:
        last = self._mono()
        patience = FIRST_S
        while True:
            meant = max(last + patience - self._mono(), 0.0)
            before = self._mono()
            ready = select.select([pipe, self._ear], [], [], meant)[0]
            now = self._mono()
            if now - before > meant + LATE_S:
                last = now
            if self._ear in ready:
                self._heard()
                till.terminate()
            if pipe in ready:
                if not os.read(pipe, 4096):
                    return self._last_breath(till)
                if patience == FIRST_S:
                    self._say(f"process {till.pid} runs")
                last, patience = now, self._hung_s
            elif now >= last + patience:
                self._say(f"process {till.pid} was silent for {patience:g} s")
                till.kill()
                return till.wait()

    @staticmethod
    def _last_breath(till: subprocess.Popen[bytes]) -> int:
        """It closed the pipe, and so is about to end."""
        try:
            return till.wait(HUNG_S)
        except subprocess.TimeoutExpired:
            till.kill()
            return till.wait()

    def _listen(self, seconds: float) -> None:
        if self._ear < 0:
            # Elsewhere nothing can be heard; a pause is one all the same.
            here, there = socket.socketpair()
            with here, there:
                select.select([here], [], [], seconds)
            return
        if select.select([self._ear], [], [], seconds)[0]:
            self._heard()

    def _heard(self) -> None:
        os.read(self._ear, 64)
        self._ending = True

    @contextmanager
    def _ears(self) -> Iterator[None]:
        """SIGTERM, Ctrl-C and the end of the session are heard, and passed on to the till."""
        if os.name != "posix":
            yield
            return
        self._ear, bell = os.pipe()
        for end in (self._ear, bell):
            os.set_blocking(end, False)
        before = signal.set_wakeup_fd(bell)
        heard = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
        old = {number: signal.signal(number, lambda *_: None) for number in heard}
        try:
            yield
        finally:
            signal.set_wakeup_fd(before)
            for number, handler in old.items():
                signal.signal(number, handler)
            os.close(bell)
            os.close(self._ear)
            self._ear = -1


def _how(code: int) -> str:
    return f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
