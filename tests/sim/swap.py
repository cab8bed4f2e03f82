"""Planting: the one place where functions of the program are swapped, and put back afterwards.

A plant is a mistake that somebody could make in the program. Every one has to be found by a law of the worlds, or the
laws prove nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


class Swap:
    """Swaps attributes and members; `back` undoes all of it."""

    def __init__(self) -> None:
        self._undo: list[Callable[[], None]] = []

    def set(self, owner: Any, name: str, made: Any) -> None:
        """`owner.name` is something else now."""
        had = vars(owner).get(name, self)
        before = getattr(owner, name)
        self._undo.append(lambda: setattr(owner, name, before if had is self else had))
        setattr(owner, name, made)

    def put(self, table: dict[Any, Any], key: Any, made: Any) -> None:
        """`table[key]` is something else now."""
        before = table[key]
        self._undo.append(lambda: table.__setitem__(key, before))
        table[key] = made

    def wrap(self, owner: Any, name: str, around: Callable[..., Any]) -> None:
        """`around(before, *args)` is called in its place."""
        before = getattr(owner, name)
        self.set(owner, name, lambda *args, **named: around(before, *args, **named))

    def back(self) -> None:
        """As it was."""
        while self._undo:
            self._undo.pop()()


@dataclass(frozen=True)
class Plant:
    """`needs` are faults without which it does no harm; `only` leaves all others out. `strict`: a letter or an answer
    that has to count is refused.
    """

    name: str
    plant: Callable[[Swap], None]
    needs: Mapping[str, float] = field(default_factory=dict)
    strict: bool = False
    only: bool = False
    tills: int = 0


PLANTS: dict[str, Plant] = {}


def bug(name: str, *, only: bool = False, tills: int = 0, **needs: float) -> Callable[[Callable[[Swap], None]], None]:
    """Register a planted bug; the names of faults are written without spaces, a leading `_` stands for a digit's."""

    def register(plant: Callable[[Swap], None]) -> None:
        assert name not in PLANTS, f"{name} is planted twice"
        rates = {fault.removeprefix("_"): rate for fault, rate in needs.items()}
        PLANTS[name] = Plant(name, plant, rates, only=only, tills=tills)

    return register


@contextmanager
def planted(plant: Plant) -> Iterator[None]:
    """With the mistake in the program."""
    swap = Swap()
    try:
        plant.plant(swap)
        yield
    finally:
        swap.back()
