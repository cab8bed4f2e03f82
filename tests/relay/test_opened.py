"""A file under another name, or another file under its name, is not the one that was opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.relay.errors import StoreError
from kiosk.relay.opened import Opened
from kiosk.relay.sqlite_store import SqliteStore
from kiosk.relay.values import Broken, Stored
from tests.relay.test_committer import deposit


def test_a_file_that_was_away_once_is_not_believed_again(tmp_path: Path) -> None:
    path = tmp_path / "relay.db"
    path.write_text("a")
    opened = Opened(path)
    opened.look()
    path.write_text("more of the same file")
    opened.look()
    path.rename(tmp_path / "away.db")
    with pytest.raises(StoreError, match="moved, deleted or replaced"):
        opened.look()
    (tmp_path / "away.db").rename(path)
    assert opened.lost
    with pytest.raises(StoreError):
        opened.look()


def test_another_file_of_that_name_is_another_file(tmp_path: Path) -> None:
    path = tmp_path / "relay.db"
    path.write_text("a")
    opened = Opened(path)
    (tmp_path / "copy.db").write_text("a")
    (tmp_path / "copy.db").replace(path)
    with pytest.raises(StoreError, match="Start the relay again"):
        opened.look()


@pytest.mark.parametrize("log", ["-wal", "-shm"])
def test_a_log_that_was_taken_away_is_missed_from_its_first_sight_on(tmp_path: Path, log: str) -> None:
    path, beside = tmp_path / "relay.db", tmp_path / f"relay.db{log}"
    path.write_text("a")
    opened = Opened(path)
    opened.look()
    beside.write_text("b")
    opened.look()
    beside.unlink()
    with pytest.raises(StoreError, match=r"the log .*relay\.db-.* was moved.*systemctl stop"):
        opened.look()
    beside.write_text("b")
    assert opened.lost
    with pytest.raises(StoreError, match="the log"):
        opened.look()


def test_a_store_acknowledges_nothing_into_a_log_without_a_name(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "relay.db", alone=True)
    store.add_project("shop", b"s", "e0", 1.0)
    store.add_till("shop", "till1", b"t1", "e1", 1.0)
    assert isinstance(store.commit([deposit(1)])[0], Stored)
    (tmp_path / "relay.db-wal").unlink()
    assert isinstance(store.commit([deposit(2)])[0], Broken)
    # Stopped in order, what is in the log gets into the store.
    store.close()
    again = SqliteStore(tmp_path / "relay.db", alone=True)
    assert [letter.body for letter in again.letters(2, 0, 10, 10_000)] == [b'{"n":1}']
    again.close()
