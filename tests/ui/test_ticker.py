"""One wake-up a second on the whole second, none when nothing counts."""

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from kiosk.ui.ticker import Ticker, wait_ms
from tests.ui.faces import Clock


@pytest.mark.parametrize(
    ("left", "waits"), [(272.4, 401), (272.05, 1051), (272.0, 1001), (1.05, 1051), (0.3, 301), (0.04, 41)]
)
def test_a_wake_up_falls_on_the_whole_second(left: float, waits: int) -> None:
    assert wait_ms(left) == waits


def test_the_shown_second_changes_with_every_wake_up() -> None:
    left, seen = 10.37, []
    while left > 0:
        left -= wait_ms(left) / 1000
        seen.append(round(left, 3))
    assert [round(value) for value in seen] == list(range(10, -1, -1))


def test_it_runs_only_towards_something(clock: Clock) -> None:
    ticker = Ticker(clock, lambda: None)
    assert not ticker.running
    ticker.follow([clock.now - 1, clock.now + 30.2])
    assert ticker.running
    # A coarse timer may be a twentieth late: nobody sees it before the last second.
    assert 0 < ticker.wait_ms <= 201 * 1.05
    ticker.follow([clock.now - 1])
    assert not ticker.running
    ticker.follow([clock.now + 5])
    ticker.stop()
    assert ticker.wait_ms == -1


def test_it_calls_when_the_second_is_over(qtbot: QtBot, clock: Clock) -> None:
    calls: list[float] = []
    ticker = Ticker(clock, lambda: calls.append(clock.now))
    ticker.follow([clock.now + 0.02])
    qtbot.waitUntil(lambda: calls == [clock.now], timeout=2000)
    assert not ticker.running


def test_it_goes_on_from_second_to_second_and_times_the_last_one_exactly(clock: Clock) -> None:
    ticker = Ticker(clock, lambda: None)
    ticker.follow([clock.now + 4.2, clock.now + 90])
    waits = []
    for _ in range(5):
        waits.append(ticker.wait_ms)
        clock.now += 1.0
        ticker.again()
    # The first deadline is over: it counts towards the second now.
    assert all(0 < wait <= 201 * 1.05 for wait in waits)
    assert 0 < ticker.wait_ms <= 1001 * 1.05
    assert ticker.running


def test_seconds_that_are_alike_come_by_themselves_until_it_follows_again(clock: Clock, qtbot: QtBot) -> None:
    ticker = Ticker(clock, lambda: None)
    timer = ticker.findChildren(QTimer)[0]
    ticker.follow([clock.now + 90.2])
    ticker.steady()
    assert ticker.running
    assert not timer.isSingleShot()
    assert timer.interval() == 1000
    ticker.steady()
    clock.now += 87.0
    ticker.again()
    assert timer.isSingleShot()
    assert timer.interval() == 201
    ticker.steady()
    ticker.follow([])
    assert not ticker.running
