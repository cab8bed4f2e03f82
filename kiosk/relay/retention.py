"""What the SQLite store throws away, and when: bodies first, the memory of having had them last.

Unread letters stay 14 days (the gateway repeats for 11, a till watches a payment for 14). Read ones stay a
day, so that a till restored from yesterday's copy finds them again. The digest of every body stays 30 days:
bytes that come again meanwhile are answered 200 and not handed out twice. Nothing here makes room for new
letters: a full box refuses, it never evicts.

It runs inside a transaction that `store` opened; it must not begin, commit or read a clock.
"""

from __future__ import annotations

from typing import cast

import apsw

from kiosk.relay.limits import Limits

_READ_AND_OLD = """
DELETE FROM letters WHERE id IN (
    SELECT letters.id FROM receipts JOIN letters ON letters.box = receipts.box
    WHERE receipts.at < ? AND letters.position <= receipts.upto LIMIT ?
)
"""
# Only receipts with nothing left below them may go: a sweep that stopped at its bound comes back for the
# rest.
_DONE_RECEIPTS = """
DELETE FROM receipts WHERE id IN (
    SELECT id FROM receipts WHERE at < ? AND NOT EXISTS (
        SELECT 1 FROM letters WHERE letters.box = receipts.box AND letters.position <= receipts.upto
    ) LIMIT ?
)
"""
_TOO_OLD = "SELECT id, box, position, size FROM letters WHERE received_at < ? ORDER BY received_at LIMIT ?"
_UNREAD_LESS = """
UPDATE boxes SET queued = queued - 1, queued_bytes = queued_bytes - ? WHERE id = ? AND read_to < ?
"""
_FORGET = "DELETE FROM seen WHERE (box, digest) IN (SELECT box, digest FROM seen WHERE received_at < ? LIMIT ?)"


def sweep(writer: apsw.Connection, now: float, limits: Limits) -> bool:
    """Throw away at most `limits.sweep_rows` of each kind; true when there may be more. `now` in wall seconds.

    Raises:
        apsw.Error: the transaction has to be taken back.
    """
    rows = limits.sweep_rows
    removed = [
        _delete(writer, _READ_AND_OLD, now - limits.keep_read_s, rows),
        _delete(writer, _DONE_RECEIPTS, now - limits.keep_read_s, rows),
        _expire(writer, now - limits.keep_unread_s, rows),
        _delete(writer, _FORGET, now - limits.keep_digest_s, rows),
    ]
    return max(removed) >= rows


def _delete(writer: apsw.Connection, statement: str, before: float, rows: int) -> int:
    writer.execute(statement, (before, rows))
    return writer.changes()


def _expire(writer: apsw.Connection, before: float, rows: int) -> int:
    """Bodies of letters that nobody read in time; their boxes count them no longer."""
    old = cast(list[tuple[int, int, int, int]], writer.execute(_TOO_OLD, (before, rows)).fetchall())
    writer.executemany(_UNREAD_LESS, [(size, box, position) for _, box, position, size in old])
    writer.executemany("DELETE FROM letters WHERE id = ?", [(row[0],) for row in old])
    return len(old)
