"""What the relay counts and how long things take, and the page on which a Prometheus server reads it.

Only counts, sizes and seconds go in, so nothing else can come out: no amount, no id, no name of a project or a
till, no address and no token. It must not know clocks, sockets or the store.

Threads: every figure is written by one thread at a time (commits by the one that has the turn to write, all else by
the event loop) and is read by the loop, which may see a commit that is half counted; the next reading has it whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping

from kiosk.relay.values import ORPHANS, Broken, Deposit, Full, Outcome, Stored

TYPE = "text/plain; version=0.0.4; charset=utf-8"
"""The media type of the page."""

CALLBACK = "callback"
ROUTES = ("letters", "probe", "enrol", "health", "ready", "openapi.json")
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
_PREFIX = "kiosk_relay_"


class Histogram:
    """How many were at most so large, in Prometheus' way: each bucket holds all the smaller ones, too."""

    def __init__(self, bounds: Iterable[float]) -> None:
        self._bounds = tuple(bounds)
        self._counts = [0] * (len(self._bounds) + 1)
        self._sum = 0.0

    def take(self, value: float) -> None:
        """Count one value; a clock that went back counts as nothing passed."""
        if value < 0.0:
            value = 0.0
        self._counts[bisect_left(self._bounds, value)] += 1
        self._sum += value

    def lines(self, name: str) -> list[str]:
        """The samples of this histogram."""
        total, lines = 0, []
        for bound, count in zip((*self._bounds, "+Inf"), self._counts, strict=True):
            total += count
            lines.append(f'{name}_bucket{{le="{bound}"}} {total}')
        return [*lines, f"{name}_sum {self._sum!r}", f"{name}_count {total}"]


class Meter:
    """The figures of one relay process, all of them since its start. Times in seconds."""

    def __init__(self) -> None:
        self._answers: Counter[tuple[str, int]] = Counter()
        self._letters = Counter(dict.fromkeys(("stored", "orphan", "repeated", "full", "broken"), 0))
        self._committed = Histogram(_SECONDS)
        self._answered = Histogram(_SECONDS)
        self._delivered = Histogram(_SECONDS)
        self._commit_time = Histogram(_SECONDS)
        self._commit_size = Histogram(_SIZES)

    def answered(self, path: str, status: int, took_s: float) -> None:
        """A request was answered; `took_s` from its head to its answer. Of the path only the route is kept."""
        self.answered_on(_route(path), status, took_s)

    def answered_on(self, route: str, status: int, took_s: float) -> None:
        """The same, for whoever knows the route: one of `ROUTES`, or `CALLBACK`."""
        self._answers[route, status] += 1
        if route == CALLBACK and status == 200:
            self._answered.take(took_s)

    def letter(self, deposit: Deposit, outcome: Outcome, took_s: float) -> None:
        """The store has spoken about one letter, `took_s` after its head came."""
        if isinstance(outcome, Stored):
            fresh = "orphan" if deposit.till == ORPHANS else "stored"
            self._letters[fresh if outcome.fresh else "repeated"] += 1
            self._committed.take(took_s)
        elif isinstance(outcome, Full):
            self._letters["full"] += 1
        elif isinstance(outcome, Broken):
            self._letters["broken"] += 1

    def delivered(self, took_s: float) -> None:
        """A till that waited was handed a letter, `took_s` after the letter's head came."""
        self._delivered.take(took_s)

    def commit(self, size: int, took_s: float) -> None:
        """One transaction with so many pieces of work."""
        self._commit_size.take(size)
        self._commit_time.take(took_s)

    def page(self, now: Mapping[str, float]) -> str:
        """Everything as text; `now` holds the figures of this moment, by the names in `GAUGES`."""
        lines: list[str] = []
        for name, what in GAUGES.items():
            if name in now:
                lines += [*_head(name, "gauge", what), f"{_PREFIX}{name} {now[name]:g}"]
        lines += _head("answers_total", "counter", "Answers by route and HTTP status.")
        for (route, status), count in sorted(self._answers.items()):
            lines.append(f'{_PREFIX}answers_total{{route="{route}",status="{status}"}} {count}')
        lines += _head("letters_total", "counter", "Callbacks by what became of them; orphan: stored, names no till.")
        lines += [f'{_PREFIX}letters_total{{outcome="{key}"}} {n}' for key, n in self._letters.items()]
        for name, what, histogram in (
            ("callback_committed_seconds", "From a callback's head to its letter on the disk.", self._committed),
            ("callback_answered_seconds", "From a callback's head to its 200.", self._answered),
            ("delivery_seconds", "From a callback's head to the answer of the till that waited.", self._delivered),
            ("commit_seconds", "How long one transaction took.", self._commit_time),
            ("commit_size", "Pieces of work in one transaction.", self._commit_size),
        ):
            lines += [*_head(name, "histogram", what), *histogram.lines(_PREFIX + name)]
        return "\n".join(lines) + "\n"


GAUGES = {
    "ready": "1 while the store can be read and the last write went well.",
    "polls_waiting": "Tills that wait for a letter at this moment.",
    "letters_unread": "Letters that wait for their till.",
    "orphans": "Letters that name no till and wait in the orphan boxes.",
}
"""The figures of a moment, and what each says."""


def _route(path: str) -> str:
    if path.startswith("/callback/"):
        return CALLBACK
    name = path.removeprefix("/")
    return name if name in ROUTES else "other"


def _head(name: str, kind: str, what: str) -> list[str]:
    return [f"# HELP {_PREFIX}{name} {what}", f"# TYPE {_PREFIX}{name} {kind}"]
