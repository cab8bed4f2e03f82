"""The states of the counter: the short story of the person in front, each carrying only what it needs.

Times are monotonic seconds. The money's long memory is `payment`; here is only what the two people at the
counter see and may do. Knows no events and no texts.
"""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from kiosk.sale.events import Ids
from kiosk.sale.facts import Code
from kiosk.sale.money import Currency, Entry, Money
from kiosk.sale.screen import CustomerPage
from kiosk.values import dataclass


@dataclass(frozen=True, slots=True)
class Residue:
    """The customer's page of the sale before, which stays a moment after staff went on."""

    page: CustomerPage
    money: Money
    until: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A person pressed *Check now*: `by` is when words must come; `answer` is the key of what was found, at `at`
    (UTC).
    """

    payment_id: str
    by: float
    at: datetime
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """The keypad. `charge` waits (until `charge_by`) for the relay to answer before an order may leave. `refilled`: the
    amount is that of the sale before, put there by the till and not by a key.

    `asked` is since when the page asks whether this much is really meant, None while it does not; `told_until` is how
    long it says that nothing cannot be charged.
    """

    entry: Entry = field(default_factory=Entry)
    currency: Currency = Currency.HKD
    reference: str = ""
    residue: Residue | None = None
    charge: Ids | None = None
    charge_by: float = 0.0
    refilled: bool = False
    asked: float | None = None
    told_until: float = 0.0


@dataclass(frozen=True, slots=True)
class Ordering:
    """The order is on disk and then out; its fate is not known."""

    payment_id: str
    since: float


@dataclass(frozen=True, slots=True)
class AwaitingQr:
    """Accepted or unsure; the code is on its way. `code` is one that is recorded and being painted out of sight."""

    payment_id: str
    until: float
    code: Code | None = None


@dataclass(frozen=True, slots=True)
class QrDoubtful:
    """The code has no amount of its own; staff decide."""

    payment_id: str
    code: Code
    until: float


@dataclass(frozen=True, slots=True)
class Offering:
    """The code is on the customer's screen. `question`: "", cancel or cannot. `blanked`: hidden already, its record is
    not.
    """

    payment_id: str
    code: Code
    question: str = ""
    blanked: bool = False


@dataclass(frozen=True, slots=True)
class Checking:
    """No code on the screen and the end not known. `why`: deadline, ended, restart, resume, storage.

    `may_renew`: a signed answer allows asking for a new code; `answered`: the clerk said that the customer's app shows
    a payment, so it is not asked again. `code` is one being painted again after a restart; `first` is until when the
    first answer after a restart is awaited.
    """

    payment_id: str
    why: str
    until: float
    may_renew: bool = False
    code: Code | None = None
    first: float = 0.0
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Confirming:
    """Received by the platform, being confirmed; not paid yet."""

    payment_id: str
    until: float


@dataclass(frozen=True, slots=True)
class Approved:
    """Paid. The customer's page stays until `customer_until`. `typed` here and below: keys of the next amount that came
    in the page's first second, and wait for its end.
    """

    payment_id: str
    since: float
    customer_until: float
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Declined:
    """Proven not paid."""

    payment_id: str
    since: float
    customer_until: float
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Stopped:
    """Stopped by staff; watched."""

    payment_id: str
    since: float
    customer_until: float
    typed: str = ""


@dataclass(frozen=True, slots=True)
class NotStarted:
    """Nothing that could be paid was shown. `why`: relay, gate, tls, storage, no_code, code_refused, code_unreadable,
    refused, error, restart, token, elsewhere, trouble. `code` is the platform's code, for small print."""

    payment_id: str
    why: str
    money: Money
    reference: str
    since: float
    customer_until: float
    code: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """The customer may have paid; staff must decide. `why`: unknown, moved, amount, differs, reversed, late (paid
    after the sale was closed, on whose page staff still are)."""

    payment_id: str
    why: str
    may_renew: bool = False
    answered: bool = False


@dataclass(frozen=True, slots=True)
class StorageTrouble:
    """A result seems to be known and cannot be recorded."""

    payment_id: str


@dataclass(frozen=True, slots=True)
class OutOfService:
    """Settings or journal unusable."""

    why: str


Counter = (
    Ready
    | Ordering
    | AwaitingQr
    | QrDoubtful
    | Offering
    | Checking
    | Confirming
    | Approved
    | Declined
    | Stopped
    | NotStarted
    | Unsettled
    | StorageTrouble
    | OutOfService
)

COUNTER_STATES: tuple[type[Counter], ...] = (
    Ready,
    Ordering,
    AwaitingQr,
    QrDoubtful,
    Offering,
    Checking,
    Confirming,
    Approved,
    Declined,
    Stopped,
    NotStarted,
    Unsettled,
    StorageTrouble,
    OutOfService,
)


def front(counter: Counter) -> str:
    """The payment of the person in front, or "" when there is none."""
    if isinstance(counter, Ready | OutOfService):
        return ""
    return counter.payment_id
