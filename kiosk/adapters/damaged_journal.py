"""A damaged journal, read as far as it can be: what SQLite refuses to read is left out, never guessed.

It must not know what becomes of what was read, nor whether it can be believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import apsw

from kiosk.adapters.journal_log import headless, log_of, mend_head, undone
from kiosk.adapters.journal_schema import UNCHAINED, lone_log
from kiosk.adapters.record_codec import BadRecord, read_payment
from kiosk.sale.payment import Payment

FILES: Final = ("", "-wal", "-shm")
"""What stands behind the journal's name in the names of its files."""
_LEAST_ROW: Final = 32
"""No row is smaller, in bytes: the links of the chain alone take as much."""
_NAME: Final = re.compile(rb"([a-z0-9]{1,16})-([a-z2-7]{26})")
"""A payment's name, `<till>-<26 base32 characters>`, as the edge makes it."""
_LONGEST_NAME: Final = 44
_PORTION_BYTES: Final = 1 << 20
_LENGTH_AT: Final = 28
_PAGES: Final = frozenset(1 << power for power in range(9, 17))
_ONE: Final = "SELECT seq, at, payment_id, kind, body, raw, environment, chain FROM records WHERE seq = ?"
_ONE_UNCHAINED: Final = "SELECT seq, at, payment_id, kind, body, raw, environment, x'' FROM records WHERE seq = ?"


class DamagedJournal:
    """The damaged journal, read one record at a time: each look-up goes from the root, past what is broken."""

    def __init__(self, path: Path) -> None:
        """`path` is a working copy: reading a log may have to write to it."""
        self._files = [file for file in (path.with_name(path.name + suffix) for suffix in FILES[:2]) if file.exists()]
        self.names = self._names()
        mend_head(path)
        _stand_for_file(path)
        _forget_length(path)
        self._connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
        self.chained = self._ask("PRAGMA user_version", 0) != UNCHAINED
        self.undone = headless(path) or self._cut_off(path)
        # A damaged number may say anything; more rows than this fit into no file of this size.
        self._most = sum(file.stat().st_size for file in self._files) // _LEAST_ROW
        last = max(self._ask("SELECT max(seq) FROM records", 0), self._ask("SELECT count FROM head", 0))
        self.last = min(last, self._most)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @property
    def counted(self) -> bool:
        """The file says how many records there were."""
        return self._ask("SELECT count FROM head" if self.chained else "SELECT max(seq) FROM records", -1) >= 0

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

    def _cut_off(self, path: Path) -> bool:
        try:
            return undone(path, self._connection) > 0
        except apsw.Error:
            return False

    def _names(self) -> tuple[str, ...]:
        """Every payment that is named anywhere in the bytes, whether or not anything of it can be read. What stands
        before a name in the file may look like a part of it, but not at every place: the shortest is the name.
        """
        found: dict[bytes, bytes] = {}
        for file in self._files:
            with file.open("rb") as source:
                before = b""
                while portion := source.read(_PORTION_BYTES):
                    here, end = before + portion, 0
                    for match in _NAME.finditer(here):
                        (till, own), end = match.groups(), match.end()
                        found[own] = min(found.get(own, till), till, key=len)
                    # Never the rest of a name that was read: it would be taken for a shorter one.
                    before = here[max(end, len(here) - _LONGEST_NAME) :]
        return tuple(f"{till.decode('ascii')}-{own.decode('ascii')}" for own, till in found.items())

    def _all(self, statement: str, *values: int) -> Iterator[tuple[object, ...]]:
        try:
            yield from self._connection.execute(statement, values)
        except (apsw.Error, UnicodeDecodeError):
            return

    def _ask(self, statement: str, otherwise: int) -> int:
        found = next(self._all(statement), (None,))[0]
        return found if isinstance(found, int) else otherwise


def _stand_for_file(path: Path) -> None:
    """SQLite throws away the log of an empty file, whose pages may all be in it. Beside one page of zeros, as large as
    the log says (SQLite file format, 4.1: big-endian at 8), it reads them.
    """
    if lone_log(path):
        with log_of(path).open("rb") as source:
            size = int.from_bytes(source.read(12)[8:], "big")
        path.write_bytes(bytes(size if size in _PAGES else 4_096))


def _forget_length(path: Path) -> None:
    """SQLite refuses a file that was cut off as a whole, for it is shorter than its head says. Without that number it
    counts what is there, and only what was cut off cannot be read (SQLite file format, 1.3.7: zero is not believed).
    """
    if path.exists() and path.stat().st_size > _LENGTH_AT:
        with path.open("r+b") as file:
            file.seek(_LENGTH_AT)
            file.write(bytes(4))
