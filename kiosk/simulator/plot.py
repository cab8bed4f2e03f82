"""What a story is made of: Gate's standings, what happens when, and the pace of it all.

Every text of a standing is one that ecommpay documents (its code list and the SDKs' status lists). Times
are seconds. It must not know shapes, signatures or the road a letter takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Twist = Literal["", "amount", "currency", "customer"]
Shape = Literal["standard", "odd", "flat"]
Answering = Literal["accept", "refuse", "slow", "broken", "cut"]
CodeForm = Literal["text", "picture", "no amount", "editable amount", "other amount", "bad checksum"]
Beat = Literal["now", "confirm", "repeat", "again"]
Sending = Literal["news", "code", "nothing"]
Customer = Literal["pays", "pays late", "pays after expiry", "never pays"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What Gate would say of a payment now. An empty ``operation`` means that none was made."""

    payment: str
    operation: str
    code: str
    message: str
    twist: Twist = ""


PROCESSING = Standing("processing", "processing", "9999", "Awaiting processing")
AWAITING = Standing("awaiting customer action", "awaiting customer action", "9999", "Awaiting processing")
SUCCESS = Standing("success", "success", "0", "Success")
DECLINE = Standing("decline", "decline", "20000", "General decline")
CUSTOMER_CANCELLED = Standing("decline", "decline", "20301", "Account owner cancelled the operation")
ATTEMPT_FAILED = Standing("awaiting customer", "awaiting customer", "20105", "Insufficient funds on account")
CONFIRMING = Standing("awaiting confirmation", "awaiting confirmation", "9999", "Awaiting processing")
UNDECIDED = Standing("decline", "decline", "20802", "Provider confirmed neither outcome")
INVALID = Standing("error", "", "502", "Validation error")
EXPIRED = Standing("expired", "expired", "20602", "Time-out")
OTHER_AMOUNT = Standing("success", "success", "0", "Success", twist="amount")
OTHER_CURRENCY = Standing("success", "success", "0", "Success", twist="currency")
OTHER_CUSTOMER = Standing("success", "success", "0", "Success", twist="customer")
SEMICOLON = Standing("success", "success", "0", "Success; settled by the provider")


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happens at Gate, ``after`` the one before it.

    ``standing`` None leaves Gate's knowledge as it is and sends the same letter once more. A forged act tells
    the standing in a letter that Gate never wrote, so Gate's own knowledge stays as it is too.
    """

    standing: Standing | None = None
    after: Beat = "confirm"
    send: Sending = "news"
    forged: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """How one payment goes. ``anyway`` happens without the customer, unless the customer has acted before."""

    answer: Answering = "accept"
    refusal: tuple[str, str] = ("", "")
    shape: Shape = "standard"
    code: CodeForm = "text"
    code_by: Literal["letter", "status", "nobody"] = "letter"
    brief: bool = False
    customer: Customer = "pays"
    when_paid: tuple[Act, ...] = (Act(SUCCESS),)
    anyway: tuple[Act, ...] = ()
    anyway_at: Literal["acceptance", "payment", "expiry"] = "payment"


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between the happenings. ``auto_pay`` False leaves paying to whoever holds the pretend phone."""

    code: float = 0.6  # accepted -> QR letter
    pay: float = 6.0  # QR -> the customer pays
    late: float = 25.0  # QR -> a customer who takes their time pays
    after_expiry: float = 8.0  # the code ended -> the customer pays all the same
    confirm: float = 0.8  # paid on the phone -> Gate knows
    repeat: float = 1.0  # between repeated letters
    again: float = 4.0  # between two different ends of one payment
    slow: float = 6.0  # a slow answer to the sale
    lifetime: float = 300.0  # the code's own
    brief: float = 45.0  # the code's own, in stories about its end
    auto_pay: bool = True

    def seconds(self, beat: Beat) -> float:
        """How long a beat lasts."""
        return {"now": 0.0, "confirm": self.confirm, "repeat": self.repeat, "again": self.again}[beat]
