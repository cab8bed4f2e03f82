"""What is counted today: proved payments by the time they were settled, and apart from them what no proof stands
behind: marked by hand, released on trust, returned by hand.

A sale that was released and is proved later leaves the one count for the other, so nothing is counted twice.
"""

from __future__ import annotations

from datetime import datetime

from kiosk.sale.money import Money
from kiosk.sale.payment import Payment
from kiosk.sale.till import Draft, Till, hong_kong_day
from kiosk.values import replace

HAND, TRUST, RETURNED, DUE = "hand", "trust", "returned", "due"
MOST_DAYS = 7


def on_day(till: Till, today: str) -> Till:
    """The till on this business day. A clock that was wrong for a while comes back to a day that has its sums."""
    if till.day == today:
        return till
    past = {**till.past, till.day: (till.totals, till.apart)} if till.totals or till.apart else dict(till.past)
    totals, apart = past.pop(today, ({}, {}))
    return replace(till, day=today, totals=totals, apart=apart, past=dict(list(past.items())[-MOST_DAYS:]))


def count_paid(draft: Draft, payment: Payment) -> None:
    """A payment was proved paid just now."""
    draft.till = on_day(draft.till, hong_kong_day(draft.now.utc))
    totals = dict(draft.till.totals)
    count, minor = totals.get(payment.money.currency, (0, 0))
    totals[payment.money.currency] = (count + 1, minor + payment.money.minor)
    recent = tuple(p for p in draft.till.recent if p != payment.payment_id)
    draft.till = replace(draft.till, totals=totals, recent=(payment.payment_id, *recent))
    siblings = draft.siblings(payment)
    if not any(p.paid for p in siblings):
        _join(draft, (payment, *siblings))


def count_apart(draft: Draft, what: str, money: Money) -> None:
    """Something without a proof was recorded just now."""
    _add(draft, what, money, 1)


def _join(draft: Draft, attempts: tuple[Payment, ...]) -> None:
    """The sale is proved: what was released of it today is no longer without a proof."""
    today = hong_kong_day(draft.now.utc)

    def of_today(at: datetime | None) -> bool:
        return at is not None and hong_kong_day(at) == today

    for attempt in attempts:
        for what, at in ((HAND, attempt.hand_at), (TRUST, attempt.trust_at)):
            if of_today(at):
                _add(draft, what, attempt.money, -1)


def _add(draft: Draft, what: str, money: Money, sign: int) -> None:
    draft.till = on_day(draft.till, hong_kong_day(draft.now.utc))
    apart = dict(draft.till.apart)
    count, minor = apart.get((what, money.currency), (0, 0))
    apart[what, money.currency] = (count + sign, minor + sign * money.minor)
    draft.till = replace(draft.till, apart=apart)
