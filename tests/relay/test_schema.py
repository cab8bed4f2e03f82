"""Opening the store: durable, private, and only if the file is a relay's."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import apsw
import pytest

from kiosk.relay import schema
from kiosk.relay.errors import StoreError


def test_a_commit_returns_only_when_the_disk_has_it(tmp_path: Path) -> None:
    writer, reader = schema.open_pair(tmp_path / "relay.db")
    assert writer.pragma("journal_mode") == "wal"
    assert writer.pragma("synchronous") == 2  # FULL
    assert writer.pragma("secure_delete") == 1
    assert writer.pragma("foreign_keys") == 1
    with pytest.raises(apsw.ReadOnlyError):
        reader.execute("DELETE FROM letters")
    schema.close_pair(writer, reader)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file modes")
def test_folder_and_files_are_closed_to_others(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        writer, reader = schema.open_pair(tmp_path / "new" / "relay.db")
    finally:
        os.umask(before)
    writer.execute("INSERT INTO projects (name, address, made_at) VALUES ('a', x'00', 1.0)")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").iterdir()}
    assert modes == {"relay.db": 0o600, "relay.db-wal": 0o600, "relay.db-shm": 0o600}
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    schema.close_pair(writer, reader)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file modes")
def test_a_file_left_open_to_others_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "relay.db"
    path.touch(0o644)
    schema.close_pair(*schema.open_pair(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = apsw.Connection(str(path))
    other.execute("CREATE TABLE accounts (x)")
    with pytest.raises(StoreError, match="another program"):
        schema.open_pair(path)
    assert other.execute("SELECT count(*) FROM sqlite_schema").get == 1
    other.close()


def test_a_newer_release_s_store_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "relay.db"
    schema.close_pair(*schema.open_pair(path))
    other = apsw.Connection(str(path))
    other.pragma("user_version", schema.VERSION + 1)
    other.close()
    with pytest.raises(StoreError, match="newer release"):
        schema.open_pair(path)


def test_no_store_is_made_beside_the_log_of_one_that_was_moved(tmp_path: Path) -> None:
    path, away = tmp_path / "relay.db", tmp_path / "away.db"
    writer, reader = schema.open_pair(path)
    writer.execute("INSERT INTO projects (name, address, made_at) VALUES ('shop', x'01', 0)")
    log = Path(f"{path}-wal").read_bytes()
    path.rename(away)
    for _ in range(2):
        with pytest.raises(StoreError, match="its file is missing"):
            schema.open_pair(path)
        path.touch()  # what is empty is no file of ours
    assert Path(f"{path}-wal").read_bytes() == log
    schema.close_pair(writer, reader)


@pytest.mark.parametrize(("fault", "cure"), [
    (apsw.ReadOnlyError(), "nothing is wrong with what is in it"), (apsw.CantOpenError(), "the right to write"),
    (apsw.IOError(), "Look at the disk"), (apsw.NotADBError(), "put a copy back"),
])  # fmt: skip
def test_the_cure_is_for_the_fault(fault: apsw.Error, cure: str) -> None:
    assert cure in schema.cure(fault)


def test_what_is_no_database_is_named_with_a_cure(tmp_path: Path) -> None:
    path = tmp_path / "relay.db"
    path.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StoreError, match=r"relay\.db cannot be opened.*kiosk-relay restore FILE"):
        schema.open_pair(path)
    assert path.read_bytes().startswith(b"this is no database")


def test_a_place_that_cannot_be_written_is_named_with_a_cure(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"cannot be written.*--database"):
        schema.open_pair(tmp_path / "file" / "relay.db")


def test_two_programs_that_open_one_new_file_make_its_tables_once(tmp_path: Path) -> None:
    first = schema.open_pair(tmp_path / "relay.db")
    second = schema.open_pair(tmp_path / "relay.db")
    first[0].execute("INSERT INTO projects (name, address, made_at) VALUES ('a', x'00', 1.0)")
    assert second[1].execute("SELECT name FROM projects").get == "a"
    schema.close_pair(*second)
    schema.close_pair(*first)
