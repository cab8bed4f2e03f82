"""Child processes that measure themselves: started alike, asked line by line, ended for sure.

A child is a module of this package with a `main(words)`. It says `{"ready": ...}` when it can be asked, answers every
line of its standard input with one line of JSON, and ends when that input ends. All moments are seconds of the
system's monotonic clock, which all processes share.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 60.0
SIZE = (1920, 1080)
LEFT_OUT = ("PYTHONDONTWRITEBYTECODE", "QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_STYLE_OVERRIDE", "DISPLAY")

Told = dict[str, Any]


class ChildFault(RuntimeError):
    """A child ended, was silent for too long or reported a fault; the message holds its last words."""


class Silence(ChildFault):
    """A child lives and says nothing."""


def surroundings(folder: Path, screens: int = 1, size: tuple[int, int] = SIZE) -> dict[str, str]:
    """The environment of every child: byte code kept, a screen (or two) of 1920×1080 pixels that nobody sees."""
    plan = folder / f"screens-{screens}-{size[0]}.json"
    if not plan.exists():
        plan.write_text(json.dumps({"screens": [_screen(number, *size) for number in range(screens)]}), "utf-8")
    made = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    made["QT_QPA_PLATFORM"] = f"offscreen:configfile={plan}"
    made["LC_ALL"] = "C.UTF-8"
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        made[name] = str(folder / "home")
    return made


def _screen(number: int, width: int, height: int) -> Told:
    place = {"name": f"screen{number}", "x": width * number, "y": 0, "width": width, "height": height}
    return {**place, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


def command(module: str, words: Sequence[str] = ()) -> list[str]:
    """The command of a child. Not `-m`: that would load what an installed command does not."""
    return [sys.executable, "-c", f"from benchmarks.{module} import main; main({list(words)!r})"]


class Child:
    """One child under way. `started` is the moment before its process was made."""

    def __init__(
        self,
        name: str,
        argv: Sequence[str],
        folder: Path,
        *,
        screens: int = 1,
        size: tuple[int, int] = SIZE,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self.name = name
        self._patience_s = patience_s
        self._words = folder / f"{name}.err"
        self._pending = b""
        environment = surroundings(folder, screens, size)
        with self._words.open("wb") as errors:
            self.started = time.monotonic()
            self._process = subprocess.Popen(
                argv, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors
            )
        assert self._process.stdout is not None, "a pipe was asked for"
        self._out = self._process.stdout
        self._ready = selectors.DefaultSelector()
        self._ready.register(self._out, selectors.EVENT_READ)

    @property
    def pid(self) -> int:
        """The process asked for; under a tracer that is the tracer."""
        return self._process.pid

    def ask(self, do: str, **values: object) -> Told:
        """Send one order and wait for its answer. Raises ChildFault."""
        self.say(do, **values)
        return self.hear()

    def say(self, do: str, **values: object) -> None:
        """Send one order. Raises ChildFault."""
        assert self._process.stdin is not None, "a pipe was asked for"
        try:
            self._process.stdin.write(json.dumps({"do": do, **values}).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as fault:
            raise self._fault(f"ended before {do!r}") from fault

    def hear(self) -> Told:
        """The next thing the child says. Raises ChildFault."""
        told = json.loads(self.line())
        assert isinstance(told, dict), "children speak in JSON objects"
        if "fault" in told:
            raise self._fault(str(told["fault"]))
        return told

    def line(self) -> str:
        """The next line of its output. Raises ChildFault."""
        left = self._patience_s
        while b"\n" not in self._pending:
            if not self._ready.select(min(1.0, left)):
                # In seconds that this process lived through: while the machine stood still nobody was silent.
                left -= 1.0
                if left <= 0.0:
                    raise Silence(f"{self.name}: said nothing for {self._patience_s:g} s{self._last_words()}")
                continue
            piece = os.read(self._out.fileno(), 65_536)
            if not piece:
                raise self._fault("ended")
            self._pending += piece
        line, _, self._pending = self._pending.partition(b"\n")
        return line.decode("utf-8")

    def _fault(self, what: str) -> ChildFault:
        return ChildFault(f"{self.name}: {what}{self._last_words()}")

    def _last_words(self) -> str:
        tail = self._words.read_text("utf-8", "replace")[-2000:].strip()
        return f"\n{tail}" if tail else ""

    def kill(self) -> None:
        """End it now, for it has told all: no time to wait for the end of its input."""
        self._process.kill()

    def close(self) -> None:
        """End it: by the end of its input, then by a signal."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        for sign in (None, signal.SIGTERM, signal.SIGKILL):
            if sign is not None:
                self._process.send_signal(sign)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(3.0)
                break
        self._out.close()
        self._ready.close()

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
