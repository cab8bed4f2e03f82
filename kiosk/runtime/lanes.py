"""The five lanes of a till, each one thread that does one job at a time, and which effect goes to which.

A deaf relay cannot hold up a question to the platform, and a slow disk cannot hold up either. Must not know what an
answer means.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import SignalInstance

from kiosk.runtime.desk import Desk
from kiosk.runtime.lane import JobFailed, Lane
from kiosk.runtime.ports import Events
from kiosk.sale import effects as fx
from kiosk.values import dataclass

log = logging.getLogger(__name__)


class AnyLane(Protocol):
    """What is asked of a lane; `Lane` is the real one."""

    @property
    def arrived(self) -> SignalInstance:
        """Hands on what a job returned, in the thread that made the lane."""

    def submit(self, job: Callable[[], object]) -> None:
        """Do the job after those before it."""

    def close(self, timeout_s: float = ..., *, finish: bool = False) -> bool:
        """Deliver nothing more."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """journal, order, ask, mailbox, probe."""

    journal: AnyLane
    order: AnyLane
    ask: AnyLane
    mailbox: AnyLane
    probe: AnyLane

    def close(self, timeout_s: float) -> None:
        """Ask all to end; the journal finishes what it has, and only it is waited for, at most so many seconds."""
        for lane in (self.order, self.ask, self.mailbox, self.probe):
            lane.close(0.0)
        self.journal.close(timeout_s, finish=True)


def threads() -> Lanes:
    """Five real lanes."""
    return Lanes(*(Lane(name) for name in ("journal", "order", "ask", "mailbox", "probe")))


@dataclass(frozen=True, slots=True)
class _Warmed:
    """The lines were warmed, or could not be."""


class Errands:
    """Sends each effect out on its lane; what comes back are events."""

    def __init__(self, desk: Desk, lanes: Lanes) -> None:
        self._desk = desk
        self._lanes = lanes
        self._warming = False

    def run(self, effect: fx.Effect) -> None:
        """Send it out. Returns at once."""
        lanes, desk = self._lanes, self._desk
        match effect:
            case fx.CreatePayment():
                lanes.order.submit(lambda: desk.order(effect))
            case fx.AskStatus():
                lanes.ask.submit(lambda: desk.ask(effect.payment_id))
            case fx.ReadMailbox():
                lanes.mailbox.submit(lambda: desk.read(effect))
            case fx.ProbeRelay():
                lanes.probe.submit(desk.probe)
            case fx.WarmLines():
                self._warm()
            case fx.DrawQr():
                lanes.ask.submit(lambda: desk.draw(effect.payment_id, effect.payload))
            case fx.LookAtPin():
                lanes.order.submit(desk.look_at_pin)
            case fx.CheckPin():
                # Not behind a relay or a platform that does not answer: just then an owner may be needed.
                lanes.order.submit(lambda: desk.check_pin(effect.pin))
            case fx.Remember() | fx.RideAlong():
                pass  # saved before the step came out
            case fx.PlayChime():
                pass  # heard with the screen of the step, which comes out after its calls

    def _warm(self) -> None:
        """One is enough: an order must not wait behind a queue of connections that nobody answers."""
        if not self._warming:
            self._warming = True
            self._lanes.ask.submit(lambda: (*self._desk.warm(), _Warmed()))

    def heard(self, answer: object) -> Events:
        """What a lane brought back, as events in the order in which they happened."""
        if isinstance(answer, JobFailed):
            log.error("a call ended in the program itself: %s", answer)
        if not isinstance(answer, tuple):
            return ()
        if any(isinstance(x, _Warmed) for x in answer):
            self._warming = False
        return tuple(x for x in answer if not isinstance(x, _Warmed))
