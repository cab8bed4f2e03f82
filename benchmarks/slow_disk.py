"""Case: a disk whose every sync takes 20 ms, and how long the window's own thread then stands still in a sale.

The same till sells on the machine's own disk and on a slow one, by turns: what the difference is made of is the disk.
The slow one is SQLite's file layer with a pause in each sync; no part of the till knows.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from statistics import median

import apsw

from benchmarks.children import Child, command
from benchmarks.figures import Row
from benchmarks.sales import WARM_UPS, Samples, sale, stay
from benchmarks.shop import Shop

SYNC_S = 0.020
GOAL_MS = 16
"""Less than one frame, and less than one of the syncs."""
NOTE = (
    "the longest time between two beats of a 1 ms timer in the window's thread, from the first figure to the paid "
    "page, painting included; product: each sync takes 20 ms more. A till that waited would stand 20 ms longer."
)


class SlowDisk(apsw.VFS):
    """The system's file layer, with slow syncs, for every database that this process opens."""

    def __init__(self) -> None:
        self._base = apsw.vfs_names()[0]  # the system's, which is still the first choice here
        super().__init__("slow-disk", self._base, makedefault=True)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _SlowFile(self._base, name, flags)


class _SlowFile(apsw.VFSFile):
    def xSync(self, flags: int) -> None:
        time.sleep(SYNC_S)
        super().xSync(flags)


def main(words: Sequence[str]) -> None:
    """The product on a slow disk; `words` as for the product."""
    kept = SlowDisk()
    from benchmarks.product import main as product

    product(words)
    del kept
    sys.exit(0)


def measure(shop: Shop, samples: int, progress: Callable[[str], None]) -> list[Row]:
    """So many sales on each disk, by turns."""
    longest: dict[str, list[float]] = {"product": [], "slow_disk": []}
    with (
        Child("fast-disk", command("product", stay(shop, "fast-disk")), shop.folder) as fast,
        Child("slow-disk", command("slow_disk", stay(shop, "slow-disk")), shop.folder) as slow,
    ):
        for till in (fast, slow):
            till.hear()
        for number in range(WARM_UPS + samples):
            for name, till in (("product", fast), ("slow_disk", slow)):
                till.ask("beat")
                sale(shop, till, Samples(), figures=str(100 + number), check=False)
                gap = float(till.ask("gap")["gap"]) * 1000.0
                if number >= WARM_UPS:
                    longest[name].append(gap)
            progress(f"slow disk, sale {number + 1} of {WARM_UPS + samples}")
    more = median(longest["slow_disk"]) - median(longest["product"])
    return [
        Row("longest stand-still of the window in a sale, 20 ms syncs", "ms", tuple(longest["slow_disk"]),
            tuple(longest["product"]), note=NOTE),
        Row("… more than on the machine's own disk", "ms", (more,), goal=GOAL_MS),
    ]  # fmt: skip
