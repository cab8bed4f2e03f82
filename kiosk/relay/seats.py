"""Which machine may poll for a till, and which token opens its box: the changes that polls and codes make themselves.

Two machines with one till's name would each read a part of its letters. So a till says which machine it is
(`instance`, new at every start) and the how-manieth start that is (`generation`). A newer start takes the place at
once, so a restart waits for nothing; an older one is turned away.

It runs inside a transaction that `store` opened; it must not begin, commit or read a clock.
"""

from __future__ import annotations

from typing import cast

import apsw

from kiosk.relay.doorman import NOT_YET
from kiosk.relay.values import AddressUse, NoSuchCode, OtherTill, Redeemed, Redemption, Rejection, Seating, TokenUse

# A holder of a token that calls itself something else each time must not fill the disk.
_PAST_KEPT = 32

_CHANGED = "UPDATE boxes SET changed = (SELECT max(changed) + 1 FROM boxes) WHERE id = ?"
_HOLDER = "SELECT instance, generation FROM holders WHERE box = ?"
_SIT = """
INSERT INTO holders (box, instance, generation, since) VALUES (?, ?, ?, ?) ON CONFLICT (box)
DO UPDATE SET instance = excluded.instance, generation = excluded.generation, since = excluded.since
"""
_REMEMBER = """
INSERT INTO past_holders (box, instance, at) VALUES (?, ?, ?)
ON CONFLICT (box, instance) DO UPDATE SET at = max(at, excluded.at)
"""
_FORGET = """
DELETE FROM past_holders WHERE box = ?1 AND id NOT IN (
    SELECT id FROM past_holders WHERE box = ?1 ORDER BY id DESC LIMIT ?2
)
"""
_TURNED_AWAY = """
SELECT instance, at FROM past_holders WHERE box = ? AND at >= ? AND instance <> '' ORDER BY at DESC, id DESC LIMIT 1
"""
_USED = "UPDATE projects SET {column}used_at = max({column}used_at, ?) WHERE {column}address = ?"
# The token that is in use stays; of two, the other one was never taken up or has been replaced.
_MAKE_ROOM = """
DELETE FROM tokens WHERE box = ?1 AND digest NOT IN (
    SELECT digest FROM tokens WHERE box = ?1 ORDER BY used_at DESC, made_at DESC LIMIT 1
)
"""
_PUT = """
INSERT INTO tokens (digest, box, made_at)
SELECT ?1, ?2, max(?3, coalesce(max(made_at) + 0.001, ?3)) FROM tokens WHERE box = ?2
"""
_CODE = """
SELECT boxes.id, projects.name, boxes.till, enrolments.until FROM enrolments
JOIN boxes ON boxes.id = enrolments.box JOIN projects ON projects.id = boxes.project WHERE enrolments.digest = ?
"""


def sit(writer: apsw.Connection, seating: Seating) -> None:
    """Give the place to a machine, if nobody has it or its start is newer and it never lost it."""
    row = cast(tuple[str, int] | None, writer.execute(_HOLDER, (seating.box,)).fetchone())
    if row is None or row[0] != seating.instance:
        known = "SELECT 1 FROM past_holders WHERE box = ? AND instance = ?"
        if writer.execute(known, (seating.box, seating.instance)).fetchone():
            return
        if row is not None:
            if seating.generation <= row[1]:
                return
            _remember(writer, seating.box, row[0], 0.0)
            changed(writer, seating.box)
    writer.execute(_SIT, (seating.box, seating.instance, seating.generation, seating.at))


def turn_away(writer: apsw.Connection, rejection: Rejection) -> None:
    """Remember that and when a machine was turned away."""
    _remember(writer, rejection.box, rejection.instance, rejection.at)


def leave(writer: apsw.Connection, box: int) -> None:
    """Forget who polls for a box and who did: the next one that asks is in."""
    writer.execute("DELETE FROM holders WHERE box = ?", (box,))
    writer.execute("DELETE FROM past_holders WHERE box = ?", (box,))
    changed(writer, box)


def readmit(writer: apsw.Connection, box: int, since: float) -> float:
    """Give the place to the machine that was turned away last, if that was `since` then, and keep out the one that had
    it; else the next one that asks is in. Gives when it was turned away (wall seconds), 0 for nobody.
    """
    holder = cast(tuple[str, int] | None, writer.execute(_HOLDER, (box,)).fetchone())
    waits = cast(tuple[str, float] | None, writer.execute(_TURNED_AWAY, (box, since)).fetchone())
    leave(writer, box)
    if holder is None or waits is None:
        return 0.0
    # Its number is not known until it asks; a new start of it has a higher one, whatever that is.
    writer.execute(_SIT, (box, waits[0], NOT_YET, waits[1]))
    _remember(writer, box, holder[0], 0.0)
    return waits[1]


def use(writer: apsw.Connection, used: TokenUse) -> None:
    """Remember when a token was used."""
    writer.execute("UPDATE tokens SET used_at = max(used_at, ?) WHERE digest = ?", (used.at, used.token))


def use_address(writer: apsw.Connection, used: AddressUse) -> None:
    """Remember when a letter came by a callback address."""
    for column in ("", "old_"):
        writer.execute(_USED.format(column=column), (used.at, used.address))


def put_token(writer: apsw.Connection, box: int, token: bytes, at: float) -> None:
    """One more token, and of those before only the one that was used last: at most two. It is the newest of them
    whatever the clock says.
    """
    writer.execute(_MAKE_ROOM, (box,))
    writer.execute(_PUT, (token, box, at))
    changed(writer, box)


def redeem(writer: apsw.Connection, asked: Redemption) -> Redeemed | NoSuchCode | OtherTill:
    """Change a code for a token. Whoever enrols a machine means this one, so the place is free for it."""
    found = cast(tuple[int, str, str, float] | None, writer.execute(_CODE, (asked.code,)).fetchone())
    if found is not None and found[3] >= asked.at and asked.till not in ("", found[2]):
        return OtherTill(found[2])
    writer.execute("DELETE FROM enrolments WHERE digest = ? OR until < ?", (asked.code, asked.at))
    if found is None or found[3] < asked.at:
        return NoSuchCode()
    box, project, till, _ = found
    put_token(writer, box, asked.token, asked.at)
    leave(writer, box)
    return Redeemed(project, till)


def changed(writer: apsw.Connection, box: int) -> None:
    """Somebody's right to the box may have ended: those who wait for its letters have to be looked at again."""
    writer.execute(_CHANGED, (box,))


def _remember(writer: apsw.Connection, box: int, instance: str, at: float) -> None:
    writer.execute(_REMEMBER, (box, instance, at))
    writer.execute(_FORGET, (box, _PAST_KEPT))
