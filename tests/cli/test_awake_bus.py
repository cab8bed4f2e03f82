"""The desktop's promise, asked of a real bus: asked once, again of another desktop, over with the till."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.cli.awake_bus import LOGIN, SCREEN_SAVER, Ask, BusWay, session, system
from kiosk.cli.awake_ways import NotHeld
from tests.cli.bus import desktop, private_bus

real = pytest.mark.screen("dbus-daemon")


@pytest.fixture
def address(tmp_path: Path, qapp: QApplication) -> Iterator[str]:
    with private_bus(tmp_path) as found:
        yield found


@real
@pytest.mark.parametrize("ask", [SCREEN_SAVER, LOGIN])
def test_it_is_asked_once_and_the_promise_ends_with_the_line(address: str, ask: Ask) -> None:
    way = BusWay("test", address, ask)
    with desktop(address, ask) as here:
        for _ in range(3):
            way.take()
        assert here.line() == f"{ask.interface}.Inhibit {list(ask.words)}"
        assert here.silent()
        way.let_go()
        assert here.line() == "gone"
        way.take()
        assert here.line().startswith(ask.interface)
    way.let_go()
    way.let_go()


@real
def test_a_desktop_that_comes_later_or_anew_is_asked(address: str) -> None:
    way = BusWay("test", address, SCREEN_SAVER)
    with pytest.raises(NotHeld, match="ScreenSaver"):
        way.take()
    for _ in range(2):
        with desktop(address, SCREEN_SAVER) as here:
            way.take()
            assert "Inhibit" in here.line()
        assert refused(way), "the desktop is gone, and its name with it"
    way.let_go()


def refused(way: BusWay) -> bool:
    """Whether it is refused soon: the bus hears a moment later that somebody left it."""
    for _ in range(500):
        try:
            way.take()
        except NotHeld:
            return True
    return False


def test_a_bus_that_is_not_there_is_told_and_not_started(tmp_path: Path, qapp: QApplication) -> None:
    way = BusWay("test", f"unix:path={tmp_path}/none", SCREEN_SAVER)
    for _ in range(2):
        with pytest.raises(NotHeld):
            way.take()
    way.let_go()


def test_a_bus_that_says_nothing_holds_nobody_up(tmp_path: Path) -> None:
    """It takes the call and never answers: the lane gives up in time, and meanwhile Python is everybody's."""
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "bus"))
        silent.listen()
        way = BusWay("test", f"unix:path={tmp_path}/bus", SCREEN_SAVER, answer_s=0.3)
        heard: list[str] = []

        def ask() -> None:
            with pytest.raises(NotHeld) as told:
                way.take()
            heard.append(str(told.value))

        lane = threading.Thread(target=ask)
        lane.start()
        turns = 0
        while lane.is_alive():
            turns += 1
        lane.join()
    assert "0.3 seconds" in heard[0]
    assert turns > 1_000, "the windows would have stood still"


@real
def test_a_desktop_that_stands_still_is_given_up_and_asked_anew(address: str) -> None:
    way = BusWay("test", address, SCREEN_SAVER, answer_s=0.3)
    with desktop(address, SCREEN_SAVER) as here:
        here.stop()
        with pytest.raises(NotHeld, match="TimeoutError"):
            way.take()
        here.go_on()
        way.take()
        assert "Inhibit" in here.line()
    way.let_go()


def test_only_a_bus_that_somebody_named_or_started_is_asked(tmp_path: Path) -> None:
    assert session({}) == ""
    assert session({"XDG_RUNTIME_DIR": str(tmp_path)}) == ""
    (tmp_path / "bus").touch()
    assert session({"XDG_RUNTIME_DIR": str(tmp_path)}) == f"unix:path={tmp_path}/bus"
    assert session({"XDG_RUNTIME_DIR": str(tmp_path), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/x"}) == "unix:path=/x"
    assert system({"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/y"}) == "unix:path=/y"
