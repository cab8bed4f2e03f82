"""The demo's world in one process: a pretend Gate and its customer, and the real relay, behind one lock.

No socket and no event loop: a transport calls them, and whoever waits for letters lets the pretend Gate do what is
due meanwhile. Nothing here is imported by a live till.
"""

from __future__ import annotations

import logging
import secrets
from collections import deque
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.relay.service import Service
from kiosk.relay.sqlite_store import SqliteStore
from kiosk.relay.values import Request, Response, Wait
from kiosk.runtime.lane import Bell, Mutex
from kiosk.sale.money import Currency, Money
from kiosk.simulator.gate import Answer, Cut, Gate
from kiosk.simulator.plot import Pace
from kiosk.simulator.stage import CannotAct

log = logging.getLogger(__name__)
PROJECT = 900_001
LONGEST_NAP_S = 1.0


class World:
    """Gate and relay as a pair. `clock` is wall seconds, `ticks` monotonic seconds; safe for several threads.

    An impatient world never lets a poll wait: for whoever moves the clock by hand.
    """

    def __init__(
        self,
        folder: Path,
        till_id: str,
        clock: Callable[[], float],
        ticks: Callable[[], float],
        pace: Pace | None = None,
        *,
        patient: bool = True,
    ) -> None:
        self._clock = clock
        self._ticks = ticks
        self._mutex = Mutex()
        self._bell = Bell()
        self._over = not patient
        # Told by whoever draws, who must not wait for the lock.
        self._glass: deque[str] = deque()
        store = folder / "relay.db"
        for old in folder.glob("relay.db*"):
            old.unlink()
        self._store = SqliteStore(store)
        self._service = Service(self._store, clock, secrets.token_bytes, ticks=ticks)
        self._path = self._service.add_project("demo")
        self.token = self._service.add_till("demo", till_id)
        self.secret = secrets.token_urlsafe(32)
        self._gate = Gate(PROJECT, self.secret, clock, self._deliver, pace=pace, eyes=True)

    # The relay's side.

    def _deliver(self, body: bytes) -> int:
        """The pretend Gate posts a letter; the lock is held by whoever lets it run."""
        path = self._path if self._path.startswith("/") else f"/callback/{self._path}"
        headers = {"content-type": "application/json", "content-length": str(len(body))}
        answer = self._service.handle(Request("POST", path, headers=headers, body=body, source="127.0.0.1"))
        return answer.status if isinstance(answer, Response) else 503

    def relay(self, method: str, url: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        """One request to the relay; a poll waits here, on the caller's thread."""
        parts = urlsplit(url)
        request = Request(method, parts.path, parts.query, headers, b"", "127.0.0.1")
        with self._mutex:
            self._look_and_run()
            answer: Response | Wait = self._service.handle(request)
        while isinstance(answer, Wait):
            if not self._over:
                self._bell.wait(self._nap(answer))
            with self._mutex:
                self._look_and_run()
                answer = self._service.collect(answer, over=self._over)
        return answer.status, dict(answer.headers), answer.body

    def _nap(self, wait: Wait) -> float:
        with self._mutex:
            due = self._gate.due()
        left = wait.until - self._ticks()
        if due is not None:
            left = min(left, due - self._clock())
        return max(0.0, min(left, LONGEST_NAP_S))

    # The platform's side.

    def gate(self, method: str, url: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """One request to the platform. Raises Cut when the line breaks after it was accepted."""
        path = urlsplit(url).path
        try:
            with self._mutex:
                self._look_and_run()
                answer: Answer = self._gate.handle(method, path, body)
        except Cut:
            self._bell.ring()
            raise
        self._bell.ring()
        if answer.delay and not self._over:
            Bell().wait(answer.delay)
        headers = {"content-type": answer.content_type, "date": formatdate(self._clock(), usegmt=True)}
        return answer.status, headers, answer.body

    # The customer's phone.

    def seen(self, payment_id: str) -> None:
        """The payment's code is on the customer's screen. Never waits."""
        self._glass.append(payment_id)
        self._bell.ring()

    def _look_and_run(self) -> None:
        """What was seen, and then what is due; the lock is held."""
        while self._glass:
            try:
                self._gate.seen(self._glass.popleft())
            except CannotAct as why:
                log.info("the pretend phone cannot scan this: %s", why)
        self._gate.run_due()

    def codes(self) -> tuple[tuple[str, Money], ...]:
        """(payment id, money) of every code that was on the customer's screen and can still be paid."""
        with self._mutex:
            self._look_and_run()
            waiting = self._gate.open_payments()
        return tuple((p.payment_id, Money(p.amount_minor, Currency(p.currency))) for p in waiting)

    def pay(self, payment_id: str) -> None:
        """The customer pays; too late or twice does nothing."""
        self._act(self._gate.pay, payment_id)

    def decline(self, payment_id: str) -> None:
        """The customer's bank declines; too late or twice does nothing."""
        self._act(self._gate.decline, payment_id)

    def _act(self, act: Callable[[str], None], payment_id: str) -> None:
        with self._mutex:
            self._look_and_run()
            try:
                act(payment_id)
            except CannotAct as why:
                log.info("the pretend phone could not act: %s", why)
        self._bell.ring()

    def close(self) -> None:
        """Whoever waits for letters goes home."""
        self._over = True
        self._bell.ring()
