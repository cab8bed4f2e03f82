"""A store of the kind that was named, and nothing of the other kind imported for it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.relay.errors import SettingError, StoreError
from kiosk.relay.location import Postgres
from kiosk.relay.lock import serving_lock
from kiosk.relay.opening import open_store
from kiosk.relay.postgres.store import PostgresStore
from kiosk.relay.sqlite_store import SqliteStore
from tests.relay.postgres.server import Server


def test_a_file_is_sqlite_and_an_address_is_postgresql(tmp_path: Path, postgres: Server) -> None:
    for place, kind in ((tmp_path / "relay.db", SqliteStore), (postgres.database(), PostgresStore)):
        store = open_store(place, time.monotonic, os.urandom)
        assert isinstance(store, kind)
        store.close()


def test_the_driver_is_only_imported_for_postgresql(tmp_path: Path) -> None:
    program = (
        "import os, sys, time, pathlib; import kiosk.relay.serve, kiosk.relay.__main__; "
        "from kiosk.relay.opening import open_store; "
        f"open_store(pathlib.Path({str(tmp_path / 'relay.db')!r}), time.monotonic, os.urandom).close(); "
        "print('psycopg' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "False"


def test_without_the_driver_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    # What Python itself does with a module that cannot be imported.
    for name in [name for name in sys.modules if name.startswith("kiosk.relay.postgres")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SettingError, match=r"fps-kiosk\[postgres\]"):
        open_store(Postgres("postgresql:///relay"), time.monotonic, os.urandom)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be locked and read there")
def test_who_keeps_the_books_by_another_name_is_refused_while_it_is_served(tmp_path: Path) -> None:
    lock = serving_lock(tmp_path / "relay.db", {"pid": 1}, 0.0, time.monotonic, lambda: None)
    (tmp_path / "other.db").hardlink_to(tmp_path / "relay.db")
    store = open_store(tmp_path / "relay.db", time.monotonic, os.urandom, alone=True)
    with pytest.raises(StoreError, match="by another name"):
        open_store(tmp_path / "other.db", time.monotonic, os.urandom)
    assert not (tmp_path / "other.db-wal").exists()
    store.close()
    lock.release()
