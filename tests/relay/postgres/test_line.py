"""A store out of reach: 503 at once, nothing acknowledged, back by itself, and no password in any message."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest

from kiosk.relay.errors import StoreError
from kiosk.relay.location import Postgres
from kiosk.relay.postgres.line import Line
from kiosk.relay.values import Broken, Stored
from tests.relay.helpers import Clock, Desk, answered, bodies, letter
from tests.relay.postgres.deaf import DeafLine
from tests.relay.postgres.server import Server
from tests.relay.test_store import box_of, deposit


@pytest.fixture
def own() -> Iterator[Server]:
    """A server that the test may stop."""
    with Server() as server:
        yield server


def test_a_server_that_stops_and_comes_back_loses_nothing(own: Server) -> None:
    desk = Desk(own.database())
    assert desk.post(letter("till1-A")).status == 200
    own.stop()
    for _ in range(3):
        assert desk.post(letter("till1-B")).status == 503
        assert answered(desk.get("/letters")).status == 503
    own.start()
    until = time.monotonic() + 30
    while desk.post(letter("till1-B")).status != 200:
        desk.ticks.now += 1.0  # no sender is so quick that its rate ends before the server is there
        assert time.monotonic() < until
    assert bodies(desk.poll()) == [letter("till1-A"), letter("till1-B")]
    desk.close()


def test_a_connection_that_died_meanwhile_is_made_again_unnoticed(postgres: Server) -> None:
    place = postgres.database()
    desk = Desk(place)
    box = box_of(desk.store)
    name = place.url.partition("?")[0].rpartition("/")[2]
    postgres.tell(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    assert desk.store.commit([deposit(box, b"a")]) == [Stored(1_000_000, fresh=True)]
    assert box_of(desk.store).last == 1_000_000
    desk.close()


def test_a_lock_that_another_holds_ends_in_time_and_harms_nobody(postgres: Server) -> None:
    place = postgres.database()
    desk = Desk(place)
    box = box_of(desk.store)
    with psycopg.connect(place.url) as other:
        other.execute("SELECT 1 FROM fps_relay.boxes FOR UPDATE")
        assert desk.store.commit([deposit(box, b"a")]) == [Broken("LockNotAvailable")]
        # Reading goes on.
        assert desk.poll()["letters"] == []
    assert desk.store.commit([deposit(box, b"a")]) == [Stored(1_000_000, fresh=True)]
    desk.close()


def test_a_server_that_falls_silent_is_given_up_and_tried_again(postgres: Server) -> None:
    with tempfile.TemporaryDirectory(prefix="kiosk-pg-") as folder:
        way = DeafLine(Path(folder), postgres.folder)
        desk = Desk(way.place(postgres.database()))
        box = box_of(desk.store)
        way.frozen.set()
        assert desk.store.commit([deposit(box, b"a")]) == [Broken("OperationalError")]
        way.frozen.clear()
        assert desk.store.commit([deposit(box, b"a")]) == [Stored(1_000_000, fresh=True)]
        desk.close()
        way.close()


def test_pauses_grow_while_nobody_answers(tmp_path: Path) -> None:
    ticks = Clock(0.0)
    line = Line(Postgres(f"postgresql://u:s%2Fecret@/x?host={tmp_path}"), ticks)
    moments = []
    for tenth in range(300):
        ticks.now = tenth / 10
        with pytest.raises(StoreError) as fault:
            line.connection()
        assert "secret" not in str(fault.value)
        assert "s%2Fecret" not in str(fault.value)
        if "not tried again yet" not in str(fault.value):
            moments.append(ticks.now)
    gaps = [round(later - earlier, 1) for earlier, later in pairwise(moments)]
    assert gaps == sorted(gaps)
    assert 0.2 <= gaps[0] <= 0.4
    assert 5.0 <= gaps[-1] <= 5.2


def test_what_is_written_is_on_the_disk_first(postgres: Server) -> None:
    postgres.tell("ALTER ROLE postgres SET synchronous_commit = off")
    try:
        place = postgres.database()
        line = Line(place, time.monotonic)
        found = line.run(lambda connection: connection.execute("SHOW synchronous_commit").fetchone())
        assert found == ("on",)
        line.close()
    finally:
        postgres.tell("ALTER ROLE postgres RESET synchronous_commit")
