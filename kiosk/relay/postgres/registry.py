"""Projects and tills in PostgreSQL: added, given a token or a code, and tokens taken away. See the SQLite `registry`.

Each runs inside a transaction that the store opened for it, and never sees a token in clear. One change at a time,
over all processes: changes are rare, and so two people who add the same name cannot both succeed. What changes a
till gives the number of its box.
"""

from __future__ import annotations

from psycopg.rows import TupleRow

from kiosk.relay.errors import NamingError
from kiosk.relay.overview import Holding, Till
from kiosk.relay.postgres import seats
from kiosk.relay.postgres.line import Connection
from kiosk.relay.registry import IN_USE, UNUSED
from kiosk.relay.values import ORPHANS, Letter

_ALL_BUT_NEWEST = """
DELETE FROM tokens WHERE box = %(box)s AND digest <> (
    SELECT digest FROM tokens WHERE box = %(box)s ORDER BY made_at DESC, used_at DESC LIMIT 1
)
"""
_IN_USE = """
SELECT max(used_at) > 0 AND (SELECT used_at FROM tokens WHERE box = %(box)s ORDER BY made_at DESC LIMIT 1) = 0
FROM tokens WHERE box = %(box)s
"""
_TILLS = """
SELECT till, (SELECT count(*) FROM tokens WHERE box = boxes.id),
    (SELECT coalesce(max(used_at), 0) FROM tokens WHERE box = boxes.id),
    (SELECT coalesce(max(at), 0) FROM past_holders WHERE box = boxes.id)
FROM boxes WHERE project = %s AND till <> %s ORDER BY till
"""


_PROJECTS = """
SELECT name, 1 + (old_address IS NOT NULL)::int,
    (SELECT count(*) FROM boxes WHERE project = projects.id AND till <> ''),
    (SELECT coalesce(sum(queued), 0)::bigint FROM boxes WHERE project = projects.id AND till <> ''),
    (SELECT coalesce(sum(queued), 0)::bigint FROM boxes WHERE project = projects.id AND till = ''),
    used_at, old_used_at
FROM projects ORDER BY name COLLATE "C"
"""
_ROTATE = "UPDATE projects SET address = %s, used_at = 0, old_address = %s, old_used_at = %s WHERE id = %s"
_NEWEST = "SELECT position, received_at, body FROM letters WHERE box = %s ORDER BY position DESC LIMIT %s"


def add_project(connection: Connection, name: str, address: bytes, epoch: str, now: float) -> None:
    """A project and its orphan box. Raises `NamingError` when the name is taken, in whatever case."""
    taken = connection.execute("SELECT name FROM projects WHERE lower(name) = lower(%s)", (name,)).fetchone()
    if taken is not None:
        raise NamingError(f"the project {taken[0]} is there already", "Choose another name")
    insert = "INSERT INTO projects (name, address, made_at) VALUES (%s, %s, %s)"
    connection.execute(insert, (name, address, now))
    _insert_box(connection, _known_project(connection, name), ORPHANS, epoch)


def rotate_project(connection: Connection, name: str, new: bytes, *, sure: bool) -> int:
    """A new callback address. Of those before, the one that a letter came by last goes on. Raises `NamingError`, also,
    unless `sure`, when letters came by both of two: one would go.
    """
    number = _known_project(connection, name)
    address, used_at, old, old_used_at = _addresses(connection, number)
    if old is not None and used_at and old_used_at and not sure:
        raise NamingError(f"letters came by both callback addresses of {name}, and there are at most two", IN_USE)
    kept, used = (address, used_at) if old is None or used_at > old_used_at else (old, old_used_at)
    connection.execute(_ROTATE, (new, kept, used, number))
    return _changed_orphans(connection, number)


def revoke_project(connection: Connection, name: str, *, sure: bool) -> int:
    """Forget the callback address before the newest. Raises `NamingError` when there is none, and, unless `sure`, when
    letters came by that one alone.
    """
    number = _known_project(connection, name)
    _, used_at, old, old_used_at = _addresses(connection, number)
    if old is None:
        raise NamingError(f"the project {name} has no older callback address", "Nothing is left to do")
    if old_used_at and not used_at and not sure:
        raise NamingError(f"no letter came by the newest callback address of {name} yet, only by the older", UNUSED)
    connection.execute("UPDATE projects SET old_address = NULL, old_used_at = 0 WHERE id = %s", (number,))
    return _changed_orphans(connection, number)


def projects(connection: Connection) -> list[Holding]:
    """All projects by name."""
    return [Holding(*row) for row in connection.execute(_PROJECTS).fetchall()]


def orphans(connection: Connection, project: str, count: int) -> list[Letter]:
    """The newest letters of a project that name no till, the oldest of them first. Raises `NamingError`."""
    box = _orphan_box(connection, _known_project(connection, project))
    rows = connection.execute(_NEWEST, (box, count)).fetchall()
    return [Letter(*row) for row in reversed(rows)]


def add_till(connection: Connection, project: str, till: str, token: bytes, epoch: str, now: float) -> int:
    """A till with its token, or a new token for a till without one. Raises `NamingError`."""
    box = _made_box(connection, project, till, epoch)
    if _tokens(connection, box):
        raise NamingError(
            f"the till {till} of project {project} has a token already",
            f"Give it another one beside it: kiosk-relay till rotate {project} {till}; "
            f"or take it away first: kiosk-relay till revoke {project} {till}",
        )
    seats.put_token(connection, box, token, now)
    # A new machine has this token, so nobody is in its place.
    seats.leave(connection, box)
    return box


def rotate_till(connection: Connection, project: str, till: str, token: bytes, now: float) -> int:
    """One more token for a till that has one. Raises `NamingError`."""
    box = _known_box(connection, project, till)
    if not _tokens(connection, box):
        raise _tokenless(project, till, f"Give it one: kiosk-relay till add {project} {till}")
    seats.put_token(connection, box, token, now)
    return box


def enrol_till(connection: Connection, project: str, till: str, code: bytes, until: float, epoch: str) -> int:
    """A code for a till, which is made if it is missing. A code given before opens nothing. Raises `NamingError`."""
    box = _made_box(connection, project, till, epoch)
    connection.execute("DELETE FROM enrolments WHERE box = %s", (box,))
    connection.execute("INSERT INTO enrolments (digest, box, until) VALUES (%s, %s, %s)", (code, box, until))
    return box


def revoke_till(connection: Connection, project: str, till: str, *, old: bool, sure: bool) -> int:
    """Forget the till's tokens and its code, or with `old` all tokens but the newest; unless `sure`, not the only one
    that is used. Raises `NamingError`.
    """
    box = _known_box(connection, project, till)
    if old and _tokens(connection, box) < 2:
        raise NamingError(f"the till {till} of project {project} has no older token", "Nothing is left to do")
    if not old and not _tokens(connection, box) and not _coded(connection, box):
        raise _tokenless(
            project, till, "Check the spelling of both names; a till that was revoked before needs nothing more"
        )
    if old and not sure and _truth(connection.execute(_IN_USE, {"box": box}).fetchone()):
        raise NamingError(f"the newest token of {till} was not used yet, only the older", UNUSED)
    if old:
        connection.execute(_ALL_BUT_NEWEST, {"box": box})
    else:
        connection.execute("DELETE FROM tokens WHERE box = %s", (box,))
        connection.execute("DELETE FROM enrolments WHERE box = %s", (box,))
    seats.changed(connection, box)
    return box


def _coded(connection: Connection, box: int) -> bool:
    """Whether a code for it was drawn that nobody has used: a right that is as good as a token."""
    return connection.execute("SELECT 1 FROM enrolments WHERE box = %s", (box,)).fetchone() is not None


def readmit_till(connection: Connection, project: str, till: str, since: float) -> tuple[int, float]:
    """Change which machine the till is, see `seats.readmit`; its box, and what that gives. Raises `NamingError`."""
    box = _known_box(connection, project, till)
    return box, seats.readmit(connection, box, since)


def tills(connection: Connection, project: str) -> list[Till]:
    """The tills of a project by name. Raises `NamingError`."""
    rows = connection.execute(_TILLS, (_known_project(connection, project), ORPHANS)).fetchall()
    return [Till(*row) for row in rows]


def _tokens(connection: Connection, box: int) -> int:
    return _number(connection.execute("SELECT count(*) FROM tokens WHERE box = %s", (box,)).fetchone())


def _tokenless(project: str, till: str, cure: str) -> NamingError:
    return NamingError(f"no till {till} of project {project} has a token", cure)


def _made_box(connection: Connection, project: str, till: str, epoch: str) -> int:
    number = _known_project(connection, project)
    box = _box(connection, number, till)
    return _insert_box(connection, number, till, epoch) if box is None else box


def _insert_box(connection: Connection, project: int, till: str, epoch: str) -> int:
    insert = "INSERT INTO boxes (project, till, epoch) VALUES (%s, %s, %s) RETURNING id"
    return _number(connection.execute(insert, (project, till, epoch)).fetchone())


def _known_box(connection: Connection, project: str, till: str) -> int:
    box = _box(connection, _known_project(connection, project), till) if till != ORPHANS else None
    if box is None:
        raise NamingError(
            f"there is no till {till} in project {project}",
            f"Check the spelling of both names; kiosk-relay till list {project} shows those that are there",
        )
    return box


def _orphan_box(connection: Connection, project: int) -> int:
    box = _box(connection, project, ORPHANS)
    assert box is not None, "every project has one"
    return box


def _changed_orphans(connection: Connection, project: int) -> int:
    box = _orphan_box(connection, project)
    seats.changed(connection, box)
    return box


def _addresses(connection: Connection, project: int) -> TupleRow:
    asked = "SELECT address, used_at, old_address, old_used_at FROM projects WHERE id = %s"
    row = connection.execute(asked, (project,)).fetchone()
    assert row is not None
    return row


def _known_project(connection: Connection, name: str) -> int:
    number = _project(connection, name)
    if number is None:
        cure = f"kiosk-relay project list shows those that are there; kiosk-relay project add {name} makes it"
        raise NamingError(f"there is no project {name}", cure)
    return number


def _project(connection: Connection, name: str) -> int | None:
    row = connection.execute("SELECT id FROM projects WHERE name = %s", (name,)).fetchone()
    return _number(row) if row else None


def _box(connection: Connection, project: int, till: str) -> int | None:
    statement = "SELECT id FROM boxes WHERE project = %s AND till = %s"
    row = connection.execute(statement, (project, till)).fetchone()
    return _number(row) if row else None


def _truth(row: TupleRow | None) -> bool:
    assert row is not None
    return bool(row[0])


def _number(row: TupleRow | None) -> int:
    assert row is not None
    return int(row[0])
