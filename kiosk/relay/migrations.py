"""From one release of the SQLite store's tables to the next, inside the transaction that opens the file.

A step is SQL that turns the tables of release N into those of N + 1; a file of any older release goes through all
steps at once or stays as it was. A step is never changed after its release: somebody's file has been through it.

It must not begin or commit, and never sees letters, only where they lie.
"""

from __future__ import annotations

import apsw

RIGHTS = """
CREATE TABLE tokens (
    digest BLOB PRIMARY KEY, box INTEGER NOT NULL REFERENCES boxes(id), made_at REAL NOT NULL,
    used_at REAL NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_of_box ON tokens (box);
CREATE TABLE enrolments (
    digest BLOB PRIMARY KEY, box INTEGER NOT NULL REFERENCES boxes(id), until REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE holders (
    box INTEGER PRIMARY KEY REFERENCES boxes(id), instance TEXT NOT NULL, generation INTEGER NOT NULL,
    since REAL NOT NULL
) STRICT;
CREATE TABLE past_holders (
    id INTEGER PRIMARY KEY, box INTEGER NOT NULL REFERENCES boxes(id), instance TEXT NOT NULL,
    at REAL NOT NULL DEFAULT 0, UNIQUE (box, instance)
) STRICT;
"""
"""The tables of who may read a box, the same in a new file and in one that came from release 1."""

# The token moves out of the box, and a unique column cannot be dropped: the table is made anew. When a token of
# release 1 was made is not known, so it counts as the oldest.
_BOXES_2 = """
CREATE TABLE boxes_2 (
    id INTEGER PRIMARY KEY, project INTEGER NOT NULL REFERENCES projects(id), till TEXT NOT NULL,
    epoch TEXT NOT NULL, last INTEGER NOT NULL DEFAULT 0, read_to INTEGER NOT NULL DEFAULT 0,
    queued INTEGER NOT NULL DEFAULT 0, queued_bytes INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0, UNIQUE (project, till)
) STRICT;
INSERT INTO boxes_2 (id, project, till, epoch, last, read_to, queued, queued_bytes)
    SELECT id, project, till, epoch, last, read_to, queued, queued_bytes FROM boxes;
"""
_TOKENS_2 = """
INSERT INTO tokens (digest, box, made_at) SELECT token, id, 0 FROM boxes WHERE token IS NOT NULL;
DROP TABLE boxes;
ALTER TABLE boxes_2 RENAME TO boxes;
CREATE INDEX boxes_by_change ON boxes (changed);
"""

_OLD_ADDRESS_3 = """
ALTER TABLE projects ADD COLUMN old_address BLOB;
ALTER TABLE projects ADD COLUMN used_at REAL NOT NULL DEFAULT 0;
ALTER TABLE projects ADD COLUMN old_used_at REAL NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX projects_by_old_address ON projects (old_address);
"""

STEPS = {1: (_BOXES_2, RIGHTS, _TOKENS_2), 2: (_OLD_ADDRESS_3,)}
"""From a release to the SQL that makes the next one of it."""


def migrate(writer: apsw.Connection, version: int, wanted: int) -> None:
    """Bring the tables from one release to a later one.

    Raises:
        apsw.Error: nothing may be committed.
    """
    for release in range(version, wanted):
        for statements in STEPS[release]:
            writer.execute(statements)
    if writer.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise apsw.ConstraintError("a table points at what is not there")
