"""What other users of the computer can see of running programs: their words and their environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.secrets.ears import Box, Heard

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="the process list is read from /proc")
_END_S = 60.0


@contextmanager
def running(box: Box, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """One program of ours, ended in the end."""
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(box.folder), "XDG_DATA_HOME": str(box.data)}
    with subprocess.Popen(
        [sys.executable, "-m", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environ,
        cwd=Path(__file__).parents[2],
    ) as program:
        try:
            yield program
        finally:
            program.terminate()


def overheard(program: subprocess.Popen[bytes]) -> str:
    """Its words and its environment, as `ps e` shows them: there as soon as the system has put the program in place."""
    folder = Path("/proc") / str(program.pid)
    words = b""
    while not words and program.poll() is None:
        words = (folder / "cmdline").read_bytes()
    return (words + b"\0" + (folder / "environ").read_bytes()).replace(b"\0", b" ").decode("latin-1")


@pytest.mark.parametrize("words", [
    ["kiosk", "doctor"], ["kiosk", "run"], ["kiosk", "payments", "list"], ["kiosk", "payments", "export"],
])  # fmt: skip
def test_a_command_shows_no_secret(words: list[str], tmp_path: Path) -> None:
    box = Box(tmp_path).fill()
    options = ["--config", str(box.settings)] if words[1] in ("doctor", "run") else []
    if words[1] == "run":
        box.token.unlink()  # it ends with words before a window is opened
    with running(box, *words, *options, "--data", str(box.data)) as program:
        seen = overheard(program)
        out, err = program.communicate(timeout=_END_S)
    assert words[1] in seen
    assert program.returncode in (0, 2)
    assert Heard([seen, out.decode(), err.decode(), box.written().decode("latin-1")]).leaks() == []


def _servers(box: Box) -> dict[str, list[str]]:
    secret = ["--project", "383000", "--secret-file", str(box.key), "--callback", "http://127.0.0.1:9/callback/x"]
    return {
        "simulator": ["kiosk", "simulator", "--listen", "127.0.0.1:0", *secret],
        "relay": ["kiosk.relay", "serve", "--listen", "127.0.0.1:0"],
    }


@pytest.mark.parametrize("name", ["simulator", "relay"])
def test_a_server_shows_no_secret(name: str, tmp_path: Path) -> None:
    box = Box(tmp_path).fill()
    with running(box, *_servers(box)[name]) as program:
        assert program.stdout is not None
        line = program.stdout.readline()
        seen = overheard(program)
        program.terminate()
        out, err = program.communicate(timeout=_END_S)
    assert line.startswith(b"listening on http://127.0.0.1:"), err
    assert Heard([seen, line.decode(), out.decode(), err.decode(), box.written().decode("latin-1")]).leaks() == []
