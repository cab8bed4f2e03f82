"""Hears what other relay processes say, on a thread of its own, and remembers who has the newest poll of a box.

The thread listens on one connection. It also speaks to itself now and then: a connection that is there but brings no
word (a pooler between us and the server, for one) is found out by that. While nothing can be heard it looks once a
second whether a box or a turn has moved; once it hears again it looks a last time, so nothing is missed in between.

A turn rises with every poll of a box, whichever process it comes to; it is drawn in the database. A poll whose turn
is not the newest has lost its place. It must not know HTTP or letters.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

import psycopg

from kiosk.relay.errors import StoreError
from kiosk.relay.location import Postgres
from kiosk.relay.notes import Note
from kiosk.relay.postgres.line import Connection, Line
from kiosk.relay.postgres.words import CHANNEL, Beat, Letters, Turn, beat_word, read_word
from kiosk.relay.values import Box

# How often the thread speaks to itself while it hears, and how long the answer may take.
_BEAT_S = 5.0
_PATIENCE_S = 3.0
_LOOK_EVERY_S = 1.0
# The thread looks whether it has to stop as often as this.
_SLICE_S = 0.25

# Whoever had the box before is only told when it was another process, and lately: a poll waits for 25 s at most.
_CLAIM = """
WITH mine AS (
    INSERT INTO turns (box, turn, process, at)
    SELECT %(box)s, (now * 1000)::bigint, %(process)s, now
    FROM (SELECT extract(epoch FROM clock_timestamp())::double precision) AS clock (now)
    ON CONFLICT (box) DO UPDATE SET
        turn = greatest(turns.turn + 1, excluded.turn), process = excluded.process, at = excluded.at,
        previous = CASE WHEN turns.at > excluded.at - 60 THEN turns.process END
    RETURNING turn, previous
), told AS (
    SELECT pg_notify(%(channel)s, concat_ws(' ', 'turn', %(process)s, %(box)s::text, turn)) FROM mine
    WHERE previous <> %(process)s
)
SELECT turn, (SELECT count(*) FROM told) FROM mine
"""
_POSITIONS = "SELECT id, last, changed FROM boxes WHERE id = ANY(%s)"
_TURNS = "SELECT box, turn FROM turns WHERE box = ANY(%s) AND process <> %s"

Till = tuple[str, str]


class Hearing:
    """The `Neighbours` of a process on PostgreSQL.

    Args:
        reader: the connection of the store's reading side, for `claim`.
        ticks: monotonic seconds.
        process: what this process is called among the others.
    """

    def __init__(self, place: Postgres, reader: Line, ticks: Callable[[], float], process: str, note: Note) -> None:
        self._reader = reader
        self._ticks = ticks
        self._process = process
        self._note = note
        self._ear = Line(place, ticks, durable=False)
        self._wake: Callable[[str, str], None] = _nobody
        # Written by the side that reads the store or by the thread, read by both: single steps on dicts.
        self._boxes: dict[int, Till] = {}
        self._mine: dict[int, int] = {}
        self._others: dict[int, int] = {}
        self._seen: dict[int, tuple[int, int]] = {}
        self._listening: Connection | None = None
        self._hears = False
        self._beat_at = self._heard_at = self._look_at = float("-inf")
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="relay-listener", daemon=True)

    @property
    def hears(self) -> bool:
        """Whether the others can be heard now; otherwise the boxes are looked at once a second."""
        return self._hears

    def know(self, box: Box) -> None:
        """A box that somebody here may wait for."""
        self._boxes[box.id] = (box.project_name, box.till)

    def claim(self, box: Box) -> None:
        asked = {"box": box.id, "process": self._process, "channel": CHANNEL}
        row = self._reader.ask(lambda connection: connection.execute(_CLAIM, asked).fetchone())
        assert row is not None
        self._mine[box.id] = int(row[0])

    def held(self, box: int) -> bool:
        return self._others.get(box, 0) <= self._mine.get(box, 0)

    def listen(self, wake: Callable[[str, str], None]) -> None:
        self._wake = wake
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()
        self._ear.drop()

    def wake(self, boxes: Iterable[int]) -> None:
        """Let the polls of these boxes look again."""
        for box in boxes:
            till = self._boxes.get(box)
            if till is not None:
                self._wake(*till)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._round(self._ear.connection())
            except (psycopg.Error, StoreError) as fault:
                self._ear.drop()
                self._now_hears(False, type(fault).__name__)
                self._stopping.wait(_SLICE_S)

    def _round(self, connection: Connection) -> None:
        """Hear for a moment; look for ourselves while we cannot hear."""
        if connection is not self._listening:
            connection.execute(f"LISTEN {CHANNEL}")
            self._listening, self._beat_at = connection, float("-inf")
        now = self._ticks()
        if now >= self._beat_at:
            connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, beat_word(self._process)))
            self._beat_at = now + (_BEAT_S if self._hears else _LOOK_EVERY_S)
        # All of them first: while they come the connection cannot be asked anything.
        for said in list(connection.notifies(timeout=_SLICE_S, stop_after=1)):
            self._take(said.payload, connection)
        now = self._ticks()
        if self._hears and now > self._heard_at + _BEAT_S + _PATIENCE_S:
            self._now_hears(False, "no word comes through")
        if not self._hears and now >= self._look_at:
            self._look_at = now + _LOOK_EVERY_S
            self._look(connection)

    def _take(self, text: str, connection: Connection) -> None:
        match read_word(text):
            case Letters(process, boxes) if process != self._process:
                self.wake(list(self._boxes) if boxes is None else boxes)
            case Turn(process, box, turn) if process != self._process:
                self._lose(box, turn)
            case Beat(process) if process == self._process:
                self._heard_at = self._ticks()
                if not self._hears:
                    self._now_hears(True, "")
                    self._look(connection)

    def _look(self, connection: Connection) -> None:
        """Which of the boxes that matter here have moved since the last look."""
        rows = connection.execute(_POSITIONS, (list(self._boxes),)).fetchall()
        found = {box: (last, changed) for box, last, changed in rows}
        moved = [box for box, state in found.items() if self._seen.get(box) != state]
        self._seen = found
        self.wake(moved)
        for box, turn in connection.execute(_TURNS, (list(self._mine), self._process)).fetchall():
            self._lose(box, turn)

    def _lose(self, box: int, turn: int) -> None:
        """Another process has a poll of this box, and this is its turn."""
        self._others[box] = max(turn, self._others.get(box, 0))
        if not self.held(box):
            self.wake([box])

    def _now_hears(self, hears: bool, why: str) -> None:
        if hears != self._hears:
            self._hears = hears
            self._note("hearing the others" if hears else "not hearing the others", {"why": why} if why else {})


def _nobody(project: str, till: str) -> None:
    """Nobody waits before `listen`."""
