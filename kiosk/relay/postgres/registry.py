"""Projects and tills in PostgreSQL: added, given a token, and the token taken away. See the SQLite `registry`.

It runs inside a transaction that the store opened, and never sees a token in clear. One change at a time, over all
processes: changes are rare, and so two people who add the same name cannot both succeed.
"""

from __future__ import annotations

from kiosk.relay.errors import NamingError
from kiosk.relay.postgres.line import Connection
from kiosk.relay.values import ORPHANS

_CHANGING = 0x4B52_4C5B


def add_project(connection: Connection, name: str, address: bytes, epoch: str, now: float) -> None:
    """A project and its orphan box. Raises `NamingError` when the name is taken."""
    _one_at_a_time(connection)
    if _project(connection, name) is not None:
        raise NamingError(f"the project {name} is there already", "Choose another name")
    insert = "INSERT INTO projects (name, address, made_at) VALUES (%s, %s, %s)"
    connection.execute(insert, (name, address, now))
    orphans = "INSERT INTO boxes (project, till, epoch) VALUES (%s, %s, %s)"
    connection.execute(orphans, (_project(connection, name), ORPHANS, epoch))


def add_till(connection: Connection, project: str, till: str, token: bytes, epoch: str) -> None:
    """A till with its token, or a new token for a till without one. Raises `NamingError`."""
    _one_at_a_time(connection)
    number = _known_project(connection, project)
    box = _box(connection, number, till)
    if box is None:
        insert = "INSERT INTO boxes (project, till, token, epoch) VALUES (%s, %s, %s, %s)"
        connection.execute(insert, (number, till, token, epoch))
    elif box[1] is None:
        connection.execute("UPDATE boxes SET token = %s WHERE id = %s", (token, box[0]))
    else:
        raise NamingError(
            f"the till {till} of project {project} has a token already",
            f"Take it away first: kiosk-relay till revoke {project} {till}",
        )


def revoke_till(connection: Connection, project: str, till: str) -> int:
    """Forget the till's token; gives its box. Raises `NamingError` when there is none to take away."""
    _one_at_a_time(connection)
    box = _box(connection, _known_project(connection, project), till)
    if box is None or box[1] is None:
        raise NamingError(
            f"no till {till} of project {project} has a token",
            "Check the spelling of both names; a till that was revoked before needs nothing more",
        )
    connection.execute("UPDATE boxes SET token = NULL WHERE id = %s", (box[0],))
    return box[0]


def _one_at_a_time(connection: Connection) -> None:
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (_CHANGING,))


def _known_project(connection: Connection, name: str) -> int:
    number = _project(connection, name)
    if number is None:
        raise NamingError(f"there is no project {name}", f"Add it first: kiosk-relay project add {name}")
    return number


def _project(connection: Connection, name: str) -> int | None:
    row = connection.execute("SELECT id FROM projects WHERE name = %s", (name,)).fetchone()
    return int(row[0]) if row else None


def _box(connection: Connection, project: int, till: str) -> tuple[int, bytes | None] | None:
    statement = "SELECT id, token FROM boxes WHERE project = %s AND till = %s"
    row = connection.execute(statement, (project, till)).fetchone()
    return (int(row[0]), row[1]) if row else None
