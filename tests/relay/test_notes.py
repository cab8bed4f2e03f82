"""The log: one line of JSON each, and never a reason to wait."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.relay.notes import JsonLines
from tests.relay.helpers import Clock


def test_a_line_is_one_json_object_whatever_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "log"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    note = JsonLines(descriptor, Clock(0.0))
    note("stored", {"project": 'a"\n{"event":"forged"}\x1b[2J\u2028', "bytes": 7})
    note("stopped", {})
    os.close(descriptor)
    first, second = path.read_text("ascii").splitlines()
    assert json.loads(first) == {
        "at": "1970-01-01T00:00:00.000Z",
        "event": "stored",
        "project": 'a"\n{"event":"forged"}\x1b[2J\u2028',
        "bytes": 7,
    }
    assert json.loads(second)["event"] == "stopped"


@pytest.mark.skipif(sys.platform == "win32", reason="select knows only sockets there")
def test_a_pipe_that_nobody_reads_holds_up_nothing_and_the_loss_is_counted() -> None:
    outlet, inlet = os.pipe()
    note = JsonLines(inlet, Clock(0.0))
    for number in range(5_000):
        note("stored", {"number": number})
    os.set_blocking(outlet, False)
    text = b""
    while True:
        try:
            text += os.read(outlet, 65_536)
        except BlockingIOError:
            break
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["number"] for line in lines] == list(range(len(lines)))
    assert 100 < len(lines) < 5_000
    note("stored", {"number": 5_000})
    assert json.loads(os.read(outlet, 65_536))["dropped"] == 5_000 - len(lines)
    os.close(outlet)
    os.close(inlet)


def test_a_log_that_was_closed_stops_nothing(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path / "log", os.O_WRONLY | os.O_CREAT)
    note = JsonLines(descriptor, Clock(0.0))
    os.close(descriptor)
    note("stored", {})
    note("stored", {})


def test_lines_of_one_moment_are_written_together_and_each_whole(tmp_path: Path) -> None:
    path = tmp_path / "log"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    note = JsonLines(descriptor, Clock(0.0))
    soon: list[Callable[[], None]] = []
    note.gather(soon.append)
    for number in range(100):
        note("stored", {"number": number, "pad": "x" * 100})
    assert (path.read_text(), len(soon)) == ("", 1)
    soon.pop()()
    assert [json.loads(line)["number"] for line in path.read_text().splitlines()] == list(range(100))
    note("stored", {"number": 100})
    note.gather(None)
    note("stopped", {})
    os.close(descriptor)
    assert [json.loads(line)["event"] for line in path.read_text().splitlines()[100:]] == ["stored", "stopped"]


@given(
    st.dictionaries(
        st.text(min_size=1).filter(lambda key: key not in ("at", "event")),
        st.text() | st.integers() | st.floats() | st.booleans(),
    ),
    st.text(),
)
def test_a_line_is_what_json_would_write(facts: dict[str, str | int | float], event: str) -> None:
    lines: list[bytes] = []
    note = JsonLines(-1, Clock(0.0))
    # What is kept until the moment is over is not written by itself.
    note.gather(lambda flush: None)
    note(event, facts)
    lines += note._kept
    line = json.dumps({"at": "1970-01-01T00:00:00.000Z", "event": event, **facts}, separators=(",", ":"))
    assert lines == [line.encode()[:4_000] + b"\n"]
