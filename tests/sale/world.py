"""A small world around a playbook: relay and platform answer by themselves while time goes on."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import facts as f
from tests.sale.helpers import WAITING, Playbook

Answer = Callable[[float], f.Fact | None]


def waiting(t: float) -> f.Fact | None:
    """The platform waits for the scan, whenever it is asked."""
    return WAITING


class World:
    """Relay and platform. `relay`: it answers at all, a read after `keeps_s` (0: as long as it was asked to wait).
    `gate` is what the platform says (None: busy).
    """

    def __init__(
        self, book: Playbook, gate: Answer = waiting, relay: bool = True, latency_s: float = 0.1, keeps_s: float = 0.0
    ) -> None:
        self.book, self.gate, self.relay, self.latency_s, self.keeps_s = book, gate, relay, latency_s, keeps_s
        self.asked: list[float] = []
        self.probed: list[float] = []
        self.steps = 0
        self._due: list[tuple[float, int, object]] = []
        self._send(book.effects)
        lines = book.till.lines
        if lines.mailbox_out is not None and not self._due:
            self._later(25.0, e.MailboxAnswered("E", 0))
        if lines.ask_out is not None and lines.asking:
            self._ask(lines.asking)

    def run(self, until: float) -> World:
        """Let it all happen until so many seconds after noon."""
        while True:
            wake = self.book.wake
            answer = self._due[0][0] if self._due else None
            times = [t for t in (wake, answer) if t is not None]
            at = max(min(times, default=until), self.book.t)
            if at >= until:
                self.book.at(until)
                return self
            if answer is not None and answer <= at:
                self._happen(at, heappop(self._due)[2])
            else:
                self._happen(at, e.Ticked())

    def _happen(self, at: float, event: object) -> None:
        self.steps += 1
        self.book.at(at) >> event
        self._send(self.book.effects)

    def _send(self, effects: tuple[fx.Effect, ...]) -> None:
        for effect in effects:
            match effect:
                case fx.AskStatus():
                    self._ask(effect.payment_id)
                case fx.ReadMailbox():
                    self._read(effect.wait_s)
                case fx.ProbeRelay():
                    self.probed.append(self.book.t)
                    failed = e.CallFailed(e.Call.PROBE, False, "unreachable")
                    self._later(self.latency_s, e.ProbeAnswered("E", 0, 0) if self.relay else failed)
                case _:
                    pass

    def _ask(self, payment_id: str) -> None:
        self.asked.append(self.book.t)
        fact = self.gate(self.book.t)
        busy = e.CallFailed(e.Call.ASK, False, "busy", payment_id)
        self._later(self.latency_s, busy if fact is None else e.StatusHeard(payment_id, fact, b"answer"))

    def _read(self, wait_s: float) -> None:
        if self.relay:
            self._later(self.keeps_s or wait_s + self.latency_s, e.MailboxAnswered("E", 0))
        else:
            self._later(self.latency_s, e.CallFailed(e.Call.MAILBOX, False, "unreachable"))

    def _later(self, seconds: float, event: object) -> None:
        heappush(self._due, (self.book.t + seconds, self.steps * 100 + len(self._due), event))
