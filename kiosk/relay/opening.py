"""A store of the kind that the command line names. Only what is named is imported: PostgreSQL's driver is an extra."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.relay.errors import SettingError
from kiosk.relay.limits import LIMITS, Limits
from kiosk.relay.location import Postgres
from kiosk.relay.lock import check_name
from kiosk.relay.notes import Note, silent
from kiosk.relay.sqlite_store import SqliteStore

if TYPE_CHECKING:
    from kiosk.relay.postgres.store import PostgresStore


def open_store(
    database: Path | Postgres,
    ticks: Callable[[], float],
    chance: Callable[[int], bytes],
    limits: Limits = LIMITS,
    note: Note = silent,
    *,
    alone: bool = False,
) -> SqliteStore | PostgresStore:
    """The store at this place, made if it is missing. `ticks` in monotonic seconds; `alone` as in `SqliteStore`.

    Raises:
        SettingError: the driver for PostgreSQL is not installed.
        StoreError: it cannot be opened, or a relay serves from it by another name.
    """
    if isinstance(database, Path):
        if not alone:
            check_name(database)
        return SqliteStore(database, limits, alone=alone, ticks=ticks)
    try:
        from kiosk.relay.postgres.store import PostgresStore
    except ImportError as fault:
        raise SettingError("PostgreSQL needs a driver that is not installed", _INSTALL) from fault
    return PostgresStore(database, ticks, chance, limits, note)


_INSTALL = "Install it with the program: pip install 'fps-kiosk[postgres]'"
