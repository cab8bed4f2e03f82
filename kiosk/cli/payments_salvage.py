"""`kiosk payments salvage`: what to do when the journal is damaged, and what could not be proven afterwards.

It must not know how records are read.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from kiosk.adapters.folder import DataFolder
from kiosk.adapters.journal_audit import Audit
from kiosk.adapters.journal_faults import JournalFailed
from kiosk.adapters.journal_salvage import REPORT, CannotSalvage, Salvaged, cut_off, salvage
from kiosk.cli.payment_rows import tame
from kiosk.cli.trouble import Trouble
from kiosk.cli.windows import claimed


def command(folder: Path, arguments: argparse.Namespace) -> int:
    """Salvage the journal of a folder that no till holds. Raises Trouble, AlreadyOpen and JournalFailed."""
    path = DataFolder(folder).journal
    with claimed(folder):
        if not cut_off(path) and _whole(path):
            raise Trouble(f"{path} is whole", "nothing has to be salvaged; open the till")
        try:
            found = salvage(path)
        except CannotSalvage as fault:
            what, _, cure = str(fault).rpartition(": ")
            raise Trouble(what, cure) from fault
    lines = list(report(found))
    _write(found.aside / REPORT, lines)
    for line in lines:
        print(line)
    return 0


def _whole(path: Path) -> bool:
    try:
        with Audit(path) as audit:
            return next(audit.flaws(), None) is None
    except JournalFailed as fault:
        if fault.why == "broken":
            return False
        raise


def report(found: Salvaged) -> Iterator[str]:
    """The report: what went on, what did not, and who has to decide."""
    yield f"the damaged journal stays in {found.aside}; nothing was deleted"
    yield f"{found.records} records of {found.payments} payments go on in a new journal"
    yield from _part("records that could not be taken over", found.lost)
    yield from _part("payments that lack records (asked about again, or under Attention)", found.unproven)
    yield from _part(
        "payments that only a person can decide (under Attention where they have an amount; look the others up at the "
        "platform by their name)",
        found.orphans,
    )
    yield "Compare the day's takings with the bank's own list before you trust the totals."


def _part(title: str, lines: list[str]) -> Iterator[str]:
    yield f"{title}: {len(lines) or 'none'}"
    for line in lines:
        yield f"  {tame(line)}"


def _write(path: Path, lines: list[str]) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
