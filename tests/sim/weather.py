"""What happens to a till and its surroundings by the hour: outages, full disks, kills, sleep and clocks that jump."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.sim.mix import HOURS

if TYPE_CHECKING:
    from tests.sim.kiosk import SimKiosk
    from tests.sim.world import World

JUMPS_S = (-86_400.0, 86_400.0, -5.0, 5.0, 3_600.0, -3_600.0, 3e7, -3e7)
LONGEST_SLEEP_S = 7_200.0


class Weather:
    """Draws the hours' faults of one world. `clears` ends them all."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._chance = world.chance
        self._number = 0

    def begins(self, seconds: float) -> None:
        """For so long, things happen at their rates; the day may end before."""
        self._number += 1
        for fault in HOURS:
            if self._world.mix.rate(fault):
                self._plan(fault, self._number, self._world.timeline.now + seconds)

    def _plan(self, fault: str, number: int, until: float) -> None:
        wait = self._chance.expovariate(self._world.mix.rate(fault) / 3_600.0)
        if self._world.timeline.now + wait < until:
            self._world.timeline.after(wait, lambda: self._strike(fault, number, until), fault)

    def _strike(self, fault: str, number: int, until: float) -> None:
        if number != self._number:
            return
        self._plan(fault, number, until)
        self.strike(fault, self._chance.choice(list(self._world.kiosks.values())))

    def strike(self, fault: str, kiosk: SimKiosk) -> None:
        """It happens to this till now, if it is up and awake."""
        if self._world.faulty and kiosk.on and kiosk.life.sleeps_until <= self._world.timeline.now:
            self._world.struck(fault, "", kiosk)
            getattr(self, f"_{fault}")(kiosk, self._number)

    def _later(self, seconds: float, call: Callable[[], None], number: int) -> None:
        def still() -> None:
            if number == self._number:
                call()

        self._world.timeline.after(seconds, still, "weather")

    def clears(self) -> None:
        """All is well again, and what was planned does not happen."""
        self._number += 1
        world = self._world
        world.relay.up = world.platform.up = True
        for kiosk in world.kiosks.values():
            kiosk.wall_off = 0.0
            kiosk.disk.full = kiosk.disk.deaf = kiosk.slow_disk = False
            for part in ("gate", "relay", "disk", "self"):
                kiosk.ruffled(part)
            if not kiosk.on:
                kiosk.start()

    def _everybody(self, part: str) -> None:
        for kiosk in self._world.kiosks.values():
            kiosk.ruffled(part)

    # The relay and the platform.

    def _relay_down(self, kiosk: SimKiosk, number: int) -> None:
        world = self._world

        def ends() -> None:
            world.relay.up = True
            self._everybody("relay")

        world.relay.up = False
        self._everybody("relay")
        for each in world.kiosks.values():
            each.relay_gone()
        self._later(self._chance.choice((2.0, 15.0, 60.0, 400.0)), ends, number)

    def _relay_wiped(self, kiosk: SimKiosk, number: int) -> None:
        for each in self._world.kiosks.values():
            each.relay_gone()
        self._world.relay.wipe()
        self._everybody("relay")

    def _relay_restored(self, kiosk: SimKiosk, number: int) -> None:
        for each in self._world.kiosks.values():
            each.relay_gone()
        self._world.relay.restore()
        self._world.relay.backup()
        self._everybody("relay")

    def _gate_down(self, kiosk: SimKiosk, number: int) -> None:
        world = self._world

        def ends() -> None:
            world.platform.up = True
            self._everybody("gate")

        world.platform.up = False
        self._everybody("gate")
        self._later(self._chance.choice((2.0, 15.0, 60.0, 400.0)), ends, number)

    # The computer.

    def _disk_full(self, kiosk: SimKiosk, number: int) -> None:
        self._bad(kiosk, "full", (1.0, 10.0, 60.0), number)

    def _disk_deaf(self, kiosk: SimKiosk, number: int) -> None:
        self._bad(kiosk, "deaf", (1.0, 10.0, 60.0), number)

    def _bad(self, kiosk: SimKiosk, what: str, lengths: tuple[float, ...], number: int) -> None:
        def ends() -> None:
            setattr(kiosk.disk, what, False)
            kiosk.ruffled("disk")

        setattr(kiosk.disk, what, True)
        kiosk.ruffled("disk")
        self._later(self._chance.choice(lengths), ends, number)

    def _disk_slow(self, kiosk: SimKiosk, number: int) -> None:
        def ends() -> None:
            kiosk.slow_disk = False
            kiosk.ruffled("disk")

        kiosk.slow_disk = True
        kiosk.ruffled("disk")
        self._later(self._chance.choice((5.0, 60.0)), ends, number)

    def _killed(self, kiosk: SimKiosk, number: int) -> None:
        kiosk.kill(power=False)
        brief = self._world.aimed is not None and self._world.aimed.brief
        away = self._chance.choice((1.0, 8.0) if brief else (1.0, 8.0, 40.0, 1_000.0))
        self._later(away, lambda: self._up(kiosk), number)

    def _power_lost(self, kiosk: SimKiosk, number: int) -> None:
        kiosk.kill(power=True)
        self._later(self._chance.choice((20.0, 90.0)), lambda: self._up(kiosk), number)

    def _up(self, kiosk: SimKiosk) -> None:
        if not kiosk.on:
            kiosk.start()

    def _slept(self, kiosk: SimKiosk, number: int) -> None:
        kiosk.ruffled("self")
        brief = self._world.aimed is not None and self._world.aimed.brief
        kiosk.sleep(self._chance.choice((6.0, 8.0) if brief else (6.0, 40.0, 400.0, LONGEST_SLEEP_S)))

    def _clock_jumped(self, kiosk: SimKiosk, number: int) -> None:
        kiosk.wall_off = 0.0 if kiosk.wall_off and self._chance.random() < 0.5 else self._chance.choice(JUMPS_S)
        kiosk.ruffled("self")
