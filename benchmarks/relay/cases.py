"""What is measured of the relay, and the goal of each figure.

Each case starts every server fresh for each turn, the servers one after the other, so that a bad minute of the machine
meets all of them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from benchmarks.children import ChildFault
from benchmarks.figures import percentile
from benchmarks.relay.load import Plan
from benchmarks.relay.servers import Tell, Yard, under_load

Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report. With `against` the goal bounds product / against, else the product itself.

    `more` means that more is better, so that the goal is the least.
    """

    name: str
    unit: str
    product: tuple[float, ...]
    against: tuple[float, ...] = ()
    whom: str = ""
    goal: float | None = None
    more: bool = False

    @property
    def value(self) -> float:
        """The ratio of the medians, or the median."""
        return median(self.product) / median(self.against) if self.against else median(self.product)

    @property
    def met(self) -> bool | None:
        """None without a goal."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.more else self.value <= self.goal


@dataclass(frozen=True, slots=True)
class Size:
    """How much of each."""

    turns: int = 3
    letters: int = 12_000
    seconds: float = 5.0
    many: int = 100_000

    @staticmethod
    def quick() -> Size:
        """Enough to see that it runs, and roughly where the figures are."""
        return Size(1, 4_000, 2.0, 10_000)


def flat_out(yard: Yard, size: Size, tell: Tell) -> list[Line]:
    """letters a second, stored and delivered, 1,000 waiting; what each costs"""
    seen = _turns(yard, size, tell, ("floor", "product", "smee"), waiting=1_000, count=size.letters)
    product, lines = seen["product"], []
    rates, costs = _of(product, "rate"), _of(product, "cpu_us")
    whom = ("floor", "floor"), ("smee", "smee.io's way, which stores nothing")
    for (kind, name), goal in zip(whom, (0.40, 1.5), strict=True):
        if kind in seen:
            what = f"letters stored and delivered a second, 1,000 waiting, against {kind}"
            lines.append(Line(what, "/s", rates, _of(seen[kind], "rate"), name, goal, more=True))
    lines.append(Line("processor for each letter", "µs", costs, _of(seen["floor"], "cpu_us"), "floor", 2.5))
    return lines


def delivery(yard: Yard, size: Size, tell: Tell) -> list[Line]:
    """from the first byte posted to the letter at the till, 200 a second, 1,000 waiting"""
    seen = _turns(yard, size, tell, ("stream", "product"), waiting=1_000, rate=200.0, seconds=size.seconds)
    lines = []
    for percent, goal in ((50, 2.0), (99, 3.0)):
        against = _delays(seen["stream"], percent) if "stream" in seen else ()
        name = f"posted → at the till, 200/s, 1,000 waiting, p{percent}"
        whom = "stream, appendfsync always"
        lines.append(Line(name, "ms", _delays(seen["product"], percent), against, whom, goal if against else None))
    return lines


def crowd(yard: Yard, size: Size, tell: Tell) -> list[Line]:
    """the same with 1 and with 2,000 waiting"""
    few, many = [], []
    for _ in range(size.turns):
        few.append(_run(yard, tell, "product", waiting=1, rate=200.0, seconds=size.seconds))
        many.append(_run(yard, tell, "product", waiting=2_000, rate=200.0, seconds=size.seconds))
    name = "posted → at the till, p99 with 2,000 waiting, against 1"
    return [Line(name, "ms", _delays(many, 99), _delays(few, 99), "1 waiting", 1.5)]


def memory(yard: Yard, size: Size, tell: Tell) -> list[Line]:
    """what a waiting till holds"""
    seen = _turns(yard, size, tell, ("bare", "product"), waiting=2_000)
    whom = "bare ASGI: uvicorn, uvloop, httptools"
    product, bare = _of(seen["product"], "kib_each"), _of(seen["bare"], "kib_each")
    return [Line("memory of a waiting till", "KiB", product, bare, whom, 1.4)]


def many(yard: Yard, size: Size, tell: Tell) -> list[Line]:
    """what is left in memory after very many letters"""
    told = _run(yard, tell, "product", waiting=1_000, count=size.many)
    return [Line(f"memory more after {size.many:,} letters", "MiB", (told["grew_mib"],), goal=10.0)]


CASES: dict[str, Callable[[Yard, Size, Tell], list[Line]]] = {
    "flat-out": flat_out,
    "delivery": delivery,
    "crowd": crowd,
    "memory": memory,
    "many": many,
}


def measure(name: str, yard: Yard, size: Size, tell: Tell) -> Iterator[Line]:
    """The lines of one case. Raises ChildFault."""
    yield from CASES[name](yard, size, tell)


def _turns(yard: Yard, size: Size, tell: Tell, kinds: tuple[str, ...], **wanted: float) -> dict[str, list[Told]]:
    seen: dict[str, list[Told]] = {}
    for _ in range(size.turns):
        for kind in kinds:
            if yard.has(kind):
                seen.setdefault(kind, []).append(_run(yard, tell, kind, **wanted))
    return seen


def _run(yard: Yard, tell: Tell, kind: str, **wanted: float) -> Told:
    tongue = "floor" if kind == "bare" else kind
    plan = yard.folder / "plan.json"
    with yard.running(kind) as (port, pid):
        plan.write_text(json.dumps(asdict(Plan(tongue, port, pid, yard.tills(), **wanted))), "utf-8")  # type: ignore[arg-type]  # whole numbers where they must be
        figures = yard.folder / "figures.json"
        under_load([sys.executable, "-m", "benchmarks.relay.load", str(plan), str(figures)])
    told: Told = json.loads(figures.read_text("utf-8"))
    if told.get("faults"):
        raise ChildFault(f"{kind}: {told['faults']}")
    shown = {key: round(value, 2) for key, value in told.items() if key not in ("delays", "faults")}
    if told.get("delays"):
        shown |= {f"p{p}_ms": round(percentile(told["delays"], p) * 1e3, 2) for p in (50, 99)}
    tell(f"{kind}: {shown}")
    return told


def _of(seen: list[Told], key: str) -> tuple[float, ...]:
    return tuple(told[key] for told in seen)


def _delays(seen: list[Told], percent: float) -> tuple[float, ...]:
    return tuple(percentile(told["delays"], percent) * 1e3 for told in seen)
