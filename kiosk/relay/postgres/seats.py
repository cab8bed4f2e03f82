"""Which machine may poll for a till, and which token opens its box, in PostgreSQL. See the SQLite `seats`.

It runs inside a transaction that somebody else opened, with the box's row locked or `one_at_a_time` called first: so
two processes decide one after the other. It must not begin, commit or read a clock.
"""

from __future__ import annotations

from kiosk.relay.doorman import NOT_YET
from kiosk.relay.postgres.line import Connection
from kiosk.relay.values import AddressUse, NoSuchCode, OtherTill, Redeemed, Redemption, Rejection, Seating, TokenUse

_CHANGING = 0x4B52_4C5B
_PAST_KEPT = 32

_CHANGED = "UPDATE boxes SET changed = (SELECT max(changed) + 1 FROM boxes) WHERE id = %s"
_HOLDER = "SELECT instance, generation FROM holders WHERE box = %s"
_KNOWN = "SELECT 1 FROM past_holders WHERE box = %s AND instance = %s"
_SIT = """
INSERT INTO holders (box, instance, generation, since) VALUES (%s, %s, %s, %s) ON CONFLICT (box)
DO UPDATE SET instance = excluded.instance, generation = excluded.generation, since = excluded.since
"""
_REMEMBER = """
INSERT INTO past_holders (box, instance, at) VALUES (%s, %s, %s)
ON CONFLICT (box, instance) DO UPDATE SET at = greatest(past_holders.at, excluded.at)
"""
_FORGET = """
DELETE FROM past_holders WHERE box = %(box)s AND id NOT IN (
    SELECT id FROM past_holders WHERE box = %(box)s ORDER BY id DESC LIMIT %(kept)s
)
"""
_TURNED_AWAY = """
SELECT instance, at FROM past_holders WHERE box = %s AND at >= %s AND instance <> '' ORDER BY at DESC, id DESC LIMIT 1
"""
_USED = """
UPDATE projects SET {column}used_at = greatest({column}used_at, %(at)s) WHERE {column}address = %(address)s
"""
_MAKE_ROOM = """
DELETE FROM tokens WHERE box = %(box)s AND digest NOT IN (
    SELECT digest FROM tokens WHERE box = %(box)s ORDER BY used_at DESC, made_at DESC LIMIT 1
)
"""
_PUT = """
INSERT INTO tokens (digest, box, made_at)
SELECT %(token)s, %(box)s, greatest(%(at)s::double precision, max(made_at) + 0.001) FROM tokens WHERE box = %(box)s
"""
_CODE = """
SELECT boxes.id, projects.name, boxes.till, enrolments.until FROM enrolments
JOIN boxes ON boxes.id = enrolments.box JOIN projects ON projects.id = boxes.project WHERE enrolments.digest = %s
"""


def one_at_a_time(connection: Connection) -> None:
    """Wait until no other process changes rights, and keep them out until the transaction ends.

    Changes are numbered, and whoever asks for those after a number must not miss a lower one that came later. It has
    to be called before a box is locked, so that nobody waits in a circle.
    """
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (_CHANGING,))


def sit(connection: Connection, seating: Seating) -> None:
    """Give the place to a machine, if nobody has it or its start is newer and it never lost it."""
    row = connection.execute(_HOLDER, (seating.box,)).fetchone()
    if row is None or row[0] != seating.instance:
        if connection.execute(_KNOWN, (seating.box, seating.instance)).fetchone():
            return
        if row is not None:
            if seating.generation <= row[1]:
                return
            _remember(connection, seating.box, row[0], 0.0)
            changed(connection, seating.box)
    connection.execute(_SIT, (seating.box, seating.instance, seating.generation, seating.at))


def turn_away(connection: Connection, rejection: Rejection) -> None:
    """Remember that and when a machine was turned away."""
    _remember(connection, rejection.box, rejection.instance, rejection.at)


def leave(connection: Connection, box: int) -> None:
    """Forget who polls for a box and who did: the next one that asks is in."""
    connection.execute("DELETE FROM holders WHERE box = %s", (box,))
    connection.execute("DELETE FROM past_holders WHERE box = %s", (box,))
    changed(connection, box)


def readmit(connection: Connection, box: int, since: float) -> float:
    """Give the place to the machine that was turned away last, if that was `since` then, and keep out the one that had
    it; else the next one that asks is in. Gives when it was turned away (wall seconds), 0 for nobody.
    """
    holder = connection.execute(_HOLDER, (box,)).fetchone()
    waits = connection.execute(_TURNED_AWAY, (box, since)).fetchone()
    leave(connection, box)
    if holder is None or waits is None:
        return 0.0
    connection.execute(_SIT, (box, waits[0], NOT_YET, waits[1]))
    _remember(connection, box, holder[0], 0.0)
    return float(waits[1])


def use(connection: Connection, used: TokenUse) -> None:
    """Remember when a token was used."""
    connection.execute("UPDATE tokens SET used_at = greatest(used_at, %s) WHERE digest = %s", (used.at, used.token))


def use_address(connection: Connection, used: AddressUse) -> None:
    """Remember when a letter came by a callback address."""
    asked = {"at": used.at, "address": used.address}
    for column in ("", "old_"):
        connection.execute(_USED.format(column=column), asked)


def put_token(connection: Connection, box: int, token: bytes, at: float) -> None:
    """One more token, and of those before only the one that was used last: at most two. It is the newest of them
    whatever the clock says.
    """
    connection.execute(_MAKE_ROOM, {"box": box})
    connection.execute(_PUT, {"token": token, "box": box, "at": at})
    changed(connection, box)


def redeem(connection: Connection, asked: Redemption) -> Redeemed | NoSuchCode | OtherTill:
    """Change a code for a token. Whoever enrols a machine means this one, so the place is free for it."""
    found = connection.execute(_CODE, (asked.code,)).fetchone()
    if found is not None and found[3] >= asked.at and asked.till not in ("", found[2]):
        return OtherTill(found[2])
    connection.execute("DELETE FROM enrolments WHERE digest = %s OR until < %s", (asked.code, asked.at))
    if found is None or found[3] < asked.at:
        return NoSuchCode()
    box, project, till, _ = found
    put_token(connection, box, asked.token, asked.at)
    leave(connection, box)
    return Redeemed(project, till)


def changed(connection: Connection, box: int) -> None:
    """Somebody's right to the box may have ended: those who wait for its letters have to be looked at again."""
    connection.execute(_CHANGED, (box,))


def _remember(connection: Connection, box: int, instance: str, at: float) -> None:
    connection.execute(_REMEMBER, (box, instance, at))
    connection.execute(_FORGET, {"box": box, "kept": _PAST_KEPT})
