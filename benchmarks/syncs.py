"""Case: how often a paid sale waits for the disk.

With `strace` the till's own calls of fsync and fdatasync are counted, checkpoints and all. Without it (or where it may
not trace) the journal's commits are counted in its file: in WAL mode with synchronous=FULL each commit is one sync.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.children import Child, command
from benchmarks.figures import Row
from benchmarks.sales import Samples, product, sale, stay
from benchmarks.shop import Shop

GOAL = 4
WARM_UPS = 2
# The journal tidies up when the till was idle for ten seconds.
TIDY_S = 12.0
TRACED = ("strace", "-f", "-qq", "-e", "trace=fsync,fdatasync,sync,syncfs,sync_file_range,msync")
NOTE = "{how}, from the first figure to the next keypad; the goal bounds the worst sale."
TIDY_NOTE = "a WAL checkpoint after 10 idle seconds, for which nobody waits."


def measure(shop: Shop, samples: int, progress: Callable[[str], None], *, tidy: bool = True) -> list[Row]:
    """Count over so many whole sales; `tidy` waits for the checkpoint too."""
    if can_trace(shop.folder):
        return _count(shop, samples, progress, tidy)
    return _commits(shop, samples, progress)


def can_trace(folder: Path) -> bool:
    """Whether there is an strace that is allowed to trace."""
    if shutil.which("strace") is None:
        return False
    argv = [*TRACED, "-o", str(folder / "try.txt"), "true"]
    return subprocess.run(argv, capture_output=True, check=False).returncode == 0


def _count(shop: Shop, samples: int, progress: Callable[[str], None], tidy: bool) -> list[Row]:
    heard = shop.folder / "syncs.txt"
    argv = [*TRACED, "-o", str(heard), *command("product", stay(shop, "syncs"))]
    counts: list[float] = []
    with Child("syncs", argv, shop.folder) as till:
        till.hear()
        for number in range(WARM_UPS + samples):
            before = _lines(heard)
            sale(shop, till, Samples(), figures=str(300 + number), check=False)
            if number >= WARM_UPS:
                counts.append(_lines(heard) - before)
            progress(f"syncs, sale {number + 1} of {WARM_UPS + samples}")
        rows = [Row("syncs in a paid sale", "", tuple(counts), goal=GOAL, note=NOTE.format(how="counted by strace"))]
        if tidy:
            before = _lines(heard)
            time.sleep(TIDY_S)
            rows.append(Row("… when the till tidies up", "", (float(_lines(heard) - before),), note=TIDY_NOTE))
    return rows


def _lines(heard: Path) -> int:
    """Calls so far; a call that another thread interrupts is told in two lines, of which one has its end."""
    return sum("resumed>" not in line for line in heard.read_text("utf-8", "replace").splitlines())


def _commits(shop: Shop, samples: int, progress: Callable[[str], None]) -> list[Row]:
    data = shop.folder / "data-syncs"
    counts: list[float] = []
    with product(shop, "syncs") as till:
        till.hear()
        for number in range(WARM_UPS + samples):
            before = _wal_commits(data / "journal.db-wal")
            sale(shop, till, Samples(), figures=str(300 + number), check=False)
            if number >= WARM_UPS:
                counts.append(_wal_commits(data / "journal.db-wal") - before)
            progress(f"commits, sale {number + 1} of {WARM_UPS + samples}")
    how = "no strace here: commits counted in the journal's write-ahead log, one sync each"
    return [Row("syncs in a paid sale", "", tuple(counts), goal=GOAL, note=NOTE.format(how=how))]


def _wal_commits(wal: Path) -> int:
    """Commit frames in a write-ahead log: their headers hold the size of the database (SQLite, file format 4.2)."""
    data = wal.read_bytes() if wal.exists() else b""
    page = int.from_bytes(data[8:12]) if data else 0
    salts = data[16:24]
    frames = range(32, len(data) - 23, 24 + page) if page else range(0)
    return sum(data[at + 8 : at + 16] == salts and data[at + 4 : at + 8] != bytes(4) for at in frames)
