"""The screens stay on by whatever works, on a lane of its own: a way that does not answer holds nobody up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.cli import awake
from kiosk.cli.awake import Awake, let_go, take, ways
from kiosk.cli.awake_bus import SCREEN_SAVER, BusWay
from kiosk.cli.awake_ways import NotHeld, Way
from kiosk.cli.till_window import Look, TillWindow
from kiosk.compose.demo import demo
from kiosk.runtime.lane import Bell
from tests.cli.bus import desktop, private_bus


class Works:
    """A way that works, or does not; it may wait for a bell first."""

    def __init__(self, name: str, *, why: str = "", bell: Bell | None = None) -> None:
        self.name, self.why, self.bell = name, why, bell
        self.did: list[str] = []

    def take(self) -> None:
        if self.bell is not None:
            self.bell.wait(10)
        self.did.append("take")
        if self.why:
            raise NotHeld(self.why)

    def let_go(self) -> None:
        self.did.append("let go")


@pytest.fixture
def held(qtbot: QtBot) -> Iterator[list[Awake]]:
    made: list[Awake] = []
    yield made
    for each in made:
        each.close()


def names(found: list[Way]) -> list[str]:
    return [way.name for way in found]


def test_each_system_has_its_own_ways(tmp_path: Path) -> None:
    buses = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/x", "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/y"}
    assert names(ways("linux", buses, "xcb")) == ["the X server", "the desktop", "the system"]
    assert names(ways("linux", buses, "wayland")) == ["the desktop", "the system"]
    assert names(ways("linux", buses, "offscreen")) == []
    assert names(ways("win32", {}, "windows")) == ["Windows"]
    assert names(ways("darwin", {}, "cocoa")) == ["caffeinate"]


def test_every_way_that_works_is_taken_and_let_go() -> None:
    good, bad, other = Works("good"), Works("bad", why="no bus"), Works("other")
    assert take([good, bad, other]) == ("good", "other")
    let_go([good, bad, other])
    assert good.did == bad.did == other.did == ["take", "let go"]


def test_nobody_waits_for_a_way_that_does_not_answer(qtbot: QtBot, held: list[Awake]) -> None:
    bell = Bell()
    slow = Works("slow", bell=bell)
    made = Awake([slow])
    held.append(made)
    for _ in range(3):
        made.look_after()
    assert (made.held, slow.did) == ((), [])
    bell.ring()
    qtbot.waitUntil(lambda: made.held == ("slow",), timeout=5000)
    assert slow.did == ["take"], "asked once at a time"
    assert made.timer.isActive()
    assert made.timer.interval() == awake.AGAIN_MS
    bell.ring()
    made.close()
    qtbot.waitUntil(lambda: slow.did[-1] == "let go", timeout=5000)


def test_where_there_is_no_way_nothing_wakes_up(qtbot: QtBot, held: list[Awake]) -> None:
    made = Awake([])
    held.append(made)
    assert not made.timer.isActive()


@pytest.mark.screen("dbus-daemon")
def test_on_a_real_bus_the_desktop_is_asked_from_the_lane(qtbot: QtBot, tmp_path: Path, held: list[Awake]) -> None:
    with private_bus(tmp_path) as address, desktop(address, SCREEN_SAVER) as here:
        made = Awake([BusWay("the desktop", address, SCREEN_SAVER)])
        held.append(made)
        qtbot.waitUntil(lambda: made.held == ("the desktop",), timeout=20_000)
        assert "Inhibit" in here.line()
        made.close()
        assert here.line() == "gone"


def test_a_till_keeps_them_on_until_it_is_closed(qtbot: QtBot, tmp_path: Path) -> None:
    till = TillWindow(demo(tmp_path), Look.for_demo(one_screen=True))
    till.stay_awake()
    (made,) = till.findChildren(Awake)
    till.stay_awake()
    assert till.findChildren(Awake) == [made]
    till.close()
    till.stay_awake()
    assert till.findChildren(Awake) == [made]
