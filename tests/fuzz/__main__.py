"""`python -m tests.fuzz`: run targets, and make one input again by its number."""

from __future__ import annotations

import argparse
import sys

from tests.fuzz import engine
from tests.fuzz.targets import TARGETS


def main(words: list[str] | None = None) -> int:
    """Run what was asked for; 0 when nothing failed."""
    arguments = _parser().parse_args(words)
    if arguments.verb == "replay":
        return _replay(arguments.target, arguments.seed, arguments.index)
    good = True
    print(f"{'target':<14} {'inputs':>9} {'seconds':>8} {'a second':>9} {'slowest':>17} {'memory':>15}  failed")
    for name in arguments.target or TARGETS:
        report = engine.measured(TARGETS[name], arguments.seed, arguments.inputs, arguments.seconds)
        print(_line(report), flush=True)
        for what, count in sorted(report.tally.items()):
            print(f"    {count:>9,} {what}", flush=True)
        for failure in report.failures:
            print(f"    {failure.why}\n    {failure.command}", flush=True)
        good = good and report.good
    return 0 if good else 1


def _line(report: engine.Report) -> str:
    slowest = f"{report.slowest * 1000:.2f} ms (#{report.slowest_index})"
    memory = f"{report.traced / 2**20:.1f}, +{report.grown / 2**20:.1f} MiB"
    rate = report.inputs / report.seconds if report.seconds else 0.0
    return (
        f"{report.target:<14} {report.inputs:>9,} {report.seconds:>8.1f} {rate:>9,.0f} {slowest:>17} {memory:>15}  "
        f"{report.failed}"
    )


def _replay(name: str, seed: int, index: int) -> int:
    target = TARGETS[name]
    given = engine.input_of(target, seed, index)
    print(f"{target.name}: {target.promise}\ninput: {engine.shown(given)}")
    target.check(given)
    print("the promise holds")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    run = verbs.add_parser("run", help="run targets and tell what they cost; exit code 1 when a promise was broken")
    run.add_argument("--target", action="append", choices=TARGETS, help="this one; may be repeated (default: all)")
    run.add_argument("--inputs", type=int, default=10_000, help="inputs a target (default 10,000)")
    run.add_argument("--seconds", type=float, default=float("inf"), help="at most so long a target (default: no limit)")
    run.add_argument("--seed", type=int, default=1, help="another seed, other inputs (default 1)")
    replay = verbs.add_parser("replay", help="make one input again, show it and check it")
    replay.add_argument("target", choices=TARGETS)
    replay.add_argument("seed", type=int)
    replay.add_argument("index", type=int)
    return parser


if __name__ == "__main__":
    sys.exit(main())
