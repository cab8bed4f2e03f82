"""Many worlds, one seed after the other, in one process or two; what they say together."""

from __future__ import annotations

import gc
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import count, islice

from tests.sim import cells as cell
from tests.sim.aim import aimed
from tests.sim.mix import FAULTS, Mix, drawn
from tests.sim.world import World, ran

STORED_EVERY = 100
"""One world in so many has its relay and its journals in files, and real HTTP clients: 10,000 payments of a million."""
BATCH = 40
COLLECT_EVERY = 20
FAR = 500
"""So many seeds are passed over for one that aims at a rare cell. To look at one costs a thousandth of its world."""


@dataclass
class Tally:
    """The sum of worlds. `virtual_s` is the time that passed in them, `on_s` that of tills in use, each for itself."""

    payments: int = 0
    worlds: int = 0
    stored: int = 0
    events: int = 0
    virtual_s: float = 0.0
    on_s: float = 0.0
    cpu_s: float = 0.0
    slowest_s: float = 0.0
    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    traces: list[tuple[int, str]] = field(default_factory=list)
    broken: list[tuple[int, str, str, float]] = field(default_factory=list)

    def take(self, seed: int, world: World) -> None:
        """Count a world."""
        self.payments += len(world.platform.accounts) + len(world.platform.refused)
        self.worlds += 1
        self.stored += len(world.platform.accounts) if world.mix.stored else 0
        self.events += world.timeline.count
        self.virtual_s += world.timeline.now
        self.on_s += world.on_s
        self.cells.update(world.cells)
        self.states.update(row.state.value for k in world.kiosks.values() for row in k.disk.rows.values())
        self.slowest_s = max(self.slowest_s, *world.laws.promises.green_after, 0.0)
        self.traces.append((seed, world.timeline.trace))
        self.broken += [(seed, law, words, second) for law, words, second in world.laws.broken[:3]]

    def add(self, other: Tally) -> None:
        """The worlds of another process."""
        for name in ("payments", "worlds", "stored", "events", "virtual_s", "on_s", "cpu_s"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.slowest_s = max(self.slowest_s, other.slowest_s)
        self.cells.update(other.cells)
        self.states.update(other.states)
        self.traces += other.traces
        self.broken += other.broken

    @property
    def trace(self) -> str:
        """One hash over all worlds, whichever process ran them."""
        text = "".join(f"{seed} {trace}\n" for seed, trace in sorted(self.traces))
        return blake2b(text.encode(), digest_size=16).hexdigest()


def mix_of(seed: int) -> Mix:
    """The mix of a seed, in files for some."""
    return aimed(drawn(seed, stored=seed % STORED_EVERY == 7))


def batch(seeds: Sequence[int]) -> Tally:
    """The worlds of these seeds, in this process."""
    tally, began = Tally(), time.process_time()
    gc.disable()
    gc.collect()
    gc.freeze()  # the program itself stays: only what worlds leave behind is looked through
    for place, seed in enumerate(seeds):
        if place % COLLECT_EVERY == 0:
            gc.collect()
        tally.take(seed, ran(mix_of(seed)))
    gc.enable()
    tally.cpu_s = time.process_time() - began
    return tally


def batches(seeds: Iterator[int], jobs: int) -> Iterator[Tally]:
    """The sum of batch after batch without end, in the order of their seeds, whichever process is the faster. Seeds are
    drawn as late as can be: what came of a batch may decide about those some batches on.
    """
    lots = (tuple(islice(seeds, BATCH)) for _n in count())
    if jobs <= 1:
        yield from map(batch, lots)
        return
    with ProcessPoolExecutor(jobs) as pool:
        try:
            out: deque[Future[Tally]] = deque()
            for lot in lots:
                out.append(pool.submit(batch, lot))
                if len(out) > 2 * jobs:
                    yield out.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def evenly(seed: int, cells: Counter[cell.Cell], enough: int = 1_000, far: int = FAR) -> Iterator[int]:
    """Seeds from this one on, but while cells were not reached often enough only those that aim at such a one, as far
    as one is near. `cells` may grow all the while.
    """
    short = {key for key in cell.every() if not cell.why_not(*key)}
    passed = 0
    for found in count(seed):
        short = {key for key in short if cells[key] < enough}
        if not short or passed >= far or mix_of(found).aim in short:
            passed = 0
            yield found
        else:
            passed += 1


def run(payments: int, seed: int, jobs: int) -> Tally:
    """Worlds from this seed on until so many payments were begun."""
    whole = Tally()
    for tally in batches(count(seed), jobs):
        whole.add(tally)
        if whole.payments >= payments:
            break
    return whole


def report(tally: Tally, at_least: int = 1_000, wall_s: float = 0.0) -> str:
    """Everything a run has to print. `wall_s`: how long it took."""
    wall_s = wall_s or tally.cpu_s
    faults = Counter({fault: sum(tally.cells[key] for key in tally.cells if key[0] == fault) for fault in FAULTS})
    lines = [
        f"payments {tally.payments} in {tally.worlds} worlds ({tally.stored} with files), {tally.events} events",
        f"broken {len(tally.broken)}",
        f"cost {wall_s:.0f} s by the clock, {tally.cpu_s:.0f} s of CPU, "
        f"{tally.cpu_s / max(1, tally.payments) * 1e3:.2f} ms of CPU a payment",
        f"speed {tally.on_s / max(wall_s, 1e-9):.0f} times real time: {tally.on_s / 3_600:.0f} hours of tills in use "
        f"(each till counts, nights and the 14 days of healing do not); {tally.on_s / max(tally.cpu_s, 1e-9):.0f} a "
        f"second of CPU; with nights and healing {tally.virtual_s / max(wall_s, 1e-9):.0f} "
        f"({tally.virtual_s / 86_400:.0f} days)",
        f"slowest green {tally.slowest_s:.0f} s after the platform knew",
        f"trace {tally.trace}",
        "states " + " ".join(f"{state}={number}" for state, number in sorted(tally.states.items())),
        "faults " + " ".join(f"{fault}={number}" for fault, number in faults.items()),
        cell.summary(tally.cells, at_least),
        "rarest " + " ".join(f"{f}/{s}={n}" for (f, s), n in _rarest(tally.cells)),
    ]
    lines += [f"BROKEN seed {seed}: {law} {words} (at {second:.3f} s)" for seed, law, words, second in tally.broken]
    seeds = sorted({seed for seed, *_rest in tally.broken})
    lines += [f"replay it: python -m tests.sim replay {seed}" for seed in seeds[:10]]
    return "\n".join(lines)


def _rarest(cells: Counter[tuple[str, str]]) -> list[tuple[tuple[str, str], int]]:
    reachable = [(key, cells[key]) for key in cell.every() if not cell.why_not(*key)]
    return sorted(reachable, key=lambda found: (found[1], found[0]))[:12]
