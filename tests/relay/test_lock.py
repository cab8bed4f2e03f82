"""One serving process per store."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.relay.errors import AlreadyServingError, StoreError
from kiosk.relay.lock import ServingLock


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
