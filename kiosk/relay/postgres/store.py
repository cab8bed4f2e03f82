"""The store for several relay processes or machines, over PostgreSQL. What its methods mean stands in `store`.

Each side has a connection of its own: one writes, one reads, and the third hears what other processes say. A store
that is out of reach answers `Broken` and `StoreError` and is tried again; it loses nothing, for nothing was
acknowledged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import psycopg

from kiosk.relay.errors import StoreError
from kiosk.relay.limits import LIMITS, Limits
from kiosk.relay.location import Postgres
from kiosk.relay.notes import Note, silent
from kiosk.relay.overview import Holding, Till
from kiosk.relay.postgres import registry, renewal, retention, schema, seats
from kiosk.relay.postgres.batch import Batch
from kiosk.relay.postgres.hearing import Hearing
from kiosk.relay.postgres.line import Connection, Line
from kiosk.relay.postgres.words import CHANNEL, letters_word
from kiosk.relay.values import ORPHANS, Box, Broken, Deposit, Letter, Outcome, Project, Work

_BOX = """
SELECT boxes.id, boxes.project, projects.name, boxes.till, boxes.epoch, boxes.last, boxes.read_to,
    coalesce(holders.instance, ''), coalesce(holders.generation, 0)
FROM boxes JOIN projects ON projects.id = boxes.project LEFT JOIN holders ON holders.box = boxes.id
"""
_BOX_OF_TILL = _BOX + "WHERE boxes.project = %s AND boxes.till = %s"
_BOX_OF_TOKEN = _BOX + "JOIN tokens ON tokens.box = boxes.id WHERE tokens.digest = %s"
_PAST_HOLDER = "SELECT at FROM past_holders WHERE box = %s AND instance = %s"
_REFUSED = "SELECT coalesce(max(at), 0) FROM past_holders WHERE box = %s"
_CHANGES = """
SELECT boxes.changed, projects.name, boxes.till FROM boxes JOIN projects ON projects.id = boxes.project
WHERE boxes.changed > %s ORDER BY boxes.changed
"""
_ORPHANS = "SELECT queued FROM boxes WHERE project = %s AND till = %s"
_UNREAD = """
SELECT coalesce(sum(queued) FILTER (WHERE till <> ''), 0), coalesce(sum(queued) FILTER (WHERE till = ''), 0) FROM boxes
"""
# The page ends at the server, so that what is not wanted does not travel.
_LETTERS = """
SELECT position, received_at, body FROM (
    SELECT position, received_at, body, sum(size) OVER (ORDER BY position) AS total,
        row_number() OVER (ORDER BY position) AS n
    FROM (SELECT * FROM letters WHERE box = %s AND position > %s ORDER BY position LIMIT %s) AS page
) AS counted WHERE total <= %s OR n = 1 ORDER BY position
"""


class PostgresStore:
    """Any number of processes, each with one of these.

    Args:
        ticks: monotonic seconds.
        chance: so many random bytes; they name this process among the others.
        note: hears when the others can and cannot be heard.

    Raises:
        StoreError: out of reach on opening, or the tables are not a relay's.
    """

    def __init__(
        self,
        place: Postgres,
        ticks: Callable[[], float],
        chance: Callable[[int], bytes],
        limits: Limits = LIMITS,
        note: Note = silent,
    ) -> None:
        self.place = place
        self.process = chance(6).hex()
        self._limits = limits
        self._writer = Line(place, ticks)
        self._reader = Line(place, ticks, durable=False)
        self.neighbours = Hearing(place, self._reader, ticks, self.process, note)
        self.transactions = 0
        """How many transactions with work in them were committed: a measure of the grouping."""
        try:
            self._writer.ask(lambda connection: schema.claim(connection, str(place)))
            self.flushes = self._writer.ask(_flushes)
        except StoreError:
            self.close()
            raise

    def project(self, address: bytes) -> Project | None:
        found = "SELECT id, name FROM projects WHERE address = %s OR old_address = %s"
        row = self._row(found, (address, address))
        return Project(int(row[0]), str(row[1])) if row else None

    def box(self, project: int, till: str) -> Box | None:
        return self._box(_BOX_OF_TILL, (project, till))

    def box_of_token(self, token: bytes) -> Box | None:
        return self._box(_BOX_OF_TOKEN, (token,))

    def letters(self, box: int, after: int, count: int, size: int) -> list[Letter]:
        asked = (box, after, count, size)
        return self._reader.ask(lambda c: [Letter(*row) for row in c.execute(_LETTERS, asked, binary=True)])

    def orphans(self, project: int) -> int:
        row = self._row(_ORPHANS, (project, ORPHANS))
        return int(row[0]) if row else 0

    def unread(self) -> tuple[int, int]:
        """How many letters wait for their tills, and how many in the orphan boxes of all projects."""
        letters, orphans = self._reader.ask(lambda c: c.execute(_UNREAD).fetchall())[0]
        return int(letters), int(orphans)

    def past_holder(self, box: int, instance: str) -> float | None:
        row = self._row(_PAST_HOLDER, (box, instance))
        return float(row[0]) if row else None

    def refused_at(self, box: int) -> float:
        row = self._row(_REFUSED, (box,))
        return float(row[0]) if row else 0.0

    def changes(self, after: int) -> tuple[int, list[tuple[str, str]]]:
        rows = self._reader.ask(lambda c: c.execute(_CHANGES, (after,)).fetchall())
        return (rows[-1][0] if rows else after), [(project, till) for _, project, till in rows]

    def commit(self, work: Sequence[Work]) -> list[Outcome]:
        tries: list[Batch] = []

        def attempt(connection: Connection) -> list[Outcome]:
            tries.append(Batch(connection, self._limits, self.process))
            return tries[-1].run(work)

        try:
            outcomes = self._writer.run(attempt)
        except (psycopg.Error, StoreError) as fault:
            self._perhaps_new(work)
            return [Broken(type(fault).__name__)] * len(work)
        if len(tries) > 1:
            self._perhaps_new(work)
        self.transactions += 1
        return outcomes

    def sweep(self, now: float) -> bool:
        def work(connection: Connection) -> bool:
            with connection.transaction():
                return retention.sweep(connection, now, self._limits)

        return self._writer.ask(work)

    def checkpoint(self) -> None:
        """PostgreSQL does that by itself."""

    def add_project(self, name: str, address: bytes, epoch: str, now: float) -> None:
        self._change(lambda c: registry.add_project(c, name, address, epoch, now))

    def rotate_project(self, name: str, address: bytes, *, sure: bool = False) -> None:
        self._change(lambda c: registry.rotate_project(c, name, address, sure=sure))

    def revoke_project(self, name: str, *, sure: bool = False) -> None:
        self._change(lambda c: registry.revoke_project(c, name, sure=sure))

    def projects(self) -> list[Holding]:
        return self._reader.ask(registry.projects)

    def orphan_letters(self, project: str, count: int) -> list[Letter]:
        return self._reader.ask(lambda c: registry.orphans(c, project, count))

    def add_till(self, project: str, till: str, token: bytes, epoch: str, now: float) -> None:
        self._change(lambda c: registry.add_till(c, project, till, token, epoch, now))

    def rotate_till(self, project: str, till: str, token: bytes, now: float) -> None:
        self._change(lambda c: registry.rotate_till(c, project, till, token, now))

    def enrol_till(self, project: str, till: str, code: bytes, until: float, epoch: str) -> None:
        self._change(lambda c: registry.enrol_till(c, project, till, code, until, epoch))

    def revoke_till(self, project: str, till: str, *, old: bool = False, sure: bool = False) -> None:
        self._change(lambda c: registry.revoke_till(c, project, till, old=old, sure=sure))

    def readmit_till(self, project: str, till: str, since: float) -> float:
        turned_away = 0.0

        def work(connection: Connection) -> int:
            nonlocal turned_away
            box, turned_away = registry.readmit_till(connection, project, till, since)
            return box

        self._change(work)
        return turned_away

    def tills(self, project: str) -> list[Till]:
        return self._reader.ask(lambda c: registry.tills(c, project))

    def renew_epochs(self, draw: Callable[[], str]) -> int:
        """Every box begins a new epoch, in which nothing was acknowledged yet; how many boxes there are."""
        def whole(connection: Connection) -> int:
            with connection.transaction():
                seats.one_at_a_time(connection)
                boxes = renewal.renew(connection, draw)
                connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, letters_word(self.process, boxes)))
                return len(boxes)

        return self._writer.ask(whole)

    def close(self) -> None:
        self.neighbours.stop()
        self._writer.close()
        self._reader.close()

    def _change(self, work: Callable[[Connection], int | None]) -> None:
        def whole(connection: Connection) -> None:
            with connection.transaction():
                seats.one_at_a_time(connection)
                box = work(connection)
                if box is not None:
                    # A poll that waits with an old right, wherever it does, is told at once.
                    connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, letters_word(self.process, [box])))

        # Not twice: what was added the first time would be refused the second time.
        self._writer.ask(whole, again=False)

    def _box(self, statement: str, values: tuple[int | str | bytes, ...]) -> Box | None:
        row = self._row(statement, values)
        if row is None:
            return None
        box = Box(*cast(tuple[int, int, str, str, str, int, int, str, int], row))
        self.neighbours.know(box)
        return box

    def _row(self, statement: str, values: tuple[int | str | bytes, ...]) -> tuple[int | str | float, ...] | None:
        return self._reader.ask(lambda c: c.execute(statement, values).fetchone())

    def _perhaps_new(self, work: Sequence[Work]) -> None:
        """A commit whose answer was lost may have happened: whoever waits here looks for himself."""
        self.neighbours.wake({piece.box for piece in work if isinstance(piece, Deposit)})


def _flushes(connection: Connection) -> bool:
    """Whether the server waits for its disk at all; a commit of one that does not is no promise."""
    row = connection.execute("SHOW fsync").fetchone()
    return row is not None and row[0] == "on"
