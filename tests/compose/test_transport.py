"""The transports: a cut line is a read that ends early, everything else an ordinary answer."""

import json
from pathlib import Path

import httpx
import pytest

from kiosk.compose.transport import GateTransport, RelayTransport
from kiosk.compose.world import World
from kiosk.gate.requests import SaleOrder, sale_request
from kiosk.simulator.plot import Pace
from tests.compose.helpers import HandClock


@pytest.fixture
def world(tmp_path: Path) -> World:
    clock = HandClock()
    return World(tmp_path, "demo", lambda: clock.utc().timestamp(), clock.mono, Pace(), patient=False)


def order(world: World, minor: int) -> httpx.Response:
    made = sale_request(SaleOrder(900_001, "demo-1", minor, "HKD", "c-1", "198.51.100.7"), world.secret)
    with httpx.Client(base_url="https://gate.demo.invalid", transport=GateTransport(world)) as client:
        return client.post(made.path, content=made.body, headers={"content-type": "application/json"})


def test_an_order_is_answered(world: World) -> None:
    answer = order(world, 8800)
    assert (answer.status_code, json.loads(answer.content)["status"]) == (200, "success")


def test_a_cut_line_is_a_read_error(world: World) -> None:
    with pytest.raises(httpx.ReadError):
        order(world, 8812)


def test_the_relay_is_reached(world: World) -> None:
    with httpx.Client(base_url="https://relay.demo.invalid", transport=RelayTransport(world)) as client:
        assert client.get("/health").status_code == 200
