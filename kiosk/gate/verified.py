"""The values that a checked document becomes. Only the verifier makes those that move money or a screen.

They are plain and frozen. Those that prove something carry a seal: building one outside this room raises
`TypeError`, so that no other code can claim a payment by writing a constructor call.

It must not know how a document is read or signed.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from typing import TypeAlias

SEAL = object()
"""For `kiosk.gate.replies` alone."""


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in minor units with its currency as stated; ``""`` when the document names none at all."""

    minor: int
    currency: str


CODE_TYPES = frozenset({"qr_data", "qr_img", "qr_url"})
"""Types of elements that hold a code; others (such as ``add_info``) are not displayed."""


@dataclass(frozen=True, slots=True)
class DisplayItem:
    """An element of ``display_data`` that holds a code: one of `CODE_TYPES`, and its data, unaltered.

    An element without type is ``qr_data``, which the method's page calls the only one.
    """

    type: str
    data: str


@dataclass(frozen=True, slots=True)
class Stated:
    """What a document says about identity. None, ``""`` and ``()`` mean that it says nothing.

    `project_id` is the one that differs from ours if any does; 0 stands for a text that is no number.
    `sums` are those that have to equal ours (``payment.sum``, the sale operation's ``sum_initial`` and
    ``sum``, the flat ``sum_request``); where one of them leaves out its amount or currency, the first
    stated one is filled in. `other_sums` are ``sum_converted`` and ``sum_real``. `operation_id` is the sale
    operation's, the successful one's first. `successful_sales` has one id for each successful sale
    operation; ``#n`` stands for one without id. `noted` is for the log alone: paths with what was odd or
    informative there.
    """

    payment_id: str
    project_id: int | None = None
    customer_id: str | None = None
    sums: tuple[Sum, ...] = ()
    other_sums: tuple[Sum, ...] = ()
    operation_id: str | None = None
    successful_sales: tuple[str, ...] = ()
    status: str = ""
    code: str = ""
    message: str = ""
    noted: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Sealed:
    stated: Stated
    seal: InitVar[object] = field(default=None, kw_only=True)

    def __post_init__(self, seal: object) -> None:
        _require(seal, self)


def _require(seal: object, value: object) -> None:
    if seal is not SEAL:
        name = type(value).__name__
        raise TypeError(f"{name} is made by the gateway's verifier alone: read a document instead")


@dataclass(frozen=True, slots=True)
class VerifiedPaid(_Sealed):
    """The gateway says that this payment succeeded."""


@dataclass(frozen=True, slots=True)
class VerifiedDeclined(_Sealed):
    """The gateway says that no money was taken. `quiet`: its reason is not to be told to the customer."""

    quiet: bool


@dataclass(frozen=True, slots=True)
class VerifiedQr(_Sealed):
    """A letter that carries something to show to the customer; the payment is open."""

    items: tuple[DisplayItem, ...]


@dataclass(frozen=True, slots=True)
class VerifiedPending(_Sealed):
    """Still open. `awaiting_action`: every status in it says that the customer has yet to act.

    `items` is what a status answer carries to show, if anything.
    """

    awaiting_action: bool
    items: tuple[DisplayItem, ...] = ()


@dataclass(frozen=True, slots=True)
class VerifiedConfirming(_Sealed):
    """Received by the platform and being confirmed; not paid yet."""


@dataclass(frozen=True, slots=True)
class VerifiedEnded(_Sealed):
    """Neither paid nor proved unpaid: the code goes off the screen and asking goes on."""


@dataclass(frozen=True, slots=True)
class VerifiedMoved(_Sealed):
    """A code leaves open that money left the customer's account."""


@dataclass(frozen=True, slots=True)
class VerifiedReversed(_Sealed):
    """Money went back. `kind` is ``refund``, ``reversal`` or ``payout``."""

    kind: str


@dataclass(frozen=True, slots=True)
class NotRegistered:
    """The gateway knows no payment with the id that was asked."""

    payment_id: str
    seal: InitVar[object] = field(default=None, kw_only=True)

    def __post_init__(self, seal: object) -> None:
        _require(seal, self)


@dataclass(frozen=True, slots=True)
class Odd:
    """A document that proves nothing. `payment_id` is the one it names or was asked for, else None.

    `why` is for the log; `digest` is the SHA-256 of the raw bytes in hex, to know the same bytes again.
    """

    payment_id: str | None
    why: str
    digest: str


Verified: TypeAlias = (
    VerifiedPaid
    | VerifiedDeclined
    | VerifiedPending
    | VerifiedConfirming
    | VerifiedEnded
    | VerifiedMoved
    | VerifiedReversed
)
Letter: TypeAlias = Verified | VerifiedQr | Odd
StatusAnswer: TypeAlias = Verified | NotRegistered | Odd
