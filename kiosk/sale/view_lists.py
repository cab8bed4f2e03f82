"""Tiles, strip, recent sales, attention list, totals and lights, as values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from kiosk.sale import words
from kiosk.sale.days import Totals
from kiosk.sale.office import CONFIRMING
from kiosk.sale.payment import Payment, State
from kiosk.sale.rows import Rows, row_of
from kiosk.sale.same import same
from kiosk.sale.screen import Light, Lights, Row, Say, Strip, Tile, Total
from kiosk.sale.till import Now, Till
from kiosk.sale.verdict import in_short
from kiosk.sale.watching import Watch, plans
from kiosk.values import replace

Payments = Mapping[str, Payment]

SLOW_S = 40.0
MOST_KEPT = 512
"""Lines kept from one screen to the next; far more than a list of attention has."""
MONEY_CAME = frozenset({"late", "double", "after_decline"})
"""Items of attention about proven money that nobody waited for any more."""


def tiles(till: Till) -> tuple[Tile, ...]:
    """The sales set aside, oldest first."""
    return _tiles(till.tiles, till.payments, till.watches)


@same
def _tiles(names: tuple[str, ...], payments: Payments, watches: Mapping[str, Watch]) -> tuple[Tile, ...]:
    return tuple(_tile(p, watches.get(name)) for name in names if (p := payments.get(name)) is not None)


def _tile(payment: Payment, watch: Watch | None) -> Tile:
    if payment.paid:
        key = "staff.tile.paid"
    elif payment.ended:
        key = "staff.tile.declined"
    elif payment.state is not State.ATTENTION and payment.said.startswith(CONFIRMING):
        key = "staff.tile.confirming"
    elif payment.state is State.QR_SHOWN:
        key = "staff.tile.waiting"
    else:
        key = "staff.tile.unsure"
    return Tile(
        payment_id=payment.payment_id,
        sale=payment.sale,
        money=payment.money,
        fact=Say(key),
        tone=words.tone(payment),
        deadline=watch.deadline if watch is not None else None,
        final=payment.ended,
        returns=payment.state is State.QR_SHOWN,
    )


def strip(till: Till) -> Strip | None:
    """The last result above the keypad."""
    payment = till.payments.get(till.strip)
    return None if payment is None else _strip(payment)


@same
def _strip(payment: Payment) -> Strip:
    return Strip(
        sale=payment.sale,
        money=payment.money,
        fact=words.fact(payment),
        tone=words.tone(payment),
        at=payment.settled or payment.created,
        verdict=in_short(words.items(payment), words.gone(payment)),
    )


def recent(till: Till) -> tuple[Row, ...]:
    """The sales of the last half hour, newest first."""
    return _recent(till.recent, till.payments, till.rows)


@same
def _recent(names: tuple[str, ...], payments: Payments, rows: Rows) -> tuple[Row, ...]:
    return tuple([_row(rows, p) for name in names if (p := payments.get(name)) is not None])


def attention(till: Till, now: Now) -> tuple[Row, ...]:
    """Everything a person must decide: late and double money first, the newest on top, because whoever paid it may
    still stand there; then the rest, oldest first.
    """
    return tuple([timed_row(till, payment, now) for payment in _waiting(till.payments)])


@same
def _waiting(payments: Payments) -> tuple[Payment, ...]:
    waiting = sorted((p for p in payments.values() if p.attention), key=lambda p: (p.created, p.payment_id))
    came = [p for p in waiting if MONEY_CAME.intersection(p.attention)]
    came.sort(key=lambda p: p.settled or p.created, reverse=True)
    rest = [p for p in waiting if not MONEY_CAME.intersection(p.attention)]
    return (*came, *rest)


def timed_row(till: Till, payment: Payment, now: Now) -> Row:
    """A line that also says when the platform was asked last, since the start, and when it will be asked next."""
    watch = till.watches.get(payment.payment_id)
    if watch is None:
        return row(till, payment)
    mono = now.mono
    plan = plans(till.payments, till.watches, till.lines.fresh(mono)).get(payment.payment_id)
    following = None if plan is None else plan.at_moment(mono)
    last, then = (None if at is None else _minute(now, at) for at in (watch.last, following))
    return _timed(till.rows, payment, last, then)


def _timer() -> Callable[[Rows, Payment, datetime | None, datetime | None], Row]:
    """What did not change is the very same line as before: it is not made again, and soon seen to be no other."""
    kept: dict[str, tuple[Payment, Row]] = {}

    def timed(rows: Rows, payment: Payment, last: datetime | None, then: datetime | None) -> Row:
        found = kept.get(payment.payment_id)
        if found is not None and found[0] is payment and (found[1].last, found[1].next) == (last, then):
            return found[1]
        if len(kept) >= MOST_KEPT:
            kept.clear()
        made = replace(_row(rows, payment), last=last, next=then)
        kept[payment.payment_id] = (payment, made)
        return made

    return timed


_timed = _timer()


def _minute(now: Now, at: float) -> datetime:
    """Whole minutes: two clocks are never read at the same instant, and an unchanged screen must stay equal."""
    return (now.utc + timedelta(seconds=at - now.mono)).replace(second=0, microsecond=0)


def row(till: Till, payment: Payment) -> Row:
    """One payment as a line: the till's own, or made now for one that is not among the recent."""
    return _row(till.rows, payment)


def _row(rows: Rows, payment: Payment) -> Row:
    kept = rows.get(payment.payment_id)
    return kept[1] if kept is not None and kept[0] is payment else row_of(payment)


def totals(till: Till) -> tuple[Total, ...]:
    """Today's paid sales, never adding currencies."""
    return _totals(till.totals)


@same
def _totals(totals: Totals) -> tuple[Total, ...]:
    return tuple(Total(currency, count, minor) for currency, (count, minor) in sorted(totals.items()))


def lights(till: Till, now: Now) -> Lights:
    """Relay, platform, records."""
    lines = till.lines
    return Lights(
        relay=_light(lines.relay_ok, lines.relay_why, now),
        gate=Light.DOWN if lines.gate_why else Light.UNKNOWN if lines.gate_ok is None else Light.OK,
        records=Light.OK if till.saved else Light.DOWN,
    )


def _light(ok: float | None, why: str, now: Now) -> Light:
    if why:
        return Light.DOWN
    if ok is None:
        return Light.UNKNOWN
    return Light.OK if now.mono - ok <= SLOW_S else Light.SLOW
