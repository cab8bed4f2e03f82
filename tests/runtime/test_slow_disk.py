"""The slow disk, in a process of its own: its witness is a file layer for the whole process, and so are its threads."""

from __future__ import annotations

import subprocess
import sys

from tests.house.sources import ROOT


def test_a_slow_disk_slows_nobody_but_the_journals_own_lane() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider"]
    told = subprocess.run(
        [*command, "tests/runtime/slow_disk_alone.py"],
        cwd=ROOT, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stdout[-4000:]
    assert "2 passed" in told.stdout
