"""The whole till as one frozen value, and the draft in which a step works on its successor.

The draft is the only way to change a payment: `remember` and `ride` fold the record in and put it among the effects, so
that what memory says and what the journal will say cannot part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from kiosk.sale import effects as fx
from kiosk.sale import records as r
from kiosk.sale.days import Apart, Totals
from kiosk.sale.days import hong_kong_day as hong_kong_day
from kiosk.sale.events import Ids
from kiosk.sale.facts import Code
from kiosk.sale.money import Currency, Money
from kiosk.sale.office import Office
from kiosk.sale.payment import Payment, fold
from kiosk.sale.rows import Rows, rows_of
from kiosk.sale.shelf import Shelf
from kiosk.sale.states import Asked, Counter, Ready, front
from kiosk.sale.watching import Watch
from kiosk.values import dataclass, replace

RELAY_FRESH_S = 10.0
ORDER_LEAVES_S = 4.0


@dataclass(frozen=True, slots=True)
class Now:
    """One moment on both clocks: monotonic seconds for deadlines, UTC for records."""

    mono: float
    utc: datetime


@dataclass(frozen=True, slots=True)
class Rules:
    """What the shop settled. Limits are minor units by currency; `lifetime_s` is the default life of a code in
    seconds; below `trust_below` (minor units of HKD) staff may let goods go without a result, 0 is never; above
    `ask_above` (minor units of HKD, 0 is never) Charge asks first.
    """

    till_id: str
    project_id: int
    environment: str
    limits: Mapping[Currency, int]
    lifetime_s: int
    trust_below: int = 0
    ask_above: int = 0

    @property
    def currencies(self) -> tuple[Currency, ...]:
        """The currencies that may be charged, the first is the default."""
        return tuple(self.limits)


@dataclass(frozen=True, slots=True)
class Lines:
    """What is known of the relay, the platform and the calls that are out. Times are monotonic seconds; None is
    "never".

    `receipt` is the newest position that this till acknowledged; `behind` says that the relay has a newer receipt of
    ours, so that the journal must be an older copy. `reckoned_s` (none or less): what was added to the age of what the
    start found. `*_out` are when a call left, for the till's own deadline over calls that never come back.
    """

    relay_ok: float | None = None
    relay_why: str = ""
    gate_ok: float | None = None
    gate_why: str = ""
    mailbox_out: float | None = None
    mailbox_next: float = 0.0
    mailbox_fails: int = 0
    probe_out: float | None = None
    probe_next: float = 0.0
    ask_out: float | None = None
    asking: str = ""
    order_out: float | None = None
    ordering: str = ""
    epoch: str = ""
    position: int = 0
    receipt: int = 0
    behind: bool = False
    orphans: int = 0
    clock_offset_s: float = 0.0
    reckoned_s: float = 0.0

    def fresh(self, now: float) -> bool:
        """The relay answered within the last 10 s."""
        return self.relay_ok is not None and now <= self.relay_ok + RELAY_FRESH_S


@dataclass(frozen=True, slots=True)
class Till:
    """Everything a step reads. `recent` are ids of the last half hour, newest first, `rows` their lines; `totals` are
    today's, by currency: (count, minor units); `apart` are today's by (what, currency), what being hand, trust or
    returned: no proof stands behind them; `past` are both of other days that this run saw. `broken` names a fault.

    `saved` is False after the journal refused: what time alone would write waits until `retry_at` (monotonic
    seconds), and `owed` says that a success is among what could not be written. After a start, charges wait for the
    first answer about the `interrupted` sale, and for those about all that are `unasked` since the journal turned out
    to be an older copy, at most until `held_until`. `riding`: the last records are not written yet.
    `restarted`: what the start found open.
    """

    rules: Rules
    counter: Counter = field(default_factory=Ready)
    payments: Mapping[str, Payment] = field(default_factory=dict)
    watches: Mapping[str, Watch] = field(default_factory=dict)
    lines: Lines = Lines()
    tiles: tuple[str, ...] = ()
    codes: Mapping[str, Code] = field(default_factory=dict)
    recent: tuple[str, ...] = ()
    rows: Rows = field(default_factory=dict)
    day: str = ""
    totals: Totals = field(default_factory=dict)
    apart: Apart = field(default_factory=dict)
    past: Mapping[str, tuple[Totals, Apart]] = field(default_factory=dict)
    next_sale: int = 1
    strip: str = ""
    asked: Asked | None = None
    saved: bool = True
    owed: bool = False
    retry_at: float = 0.0
    riding: frozenset[str] = frozenset()
    held_until: float = 0.0
    interrupted: str = ""
    unasked: frozenset[str] = frozenset()
    broken: str = ""
    restarted: frozenset[str] = frozenset()
    woke_at: float = 0.0
    awake: bool = False
    office: Office = Office()


@dataclass(frozen=True, slots=True)
class Step:
    """The outcome: the next till and what it asks for, records first."""

    till: Till
    effects: tuple[fx.Effect, ...]


class Draft:
    """A till being worked on. Lives inside one step and never leaves it."""

    def __init__(self, till: Till, now: Now) -> None:
        self.now = now
        self.till = till
        self._payments = Shelf(till.payments)
        self._watches = Shelf(till.watches)
        self._records: list[fx.Remember | fx.RideAlong] = []
        self._effects: list[fx.Effect] = []

    # Reading.

    @property
    def counter(self) -> Counter:
        """The state of the person in front."""
        return self.till.counter

    @property
    def front(self) -> str:
        """The payment in front, or ""."""
        return front(self.till.counter)

    def payment(self, payment_id: str) -> Payment | None:
        """A payment in memory."""
        return self._payments.now.get(payment_id)

    def known(self, payment_id: str, recalled: Payment | None) -> Payment | None:
        """A payment in memory, or the one that the runner read from the journal for this event."""
        if payment_id not in self._payments.now and recalled is not None:
            # Nothing is planned for it: it is only heard, and leaves memory again.
            self.hold(recalled, Watch(left_at=self.now.mono, last=self.now.mono))
        return self.payment(payment_id)

    def payments(self) -> Mapping[str, Payment]:
        """All payments in memory, as they are now."""
        return self._payments.now

    def watches(self) -> Mapping[str, Watch]:
        """All watches in memory, as they are now."""
        return self._watches.now

    def watch(self, payment_id: str) -> Watch:
        """The watch of a payment in memory; one that was not kept starts now."""
        return self._watches.now.get(payment_id) or Watch(left_at=self.now.mono)

    def ours(self, payment: Payment) -> bool:
        """It belongs to the project and environment that this till asks about."""
        rules = self.till.rules
        return (payment.project_id, payment.environment) == (rules.project_id, rules.environment)

    def standing(self, payment: Payment) -> bool:
        """Its sale is in front or a tile: somebody at the counter still waits for it."""
        held = (self.payment(payment_id) for payment_id in (self.front, *self.till.tiles))
        return any(p is not None and p.sale == payment.sale for p in held)

    def siblings(self, payment: Payment) -> list[Payment]:
        """The other attempts of the same sale in memory."""
        return [
            p
            for p in self._payments.now.values()
            if p.sale == payment.sale and p.payment_id != payment.payment_id and p.sale
        ]

    # Changing.

    def to(self, counter: Counter) -> None:
        """The counter goes to another state."""
        self.till = replace(self.till, counter=counter)

    def lines(self, lines: Lines) -> None:
        """What is known of the lines changed."""
        self.till = replace(self.till, lines=lines)

    def office(self, office: Office) -> None:
        """What people do beside the counter changed."""
        self.till = replace(self.till, office=office)

    def set_watch(self, payment_id: str, watch: Watch) -> None:
        """The plan of a payment changed."""
        self._watches.put(payment_id, watch)

    def hold(self, payment: Payment, watch: Watch) -> None:
        """Take a payment of the journal into memory."""
        self._payments.put(payment.payment_id, payment)
        self._watches.put(payment.payment_id, watch)

    def drop(self, payment_id: str) -> None:
        """Let a payment leave memory, once the journal holds all of it."""
        if payment_id not in self._unsaved():
            self._payments.drop(payment_id)
            self._watches.drop(payment_id)

    def remember(self, record: r.Record) -> None:
        """Fold the record in and wait for it to be durable."""
        self._fold(record)
        self._records.append(fx.Remember(record))

    def ride(self, record: r.Record) -> None:
        """Fold the record in; it is written with the next one that must wait."""
        self._fold(record)
        self._records.append(fx.RideAlong(record))

    def ask_for(self, effect: fx.Effect) -> None:
        """An effect that follows the records."""
        self._effects.append(effect)

    def holds(self, raw: bytes) -> bool:
        """A record of this step keeps these bytes from outside."""
        return bool(raw) and any(getattr(x.record, "raw", b"") == raw for x in self._records)

    def _fold(self, record: r.Record) -> None:
        if isinstance(record, r.BESIDE):
            return
        self._payments.put(record.payment_id, fold(self.payment(record.payment_id), record))

    def order(self, ids: Ids, money: Money, sale: int, attempt: int, reference: str) -> None:
        """Write the intent and send it: the record is durable before the order may leave, and it may leave within 4 s.

        The ids must be new: an attempt is sent once.
        """
        assert self.payment(ids.payment_id) is None, f"{ids.payment_id} was sent before"
        rules = self.till.rules
        self.remember(
            r.Intended(
                self.now.utc, ids.payment_id, customer_id=ids.customer_id, sale=sale, attempt=attempt, money=money,
                reference=reference, project_id=rules.project_id, environment=rules.environment,
                lifetime_s=rules.lifetime_s,
            )
        )  # fmt: skip
        self.set_watch(ids.payment_id, Watch(left_at=self.now.mono))
        leaves_by = self.now.mono + ORDER_LEAVES_S
        self.ask_for(fx.CreatePayment(ids.payment_id, ids.customer_id, money, not_after=leaves_by))
        lines = self.till.lines
        self.lines(replace(lines, order_out=self.now.mono, ordering=ids.payment_id))
        self.till = replace(self.till, recent=(ids.payment_id, *self.till.recent))

    def done(self) -> Step:
        """The finished step: records first, then everything else in order."""
        till = replace(
            self.till,
            payments=self._payments.now,
            watches=self._watches.now,
            rows=rows_of(self.till.recent, self._payments.now, self.till.rows),
            riding=frozenset() if self._saves() else self._unsaved(),
        )
        return Step(till, (*self._records, *self._effects))

    def _saves(self) -> bool:
        return any(isinstance(x, fx.Remember) for x in self._records)

    def _unsaved(self) -> frozenset[str]:
        return self.till.riding | {x.record.payment_id for x in self._records}
