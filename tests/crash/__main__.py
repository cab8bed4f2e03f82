"""`python -m tests.crash`: the whole form. Every call of every story, four disks, and recoveries cut in their turn.

Exit codes: 0 everything held, 1 something did not; the last lines say where the power went.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> int:
    """Prove, and print what was proven."""
    from PySide6.QtCore import QCoreApplication

    from tests.crash.points import STORIES, Run, Tally, old_format, prove, scratch, sold

    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--seeds", type=int, default=3, metavar="N", help="disks with chance, so many a point (3)")
    parser.add_argument("--deep", type=int, default=25, metavar="N", help="every so many recoveries are cut too (25)")
    asked = parser.parse_args()
    kept_alive = QCoreApplication([])
    runs: dict[str, Callable[[Path], Run]] = {how: partial(sold, how) for how in STORIES}
    runs["format"] = old_format
    whole = Tally()
    with scratch() as folder:
        for name, make in runs.items():
            tally, began = Tally(), time.monotonic()
            try:
                prove(make(folder), folder, tally, seeds=asked.seeds, deep=asked.deep)
            except Exception:
                traceback.print_exc()
                return 1
            print(f"{name:<10} {told(tally)}, {time.monotonic() - began:.0f} s", flush=True)
            whole.add(tally)
    print(f"{'all':<10} {told(whole)}: nothing acknowledged lost, every chain whole, nothing ordered twice")
    del kept_alive
    return 0


def told(tally: object) -> str:
    """The figures in one line."""
    from tests.crash.points import Tally

    assert isinstance(tally, Tally)
    return f"{tally.points} kill points, {tally.images} disks, {tally.recoveries} recoveries"


if __name__ == "__main__":
    sys.exit(main())
