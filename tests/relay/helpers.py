"""What the relay's tests share: a clock to turn by hand, letters as the gateway shapes them, and a relay on disk."""

from __future__ import annotations

import base64
import json
import os
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import apsw
import psycopg

from kiosk.relay.limits import LIMITS, Limits
from kiosk.relay.location import Postgres
from kiosk.relay.neighbours import Alone, Neighbours
from kiosk.relay.opening import open_store
from kiosk.relay.overview import Holding, Till
from kiosk.relay.postgres.line import SCHEMA
from kiosk.relay.postgres.store import PostgresStore
from kiosk.relay.service import Service
from kiosk.relay.sqlite_store import SqliteStore
from kiosk.relay.values import Box, Broken, Letter, Outcome, Project, Request, Response, Wait, Work

DAY = 86_400.0
Kept = SqliteStore | PostgresStore


def open_kept(place: Path | Postgres, limits: Limits = LIMITS) -> Kept:
    """The store at this place, whichever kind it is."""
    return open_store(place, time.monotonic, os.urandom, limits)


def neighbours_of(store: Kept) -> Neighbours:
    """The other processes on this store."""
    return store.neighbours if isinstance(store, PostgresStore) else Alone()


def tell(place: Path | Postgres, statement: str) -> Any:
    """One statement of SQL to the store's tables, past the store; the first value that comes back."""
    found = row(place, statement)
    return found[0] if found else None


def row(place: Path | Postgres, statement: str) -> Any:
    """The first row that comes back."""
    if isinstance(place, Path):
        other = apsw.Connection(str(place))
        found = other.execute(statement).fetchone()
        other.close()
    else:
        with psycopg.connect(place.url, autocommit=True, options=f"-c search_path={SCHEMA}") as connection:
            cursor = connection.execute(statement.encode())
            found = cursor.fetchone() if cursor.description else None
    return found


@dataclass
class Clock:
    """Seconds that pass only when told."""

    now: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Log:
    """Keeps every line of the log."""

    lines: list[tuple[str, dict[str, str | int | float]]] = field(default_factory=list)

    def __call__(self, event: str, facts: Mapping[str, str | int | float]) -> None:
        self.lines.append((event, dict(facts)))


def letter(payment_id: str, **more: object) -> bytes:
    """A callback in the standard shape."""
    return json.dumps({"project_id": 1, "payment": {"id": payment_id, "status": "success"}, **more}).encode()


class Desk:
    """A service over a store at some place, and short ways to speak to it."""

    def __init__(self, place: Path | Postgres, limits: Limits = LIMITS) -> None:
        self.clock = Clock()
        self.ticks = Clock(0.0)
        self.log = Log()
        self.place = place
        self._limits = limits
        self._opened: list[Kept] = []
        self.open(place)
        self.address = self.service.add_project("shop")
        self.token = self.service.add_till("shop", "till1")

    def open(self, place: Path | Postgres) -> None:
        """Go on with the store at this place, as a new process would; one before is left as after a crash."""
        self.place = place
        self.store = open_kept(place, self._limits)
        self._opened.append(self.store)
        self.service = Service(
            self.store, self.clock, os.urandom, self._limits, ticks=self.ticks, note=self.log,
            neighbours=neighbours_of(self.store),
        )  # fmt: skip

    def close(self) -> None:
        """Every store that was opened here."""
        for store in self._opened:
            store.close()

    def tell(self, statement: str) -> Any:
        """One statement of SQL from outside of the store; the first value that comes back."""
        return tell(self.place, statement)

    def post(self, body: bytes, address: str | None = None, source: str = "192.0.2.1") -> Response:
        path = f"/callback/{self.address if address is None else address}"
        return answered(self.service.handle(Request("POST", path, "", {}, body, source)))

    def get(self, path: str, query: str = "", token: str | None = None, source: str = "192.0.2.9") -> Response | Wait:
        headers = {"Authorization": f"Bearer {self.token if token is None else token}"}
        return self.service.handle(Request("GET", path, query, headers, b"", source))

    def poll(self, query: str = "", token: str | None = None) -> Any:
        """The content of an answered poll."""
        return content(self.get("/letters", query, token))

    def probe(self, token: str | None = None) -> Any:
        return content(self.get("/probe", token=token))


def answered(step: Response | Wait) -> Response:
    assert isinstance(step, Response)
    return step


def waiting(step: Response | Wait) -> Wait:
    assert isinstance(step, Wait)
    return step


def content(step: Response | Wait) -> Any:
    """The JSON of a 200."""
    response = answered(step)
    assert response.status == 200, (response.status, response.body)
    return json.loads(response.body)


def bodies(page: Any) -> list[bytes]:
    """The bytes of the letters of one page."""
    return [base64.b64decode(entry["body"]) for entry in page["letters"]]


class SickStore:
    """A store whose disk takes nothing while `sick` is true; reading goes on. All else is the store inside.

    While `rotten` is true, counting orphans fails in a way that no store should. While `answers` is not set, nobody is
    told what a token opens. `behind` is how far what a token opens lags behind the disk, in positions.
    """

    def __init__(self, inside: Kept) -> None:
        self.inside = inside
        self.sick = False
        self.rotten = False
        self.behind = 0
        self.answers = threading.Event()
        self.answers.set()

    def project(self, address: bytes) -> Project | None:
        return self.inside.project(address)

    def box(self, project: int, till: str) -> Box | None:
        return self.inside.box(project, till)

    def box_of_token(self, token: bytes) -> Box | None:
        self.answers.wait(30.0)
        box = self.inside.box_of_token(token)
        return replace(box, last=box.last - self.behind) if box is not None and self.behind else box

    def letters(self, box: int, after: int, count: int, size: int) -> list[Letter]:
        return self.inside.letters(box, after, count, size)

    def orphans(self, project: int) -> int:
        if self.rotten:
            raise RuntimeError(f"secret {project}")
        return self.inside.orphans(project)

    def commit(self, work: Sequence[Work]) -> list[Outcome]:
        return [Broken("FullError")] * len(work) if self.sick else self.inside.commit(work)

    def sweep(self, now: float) -> bool:
        return self.inside.sweep(now)

    def checkpoint(self) -> None:
        self.inside.checkpoint()

    def add_project(self, name: str, address: bytes, epoch: str, now: float) -> None:
        self.inside.add_project(name, address, epoch, now)

    def rotate_project(self, name: str, address: bytes, *, sure: bool = False) -> None:
        self.inside.rotate_project(name, address, sure=sure)

    def revoke_project(self, name: str, *, sure: bool = False) -> None:
        self.inside.revoke_project(name, sure=sure)

    def projects(self) -> list[Holding]:
        return self.inside.projects()

    def orphan_letters(self, project: str, count: int) -> list[Letter]:
        return self.inside.orphan_letters(project, count)

    def add_till(self, project: str, till: str, token: bytes, epoch: str, now: float) -> None:
        self.inside.add_till(project, till, token, epoch, now)

    def rotate_till(self, project: str, till: str, token: bytes, now: float) -> None:
        self.inside.rotate_till(project, till, token, now)

    def enrol_till(self, project: str, till: str, code: bytes, until: float, epoch: str) -> None:
        self.inside.enrol_till(project, till, code, until, epoch)

    def revoke_till(self, project: str, till: str, *, old: bool = False, sure: bool = False) -> None:
        self.inside.revoke_till(project, till, old=old, sure=sure)

    def readmit_till(self, project: str, till: str, since: float) -> float:
        return self.inside.readmit_till(project, till, since)

    def tills(self, project: str) -> list[Till]:
        return self.inside.tills(project)

    def past_holder(self, box: int, instance: str) -> float | None:
        return self.inside.past_holder(box, instance)

    def refused_at(self, box: int) -> float:
        return self.inside.refused_at(box)

    def changes(self, after: int) -> tuple[int, list[tuple[str, str]]]:
        return self.inside.changes(after)

    def close(self) -> None:
        self.inside.close()
