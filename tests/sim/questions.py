"""How often the platform is asked about a sale, counted where it answers: `python -m tests.sim.questions`.

Three worlds without a fault of their own, on the virtual clock, with the real runner and the real lines. While the
relay is up letters bring the news, so questions are the exception; while it is down nothing else brings any, and still
the platform must not be flooded. Goals: a median of at most 1 a sale, and at most 35 in the ten minutes after an order
whose code lives 300 s and is not moved.

Exit codes: 0 the goals are met, 1 one is missed.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import log
from statistics import median
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.foreign.hkqr import CodeForm
from tests.sim.dialects import dialect_of
from tests.sim.mix import Mix
from tests.sim.people import Customers
from tests.sim.world import World

if TYPE_CHECKING:
    from tests.sim.kiosk import SimKiosk

PAYS_AT_S = 20.0
"""The median of when a customer pays, from the moment the code can be seen."""
SPREAD = 0.6
CODE_LIVES_S = 300.0
TEN_MINUTES_S = 600.0
LONGEST_SALE_S = 400.0
MOST_WHEN_UP = 1
MOST_WHEN_DOWN = 35
NAME = "till1"


class Payers(Customers):
    """Everybody pays, half of them within 20 s; or nobody does. `comes` hears of the first sight of each code."""

    def __init__(self, kiosk: SimKiosk, pays: bool, comes: Callable[[], None] = lambda: None) -> None:
        super().__init__(kiosk)
        self._pays = pays
        self._comes = comes

    def see(self, payment_id: str) -> None:
        """A code came on the screen."""
        self._comes()
        if self._pays:
            self._later(self._chance.lognormvariate(log(PAYS_AT_S), SPREAD), lambda: self._pay(payment_id))


@dataclass(frozen=True)
class Count:
    """Questions to the platform's status address, one number a sale. `goal` bounds `reached`; None: to be read."""

    what: str
    asked: tuple[int, ...]
    reached: float
    goal: int | None

    @property
    def met(self) -> bool:
        """Not over the goal."""
        return self.goal is None or self.reached <= self.goal

    def __str__(self) -> str:
        ordered = sorted(self.asked)
        verdict = "" if self.goal is None else f"; goal {self.goal}: {'met' if self.met else 'MISSED'}"
        return (
            f"{self.what}: {len(ordered)} sales, asked {ordered[0]} to {ordered[-1]} times, median "
            f"{median(ordered):g}, 99th percentile {ordered[(99 * len(ordered) - 1) // 100]}{verdict}"
        )


def _world(seed: int, sales: int, *, ends: bool, by_status: bool) -> World:
    """A world that is well. `ends`: its codes say when they end; `by_status`: a status answer carries the code."""
    world = World(Mix(seed, payments=sales, days=1))
    form = CodeForm(timeout=14) if ends else CodeForm()
    world.platform.dialect = replace(dialect_of(world.chance, plain=True), form=form, qr_in_status=by_status)
    world.platform.code_lives_s = CODE_LIVES_S
    return world


def _live(world: World, until: float, over: Callable[[], bool] = lambda: False) -> None:
    """Let time pass. Raises AssertionError when a law of the worlds is broken."""
    while not over() and world.timeline.step(until):
        assert not world.laws.broken, world.laws.broken
    world.laws.need(bool(world.platform.accounts), "world", "nobody sold anything")


def _end(world: World) -> tuple[int, ...]:
    """How often each sale was asked about in the ten minutes after its order; and the world is let go."""
    for kiosk in world.kiosks.values():
        kiosk.life.end()
    world.relay.close()
    assert not world.laws.broken, world.laws.broken
    return tuple(
        sum(1 for at in account.asked if at < account.born + TEN_MINUTES_S)
        for account in world.platform.accounts.values()
    )


def relay_up(sales: int, seed: int) -> Count:
    """One sale after the other, the relay well, everybody pays."""
    world = _world(seed, sales, ends=True, by_status=True)
    kiosk = world.kiosks[NAME]
    kiosk.customers = Payers(kiosk, pays=True)
    kiosk.staff.todo = sales
    kiosk.start()

    def all_sold() -> bool:
        return len(world.platform.accounts) == sales and not kiosk.staff.busy

    _live(world, sales * LONGEST_SALE_S, all_sold)
    asked = _end(world)
    unpaid = [account.order.payment_id for account in world.platform.accounts.values() if account.paid_at is None]
    assert not unpaid, f"everybody pays in this world: {unpaid}"
    return Count("relay up, customers pay after a median of 20 s", asked, median(asked), MOST_WHEN_UP)


def relay_down(sales: int, seed: int, *, moved: bool = False, early: bool = False) -> Count:
    """The relay fails when the code is seen, nobody pays, and nobody presses anything but what a page asks for.

    `moved`: the code does not say when it ends, so that the platform's word moves it to the end of ten minutes.
    `early`: the relay fails as soon as the order was taken, and the code comes with an answer to a question.
    """
    asked: tuple[int, ...] = ()
    for number in range(sales):
        world = _world(seed + number, 1, ends=not moved, by_status=True)
        kiosk = world.kiosks[NAME]
        kiosk.customers = Payers(kiosk, pays=False, comes=partial(_fail, world))
        kiosk.staff.todo = 1
        kiosk.start()
        if early:
            _live(world, TEN_MINUTES_S, partial(bool, world.platform.accounts))
            _fail(world)
        _live(world, world.timeline.now + TEN_MINUTES_S + 60.0)
        assert kiosk.ever_visible, "a code came in spite of it"
        assert not world.relay.up, "the relay failed"
        asked += _end(world)
    what = "relay down, nobody pays, " + ("a code without an end of its own" if moved else "a code of 300 s")
    what += " that came with a status" if early else ""
    return Count(what, asked, max(asked), None if moved else MOST_WHEN_DOWN)


def _fail(world: World) -> None:
    world.relay.up = False
    for kiosk in world.kiosks.values():
        kiosk.relay_gone()


def main(words: Sequence[str] | None = None) -> int:
    """Count, print; 0 when the goals are met."""
    parser = argparse.ArgumentParser(prog="python -m tests.sim.questions", description=__doc__)
    parser.add_argument("--sales", type=int, default=1_000, help="so many with the relay up, a tenth without (1000)")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(words)
    logging.getLogger("kiosk").addHandler(logging.NullHandler())
    few = max(1, given.sales // 10)
    counts = [
        relay_up(given.sales, given.seed),
        relay_down(few, given.seed),
        relay_down(few, given.seed, early=True),
        relay_down(few, given.seed, moved=True),
    ]
    for count in counts:
        print(count)
    return 0 if all(count.met for count in counts) else 1


if __name__ == "__main__":
    sys.exit(main())
