"""`python -m benchmarks`: measure everything and print the report.

Exit codes: 0 measured (whatever the figures say, misses are marked), 1 something could not be measured, 2 usage.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import idle, long_day, restart, sales, slow_disk, start, syncs
from benchmarks.children import ChildFault
from benchmarks.figures import Row
from benchmarks.report import LONG, NoBlock, load, report, write_block
from benchmarks.shop import Shop

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to measure; `run` takes a shop, the wanted number of samples (None: its own) and where to tell."""

    title: str
    run: Callable[[Shop, int | None, Progress], list[Row]]


CASES = {
    "start": Case("cold start", lambda shop, n, tell: start.measure(shop, n or 30, tell)),
    "sales": Case("code and verdict, one screen", lambda shop, n, tell: sales.measure(shop, n or 100, tell)),
    "two": Case("code and verdict, two screens", lambda shop, n, tell: sales.measure(shop, n or 100, tell, screens=2)),
    "memory": Case("memory", lambda shop, n, tell: idle.measure_memory(shop, n or 10, tell)),
    "countdown": Case("processor", lambda shop, n, tell: idle.measure_processor(shop, min(n or 60, 60), tell)),
    "syncs": Case("waits for the disk", lambda shop, n, tell: syncs.measure(shop, n or 10, tell, tidy=not n)),
    "slow": Case("a disk of 20 ms", lambda shop, n, tell: slow_disk.measure(shop, n or 30, tell)),
    "restart": Case("restart on a journal of years", lambda shop, n, tell: restart.measure(shop, *_years(n), tell)),
}
LONG_CASES = {
    "day": Case(
        f"{long_day.SALES:,} sales in one process, half an hour or more; only when named, and its report has a block "
        "of its own",
        lambda shop, n, tell: long_day.measure(shop, n or long_day.SALES, tell),
    ),
}


def _years(samples: int | None) -> tuple[int, int]:
    """How often, and on how many payments: a look needs no full journal."""
    return (5, restart.PAYMENTS) if samples is None else (samples, min(restart.PAYMENTS, 2_000 * samples))


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and write the block of a README if asked."""
    arguments = _parser().parse_args(argv)
    rows: list[Row] = []
    before = load()
    try:
        with tempfile.TemporaryDirectory(prefix="fps-kiosk-benchmarks-") as folder, Shop(Path(folder)) as shop:
            for name in arguments.only or CASES:
                rows += (CASES | LONG_CASES)[name].run(shop, arguments.samples, _tell)
    except ChildFault as fault:
        print(f"benchmarks: {fault}", file=sys.stderr)
        return 1
    text = report(rows, f"{before} before, {load()} after" if before else "")
    print(text)
    if arguments.write is not None:
        try:
            long = arguments.only and set(arguments.only) <= set(LONG_CASES)
            write_block(arguments.write, text, *((LONG,) if long else ()))
        except (OSError, NoBlock) as fault:
            print(f"benchmarks: {fault}", file=sys.stderr)
            return 2
    return 0


def _tell(what: str) -> None:
    print(what, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    cases = "\n".join(f"  {name:<10} {case.title}" for name, case in (CASES | LONG_CASES).items())
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=(
            "Measure the till beside the barest program that does the visible part of the same work, by turns in one "
            "run, and print a markdown table. Run it from the root of the repository, with nothing else running; "
            "it takes about eight minutes. Linux only; no screen and no internet needed."
        ),
        epilog=f"cases:\n{cases}\n\nexample:\n  python -m benchmarks --write README.md",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", nargs="+", choices=[*CASES, *LONG_CASES], metavar="CASE", help="these cases alone")
    samples = "so many of each, or seconds for the processor (default: enough to be believed)"
    parser.add_argument("--samples", type=_positive, metavar="N", help=samples)
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the report between the file's two markers")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of samples; give 1 or more")
    return number


if __name__ == "__main__":
    sys.exit(main())
