"""What a long run leaves behind: its batches, line by line, so that a stopped one goes on; and the printed result.

The result stands in `RESULT.md` beside this file, one section for each command, with the commit that it is about.
"""

from __future__ import annotations

import json
import platform
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.sim.runs import Tally

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
RESULT = HERE / "RESULT.md"
BATCHES = ROOT / "build" / "sim"
NUMBERS = ("payments", "worlds", "stored", "events", "virtual_s", "on_s", "cpu_s", "slowest_s")


@cache
def commit() -> str:
    """The commit that runs here, and whether something was changed since; as it was when this was asked first."""
    def said(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()

    changed = said("status", "--porcelain", "--untracked-files=no", "--", "kiosk", "tests", ":!tests/sim/RESULT.md")
    return said("rev-parse", "--short=12", "HEAD") + (" with changes" if changed else "")


class Batches:
    """The batches of one run (one commit and first seed) in a file, each on a line, with the wall seconds it came after
    the one before.
    """

    def __init__(self, seed: int) -> None:
        self.path = BATCHES / f"{commit().replace(' ', '-')}-{seed}.jsonl"

    def add(self, wall_s: float, tally: Tally) -> None:
        """One more is done."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"wall_s": round(wall_s, 3), **_plain(tally)}) + "\n")

    def done(self) -> Iterator[tuple[float, Tally]]:
        """Wall seconds and sum of each that is done. A line that was cut off is none."""
        for line in self.path.read_text("utf-8").splitlines() if self.path.is_file() else []:
            try:
                row = json.loads(line)
            except ValueError:
                return
            yield row["wall_s"], _tally(row)


def _plain(tally: Tally) -> dict[str, Any]:
    return {
        **{name: getattr(tally, name) for name in NUMBERS},
        "cells": [[*cell, count] for cell, count in tally.cells.items()],
        "states": dict(tally.states),
        "traces": tally.traces,
        "broken": tally.broken,
    }


def _tally(row: dict[str, Any]) -> Tally:
    made = Tally(**{name: row[name] for name in NUMBERS})
    made.cells = Counter({(fault, state): count for fault, state, count in row["cells"]})
    made.states = Counter(row["states"])
    made.traces = [(seed, trace) for seed, trace in row["traces"]]
    made.broken = [(seed, law, words, second) for seed, law, words, second in row["broken"]]
    return made


def machine() -> str:
    """What it ran on."""
    return f"{platform.python_implementation()} {platform.python_version()} on {platform.machine()}"


def put(section: str, command: str, text: str, path: Path = RESULT) -> None:
    """Put a section into the result, in place of the one of that name."""
    old = path.read_text("utf-8") if path.is_file() else HEAD
    head, *parts = old.split("\n## ")
    kept = {part.partition("\n")[0]: part for part in parts}
    kept[section] = f"{section}\n\nCommit {commit()}, {machine()}: `{command}`\n\n```\n{text.rstrip()}\n```\n"
    path.write_text("\n## ".join((head, *kept.values())), "utf-8")


HEAD = """# What the worlds were run to

Written by `python -m tests.sim run|same-seed|teeth --keep`; each section names its commit and its command.
"""
