"""A whole world from one seed: tills, relay, platform, bank, people, disks and network, on one clock, in one thread.

First the days of its mix with all faults; then everything is well and the world goes on for more than 14 days, because
every payment must come to an end or to a list.
"""

from __future__ import annotations

import logging
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

from kiosk.compose.live import journal_maker
from kiosk.relay.values import Response
from kiosk.sale.payment import State
from kiosk.sale.tending import AGED_S
from tests.sim import ends
from tests.sim.aim import Aimed
from tests.sim.dialects import dialect_of
from tests.sim.kiosk import ENVIRONMENT, SimKiosk
from tests.sim.laws import Ears, Laws
from tests.sim.mix import LETTERS, STORIES, Mix
from tests.sim.platform import Platform
from tests.sim.post import Post
from tests.sim.relay import SimRelay
from tests.sim.timeline import Timeline
from tests.sim.weather import Weather

MEMORY = Path("/dev/shm")
DAY_S = 86_400.0
LONGEST_SESSION_S = 4_000.0
LATER_S = (3_700.0, 1.05 * DAY_S, 2.1 * DAY_S, 6.0 * DAY_S, 11.5 * DAY_S, 15.5 * DAY_S)
"""When the shop opens again after the last day, in seconds behind it: all of the plan's steps are in between."""
SOMETIMES_S = LATER_S[2:5]
OPEN_S = 40.0
LONGEST_ASKING_S = 1_800.0


class World:
    """Run it once. `cells` counts fault and state; `laws.broken` says what was not kept."""

    def __init__(self, mix: Mix) -> None:
        self.mix = mix
        self.chance = Random(f"world {mix.seed}")
        self.timeline = Timeline()
        self.faulty = True
        self.cells: Counter[tuple[str, str]] = Counter()
        self.on_s = 0.0
        self.laws = Laws(self)
        self.aimed = Aimed(self, mix.aim) if mix.aim else None
        self._folder = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) if mix.stored else None
        folder = Path(self._folder.name) if self._folder else None
        dialect = dialect_of(self.chance, plain=self.chance.random() < 0.3)
        self.platform = Platform(self, self.aimed.dialect(dialect) if self.aimed else dialect)
        self.post = self.platform.post = Post(self)
        names = tuple(f"till{number + 1}" for number in range(mix.tills))
        self.relay = SimRelay(self.timeline, self.chance, names, folder)
        self.relay.answered = self._answered
        self.kiosks = {name: SimKiosk(self, name) for name in names}
        for name, kiosk in self.kiosks.items():
            if folder:
                (folder / name).mkdir(mode=0o700)
                kiosk.disk.under = journal_maker(folder / name, ENVIRONMENT)
        self.weather = Weather(self)

    def _answered(self, till: str, response: Response) -> None:
        self.kiosks[till].relay_answers(response)

    # Faults.

    def hit(self, fault: str, name: str, kiosk: SimKiosk | None = None) -> bool:
        """Does it strike now? It is counted with the state of the payment `name`, or of the sale in front."""
        rate = self.mix.rate(fault)
        if self.aimed is not None and fault in self.aimed.steers:
            rate = self.aimed.rate(fault, rate, name, kiosk)
        if not rate or not self.faulty or self.chance.random() >= rate:
            return False
        if fault not in STORIES and (fault not in LETTERS or fault == "letter_lost"):
            self.struck(fault, name, kiosk)
        return True

    def fate(self, faults: tuple[str, ...], name: str, kiosk: SimKiosk | None = None) -> str:
        """One of these faults, or ""."""
        if not self.faulty:
            return ""
        return next((fault for fault in faults if self.hit(fault, name, kiosk)), "")

    def struck(self, fault: str, name: str, kiosk: SimKiosk | None = None) -> None:
        """Count a fault with the state it met."""
        if kiosk is None:
            kiosk = self.kiosks.get(name.partition("-")[0])
        if kiosk is None:
            return
        memory = kiosk.memory
        if name:
            row = memory.get(name) or kiosk.disk.rows.get(name)
            self.cells[fault, row.state.value if row else State.INTENT.value] += 1
            return
        states = {p.state for p in memory.values()} | {p.state for p in list(kiosk.disk.rows.values())[-1:]}
        for state in states:
            self.cells[fault, state.value] += 1

    def _count_stories(self) -> None:
        """A story meets every state that its payment went through."""
        for name, account in self.platform.accounts.items():
            for state in self.laws.reached.get(name, ()):
                for story in account.stories:
                    self.cells[story, state.value] += 1
        for name in self.platform.refused:
            for state in self.laws.reached.get(name, ()):
                self.cells["try_again", state.value] += 1

    # Its story.

    def run(self) -> World:
        """All of it."""
        ears, root = Ears(self.laws), logging.getLogger("kiosk")
        root.addHandler(ears)
        spread, root.propagate = root.propagate, False
        try:
            self._days()
            self.faulty = False
            self.weather.clears()
            self._heal()
            ends.check(self)
            self._count_stories()
        finally:
            root.removeHandler(ears)
            root.propagate = spread
            self._let_go()
        return self

    def _days(self) -> None:
        counts = self._shares()
        for day in range(self.mix.days):
            for kiosk in self.kiosks.values():
                kiosk.staff.todo = next(counts)
                self._opens(kiosk)
            self.weather.begins(LONGEST_SESSION_S)
            self._session(LONGEST_SESSION_S)
            self._until(self.timeline.now + self.chance.choice((5.0, 30.0, 120.0)))
            for kiosk in self.kiosks.values():
                ends.today(self, kiosk)
            if day + 1 < self.mix.days:
                self.weather.clears()
                self._night((day + 1) * DAY_S)

    def _shares(self) -> Iterator[int]:
        """How many sales each till has each day."""
        parts = self.mix.days * self.mix.tills
        whole, rest = divmod(self.mix.payments, parts)
        return iter([whole + (1 if part < rest else 0) for part in range(parts)])

    def _opens(self, kiosk: SimKiosk) -> None:
        if not kiosk.on:
            kiosk.start()

    def _session(self, most_s: float) -> None:
        """Until nobody stands at a counter any more."""
        began, end = self.timeline.now, self.timeline.now + most_s
        while self.timeline.now < end and any(k.staff.busy or not k.on for k in self.kiosks.values()):
            self._until(min(end, self.timeline.now + 20.0))
        self.on_s += (self.timeline.now - began) * len(self.kiosks)

    def _until(self, end: float) -> None:
        timeline, kiosks = self.timeline, list(self.kiosks.values())
        while timeline.step(end):
            if self.laws.broken:
                raise Broken
            for kiosk in kiosks:
                if kiosk.on and kiosk.runner.till.payments is not kiosk.seen:
                    self._look(kiosk)

    def _look(self, kiosk: SimKiosk) -> None:
        """The states that payments are in between two events are those that they went through."""
        before, kiosk.seen = kiosk.seen, kiosk.runner.till.payments
        for name, row in kiosk.seen.items():
            old = before.get(name)
            if old is row or (old is not None and old.state is row.state):
                continue
            self.laws.reached.setdefault(name, set()).add(row.state)
            if self.aimed is not None and row.state.value == self.aimed.state:
                self.aimed.entered(kiosk, name)

    def _night(self, until: float) -> None:
        """The till is closed, forgotten and killed, or the computer sleeps."""
        for kiosk in self.kiosks.values():
            how = self.chance.random()
            if not kiosk.on:
                continue
            if how < 0.4 or kiosk.life.sleeps_until > self.timeline.now:
                kiosk.kill(power=how < 0.2)
            elif how < 0.7:
                kiosk.close()
            elif until > self.timeline.now:
                kiosk.sleep(until - self.timeline.now)
        while self.timeline.step(until):
            if self.laws.broken:
                raise Broken

    def _heal(self) -> None:
        for kiosk in self.kiosks.values():
            kiosk.staff.todo = 0
            self._opens(kiosk)
        self._until(self.timeline.now + 100.0)
        last = self.timeline.now
        for wait in LATER_S:
            if wait in SOMETIMES_S and self.chance.random() < 0.75:
                continue
            if self._all_over():
                return
            self._night(last + wait)
            for kiosk in self.kiosks.values():
                self._opens(kiosk)
            self._until(self.timeline.now + OPEN_S)
        if ends.asks_on(self):
            # What a start finds old is asked about once more when no code can be alive any more.
            for kiosk in self.kiosks.values():
                kiosk.sleep(AGED_S)
            self._until(self.timeline.now + AGED_S + OPEN_S)
        end = self.timeline.now + LONGEST_ASKING_S
        while ends.asks_on(self) and self.timeline.now < end:
            self._until(self.timeline.now + OPEN_S)

    def _all_over(self) -> bool:
        """Nothing is asked about any more, and nothing is owed: 14 days would bring nothing."""
        rows = [row for kiosk in self.kiosks.values() for row in kiosk.disk.rows.values()]
        return not self.laws.promises.owes and not any(row.watched for row in rows)

    def _let_go(self) -> None:
        for kiosk in self.kiosks.values():
            kiosk.let_go()
        self.relay.close()
        if self._folder is not None:
            self._folder.cleanup()


class Broken(Exception):
    """A law was broken: the world ends here."""


def ran(mix: Mix) -> World:
    """The world of a mix, run to its end or to the first broken law."""
    world = World(mix)
    with suppress(Broken):
        world.run()
    return world
