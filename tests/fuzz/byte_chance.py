"""Chance out of given bytes, so that a guided fuzzer can steer what a target makes by the bytes it hands in."""

from __future__ import annotations

from random import Random


class ByteChance(Random):
    """A `Random` that takes its bits from bytes, and zeros when they are used up."""

    def __new__(cls, data: bytes) -> ByteChance:
        return super().__new__(cls)

    def __init__(self, data: bytes) -> None:
        super().__init__(0)
        self._data = data
        self._place = 0

    def getrandbits(self, k: int, /) -> int:
        """So many of the next bits, whole bytes at a time."""
        size = (k + 7) // 8
        taken = self._data[self._place : self._place + size]
        self._place += size
        return int.from_bytes(taken.ljust(size, b"\0"), "little") & ((1 << k) - 1)

    def random(self) -> float:
        """A number from 0 to less than 1, out of two bytes."""
        return self.getrandbits(16) / 65_536
