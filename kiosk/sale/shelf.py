"""A mapping that a step may change: the one of the till before it, until the first change makes a copy.

Most steps change no payment at all. What such a step hands on is the very mapping that it was given, so a step costs no
more when many payments are watched, and whoever looks at the till afterwards can tell at once that nothing changed.

It knows nothing of what it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Generic, TypeVar

T = TypeVar("T")


class Shelf(Generic[T]):
    """`now` is what it holds at this moment. What was handed in is never changed."""

    __slots__ = ("_mine", "now")

    def __init__(self, kept: Mapping[str, T]) -> None:
        self.now = kept
        self._mine: dict[str, T] | None = None

    def put(self, name: str, item: T) -> None:
        """Put it there, in place of what had this name."""
        self._own()[name] = item
        self._changed()

    def drop(self, name: str) -> None:
        """Take it away; nothing happens when it is not there."""
        if name in self.now:
            del self._own()[name]
            self._changed()

    def _own(self) -> dict[str, T]:
        if self._mine is None:
            kept = self.now
            # A proxy copies what it stands for at once; anything else would ask it for every item.
            self._mine = kept.copy() if isinstance(kept, MappingProxyType) else dict(kept)
        return self._mine

    def _changed(self) -> None:
        """Another proxy after each change: who keeps an answer about the last one (`same`) will not give it again."""
        assert self._mine is not None
        self.now = MappingProxyType(self._mine)
