"""Room in the log: it is there before the first letter, costs the file nothing, and takes no letter away."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from kiosk.relay import headroom
from kiosk.relay.sqlite_store import SqliteStore
from kiosk.relay.values import Stored
from tests.relay.test_committer import deposit

_SIZE = 1_048_576


def log_of(path: Path) -> Path:
    return Path(f"{path}-wal")


def opened(path: Path) -> SqliteStore:
    return SqliteStore(path, alone=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """Project 1 `shop`; box 2 is that of its till `till1`."""
    made = opened(tmp_path / "relay.db")
    made.add_project("shop", b"s", "e0", 1.0)
    made.add_till("shop", "till1", b"t1", "e1", 1.0)
    yield made
    made.close()


def test_letters_are_written_over_what_the_log_has_already(store: SqliteStore) -> None:
    path = store.path
    before = path.stat().st_size
    headroom.make_room(store._writer, path, _SIZE)
    length = log_of(path).stat().st_size
    assert _SIZE <= length <= 2 * _SIZE
    for number in range(20):
        assert isinstance(store.commit([deposit(number)])[0], Stored)
    assert log_of(path).stat().st_size == length
    assert path.stat().st_size == before


def test_once_is_enough(store: SqliteStore) -> None:
    for _ in range(2):
        headroom.make_room(store._writer, store.path, _SIZE)
    length = log_of(store.path).stat().st_size
    headroom.make_room(store._writer, store.path, _SIZE)
    assert log_of(store.path).stat().st_size == length


def test_the_store_makes_as_much_as_it_will_need(store: SqliteStore) -> None:
    store.make_room()
    assert log_of(store.path).stat().st_size >= headroom.LOG_BYTES


def test_letters_before_and_after_survive_a_loss_of_the_process(store: SqliteStore, tmp_path: Path) -> None:
    store.commit([deposit(1)])
    headroom.make_room(store._writer, store.path, _SIZE)
    store.commit([deposit(2)])
    left = tmp_path / "left.db"
    for suffix in ("", "-wal"):
        shutil.copy(f"{store.path}{suffix}", f"{left}{suffix}")
    again = opened(left)
    assert [letter.body for letter in again.letters(2, 0, 10, 10_000)] == [b'{"n":1}', b'{"n":2}']
    assert again._reader.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'headroom'").get == 0
    again.close()


def test_the_connection_is_as_it_was(store: SqliteStore) -> None:
    writer = store._writer
    before = writer.pragma("cache_size"), writer.pragma("user_version")
    headroom.make_room(writer, store.path, _SIZE)
    assert (writer.pragma("cache_size"), writer.pragma("user_version")) == before
    assert not writer.in_transaction


def test_a_store_that_cannot_be_written_goes_without(store: SqliteStore) -> None:
    other = apsw.Connection(str(store.path))
    other.execute("BEGIN IMMEDIATE")
    store._writer.set_busy_timeout(0)
    headroom.make_room(store._writer, store.path, _SIZE)
    assert not log_of(store.path).exists() or log_of(store.path).stat().st_size < _SIZE
    other.execute("ROLLBACK")
    other.close()
    assert isinstance(store.commit([deposit(1)])[0], Stored)


def test_a_full_disk_goes_without_and_is_left_with_what_it_had(store: SqliteStore) -> None:
    writer = store._writer
    writer.pragma("max_page_count", 64)
    headroom.make_room(writer, store.path, _SIZE)
    assert not writer.in_transaction
    assert isinstance(store.commit([deposit(1)])[0], Stored)
