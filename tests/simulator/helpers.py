"""A till that talks to the pretend Gate: it builds requests by hand and signs a text that is written out here."""

import base64
import hashlib
import hmac
import json
from typing import Any

from kiosk.simulator.checks import Terms
from kiosk.simulator.gate import SALE_PATH, STATUS_PATH, Answer, Gate
from kiosk.simulator.plot import Pace

PROJECT = 383000
SECRET = "a till's secret"
START = 1_800_000_000.0  # 2027-01-15T08:00:00 UTC
# Sums of these are exact in binary, so that times can be compared with ==.
PACE = Pace(
    code=0.5, pay=4.0, late=16.0, after_expiry=8.0, confirm=1.0, repeat=2.0, again=3.0, slow=6.0,
    lifetime=300.0, brief=40.0,
)  # fmt: skip


def mac(text: str, secret: str = SECRET) -> str:
    """Base64 of HMAC-SHA512 with nothing of the kiosk in it."""
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha512).digest()).decode()


def sale_body(
    payment_id: str = "till1-a",
    amount: int = 12800,
    currency: str = "HKD",
    customer: str = "c1",
    ip: str = "192.0.2.0",
    secret: str = SECRET,
) -> bytes:
    text = (
        f"customer:id:{customer};customer:ip_address:{ip};general:payment_id:{payment_id};"
        f"general:project_id:{PROJECT};payment:amount:{amount};payment:currency:{currency}"
    )
    document = {
        "general": {"project_id": PROJECT, "payment_id": payment_id, "signature": mac(text, secret)},
        "customer": {"ip_address": ip, "id": customer},
        "payment": {"amount": amount, "currency": currency},
    }
    return json.dumps(document).encode()


def status_body(payment_id: str = "till1-a", secret: str = SECRET) -> bytes:
    text = f"general:payment_id:{payment_id};general:project_id:{PROJECT}"
    general = {"project_id": PROJECT, "payment_id": payment_id, "signature": mac(text, secret)}
    return json.dumps({"general": general}).encode()


class Till:
    """A Gate with a clock that is moved by hand and a callback address that keeps what it gets."""

    def __init__(self, pace: Pace = PACE, *, terms: Terms | None = None, eyes: bool = False) -> None:
        self.now = START
        self.letters: list[tuple[float, dict[str, Any]]] = []
        # What the callback address says next; 200 when nothing is said.
        self.answers: list[int | Exception] = []
        self.gate = Gate(PROJECT, SECRET, lambda: self.now, self._take, pace=pace, terms=terms, eyes=eyes)

    def _take(self, body: bytes) -> int:
        self.letters.append((self.now - START, json.loads(body)))
        answer = self.answers.pop(0) if self.answers else 200
        if isinstance(answer, Exception):
            raise answer
        return answer

    def sell(
        self, amount: int = 12800, *, payment_id: str = "till1-a", currency: str = "HKD", customer: str = "c1"
    ) -> Answer:
        return self.gate.handle("POST", SALE_PATH, sale_body(payment_id, amount, currency, customer))

    def ask(self, payment_id: str = "till1-a") -> dict[str, Any]:
        answer = self.gate.handle("POST", STATUS_PATH, status_body(payment_id))
        assert answer.status == 200
        document: dict[str, Any] = json.loads(answer.body)
        return document

    def wait(self, seconds: float) -> None:
        """Let time pass, doing what is due at its own moment."""
        end = self.now + seconds
        while (due := self.gate.due()) is not None and due <= end:
            self.now = max(self.now, due)
            self.gate.run_due()
        self.now = end
