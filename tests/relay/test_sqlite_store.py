"""What is SQLite's own about its store; what every store does is tested with `store`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from kiosk.relay.errors import StoreError
from kiosk.relay.sqlite_store import SqliteStore
from kiosk.relay.values import Broken, Deposit, Receipt, Stored
from tests.relay.test_store import box_of, deposit


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "relay.db")
    store.add_project("shop", b"address", "epoch", 0.0)
    store.add_till("shop", "till1", b"token", "epoch", 0.0)
    yield store
    store.close()


def test_a_failed_group_leaves_nothing_and_says_so_to_each(store: SqliteStore) -> None:
    box = box_of(store)
    other = apsw.Connection(str(store.path))
    other.execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON letters WHEN new.body = x'62' BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    before = store.transactions
    assert store.commit([deposit(box, b"a"), deposit(box, b"b")]) == [Broken("ConstraintError")] * 2
    assert store.letters(box.id, 0, 10, 10) == []
    assert store.transactions == before
    # The next one is not harmed by it.
    assert store.commit([deposit(box, b"a")]) == [Stored(1_000_000, fresh=True)]
    other.close()


def test_reading_goes_on_while_another_program_writes(store: SqliteStore) -> None:
    box = box_of(store)
    store.commit([deposit(box, b"a")])
    other = apsw.Connection(str(store.path))
    other.execute("BEGIN IMMEDIATE; DELETE FROM letters")
    assert len(store.letters(box.id, 0, 10, 10)) == 1
    other.execute("ROLLBACK")
    other.close()


def test_a_page_that_was_cut_short_holds_nothing_open(store: SqliteStore) -> None:
    box = box_of(store)
    store.commit([deposit(box, b"a" * 100), deposit(box, b"b" * 100)])
    assert len(store.letters(box.id, 0, 10, 1)) == 1
    store.checkpoint()
    other = apsw.Connection(str(store.path))
    # A reader left standing in the log would keep it from being emptied.
    assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").get[0] == 0
    other.close()


def test_a_group_is_one_commit_for_other_programs_too(store: SqliteStore) -> None:
    other = apsw.Connection(str(store.path), flags=apsw.SQLITE_OPEN_READONLY)
    version = other.pragma("data_version")
    store.commit([deposit(box_of(store), b"%d" % n) for n in range(100)])
    assert other.pragma("data_version") == version + 1
    other.close()


def test_a_store_out_of_reach_is_named_with_a_cure(store: SqliteStore) -> None:
    store.close()
    with pytest.raises(StoreError, match=r"relay\.db cannot be read.*Look at the disk"):
        store.letters(1, 0, 1, 1)
    with pytest.raises(StoreError, match=r"relay\.db cannot be written"):
        store.sweep(0.0)
    with pytest.raises(StoreError):
        store.checkpoint()
    assert isinstance(store.commit([Receipt(1, 1, 1.0)])[0], Broken)


@pytest.mark.parametrize("by", ["deleted", "moved", "replaced"])
def test_what_goes_into_a_file_that_is_gone_is_not_acknowledged(tmp_path: Path, by: str) -> None:
    store = SqliteStore(tmp_path / "relay.db", alone=True)
    store.add_project("shop", b"s", "e", 1.0)
    store.add_till("shop", "till1", b"t1", "e", 1.0)
    box = store.box(1, "till1")
    assert box is not None
    letter = Deposit(box.id, "shop", "till1", 5.0, b"d", b"{}")
    if by == "replaced":
        SqliteStore(tmp_path / "other.db").close()
        (tmp_path / "other.db").replace(tmp_path / "relay.db")
    elif by == "moved":
        (tmp_path / "relay.db").rename(tmp_path / "away.db")
    else:
        (tmp_path / "relay.db").unlink()
    (outcome,) = store.commit([letter])
    assert isinstance(outcome, Broken)
    assert "moved, deleted or replaced" in outcome.why
    for ask in (lambda: store.project(b"s"), lambda: store.box_of_token(b"t1"), lambda: store.letters(box.id, 0, 9, 9)):
        with pytest.raises(StoreError, match="Start the relay again"):
            ask()
    store.close()
