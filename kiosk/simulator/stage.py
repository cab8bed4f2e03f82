"""The stage: plays each payment's plot by the clock of its caller, and holds the pretend customer's phone.

Everything that is to happen lies in one agenda of (wall seconds, deed). It writes letters and hands them
to the postman; it must not know HTTP, requests or how letters travel. No clock, no thread: ``play`` is
told the time.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from functools import partial
from itertools import count

from kiosk.simulator import plot
from kiosk.simulator.display import Press
from kiosk.simulator.payment import Payment
from kiosk.simulator.plot import Act, Pace, Standing
from kiosk.simulator.postman import Postman
from kiosk.simulator.shapes import letter, packed, sealed

Deed = Callable[[float], None]


class CannotAct(Exception):
    """The phone cannot pay or decline this payment; the text says why and what to do."""


class Stage:
    """Plays the plots of all payments. Not thread-safe: the caller holds the lock where threads meet.

    With `eyes` the customer pays only a code of which the stage was told that it was ``seen``; without, each code that
    was made.
    """

    def __init__(self, secret: str, press: Press, postman: Postman, pace: Pace, *, eyes: bool = False) -> None:
        self._eyes = eyes
        self._secret = secret
        self._press = press
        self._postman = postman
        self._pace = pace
        self._agenda: list[tuple[float, int, Deed]] = []
        self._numbers = count(1)

    def begin(self, payment: Payment) -> None:
        """A payment was accepted: its code comes, and whatever else its story wants."""
        told = payment.story.plot
        ready = payment.created + self._pace.code
        if told.code_by != "nobody":
            self._at(ready, partial(self._show, payment))
        if told.anyway_at == "acceptance":
            self._at(ready, partial(self._unasked, payment))

    def due(self) -> float | None:
        """When the next deed is due; None when nothing is to come."""
        return self._agenda[0][0] if self._agenda else None

    def play(self, now: float) -> bool:
        """Do the one deed that is due first by ``now``; False when there is none.

        A deed counts as done when it was due, so that a caller who comes late does not stretch the story.
        """
        if not self._agenda or self._agenda[0][0] > now:
            return False
        at, _, deed = heapq.heappop(self._agenda)
        deed(at)
        return True

    def seen(self, payment: Payment, now: float) -> None:
        """The code is on a screen and in the customer's phone: whoever pays by themselves begins to."""
        if payment.seen or payment.code is None:
            return
        payment.seen = True
        if self._eyes:
            self._await_customer(payment, now)

    def pay(self, payment: Payment, now: float) -> None:
        """The customer confirms on the phone; what comes of it is the story's. Raises CannotAct."""
        self._act(payment, payment.story.plot.when_paid, now)

    def decline(self, payment: Payment, now: float) -> None:
        """The customer gives up on the phone. Raises CannotAct."""
        self._act(payment, (Act(plot.CUSTOMER_CANCELLED),), now)

    def _at(self, at: float, deed: Deed) -> None:
        heapq.heappush(self._agenda, (at, next(self._numbers), deed))

    def _show(self, payment: Payment, at: float) -> None:
        told, pace = payment.story.plot, self._pace
        expires = at + (pace.brief if told.brief else pace.lifetime)
        payment.code = self._press.code(payment.order, told.code, expires)
        payment.standing, payment.changed = plot.AWAITING, at
        if told.code_by == "letter":
            payment.code_letter = self._write(payment, plot.AWAITING, at, with_code=True, key=self._secret)
            self._postman.put(payment.code_letter, at)
        if told.anyway_at != "acceptance":
            begins = at + pace.pay if told.anyway_at == "payment" else expires
            self._at(begins, partial(self._unasked, payment))
        if not self._eyes:
            self._await_customer(payment, at)

    def _await_customer(self, payment: Payment, at: float) -> None:
        told, pace, code = payment.story.plot, self._pace, payment.code
        if not pace.auto_pay or told.customer == "never pays" or code is None:
            return
        pays = {
            "pays": at + pace.pay,
            "pays late": at + pace.late,
            "pays after expiry": code.expires + pace.after_expiry,
        }[told.customer]
        self._at(pays, partial(self._unless_acted, payment))

    def _unless_acted(self, payment: Payment, at: float) -> None:
        if not payment.acted:
            self.pay(payment, at)

    def _unasked(self, payment: Payment, at: float) -> None:
        if not payment.acted:
            self._follow(payment, payment.story.plot.anyway, at)

    def _act(self, payment: Payment, acts: tuple[Act, ...], now: float) -> None:
        if payment.code is None:
            raise CannotAct("there is no code to scan yet; wait for it")
        if self._eyes and not payment.seen:
            raise CannotAct("the code was never on a screen; let staff show it")
        if payment.acted:
            raise CannotAct("the code works once and was used or has ended; start a new sale")
        payment.acted = True
        self._follow(payment, acts, now)

    def _follow(self, payment: Payment, acts: tuple[Act, ...], start: float) -> None:
        at = start
        for act in acts:
            at += self._pace.seconds(act.after)
            self._at(at, partial(self._perform, payment, act))

    def _perform(self, payment: Payment, act: Act, at: float) -> None:
        if act.standing is not None:
            if act.forged:
                guess = self._secret + " guessed"
                self._postman.put(self._write(payment, act.standing, at, with_code=False, key=guess), at)
                return
            payment.standing, payment.changed = act.standing, at
            payment.acted = True
            payment.news_letter = self._write(payment, act.standing, at, with_code=False, key=self._secret)
        if act.send == "news":
            self._postman.put(payment.news_letter, at)
        elif act.send == "code":
            self._postman.put(payment.code_letter, at)

    def _write(self, payment: Payment, standing: Standing, at: float, *, with_code: bool, key: str) -> bytes:
        document = sealed(letter(payment, standing, at, with_code), key)
        return packed(document, escape_slashes=payment.story.plot.shape == "odd")
