"""What people do beside the counter: look a sale up, decide, return money, mark by hand, and prove to be the owner.

Values only, in the past tense, like `events`. Names and reasons come as typed; the machine tidies them. A PIN redacts
itself: it is in no log and in no record.
"""

from __future__ import annotations

from kiosk.sale.events import Ids
from kiosk.sale.payment import Payment
from kiosk.values import dataclass


class Pin:
    """The digits somebody typed as the owner's PIN. Shows itself to nobody but whoever compares it."""

    __slots__ = ("_digits",)

    def __init__(self, digits: str) -> None:
        self._digits = digits

    def reveal(self) -> str:
        """The digits, for the comparison alone."""
        return self._digits

    def __repr__(self) -> str:
        return "Pin(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pin) and other._digits == self._digits

    def __hash__(self) -> int:
        return hash(Pin)


# The owner.


@dataclass(frozen=True, slots=True)
class PinKnown:
    """Is there a PIN, and how many wrong ones were tried in a row. `why` is not "" when it cannot be read."""

    found: bool
    tries: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class PinEntered:
    """Somebody typed a PIN."""

    pin: Pin


@dataclass(frozen=True, slots=True)
class PinChecked:
    """The PIN was compared; the try was counted before. `why` is not "" when it could not be."""

    right: bool
    tries: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class OwnerLeft:
    """What the owner opened was closed again."""


# Looking a sale up.


@dataclass(frozen=True, slots=True)
class Sought:
    """A customer says that a sale was paid: which one? `typed` is its amount as typed (major units), `text` a part of
    its reference or number, `at` its clock time in Hong Kong as typed (`hhmm`); each may be empty.
    """

    typed: str = ""
    text: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class SearchLeft:
    """Nobody looks for a sale any more."""


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """A sale of a list was opened; "" is the one in front."""

    payment_id: str
    recalled: Payment | None = None


@dataclass(frozen=True, slots=True)
class CaseLeft:
    """The open sale was left."""


# What people decide.


@dataclass(frozen=True, slots=True)
class PaidClaimed:
    """The customer says that this sale was paid: asked at once, and put before a person."""

    payment_id: str
    recalled: Payment | None = None


@dataclass(frozen=True, slots=True)
class ReturnRecorded:
    """Money was given back by hand: minor units of the sale's currency. `way`: cash, fps or other."""

    payment_id: str
    minor: int
    way: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class HandPaid:
    """The person in charge lets the goods go as paid."""

    payment_id: str
    reason: str
    by: str


# At the counter.


@dataclass(frozen=True, slots=True)
class WrongAmountPressed:
    """The amount of the running sale is wrong: stop it and key it again."""


@dataclass(frozen=True, slots=True)
class TrustPressed:
    """The goods go without a result: the sale is below the owner's limit."""


@dataclass(frozen=True, slots=True)
class RenewForced:
    """A new code although the last one has no result. The runner adds the ids."""

    reason: str
    by: str
    ids: Ids | None = None
