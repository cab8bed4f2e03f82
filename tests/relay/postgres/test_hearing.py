"""Several processes on one database: who is woken, whose poll is the newest, and what happens when nobody is heard."""

from __future__ import annotations

import os
import queue
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.relay.limits import LIMITS
from kiosk.relay.location import Postgres
from kiosk.relay.postgres.store import PostgresStore
from kiosk.relay.service import Service
from kiosk.relay.values import Request, Response, Wait
from tests.relay.helpers import Log, answered, bodies, content, letter, waiting
from tests.relay.postgres.deaf import DeafLine
from tests.relay.postgres.server import Server

PATIENCE_S = 30.0


class Process:
    """What one relay process has, without its network: a store, a core, and ears."""

    def __init__(self, place: Postgres, note: Log) -> None:
        self.store = PostgresStore(place, time.monotonic, os.urandom, LIMITS, note)
        self.service = Service(self.store, time.time, os.urandom, neighbours=self.store.neighbours)
        self.woken: queue.Queue[tuple[str, str]] = queue.Queue()

    def listen(self) -> None:
        self.store.neighbours.listen(lambda project, till: self.woken.put((project, till)))

    def get(self, token: str, query: str) -> Response | Wait:
        return self.service.handle(Request("GET", "/letters", query, {"authorization": f"Bearer {token}"}))

    def until(self, holds: Callable[[], bool]) -> None:
        """Each time somebody is woken, look; for things that come with a wake-up."""
        end = time.monotonic() + PATIENCE_S
        while not holds():
            assert self.woken.get(timeout=max(0.0, end - time.monotonic()))


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def place(postgres: Server) -> Postgres:
    return postgres.database()


@pytest.fixture
def pair(place: Postgres, log: Log) -> Iterator[tuple[Process, Process]]:
    """Two processes that hear each other."""
    made = Process(place, log), Process(place, log)
    for process in made:
        process.listen()
    wait_for(lambda: all(process.store.neighbours.hears for process in made))
    yield made
    for process in made:
        process.store.close()


def wait_for(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end, "it did not come"
        os.sched_yield()


def open_shop(process: Process) -> tuple[str, str]:
    """The callback path and the token of its only till."""
    return "/callback/" + process.service.add_project("shop"), process.service.add_till("shop", "till1")


def post(process: Process, path: str, body: bytes) -> int:
    return answered(process.service.handle(Request("POST", path, "", {}, body))).status


def test_a_poll_on_one_process_is_woken_by_a_letter_to_the_other(pair: tuple[Process, Process]) -> None:
    here, there = pair
    path, token = open_shop(here)
    wait = waiting(there.get(token, "wait=25"))
    assert post(here, path, letter("till1-A")) == 200
    there.until(lambda: there.service.collect(wait) != wait)
    assert bodies(content(there.get(token, "wait=0"))) == [letter("till1-A")]


def test_the_newest_poll_wins_wherever_it_is(pair: tuple[Process, Process]) -> None:
    here, there = pair
    path, token = open_shop(here)
    older = waiting(here.get(token, "wait=25"))
    newer = waiting(there.get(token, "wait=25"))
    here.until(lambda: here.service.collect(older) != older)
    assert answered(here.service.collect(older)).status == 204
    newest = waiting(here.get(token, "wait=25"))
    there.until(lambda: there.service.collect(newer) != newer)
    assert answered(there.service.collect(newer)).status == 204
    assert post(there, path, letter("till1-A")) == 200
    here.until(lambda: here.service.collect(newest) != newest)


def test_a_token_that_is_taken_away_ends_polls_everywhere(pair: tuple[Process, Process]) -> None:
    here, there = pair
    _, token = open_shop(here)
    wait = waiting(there.get(token, "wait=25"))
    here.service.revoke_till("shop", "till1")
    there.until(lambda: there.service.collect(wait) != wait)
    assert answered(there.get(token, "wait=0")).status == 401


def test_positions_rise_whichever_process_writes(pair: tuple[Process, Process]) -> None:
    here, there = pair
    path, token = open_shop(here)
    for number in range(40):
        assert post(pair[number % 2], path, letter(f"till1-{number}")) == 200
    page = content(there.get(token, "wait=0"))
    assert bodies(page) == [letter(f"till1-{number}") for number in range(40)]
    # A repeat is known to the other one too.
    assert post(here, path, letter("till1-39")) == 200
    assert post(there, path, letter("till1-0")) == 200
    assert len(content(here.get(token, "wait=0"))["letters"]) == 40


def test_who_lost_his_ear_gets_another(pair: tuple[Process, Process], postgres: Server, place: Postgres) -> None:
    here, there = pair
    path, token = open_shop(here)
    wait = waiting(there.get(token, "wait=25"))
    # All connections of all processes, those that write and read as well.
    postgres.tell(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name_of(place)}'")
    assert post(here, path, letter("till1-A")) == 200
    there.until(lambda: there.service.collect(wait) != wait)
    wait_for(lambda: there.store.neighbours.hears)


def name_of(place: Postgres) -> str:
    return place.url.partition("?")[0].rpartition("/")[2]


@pytest.fixture
def line(postgres: Server) -> Iterator[DeafLine]:
    # Not in the tests' own folder: the path of a socket must be short.
    with tempfile.TemporaryDirectory(prefix="kiosk-pg-") as folder:
        made = DeafLine(Path(folder), postgres.folder)
        yield made
        made.close()


def test_who_cannot_hear_looks_and_hears_again_when_he_can(place: Postgres, line: DeafLine, log: Log) -> None:
    here, there = Process(place, log), Process(line.place(place), log)
    path, token = open_shop(here)
    there.listen()
    wait = waiting(there.get(token, "wait=25"))
    assert post(here, path, letter("till1-A")) == 200
    there.until(lambda: there.service.collect(wait) != wait)
    assert not there.store.neighbours.hears
    page = content(there.get(token, "wait=0"))
    older = waiting(there.get(token, f"after={page['last']}&epoch={page['epoch']}&wait=25"))
    here.get(token, "wait=0")
    there.until(lambda: there.service.collect(older) != older)
    line.deaf = False
    wait_for(lambda: there.store.neighbours.hears)
    assert ("hearing the others", {}) in log.lines
    for process in (here, there):
        process.store.close()
