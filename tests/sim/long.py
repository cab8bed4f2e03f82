"""The long commands: many worlds, the same worlds twice, all planted mistakes. Each can leave its printed result."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import count

from tests.sim import cells, keep, runs, shrink, teeth
from tests.sim.swap import PLANTS
from tests.sim.world import ran

SAID_EVERY_S = 60.0
TRACES = "import sys; from tests.sim.long import traces; traces(int(sys.argv[1]), int(sys.argv[2]))"


def run(given: argparse.Namespace) -> int:
    """Worlds until so many payments were begun. What is kept of a run that was stopped is counted first."""
    kept = keep.Batches(given.seed) if given.keep else None
    whole, wall_s = runs.Tally(), 0.0
    for seconds, tally in kept.done() if kept else ():
        whole.add(tally)
        wall_s += seconds
    seed = max((done + 1 for done, _trace in whole.traces), default=given.seed)
    seeds = runs.evenly(seed, whole.cells) if given.even else count(seed)
    last = said = time.monotonic()
    try:
        for tally in runs.batches(seeds, given.jobs) if whole.payments < given.payments else ():
            now = time.monotonic()
            if kept:
                kept.add(now - last, tally)
            whole.add(tally)
            wall_s, last = wall_s + now - last, now
            if now - said > SAID_EVERY_S:
                said = now
                print(f"… {whole.payments} payments, {len(whole.broken)} broken, {wall_s:.0f} s", flush=True)
                _printed(given, whole, wall_s)
            if whole.payments >= given.payments:
                break
    except KeyboardInterrupt:
        print("stopped; what is done is kept", file=sys.stderr)
    print(_printed(given, whole, wall_s))
    _shrink_all(whole)
    return 1 if whole.broken else 0


def _printed(given: argparse.Namespace, whole: runs.Tally, wall_s: float) -> str:
    """The result, kept when that is wanted."""
    parts = [f"seed {given.seed}, {given.jobs} processes", runs.report(whole, wall_s=wall_s)]
    if given.table:
        parts.append(cells.table(whole.cells))
    text = "\n".join(parts)
    if given.keep:
        words = f"python -m tests.sim run --payments {given.payments} --seed {given.seed} --jobs {given.jobs}"
        words += (" --even" if given.even else "") + (" --table" if given.table else "")
        keep.put("Worlds", f"{words} --keep", text)
    return text


def _shrink_all(tally: runs.Tally) -> None:
    """Failing seeds are made small and kept, at most three of them."""
    for seed in sorted({seed for seed, *_rest in tally.broken})[:3]:
        law = next(law for found, law, *_rest in tally.broken if found == seed)
        small = shrink.shrunk(runs.mix_of(seed), law)
        shrink.keep(small, law)
        print(f"kept in the corpus: {shrink.written(small, law)}")


def traces(first: int, count: int) -> None:
    """Print the trace of each of these worlds."""
    for seed in range(first, first + count):
        print(seed, ran(runs.mix_of(seed)).timeline.trace, flush=True)


def same_seed(given: argparse.Namespace) -> int:
    """The same worlds in two processes whose sets and dictionaries hash otherwise: the same traces."""
    one, other = (_traces_of(hashes, given.seed, given.worlds) for hashes in ("1", "2"))
    equal = sum(a == b for a, b in zip(one, other, strict=True))
    text = f"{equal} of {given.worlds} worlds have the same trace in both runs (seeds from {given.seed})\n"
    text += "\n".join(f"DIFFERS {a} | {b}" for a, b in zip(one, other, strict=True) if a != b) or "\n".join(one)
    print(text)
    if given.keep:
        keep.put("Same seed, same trace", f"python -m tests.sim same-seed {given.worlds} --keep", text)
    return 0 if equal == given.worlds == len(one) else 1


def _traces_of(hashes: str, first: int, count: int) -> list[str]:
    words = [sys.executable, "-c", TRACES, str(first), str(count)]
    env = {**os.environ, "PYTHONHASHSEED": hashes}
    done = subprocess.run(words, cwd=keep.ROOT, env=env, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def exam(given: argparse.Namespace) -> int:
    """Every planted mistake has to be found."""
    found = []
    for bite in _bites([plant.name for plant in teeth.all_plants() if given.only in plant.name], given):
        found.append(bite)
        print(teeth.report([bite]).splitlines()[0], flush=True)
    print(teeth.report(found).splitlines()[-1])
    if given.keep:
        keep.put("Teeth", f"python -m tests.sim teeth --jobs {given.jobs} --keep", teeth.report(found))
    return 0 if all(bite.payments for bite in found) else 1


def _bites(names: list[str], given: argparse.Namespace) -> Iterator[teeth.Bite]:
    if given.jobs <= 1:
        yield from (_bite(name, given.most) for name in names)
        return
    with ProcessPoolExecutor(given.jobs) as pool:
        yield from pool.map(_bite, names, [given.most] * len(names))


def _bite(name: str, most: int) -> teeth.Bite:
    return teeth.bite(PLANTS[name], most=most)
