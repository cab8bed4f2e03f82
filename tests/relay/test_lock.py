"""One serving process per store."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.relay.errors import AlreadyServingError, StoreError
from kiosk.relay.lock import ServingLock, serving_lock
from tests.relay.helpers import Clock


def test_a_second_holder_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "relay.db.lock"
    first = ServingLock(path, {"host": "shop-pc", "pid": 4711, "start": "2026-01-01T00:00:00.000Z"})
    with pytest.raises(AlreadyServingError, match=r"shop-pc.*4711.*2026-01-01.*Stop it first"):
        ServingLock(path, {"host": "shop-pc", "pid": 4712})
    first.release()
    second = ServingLock(path, {"host": "x", "pid": 1})
    assert path.read_text() == '{"host": "x", "pid": 1}\n'
    second.release()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be written"):
        ServingLock(tmp_path / "file" / "lock", {})


def test_a_relay_that_is_told_to_waits_for_the_one_before(tmp_path: Path) -> None:
    clock = Clock(0.0)
    first = ServingLock(tmp_path / "relay.db.lock", {"pid": 1})

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
    first = ServingLock(tmp_path / "relay.db.lock", {"pid": 1})

    def pause() -> None:
        clock.now += 1.0

    with pytest.raises(AlreadyServingError, match="another relay serves"):
        serving_lock(tmp_path / "relay.db", {"pid": 2}, wait_s, clock, pause)
    assert clock.now == tries
    first.release()
