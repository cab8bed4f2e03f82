"""Asked about the very same things, a pure function answers the very same: the last answer is kept.

Most steps leave most of a till as it was, and what was not changed is the same object as before (`shelf`). So looking
whether it is the same one is enough, and costs next to nothing.

It knows nothing of what is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import is_
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def same(function: Callable[P, T]) -> Callable[P, T]:
    """Keep the last answer of a pure function. Its arguments are given by place and never change."""
    kept: tuple[tuple[object, ...], T] | None = None

    def ask(*args: P.args, **named: P.kwargs) -> T:
        nonlocal kept
        assert not named, "given by place"
        last = kept
        if last is None or len(last[0]) != len(args) or not all(map(is_, args, last[0])):
            last = kept = (args, function(*args))
        return last[1]

    return ask
