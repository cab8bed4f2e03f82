"""The office: the owner's PIN, the sale that somebody looks up, and what a person in charge knows of a payment.

It stands beside the counter and never touches the sale on the screen. Times are monotonic seconds. Without a PIN
the till works as if there were no roles; what needs an owner is then refused with words.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.sale.facts import Sum
from kiosk.sale.payment import SIBLING_PAID, Payment
from kiosk.sale.search import Wanted
from kiosk.values import dataclass

FREE_TRIES = 5
WAITS_S = (30.0, 60.0, 120.0, 300.0, 600.0, 1_800.0, 3_600.0)
"""After the fifth wrong PIN in a row, and after each that follows."""
CHECK_LOST_S = 10.0
OWNER_S = 120.0
LONGEST_NAME, LONGEST_REASON = 24, 80
MOST_NAMES = 3
WAYS = ("cash", "fps", "other")
CHOICES = ("goods", "checked")
"""What a person can say of an item. That money was returned is said by the record of the return alone."""
CONFIRMING = ("awaiting confirmation", "awaiting finalization")


class Gate(StrEnum):
    """What is known of the owner: no PIN was set, not known yet, one is needed, or it was just given."""

    NONE = "none"
    UNKNOWN = "unknown"
    SHUT = "shut"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Office:
    """What people do beside the counter, as far as a step must know it.

    `gate` is NONE, UNKNOWN or SHUT; it is open until `owner_until`. `tries` are the wrong PINs in a row, and no PIN is
    looked at before `free_at`; `checking` is since when one is being compared. `said` is what was wrong with the last
    PIN, `refused` with the last thing somebody wanted to record. `sought` is what is looked for, `case` the open
    payment, `names` those that decided before, newest first.
    """

    gate: Gate = Gate.UNKNOWN
    tries: int = 0
    free_at: float = 0.0
    checking: float | None = None
    owner_until: float = 0.0
    said: str = ""
    refused: str = ""
    sought: Wanted | None = None
    case: str = ""
    names: tuple[str, ...] = ()

    def now(self, mono: float) -> Gate:
        """The gate at this moment."""
        return Gate.OPEN if self.gate is Gate.SHUT and mono < self.owner_until else self.gate

    def owner(self, mono: float) -> bool:
        """The owner stands here, as far as a PIN can say."""
        return self.now(mono) is Gate.OPEN


def wait_after(tries: int) -> float:
    """Seconds in which no PIN is looked at, after so many wrong ones in a row.

    They run on the monotonic clock and begin anew with the program: neither a restart nor a clock that is set shortens
    them.
    """
    return 0.0 if tries < FREE_TRIES else WAITS_S[min(tries - FREE_TRIES, len(WAITS_S) - 1)]


def tidy(text: str, most: int) -> str:
    """Free text as it is kept: one line, no end in spaces, at most so many characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:most].strip()


def received(payment: Payment) -> int:
    """What is known to have come, or was taken as come by a person, in minor units: the most that can be returned."""
    if payment.paid:
        return len(payment.successes) * payment.money.minor
    if payment.came is not None:
        return payment.came.minor if payment.came.currency == payment.money.currency else 0
    if payment.hand_at is not None or payment.said.startswith("success"):
        return payment.money.minor
    return 0


def surplus(payment: Payment) -> int:
    """What came for a sale beyond its price and was not returned yet, in minor units."""
    price = 0 if payment.why == SIBLING_PAID else payment.money.minor
    return max(received(payment) - price - payment.returned, 0)


def owners_alone(payment: Payment) -> bool:
    """Only the owner may put this item away: money came twice and is not returned, or the owner's own word stands
    for a payment.
    """
    owed = "double" in payment.attention and surplus(payment) > 0
    return owed or "by_hand" in payment.attention


def came(payment: Payment, sums: tuple[Sum, ...]) -> Sum | None:
    """The amount among these that is not the sale's."""
    ours = (payment.money.minor, payment.money.currency)
    return next((x for x in sums if (x.minor, x.currency) != ours and x.minor >= 0), None)
