"""The two ways that letters take, called instead of awaited: a callback that came whole, and a till's poll.

What they are answered, which bounds hold and what is counted is the same as behind ASGI (`app`), for the same core
decides it; only the way there is shorter: no scope, no coroutine, no future. It serves where the core runs on the event
loop's own thread, and only usual requests that come whole (`habits`). All others go the long way. It must not know
HTTP's syntax.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.relay import answers
from kiosk.relay.committer import Committer
from kiosk.relay.enrolment import Claim
from kiosk.relay.habits import Habits, Letter, Question
from kiosk.relay.limits import Limits
from kiosk.relay.meter import CALLBACK, Meter
from kiosk.relay.notes import Note
from kiosk.relay.service import Service
from kiosk.relay.traffic import Traffic
from kiosk.relay.values import Deposit, Outcome, Response, Wait
from kiosk.relay.waiting import WaitingRoom

if TYPE_CHECKING:
    from kiosk.relay.wire import Connection


class Express:
    """The short way of one relay. `ticks` in monotonic seconds."""

    def __init__(
        self,
        service: Service,
        room: WaitingRoom,
        committer: Committer,
        traffic: Traffic,
        meter: Meter,
        limits: Limits,
        ticks: Callable[[], float],
        note: Note,
    ) -> None:
        self.service = service
        self.room = room
        self.committer = committer
        self.traffic = traffic
        self.meter = meter
        self.limits = limits
        self.ticks = ticks
        self._note = note
        self._habits = Habits(limits)

    def take(self, line: Connection, data: bytes) -> bool:
        """Serve what came on a connection where nothing is under way; false if it is nothing for this way."""
        asked = self._habits.read(data)
        if asked is None:
            return False
        if isinstance(asked, Question):
            Asking(self, line).begin(asked)
        else:
            Posting(self, line).begin(asked)
        return True

    def fault(self, fault: Exception) -> Response:
        """A fault of ours is logged by its type and answered 500; the relay goes on."""
        self._note("fault", {"why": type(fault).__name__})
        return self.service.refuse(500, "a fault of the relay", "Send it again later")


class Asking:
    """One poll, from its head to its answer."""

    __slots__ = ("_began", "_line", "_wait", "_way")
    keep = True
    method = b"GET"

    def __init__(self, way: Express, line: Connection) -> None:
        self._way = way
        self._line = line
        self._began = way.ticks()

    def begin(self, question: Question) -> None:
        """Look for the first time."""
        way, line, (till, asked) = self._way, self._line, question
        line.enter(self)
        try:
            step = way.service.ask(till.token, line.source(till.forwarded), asked, till.machine)
            if isinstance(step, Wait):
                line.known()
                way.traffic.found_nothing(step)
                self._wait = step
                self._stay(step)
                return
        except Exception as fault:  # whatever it was, the next letter must still be taken
            step = way.fault(fault)
        if step.status == 200:
            line.known()
        self._answer(step)

    def leave(self) -> None:
        """Nobody will hear the answer: it stays until the next poll, a letter or its deadline."""

    def _stay(self, wait: Wait) -> None:
        """Until something happens; where nobody may wait any more, not at all."""
        way = self._way
        if way.room.closed:
            self._look()
        else:
            way.room.sit((wait.project, wait.till), wait.until, self._look)

    def _look(self) -> None:
        way, wait = self._way, self._wait
        try:
            step = way.service.collect(wait, over=way.room.closed)
            if isinstance(step, Wait):
                self._stay(step)
                return
            if step.status == 200:
                way.traffic.handed_out(wait)
        except Exception as fault:  # see above
            step = way.fault(fault)
        self._answer(step)

    def _answer(self, response: Response) -> None:
        way = self._way
        self._line.reply(self, response)
        way.meter.answered_on("letters", response.status, way.ticks() - self._began)


class Posting:
    """One callback, from its body to its answer."""

    __slots__ = ("_began", "_deposit", "_line", "_way")
    keep = True
    method = b"POST"

    def __init__(self, way: Express, line: Connection) -> None:
        self._way = way
        self._line = line
        self._began = way.ticks()

    def begin(self, letter: Letter) -> None:
        """Judge address and body, and hand them to the committer."""
        way, line, size = self._way, self._line, len(letter.body)
        line.enter(self)
        try:
            step: Deposit | Response = self._judge(letter)
            if isinstance(step, Deposit):
                self._deposit = step
                way.traffic.buffered += size
                way.committer.submit(step, self._heard)
                return
        except Exception as fault:  # whatever it was, the next letter must still be taken
            step = way.fault(fault)
        self._answer(step)

    def leave(self) -> None:
        """Nobody will hear the answer: the letter is kept all the same."""

    def _judge(self, letter: Letter) -> Deposit | Response:
        way = self._way
        wanted = way.service.enter(hashlib.sha256(letter.address).digest(), self._line.source(letter.forwarded))
        if isinstance(wanted, Response):
            return wanted
        self._line.known()
        if way.traffic.buffered + len(letter.body) > way.limits.max_buffered:
            return answers.closing(way.service.refuse(503, "too much at once", "Send it again later"))
        step = way.service.read(wanted, letter.body)
        assert not isinstance(step, Claim)
        return step

    def _heard(self, outcome: Outcome) -> None:
        """The store has spoken, on the loop's thread."""
        way, deposit = self._way, self._deposit
        way.traffic.buffered -= len(deposit.body)
        try:
            waits = way.room.waits((deposit.project, deposit.till))
            way.traffic.spoken(deposit, outcome, self._began, waits=waits)
            response = way.service.settle(deposit, outcome)
        except Exception as fault:  # see above
            response = way.fault(fault)
        self._answer(response)

    def _answer(self, response: Response) -> None:
        way = self._way
        self._line.reply(self, response)
        way.meter.answered_on(CALLBACK, response.status, way.ticks() - self._began)

