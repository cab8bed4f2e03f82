"""The reference model: what must be true of every payment, told from outside and in as few words as possible.

It knows what was ordered and what was heard, and nothing of how the till is built. Where the till may choose (a
refusal, the end by silence) it says what is allowed; everywhere else it says what has to be.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.sale import facts as f
from kiosk.sale.money import Money

UNREGISTERED_APART_S = 10.0
SILENCE_S = 14 * 86_400.0


@dataclass
class Attempt:
    """One order. `late` is None until paid; `apart` is when the platform first did not know it."""

    payment_id: str
    sale: int
    money: Money
    customer_id: str
    at: float
    operations: set[str] = field(default_factory=set)
    late: bool | None = None
    stopped: bool = False
    not_paid: bool = False
    may_be_refused: bool = False
    offered: bool = False
    kinds: set[str] = field(default_factory=set)
    apart: float | None = None

    @property
    def paid(self) -> bool:
        """A proof was heard, and nothing that contradicted it before."""
        return self.late is not None


class Reference:
    """All attempts, by their ids."""

    def __init__(self) -> None:
        self.attempts: dict[str, Attempt] = {}

    def ordered(self, payment_id: str, sale: int, money: Money, customer_id: str, at: float) -> None:
        """An order left. No id is ever sent twice."""
        assert payment_id not in self.attempts, f"{payment_id} was ordered twice"
        self.attempts[payment_id] = Attempt(payment_id, sale, money, customer_id, at)

    def refused(self, payment_id: str) -> None:
        """The platform surely refused, or surely never got the order."""
        if payment_id in self.attempts:
            self.attempts[payment_id].may_be_refused = True

    def heard(self, payment_id: str, fact: f.Fact, *, letter: bool, late: bool, at: float, overdue: bool) -> None:
        """A fact about a payment. `late`: nobody waits for it any more; `overdue`: its code's time was over."""
        attempt = self.attempts.get(payment_id)
        if attempt is None or isinstance(fact, f.Odd):
            return
        if isinstance(fact, f.NotRegistered):
            self._unknown(attempt, letter, at)
        elif self._differs(attempt, fact.stated):
            attempt.stopped = attempt.stopped or not attempt.paid
        elif isinstance(fact, f.Reversed):
            attempt.stopped = attempt.stopped or not attempt.paid
        elif isinstance(fact, f.SuccessProved):
            self._success(attempt, fact.stated, letter, late)
        elif isinstance(fact, f.DeclineProved):
            attempt.not_paid = True
        elif isinstance(fact, f.Ended):
            attempt.not_paid = attempt.not_paid or (fact.stated.status == "expired" and overdue)
        elif isinstance(fact, f.QrProved):
            attempt.offered = True

    def _unknown(self, attempt: Attempt, letter: bool, at: float) -> None:
        if letter:
            return
        if attempt.apart is None:
            attempt.apart = at
        attempt.may_be_refused = attempt.may_be_refused or at - attempt.apart >= UNREGISTERED_APART_S

    def _differs(self, attempt: Attempt, stated: f.Stated) -> bool:
        """Present and different; absent is not different."""
        sums = [(found.minor, found.currency) for found in stated.sums]
        ours = (attempt.money.minor, str(attempt.money.currency))
        return any(found != ours for found in sums) or stated.customer_id not in (None, "", attempt.customer_id)

    def _success(self, attempt: Attempt, stated: f.Stated, letter: bool, late: bool) -> None:
        others = [one for one in self.attempts.values() if one is not attempt and one.paid]
        operations = {name for name in (stated.operation_id, *stated.successes) if name}
        if attempt.paid:
            if operations - attempt.operations:
                attempt.kinds.add("double")
            attempt.operations |= operations
        elif attempt.stopped or (letter and not stated.sums):
            return
        elif any(operations & one.operations for one in others):
            attempt.stopped = True  # that money is another payment's
        else:
            twin = any(one.sale == attempt.sale for one in others)
            attempt.late, attempt.operations = late, operations
            attempt.kinds |= {"double"} if twin else {"late"} if late else set()
