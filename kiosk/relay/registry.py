"""Projects and tills in the SQLite store: added, given a token or a code, and the tokens taken away.

A revoked till keeps its box and its letters: whoever gets a new token for it goes on where the old one
stopped.

It runs inside a transaction that `store` opened; it must not begin or commit, and never sees a token in
clear.
"""

from __future__ import annotations

from typing import cast

import apsw

from kiosk.relay import seats
from kiosk.relay.errors import NamingError
from kiosk.relay.overview import Holding, Till
from kiosk.relay.values import ORPHANS, Letter

_ALL_BUT_NEWEST = """
DELETE FROM tokens WHERE box = ?1 AND digest <> (
    SELECT digest FROM tokens WHERE box = ?1 ORDER BY made_at DESC, used_at DESC LIMIT 1
)
"""
_IN_USE = """
SELECT max(used_at) > 0 AND (SELECT used_at FROM tokens WHERE box = ?1 ORDER BY made_at DESC LIMIT 1) = 0
FROM tokens WHERE box = ?1
"""
_TILLS = """
SELECT till, (SELECT count(*) FROM tokens WHERE box = boxes.id),
    (SELECT coalesce(max(used_at), 0) FROM tokens WHERE box = boxes.id),
    (SELECT coalesce(max(at), 0) FROM past_holders WHERE box = boxes.id)
FROM boxes WHERE project = ? AND till <> ? ORDER BY till
"""


_PROJECTS = """
SELECT name, 1 + (old_address IS NOT NULL),
    (SELECT count(*) FROM boxes WHERE project = projects.id AND till <> ''),
    (SELECT coalesce(sum(queued), 0) FROM boxes WHERE project = projects.id AND till <> ''),
    (SELECT coalesce(sum(queued), 0) FROM boxes WHERE project = projects.id AND till = ''),
    used_at, old_used_at
FROM projects ORDER BY name
"""
_ROTATE = "UPDATE projects SET address = ?, used_at = 0, old_address = ?, old_used_at = ? WHERE id = ?"
IN_USE = "Take the older one away first (project revoke), or say --yes: then the one that was used last stays"
UNUSED = "Put the newest one to use first, or say --yes if the older one must go"
_NEWEST = "SELECT position, received_at, body FROM letters WHERE box = ? ORDER BY position DESC LIMIT ?"


def add_project(writer: apsw.Connection, name: str, address: bytes, epoch: str, now: float) -> None:
    """A project and its orphan box. Raises `NamingError` when the name is taken, in whatever case."""
    taken = writer.execute("SELECT name FROM projects WHERE lower(name) = lower(?)", (name,)).get
    if taken is not None:
        raise NamingError(f"the project {taken} is there already", "Choose another name")
    writer.execute("INSERT INTO projects (name, address, made_at) VALUES (?, ?, ?)", (name, address, now))
    project = writer.last_insert_rowid()
    writer.execute("INSERT INTO boxes (project, till, epoch) VALUES (?, ?, ?)", (project, ORPHANS, epoch))


def rotate_project(writer: apsw.Connection, name: str, new: bytes, *, sure: bool) -> None:
    """A new callback address. Of those before, the one that a letter came by last goes on. Raises `NamingError`, also,
    unless `sure`, when letters came by both of two: one would go.
    """
    number = _known_project(writer, name)
    address, used_at, old, old_used_at = _addresses(writer, number)
    if old is not None and used_at and old_used_at and not sure:
        raise NamingError(f"letters came by both callback addresses of {name}, and there are at most two", IN_USE)
    # Whoever lost the newest one before it was ever used asks for another: the one in use is the older.
    kept, used = (address, used_at) if old is None or used_at > old_used_at else (old, old_used_at)
    writer.execute(_ROTATE, (new, kept, used, number))
    seats.changed(writer, _orphan_box(writer, number))


def revoke_project(writer: apsw.Connection, name: str, *, sure: bool) -> None:
    """Forget the callback address before the newest. Raises `NamingError` when there is none, and, unless `sure`, when
    letters came by that one alone.
    """
    number = _known_project(writer, name)
    _, used_at, old, old_used_at = _addresses(writer, number)
    if old is None:
        raise NamingError(f"the project {name} has no older callback address", "Nothing is left to do")
    if old_used_at and not used_at and not sure:
        raise NamingError(f"no letter came by the newest callback address of {name} yet, only by the older", UNUSED)
    writer.execute("UPDATE projects SET old_address = NULL, old_used_at = 0 WHERE id = ?", (number,))
    seats.changed(writer, _orphan_box(writer, number))


def projects(reader: apsw.Connection) -> list[Holding]:
    """All projects by name."""
    rows = reader.execute(_PROJECTS).fetchall()
    return [Holding(*cast(tuple[str, int, int, int, int, float, float], row)) for row in rows]


def orphans(reader: apsw.Connection, project: str, count: int) -> list[Letter]:
    """The newest letters of a project that name no till, the oldest of them first. Raises `NamingError`."""
    box = _orphan_box(reader, _known_project(reader, project))
    rows = reader.execute(_NEWEST, (box, count)).fetchall()
    return [Letter(*cast(tuple[int, float, bytes], row)) for row in reversed(rows)]


def add_till(writer: apsw.Connection, project: str, till: str, token: bytes, epoch: str, now: float) -> None:
    """A till with its token, or a new token for a till without one. Raises `NamingError`."""
    box = _made_box(writer, project, till, epoch)
    if _tokens(writer, box):
        raise NamingError(
            f"the till {till} of project {project} has a token already",
            f"Give it another one beside it: kiosk-relay till rotate {project} {till}; "
            f"or take it away first: kiosk-relay till revoke {project} {till}",
        )
    seats.put_token(writer, box, token, now)
    # A new machine has this token, so nobody is in its place.
    seats.leave(writer, box)


def rotate_till(writer: apsw.Connection, project: str, till: str, token: bytes, now: float) -> None:
    """One more token for a till that has one. Raises `NamingError`."""
    box = _known_box(writer, project, till)
    if not _tokens(writer, box):
        raise _tokenless(project, till, f"Give it one: kiosk-relay till add {project} {till}")
    seats.put_token(writer, box, token, now)


def enrol_till(writer: apsw.Connection, project: str, till: str, code: bytes, until: float, epoch: str) -> None:
    """A code for a till, which is made if it is missing. A code given before opens nothing. Raises `NamingError`."""
    box = _made_box(writer, project, till, epoch)
    writer.execute("DELETE FROM enrolments WHERE box = ?", (box,))
    writer.execute("INSERT INTO enrolments (digest, box, until) VALUES (?, ?, ?)", (code, box, until))


def revoke_till(writer: apsw.Connection, project: str, till: str, *, old: bool, sure: bool) -> None:
    """Forget the till's tokens and its code, or with `old` all tokens but the newest; unless `sure`, not the only one
    that is used. Raises `NamingError`.
    """
    box = _known_box(writer, project, till)
    if old and _tokens(writer, box) < 2:
        raise NamingError(f"the till {till} of project {project} has no older token", "Nothing is left to do")
    if not old and not _tokens(writer, box) and not _coded(writer, box):
        raise _tokenless(
            project, till, "Check the spelling of both names; a till that was revoked before needs nothing more"
        )
    if old and not sure and writer.execute(_IN_USE, (box,)).get:
        raise NamingError(f"the newest token of {till} was not used yet, only the older", UNUSED)
    if old:
        writer.execute(_ALL_BUT_NEWEST, (box,))
    else:
        writer.execute("DELETE FROM tokens WHERE box = ?", (box,))
        writer.execute("DELETE FROM enrolments WHERE box = ?", (box,))
    seats.changed(writer, box)


def _coded(writer: apsw.Connection, box: int) -> bool:
    """Whether a code for it was drawn that nobody has used: a right that is as good as a token."""
    return writer.execute("SELECT 1 FROM enrolments WHERE box = ?", (box,)).fetchone() is not None


def readmit_till(writer: apsw.Connection, project: str, till: str, since: float) -> float:
    """Change which machine the till is, see `seats.readmit`. Raises `NamingError`."""
    return seats.readmit(writer, _known_box(writer, project, till), since)


def tills(reader: apsw.Connection, project: str) -> list[Till]:
    """The tills of a project by name. Raises `NamingError`."""
    rows = reader.execute(_TILLS, (_known_project(reader, project), ORPHANS)).fetchall()
    return [Till(*cast(tuple[str, int, float, float], row)) for row in rows]


def _tokens(writer: apsw.Connection, box: int) -> int:
    return int(cast(int, writer.execute("SELECT count(*) FROM tokens WHERE box = ?", (box,)).get))


def _tokenless(project: str, till: str, cure: str) -> NamingError:
    return NamingError(f"no till {till} of project {project} has a token", cure)


def _made_box(writer: apsw.Connection, project: str, till: str, epoch: str) -> int:
    number = _known_project(writer, project)
    box = _box(writer, number, till)
    if box is None:
        writer.execute("INSERT INTO boxes (project, till, epoch) VALUES (?, ?, ?)", (number, till, epoch))
        box = writer.last_insert_rowid()
    return box


def _known_box(writer: apsw.Connection, project: str, till: str) -> int:
    box = _box(writer, _known_project(writer, project), till) if till != ORPHANS else None
    if box is None:
        raise NamingError(
            f"there is no till {till} in project {project}",
            f"Check the spelling of both names; kiosk-relay till list {project} shows those that are there",
        )
    return box


def _orphan_box(connection: apsw.Connection, project: int) -> int:
    box = _box(connection, project, ORPHANS)
    assert box is not None, "every project has one"
    return box


def _addresses(writer: apsw.Connection, project: int) -> tuple[bytes, float, bytes | None, float]:
    row = writer.execute("SELECT address, used_at, old_address, old_used_at FROM projects WHERE id = ?", (project,))
    return cast(tuple[bytes, float, bytes | None, float], row.fetchone())


def _known_project(connection: apsw.Connection, name: str) -> int:
    number = _project(connection, name)
    if number is None:
        cure = f"kiosk-relay project list shows those that are there; kiosk-relay project add {name} makes it"
        raise NamingError(f"there is no project {name}", cure)
    return number


def _project(connection: apsw.Connection, name: str) -> int | None:
    row = cast(tuple[int] | None, connection.execute("SELECT id FROM projects WHERE name = ?", (name,)).fetchone())
    return row[0] if row else None


def _box(writer: apsw.Connection, project: int, till: str) -> int | None:
    statement = "SELECT id FROM boxes WHERE project = ? AND till = ?"
    row = cast(tuple[int] | None, writer.execute(statement, (project, till)).fetchone())
    return row[0] if row else None
