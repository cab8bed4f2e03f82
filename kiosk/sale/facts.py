"""What is known about a payment from outside, as values: codes to show, proofs, and everything less than a proof.

Only `adapters.translate` makes the three proofs (`QrProved`, `SuccessProved`, `DeclineProved`), and it makes them
from the verifier's sealed values alone. Here they are compared with the row and nothing more: this
module knows no JSON, no signatures and no clock.
"""

from __future__ import annotations

from datetime import datetime

from kiosk.values import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was read, redrawn and read back.

    `rows` are the modules without margin, one bytes object a row, 1 is dark; `payload` is what a phone reads,
    never altered. `emv` says that it is an EMV merchant code; `scheme` is its account template's identifier.
    `amount_minor` is None when the code carries none. `expires` is UTC, from tag 26-05; None when absent or
    unreadable. `unusual` asks for a word to staff: not EMV, or an unknown scheme.
    """

    payload: str
    rows: tuple[bytes, ...]
    emv: bool
    scheme: str
    currency: str
    amount_minor: int | None
    editable: bool
    payee: str
    expires: datetime | None
    unusual: bool

    @property
    def size(self) -> int:
        """Modules along one side, margin not counted."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount as a document states it: minor units and a currency code, perhaps not one of ours."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Stated:
    """What a signed document says about identity; None and empty mean that it says nothing.

    `sums` are those that must equal ours; `other_sums` (converted, real) matter only for a code without amount.
    `operation_id` is the sale operation's; `successes` are the ids of all successful sale operations.
    """

    project_id: int | None = None
    customer_id: str | None = None
    sums: tuple[Sum, ...] = ()
    other_sums: tuple[Sum, ...] = ()
    operation_id: str = ""
    successes: tuple[str, ...] = ()
    status: str = ""
    code: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class QrProved:
    """A signed document carries a code we can read. `action` says that it calls the payment `awaiting customer
    action`.
    """

    stated: Stated
    code: Code
    action: bool


@dataclass(frozen=True, slots=True)
class SuccessProved:
    """A signed document says `success` in every place where it must."""

    stated: Stated


@dataclass(frozen=True, slots=True)
class DeclineProved:
    """A signed document says that no money was taken, with a code that may mean so."""

    stated: Stated


@dataclass(frozen=True, slots=True)
class CodeUnusable:
    """A signed document carries a code that must not be shown. `why`: crc, unreadable, demo, live."""

    stated: Stated
    why: str


@dataclass(frozen=True, slots=True)
class Pending:
    """Signed and still open. `action` says `awaiting customer action`: the platform waits for the scan."""

    stated: Stated
    action: bool


@dataclass(frozen=True, slots=True)
class Confirming:
    """Signed: received and being confirmed. Not paid yet."""

    stated: Stated


@dataclass(frozen=True, slots=True)
class Ended:
    """Signed `expired`, `awaiting customer`, `error`, `cancelled` or a word we do not know: not a proof of anything."""

    stated: Stated


@dataclass(frozen=True, slots=True)
class MayHaveMoved:
    """Signed, with a code that says money may have moved. It wins over every decline."""

    stated: Stated


@dataclass(frozen=True, slots=True)
class Reversed:
    """Signed: a refund, reversal or payout succeeded. This rail has none, so a person must look."""

    stated: Stated


@dataclass(frozen=True, slots=True)
class NotRegistered:
    """The platform does not know the id (yet)."""


@dataclass(frozen=True, slots=True)
class Odd:
    """Anything else: it proves nothing, and the status is asked. `digest` names the bytes (SHA-256, hex)."""

    why: str
    digest: str


Fact = (
    QrProved
    | SuccessProved
    | DeclineProved
    | CodeUnusable
    | Pending
    | Confirming
    | Ended
    | MayHaveMoved
    | Reversed
    | NotRegistered
    | Odd
)
