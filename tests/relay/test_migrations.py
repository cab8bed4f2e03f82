"""A store of an older release is brought to this one whole, or stays as it was."""

from __future__ import annotations

import hashlib
from pathlib import Path

import apsw
import pytest

from kiosk.relay import migrations, schema
from kiosk.relay.errors import StoreError
from kiosk.relay.overview import Till
from kiosk.relay.sqlite_store import SqliteStore
from kiosk.relay.values import Box

RELEASE_1 = """
CREATE TABLE projects (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, address BLOB NOT NULL UNIQUE, made_at REAL NOT NULL
) STRICT;
CREATE TABLE boxes (
    id INTEGER PRIMARY KEY, project INTEGER NOT NULL REFERENCES projects(id), till TEXT NOT NULL,
    token BLOB UNIQUE, epoch TEXT NOT NULL, last INTEGER NOT NULL DEFAULT 0, read_to INTEGER NOT NULL DEFAULT 0,
    queued INTEGER NOT NULL DEFAULT 0, queued_bytes INTEGER NOT NULL DEFAULT 0, UNIQUE (project, till)
) STRICT;
CREATE TABLE letters (
    id INTEGER PRIMARY KEY, box INTEGER NOT NULL REFERENCES boxes(id), position INTEGER NOT NULL,
    received_at REAL NOT NULL, size INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE (box, position)
) STRICT;
CREATE INDEX letters_by_age ON letters (received_at);
CREATE TABLE seen (
    box INTEGER NOT NULL REFERENCES boxes(id), digest BLOB NOT NULL, position INTEGER NOT NULL,
    received_at REAL NOT NULL, PRIMARY KEY (box, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_by_age ON seen (received_at);
CREATE TABLE receipts (
    id INTEGER PRIMARY KEY, box INTEGER NOT NULL REFERENCES boxes(id), upto INTEGER NOT NULL, at REAL NOT NULL
) STRICT;
CREATE INDEX receipts_by_age ON receipts (at);
PRAGMA application_id = 1263684697; PRAGMA user_version = 1;
"""
"""As release 1 made its files, word by word: it is never changed."""

TOKEN = hashlib.sha256(b"the till's token").digest()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file of release 1 with letters in it, in the log it was left with."""
    path = tmp_path / "relay.db"
    made = apsw.Connection(str(path))
    made.pragma("journal_mode", "wal")
    made.execute(RELEASE_1)
    made.execute("INSERT INTO projects VALUES (1, 'shop', x'01', 5.0), (2, 'other', x'02', 6.0)")
    made.execute(
        """INSERT INTO boxes VALUES (1, 1, '', NULL, 'e1', 0, 0, 0, 0), (2, 1, 'till1', ?, 'e2', 7000, 6000, 1, 3),
        (3, 2, '', NULL, 'e3', 0, 0, 0, 0), (9, 1, 'till2', NULL, 'e9', 1, 0, 0, 0)""",
        (TOKEN,),
    )
    made.execute("INSERT INTO letters VALUES (1, 2, 6000, 6.0, 2, x'7b7d'), (4, 2, 7000, 7.0, 3, x'7b207d')")
    made.execute("INSERT INTO seen VALUES (2, x'aa', 6000, 6.0), (2, x'bb', 7000, 7.0)")
    made.execute("INSERT INTO receipts VALUES (1, 2, 6000, 6.5)")
    made.close()
    return path


def shapes(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table and index with its columns, whatever the words they were made with."""
    file = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    names = [str(row[0]) for row in file.execute("SELECT name FROM sqlite_schema ORDER BY name").fetchall()]
    found: dict[str, list[tuple[object, ...]]] = {}
    for name in names:
        asked = ("table_xinfo", "index_xinfo", "foreign_key_list", "index_list")
        rows = (row for what in asked for row in file.execute(f"SELECT * FROM pragma_{what}(?)", (name,)).fetchall())
        found[name] = [tuple(row) for row in rows]
    file.close()
    return found


def test_everything_of_an_old_file_is_there_afterwards(old: Path) -> None:
    store = SqliteStore(old)
    box = store.box_of_token(TOKEN)
    assert box is not None
    assert box == Box(2, 1, "shop", "till1", "e2", 7000, 6000, instance="", generation=0)
    assert [letter.body for letter in store.letters(2, 0, 10, 100)] == [b"{}", b"{ }"]
    assert store.tills("shop") == [Till("till1", 1, 0.0, 0.0), Till("till2", 0, 0.0, 0.0)]
    # The next till takes a number of its own.
    store.add_till("other", "till1", b"another", "e", 8.0)
    added = store.box(2, "till1")
    assert added is not None
    assert added.id == 10
    store.close()
    again = SqliteStore(old)
    assert again.box_of_token(TOKEN) == box
    again.close()


def test_a_migrated_file_has_the_shape_of_a_new_one(old: Path, tmp_path: Path) -> None:
    SqliteStore(old).close()
    SqliteStore(tmp_path / "new.db").close()
    assert shapes(old) == shapes(tmp_path / "new.db")


def test_a_token_of_release_1_is_the_older_one_of_two(old: Path) -> None:
    store = SqliteStore(old)
    store.rotate_till("shop", "till1", b"new", 9.0)
    store.revoke_till("shop", "till1", old=True)
    assert store.box_of_token(TOKEN) is None
    assert store.box_of_token(b"new") is not None
    store.close()


def test_a_step_that_fails_leaves_the_old_file_whole(old: Path) -> None:
    # A letter of a box that is not there: the look afterwards finds it, when all tables have been rebuilt.
    broken = apsw.Connection(str(old))
    broken.execute("INSERT INTO letters VALUES (5, 77, 1, 1.0, 2, x'7b7d')")
    broken.close()
    before = shapes(old)
    with pytest.raises(StoreError, match="points at what is not there"):
        schema.open_pair(old)
    assert shapes(old) == before
    file = apsw.Connection(str(old))
    assert file.pragma("user_version") == 1
    assert file.execute("SELECT count(*) FROM letters").get == 3
    file.close()


def test_every_release_before_this_one_has_its_step() -> None:
    assert sorted(migrations.STEPS) == list(range(1, schema.VERSION))
