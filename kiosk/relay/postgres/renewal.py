"""A new epoch for every box in PostgreSQL, and why: see the SQLite `renewal`.

It runs inside a transaction that the store opened for it.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.relay.postgres.line import Connection

_BEGIN = """
UPDATE boxes SET epoch = %s, read_to = 0,
    queued = (SELECT count(*) FROM letters WHERE letters.box = boxes.id),
    queued_bytes = (SELECT coalesce(sum(size), 0) FROM letters WHERE letters.box = boxes.id)
WHERE id = %s
"""


def renew(connection: Connection, draw: Callable[[], str]) -> list[int]:
    """Give every box an epoch of its own from `draw`; the boxes' numbers."""
    # Held first, so that what is counted afterwards stays as it is until the end.
    boxes = [int(row[0]) for row in connection.execute("SELECT id FROM boxes ORDER BY id FOR UPDATE").fetchall()]
    connection.execute("DELETE FROM receipts")
    for box in boxes:
        connection.execute(_BEGIN, (draw(), box))
    return boxes
