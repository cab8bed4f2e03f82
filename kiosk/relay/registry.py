"""Projects and tills in the SQLite store: added, given a token, and the token taken away.

A revoked till keeps its box and its letters: whoever gets a new token for it goes on where the old one
stopped.

It runs inside a transaction that `store` opened; it must not begin or commit, and never sees a token in
clear.
"""

from __future__ import annotations

from typing import cast

import apsw

from kiosk.relay.errors import NamingError
from kiosk.relay.values import ORPHANS


def add_project(writer: apsw.Connection, name: str, address: bytes, epoch: str, now: float) -> None:
    """A project and its orphan box. Raises `NamingError` when the name is taken."""
    if _project(writer, name) is not None:
        raise NamingError(f"the project {name} is there already", "Choose another name")
    writer.execute("INSERT INTO projects (name, address, made_at) VALUES (?, ?, ?)", (name, address, now))
    project = writer.last_insert_rowid()
    writer.execute("INSERT INTO boxes (project, till, epoch) VALUES (?, ?, ?)", (project, ORPHANS, epoch))


def add_till(writer: apsw.Connection, project: str, till: str, token: bytes, epoch: str) -> None:
    """A till with its token, or a new token for a till without one. Raises `NamingError`."""
    number = _known_project(writer, project)
    box = _box(writer, number, till)
    if box is None:
        writer.execute(
            "INSERT INTO boxes (project, till, token, epoch) VALUES (?, ?, ?, ?)", (number, till, token, epoch)
        )
    elif box[1] is None:
        writer.execute("UPDATE boxes SET token = ? WHERE id = ?", (token, box[0]))
    else:
        raise NamingError(
            f"the till {till} of project {project} has a token already",
            f"Take it away first: kiosk-relay till revoke {project} {till}",
        )


def revoke_till(writer: apsw.Connection, project: str, till: str) -> None:
    """Forget the till's token. Raises `NamingError` when there is none to take away."""
    box = _box(writer, _known_project(writer, project), till)
    if box is None or box[1] is None:
        raise NamingError(
            f"no till {till} of project {project} has a token",
            "Check the spelling of both names; a till that was revoked before needs nothing more",
        )
    writer.execute("UPDATE boxes SET token = NULL WHERE id = ?", (box[0],))


def _known_project(writer: apsw.Connection, name: str) -> int:
    number = _project(writer, name)
    if number is None:
        raise NamingError(f"there is no project {name}", f"Add it first: kiosk-relay project add {name}")
    return number


def _project(writer: apsw.Connection, name: str) -> int | None:
    row = cast(tuple[int] | None, writer.execute("SELECT id FROM projects WHERE name = ?", (name,)).fetchone())
    return row[0] if row else None


def _box(writer: apsw.Connection, project: int, till: str) -> tuple[int, bytes | None] | None:
    statement = "SELECT id, token FROM boxes WHERE project = ? AND till = ?"
    return cast(tuple[int, bytes | None] | None, writer.execute(statement, (project, till)).fetchone())
