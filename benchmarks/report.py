"""The report: a markdown table with what it was measured on, and the block of a README that holds it.

Must not know how anything is measured.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.figures import Row, percentile

OPENING = "<!-- benchmarks -->"
CLOSING = "<!-- /benchmarks -->"
LONG = "long benchmarks"
"""The other block: of what takes too long to be measured with the rest."""
HEAD = (
    "| what | ratio | goal | | floor p50 · p99 | product p50 · p99 | n |",
    "|---|---|---|---|---|---|---|",
)


class NoBlock(ValueError):
    """A file has no place for the report; the message says how to make one."""


def report(rows: Sequence[Row], busy: str) -> str:
    """Everything that is printed: where, the table, what the rows hold. `busy` says how loaded the machine was."""
    lines = [_machine(busy), "", *HEAD, *(_line(row) for row in rows), ""]
    missed = [row.name for row in rows if row.met is False]
    lines.append(f"Missed: {'; '.join(missed)}." if missed else "Every goal above is met.")
    notes = [f"- **{row.name}**: {row.note}" for row in rows if row.note]
    return "\n".join([*lines, "", *notes])


def write_block(path: Path, text: str, block: str = "benchmarks") -> None:
    """Put the report between the two markers of a file. Raises NoBlock when they are not there once, in order."""
    first, last = f"<!-- {block} -->", f"<!-- /{block} -->"
    whole = path.read_text("utf-8")
    before, opening, rest = whole.partition(first)
    _, closing, after = rest.partition(last)
    if not opening or not closing or first in rest or last in after:
        raise NoBlock(f"{path} needs the line {first} and, below it, the line {last}, each once")
    path.write_text(f"{before}{first}\n{text.strip()}\n{last}{after}", "utf-8")


def load() -> str:
    """How busy the machine is, as its system tells; "" where it does not."""
    try:
        return f"{os.getloadavg()[0]:.1f}"
    except (OSError, AttributeError):
        return ""


def _line(row: Row) -> str:
    ratio = "" if row.ratio is None else f"**{row.ratio:.2f}×**"
    if row.goal is None:
        goal, verdict = "", ""
    else:
        goal = f"≤ {row.goal:g}×" if row.floor else f"≤ {row.goal:g}"
        verdict = "met" if row.met else "**missed**"
    floor = _spread(row.floor, row.unit) if row.floor else ""
    cells = (row.name, ratio, goal, verdict, floor, _spread(row.product, row.unit), str(len(row.product)))
    return f"| {' | '.join(cells)} |"


def _spread(samples: Sequence[float], unit: str) -> str:
    middle, high = median(samples), percentile(samples, 99)
    digits = 3 if high < 1 else 1
    shown = f"{middle:.{digits}f} · {high:.{digits}f}"
    return f"{shown} {unit}".rstrip()


def _machine(busy: str) -> str:
    cores = os.cpu_count() or 0
    parts = [
        f"{datetime.now(UTC):%Y-%m-%d}",
        f"{cores} cores ({_processor()})",
        f"{platform.system()} {platform.machine()}",
        f"Python {platform.python_version()}",
        f"PySide6 {version('PySide6-Essentials')}, offscreen at 1920×1080",
    ]
    if busy:
        parts.append(f"load average {busy}")
    return f"Measured on: {', '.join(parts)}."


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    except OSError:
        names = []
    return names[0] if names else platform.processor() or "unknown processor"
