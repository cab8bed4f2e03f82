"""What the staff's screen shows of the office, as values: the owner's gate, sales that are looked for, an open sale.

Rules of the words are those of every page: what is known, what to do with the goods, what not to do.
"""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.sale import states as s
from kiosk.sale import view_lists as lists
from kiosk.sale import words
from kiosk.sale.deciding import may_mark
from kiosk.sale.money import Currency, Money
from kiosk.sale.office import FREE_TRIES, Gate, owners_alone, received, surplus
from kiosk.sale.overrides import may_force
from kiosk.sale.payment import Payment, State
from kiosk.sale.screen_parts import Act, Apart, Button, Case, Left, Owner, Row, Say
from kiosk.sale.search import fits
from kiosk.sale.tally import DUE
from kiosk.sale.till import Draft, Now, Till

MOST_FOUND = 20


def owner(till: Till, now: Now) -> Owner:
    """The owner's gate, and what is said of the last PIN."""
    office = till.office
    waiting = now.mono < office.free_at
    left = max(FREE_TRIES - office.tries, 0)
    said = Say(words.PIN[office.said]) if office.said else None
    if office.said == "wrong":
        said = Say("staff.pin.wrong", (("n", left),)) if left and not waiting else Say("staff.pin.too_many")
    return Owner(
        gate=office.now(now.mono),
        checking=office.checking is not None,
        said=said,
        wait=Left(office.free_at) if waiting else None,
    )


def shows_totals(till: Till, now: Now) -> bool:
    """Totals are the owner's, where there is one."""
    return till.office.now(now.mono) in (Gate.NONE, Gate.OPEN)


def apart(till: Till) -> tuple[Apart, ...]:
    """Today's money that no proof stands behind, and what of any day came twice and has to go back."""
    found = sorted(till.apart.items())
    unproved = (Apart(what, currency, count, minor) for (what, currency), (count, minor) in found if count)
    return (*unproved, *_due(till))


def _due(till: Till) -> Iterable[Apart]:
    due = [p for p in till.payments.values() if "double" in p.attention and surplus(p)]
    for currency in Currency:
        sums = [surplus(p) for p in due if p.money.currency is currency]
        if sums:
            yield Apart(DUE, currency, len(sums), sum(sums))


def refused(till: Till) -> Say | None:
    """Why what was asked for was not recorded."""
    why = till.office.refused
    if not why:
        return None
    payment = till.payments.get(till.office.case)
    if why not in words.NAMES_THE_MOST:
        return Say(words.REFUSED_TO_RECORD[why])
    if payment is None:
        return None  # the sale that it was about is not open any more
    most = Money(max(received(payment) - payment.returned, 0), payment.money.currency)
    return Say(words.REFUSED_TO_RECORD[why], (("amount", most),))


# Looking for a sale.


def found(till: Till) -> tuple[Row, ...] | None:
    """The open and the recent sales that fit, newest first; None while nobody looks. Only what a customer could have
    paid is among them.
    """
    if till.office.sought is None:
        return None
    fitting = [p for p in till.payments.values() if (p.shown or p.paid) and fits(p, till.office.sought)]
    fitting.sort(key=lambda p: (p.created, p.payment_id), reverse=True)
    return tuple(lists.row(till, p) for p in fitting[:MOST_FOUND])


# An open sale.


def case(till: Till, now: Now) -> Case | None:
    """The sale that somebody looks at."""
    payment = till.payments.get(till.office.case)
    if payment is None:
        return None
    attempts = (payment, *Draft(till, now).siblings(payment))
    went = tuple([said for attempt in attempts if (said := words.went(attempt)) is not None])
    most = received(payment) - payment.returned
    due = surplus(payment) or most
    return Case(
        row=lists.timed_row(till, payment, now),
        known=words.known(payment, bool(went)),
        told=(*went, *words.told(payment)) if payment.paid else words.told(payment),
        acts=_acts(till, payment, now, most),
        most=Money(most, payment.money.currency) if most > 0 else None,
        due=Money(due, payment.money.currency) if most > 0 else None,
        owned=owners_alone(payment) and not shows_totals(till, now),
    )


def _acts(till: Till, payment: Payment, now: Now, most: int) -> tuple[Button, ...]:
    acts: list[Button] = []
    if payment.shown and not payment.paid and "claimed" not in payment.attention:
        acts.append(Button(Act.CLAIM))
    if payment.attention:
        # Whoever lets goods go for what is not proved marks the sale by hand.
        acts += [Button(Act.GOODS), Button(Act.CHECKED)] if payment.paid else [Button(Act.CHECKED)]
    if most > 0:
        acts.append(Button(Act.RETURN))
    no_owner = till.office.gate is Gate.NONE
    why = Say("staff.owner.none") if no_owner else None
    if may_mark(Draft(till, now), payment):
        acts.append(Button(Act.HAND, not no_owner, why))
    if not no_owner and _may_force(till.counter, payment):
        acts.append(Button(Act.FORCE))
    if (payment.watched and payment.state is not State.REJECTED) or "silent" in payment.attention:
        acts.append(Button(Act.CHECK_NOW))
    return tuple(acts)


def _may_force(counter: s.Counter, payment: Payment) -> bool:
    if not isinstance(counter, s.Unsettled) or counter.payment_id != payment.payment_id:
        return False
    return may_force(counter.why) and not counter.may_renew
