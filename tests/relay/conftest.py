"""A desk for each test: a service over a store in the test's own folder, closed at its end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kiosk.relay.limits import LIMITS, Limits
from kiosk.relay.store import SqliteStore, Store
from tests.relay.helpers import Desk
from tests.relay.line import Line

Story = Callable[[Line], Awaitable[None]]


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[Callable[[Limits], Desk]]:
    made: list[Desk] = []

    def make(limits: Limits = LIMITS) -> Desk:
        made.append(Desk(tmp_path / str(len(made)), limits))
        return made[-1]

    yield make
    for desk in made:
        desk.store.close()


@pytest.fixture
def desk(make_desk: Callable[[Limits], Desk]) -> Desk:
    return make_desk(LIMITS)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """For what every store promises: project 1 `shop`, its tills `till1` (token `t1`) and `till2` (`n1`)."""
    made: Store = SqliteStore(tmp_path / "promises.db")
    made.add_project("shop", b"s", "e0", 1.0)
    made.add_till("shop", "till1", b"t1", "e1", 1.0)
    made.add_till("shop", "till2", b"n1", "e2", 1.0)
    yield made
    made.close()


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., None]:
    """Run a story against a relay; the relay stops at its end."""

    @asynccontextmanager
    async def running(limits: Limits) -> AsyncIterator[Line]:
        line = Line(tmp_path, limits)
        async with line.client, line.relay.running():
            yield line
        line.store.close()

    def runner(story: Story, limits: Limits = LIMITS) -> None:
        async def whole() -> None:
            async with running(limits) as line:
                await story(line)

        asyncio.run(whole())

    return runner
