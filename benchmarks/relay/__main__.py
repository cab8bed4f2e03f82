"""`python -m benchmarks.relay`: measure everything and print the report.

Exit codes: 0 measured (whatever the figures say, misses are marked), 1 something could not be measured, 2 usage.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.children import ChildFault
from benchmarks.relay.cases import CASES, Size, measure
from benchmarks.relay.report import BLOCK, report
from benchmarks.relay.servers import Yard
from benchmarks.report import NoBlock, load, write_block


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and write the block of a README if asked."""
    arguments = _parser().parse_args(argv)
    before = load()
    try:
        with tempfile.TemporaryDirectory(prefix="fps-kiosk-relay-") as folder:
            yard = Yard(Path(folder), _tell)
            size = Size.quick() if arguments.quick else Size()
            rows = [row for name in arguments.only or CASES for row in measure(name, yard, size, _tell)]
    except ChildFault as fault:
        print(f"benchmarks.relay: {fault}", file=sys.stderr)
        return 1
    text = report(rows, f"{before} before, {load()} after" if before else "", quick=arguments.quick)
    print(text)
    if arguments.write is not None:
        try:
            write_block(arguments.write, text, BLOCK)
        except (OSError, NoBlock) as fault:
            print(f"benchmarks.relay: {fault}", file=sys.stderr)
            return 2
    return 0


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    cases = "\n".join(f"  {name:<10} {case.__doc__ or ''}" for name, case in CASES.items())
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.relay",
        description=(
            "Measure the relay beside the barest server that does the same work and beside what others run for it, by "
            "turns in one run, and print a markdown table. Run it from the root of the repository with nothing else "
            "running; it takes about four minutes. Linux only; peers are installed for the run, from npm and the "
            "package index."
        ),
        epilog=f"cases:\n{cases}\n\nexample:\n  python -m benchmarks.relay --write README.md",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", nargs="+", choices=list(CASES), metavar="CASE", help="these cases alone")
    parser.add_argument("--quick", action="store_true", help="a short look: one turn each, fewer letters")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the report between the file's two markers")
    return parser


if __name__ == "__main__":
    sys.exit(main())
