"""A pretend ecommpay Gate: checks requests, answers them, and sends signed letters by an injected clock.

Sources: ecommpay, "Hong Kong FPS QR", "Payment status request", "Callbacks in Gate". The wire is the real
one; what a payment does is chosen by the cents of its amount (``stories``). It must not know sockets,
threads, Qt or the kiosk's ``sale``: a transport hands in bytes and takes an ``Answer`` away. Not
thread-safe: the caller holds a lock where several threads meet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.simulator.checks import Guard, Refused, Terms
from kiosk.simulator.display import Payee, Press
from kiosk.simulator.payment import OpenPayment, Order, Payment
from kiosk.simulator.plot import Pace
from kiosk.simulator.postman import Letter, Postman
from kiosk.simulator.shapes import METHOD, Document, accepted, not_registered, packed, sealed, status
from kiosk.simulator.stage import CannotAct, Stage
from kiosk.simulator.stories import story_of

SALE_PATH = f"/v2/payment/banks/{METHOD}/sale"
STATUS_PATH = "/v2/payment/status"
_SALE_GROUP = ("/v2/payment/banks/", "/sale")


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer; the transport waits ``delay`` seconds before it hands it over."""

    status: int
    body: bytes
    delay: float = 0.0

    @property
    def content_type(self) -> str:
        """What a server puts into the header of the same name."""
        return "text/html" if self.status >= 500 else "application/json"


class Cut(Exception):
    """The request was taken and acted on, and then the connection broke before any answer."""


class Gate:
    """One project at a pretend Gate.

    ``clock`` gives wall seconds; ``post`` delivers one letter and returns the HTTP status, raising OSError
    when the line is down. Nothing happens by itself: the caller runs ``run_due`` when ``due`` has come. With `eyes` the
    pretend customer pays only codes that were ``seen``.
    """

    def __init__(
        self,
        project_id: int,
        secret: str,
        clock: Callable[[], float],
        post: Callable[[bytes], int],
        scheme: str = "demo.invalid",
        pace: Pace | None = None,
        terms: Terms | None = None,
        payee: Payee | None = None,
        *,
        eyes: bool = False,
    ) -> None:
        self._project_id = project_id
        self._secret = secret
        self._clock = clock
        self._post = post
        self._pace = pace or Pace()
        self._guard = Guard(project_id, secret, terms or Terms())
        self._payments: dict[str, Payment] = {}
        self._sold: set[tuple[str, int]] = set()
        self._requests = 0
        self._postman = Postman()
        self._stage = Stage(secret, Press(scheme, payee or Payee()), self._postman, self._pace, eyes=eyes)
        self._eyes = eyes

    def handle(self, method: str, path: str, body: bytes) -> Answer:
        """Answer one request; never sleeps. Raises Cut where the story wants the connection to break."""
        if path not in (SALE_PATH, STATUS_PATH):
            if path.startswith(_SALE_GROUP[0]) and path.endswith(_SALE_GROUP[1]):
                return self._refusal(Refused("2541", "path", f"this project has the method {METHOD} only"))
            return self._error(404, f"no such path: use POST {SALE_PATH} or POST {STATUS_PATH}")
        if method.upper() != "POST":
            return self._error(405, f"{path} takes POST only")
        try:
            return self._sale(body) if path == SALE_PATH else self._status(body)
        except Refused as refused:
            return self._refusal(refused)

    def due(self) -> float | None:
        """When ``run_due`` has something to do, in wall seconds; None when nothing is to come."""
        times = [at for at in (self._stage.due(), self._postman.due()) if at is not None]
        return min(times, default=None)

    def run_due(self) -> int:
        """Do what is due by now, letters included; returns how many things were done."""
        done = 0
        while True:
            while self.play_due():
                done += 1
            letter = self.take_letter()
            if letter is None:
                return done
            self.letter_answered(letter, self.post(letter))
            done += 1

    def play_due(self) -> bool:
        """Do one thing that is due, except posting letters; False when there is none.

        A server that must not hold its lock while a letter travels uses this with ``take_letter``, ``post``
        and ``letter_answered`` instead of ``run_due``.
        """
        return self._stage.play(self._clock())

    def take_letter(self) -> Letter | None:
        """The next letter that is due; its answer must be brought to ``letter_answered``."""
        return self._postman.take(self._clock())

    def post(self, letter: Letter) -> int | None:
        """Carry one letter to the callback address; its HTTP status, None when the line was down.

        Touches nothing of Gate's own, so it needs no lock.
        """
        try:
            return self._post(letter.body)
        except OSError:
            return None

    def letter_answered(self, letter: Letter, status_code: int | None) -> bool:
        """Book what the callback address said, None when the line was down; True when delivered."""
        return self._postman.answered(letter, status_code, self._clock())

    def letters_waiting(self) -> int:
        """How many letters still want an HTTP 200."""
        return self._postman.waiting()

    def open_payments(self) -> tuple[OpenPayment, ...]:
        """What the pretend phone can act on, oldest first."""
        shown = (payment.open() for payment in self._payments.values() if payment.seen or not self._eyes)
        return tuple(payment for payment in shown if payment is not None)

    def payments(self) -> tuple[Payment, ...]:
        """Every payment that was accepted, oldest first."""
        return tuple(self._payments.values())

    def seen(self, payment_id: str) -> None:
        """The payment's code is on a screen. Raises CannotAct."""
        self._stage.seen(self._find(payment_id), self._clock())

    def pay(self, payment_id: str) -> None:
        """The customer confirms on the phone. Raises CannotAct."""
        self._stage.pay(self._find(payment_id), self._clock())

    def decline(self, payment_id: str) -> None:
        """The customer gives up on the phone. Raises CannotAct."""
        self._stage.decline(self._find(payment_id), self._clock())

    def _sale(self, body: bytes) -> Answer:
        order = self._guard.order(body)
        if order.payment_id in self._payments:
            raise Refused("3041", "general.payment_id", "ask the status of this id instead", order.payment_id)
        if (order.customer_id, order.amount_minor) in self._sold:
            raise Refused("3613", "customer.id", "use a new customer id for every sale", order.payment_id)
        story = story_of(order.amount_minor)
        told = story.plot
        if told.answer == "refuse":
            code, message = told.refusal
            raise Refused(code, "payment", "this story is refused", order.payment_id, message)
        payment = self._accept(order)
        if told.answer == "cut":
            raise Cut(f"the connection breaks after payment {order.payment_id} was accepted")
        if told.answer == "broken":
            return Answer(500, b"<html><body><h1>500 Internal Server Error</h1></body></html>")
        return Answer(200, packed(accepted(payment)), self._pace.slow if told.answer == "slow" else 0.0)

    def _accept(self, order: Order) -> Payment:
        now = self._clock()
        request_id = self._request_id(order.payment_id)
        payment = Payment(self._project_id, order, story_of(order.amount_minor), request_id, now, now)
        self._payments[order.payment_id] = payment
        self._sold.add((order.customer_id, order.amount_minor))
        self._stage.begin(payment)
        return payment

    def _status(self, body: bytes) -> Answer:
        payment_id = self._guard.payment_id(body)
        payment = self._payments.get(payment_id)
        document = status(payment) if payment else not_registered(self._project_id, payment_id)
        return Answer(200, packed(sealed(document, self._secret)))

    def _refusal(self, refused: Refused) -> Answer:
        document: Document = {
            "status": "error",
            "request_id": self._request_id(refused.payment_id),
            "project_id": self._project_id,
            "code": refused.code,
            "message": refused.message,
            "errors": [
                {
                    "code": refused.code,
                    "message": refused.message,
                    "field": refused.where,
                    "description": refused.why,
                }
            ],
        }
        if refused.payment_id:
            document["payment_id"] = refused.payment_id
        return Answer(400, packed(document))

    def _error(self, http_status: int, why: str) -> Answer:
        return Answer(http_status, packed({"status": "error", "message": why}))

    def _request_id(self, payment_id: str) -> str:
        self._requests += 1
        digest = hashlib.sha256(f"{self._project_id}:{payment_id}".encode()).hexdigest()
        return f"{digest[:40]}-{self._requests:08d}"

    def _find(self, payment_id: str) -> Payment:
        payment = self._payments.get(payment_id)
        if payment is None:
            raise CannotAct(f"no payment {payment_id!r} was accepted here; look at the list of payments")
        return payment
