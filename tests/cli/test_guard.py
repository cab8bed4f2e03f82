"""The guard's patience, and what it makes of every way in which a program can end. Tills are in `tests/process`."""

import os
import signal
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.cli import guard, heartbeat
from kiosk.cli.guard import OWN_ENDS, PAUSES_S, Guard, pause
from kiosk.cli.options import parser_for
from kiosk.compose.guard_clock import mono

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere there is no pipe to listen to")
BEAT = f"import os; os.write(int(os.environ['{guard.VARIABLE}']), b'.'); "


class Stepping:
    """A clock that makes a step at every look."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def run(
    code: str, clock: Callable[[], float] = mono, *, pauses: tuple[float, ...] = (0.0,), hung_s: float = guard.HUNG_S
) -> tuple[int, list[str]]:
    said: list[str] = []
    watched = Guard([sys.executable, "-c", code], clock, say=said.append, pauses=pauses, hung_s=hung_s)
    return watched.run(), said


def deaths(said: list[str]) -> list[str]:
    return [line for line in said if line.startswith("the till ")]


def test_the_first_start_comes_at_once_and_later_ones_wait_longer_for_ever() -> None:
    assert [pause(n) for n in (1, 2, 3, 4, 5, 6, 1000)] == [0.0, 1.0, 2.0, 5.0, 10.0, 10.0, 10.0]
    assert PAUSES_S[0] == 0.0, "a hang is noticed after 7 s, and the till has to be back within 10"


def test_both_ends_of_the_pipe_call_it_by_one_name() -> None:
    assert guard.VARIABLE == heartbeat.VARIABLE


@pytest.mark.parametrize("code", sorted(OWN_ENDS))
def test_what_ends_by_itself_stays_ended(code: int) -> None:
    assert run(f"raise SystemExit({code})")[0] == code


def lives(folder: Path, *ends: str) -> str:
    """A program that ends otherwise each time it is started."""
    count = f"p = pathlib.Path({str(folder / 'lives')!r}); p.open('a').write('.'); n = len(p.read_text()) - 1"
    return f"import os, pathlib; {BEAT} {count}; exec({list(ends)!r}[n])"


def test_whatever_else_happens_it_is_started_again(tmp_path: Path) -> None:
    fates = ("os.kill(os.getpid(), 9)", "os.abort()", "raise SystemExit(1)", "raise ValueError", "os._exit(134)")
    code, said = run(lives(tmp_path, *fates, "raise SystemExit(0)"))
    assert code == 0
    assert [line.partition(";")[0] for line in deaths(said)] == [
        "the till was ended by signal 9",
        "the till was ended by signal 6",
        "the till ended with code 1",
        "the till ended with code 1",
        "the till ended with code 134",
    ]


def test_it_waits_longer_each_time_and_a_till_that_was_well_begins_anew(tmp_path: Path) -> None:
    program = lives(tmp_path, *["os._exit(1)"] * 4, "os._exit(0)")
    pauses = (0.0, 0.01, 0.02)
    _, said = run(program, pauses=pauses)
    assert [line.rpartition(" in ")[2] for line in deaths(said)] == ["0 s", "0.01 s", "0.02 s", "0.02 s"]
    (tmp_path / "lives").unlink()
    _, said = run(program, Stepping(60.0), pauses=pauses)
    assert [line.rpartition(" in ")[2] for line in deaths(said)] == ["0 s"] * 4


def test_a_program_that_falls_silent_is_killed_and_started_again(tmp_path: Path) -> None:
    code, said = run(lives(tmp_path, "import signal; signal.pause()", "os._exit(0)"), hung_s=0.2)
    assert code == 0
    assert [line.partition(" was ")[2] for line in said if "silent" in line] == ["silent for 0.2 s"]
    assert [line.partition(";")[0] for line in deaths(said)] == ["the till was ended by signal 9"]


def test_a_guard_that_stood_still_itself_kills_nobody(tmp_path: Path) -> None:
    ends_by_itself = f"{BEAT} import time; [os.write(int(os.environ['{guard.VARIABLE}']), b'.') for _ in range(5)]"
    code, said = run(ends_by_itself, Stepping(guard.FIRST_S + 100))
    assert code == 0
    assert [line for line in said if "silent" in line] == []


def test_a_till_that_cannot_begin_is_tried_again(tmp_path: Path) -> None:
    program = tmp_path / "till"
    said: list[str] = []

    def say(text: str) -> None:
        said.append(text)
        if len(deaths(said)) == 2 and not program.exists():
            program.write_text("#!/bin/sh\nexit 0\n")
            program.chmod(0o700)

    assert Guard([str(program)], mono, say=say, pauses=(0.0,)).run() == 0
    assert [line.partition(";")[0] for line in deaths(said)] == ["the till ended with code 127"] * 2
    assert "No such file" in said[0]


def test_where_nobody_hears_its_words_it_goes_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with open(tmp_path / "gone", "w") as closed:
        pass
    monkeypatch.setattr(sys, "stderr", closed)
    assert Guard([sys.executable, "-c", "raise SystemExit(0)"], mono).run() == 0


def test_a_wish_to_end_is_passed_on_and_nothing_is_started_again(tmp_path: Path) -> None:
    parent = os.getpid()
    asks = f"import os, signal; os.kill({parent}, signal.SIGTERM); signal.pause()"
    code, said = run(asks)
    assert code == 128 + signal.SIGTERM
    assert deaths(said) == []
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_a_wish_to_end_is_heard_between_two_lives() -> None:
    asks = f"import os, signal; os.kill({os.getpid()}, signal.SIGTERM); os._exit(1)"
    # If it were not heard, an hour would pass; heard before the program is gone, it is passed on to it.
    assert run(asks, pauses=(3600.0,))[0] in (0, 1, 128 + signal.SIGTERM)


def test_the_command_is_kiosk_run_with_the_same_words_and_no_other(tmp_path: Path) -> None:
    given = parser_for("guard").parse_args(["guard", "--config", "a b.toml"])
    assert (given.command, given.config, given.data) == ("guard", Path("a b.toml"), None)
    lacking = tmp_path / "none.toml"
    assert guard.command(Namespace(config=lacking, data=tmp_path)) == 2


def test_it_needs_no_qt() -> None:
    look = "import sys, kiosk.cli.guard; print([m for m in sys.modules if 'PySide' in m or 'httpx' in m])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
