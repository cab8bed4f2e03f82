"""A desk for each test: a service over a store of its own, closed at its end. Every test that asks for one runs on both
stores; PostgreSQL is a real server, started once and only when a test needs it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import pytest

from kiosk.relay.limits import LIMITS, Limits
from kiosk.relay.location import Postgres
from kiosk.relay.store import Store
from tests.relay.helpers import Desk, open_kept
from tests.relay.line import Line
from tests.relay.postgres.server import Server

Story = Callable[[Line], Awaitable[None]]
NewPlace = Callable[[], Path | Postgres]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The server of this session."""
    with Server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewPlace]:
    """Where the next store may be: an empty place on either kind of store."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        made: list[Postgres] = []

        def place() -> Postgres:
            made.append(server.database())
            return made[-1]

        yield place
        for database in made:
            server.drop(database)
        return
    numbers = count()
    yield lambda: tmp_path / str(next(numbers)) / "relay.db"


@pytest.fixture
def make_desk(new_place: NewPlace) -> Iterator[Callable[[Limits], Desk]]:
    made: list[Desk] = []

    def make(limits: Limits = LIMITS) -> Desk:
        made.append(Desk(new_place(), limits))
        return made[-1]

    yield make
    for desk in made:
        desk.close()


@pytest.fixture
def desk(make_desk: Callable[[Limits], Desk]) -> Desk:
    return make_desk(LIMITS)


@pytest.fixture
def store(new_place: NewPlace) -> Iterator[Store]:
    """For what every store promises: project 1 `shop`, its tills `till1` (token `t1`) and `till2` (`n1`)."""
    made: Store = open_kept(new_place())
    made.add_project("shop", b"s", "e0", 1.0)
    made.add_till("shop", "till1", b"t1", "e1", 1.0)
    made.add_till("shop", "till2", b"n1", "e2", 1.0)
    yield made
    made.close()


@pytest.fixture
def run(new_place: NewPlace) -> Callable[..., None]:
    """Run a story against a relay; the relay stops at its end."""

    @asynccontextmanager
    async def running(limits: Limits) -> AsyncIterator[Line]:
        line = Line(new_place(), limits)
        async with line.client, line.relay.running():
            yield line
        line.store.close()

    def runner(story: Story, limits: Limits = LIMITS) -> None:
        async def whole() -> None:
            async with running(limits) as line:
                await story(line)

        asyncio.run(whole())

    return runner
