"""Programs as processes, for tests: started, listened to through a pipe with a deadline, frozen, ended, killed.

Nothing here sleeps: whoever waits, waits for a line, and gives up with the words of the program's own log. It must not
know what the programs do.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 30.0
"""Longer than anything takes that is not being measured."""
LOG_TAIL = 6_000


class Late(AssertionError):
    """Something did not come by its deadline, or its program ended first."""


class Program:
    """One process. What it prints are lines; what it complains about goes to its log."""

    def __init__(
        self, name: str, arguments: Iterable[str], log: Path, surroundings: Mapping[str, str] | None = None
    ) -> None:
        self.name = name
        self.log = log
        self._rest = b""
        self._lines: list[str] = []
        with log.open("ab") as told:
            self.process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=told,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **(surroundings or {})},
            )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._stdin, self._stdout = self.process.stdin, self.process.stdout

    def say(self, line: str) -> None:
        """Write a line to it."""
        self._stdin.write(line.encode() + b"\n")
        self._stdin.flush()

    def next_line(self, by: float) -> str:
        """The next line, at the latest by a moment on the monotonic clock. Raises Late."""
        while not self._lines:
            left = max(0.0, by - time.monotonic())
            if not select.select([self._stdout], [], [], left)[0]:
                raise Late(f"{self.name} said nothing in time\n{self.complaints()}")
            if not self._read():
                raise Late(f"{self.name} ended with {self.process.wait(PATIENCE_S)}\n{self.complaints()}")
        return self._lines.pop(0)

    def lines_so_far(self) -> list[str]:
        """Every line that is there already."""
        while select.select([self._stdout], [], [], 0)[0] and self._read():
            pass
        lines, self._lines = self._lines, []
        return lines

    def _read(self) -> bool:
        chunk = os.read(self._stdout.fileno(), 65_536)
        *whole, self._rest = (self._rest + chunk).split(b"\n")
        self._lines += [line.decode() for line in whole]
        return bool(chunk)

    def complaints(self) -> str:
        """The end of its log."""
        return f"--- {self.log.name}\n{self.log.read_text(errors='replace')[-LOG_TAIL:]}"

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def end(self, number: signal.Signals) -> int:
        """Send a signal that ends it and wait for its exit code."""
        if self.process.poll() is None:
            self.send(number)
        return self.wait()

    def wait(self) -> int:
        """Its exit code, and its pipes closed."""
        try:
            code = self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            raise Late(f"{self.name} did not end\n{self.complaints()}") from None
        self._stdin.close()
        self._stdout.close()
        return code


class Server:
    """A program that listens on loopback. Started again, it has the same address."""

    def __init__(self, name: str, folder: Path, arguments: Callable[[str], list[str]]) -> None:
        self.name = name
        self.listen = "127.0.0.1:0"
        self._arguments = arguments
        self._log = folder / f"{name}.log"
        self.program: Program | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{self.listen}"

    def start(self) -> None:
        """Start it and wait until it listens."""
        self.program = Program(self.name, self._arguments(self.listen), self._log)
        line = self.program.next_line(time.monotonic() + PATIENCE_S)
        assert line.startswith("listening on http://127.0.0.1:"), line
        self.listen = line.rpartition("/")[2]

    def kill(self) -> None:
        """End it as a power cut would, if it runs."""
        program, self.program = self.program, None
        if program is not None:
            program.end(signal.SIGKILL)

    def freeze(self) -> None:
        """From now on it answers nothing, and its connections stay open."""
        assert self.program is not None
        self.program.send(signal.SIGSTOP)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A program that ends by itself."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )


def answer_of(*arguments: str) -> Any:
    """The one JSON object that a program prints when it has done its work."""
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
