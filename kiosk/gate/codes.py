"""What the gateway's status words and codes may mean, as tables.

A code speaks of a decline only in company: which statuses stand beside it is judged in
`kiosk.gate.replies`. The lists follow ecommpay's *Operation statuses* and *Response codes* and the house's
rule that only an explicit allow-list of codes may mean "not paid".

It must not know documents, signatures or screens; hints are names of groups, their words live elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

SUCCESS = "success"
DECLINE = "decline"
ERROR = "error"
AWAITING_ACTION = "awaiting customer action"
"""The gateway waits for the customer to scan; a code may be on a screen."""

CONFIRMING = frozenset({"awaiting confirmation", "awaiting finalization"})
"""Received by the platform and being confirmed: not yet paid."""

PENDING = frozenset(
    {
        "processing",
        "external processing",
        AWAITING_ACTION,
        "awaiting approval",
        "awaiting clarify data",
        "awaiting 3ds result",
        "awaiting merchant auth",
        "awaiting redirect result",
        "awaiting clarification",
        "awaiting capture",
        "awaiting payment",
        "awaiting retry",
        "awaiting clearing",
        "awaiting partially clearing",
    }
)
"""Still open, by name. `is_pending` also takes any other "awaiting …" that is in no other group."""

ENDED = frozenset(
    {
        "expired",
        "error",
        "internal error",
        "external error",
        "awaiting customer",
        "cancelled",
        "canceled",
        "invoice cancelled",
        "decline renewal",
    }
)
"""Over for the screen, yet no proof that nothing was paid. "awaiting customer" is a failed attempt."""

REVERSED: Mapping[str, str] = {
    "refunded": "refund",
    "partially refunded": "refund",
    "reversed": "reversal",
    "partially reversed": "reversal",
    "partially paid out": "payout",
    "paid out": "payout",
}
"""Payment statuses that say money went back, with the kind of operation that did it."""

REVERSING = frozenset({"refund", "reversal", "payout"})
"""Operation types that give money back when they succeed."""

OK = "0"
NOT_REGISTERED = "3061"
WAIT = frozenset({"9999", "19999", "29999"})
MOVED = frozenset({"20304", "20801", "20802", "20812", "20899", "10801"})


def _span(first: int, last: int) -> set[str]:
    return {str(code) for code in range(first, last + 1)}


RISK = frozenset(
    _span(1401, 1415) | {"1421", "1422"} | _span(1431, 1435) | {"1437", "1441"} | _span(1450, 1463) | {"1499"}
)
"""Risk-control rejects that the vendor lists; other numbers of the family prove nothing in a letter."""

NOT_PAID = frozenset(
    {"20000", "20201", "20203", "20204", "20205", "20401", "20402", "20603", "20706"}
    | _span(20100, 20107)
    | _span(20301, 20303)
    | {"100", "301", "303", "310", "402"}
    | RISK
)
"""The allow-list: with both statuses ``decline`` these say that no money was taken."""

NEUTRAL = frozenset({"402", "20401", "20402"}) | RISK
"""Reasons that are not to be told to the customer, by the vendor's own note on them."""


def is_pending(status: str) -> bool:
    """Whether a status word says that the payment is still open."""
    if status in PENDING:
        return True
    return status.startswith("awaiting ") and status not in CONFIRMING and status not in ENDED


def decline_means_not_paid(code: str) -> bool:
    """Whether a decline with this code, in a letter, proves that nothing was paid."""
    return code in NOT_PAID


def signed_decline_counts(code: str) -> bool:
    """Whether a decline with this code, in our own signed status answer, proves that nothing was paid."""
    return bool(code) and code != OK and code not in WAIT and code not in MOVED


def money_may_have_moved(code: str) -> bool:
    """Whether a code leaves open that money left the customer's account; wins over every decline."""
    return code in MOVED


def is_wait(code: str) -> bool:
    """Whether a code says that the gateway is still working on it."""
    return code in WAIT


def is_neutral(code: str) -> bool:
    """Whether the reason behind a code must not be told to the customer."""
    return code in NEUTRAL


class RefusedFor(Enum):
    """Why a sale was not taken on; the value is the group's name in the staff's words."""

    SETTINGS = "settings"
    PROJECT = "project"
    SOFTWARE = "software"
    LIMIT = "limit"
    DAILY = "daily"
    DUPLICATE = "duplicate"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a code in an error answer to a sale means. `sure`: no payment came of it."""

    sure: bool
    group: RefusedFor


def _table(rows: Iterable[tuple[RefusedFor, str]]) -> dict[str, Refusal]:
    return {code: Refusal(True, group) for group, codes in rows for code in codes.split()}


_REFUSALS = _table(
    (
        (RefusedFor.SETTINGS, "3261 3262 2442 3023 3121 3119"),
        (RefusedFor.PROJECT, "2541 310 303 3299"),
        (RefusedFor.SOFTWARE, "3024 2124 2154 2004 2003 702 502 319"),
        (RefusedFor.LIMIT, "3358 2642 309"),
        (RefusedFor.DAILY, "3297 3298"),
        (RefusedFor.DUPLICATE, "3613 1409 1433 1434"),
        (RefusedFor.OTHER, "1402 1405"),
    )
)

UNSURE_REFUSALS = frozenset({"3041", "2147", "314", "601", "602"})
"""The id exists already, or the platform stumbled: whether there is a payment is for the status to say."""


def refusal(code: str) -> Refusal:
    """What a code means in an error answer to a sale; unknown codes are not sure."""
    return _REFUSALS.get(code, Refusal(False, RefusedFor.OTHER))


def leaves_open(code: str) -> bool:
    """Whether a code, anywhere in an error answer, leaves open that there is a payment."""
    return code in UNSURE_REFUSALS or code in MOVED or code in WAIT


class Hint(Enum):
    """What staff may tell the customer after a decline; the value is the group's name in the words."""

    LIMIT = "limit"
    FUNDS = "funds"
    ACCOUNT = "account"
    BANK_APP = "bank_app"
    CANCELLED = "cancelled"
    OTHER = "other"


_HINTS: Mapping[str, Hint] = {
    code: hint
    for hint, codes in (
        (Hint.LIMIT, "20101"),
        (Hint.FUNDS, "20105"),
        (Hint.ACCOUNT, "20106 20107 20201 20203 20204"),
        (Hint.BANK_APP, "20102 20103 20104 20302 20303"),
        (Hint.CANCELLED, "20301 301"),
    )
    for code in codes.split()
}


def decline_hint(code: str) -> Hint:
    """The hint for a decline's code; `Hint.OTHER` for neutral, technical and unknown ones."""
    return _HINTS.get(code, Hint.OTHER)
