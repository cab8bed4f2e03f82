"""What goes on outside the till while its power goes: a platform, a relay and a customer that forget nothing.

They share one `Truth`, a value; a till that starts again meets the world as it was at that moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from kiosk.adapters.journal import Bounds, Journal
from kiosk.runtime.ports import Events, Makers
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale.effects import CreatePayment, ReadMailbox
from kiosk.sale.payment import Payment
from kiosk.sale.records import Record
from kiosk.sale.screen import CustomerPage, Screen
from tests.crash.disk import Recorder
from tests.runtime.helpers import CODE, DECLINED, PAID, PENDING, QR, Bench

EPOCH = "e1"


@dataclass(frozen=True, slots=True)
class Letter:
    """What the relay holds."""

    payment_id: str
    fact: f.Fact


@dataclass(frozen=True, slots=True)
class Truth:
    """`orders` are ids as often as they were sent; `shown` and `green` what somebody saw; `saved` counts records whose
    commit returned; `taken` is how far letters were ever acknowledged. `seconds` is the clock.
    """

    orders: tuple[str, ...] = ()
    ends: tuple[tuple[str, str], ...] = ()
    letters: tuple[Letter, ...] = ()
    shown: frozenset[str] = frozenset()
    green: frozenset[str] = frozenset()
    saved: int = 0
    taken: int = 0
    seconds: float = 1_000.0

    def end(self, payment_id: str) -> str:
        """paid, declined, or "" while it is open."""
        return dict(self.ends).get(payment_id, "")


class World:
    """One run of a till on one disk; every change of the truth is a mark between the disk's calls."""

    def __init__(self, disk: Recorder, truth: Truth) -> None:
        self.disk = disk
        self.truth = truth

    def change(self, what: str, **changes: object) -> None:
        """The truth changed."""
        # Names and values of its own fields.
        self.truth = replace(self.truth, **changes)  # type: ignore[arg-type]  # see above
        self.disk.mark(what, self.truth)

    def settle(self, payment_id: str, how: str) -> None:
        """The customer pays, or the bank declines: the platform knows, and posts a letter."""
        fact = PAID if how == "paid" else DECLINED
        named = replace(fact, stated=replace(fact.stated, operation_id=f"op-{payment_id}", successes=()))
        self.change(
            how,
            ends=(*self.truth.ends, (payment_id, how)),
            letters=(*self.truth.letters, Letter(payment_id, named)),
        )

    # The platform.

    def order(self, effect: CreatePayment) -> Events:
        letters = (*self.truth.letters, Letter(effect.payment_id, QR))
        self.change("order", orders=(*self.truth.orders, effect.payment_id), letters=letters)
        return (e.OrderAccepted(effect.payment_id, b"accepted", sent=b"the order"),)

    def ask(self, payment_id: str) -> Events:
        self.change("ask")
        return (e.StatusHeard(payment_id, self._status(payment_id), b"the answer", sent=b"the question"),)

    def _status(self, payment_id: str) -> f.Fact:
        if payment_id not in self.truth.orders:
            return f.NotRegistered()
        for letter in reversed(self.truth.letters):
            if letter.payment_id == payment_id and self.truth.end(payment_id):
                return letter.fact
        return PENDING

    def warm(self) -> Events:
        return ()

    def draw(self, payment_id: str, payload: str) -> e.QrDrawn:
        return e.QrDrawn(payment_id, CODE)

    # The relay.

    def read(self, effect: ReadMailbox) -> Events:
        after = effect.after if effect.epoch == EPOCH else 0
        self.change("read", taken=max(self.truth.taken, after))
        heard = [
            e.LetterHeard(EPOCH, place, letter.payment_id, letter.fact, b"letter")
            for place, letter in enumerate(self.truth.letters, start=1)
            if place > after
        ]
        return (*heard, e.MailboxAnswered(EPOCH, len(self.truth.letters), self.truth.taken))

    def probe(self) -> Events:
        return (e.ProbeAnswered(EPOCH, len(self.truth.letters), 0, self.truth.taken),)

    # The people.

    def saw(self, screen: Screen) -> None:
        """What a screen let somebody see; the page names no payment, so the sale in front is meant."""
        page, code = screen.customer.page, screen.customer.qr
        if page is CustomerPage.QR and code is not None and code.payment_id not in self.truth.shown:
            self.change("shown", shown=self.truth.shown | {code.payment_id})


class Acknowledged:
    """The real journal; each commit that returned is a mark."""

    def __init__(self, world: World, path: Path, bounds: Bounds) -> None:
        self._world = world
        self._journal = Journal(path, bounds=bounds, vfs=world.disk.name)

    def commit(self, records: Sequence[Record], rows: Sequence[Payment]) -> None:
        self._journal.commit(records, rows)
        self._world.change("saved", saved=self._world.truth.saved + len(records))

    def load(self, now: datetime) -> e.Woke:
        return self._journal.load(now)

    def recall(self, payment_id: str) -> Payment | None:
        return self._journal.recall(payment_id)

    def bound(self, operation_id: str) -> str:
        return self._journal.bound(operation_id)

    def checkpoint(self) -> None:
        self._journal.checkpoint()

    def close(self) -> None:
        self._journal.close()


class Till:
    """A till of the real runner and the real journal over a recorded disk."""

    def __init__(self, path: Path, disk: Recorder, truth: Truth, run: int = 0, bounds: Bounds | None = None) -> None:
        self.world = world = World(disk, truth)
        kept = bounds or Bounds()
        self.bench = Bench(
            makers=lambda made: Makers(lambda: Acknowledged(world, path, kept), lambda: world, lambda: world)
        )
        self.bench.clock.seconds = truth.seconds
        self.bench.clock._ids = 100 * run  # ids are random in life: no run makes those of another
        self.bench.runner.shown.connect(self._saw)
        self._front = ""

    def _saw(self, screen: Screen) -> None:
        self.world.saw(screen)
        if screen.customer.page is CustomerPage.PAID:
            paid = [p.payment_id for p in self.bench.runner.till.payments.values() if p.paid]
            if not set(paid) <= self.world.truth.green:
                self.world.change("green", green=self.world.truth.green | set(paid))

    def sell(self, how: str) -> None:
        """One sale from the keypad to its end: paid, declined, or cancelled and paid all the same."""
        bench, world = self.bench, self.world
        bench.start()
        bench.charge()
        bench.read()
        assert bench.page is CustomerPage.QR
        payment_id = world.truth.orders[-1]
        if how == "cancelled":
            bench.press(e.CancelPressed(), e.CancelConfirmed())
        world.settle(payment_id, "declined" if how == "declined" else "paid")
        bench.read()
        bench.ring("idle")
        bench.runner.close()

    def recover(self, rounds: int = 30, *, older: bool = False) -> None:
        """Start again and let time go on until nothing is open. Whoever saw a code pays it. `older`: the journal is an
        older copy; a till that only lost its power must never take itself for one.
        """
        bench, world = self.bench, self.world
        bench.clock.seconds += 20.0
        bench.start()
        for number in range(rounds):
            if number == 1:
                for payment_id in sorted(world.truth.shown):
                    if not world.truth.end(payment_id):
                        world.settle(payment_id, "paid")
            if bench.letters.waiting:
                bench.letters.work()
            if number > 1 and not any(p.watched and not p.ended for p in bench.runner.till.payments.values()):
                break
            bench.clock.seconds += 6.0
            if bench.timer("wake").isActive():
                bench.ring("wake")
        assert bench.runner.till.lines.behind is older, "an older copy is known by the relay's receipts, and only it"
        world.change("rest", seconds=bench.clock.seconds)
        bench.runner.close()
