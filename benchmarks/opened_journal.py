"""A journal opened once in a process of its own: how long until a till knows what it must know.

Says one line and ends. The moments lie around the journal's own work; loading Python's modules is measured elsewhere.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from kiosk.adapters.journal import Journal


def main(words: Sequence[str]) -> None:
    """`words`: the journal's file."""
    (path,) = words
    begun = time.monotonic()
    journal = Journal(Path(path), environment="test")
    opened = time.monotonic()
    woke = journal.load(datetime.now(UTC))
    loaded = time.monotonic()
    journal.close()
    print(json.dumps({"open": opened - begun, "load": loaded - opened, "payments": len(woke.payments)}), flush=True)
