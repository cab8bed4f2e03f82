"""The relay's table, with what it was measured on. Must not know how anything is measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median

from benchmarks.relay.cases import Line

BLOCK = "relay benchmarks"
_HEAD = ("| what | figure | goal | | relay | against |", "|---|---|---|---|---|---|")


def report(lines: Sequence[Line], busy: str, *, quick: bool) -> str:
    """Everything that is printed. `busy` says how loaded the machine was."""
    where = (
        f"Measured on: {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}; the server on one core, the load generator on the other"
    )
    where += f"; load average {busy}." if busy else "."
    if quick:
        where += " A short look: one turn each."
    missed = [line.name for line in lines if line.met is False]
    end = f"Missed: {'; '.join(missed)}." if missed else "Every goal above is met."
    return "\n".join([where, "", *_HEAD, *(_row(line) for line in lines), "", end])


def _row(line: Line) -> str:
    figure = f"**{line.value:.2f}×**" if line.against else f"**{line.value:.1f} {line.unit}**"
    goal, verdict = "", ""
    if line.goal is not None:
        goal = f"{'≥' if line.more else '≤'} {line.goal:g}{'×' if line.against else f' {line.unit}'}"
        verdict = "met" if line.met else "**missed**"
    against = f"{_middle(line.against, line.unit)} ({line.whom})" if line.against else ""
    return f"| {line.name} | {figure} | {goal} | {verdict} | {_middle(line.product, line.unit)} | {against} |"


def _middle(samples: Sequence[float], unit: str) -> str:
    value = median(samples)
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.2f} {unit}"
