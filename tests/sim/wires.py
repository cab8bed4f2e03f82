"""Lanes, timers and HTTP clients of a world: the same faces as the real ones, on virtual time.

A job of a lane runs in one go; what it asked of the network says how long it took, and its answer arrives so much
later. A read of the mailbox that finds nothing is parked at the relay and run again when there is an answer for it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from kiosk.adapters.http_client import Answer, Ask, Budget
from kiosk.adapters.http_gate import GateLine, Heard
from kiosk.adapters.http_mailbox import MailboxLine
from kiosk.adapters.translate import FAULTS
from kiosk.gate.requests import Request
from kiosk.runtime.lane import JobFailed
from kiosk.sale.events import Call, CallFailed, StatusHeard
from tests.sim.timeline import Due, Life, Timeline

if TYPE_CHECKING:
    from tests.sim.network import Network

KINDS = {"order": Call.ORDER, "ask": Call.ASK, "mailbox": Call.MAILBOX, "probe": Call.PROBE}


class Wire:
    """Stands where a signal stands: whoever is connected is called at once."""

    def __init__(self) -> None:
        self._ears: list[Callable[[object], None]] = []

    def connect(self, ear: Callable[[object], None]) -> None:
        """Call this one, too."""
        self._ears.append(ear)

    def emit(self, answer: object) -> None:
        """Call everybody."""
        for ear in self._ears:
            ear(answer)


SLOW_PULSE_S = 20.0
"""What rings every second only looks whether the computer slept; `soon` lets it look when it did."""


class SimAlarm:
    """A timer on the world's clock."""

    def __init__(self, timeline: Timeline, life: Life, name: str, slot: Callable[[], None], once: bool) -> None:
        self._timeline, self._life, self._name = timeline, life, f"alarm {name}"
        self._slot = slot
        self._once = once
        self._due: Due | None = None

    def start(self, ms: int, /) -> None:
        self.stop()
        seconds = ms / 1000.0 if self._once else SLOW_PULSE_S
        self._due = self._timeline.after(seconds, lambda: self._ring(ms), self._name, self._life)

    def soon(self, at: float) -> None:
        """What goes on and on rings then."""
        if not self._once and self._due is not None:
            self._due.cancel()
            self._due = self._timeline.at(at, lambda: self._ring(1_000), self._name, self._life)

    def stop(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def isActive(self) -> bool:
        return self._due is not None

    def _ring(self, ms: int) -> None:
        self._due = None
        if not self._once:
            self.start(ms)
        self._slot()


class SimLane:
    """One job at a time. `waits` says how long a job takes to begin, `took` (set by the network) how long it took.

    `parked` is what the relay handed out for a read that has to wait; `given` the answer it was run again for.
    """

    def __init__(
        self, timeline: Timeline, life: Life, name: str, waits: Callable[[], float], network: Network | None = None
    ) -> None:
        self.arrived = Wire()
        self.network = network
        self.name = name
        self.took = 0.0
        self.parked: Any = None
        self.given: Reply | Exception | None = None
        self.asked = b""
        self._timeline, self._life, self._waits = timeline, life, waits
        self._jobs: deque[Callable[[], object]] = deque()
        self._job: Callable[[], object] | None = None
        self._slept = 0

    def submit(self, job: Callable[[], object]) -> None:
        self._jobs.append(job)
        if self._job is None:
            self._begin()

    def close(self, timeout_s: float = 0.0, *, finish: bool = False) -> bool:
        jobs = [self._job, *self._jobs] if finish else []
        self._jobs.clear()
        for job in jobs:
            if job is not None:
                self._outcome(job)
        return True

    def _begin(self) -> None:
        self._job = self._jobs.popleft()
        self._slept = self._life.sleeps
        self._timeline.after(self._waits(), self._do, f"lane {self.name}", self._life)

    def _do(self) -> None:
        assert self._job is not None
        self.took, self.parked, self.given, self.asked = 0.0, None, None, b""
        outcome = self._outcome(self._job)
        if self.parked is None:
            self._arrive(outcome)

    def answer(self, given: Reply | Exception, took: float) -> None:
        """The relay answers a read that was parked there, or its line broke."""
        assert self._job is not None
        self.parked, self.given, self.took = None, given, took
        outcome = self._outcome(self._job)
        self.given = None
        self._arrive(outcome)

    def _arrive(self, outcome: object) -> None:
        self._timeline.after(self.took, lambda: self._deliver(outcome), f"back {self.name}", self._life)

    def _deliver(self, outcome: object) -> None:
        self._job = None
        if self._life.sleeps != self._slept and self.network is not None:
            # The call's own time is over when the computer wakes.
            outcome = self.network.slept(self) or outcome
        self.arrived.emit(outcome)
        if self._jobs and self._job is None:
            self._begin()

    def _outcome(self, job: Callable[[], object]) -> object:
        if self.network is not None:
            self.network.lane = self
        try:
            return job()
        except BaseException as fault:
            return JobFailed(self.name, fault)


class Reply:
    """An HTTP answer."""

    def __init__(self, status_code: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.status_code = status_code
        self.headers = headers or {}
        self.body = body


@dataclass(frozen=True)
class Asked:
    """A request as it leaves a till."""

    method: str
    host: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


class SimTransport(httpx.BaseTransport):
    """The network behind a real client: for worlds that have the time."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url, headers = request.url, dict(request.headers)
        asked = Asked(request.method, url.host, url.path, url.query.decode(), headers, request.read())
        reply = self._network.carry(asked)
        return httpx.Response(reply.status_code, headers=reply.headers, content=reply.body, request=request)


class FastGateLine(GateLine):
    """The line to the platform without an HTTP client in between."""

    network: Network

    def warm(self) -> tuple[Heard, ...]:
        try:
            return self._clock(self._answer(Asked("HEAD", "gate", "/", "", {}, b"")))
        except FAULTS:
            return ()

    def _question(self, payment_id: str) -> Request:
        """Signed once; now and then again all the same, and then it has to be the same."""
        questions = self.network.questions
        question = questions.get(payment_id)
        if question is None or self.network.looks_again():
            again, question = question, super()._question(payment_id)
            questions[payment_id] = question
            assert again is None or again == question, "the same question was put in two ways"
        return question

    def _post(self, request: Request, budget: Budget, last_look: Callable[[], None] = lambda: None) -> Answer:
        last_look()
        return self._answer(Asked("POST", "gate", request.path, "", {}, request.body))

    def _read(self, answer: Answer, payment_id: str) -> StatusHeard | CallFailed:
        """Reading is pure, and most questions are answered in the same bytes as the one before: they say the same.
        Now and then they are read again all the same, and have to.
        """
        known, key = self.network.known, (payment_id, answer.status, answer.body)
        heard = known.get(key)
        if heard is None or self.network.looks_again():
            again, heard = heard, super()._read(answer, payment_id)
            known[key] = heard
            assert again is None or again == heard, "the same answer was read in two ways"
        return heard

    def _answer(self, asked: Asked) -> Answer:
        reply = self.network.carry(asked)
        return Answer(reply.status_code, reply.headers.get("date", ""), reply.body)


class FastMailboxLine(MailboxLine):
    """The line to the relay without an HTTP client in between."""

    network: Network

    def _send(self, ask: Ask, budget: Budget) -> Answer:
        path, _, query = ask.path.partition("?")
        reply = self.network.carry(Asked(ask.method, "relay", path, query, dict(ask.headers), b""))
        return Answer(reply.status_code, "", reply.body)
