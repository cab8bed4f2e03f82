"""One pretend payment as Gate holds it, and what the pretend customer's phone may see of it.

It must not know shapes, signatures, HTTP or what happens next.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from kiosk.simulator.plot import PROCESSING, Standing
from kiosk.simulator.stories import Story

_OTHER_CURRENCY = {"HKD": "CNY", "CNY": "HKD"}


@dataclass(frozen=True, slots=True)
class Order:
    """A sale request that passed its checks; ``amount_minor`` in minor units of ``currency`` (HKD or CNY)."""

    payment_id: str
    amount_minor: int
    currency: str
    customer_id: str
    customer_ip: str


@dataclass(frozen=True, slots=True)
class Code:
    """What the customer scans: display items as Gate sends them, the text inside, its end (wall seconds)."""

    items: tuple[dict[str, str], ...]
    payload: str
    expires: float


@dataclass(frozen=True, slots=True)
class OpenPayment:
    """A payment that the phone can still act on; ``expires`` in wall seconds."""

    payment_id: str
    amount_minor: int
    currency: str
    payload: str
    expires: float


@dataclass(slots=True)
class Payment:
    """The row of one payment; ``created`` and ``changed`` in wall seconds; ``seen`` once its code was on a screen."""

    project_id: int
    order: Order
    story: Story
    request_id: str
    created: float
    changed: float
    standing: Standing = PROCESSING
    code: Code | None = None
    seen: bool = False
    acted: bool = False
    code_letter: bytes = b""
    news_letter: bytes = b""

    @property
    def operation_id(self) -> int:
        """A large number like Gate's, the same on every run and for no other payment id."""
        digest = hashlib.sha256(f"{self.project_id}:{self.order.payment_id}".encode()).digest()
        return 5_000_000_000_000 + int.from_bytes(digest[:8]) % 1_000_000_000_000

    def open(self) -> OpenPayment | None:
        """What the phone sees: None before the code is there and once it was acted on or has ended."""
        if self.code is None or self.acted:
            return None
        order = self.order
        return OpenPayment(order.payment_id, order.amount_minor, order.currency, self.code.payload, self.code.expires)

    def stated_sum(self, standing: Standing) -> dict[str, object]:
        """``{amount, currency}`` as a document with this standing tells it."""
        amount, currency = self.order.amount_minor, self.order.currency
        if standing.twist == "amount":
            amount += 100
        if standing.twist == "currency":
            currency = _OTHER_CURRENCY[currency]
        return {"amount": amount, "currency": currency}

    def stated_customer(self, standing: Standing) -> str:
        """The customer id as a document with this standing tells it."""
        return self.order.customer_id + "-other" if standing.twist == "customer" else self.order.customer_id
