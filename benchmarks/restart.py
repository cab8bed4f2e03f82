"""Case: a till that starts on a journal of years, with a sale whose code was on the screen when it ended.

Two moments count: when the journal is open and read, and when the first question about that sale leaves.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.children import Child, command
from benchmarks.figures import Row
from benchmarks.many_payments import fill
from benchmarks.shop import PROJECT, Shop
from kiosk.adapters.folder import DataFolder

PAYMENTS = 100_000
OPEN_GOAL_S = 2.0
ASK_GOAL_S = 3.0
AGO = timedelta(seconds=20)
OPEN_NOTE = (
    "opened, its newest records checked, open payments and the day's totals read; files in cache. No floor: time."
)
ASK_NOTE = "from the start of the process to the first byte of the question about the interrupted sale, at its socket."


def measure(shop: Shop, samples: int, payments: int, progress: Callable[[str], None]) -> list[Row]:
    """Fill one journal, and start on it again and again: each start finds the same sale interrupted."""
    settings = shop.till()
    till = tomllib.loads(settings.read_text("utf-8"))["till"]["id"]
    full = shop.folder / "data-years"
    fill(full, till, PROJECT, payments, datetime.now(UTC) - AGO, progress)
    opened: list[float] = []
    asked: list[float] = []
    for number in range(samples):
        opened.append(_opened(shop, DataFolder(full).journal))
        asked.append(_asked(shop, settings, full))
        progress(f"restart {number + 1} of {samples}")
    size = DataFolder(full).journal.stat().st_size / 1_000_000
    shutil.rmtree(full)
    what = f"{payments:,} payments ({size:,.0f} MB)"
    return [
        Row(f"journal of {what} open and read", "s", tuple(opened), goal=OPEN_GOAL_S, note=OPEN_NOTE),
        Row("… start → first question about the interrupted sale", "s", tuple(asked), goal=ASK_GOAL_S, note=ASK_NOTE),
    ]


def _opened(shop: Shop, journal: Path) -> float:
    with Child("opened-journal", command("opened_journal", [str(journal)]), shop.folder) as child:
        told = child.hear()
    return float(told["open"]) + float(told["load"])


def _asked(shop: Shop, settings: Path, data: Path) -> float:
    words = ["stay", "run", "--config", str(settings), "--data", str(data)]
    with Child("restart", command("product", words), shop.folder) as till:
        till.hear()
        return float(till.ask("asked")["asked"]) - till.started
