"""The reserve: held while there is room, given to results when there is none, and never to a new sale."""

from __future__ import annotations

import os
import resource
import stat
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from kiosk.adapters.journal import Bounds, Journal, JournalFailed
from kiosk.adapters.reserve import NAME, Reserve
from kiosk.sale.records import Record
from tests.adapters.helpers import Disk, folded, intended, letter, paid_sale

SIZE = 64 * 1024


@pytest.fixture
def reserve(tmp_path: Path) -> Reserve:
    return Reserve(tmp_path / NAME, SIZE)


def test_it_takes_its_room_and_is_private(reserve: Reserve, tmp_path: Path) -> None:
    assert not reserve.held
    assert reserve.take()
    assert reserve.held
    found = os.stat(tmp_path / NAME)
    assert found.st_size == SIZE
    assert found.st_blocks * 512 >= SIZE, "a hole takes no room"
    assert stat.S_IMODE(found.st_mode) == 0o600


def test_it_goes_once(reserve: Reserve) -> None:
    reserve.take()
    assert reserve.release()
    assert not reserve.release()
    assert not reserve.held


def test_one_that_is_too_small_is_made_anew(reserve: Reserve, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"x")
    assert not reserve.held
    assert reserve.take()
    assert reserve.held


def test_without_room_there_is_none_and_nothing_is_left_behind(reserve: Reserve, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SIZE // 2, hard))
    try:
        assert not reserve.take()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_no_fault(tmp_path: Path) -> None:
    assert not Reserve(tmp_path / "no" / NAME, SIZE).take()


def _shown(name: str = "t-1") -> list[Record]:
    return paid_sale(name)[:5]


def _small_disk(path: Path, name: str) -> tuple[Disk, Journal]:
    """A disk that is full as long as the reserve is held: exactly its room is left."""
    disk = Disk(name)
    journal = Journal(path, bounds=Bounds(reserve=SIZE), vfs=disk.name)
    journal.commit(_shown(), [folded(_shown())])
    disk.full = lambda: Reserve(path.with_name(NAME), SIZE).held
    return disk, journal


def test_a_result_is_recorded_on_a_full_disk(path: Path) -> None:
    disk, journal = _small_disk(path, "result-disk")
    journal.commit(paid_sale("t-1")[5:], [folded(paid_sale("t-1"))])
    assert not path.with_name(NAME).exists()
    disk.full = lambda: False
    assert journal.recall("t-1") == folded(paid_sale("t-1"))
    journal.close()


def test_a_new_sale_gets_nothing_of_it(path: Path) -> None:
    disk, journal = _small_disk(path, "sale-disk")
    with pytest.raises(JournalFailed, match="free space") as caught:
        journal.commit([intended("t-2", sale=2)], [folded([intended("t-2", sale=2)])])
    assert caught.value.why == "full"
    assert path.with_name(NAME).exists()
    disk.full = lambda: False
    journal.close()


def _full_for_the_reserve(path: Path) -> Callable[[], None]:
    """In the place of the reserve lies what cannot be removed: it cannot be taken."""
    folder = path.with_name(NAME)
    folder.mkdir()
    (folder / "x").touch()

    def end() -> None:
        (folder / "x").unlink()
        folder.rmdir()

    return end


def test_no_sale_begins_without_it_and_results_go_on(path: Path) -> None:
    _disk, journal = _small_disk(path, "spent-disk")
    journal.commit([letter(1)], [])  # spends it
    end = _full_for_the_reserve(path)
    with pytest.raises(JournalFailed, match="too little room is left to begin a sale"):
        journal.commit([intended("t-2", sale=2)], [folded([intended("t-2", sale=2)])])
    journal.commit(paid_sale("t-1")[5:], [folded(paid_sale("t-1"))])
    end()
    _disk.full = lambda: False
    journal.commit([intended("t-2", sale=2)], [folded([intended("t-2", sale=2)])])
    assert Reserve(path.with_name(NAME), SIZE).held, "taken again with the first sale that finds room"
    journal.close()


def test_an_idle_till_takes_it_again(path: Path) -> None:
    disk, journal = _small_disk(path, "idle-again-disk")
    journal.commit([letter(1)], [])
    disk.full = lambda: False
    journal.checkpoint()
    assert Reserve(path.with_name(NAME), SIZE).held
    journal.close()


def test_a_disk_that_is_full_all_the_same_says_so(path: Path) -> None:
    disk, journal = _small_disk(path, "hopeless-disk")
    disk.full = lambda: True
    for _ in range(2):
        with pytest.raises(JournalFailed) as caught:
            journal.commit([letter(1)], [])
        assert caught.value.why == "full"
    disk.full = lambda: False
    journal.commit([letter(1)], [])
    journal.close()


def test_another_fault_leaves_it_alone(path: Path) -> None:
    disk, journal = _small_disk(path, "other-disk")
    disk.full = lambda: False
    disk.write_fault = apsw.IOError
    with pytest.raises(JournalFailed):
        journal.commit([letter(1)], [])
    assert Reserve(path.with_name(NAME), SIZE).held
    disk.write_fault = None
    journal.close()
