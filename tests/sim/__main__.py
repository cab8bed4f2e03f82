"""The worlds from the command line: run many, replay one, hold two runs against each other, or let them sit their exam.

python -m tests.sim run --payments 1000000 --seed 1 --jobs 2 --even --table --keep
python -m tests.sim replay 4711 [--shrink]
python -m tests.sim same-seed 100 --keep
python -m tests.sim teeth [--only NAME] --jobs 2 --keep

With `--keep` the result goes into `tests/sim/RESULT.md`, and a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.sim import long, shrink, teeth
from tests.sim.runs import mix_of
from tests.sim.world import ran


def main() -> int:
    """0 when every law held (or every mistake was found), 1 otherwise."""
    # A run that is told to stop ends like one that is interrupted: with what it has.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    parser = argparse.ArgumentParser(prog="python -m tests.sim", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    verbs = parser.add_subparsers(dest="verb", required=True)
    run = verbs.add_parser("run", help="many worlds with all faults")
    run.add_argument("--payments", type=int, default=20_000)
    run.add_argument("--seed", type=int, default=1)
    run.add_argument("--jobs", type=int, default=1)
    run.add_argument("--even", action="store_true", help="first the seeds that aim at cells reached too seldom so far")
    run.add_argument("--table", action="store_true", help="print every cell")
    run.add_argument("--keep", action="store_true", help="keep batches and result, and go on with what was kept")
    replay = verbs.add_parser("replay", help="one world again")
    replay.add_argument("seed", type=int)
    replay.add_argument("--shrink", action="store_true", help="look for the smallest one and keep it in the corpus")
    twice = verbs.add_parser("same-seed", help="worlds run twice, in two processes that hash otherwise")
    twice.add_argument("worlds", type=int)
    twice.add_argument("--seed", type=int, default=1)
    twice.add_argument("--keep", action="store_true", help="keep the result")
    exam = verbs.add_parser("teeth", help="planted mistakes, each of which has to be found")
    exam.add_argument("--only", default="", help="those with this in their name")
    exam.add_argument("--most", type=int, default=teeth.MOST, help="payments after which a mistake counts as not found")
    exam.add_argument("--jobs", type=int, default=1)
    exam.add_argument("--keep", action="store_true", help="keep the result")
    given = parser.parse_args()
    verb = {"run": long.run, "replay": _replay, "same-seed": long.same_seed, "teeth": long.exam}[given.verb]
    return verb(given)


def _replay(given: argparse.Namespace) -> int:
    mix = mix_of(given.seed)
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


if __name__ == "__main__":
    sys.exit(main())
