"""What is thrown away on PostgreSQL, and when: the same as on SQLite, by one process at a time.

Whoever finds another process sweeping leaves it to that one. It must not read a clock.
"""

from __future__ import annotations

from kiosk.relay.limits import DAY_S, Limits
from kiosk.relay.postgres.line import Connection

# Any number will do that no other use of this database has.
_SWEEPING = 0x4B52_4C5A

_READ_AND_OLD = """
DELETE FROM letters WHERE (box, position) IN (
    SELECT letters.box, letters.position FROM receipts JOIN letters ON letters.box = receipts.box
    WHERE receipts.at < %s AND letters.position <= receipts.upto LIMIT %s
)
"""
_DONE_RECEIPTS = """
DELETE FROM receipts WHERE id IN (
    SELECT id FROM receipts WHERE at < %s AND NOT EXISTS (
        SELECT 1 FROM letters WHERE letters.box = receipts.box AND letters.position <= receipts.upto
    ) LIMIT %s
)
"""
_TOO_OLD = "SELECT box, position FROM letters WHERE received_at < %s ORDER BY received_at LIMIT %s"
_LOCK = f"""
SELECT id FROM boxes WHERE id IN (SELECT box FROM ({_TOO_OLD}) AS old) ORDER BY id FOR NO KEY UPDATE
"""  # noqa: S608 — put together from this file's own texts
# The boxes are locked, so nobody reads or acknowledges the same letters meanwhile.
_EXPIRE = f"""
WITH gone AS (
    DELETE FROM letters WHERE (box, position) IN ({_TOO_OLD}) AND box = ANY(%s) RETURNING box, position, size
), less AS (
    SELECT gone.box, count(*) AS letters, sum(gone.size)::bigint AS bytes
    FROM gone JOIN boxes ON boxes.id = gone.box AND gone.position > boxes.read_to GROUP BY gone.box
), counted AS (
    UPDATE boxes SET queued = queued - less.letters, queued_bytes = queued_bytes - less.bytes
    FROM less WHERE boxes.id = less.box
)
SELECT count(*) FROM gone
"""  # noqa: S608 — put together from this file's own texts
_FORGET = "DELETE FROM seen WHERE (box, digest) IN (SELECT box, digest FROM seen WHERE received_at < %s LIMIT %s)"


def sweep(connection: Connection, now: float, limits: Limits) -> bool:
    """Throw away at most `limits.sweep_rows` of each kind; true when there may be more. `now` in wall seconds.

    It runs inside a transaction of the caller's. Raises `psycopg.Error`: all of it has to be taken back.
    """
    mine = connection.execute("SELECT pg_try_advisory_xact_lock(%s)", (_SWEEPING,)).fetchone()
    if mine is None or not mine[0]:
        return False
    rows, day_ago = limits.sweep_rows, now - limits.keep_read_s
    removed = [
        connection.execute(_READ_AND_OLD, (day_ago, rows)).rowcount,
        connection.execute(_DONE_RECEIPTS, (day_ago, rows)).rowcount,
        _expire(connection, now - limits.keep_unread_s, rows),
        connection.execute(_FORGET, (now - limits.keep_digest_s, rows)).rowcount,
    ]
    # Turns are told by the server's clock; a poll waits for seconds, so one of yesterday is nobody's.
    connection.execute("DELETE FROM turns WHERE at < extract(epoch FROM now()) - %s", (DAY_S,))
    return max(removed) >= rows


def _expire(connection: Connection, before: float, rows: int) -> int:
    boxes = [row[0] for row in connection.execute(_LOCK, (before, rows))]
    if not boxes:
        return 0
    gone = connection.execute(_EXPIRE, (before, rows, boxes)).fetchone()
    return int(gone[0]) if gone else 0
