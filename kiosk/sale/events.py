"""Everything that can happen to a till, in the past tense: what people did, what the world answered, what time did.

Values only. Chance comes in as a value too: `Ids` are made at the edge and handed in with the press.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from kiosk.sale.facts import Code, Fact
from kiosk.sale.payment import Payment
from kiosk.sale.typed import Cleared as Cleared
from kiosk.sale.typed import CurrencyPressed as CurrencyPressed
from kiosk.sale.typed import Erased as Erased
from kiosk.sale.typed import KeyTyped as KeyTyped
from kiosk.sale.typed import ReferenceTyped as ReferenceTyped
from kiosk.values import dataclass


@dataclass(frozen=True, slots=True)
class Ids:
    """Fresh, random, never used before: the two ids of one attempt."""

    payment_id: str
    customer_id: str


# What staff do. Every one has a key or a button.


@dataclass(frozen=True, slots=True)
class ChargePressed:
    """Charge. The runner adds the ids and when it was pressed (monotonic seconds; None is now)."""

    ids: Ids | None = None
    at: float | None = None


@dataclass(frozen=True, slots=True)
class CancelPressed:
    """Cancel: asks first."""


@dataclass(frozen=True, slots=True)
class CancelConfirmed:
    """Stop showing the code, keep watching."""


@dataclass(frozen=True, slots=True)
class QuestionLeft:
    """The question was answered with "leave it as it is"."""


@dataclass(frozen=True, slots=True)
class SetAsidePressed:
    """Scanned, next customer."""


@dataclass(frozen=True, slots=True)
class CheckNowPressed:
    """Ask the platform about this payment now; "" is the sale in front."""

    payment_id: str = ""
    recalled: Payment | None = None


@dataclass(frozen=True, slots=True)
class CannotPayPressed:
    """The customer cannot pay: asks for the cause."""


@dataclass(frozen=True, slots=True)
class CannotPayChosen:
    """The cause: limit, app, setup or network."""

    cause: str


@dataclass(frozen=True, slots=True)
class NewCodeAnswered:
    """Does the customer's app show a payment? No means a new code for the same sale; the runner adds the ids."""

    shows_payment: bool
    ids: Ids | None = None


@dataclass(frozen=True, slots=True)
class DoubtAnswered:
    """Staff decided on a code without amount."""

    show: bool


@dataclass(frozen=True, slots=True)
class NextPressed:
    """On to the next customer."""


@dataclass(frozen=True, slots=True)
class AgainPressed:
    """Back to the keypad with the same amount filled in."""


@dataclass(frozen=True, slots=True)
class TileTapped:
    """A set-aside sale was touched."""

    payment_id: str


@dataclass(frozen=True, slots=True)
class AttentionDecided:
    """A person, `by` name, settled an item of the attention list. `choice`: goods or checked; money that was
    returned is an event of its own.
    """

    payment_id: str
    choice: str
    by: str = ""


# What the world answers. `sent` is the request that was answered, as it left, and `raw` what came back: both are
# evidence and no news, so two events with the same news are equal.


class Call(StrEnum):
    """The four kinds of call; at most one of a kind is out."""

    ORDER = "order"
    ASK = "ask"
    MAILBOX = "mailbox"
    PROBE = "probe"


@dataclass(frozen=True, slots=True)
class OrderLeft:
    """The order is on its way: its first byte may have left."""

    payment_id: str


@dataclass(frozen=True, slots=True)
class OrderAccepted:
    """The platform accepted the order. It says nothing about money."""

    payment_id: str
    raw: bytes
    sent: bytes = field(default=b"", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class OrderRefused:
    """The platform surely refused the order: no operation exists."""

    payment_id: str
    code: str
    message: str
    raw: bytes
    sent: bytes = field(default=b"", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CallFailed:
    """A call ended without a usable answer.

    `certain`: the other side surely did not act. `why`: unreachable, tls, timeout, busy, refused, unreadable, late,
    token, elsewhere (another computer uses this till's identity).
    """

    call: Call
    certain: bool
    why: str
    payment_id: str = ""
    sent: bytes = field(default=b"", compare=False, repr=False)
    raw: bytes = field(default=b"", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LetterHeard:
    """One letter of the mailbox. `payment_id` is "" when it names none; `bound_to` is another payment of ours
    that already holds its operation id (added by the runner)."""

    epoch: str
    position: int
    payment_id: str
    fact: Fact
    raw: bytes
    bound_to: str = ""
    recalled: Payment | None = None


@dataclass(frozen=True, slots=True)
class MailboxAnswered:
    """The mailbox read ended well; `last` is the newest position the relay knows for this till, `taken` the newest that
    was ever acknowledged (0: it does not say).
    """

    epoch: str
    last: int
    taken: int = 0


@dataclass(frozen=True, slots=True)
class ProbeAnswered:
    """The relay answered a probe. `orphans` counts letters it could not route; `taken` as above."""

    epoch: str
    last: int
    orphans: int
    taken: int = 0


@dataclass(frozen=True, slots=True)
class StatusHeard:
    """The platform answered our question about this payment."""

    payment_id: str
    fact: Fact
    raw: bytes
    bound_to: str = ""
    recalled: Payment | None = None
    sent: bytes = field(default=b"", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ClockHeard:
    """The platform's Date header: its clock minus ours, in seconds."""

    offset_s: float


# What the till itself notices.


@dataclass(frozen=True, slots=True)
class QrPainted:
    """The page painted the code out of sight and compared it module by module."""

    payment_id: str
    good: bool


@dataclass(frozen=True, slots=True)
class QrDrawn:
    """The code of a payment was made again from its payload; None when that failed."""

    payment_id: str
    code: Code | None


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time went on; a deadline may have come."""


@dataclass(frozen=True, slots=True)
class Woke:
    """The program started. `payments` are the open ones and those of the last half hour; `totals` is (day, currency,
    count, minor units) of what was proved paid, `apart` (day, what, currency, count, minor) of what was not. `undone`:
    the newest records may have been lost since they were saved, and nobody can say which.
    """

    payments: tuple[Payment, ...]
    next_sale: int
    epoch: str
    position: int
    totals: tuple[tuple[str, str, int, int], ...] = ()
    apart: tuple[tuple[str, str, str, int, int], ...] = ()
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Resumed:
    """The computer slept and is back. The monotonic clock went on meanwhile: nothing has to be reckoned anew."""


@dataclass(frozen=True, slots=True)
class JournalBroke:
    """The records of a step could not be saved; `event` is what caused them. Nothing of it happened."""

    event: object
    why: str


@dataclass(frozen=True, slots=True)
class StepFailed:
    """An event could not be worked off because of a fault in the program; it was put aside."""

    event: str
