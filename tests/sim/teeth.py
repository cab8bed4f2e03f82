"""The worlds' own exam: every planted mistake has to be found, and here is how soon."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from statistics import median

from tests.sim import bugs_memory, bugs_order, bugs_truth, strict
from tests.sim.mix import Mix, drawn
from tests.sim.swap import PLANTS, Plant, planted
from tests.sim.world import ran

MOST = 10_000
assert all(module.__doc__ for module in (bugs_memory, bugs_order, bugs_truth, strict)), "they plant at import"


@dataclass(frozen=True)
class Bite:
    """`payments` until a law was broken, 0 when none was; which law, and its words."""

    name: str
    strict: bool
    payments: int
    law: str
    words: str
    seed: int


def mix_for(plant: Plant, seed: int) -> Mix:
    """The seed's own mix with what the mistake needs to do harm."""
    mix = drawn(seed)
    rates = dict(plant.needs) if plant.only else {**mix.rates, **plant.needs}
    return replace(mix, rates=rates, tills=plant.tills or mix.tills)


def bite(plant: Plant, first_seed: int = 1_000_000, most: int = MOST) -> Bite:
    """Worlds with the mistake in them, until a law is broken."""
    payments = 0
    with planted(plant):
        for seed in count(first_seed):
            world = ran(mix_for(plant, seed))
            payments += len(world.platform.accounts)
            if world.laws.broken:
                law, words, _second = world.laws.broken[0]
                return Bite(plant.name, plant.strict, max(1, payments), law, words, seed)
            if payments >= most:
                break
    return Bite(plant.name, plant.strict, 0, "", "", first_seed)


def report(bites: list[Bite]) -> str:
    """One line each, and the sum."""
    lines = [
        f"{'strict' if found.strict else 'bug':6} {found.name:52} "
        + (f"{found.law:5} after {found.payments:6} payments" if found.payments else "NOT FOUND")
        for found in bites
    ]
    soon = [found.payments for found in bites if found.payments]
    bugs = sum(1 for found in bites if not found.strict)
    lines.append(
        f"{len(soon)} of {len(bites)} found ({bugs} bugs, {len(bites) - bugs} strictnesses), "
        f"median {median(soon) if soon else 0:g} payments, most {max(soon, default=0)}"
    )
    return "\n".join(lines)


def all_plants() -> list[Plant]:
    """Every one, in the order in which they were planted."""
    return list(PLANTS.values())
