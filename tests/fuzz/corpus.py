"""The committed beginnings: a few whole inputs a target, out of which the mutator makes all others.

One document or text a line. They are inputs as an honest sender would make them, in many of the forms that the
vendor's pages leave open; a failure that was mended has its own test in the folder of the reader.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("seeds")


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a file of the corpus, without their ends."""
    found = tuple(line for line in (FOLDER / name).read_text("utf-8").split("\n") if line)
    assert found, f"{name} is empty"
    return found


@cache
def documents(name: str) -> tuple[dict[str, Any], ...]:
    """The documents of a file of the corpus. They are shared: copy before changing one."""
    return tuple(json.loads(line) for line in lines(name))
