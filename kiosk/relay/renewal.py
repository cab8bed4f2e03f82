"""A new epoch for every box of the SQLite store: by it the tills learn that letters may be missing.

In a new epoch nothing was acknowledged yet. So every letter that is still there counts as unread and is handed out
once more (a till knows what it has had), and receipts of the epoch before mean nothing any more.

It runs inside a transaction that its caller opened; it must not begin, commit or read a clock.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import apsw

_BEGIN = """
UPDATE boxes SET epoch = ?, read_to = 0,
    queued = (SELECT count(*) FROM letters WHERE letters.box = boxes.id),
    queued_bytes = (SELECT coalesce(sum(size), 0) FROM letters WHERE letters.box = boxes.id)
WHERE id = ?
"""


def renew(writer: apsw.Connection, draw: Callable[[], str]) -> int:
    """Give every box an epoch of its own from `draw`; how many boxes there are."""
    boxes = cast(list[tuple[int]], writer.execute("SELECT id FROM boxes").fetchall())
    writer.execute("DELETE FROM receipts")
    writer.executemany(_BEGIN, [(draw(), box) for (box,) in boxes])
    return len(boxes)


def lift(writer: apsw.Connection, floor: int, known: dict[tuple[str, str], int]) -> None:
    """No box gives a position again that it may have given: new ones stand above `floor` and above what was known of
    the box, by (project, till).
    """
    writer.execute("UPDATE boxes SET last = max(last, ?)", (floor,))
    writer.executemany(
        "UPDATE boxes SET last = max(last, ?) WHERE till = ? AND project = (SELECT id FROM projects WHERE name = ?)",
        [(last, till, project) for (project, till), last in known.items()],
    )


def newest(reader: apsw.Connection) -> dict[tuple[str, str], int]:
    """The newest position that each box has given, by (project, till)."""
    rows = reader.execute("SELECT name, till, last FROM boxes JOIN projects ON projects.id = boxes.project").fetchall()
    return {(project, till): last for project, till, last in cast(list[tuple[str, str, int]], rows)}
