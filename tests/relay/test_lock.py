"""One serving process per store."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kiosk.relay.errors import AlreadyServingError, StoreError
from kiosk.relay.lock import ServingLock, check_name, serving_lock
from kiosk.relay.sqlite_store import SqliteStore
from tests.relay.helpers import Clock


def test_a_second_holder_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "relay.db"
    first = ServingLock(path, {"host": "shop-pc", "pid": 4711, "start": "2026-01-01T00:00:00.000Z"})
    with pytest.raises(AlreadyServingError, match=r"4711 on shop-pc, since 2026-01-01.*Stop it first"):
        ServingLock(path, {"host": "shop-pc", "pid": 4712})
    first.release()
    second = ServingLock(path, {"host": "x", "pid": 1})
    assert (tmp_path / "relay.db.lock").read_text() == '{"host": "x", "pid": 1}\n'
    second.release()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be written"):
        ServingLock(tmp_path / "file" / "relay.db", {})


def test_a_relay_that_is_told_to_waits_for_the_one_before(tmp_path: Path) -> None:
    clock = Clock(0.0)
    first = ServingLock(tmp_path / "relay.db", {"pid": 1})

    def pause() -> None:
        clock.now += 1.0
        if clock.now == 3.0:
            first.release()

    serving_lock(tmp_path / "relay.db", {"pid": 2}, 10.0, clock, pause).release()
    assert clock.now == 3.0
    assert (tmp_path / "relay.db.lock").read_text() == '{"pid": 2}\n'


@pytest.mark.parametrize(("wait_s", "tries"), [(0.0, 0), (2.5, 3)])
def test_it_waits_no_longer_than_it_was_told(tmp_path: Path, wait_s: float, tries: int) -> None:
    clock = Clock(0.0)
    first = ServingLock(tmp_path / "relay.db", {"pid": 1})

    def pause() -> None:
        clock.now += 1.0

    with pytest.raises(AlreadyServingError, match="another relay serves"):
        serving_lock(tmp_path / "relay.db", {"pid": 2}, wait_s, clock, pause)
    assert clock.now == tries
    first.release()


def test_a_link_to_the_store_is_the_store(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "relay.db")
    first = serving_lock(tmp_path / "relay.db", {"pid": 1}, 0.0, Clock(0.0), lambda: None)
    with pytest.raises(AlreadyServingError, match=r'"pid": 1'):
        serving_lock(tmp_path / "link.db", {"pid": 2}, 0.0, Clock(0.0), lambda: None)
    first.release()
    serving_lock(tmp_path / "link.db", {"pid": 2}, 0.0, Clock(0.0), lambda: None).release()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be deleted there")
def test_a_lock_file_that_somebody_tidied_away_lets_nobody_in(tmp_path: Path) -> None:
    first = ServingLock(tmp_path / "relay.db", {"pid": 1})
    (tmp_path / "relay.db.lock").unlink()
    with pytest.raises(AlreadyServingError, match="another relay serves"):
        ServingLock(tmp_path / "relay.db", {"pid": 2})
    # Who keeps the books in the store is in nobody's way.
    store = SqliteStore(tmp_path / "relay.db")
    store.add_project("shop", b"address", "epoch", 1.0)
    store.close()
    with pytest.raises(AlreadyServingError):
        ServingLock(tmp_path / "relay.db", {"pid": 3})
    first.release()
    ServingLock(tmp_path / "relay.db", {"pid": 4}).release()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be locked and read there")
def test_another_name_of_a_file_that_is_served_is_refused(tmp_path: Path) -> None:
    served, other = tmp_path / "relay.db", tmp_path / "other.db"
    first = ServingLock(served, {"pid": 1})
    store = SqliteStore(served)
    store.add_project("shop", b"address", "epoch", 1.0)
    other.hardlink_to(served)
    with pytest.raises(StoreError, match="by another name"):
        check_name(other)
    check_name(served)
    check_name(tmp_path / "none.db")
    store.close()
    first.release()
    with pytest.raises(StoreError, match="no relay ever served from it by this one"):
        check_name(other)
    with pytest.raises(StoreError, match="no relay ever served"):
        serving_lock(other, {"pid": 2}, 0.0, Clock(0.0), lambda: None)
    assert not other.with_name("other.db.lock").exists()
    served.unlink()
    check_name(other)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_ring_of_links_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.db").symlink_to(tmp_path / "b.db")
    (tmp_path / "b.db").symlink_to(tmp_path / "a.db")
    with pytest.raises(StoreError, match="leads nowhere"):
        serving_lock(tmp_path / "a.db", {"pid": 1}, 0.0, Clock(0.0), lambda: None)


def test_who_holds_it_is_told_in_words(tmp_path: Path) -> None:
    first = ServingLock(tmp_path / "relay.db", {"host": "shop-pc", "pid": 7, "start": "2026-01-01T00:00:00.000Z"})
    with pytest.raises(AlreadyServingError, match=r"process 7 on shop-pc, since 2026-01-01T00:00:00.000Z"):
        ServingLock(tmp_path / "relay.db", {"pid": 8})
    first.release()
