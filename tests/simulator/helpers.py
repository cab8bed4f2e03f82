"""A till that talks to the pretend Gate: it builds requests by hand and signs a text that is written out here."""

import base64
import hashlib
import hmac
import json

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


def mac(text, secret=SECRET):
    """Base64 of HMAC-SHA512 with nothing of the kiosk in it."""
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha512).digest()).decode()


def sale_body(payment_id="till1-a", amount=12800, currency="HKD", customer="c1", ip="192.0.2.0", secret=SECRET):
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


def status_body(payment_id="till1-a", secret=SECRET):
    text = f"general:payment_id:{payment_id};general:project_id:{PROJECT}"
    general = {"project_id": PROJECT, "payment_id": payment_id, "signature": mac(text, secret)}
    return json.dumps({"general": general}).encode()


class Till:
    """A Gate with a clock that is moved by hand and a callback address that keeps what it gets."""

    def __init__(self, pace=PACE, **more):
        self.now = START
        self.letters = []
        self.answers = []  # what the callback address says next; 200 when nothing is said
        self.gate = Gate(PROJECT, SECRET, lambda: self.now, self._take, pace=pace, **more)

    def _take(self, body):
        self.letters.append((self.now - START, json.loads(body)))
        answer = self.answers.pop(0) if self.answers else 200
        if isinstance(answer, Exception):
            raise answer
        return answer

    def sell(self, amount=12800, **more) -> Answer:
        return self.gate.handle("POST", SALE_PATH, sale_body(amount=amount, **more))

    def ask(self, payment_id="till1-a"):
        answer = self.gate.handle("POST", STATUS_PATH, status_body(payment_id))
        assert answer.status == 200
        return json.loads(answer.body)

    def wait(self, seconds):
        """Let time pass, doing what is due at its own moment."""
        end = self.now + seconds
        while (due := self.gate.due()) is not None and due <= end:
            self.now = max(self.now, due)
            self.gate.run_due()
        self.now = end
