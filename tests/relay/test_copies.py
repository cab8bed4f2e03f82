"""A copy made while letters come, and put back: nothing twice, nothing written over, and the tills are told."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import apsw
import pytest

from kiosk.relay import copies, schema
from kiosk.relay.errors import StoreError
from kiosk.relay.sqlite_store import SqliteStore
from tests.relay.helpers import Desk, bodies, letter


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "data" / "relay.db")
    yield desk
    desk.close()


def path_of(desk: Desk) -> Path:
    """Where the SQLite file is; copies are for that store alone."""
    assert isinstance(desk.place, Path)
    return desk.place


def draw() -> Callable[[], str]:
    numbers = count()
    return lambda: f"restored{next(numbers)}"


def put_back(desk: Desk, file: Path, now: float | None = None) -> Path | None:
    """As after a stop: restore, and serve from the same path again."""
    desk.store.close()
    _, kept = copies.put_back(file, path_of(desk), desk.clock.now if now is None else now, draw())
    desk.open(path_of(desk))
    return kept


def test_a_copy_is_one_file_with_everything_that_was_committed(desk: Desk, tmp_path: Path) -> None:
    desk.post(letter("till1-A"))
    desk.post(letter("till9-A"))
    file = tmp_path / "copy.db"
    contents = copies.back_up(path_of(desk), file)
    assert str(contents) == "projects: 1, tills: 1, letters: 2"
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {"copy.db"}
    # The relay that serves is not disturbed, and what comes later is not in the copy.
    assert desk.post(letter("till1-B")).status == 200
    copy = SqliteStore(file)
    box = copy.box(1, "till1")
    assert box is not None
    assert [kept.body for kept in copy.letters(box.id, 0, 10, 10_000)] == [letter("till1-A")]
    copy.close()


def test_a_copy_is_of_one_moment_while_letters_come(desk: Desk, tmp_path: Path) -> None:
    """The counters of the boxes agree with the letters, whenever it was taken."""
    for number in range(20):
        desk.post(letter(f"till1-{number}"))
        file = tmp_path / f"{number}.db"
        copies.back_up(path_of(desk), file)
        copy = apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)
        assert copy.execute("SELECT sum(queued) FROM boxes").get == number + 1
        assert copy.execute("SELECT count(*) FROM letters").get == number + 1
        copy.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file modes")
def test_a_copy_is_closed_to_others(desk: Desk, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        copies.back_up(path_of(desk), tmp_path / "copy.db")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_nothing_is_written_over(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    file.write_text("mine")
    with pytest.raises(StoreError, match="Name a new file"):
        copies.back_up(path_of(desk), file)
    assert file.read_text() == "mine"


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no file"):
        copies.back_up(tmp_path / "typo.db", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_store_gives_no_copy(desk: Desk, tmp_path: Path) -> None:
    for number in range(50):
        desk.post(letter(f"till1-{number}", pad="x" * 2_000))
    desk.store.close()
    with path_of(desk).open("r+b") as file:
        file.seek(20_480)
        file.write(b"\xff" * 8_192)
    with pytest.raises(StoreError, match=r"damaged|cannot be copied"):
        copies.back_up(path_of(desk), tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_restored_store_has_what_the_copy_had_and_new_epochs(desk: Desk, tmp_path: Path) -> None:
    desk.post(letter("till1-A"))
    before = desk.probe()["epoch"]
    copies.back_up(path_of(desk), tmp_path / "copy.db")
    desk.post(letter("till1-B"))
    cursor = f"after={desk.probe()['last']}&epoch={before}"
    kept = put_back(desk, tmp_path / "copy.db")
    page = desk.poll(cursor)
    assert bodies(page) == [letter("till1-A")]
    assert page["epoch"].startswith("restored")
    # The old one is beside it, whole.
    assert kept is not None
    old = SqliteStore(kept)
    assert old.unread() == (2, 0)
    old.close()
    # The copy itself is as it was.
    assert apsw.Connection(str(tmp_path / "copy.db")).execute("SELECT count(*) FROM letters").get == 1


def test_no_position_is_given_twice_even_by_a_clock_that_goes_back(desk: Desk, tmp_path: Path) -> None:
    desk.post(letter("till1-A"))
    copies.back_up(path_of(desk), tmp_path / "copy.db")
    given = []
    for number in range(5):
        desk.clock.now += 60
        desk.post(letter(f"till1-B{number}"))
    given += [entry["position"] for entry in desk.poll()["letters"]]
    desk.clock.now -= 3_600
    put_back(desk, tmp_path / "copy.db")
    for number in range(5):
        desk.post(letter(f"till1-C{number}"))
    fresh = [entry["position"] for entry in desk.poll()["letters"]][1:]
    assert len(fresh) == 5
    assert min(fresh) > max(given)


def test_without_the_old_store_new_positions_stand_above_the_clock(desk: Desk, tmp_path: Path) -> None:
    copies.back_up(path_of(desk), tmp_path / "copy.db")
    desk.post(letter("till1-A"))
    (given,) = [entry["position"] for entry in desk.poll()["letters"]]
    desk.store.close()
    path_of(desk).unlink()
    _, kept = copies.put_back(tmp_path / "copy.db", path_of(desk), desk.clock.now, draw())
    assert kept is None
    desk.open(path_of(desk))
    desk.post(letter("till1-B"))
    assert desk.poll()["letters"][0]["position"] > given


def test_a_damaged_store_is_replaced_and_kept_with_its_log(desk: Desk, tmp_path: Path) -> None:
    desk.post(letter("till1-A"))
    copies.back_up(path_of(desk), tmp_path / "copy.db")
    desk.store.close()
    path_of(desk).write_bytes(b"no database at all " * 500)
    log = path_of(desk).with_name(path_of(desk).name + "-wal")
    log.write_bytes(b"a log of it")
    _, kept = copies.put_back(tmp_path / "copy.db", path_of(desk), desk.clock.now, draw())
    assert kept is not None
    assert kept.read_bytes().startswith(b"no database")
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"a log of it"
    desk.open(path_of(desk))
    assert bodies(desk.poll()) == [letter("till1-A")]


def test_what_is_no_relay_s_copy_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.post(letter("till1-A"))
    desk.store.close()
    other = apsw.Connection(str(tmp_path / "other.db"))
    other.execute("CREATE TABLE accounts (x)")
    other.close()
    (tmp_path / "words.db").write_text("only words " * 500)
    (tmp_path / "empty.db").touch()
    copies.back_up(path_of(desk), tmp_path / "newer.db")
    newer = apsw.Connection(str(tmp_path / "newer.db"))
    newer.pragma("user_version", schema.VERSION + 1)
    newer.close()
    for name in ("other.db", "words.db", "empty.db", "newer.db", "missing.db"):
        with pytest.raises(StoreError):
            copies.put_back(tmp_path / name, path_of(desk), desk.clock.now, draw())
    desk.open(path_of(desk))
    assert bodies(desk.poll()) == [letter("till1-A")]
    assert {path.name for path in path_of(desk).parent.iterdir()} == {"relay.db", "relay.db-wal", "relay.db-shm"}


def test_a_store_can_be_put_back_twice_in_the_same_second(desk: Desk, tmp_path: Path) -> None:
    copies.back_up(path_of(desk), tmp_path / "copy.db")
    first, second = put_back(desk, tmp_path / "copy.db"), put_back(desk, tmp_path / "copy.db")
    assert first is not None
    assert second is not None
    assert first != second
