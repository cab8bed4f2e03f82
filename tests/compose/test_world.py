"""The demo's world: one lock, real relay, pretend Gate."""

from pathlib import Path
from threading import Thread

from kiosk.compose.world import World
from kiosk.simulator.plot import Pace
from tests.compose.helpers import HandClock


def world(folder: Path, clock: HandClock, *, patient: bool = False) -> World:
    return World(folder, "demo", lambda: clock.utc().timestamp(), clock.mono, Pace(), patient=patient)


def test_a_stranger_gets_nothing_from_the_relay(tmp_path: Path) -> None:
    status, _headers, _body = world(tmp_path, HandClock()).relay("GET", "https://r/letters?after=0&wait=0", {})
    assert status == 401


def test_an_unsigned_order_is_refused_with_a_date(tmp_path: Path) -> None:
    status, headers, body = world(tmp_path, HandClock()).gate("POST", "https://g/v2/payment/banks/hk-qr/sale", b"{}")
    assert status >= 400
    assert b"error" in body
    assert headers["date"] == "Sun, 22 Nov 2026 04:00:00 GMT"


def test_a_start_begins_with_an_empty_relay(tmp_path: Path) -> None:
    first, second = world(tmp_path, HandClock()), world(tmp_path, HandClock())
    assert first.token != second.token
    assert first.secret != second.secret


def test_closing_ends_a_poll_that_waits(tmp_path: Path) -> None:
    patient = world(tmp_path, HandClock(), patient=True)
    headers = {"authorization": f"Bearer {patient.token}"}
    answers: list[int] = []

    def poll() -> None:
        answers.append(patient.relay("GET", "https://r/letters?after=0&wait=25", headers)[0])

    waiter = Thread(target=poll)
    waiter.start()
    patient.close()
    waiter.join(10)
    assert answers == [200]
