"""`python -m tests.fuzz.guided TARGET [options of libFuzzer]`: the same targets under Atheris, where it is installed.

Atheris is no dependency: it needs a compiler of its own on some machines. It watches which lines an input reaches
and steers the bytes behind `ByteChance` to new ones. What it finds is a file of bytes; run it again with the
file's name behind the target's.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any


def main() -> int:
    """Hand everything over to Atheris; 2 when it is missing or the target is unknown."""
    try:
        atheris: Any = import_module("atheris")
    except ImportError:
        print("Atheris is not installed: pip install atheris, or python -m tests.fuzz run", file=sys.stderr)
        return 2
    with atheris.instrument_imports(include=["kiosk"]):
        targets = import_module("tests.fuzz.targets").TARGETS
        chance = import_module("tests.fuzz.byte_chance").ByteChance
    target = targets.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if target is None:
        print(f"name one of {', '.join(targets)}", file=sys.stderr)
        return 2

    def one(data: bytes) -> None:
        target.check(target.make(chance(data)))

    atheris.Setup([sys.argv[0], *sys.argv[2:]], one)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
