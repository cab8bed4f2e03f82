"""What staff do at the counter beyond the usual: key a wrong amount again, release on trust, force a new code.

Each stops showing what was shown and keeps watching it: nothing here says anything about money. The third part of the
counter's table.
"""

from __future__ import annotations

from kiosk.sale import office_events as o
from kiosk.sale import office_records as kept
from kiosk.sale import states as s
from kiosk.sale.counter import freshen, new_code
from kiosk.sale.money import Currency, Entry
from kiosk.sale.moves import close, off_front, to_ready, to_stopped
from kiosk.sale.office import LONGEST_NAME, LONGEST_REASON, tidy
from kiosk.sale.payment import Payment
from kiosk.sale.table import on
from kiosk.sale.tally import TRUST, count_apart
from kiosk.sale.till import Draft
from kiosk.values import replace


@on(s.AwaitingQr, o.WrongAmountPressed)
@on(s.Offering, o.WrongAmountPressed)
def wrong_amount(draft: Draft, state: s.AwaitingQr | s.Offering, event: o.WrongAmountPressed) -> None:
    """Stop it, and back to the keypad with the amount to be put right; the old code is watched."""
    payment = draft.payment(state.payment_id)
    assert payment is not None, "the sale in front is in memory"
    to_stopped(draft, state.payment_id, "wrong_amount")
    to_ready(draft, Entry.of(payment.money), payment.reference, payment.money.currency)
    freshen(draft)


def may_trust(below: int, why: str, payment: Payment) -> bool:
    """Below the owner's limit (minor units of HKD), and nothing contradicts the sale: only its end is not known. Goods
    that may have gone already are not let go by one tap.
    """
    money = payment.money
    return why == "unknown" and not payment.patchy and money.currency is Currency.HKD and money.minor < below


@on(s.Unsettled, o.TrustPressed)
def trust(draft: Draft, state: s.Unsettled, event: o.TrustPressed) -> None:
    """The goods go without a result. It stands on the day's record; the platform is asked as before."""
    payment, below = draft.payment(state.payment_id), draft.till.rules.trust_below
    assert payment is not None, "the sale in front is in memory"
    if not may_trust(below, state.why, payment):
        return
    close(draft, payment.payment_id, "trust")
    draft.remember(kept.Trusted(draft.now.utc, payment.payment_id, below))
    count_apart(draft, TRUST, payment.money)
    off_front(draft)


def may_force(why: str) -> bool:
    """Only where the end is not known; what contradicts the sale is not cured by another code."""
    return why in ("unknown", "moved")


@on(s.Unsettled, o.RenewForced)
def force_renew(draft: Draft, state: s.Unsettled, event: o.RenewForced) -> None:
    """The person in charge takes the risk of a second charge, with a reason and a name."""
    by, reason = tidy(event.by, LONGEST_NAME), tidy(event.reason, LONGEST_REASON)
    office = draft.till.office
    if not office.owner(draft.now.mono) or not may_force(state.why):
        return
    if not by or not reason:
        draft.office(replace(office, refused="no_reason" if by else "no_name"))
        return
    written = kept.Overridden(draft.now.utc, state.payment_id, "new_code", reason, by)
    if new_code(draft, state.payment_id, event.ids, written):
        names = tuple(dict.fromkeys((by, *office.names)))[: len(office.names) + 1]
        draft.office(replace(draft.till.office, refused="", names=names))
