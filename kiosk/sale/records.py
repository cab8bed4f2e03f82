"""The journal's vocabulary: what is written down about payments, one frozen value a line.

A payment is the fold of its records (`payment.fold`); nothing about money changes in any other way. `at` is UTC;
order is the journal's own sequence, never time. `raw` holds the bytes that came from outside, as they came.
"""

from __future__ import annotations

from datetime import datetime

from kiosk.sale.facts import Sum
from kiosk.sale.kept import AnswerKept as AnswerKept
from kiosk.sale.kept import RequestKept as RequestKept
from kiosk.sale.money import Money
from kiosk.sale.office_records import OFFICE_RECORDS, OfficeRecord
from kiosk.values import dataclass


@dataclass(frozen=True, slots=True)
class Intended:
    """An attempt is about to be sent: its ids, its money. Durable before the first byte leaves."""

    at: datetime
    payment_id: str
    customer_id: str
    sale: int
    attempt: int
    money: Money
    reference: str
    project_id: int
    environment: str
    lifetime_s: int


@dataclass(frozen=True, slots=True)
class Submitted:
    """The order left, or may have."""

    at: datetime
    payment_id: str


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The platform accepted the order for processing; nothing is known of money."""

    at: datetime
    payment_id: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """Proven never created: refused by the platform, never sent, or not registered twice with the code never shown."""

    at: datetime
    payment_id: str
    why: str
    code: str
    message: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class CodeCame:
    """A code that fits the sale was read. `about` says that only the setting is known.

    `deadline` is UTC by the platform's clock as far as it is known, so that it holds when ours is set right later.
    """

    at: datetime
    payment_id: str
    payload: str
    deadline: datetime
    about: bool
    open_amount: bool


@dataclass(frozen=True, slots=True)
class CodeShown:
    """The code is about to be seen: from here on somebody may have scanned it."""

    at: datetime
    payment_id: str


@dataclass(frozen=True, slots=True)
class DeadlineMoved:
    """The platform still waits for the scan, so the guessed deadline moved."""

    at: datetime
    payment_id: str
    deadline: datetime


@dataclass(frozen=True, slots=True)
class Succeeded:
    """Verified success. `late`: the sale was closed before it came. An operation without an id is named `#0`, `#1`."""

    at: datetime
    payment_id: str
    operation_id: str
    code: str
    message: str
    late: bool
    raw: bytes


@dataclass(frozen=True, slots=True)
class Failed:
    """The end without money. `dead`: after our deadline. `why`: decline (proved), expired (signed, after our deadline)
    or silence (14 days).
    """

    at: datetime
    payment_id: str
    operation_id: str
    code: str
    message: str
    dead: bool
    raw: bytes
    why: str = "decline"


@dataclass(frozen=True, slots=True)
class Watched:
    """The end is not known and the code is off the screen: asked until it is. `why`: `sibling_paid` when another
    attempt of the sale was paid.
    """

    at: datetime
    payment_id: str
    why: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """Scanned, next customer: it goes on as a tile."""

    at: datetime
    payment_id: str


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """A tile went back to the front."""

    at: datetime
    payment_id: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The sale is over for the person in front. `why`: cancel, cannot_* , moved_on, no_code, restart, new_code."""

    at: datetime
    payment_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Raised:
    """Something that only a person can decide. `stopped`: no later success may make it plain paid. `came` is the
    amount that the document states otherwise than the sale.
    """

    at: datetime
    payment_id: str
    kind: str
    detail: str
    stopped: bool
    raw: bytes
    came: Sum | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A person settled the items of a payment on the attention list. Nothing is deleted; what was settled is not
    raised again. `by` is the name that person gave.
    """

    at: datetime
    payment_id: str
    choice: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Orphaned:
    """A verified letter for an id of our till that the journal does not hold (a restored backup?)."""

    at: datetime
    payment_id: str
    money: Money
    project_id: int
    environment: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Noted:
    """A signed answer or `letter` that changed nothing but what was last said. Only an answer to our own question says
    whether the payment is still open now.
    """

    at: datetime
    payment_id: str
    said: str
    pending: bool
    raw: bytes
    letter: bool = False


@dataclass(frozen=True, slots=True)
class Rested:
    """No question is due any more; from now on the payment is only heard."""

    at: datetime
    payment_id: str


@dataclass(frozen=True, slots=True)
class LetterKept:
    """A letter was taken from the mailbox: its position is the receipt. `raw` is kept whatever it was."""

    at: datetime
    payment_id: str
    epoch: str
    position: int
    why: str
    raw: bytes


Record = (
    Intended
    | Submitted
    | Acknowledged
    | Refused
    | CodeCame
    | CodeShown
    | DeadlineMoved
    | Succeeded
    | Failed
    | Watched
    | SetAside
    | BroughtBack
    | Closed
    | Raised
    | Decided
    | Orphaned
    | Noted
    | Rested
    | LetterKept
    | RequestKept
    | AnswerKept
    | OfficeRecord
)

BESIDE: tuple[type[Record], ...] = (LetterKept,)
"""Records that no payment is folded from: they may even name one that never was."""

RECORDS: tuple[type[Record], ...] = (
    Intended,
    Submitted,
    Acknowledged,
    Refused,
    CodeCame,
    CodeShown,
    DeadlineMoved,
    Succeeded,
    Failed,
    Watched,
    SetAside,
    BroughtBack,
    Closed,
    Raised,
    Decided,
    Orphaned,
    Noted,
    Rested,
    LetterKept,
    RequestKept,
    AnswerKept,
    *OFFICE_RECORDS,
)
