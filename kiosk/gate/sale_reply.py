"""What the gateway answered to an order: taken on, refused for sure, or anybody's guess.

The answer is not signed and is no word about money. Only a refusal with a code that leaves no payment behind ends
the attempt; whatever else is unclear has to be asked by a status question.

It must not know sockets; its HTTP status is handed in as a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from kiosk.bounded_json import BadJson, read_object
from kiosk.gate import codes
from kiosk.gate.document import pruned, read


@dataclass(frozen=True, slots=True)
class Accepted:
    """The gateway took the order on; nothing is known about money."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The gateway refused the order for a reason that leaves no payment behind."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class UnsureReply:
    """An answer that leaves open whether there is a payment: ask the status. `code` may be ``""``."""

    why: str
    code: str


SaleReply: TypeAlias = Accepted | Refused | UnsureReply


def read_sale_reply(raw: bytes, http_status: int, payment_id: str) -> SaleReply:
    """What the gateway answered to an order of ours. Never raises.

    It is judged by its code, not by its HTTP status, save that a 5xx never proves that nothing happened.
    """
    try:
        content = read(pruned(read_object(raw)))
    except BadJson as fault:
        return UnsureReply(f"HTTP {http_status}, unreadable: {fault}", "")
    found = [content.request_code, *(code for code, _ in content.errors), *content.codes]
    code = next((code for code in found if code), "")
    if http_status >= 500:
        return UnsureReply(f"HTTP {http_status}", code)
    if content.ids and content.ids != (payment_id,):
        return UnsureReply("names another payment", code)
    if content.request_status == codes.SUCCESS and 200 <= http_status < 300:
        return Accepted()
    if content.request_status != codes.ERROR:
        return UnsureReply(f"HTTP {http_status}, request status {content.request_status[:40]!r}", code)
    vetoes = [other for other in found if codes.leaves_open(other)]
    if vetoes or not codes.refusal(code).sure:
        why = "refused for a reason that leaves open whether there is a payment"
        return UnsureReply(why, (vetoes or [code])[0])
    message = content.message or next((words for _, words in content.errors if words), "")
    return Refused(code, message)
