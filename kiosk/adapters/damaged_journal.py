"""A damaged journal, read as far as it can be: what SQLite refuses to read is left out, never guessed.

It must not know what becomes of what was read, nor whether it can be believed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import apsw

from kiosk.adapters.journal_schema import UNCHAINED
from kiosk.adapters.record_codec import BadRecord, read_payment
from kiosk.sale.payment import Payment

FILES: Final = ("", "-wal", "-shm")
"""What stands behind the journal's name in the names of its files."""
_LEAST_ROW: Final = 32
"""No row is smaller, in bytes: the links of the chain alone take as much."""
_ONE: Final = "SELECT seq, at, payment_id, kind, body, raw, environment, chain FROM records WHERE seq = ?"
_ONE_UNCHAINED: Final = "SELECT seq, at, payment_id, kind, body, raw, environment, x'' FROM records WHERE seq = ?"


class DamagedJournal:
    """The damaged journal, read one record at a time: each look-up goes from the root, past what is broken."""

    def __init__(self, path: Path) -> None:
        """`path` is a working copy: reading a log may have to write to it."""
        self._connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
        self.chained = self._ask("PRAGMA user_version", 0) != UNCHAINED
        # A damaged number may say anything; more rows than this fit into no file of this size.
        sizes = (path.with_name(path.name + suffix) for suffix in FILES[:2])
        self._most = sum(file.stat().st_size for file in sizes if file.exists()) // _LEAST_ROW
        last = max(self._ask("SELECT max(seq) FROM records", 0), self._ask("SELECT count FROM head", 0))
        self.last = min(last, self._most)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def rows(self) -> Iterator[tuple[int, tuple[object, ...] | None]]:
        """Each record's number with its columns, None for one that cannot be had."""
        one = _ONE if self.chained else _ONE_UNCHAINED
        for seq in range(1, self.last + 1):
            try:
                yield seq, self._connection.execute(one, (seq,)).fetchone()
            except (apsw.Error, UnicodeDecodeError):
                yield seq, None

    def projection(self) -> Iterator[Payment]:
        """Payments as they were listed, as far as they can be read."""
        for rowid in range(1, min(self._ask("SELECT max(rowid) FROM payments", 0), self._most) + 1):
            for (body,) in self._all("SELECT body FROM payments WHERE rowid = ?", rowid):
                with suppress(BadRecord):
                    yield read_payment(str(body))

    def owners(self) -> Iterator[tuple[int, str]]:
        """Each record's number with its payment, from the index alone: it may know what the table lost."""
        for seq, name in self._all("SELECT seq, payment_id FROM records INDEXED BY records_of_payment"):
            yield int(str(seq)), str(name)

    def _all(self, statement: str, *values: int) -> Iterator[tuple[object, ...]]:
        try:
            yield from self._connection.execute(statement, values)
        except (apsw.Error, UnicodeDecodeError):
            return

    def _ask(self, statement: str, otherwise: int) -> int:
        found = next(self._all(statement), (None,))[0]
        return found if isinstance(found, int) else otherwise
