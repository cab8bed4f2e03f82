"""The engine of the fuzzers: inputs by seed and index, a promise that each has to keep, and what it cost.

An input is made from `Random(seed, target, index)` and from nothing else, so that any of them can be made again by its
number. A target promises more than "it does not fall over": its `check` compares what the reader said with
something that was worked out in another way, and raises AssertionError where they differ; any other exception is one
that the reader does not document.

Time is a monotonic clock's, the least of three where it was long, since the machine has other work. Memory is taken
twice: the growth of the whole process's peak over all inputs, which no single one can have passed; and
`tracemalloc` over a sample and over the slowest.
"""

from __future__ import annotations

import resource
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, field, is_dataclass
from heapq import heappush, heappushpop
from random import Random
from time import perf_counter
from typing import Any

LONGEST_S = 0.050
LARGEST_BYTES = 64 * 1024 * 1024
MOST_FAILURES = 10
"""So many are kept and told; a reader that is broken fails at every second input."""
_SAMPLE = 997
_SLOWEST = 5
_WARM_UP = 200


@dataclass(frozen=True)
class Target:
    """One reader. `make` draws an input, `check` gives it to the reader and holds it to its promise.

    `tally` counts what became of the inputs, for targets whose promise is only worth something if some are believed.
    """

    name: str
    promise: str
    make: Callable[[Random], Any]
    check: Callable[[Any], None]
    tally: Counter[str] = field(default_factory=Counter, compare=False)


@dataclass(frozen=True)
class Failure:
    """An input that broke the promise. `why` is one line."""

    target: str
    seed: int
    index: int
    why: str

    @property
    def command(self) -> str:
        """What makes this very input again and shows it."""
        return f"python -m tests.fuzz replay {self.target} {self.seed} {self.index}"


@dataclass
class Report:
    """What a run saw. Times in seconds, memory in bytes; `slowest` and `traced` are of single inputs."""

    target: str
    seed: int
    inputs: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_index: int = -1
    traced: int = 0
    grown: int = 0
    failed: int = 0
    failures: list[Failure] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)

    @property
    def good(self) -> bool:
        """No promise was broken and no bound was passed."""
        return not self.failed and self.slowest <= LONGEST_S and max(self.traced, self.grown) <= LARGEST_BYTES


def chance_of(target: str, seed: int, index: int) -> Random:
    """All the chance there is in one input."""
    return Random(f"{target}:{seed}:{index}")


def input_of(target: Target, seed: int, index: int) -> Any:
    """The input of this number, the same on every machine."""
    return target.make(chance_of(target.name, seed, index))


def hold(truth: object, words: str) -> None:
    """An assertion for places where a plain one would look like a forgotten `pytest.raises`."""
    assert truth, words


def shown(given: Any) -> str:
    """All of an input; a value that hides a field in its own text does not hide it here."""
    return repr(astuple(given)) if is_dataclass(given) and not isinstance(given, type) else repr(given)


def attempt(target: Target, given: Any) -> str:
    """Why the promise is broken by this input; "" when it holds."""
    try:
        target.check(given)
    except Exception as fault:
        lines = (str(fault) or repr(fault)).strip().splitlines()
        return f"{type(fault).__name__}: {lines[0] if lines else ''}"[:300]
    return ""


def correct(target: Target, seed: int, first: int, inputs: int) -> list[Failure]:
    """The first broken promises among so many inputs; nothing is measured."""
    found: list[Failure] = []
    for index in range(first, first + inputs):
        why = attempt(target, input_of(target, seed, index))
        if why:
            found.append(Failure(target.name, seed, index, why))
            if len(found) == MOST_FAILURES:
                break
    return found


def measured(target: Target, seed: int, inputs: int, most_s: float = float("inf")) -> Report:
    """Run so many inputs, or as many as fit into `most_s` seconds, and tell what they cost."""
    report = Report(target.name, seed)
    for index in range(min(inputs, _WARM_UP)):
        attempt(target, input_of(target, seed, index))
    target.tally.clear()
    # A new interpreter's peak says more of imports than of inputs.
    before = _peak()
    slow: list[tuple[float, int]] = []
    began = perf_counter()
    for index in range(inputs):
        given = input_of(target, seed, index)
        start = perf_counter()
        if start - began > most_s:
            inputs = index
            break
        why = attempt(target, given)
        took = perf_counter() - start
        if why:
            _keep(report, index, why)
        if len(slow) < _SLOWEST:
            heappush(slow, (took, index))
        elif took > slow[0][0]:
            heappushpop(slow, (took, index))
    report.inputs, report.seconds = inputs, perf_counter() - began
    report.tally = Counter(target.tally)
    report.grown = _peak() - before
    _look_again(report, target, seed, slow, inputs)
    return report


def _keep(report: Report, index: int, why: str) -> None:
    report.failed += 1
    if len(report.failures) < MOST_FAILURES:
        report.failures.append(Failure(report.target, report.seed, index, why))


def _look_again(report: Report, target: Target, seed: int, slow: list[tuple[float, int]], inputs: int) -> None:
    """The slowest inputs once more, in peace; and the memory of those and of a sample."""
    for first, index in slow:
        given = input_of(target, seed, index)
        took = min(first, *(_timed(target, given) for _ in range(2)))
        if took > report.slowest:
            report.slowest, report.slowest_index = took, index
    tracemalloc.start()
    try:
        for index in (*(index for _, index in slow), *_sampled(inputs)):
            given = input_of(target, seed, index)
            tracemalloc.reset_peak()
            standing = tracemalloc.get_traced_memory()[0]
            attempt(target, given)
            report.traced = max(report.traced, tracemalloc.get_traced_memory()[1] - standing)
    finally:
        tracemalloc.stop()


def _sampled(inputs: int) -> Iterator[int]:
    yield from range(0, inputs, max(_SAMPLE, inputs // 500))


def _timed(target: Target, given: Any) -> float:
    start = perf_counter()
    attempt(target, given)
    return perf_counter() - start


def _peak() -> int:
    """The most memory that this process ever held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
