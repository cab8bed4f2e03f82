"""What staff do, by the state of the counter: the table's first half.

Theory. The counter tells the short story of the person in front; the payment keeps the money's long memory. Cancel
means *stop showing, keep watching*. Confirmations are pages: a question is part of a state.
"""

from __future__ import annotations

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.money import Currency, Entry, Money
from kiosk.sale.moves import GRACE_S, drop_tile, moved_on, refuse_start, set_aside, to_ready, to_stopped
from kiosk.sale.offering import paint
from kiosk.sale.payment import State
from kiosk.sale.table import on
from kiosk.sale.till import Draft
from kiosk.sale.watching import end_of
from kiosk.values import replace

CHARGE_WAIT_S = 4.0
LONGEST_REFERENCE = 40
HELD_SLACK_S = 0.5
FRESHEN_S = 5.0
DOUBLE_TAP_S = 0.5
TOLD_S = 4.0


# The keypad.


@on(s.Ready, e.KeyTyped)
def type_key(draft: Draft, ready: s.Ready, event: e.KeyTyped) -> None:
    """A key on the keypad; the first one warms the lines."""
    if ready.charge is not None:
        return
    if not ready.entry.text:
        freshen(draft)
    _keyed(draft, ready, ready.entry.typed(event.keys, draft.till.rules.limits[ready.currency]))


def _keyed(draft: Draft, ready: s.Ready, entry: Entry) -> None:
    """Another amount is not the one that was asked about."""
    draft.to(replace(ready, entry=entry, asked=None, told_until=0.0, refilled=False))


def freshen(draft: Draft) -> None:
    """Warm the connections, and let the relay answer if it has not done so just now."""
    draft.ask_for(fx.WarmLines())
    lines = draft.till.lines
    now = draft.now.mono
    if lines.relay_ok is None or now - lines.relay_ok > FRESHEN_S:
        draft.lines(replace(lines, probe_next=now))


@on(s.Ready, e.Erased)
def erase(draft: Draft, ready: s.Ready, event: e.Erased) -> None:
    """One key back."""
    if ready.charge is None:
        _keyed(draft, ready, ready.entry.erased())


@on(s.Ready, e.Cleared)
def clear(draft: Draft, ready: s.Ready, event: e.Cleared) -> None:
    """All keys back."""
    if ready.charge is None:
        _keyed(draft, ready, Entry())


@on(s.Ready, e.CurrencyPressed)
def switch_currency(draft: Draft, ready: s.Ready, event: e.CurrencyPressed) -> None:
    """The next currency, if the shop takes more than one and the amount fits its limit."""
    currencies = draft.till.rules.currencies
    following = currencies[(currencies.index(ready.currency) + 1) % len(currencies)]
    if ready.charge is None and following is not ready.currency:
        entry = ready.entry if ready.entry.minor <= draft.till.rules.limits[following] else Entry()
        # A point that found no room below the one limit may find it below the other.
        entry = entry if entry.wrong else Entry(entry.text)
        draft.to(replace(ready, currency=Currency(following), entry=entry, asked=None, told_until=0.0))


@on(s.Ready, e.ReferenceTyped)
def type_reference(draft: Draft, ready: s.Ready, event: e.ReferenceTyped) -> None:
    """The shop's own reference; it stays here and is never sent."""
    text = "".join(c for c in event.text if c.isprintable())[:LONGEST_REFERENCE]
    draft.to(replace(ready, reference=text))


@on(s.Ready, e.ChargePressed)
def charge(draft: Draft, ready: s.Ready, event: e.ChargePressed) -> None:
    """Charge: wait for the relay's answer if its last one is too old."""
    if ready.charge is not None or not draft.till.awake or not _fresh(draft, event.ids):
        return
    lines, now = draft.till.lines, draft.now.mono
    if ready.entry.wrong:
        return  # what stands there is not what was typed: it has to be put right first
    if ready.entry.minor == 0:
        draft.to(replace(ready, told_until=now + TOLD_S))
        return
    if draft.till.broken:
        refuse_start(draft, ready, "trouble")
        return
    if _asks(draft, ready, now if event.at is None else event.at):
        return
    if not lines.fresh(now):
        draft.lines(replace(lines, probe_next=now))
    by = max(now + CHARGE_WAIT_S, draft.till.held_until + HELD_SLACK_S)
    draft.to(replace(ready, charge=event.ids, charge_by=by, asked=None))


def _asks(draft: Draft, ready: s.Ready, pressed: float) -> bool:
    """Above the owner's amount the first press asks, and the second answers if it was meant as one: a double tap is
    one press.
    """
    above = draft.till.rules.ask_above
    if not above or ready.currency is not Currency.HKD or ready.entry.minor <= above:
        return False  # the amount is one of Hong Kong dollars and says nothing about another currency
    if ready.asked is not None:
        return pressed < ready.asked + DOUBLE_TAP_S
    freshen(draft)
    draft.to(replace(ready, asked=draft.now.mono))
    return True


@on(s.Ready, e.QuestionLeft)
def type_on(draft: Draft, ready: s.Ready, event: e.QuestionLeft) -> None:
    """Not this much: back to the amount, which stands as it was."""
    draft.to(replace(ready, asked=None))


def _fresh(draft: Draft, ids: e.Ids | None) -> bool:
    """New ids: an attempt is sent once, so a press that comes twice is one press."""
    return ids is not None and draft.payment(ids.payment_id) is None


def start(draft: Draft, ready: s.Ready) -> None:
    """Everything needed answered: write the intent, then send."""
    assert ready.charge is not None, "the press brought the ids"
    money = Money(ready.entry.minor, ready.currency)
    sale = draft.till.next_sale
    draft.till = replace(draft.till, next_sale=sale + 1, asked=None)
    draft.order(ready.charge, money, sale, 1, ready.reference)
    draft.to(s.Ordering(ready.charge.payment_id, draft.now.mono))


# While the order is out and the code is on its way.


@on(s.Ordering, e.CancelPressed)
@on(s.AwaitingQr, e.CancelPressed)
@on(s.QrDoubtful, e.CancelPressed)
def cancel_early(draft: Draft, state: s.Ordering | s.AwaitingQr | s.QrDoubtful, event: e.CancelPressed) -> None:
    """Nothing was shown yet: stop without a question."""
    to_stopped(draft, state.payment_id, "cancel")


@on(s.QrDoubtful, e.DoubtAnswered)
def decide_doubt(draft: Draft, state: s.QrDoubtful, event: e.DoubtAnswered) -> None:
    """Show the code without amount, or do not."""
    if event.show:
        paint(draft, state.payment_id, state.code)
    else:
        to_stopped(draft, state.payment_id, "code_refused")


# While the code is shown.

Unended = s.Offering | s.Checking | s.Confirming | s.Unsettled


@on(s.Offering, e.CancelPressed)
def ask_cancel(draft: Draft, state: s.Offering, event: e.CancelPressed) -> None:
    """Cancel asks first: the code may have been scanned."""
    draft.to(replace(state, question="cancel"))


@on(s.Offering, e.CannotPayPressed)
def ask_cause(draft: Draft, state: s.Offering, event: e.CannotPayPressed) -> None:
    """The customer cannot pay: why?"""
    draft.to(replace(state, question="cannot"))


@on(s.Offering, e.QuestionLeft)
def leave_question(draft: Draft, state: s.Offering, event: e.QuestionLeft) -> None:
    """Keep showing."""
    draft.to(replace(state, question=""))


@on(s.Offering, e.CancelConfirmed)
def cancel(draft: Draft, state: s.Offering, event: e.CancelConfirmed) -> None:
    """Stop showing, keep watching."""
    to_stopped(draft, state.payment_id, "cancel")


@on(s.Offering, e.CannotPayChosen)
def cannot_pay(draft: Draft, state: s.Offering, event: e.CannotPayChosen) -> None:
    """Stop, and keep the cause with the sale."""
    to_stopped(draft, state.payment_id, f"cannot_{event.cause}")


@on(s.Offering, e.SetAsidePressed)
@on(s.Checking, e.SetAsidePressed)
@on(s.Confirming, e.SetAsidePressed)
@on(s.Unsettled, e.SetAsidePressed)
def aside(draft: Draft, state: Unended, event: e.SetAsidePressed) -> None:
    """Scanned, next customer."""
    if not isinstance(state, s.Unsettled) or state.why != "late":
        set_aside(draft, state.payment_id)


# When the end is not known.


@on(s.Checking, e.NewCodeAnswered)
@on(s.Unsettled, e.NewCodeAnswered)
def renew(draft: Draft, state: s.Checking | s.Unsettled, event: e.NewCodeAnswered) -> None:
    """No payment on the customer's phone: a new code for the same sale. The old one goes on being watched."""
    if event.shows_payment:
        draft.to(replace(state, may_renew=False, answered=True))
        return
    if state.may_renew:
        new_code(draft, state.payment_id, event.ids)


def new_code(draft: Draft, payment_id: str, ids: e.Ids | None, first: r.Record | None = None) -> bool:
    """Order another attempt of the same sale, if one may leave now; `first` is written before it."""
    till, payment = draft.till, draft.payment(payment_id)
    if till.broken or till.lines.order_out is not None or not _fresh(draft, ids):
        return False
    assert payment is not None, "the sale in front is in memory"
    assert ids is not None, "fresh ids are there"
    if first is not None:
        draft.remember(first)
    newest = max((payment, *draft.siblings(payment)), key=lambda p: p.attempt)
    draft.order(ids, payment.money, payment.sale, newest.attempt + 1, payment.reference)
    draft.to(s.Ordering(ids.payment_id, draft.now.mono))
    return True


@on(s.Unsettled, e.NextPressed)
def leave_unsettled(draft: Draft, state: s.Unsettled, event: e.NextPressed) -> None:
    """Next customer: this one goes to the list of what a person must decide."""
    moved_on(draft, state.payment_id)
    to_ready(draft)


# Tiles and the attention list.


@on(s.Ready, e.TileTapped)
def tap_tile(draft: Draft, ready: s.Ready, event: e.TileTapped) -> None:
    payment_id, payment = event.payment_id, draft.payment(event.payment_id)
    if payment is None or payment_id not in draft.till.tiles or ready.charge is not None:
        return
    if payment.ended:
        drop_tile(draft, payment_id)
        draft.till = replace(draft.till, strip=payment_id)
        return
    watch, now = draft.watch(payment_id), draft.now.mono
    if payment.state is not State.QR_SHOWN or now >= end_of(payment, watch):
        # The code does not come back; the platform is asked instead.
        draft.set_watch(payment_id, watch.hurried(now))
        return
    draft.remember(r.BroughtBack(draft.now.utc, payment_id))
    code = draft.till.codes.get(payment_id)
    draft.till = replace(draft.till, tiles=tuple(t for t in draft.till.tiles if t != payment_id))
    if code is not None:
        draft.to(s.Offering(payment_id, code))
    else:
        # Its picture went with a restart: it comes back as an interrupted sale does.
        draft.to(s.Checking(payment_id, "resume", now + GRACE_S))
        draft.set_watch(payment_id, watch.hurried(now))
