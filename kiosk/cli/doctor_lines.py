"""A line of the doctor's report: good, doubtful or bad, what was looked at, what was found, and the cure."""

from __future__ import annotations

from enum import StrEnum

from kiosk.values import dataclass


class Mark(StrEnum):
    """`BAD` stands in the way of a sale; `warn` does not, yet."""

    OK = "ok"
    WARN = "warn"
    BAD = "BAD"


@dataclass(frozen=True, slots=True)
class Line:
    """One line; a cure belongs to everything that is not ok."""

    mark: Mark
    name: str
    what: str
    cure: str = ""

    def __post_init__(self) -> None:
        if (self.mark is Mark.OK) == bool(self.cure):
            raise ValueError(f"{self.name}: a cure belongs to what is wrong, and only there")

    def __str__(self) -> str:
        told = f"{self.mark:<5} {self.name:<10} {self.what}"
        # One line each, whatever a library or a file had to say.
        return " ".join((f"{told}  —  {self.cure}" if self.cure else told).splitlines())


def ok(name: str, what: str) -> Line:
    return Line(Mark.OK, name, what)


def warn(name: str, what: str, cure: str) -> Line:
    return Line(Mark.WARN, name, what, cure)


def bad(name: str, what: str, cure: str) -> Line:
    return Line(Mark.BAD, name, what, cure)
