"""The journal of a till in memory, and the disk under it: full, slow, deaf, or without power.

What a start gets is the fold of the records that were durable, by the sale's own `fold`; the rows that the till hands
in beside its records are held against that fold, record by record.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kiosk.runtime.ports import JournalPort
from kiosk.sale import records as r
from kiosk.sale.events import Woke
from kiosk.sale.payment import PAID_STATES, Payment, fold
from kiosk.sale.till import hong_kong_day

if TYPE_CHECKING:
    from tests.sim.kiosk import SimKiosk

RECENT = timedelta(minutes=30)


class DiskTrouble(Exception):
    """The journal's word for a fault of the disk."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class SimDisk:
    """What one till wrote. `full` and `deaf` are faults that last; `synced` is how much would survive a loss of power.

    `under` is a real journal that is written and read beside this one, in worlds that have files.
    """

    def __init__(self, kiosk: SimKiosk, under: JournalPort | None = None) -> None:
        self.kiosk = kiosk
        self.under = under
        self.records: list[r.Record] = []
        self.rows: dict[str, Payment] = {}
        self.bound_to: dict[str, str] = {}
        self.place = ("", 0)
        self.places: dict[str, int] = {}
        self.full = False
        self.deaf = False
        self.syncs = True
        self.synced = 0

    def commit(self, records: Sequence[r.Record], rows: Sequence[Payment]) -> None:
        """All or nothing; durable when it returns."""
        if self.full:
            raise DiskTrouble("full")
        if self.under is not None:
            self.under.commit(records, rows)
        folded: dict[str, Payment] = {}
        for record in records:
            self._take(record, folded)
        self.rows.update(folded)
        if self.syncs:
            self.synced = len(self.records)
        need = self.kiosk.world.laws.need
        for row in rows:
            need(self.rows.get(row.payment_id) == row, "I2", f"the row of {row.payment_id} is not what was written")
        need(all(name in {row.payment_id for row in rows} for name in folded), "I2", "a row was not put in its place")
        self.kiosk.world.laws.written(self.kiosk, records, folded)

    def _take(self, record: r.Record, folded: dict[str, Payment]) -> None:
        self.records.append(record)
        if isinstance(record, r.LetterKept):
            self.place = (record.epoch, record.position)
            self.places[record.epoch] = max(record.position, self.places.get(record.epoch, 0))
            return
        name = record.payment_id
        before = folded.get(name) or self.rows.get(name)
        if isinstance(record, r.Intended):
            self.kiosk.world.laws.need(before is None, "I3", f"{name} was written as new twice")
        folded[name] = fold(before, record)
        if isinstance(record, r.Succeeded) and not record.operation_id.startswith("#"):
            self.bound_to.setdefault(record.operation_id, name)

    def lose_power(self) -> None:
        """What was not synced never was."""
        lost = self.records[self.synced :]
        if not lost:
            return
        kept, self.records = self.records[: self.synced], []
        self.rows, self.bound_to, self.place, self.places = {}, {}, ("", 0), {}
        for record in kept:
            folded: dict[str, Payment] = {}
            self._take(record, folded)
            self.rows.update(folded)

    def load(self, now: datetime) -> Woke:
        """What a start needs."""
        if self.full and self.kiosk.world.chance.random() < 0.5:
            raise DiskTrouble("io")
        if self.under is not None:
            self._agrees(self.under.load(now), now)
        wanted = [p for p in self.rows.values() if p.open or p.created >= now - RECENT or _settled(p, now)]
        wanted.sort(key=lambda p: (p.created, p.payment_id))
        newest = max((p.sale for p in self.rows.values()), default=0)
        return Woke(tuple(wanted), newest + 1, *self.place, totals=(*self.totals(now), *self.ahead(now)))

    def totals(self, now: datetime) -> tuple[tuple[str, str, int, int], ...]:
        """Count and sum of today's paid sales, by currency."""
        today = hong_kong_day(now)
        sums: dict[str, tuple[int, int]] = {}
        for row in self.rows.values():
            if row.state in PAID_STATES and row.settled is not None and hong_kong_day(row.settled) == today:
                count, minor = sums.get(row.money.currency.value, (0, 0))
                sums[row.money.currency.value] = (count + 1, minor + row.money.minor)
        return tuple((today, currency, *sums[currency]) for currency in sorted(sums))

    def ahead(self, now: datetime) -> tuple[tuple[str, str, int, int], ...]:
        """The same of days that are still to come by this clock."""
        paid = (row.settled for row in self.rows.values() if row.state in PAID_STATES)
        days = {hong_kong_day(settled) for settled in paid if settled is not None}
        noons = (datetime.fromisoformat(f"{day}T12:00:00+08:00") for day in sorted(days) if day > hong_kong_day(now))
        return tuple(total for noon in noons for total in self.totals(noon))

    def _agrees(self, woke: Woke, now: datetime) -> None:
        need = self.kiosk.world.laws.need
        mine = {p.payment_id: p for p in self.rows.values() if p.open or p.created >= now - RECENT or _settled(p, now)}
        need({p.payment_id: p for p in woke.payments} == mine, "I2", "the journal's file has other payments")
        need((woke.epoch, woke.position) == self.place, "I6", "the journal's file has another place in the mailbox")
        need(woke.totals == (*self.totals(now), *self.ahead(now)), "I7", "the journal's file has other totals")

    def recall(self, payment_id: str) -> Payment | None:
        self._listen()
        return self.rows.get(payment_id)

    def bound(self, operation_id: str) -> str:
        self._listen()
        return self.bound_to.get(operation_id, "")

    def _listen(self) -> None:
        if self.deaf:
            raise DiskTrouble("io")

    def checkpoint(self) -> None:
        if self.under is not None:
            self.under.checkpoint()

    def close(self) -> None:
        """The file stays."""


def _settled(payment: Payment, now: datetime) -> bool:
    return payment.settled is not None and payment.settled >= now - RECENT
