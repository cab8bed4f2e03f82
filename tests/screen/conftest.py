"""Real X servers for tests, each with a window manager."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

Environ = dict[str, str]


@contextmanager
def server(home: Path, size: str) -> Iterator[Environ]:
    """An X server of that size with openbox on it, and the environment that names it."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-noreset", "-nolisten", "tcp"]
    started = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    environ = {**os.environ, "DISPLAY": f":{number}", "HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        environ.pop(name, None)
    manager = subprocess.Popen(["openbox"], env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield environ
    finally:
        for process in (manager, started):
            process.terminate()
            process.wait(10)


@pytest.fixture
def display(tmp_path: Path) -> Iterator[Environ]:
    """A small desk, on which the demo's windows take turns."""
    with server(tmp_path, "1366x768") as environ:
        yield environ


@pytest.fixture
def wide_display(tmp_path: Path) -> Iterator[Environ]:
    """A desk with room for both windows."""
    with server(tmp_path, "1920x1080") as environ:
        yield environ
