"""What a payment heard and from where, as values: what `hearing` hands to the counter.

Knows no till and no rule; only the words for what changed.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.sale.facts import Code
from kiosk.values import dataclass


class Heard(StrEnum):
    """What changed about a payment."""

    NOTHING = "nothing"
    CODE = "code"
    CODE_REFUSED = "code_refused"
    PAID = "paid"
    PAID_LATE = "paid_late"
    DECLINED = "declined"
    CONFIRMING = "confirming"
    WAITING = "waiting"
    PENDING = "pending"
    ENDED = "ended"
    MOVED = "moved"
    DIFFERS = "differs"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class News:
    """One change: `code` for a code that may be shown; `why` names a status or a reason; `letter`: it came as one."""

    payment_id: str
    what: Heard
    code: Code | None = None
    why: str = ""
    letter: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """Where a fact came from: its bytes, the lane, and the other payment of ours that holds its operation id."""

    raw: bytes
    letter: bool
    bound_to: str = ""
