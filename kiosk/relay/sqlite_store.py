"""The embedded store: letters in one SQLite file, for one serving process.

What its methods mean stands in `store`; here is only how SQLite does it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar, cast

import apsw

from kiosk.relay import headroom, registry, renewal, retention, schema
from kiosk.relay.batch import Batch, Counts
from kiosk.relay.errors import StoreError, said
from kiosk.relay.limits import LIMITS, Limits
from kiosk.relay.opened import Opened
from kiosk.relay.overview import Holding, Till
from kiosk.relay.recall import Recall
from kiosk.relay.rights import Rights
from kiosk.relay.values import (
    ORPHANS,
    AddressUse,
    Box,
    Broken,
    Deposit,
    Letter,
    Outcome,
    Project,
    Receipt,
    TokenUse,
    Work,
)

_T = TypeVar("_T")

# It is asked for a token that was not asked for within a second (`rights`), and without `alone` at every look. Rows
# inside of a row cost a fifth of what the same as a join does.
_BOX = """
SELECT id, project, (SELECT name FROM projects WHERE id = boxes.project), till, epoch, last, read_to,
    coalesce((SELECT instance FROM holders WHERE box = boxes.id), ''),
    coalesce((SELECT generation FROM holders WHERE box = boxes.id), 0)
FROM boxes
"""
_BY_NAME = _BOX + "WHERE project = ? AND till = ?"
_BY_TOKEN = _BOX + "WHERE id = (SELECT box FROM tokens WHERE digest = ?)"  # noqa: S608 — two texts of this file
_CHANGES = """
SELECT boxes.changed, projects.name, boxes.till FROM boxes JOIN projects ON projects.id = boxes.project
WHERE boxes.changed > ? ORDER BY boxes.changed
"""
_UNREAD = "SELECT coalesce(sum(queued * (till <> '')), 0), coalesce(sum(queued * (till = '')), 0) FROM boxes"
# Work that changes no right of anybody.
_NO_RIGHT = (Deposit, Receipt, TokenUse, AddressUse)
_LETTERS = "SELECT position, received_at, body FROM letters WHERE box = ? AND position > ? ORDER BY position LIMIT ?"


class SqliteStore:
    """The embedded store: one file, one serving process.

    Args:
        alone: this process holds the serving lock, so nobody else puts letters in and it may remember them
            (see `recall`).
        ticks: monotonic seconds. With it, and alone, rights, machines and epochs are remembered for a second (see
            `rights`); otherwise the disk is asked for them every time.

    Raises:
        StoreError: on opening; see `schema.open_pair`.
    """

    def __init__(
        self,
        path: Path | str,
        limits: Limits = LIMITS,
        *,
        alone: bool = False,
        ticks: Callable[[], float] | None = None,
    ) -> None:
        self.path = Path(path)
        self._limits = limits
        self._writer, self._reader = schema.open_pair(self.path)
        self._origin = Opened(self.path)
        self._recall = Recall() if alone else None
        self._rights = Rights(ticks, self._recall) if self._recall is not None and ticks is not None else None
        # The counters of boxes as they stand on the disk; kept from one commit to the next only when alone, and only
        # as long as no other process has written anything (`_version` is SQLite's own count of that).
        self._counts: dict[int, Counts] = {}
        self._version = -1
        self.transactions = 0
        """How many transactions with work in them reached the disk: a measure of the grouping."""

    def project(self, address: bytes) -> Project | None:
        self._origin.look()
        row = self._read("SELECT id, name FROM projects WHERE address = ?1 OR old_address = ?1", (address,))
        return Project(*cast(tuple[int, str], row)) if row else None

    def box(self, project: int, till: str) -> Box | None:
        row = self._read(_BY_NAME, (project, till))
        return Box(*cast(tuple[int, int, str, str, str, int, int, str, int], row)) if row else None

    def box_of_token(self, token: bytes) -> Box | None:
        return self._opened(token) if self._rights is None else self._rights.box(token, self._opened)

    def _opened(self, token: bytes) -> Box | None:
        row = self._read(_BY_TOKEN, (token,))
        return Box(*cast(tuple[int, int, str, str, str, int, int, str, int], row)) if row else None

    def letters(self, box: int, after: int, count: int, size: int) -> list[Letter]:
        if self._origin.lost:
            self._origin.look()
        known = self._recall.letters(box, after, count, size) if self._recall is not None else None
        if known is not None:
            return known
        found: list[Letter] = []
        with _words(self.path, "read"):
            for row in self._reader.execute(_LETTERS, (box, after, count)):
                letter = Letter(*cast(tuple[int, float, bytes], row))
                size -= len(letter.body)
                if found and size < 0:
                    break
                found.append(letter)
        return found

    def orphans(self, project: int) -> int:
        row = self._read("SELECT queued FROM boxes WHERE project = ? AND till = ?", (project, ORPHANS))
        return cast(tuple[int], row)[0] if row else 0

    def past_holder(self, box: int, instance: str) -> float | None:
        row = self._read("SELECT at FROM past_holders WHERE box = ? AND instance = ?", (box, instance))
        return cast(tuple[float], row)[0] if row else None

    def refused_at(self, box: int) -> float:
        row = self._read("SELECT coalesce(max(at), 0) FROM past_holders WHERE box = ?", (box,))
        return cast(tuple[float], row)[0] if row else 0.0

    def changes(self, after: int) -> tuple[int, list[tuple[str, str]]]:
        self._origin.look()
        with _words(self.path, "read"):
            rows = cast(list[tuple[int, str, str]], self._reader.execute(_CHANGES, (after,)).fetchall())
        if rows:
            self._doubt()
        return (rows[-1][0] if rows else after), [(project, till) for _, project, till in rows]

    def tills(self, project: str) -> list[Till]:
        with _words(self.path, "read"):
            return registry.tills(self._reader, project)

    def unread(self) -> tuple[int, int]:
        """How many letters wait for their tills, and how many in the orphan boxes of all projects."""
        row = self._read(_UNREAD, ())
        return cast(tuple[int, int], row)

    def commit(self, work: Sequence[Work]) -> list[Outcome]:
        # Whatever goes wrong from here on, what the batch learns of a transaction that ends is not kept.
        counts, self._counts = self._counts, {}
        batch = Batch(self._writer, self._limits, counts)

        def everything() -> list[Outcome]:
            self._others(counts)
            outcomes = [batch.do(piece) for piece in work]
            batch.finish()
            return outcomes

        try:
            self._origin.look()
            outcomes = self._transaction(everything)
        except StoreError as fault:
            return [Broken(fault.what)] * len(work)
        except apsw.Error as fault:
            self._doubt()
            return [Broken(type(fault).__name__)] * len(work)
        self.transactions += 1
        if self._recall is not None:
            self._counts = counts
            self._recall.committed(work, outcomes, batch.before, batch.after())
        if not all(isinstance(piece, _NO_RIGHT) for piece in work):
            self._doubt()
        return outcomes

    def sweep(self, now: float) -> bool:
        with _words(self.path, "written"), self._afresh():
            return self._transaction(lambda: retention.sweep(self._writer, now, self._limits))

    def checkpoint(self) -> None:
        with _words(self.path, "written"):
            self._writer.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)

    def make_room(self) -> None:
        """Before anybody is served: see `headroom`."""
        headroom.make_room(self._writer, self.path)

    def used(self) -> bool:
        """Whether it ever kept a letter."""
        return self._read("SELECT 1 FROM boxes WHERE last > 0", ()) is not None

    def add_project(self, name: str, address: bytes, epoch: str, now: float) -> None:
        self._administer(lambda writer: registry.add_project(writer, name, address, epoch, now))

    def rotate_project(self, name: str, address: bytes, *, sure: bool = False) -> None:
        self._administer(lambda writer: registry.rotate_project(writer, name, address, sure=sure))

    def revoke_project(self, name: str, *, sure: bool = False) -> None:
        self._administer(lambda writer: registry.revoke_project(writer, name, sure=sure))

    def projects(self) -> list[Holding]:
        with _words(self.path, "read"):
            return registry.projects(self._reader)

    def orphan_letters(self, project: str, count: int) -> list[Letter]:
        with _words(self.path, "read"):
            return registry.orphans(self._reader, project, count)

    def add_till(self, project: str, till: str, token: bytes, epoch: str, now: float) -> None:
        self._administer(lambda writer: registry.add_till(writer, project, till, token, epoch, now))

    def rotate_till(self, project: str, till: str, token: bytes, now: float) -> None:
        self._administer(lambda writer: registry.rotate_till(writer, project, till, token, now))

    def enrol_till(self, project: str, till: str, code: bytes, until: float, epoch: str) -> None:
        self._administer(lambda writer: registry.enrol_till(writer, project, till, code, until, epoch))

    def revoke_till(self, project: str, till: str, *, old: bool = False, sure: bool = False) -> None:
        self._administer(lambda writer: registry.revoke_till(writer, project, till, old=old, sure=sure))

    def readmit_till(self, project: str, till: str, since: float) -> float:
        return self._administer(lambda writer: registry.readmit_till(writer, project, till, since))

    def _administer(self, work: Callable[[apsw.Connection], _T]) -> _T:
        with _words(self.path, "written"):
            done = self._transaction(lambda: work(self._writer))
        self._doubt()
        return done

    def renew_epochs(self, draw: Callable[[], str]) -> int:
        """Every box begins a new epoch, in which nothing was acknowledged yet; how many boxes there are."""
        with _words(self.path, "written"), self._afresh():
            return self._transaction(lambda: renewal.renew(self._writer, draw))

    def _others(self, counts: dict[int, Counts]) -> None:
        """Forget what was known if another process wrote since; called where nobody else can write."""
        version = cast(int, self._writer.execute("PRAGMA data_version").get)
        if version != self._version:
            self._version = version
            counts.clear()
            self._forget()

    @contextmanager
    def _afresh(self) -> Iterator[None]:
        """Letters or counters are changed by something else than a commit: nothing that was known of them holds."""
        self._counts = {}
        try:
            yield
        finally:
            self._forget()

    def _forget(self) -> None:
        """Neither rights nor letters nor positions are known. Rights go first: they lean on the positions."""
        self._doubt()
        if self._recall is not None:
            self._recall.forget()

    def _doubt(self) -> None:
        """The disk is asked again what each token opens."""
        if self._rights is not None:
            self._rights.forget()

    def close(self) -> None:
        schema.close_pair(self._writer, self._reader)

    def _read(self, statement: str, values: tuple[int | str | bytes, ...]) -> tuple[apsw.SQLiteValue, ...] | None:
        if self._origin.lost:
            self._origin.look()
        with _words(self.path, "read"):
            row: tuple[apsw.SQLiteValue, ...] | None = self._reader.execute(statement, values).fetchone()
            return row

    def _transaction(self, work: Callable[[], _T]) -> _T:
        """All of it or nothing; the write lock is taken first, so that nothing fails half-way for want of it."""
        self._writer.execute("BEGIN IMMEDIATE")
        try:
            result = work()
            self._writer.execute("COMMIT")
        except BaseException:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            raise
        return result


@contextmanager
def _words(path: Path, done: str) -> Iterator[None]:
    """SQLite's exceptions as one that names the file and the cure."""
    try:
        yield
    except apsw.Error as fault:
        raise StoreError(
            f"the store {path} cannot be {done} ({said(fault)})",
            "Look at the disk: space left, mounted for writing, healthy",
        ) from fault
