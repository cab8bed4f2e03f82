"""A payment as the platform of a world holds it: what is true of it, when that became so, and what was told of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.foreign.documents import Documents, Order, Stage

PROCESSING = Stage("processing", "processing", "9999")
CONFIRMING = Stage("awaiting confirmation", "awaiting confirmation", "9999")
EXPIRED = Stage("expired", "expired", "")
LEFT = Stage("awaiting customer", "decline", "20000")
"""The vendor's word for a failed attempt; no proof of anything."""
REFUNDED = Stage("refunded", "success", "0")

OTHER = {"HKD": "CNY", "CNY": "HKD"}
WRONG = frozenset({"amount", "currency", "customer", "project"})
"""What a document may say otherwise than the order: never green."""


@dataclass
class Account:
    """`truth` is open, paid, declined, moved, failed; `truths` all that ever held. Times are the world's seconds.

    `wrong` is what its documents contradict, "" is nothing; `paid_at` since when the status says success. `payable`
    until when the bank takes money for the code. `twice` and `refunded` are further operations.
    """

    till: str
    order: Order
    papers: Documents
    payload: str
    born: float
    stories: frozenset[str]
    stage: Stage = PROCESSING
    truths: list[str] = field(default_factory=lambda: ["open"])
    wrong: str = ""
    paid_at: float | None = None
    declined_at: float | None = None
    payable: float = 0.0
    coded: bool = False
    code_told: bool = False
    acted: bool = False
    twice: bool = False
    refunded: bool = False
    statuses: set[str] = field(default_factory=set)
    asked: list[float] = field(default_factory=list)
    said: tuple[object, bytes] | None = None
    final_letters: set[bytes] = field(default_factory=set)
    code_letters: set[bytes] = field(default_factory=set)

    @property
    def truth(self) -> str:
        """What holds now."""
        return self.truths[-1]

    @property
    def clean(self) -> bool:
        """Paid, and nothing that is said of it differs from the order."""
        return self.paid_at is not None and not self.wrong

    def become(self, truth: str) -> None:
        """From now on something else holds."""
        if truth != self.truths[-1]:
            self.truths.append(truth)


def twisted(document: dict[str, Any], account: Account, project_id: int) -> dict[str, Any]:
    """The document with what is wrong about it, and with operations beside the sale."""
    if account.wrong in ("amount", "currency"):
        _sums(document, account)
    elif account.wrong == "customer":
        document["customer"] = {"id": "c-somebody-else"}
    elif account.wrong == "project":
        home = document.get("general", document)
        home["project_id"] = project_id + 1
    if account.twice or account.refunded:
        _beside(document, account)
    return document


def _sums(document: dict[str, Any], account: Account) -> None:
    order = account.order
    minor = order.minor if account.wrong != "amount" else True if order.minor == 1 else order.minor + 100
    currency = OTHER[order.currency] if account.wrong == "currency" else order.currency
    total = {"amount": minor, "currency": currency}
    if "sum_request" in document:
        document["sum_request"] = dict(total)
    document["payment"]["sum"] = dict(total)
    for operation in _operations(document):
        for name in ("sum_initial", "sum"):
            if name in operation:
                operation[name] = dict(total)


def _beside(document: dict[str, Any], account: Account) -> None:
    listed = _operations(document)
    if not listed:
        return
    sale = next((found for found in listed if found.get("type") in (None, "", "sale")), listed[0])
    sale["type"] = "sale"
    if account.twice:
        listed.append({**sale, "id": f"twin-{account.order.payment_id[-8:]}"})
    if account.refunded:
        listed.append(
            {"id": f"back-{account.order.payment_id[-8:]}", "type": "refund", "status": "success", "code": "0"}
        )
    document.pop("operation", None)
    document["operations"] = listed


def _operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    found = document.get("operations") or []
    listed = list(found.values()) if isinstance(found, dict) else list(found)
    single = document.get("operation")
    return [*([single] if isinstance(single, dict) else []), *listed]
