"""The worlds from the command line: run many, replay one, or let them sit their exam.

python -m tests.sim run --payments 1000000 --seed 1 --jobs 2
python -m tests.sim replay 4711 [--shrink]
python -m tests.sim teeth [--only NAME]
"""

from __future__ import annotations

import argparse
import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.sim import cells, runs, shrink, teeth
from tests.sim.world import ran


def main() -> int:
    """0 when every law held (or every mistake was found), 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m tests.sim", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    verbs = parser.add_subparsers(dest="verb", required=True)
    run = verbs.add_parser("run", help="many worlds with all faults")
    run.add_argument("--payments", type=int, default=20_000)
    run.add_argument("--seed", type=int, default=1)
    run.add_argument("--jobs", type=int, default=1)
    run.add_argument("--table", action="store_true", help="print every cell")
    replay = verbs.add_parser("replay", help="one world again")
    replay.add_argument("seed", type=int)
    replay.add_argument("--shrink", action="store_true", help="look for the smallest one and keep it in the corpus")
    exam = verbs.add_parser("teeth", help="planted mistakes, each of which has to be found")
    exam.add_argument("--only", default="", help="those with this in their name")
    exam.add_argument("--most", type=int, default=teeth.MOST, help="payments after which a mistake counts as not found")
    given = parser.parse_args()
    verb = {"run": _run, "replay": _replay, "teeth": _teeth}[given.verb]
    return verb(given)


def _run(given: argparse.Namespace) -> int:
    began, said = time.monotonic(), [0.0]

    def told(tally: runs.Tally) -> None:
        if time.monotonic() - said[0] > 30.0:
            said[0] = time.monotonic()
            print(f"… {tally.payments} payments, {len(tally.broken)} broken", file=sys.stderr, flush=True)

    tally = runs.run(given.payments, given.seed, given.jobs, told)
    print(f"seed {given.seed}, {given.jobs} processes, {time.monotonic() - began:.0f} s")
    print(runs.report(tally))
    if given.table:
        print(cells.table(tally.cells))
    _shrink_all(tally)
    return 1 if tally.broken else 0


def _shrink_all(tally: runs.Tally) -> None:
    """Failing seeds are made small and kept, at most three of them."""
    for seed in sorted({seed for seed, *_rest in tally.broken})[:3]:
        law = next(law for found, law, *_rest in tally.broken if found == seed)
        small = shrink.shrunk(runs.mix_of(seed), law)
        shrink.keep(small, law)
        print(f"kept in the corpus: {shrink.written(small, law)}")


def _replay(given: argparse.Namespace) -> int:
    mix = runs.mix_of(given.seed)
    world = ran(mix)
    print(f"seed {given.seed}: {mix.words}")
    print(f"trace {world.timeline.trace}, {world.timeline.count} events, {len(world.platform.accounts)} payments")
    for law, words, second in world.laws.broken:
        print(f"BROKEN {law} at {second:.3f} s: {words}")
    if world.laws.broken and given.shrink:
        law = world.laws.broken[0][0]
        small = shrink.shrunk(mix, law)
        shrink.keep(small, law)
        print(f"kept in the corpus: {shrink.written(small, law)}")
    return 1 if world.laws.broken else 0


def _teeth(given: argparse.Namespace) -> int:
    found = []
    for plant in teeth.all_plants():
        if given.only in plant.name:
            found.append(teeth.bite(plant, most=given.most))
            print(teeth.report(found[-1:]).splitlines()[0], flush=True)
    print(teeth.report(found).splitlines()[-1])
    return 0 if all(bite.payments for bite in found) else 1


if __name__ == "__main__":
    sys.exit(main())
