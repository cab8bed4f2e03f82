"""`python -m tests.monkey`: the monkey for as long as wanted, and what it found. It takes no screen and no internet."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.monkey.monkey import Monkey

MEMORY = Path("/dev/shm")


def main() -> int:
    """Half of the touches on two windows, half on one; exit code 1 when anything escaped or came to a dead end."""
    parser = argparse.ArgumentParser(prog="python -m tests.monkey", description=__doc__)
    parser.add_argument("--touches", type=int, default=20_000, help="so many, on both kinds of till (default 20,000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other touches (default 1)")
    given = parser.parse_args()
    application = QApplication(sys.argv[:1])
    good = True
    for one_screen in (False, True):
        began = time.monotonic()
        with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
            found = Monkey(given.seed, Path(folder), one_screen=one_screen).play(given.touches // 2)
        print(f"{'one screen' if one_screen else 'two screens'}, {time.monotonic() - began:.0f} s\n{found}", flush=True)
        good = good and not found.escapes
    del application
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
