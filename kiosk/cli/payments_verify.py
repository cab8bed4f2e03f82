"""`kiosk payments verify`: is the journal whole, and what exactly is not?

It must not know how the journal is kept, nor mend anything.
"""

from __future__ import annotations

import argparse
import json
import re
from itertools import islice
from pathlib import Path
from typing import Final

from kiosk.adapters.journal_audit import Audit, Flaw
from kiosk.adapters.journal_chain import Head
from kiosk.adapters.journal_faults import JournalFailed
from kiosk.cli.payment_rows import tame
from kiosk.cli.trouble import Trouble

NOT_WHOLE: Final = 5
"""The exit code when something is not as it was written."""
_MOST: Final = 200
"""So many flaws are told; behind them only that there are more."""
_HEAD: Final = re.compile(r"([0-9]{1,15}):([0-9a-f]{64})")

LIMITS: Final = """what one file alone cannot show: that somebody rewrote all of it with a program of their own, or put
an older copy of it back. Note the newest link elsewhere, and pass it later with --noted."""


def command(path: Path, arguments: argparse.Namespace) -> int:
    """Audit the journal at `path`; 0 when it is whole, 5 when it is not. Raises Trouble."""
    noted = None if arguments.noted is None else _noted(arguments.noted)
    try:
        return _audit(path, noted, arguments)
    except JournalFailed as fault:
        if fault.why != "broken":
            raise
        # Not even that: its pages cannot be read.
        flaw = {"where": "file", "what": str(fault)}
        print(json.dumps({"whole": False, "flaws": [flaw]}) if arguments.json else f"NOT WHOLE: {tame(str(fault))}")
        return NOT_WHOLE


def _audit(path: Path, noted: Head | None, arguments: argparse.Namespace) -> int:
    with Audit(path) as audit:
        flaws = audit.flaws(noted)
        found = list(islice(flaws, _MOST))
        more = next(flaws, None) is not None
        if arguments.json:
            print(json.dumps(_row(audit, found)))
        else:
            _tell(path, audit, found, more=more)
    return NOT_WHOLE if found else 0


def _noted(text: str) -> Head:
    match = _HEAD.fullmatch(text.lower())
    if match is None:
        raise Trouble(f"--noted {text!r} is no link", "copy the `newest` of an earlier verify, such as 57:9f86d0…")
    return Head(int(match[1]), bytes.fromhex(match[2]))


def _row(audit: Audit, flaws: list[Flaw]) -> dict[str, object]:
    head = audit.head
    return {
        "whole": not flaws,
        "records": None if head is None else head.count,
        "payments": audit.payments,
        "newest": None if head is None else str(head),
        "chained_since": None if head is None else head.since + 1,
        "flaws": [{"where": flaw.where, "what": flaw.what} for flaw in flaws],
    }


def _tell(path: Path, audit: Audit, flaws: list[Flaw], *, more: bool) -> None:
    head = audit.head
    for flaw in flaws:
        print(tame(str(flaw)))
    if more:
        print(f"and more: only the first {_MOST} are listed")
    if flaws:
        print(f"\nNOT WHOLE: {path} is not as it was written. Keep a copy of the folder and call support.")
    elif head is not None:
        print(f"whole: {head.count} records, each chained to the one before;")
        print(f"{audit.payments} payments, each what its records add up to.")
    if head is None:
        return
    if head.since:
        print(f"records 1 to {head.since} were chained later (from {tame(head.origin)}): the chain says nothing about")
        print("what happened to them before that.")
    print(f"newest: {head}\n{LIMITS}")
