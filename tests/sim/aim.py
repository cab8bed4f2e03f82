"""Steering: most worlds aim at one cell, so that rare meetings of a fault and a state are no matter of luck.

An aim changes how often things happen and when, never what happens: the mix gets what leads to the state and to the
fault, the fault strikes more often while a payment is in the state, and what strikes by the hour strikes just then.
Which cell a seed aims at is drawn by weights from `aims.txt`: how far short each cell fell in a run without them.

Nothing here knows a law: whatever is steered, the same laws hold.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from kiosk.sale import events as e
from kiosk.sale.payment import State
from kiosk.sale.states import front
from tests.foreign.dialect import FORMS, Dialect
from tests.sim.mix import CALLS, HOURS, LETTERS, PEOPLE, STORIES, USUAL, Mix

if TYPE_CHECKING:
    from tests.sim.kiosk import SimKiosk
    from tests.sim.world import World

AIMS = Path(__file__).with_name("aims.txt")
REPEATS = 4
"""How often it is tried in a state that lasts."""
OPEN_FORMS = tuple(form for form in FORMS if form.amount == "none" or form.editable)
UNAIMED = 0.1
STRIKES = 0.6
"""How often the fault strikes while a payment is in the state."""
SHORT = frozenset({"INTENT", "SUBMITTED", "ACCEPTED", "QR_READY"})
STRANGERS = frozenset({"letter_forged", "letter_altered", "letter_replayed", "letter_garbage", "letter_hole",
                       "letter_stranger"})  # fmt: skip

TO_STATE: dict[str, dict[str, float]] = {
    "SUBMITTED": {"slow": 0.4, "lost_after": 0.15, "5xx_after": 0.15, "qr_late": 0.5},
    "ACCEPTED": {"qr_late": 0.5, "qr_never": 0.2},
    "QR_SHOWN": {"customer_late": 0.25},
    "DECLINED": {"customer_declines": 0.6, "expires": 0.3},
    "REJECTED": {"try_again": 0.6, "refused": 0.1},
    "WATCHING": {"cancel": 0.25, "customer_never": 0.4},
    "PAID_LATE": {"ghost": 0.9, "cancel": 0.7},
    "DEAD": {"expires": 0.7, "customer_never": 0.7},
    "ATTENTION": {"moved": 0.3, "amount": 0.3, "currency": 0.1},
}
"""What leads to a state."""

TO_FAULT: dict[str, dict[str, float]] = {
    "new_code": {"expires": 0.95, "customer_never": 0.8},
    "walks_off": {"moved": 0.7},
    "decides": {"amount": 0.4, "moved": 0.5},
    "try_again": {"try_again": 0.5},
    "qr_by_status": {"qr_late": 0.2},
}
"""What leads to a page on which a person can do this, or lets a story be seen."""


NOT_SHOWN = frozenset({"qr_crc", "qr_amount", "qr_demo", "qr_never"})
NOT_SHOWN_TO: dict[str, dict[str, float]] = {
    "PAID": {"ghost": 0.8, "qr_late": 0.6},
    "PAID_LATE": {"ghost": 0.8},
    "ATTENTION": {"ghost": 0.6, "amount": 0.5},
    "DECLINED": {"expires": 0.9},
}
"""What leads there when nobody ever sees the code: money that comes all the same, and a platform that declines."""


@cache
def weights() -> tuple[tuple[tuple[str, str], ...], tuple[float, ...]]:
    """The cells that are aimed at, and how often."""
    lines = AIMS.read_text("utf-8").splitlines() if AIMS.is_file() else []
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return tuple((fault, state) for fault, state, _weight in rows), tuple(float(row[2]) for row in rows)


def aimed(mix: Mix) -> Mix:
    """The mix of a seed with its aim. A calm one has none, and some others have none either."""
    chance = Random(f"aim {mix.seed}")
    cells, often = weights()
    if not cells or set(mix.rates) <= set(USUAL) or chance.random() < UNAIMED:
        return mix
    cell = chance.choices(cells, often)[0]
    return replace(mix, aim=cell, rates=_rates(cell, mix.rates), days=2 if cell[1] == "DEAD" else mix.days)


def _rates(cell: tuple[str, str], rates: dict[str, float]) -> dict[str, float]:
    """The rates with what leads to the cell."""
    fault, state = cell
    wanted = {**TO_STATE.get(state, {}), fault: 2.0 if fault in HOURS else 0.02}
    for name, rate in TO_FAULT.get(fault, {}).items():
        wanted[name] = max(rate, wanted.get(name, 0.0))
    if fault in STORIES:
        wanted[fault] = max(wanted[fault], 0.5)
    if fault in NOT_SHOWN:
        wanted.update(NOT_SHOWN_TO.get(state, {}))
    return {**rates, **{name: max(rate, rates.get(name, 0.0)) for name, rate in wanted.items()}}


class Aimed:
    """One world's aim. `entered` is told when a payment is seen in the state; `fault` and `state` are the cell; `paint`
    is how many times slower screens are painted.
    """

    def __init__(self, world: World, cell: tuple[str, str]) -> None:
        self.fault, self.state = cell
        self._world = world
        self._chance = world.chance
        self.brief = self.fault in PEOPLE and self.state in SHORT
        self.steers = {self.fault, "set_aside", "qr_never", "expires"} if self.brief else {self.fault}
        self.paint = 100.0 if self.state == "QR_READY" else 1.0

    def dialect(self, usual: Dialect) -> Dialect:
        """One whose codes staff have to allow, where that keeps payments in the state."""
        often = 0.7 if self.fault == "refuses_doubt" else 0.5 if self.state == "QR_READY" else 0.0
        doubtful = self._chance.random() < often
        return replace(usual, shown="qr_data text", form=self._chance.choice(OPEN_FORMS)) if doubtful else usual

    def rate(self, fault: str, rate: float, name: str, kiosk: SimKiosk | None) -> float:
        """How often the fault strikes now: about the payment `name`, or about whatever is in memory."""
        kiosk = kiosk or self._world.kiosks.get(name.partition("-")[0])
        if kiosk is None:
            return rate
        if fault != self.fault:
            return self._to_lie_aside(kiosk, fault, rate)
        rows = kiosk.memory
        if name:
            row = rows.get(name) or kiosk.disk.rows.get(name)
            here = row is not None and row.state.value == self.state
        else:
            here = any(row.state.value == self.state for row in rows.values())
        return max(rate, STRIKES) if here else rate

    def _to_lie_aside(self, kiosk: SimKiosk, fault: str, rate: float) -> float:
        """The sale in front is past a brief state when a clerk can do most things. A tile is not: what stood in front
        when the program or the computer stopped is set aside before its first answer, and no code comes for it.
        """
        if fault == "set_aside":
            return 0.9 if self.eager(kiosk) else rate
        if self._lies_aside(kiosk):
            return rate
        if fault == "qr_never":
            return rate if self.state == "QR_READY" else 0.8
        return 0.0  # of what else would end it

    def eager(self, kiosk: SimKiosk) -> bool:
        """What stands in front is set aside at once, or it will not be in the state any more."""
        row = kiosk.memory.get(front(kiosk.runner.till.counter)) if self.brief else None
        return row is not None and row.state.value == self.state

    def _lies_aside(self, kiosk: SimKiosk) -> bool:
        return any(row.set_aside and row.state.value == self.state for row in kiosk.memory.values())

    def ordered(self, kiosk: SimKiosk, name: str) -> None:
        """An order is out: on the disk it is an intent until the next records are written."""
        if self.state == State.INTENT.value:
            self.entered(kiosk, name)

    def entered(self, kiosk: SimKiosk, name: str) -> None:
        """A payment is in the state now."""
        world, chance = self._world, self._chance
        if not world.faulty or chance.random() > (0.9 if self.brief else STRIKES):
            return
        if self.brief and self._lies_aside(kiosk):
            return
        soon = chance.choice((0.0, 0.05, 0.3)) * chance.random()
        if self.fault in HOURS:
            self._strike(kiosk, self.fault, soon)
            return
        if self.state == State.INTENT.value or self.brief:
            # It lasts only if the program is gone before more is written, or if the computer sleeps.
            asleep = self.state in ("SUBMITTED", "ACCEPTED") or (self.state == "QR_READY" and chance.random() < 0.5)
            self._strike(kiosk, "slept" if asleep else "killed", soon)
        for _time in range(1 if self.state in SHORT else REPEATS):
            if self.fault in LETTERS:
                world.timeline.after(soon, lambda: self._letter(name), "aimed letter")
            elif self.fault in CALLS:
                wait = soon + 0.2 + 1.5 * chance.random()
                world.timeline.after(wait, lambda: self._ask(kiosk, name), "aimed question", kiosk.life)
            soon += 2.0 + 6.0 * chance.random()

    def _strike(self, kiosk: SimKiosk, fault: str, soon: float) -> None:
        self._world.timeline.after(soon, lambda: self._world.weather.strike(fault, kiosk), f"aimed {fault}")

    def _letter(self, name: str) -> None:
        """The platform says again how it stands, or a stranger says something."""
        account = self._world.platform.accounts.get(name)
        if account is None or not self._world.faulty:
            return
        if self.fault in STRANGERS:
            self._world.post.stranger(account, self.fault)
        else:
            self._world.platform.say_again(account)

    def _ask(self, kiosk: SimKiosk, name: str) -> None:
        """Staff ask how it stands."""
        row = kiosk.memory.get(name)
        if self._world.faulty and row is not None and row.state.value == self.state:
            kiosk.press(e.CheckNowPressed(name))
