"""Reading the journal beside the kiosk: lists, histories and exports, while the till goes on selling.

Read-only by its connection, so nothing here can change or lose a record. Rows are fetched in portions and no
portion's snapshot is held: a list that is left open in a pager does not keep the till's log from being tidied up.

It must not know how rows are printed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from kiosk.adapters.journal_faults import JournalFailed, broken, faults
from kiosk.adapters.journal_schema import open_reader
from kiosk.adapters.record_codec import BadRecord, Line, read_payment, read_record, stamp
from kiosk.sale.payment import Payment, State
from kiosk.sale.records import Record

_PORTION: Final = 500
_PAGE = """SELECT created, payment_id, body FROM payments
    WHERE (created, payment_id) < (?1, ?2) AND created >= ?3 AND (?4 = '' OR environment = ?4) {states}
    ORDER BY created DESC, payment_id DESC LIMIT ?5"""
_HISTORY = "SELECT seq, kind, body, raw FROM records WHERE payment_id = ? ORDER BY seq"
_BEGINNING = """SELECT body FROM payments
    WHERE substr(payment_id, 1, ?2) = ?1 OR substr(payment_id, instr(payment_id, '-') + 1, ?2) = ?1
    ORDER BY created, payment_id LIMIT ?3"""
_AFTER_ALL = "\U0010ffff"
"""Sorts behind every stamp and every id."""


class JournalReader:
    """A read-only look at a journal. Every method raises JournalFailed. Also a context manager."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = open_reader(path)

    def payments(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = None,
        states: Collection[State] = (),
        environment: str = "",
    ) -> Iterator[Payment]:
        """Payments by their creation, newest first. `since` is included, `until` is not; both are instants.

        Empty `states` means all of them, "" every environment, None no bound.
        """
        wanted = "" if not states else f"AND state IN ({', '.join(repr(state.value) for state in states)})"
        page = _PAGE.format(states=wanted)
        before = ("" if until is None else stamp(until)) or _AFTER_ALL, "" if until is not None else _AFTER_ALL
        left = limit
        while left is None or left > 0:
            portion = _PORTION if left is None else min(left, _PORTION)
            values = (*before, "" if since is None else stamp(since), environment, portion)
            with faults(self._path, "reading", self._connection):
                rows = self._connection.execute(page, values).fetchall()
            for _created, _name, body in rows:
                yield self._payment(str(body))
            if len(rows) < portion:
                return
            before = str(rows[-1][0]), str(rows[-1][1])
            left = None if left is None else left - len(rows)

    def history(self, payment_id: str) -> Iterator[tuple[int, Record]]:
        """The records of a payment with their numbers, oldest first."""
        with faults(self._path, "reading", self._connection):
            rows = self._connection.execute(_HISTORY, (payment_id,)).fetchall()
        for seq, kind, body, raw in rows:
            try:
                yield int(str(seq)), read_record(Line(str(kind), str(body), raw if isinstance(raw, bytes) else None))
            except BadRecord as fault:
                raise broken(self._path, f"record {seq}: {fault}") from fault

    def recall(self, payment_id: str) -> Payment | None:
        """One payment by its id."""
        with faults(self._path, "reading", self._connection):
            row = self._connection.execute("SELECT body FROM payments WHERE payment_id = ?", (payment_id,)).fetchone()
        return None if row is None else self._payment(str(row[0]))

    def beginning(self, text: str, most: int) -> list[Payment]:
        """Payments whose id begins so, or its part behind the till's name, oldest first; `most` at most."""
        with faults(self._path, "reading", self._connection):
            rows = self._connection.execute(_BEGINNING, (text, len(text), most)).fetchall()
        return [self._payment(str(body)) for (body,) in rows]

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> JournalReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _payment(self, body: str) -> Payment:
        try:
            return read_payment(body)
        except BadRecord as fault:
            raise broken(self._path, str(fault)) from fault


__all__ = ["JournalFailed", "JournalReader"]
