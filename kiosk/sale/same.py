"""Asked about the very same things, a pure function answers the very same: the last answer is kept.

Most steps leave most of a till as it was, and what was not changed is the same object as before (`shelf`). So looking
whether it is the same one is enough, and costs next to nothing.

It knows nothing of what is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import is_
from typing import TypeVar, TypeVarTuple

Ts = TypeVarTuple("Ts")
T = TypeVar("T")


def same(function: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
    """Keep the last answer of a pure function whose arguments are given by place and never change."""
    kept: tuple[tuple[*Ts], T] | None = None

    def ask(*args: *Ts) -> T:
        nonlocal kept
        last = kept
        if last is None or len(last[0]) != len(args) or not all(map(is_, args, last[0])):
            last = kept = (args, function(*args))
        return last[1]

    return ask
