"""The tables in PostgreSQL: the same names and meanings as in SQLite, in a schema of their own.

    about      whose tables these are, and their version.
    turns      which process has the newest poll of a box. Not logged: worth nothing after a crash of the server,
               and a turn made later is higher all the same, for turns follow the server's clock.

The others are described with the SQLite store. Rows of letters, seen and receipts name boxes without a foreign key:
they are written only while their box's row is locked, and boxes are never taken away. It must not know letters.
"""

from __future__ import annotations

from kiosk.relay.errors import StoreError
from kiosk.relay.postgres.line import SCHEMA, Connection
from kiosk.relay.schema import APPLICATION_ID

VERSION = 3
"""Counted with SQLite's: the same number means the same tables."""

_TABLES = """
CREATE TABLE about (application bigint NOT NULL, version bigint NOT NULL);
CREATE TABLE projects (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE, address bytea NOT NULL UNIQUE,
    made_at double precision NOT NULL, old_address bytea UNIQUE,
    used_at double precision NOT NULL DEFAULT 0, old_used_at double precision NOT NULL DEFAULT 0
);
CREATE TABLE boxes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, project bigint NOT NULL REFERENCES projects (id),
    till text NOT NULL, epoch text NOT NULL, last bigint NOT NULL DEFAULT 0, read_to bigint NOT NULL DEFAULT 0,
    queued bigint NOT NULL DEFAULT 0, queued_bytes bigint NOT NULL DEFAULT 0, changed bigint NOT NULL DEFAULT 0,
    UNIQUE (project, till)
) WITH (fillfactor = 50);
CREATE INDEX boxes_by_change ON boxes (changed);
CREATE TABLE tokens (
    digest bytea PRIMARY KEY, box bigint NOT NULL REFERENCES boxes (id), made_at double precision NOT NULL,
    used_at double precision NOT NULL DEFAULT 0
);
CREATE INDEX tokens_of_box ON tokens (box);
CREATE TABLE enrolments (
    digest bytea PRIMARY KEY, box bigint NOT NULL REFERENCES boxes (id), until double precision NOT NULL
);
CREATE TABLE holders (
    box bigint PRIMARY KEY REFERENCES boxes (id), instance text NOT NULL, generation bigint NOT NULL,
    since double precision NOT NULL
);
CREATE TABLE past_holders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, box bigint NOT NULL REFERENCES boxes (id),
    instance text NOT NULL, at double precision NOT NULL DEFAULT 0, UNIQUE (box, instance)
);
CREATE TABLE letters (
    box bigint NOT NULL, position bigint NOT NULL, received_at double precision NOT NULL, size bigint NOT NULL,
    body bytea NOT NULL, PRIMARY KEY (box, position)
);
CREATE INDEX letters_by_age ON letters (received_at);
CREATE TABLE seen (
    box bigint NOT NULL, digest bytea NOT NULL, position bigint NOT NULL, received_at double precision NOT NULL,
    PRIMARY KEY (box, digest)
);
CREATE INDEX seen_by_age ON seen (received_at);
CREATE TABLE receipts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, box bigint NOT NULL, upto bigint NOT NULL,
    at double precision NOT NULL
);
CREATE INDEX receipts_by_age ON receipts (at);
CREATE UNLOGGED TABLE turns (
    box bigint PRIMARY KEY, turn bigint NOT NULL, process text NOT NULL, previous text, at double precision NOT NULL
);
"""

_RELEASE_3 = """
ALTER TABLE projects ADD COLUMN old_address bytea UNIQUE,
    ADD COLUMN used_at double precision NOT NULL DEFAULT 0, ADD COLUMN old_used_at double precision NOT NULL DEFAULT 0
"""


def claim(connection: Connection, place: str) -> None:
    """Make the tables in a database without them and bring older ones to this release; refuse those of another program
    or a newer release.

    Of several processes that start together one makes them. `place` is for the messages.

    Raises:
        StoreError: not ours, too new, or not allowed.
        psycopg.Error: the database failed.
    """
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (APPLICATION_ID,))
        if _one(connection, "SELECT to_regclass(%s)", f"{SCHEMA}.about") is None:
            _make(connection, place)
        found = connection.execute("SELECT application, version FROM about").fetchall()
        if len(found) == 1 and found[0] == (APPLICATION_ID, 2):
            # An older relay that still serves from these tables goes on: it does not know the new columns.
            connection.execute(_RELEASE_3)
            connection.execute("UPDATE about SET version = %s", (VERSION,))
            found = [(APPLICATION_ID, VERSION)]
    if [row[0] for row in found] != [APPLICATION_ID]:
        raise StoreError(f"the schema {SCHEMA} in {place} belongs to another program", "Name another database")
    if found[0][1] != VERSION:
        raise StoreError(
            f"the store {place} was made by release {found[0][1]} of the tables, this program knows {VERSION}",
            "Run the release of the relay that made it, or name another database",
        )


def _make(connection: Connection, place: str) -> None:
    there = _one(connection, "SELECT to_regnamespace(%s)", SCHEMA) is not None
    if not there:
        allowed = "SELECT has_database_privilege(current_database(), %s)"
        if not _one(connection, allowed, "CREATE"):
            raise StoreError(
                f"this user may not make the schema {SCHEMA} in {place}",
                f"Let the database's owner run CREATE SCHEMA {SCHEMA} AUTHORIZATION for this user",
            )
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
    connection.execute(_TABLES)
    connection.execute("INSERT INTO about (application, version) VALUES (%s, %s)", (APPLICATION_ID, VERSION))


def _one(connection: Connection, statement: str, value: str) -> object:
    row = connection.execute(statement, (value,)).fetchone()
    return row[0] if row else None
