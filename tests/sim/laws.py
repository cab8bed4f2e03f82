"""The invariants of a world, held at every step against what is true at the platform and durable on the disk.

I1 no green without its record and its truth · I2 nothing lost, no false refusal · I3 no order twice, no unknowing
second charge · I5 paid is final · I6 nothing outward before its record · I8 no letters of others · I9 no secret outside
· I10 no demo code · I11 no dead end, no fault of the program · I12 few questions · I13 what is paid is soon green.
What has to hold in the end (I4, I7) is in `ends`. "world" is a fault of the simulator itself.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kiosk.sale import records as r
from kiosk.sale.payment import Payment, State
from kiosk.sale.screen import CustomerPage, Row, Screen, StaffPage, Tile, Tone
from kiosk.sale.states import front
from kiosk.sale.tending import AGED_S
from kiosk.sale.watching import WATCH_S
from tests.sim.accounts import WRONG, Account
from tests.sim.dialects import letter_counts
from tests.sim.disk import DiskTrouble
from tests.sim.plan import Promises

if TYPE_CHECKING:
    from tests.sim.kiosk import SimKiosk
    from tests.sim.world import World

MOST_BROKEN = 20
BLANK_SLACK_S = 0.2
CLOCK_SLACK_S = 3.0


class Ears(logging.Handler):
    """Faults that the program itself speaks of."""

    def __init__(self, laws: Laws) -> None:
        super().__init__(logging.ERROR)
        self._laws = laws

    def emit(self, record: logging.LogRecord) -> None:
        fault = record.exc_info[1] if record.exc_info else None
        if not isinstance(fault, DiskTrouble):
            self._laws.need(False, "I11", f"{record.getMessage()}: {fault!r}")


class Laws:
    """`broken` is what was not kept: (law, words, second). `shown_s` are how long successes took to be green."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.broken: list[tuple[str, str, float]] = []
        self.promises = Promises(world, self)
        self.reached: dict[str, set[State]] = {}
        self._orders: set[str] = set()
        self._scanned: set[str] = set()
        self._green: set[tuple[str, str]] = set()
        self._stopped: set[str] = set()

    def need(self, holds: bool, law: str, words: str) -> None:
        """A law, and what to say when it is broken."""
        if not holds and len(self.broken) < MOST_BROKEN:
            self.broken.append((law, words, self.world.timeline.now))

    # What leaves a till.

    def ordered(self, till: str, name: str, request: Mapping[str, Any]) -> None:
        """An order reached the platform."""
        kiosk = self.world.kiosks[till]
        row = kiosk.disk.rows.get(name)
        self.need(name not in self._orders, "I3", f"{name} was ordered twice")
        self._orders.add(name)
        self.need(row is not None, "I6", f"{name} was ordered before it was written")
        if row is None:
            return
        sent = (request["payment"]["amount"], request["payment"]["currency"], request["customer"]["id"])
        self.need(sent == (row.money.minor, row.money.currency, row.customer_id), "I3", f"{name} was ordered otherwise")
        earlier = [p for p in kiosk.disk.rows.values() if p.sale == row.sale and p.attempt < row.attempt]
        human = row.attempt == 1 or row.sale in kiosk.staff.renewed
        self.need(human, "I3", f"{name} charges a sale again and nobody was asked")
        for other in earlier:
            known = other.paid or other.state is State.ATTENTION
            self.need(not known, "I3", f"{name} charges a sale again whose {other.payment_id} is {other.state}")

    def polled(self, kiosk: SimKiosk, epoch: str, after: int) -> None:
        """A cursor reached the relay: it is the receipt for all letters up to it."""
        kept = kiosk.disk.places.get(epoch, 0)
        self.need(after <= kept, "I6", f"a receipt for {after} of {epoch}, and {kept} is on the disk")

    def delivered(self, kiosk: SimKiosk, body: bytes) -> None:
        """A page of letters went to a till."""
        if b'"body"' not in body:
            return
        for letter in json.loads(body)["letters"]:
            raw = base64.b64decode(letter["body"])
            if raw in self.world.relay.injected:
                continue  # by the hand of whoever holds the relay: the till is on its own
            others = [k.name for k in self.world.kiosks.values() if k is not kiosk and f'"{k.name}-'.encode() in raw]
            self.need(not others, "I8", f"{kiosk.name} was given a letter of {others}")

    # What is written.

    def written(self, kiosk: SimKiosk, records: Sequence[r.Record], rows: Mapping[str, Payment]) -> None:
        """Records became durable."""
        for record in records:
            account = self.world.platform.accounts.get(record.payment_id)
            match record:
                case r.Succeeded():
                    true = account is not None and account.clean
                    self.need(true, "I1", f"{record.payment_id} was written as paid, and is not")
                case r.Failed(why="decline"):
                    true = account is not None and "declined" in account.truths
                    self.need(true, "I2", f"{record.payment_id} was written as declined, and never was")
                case r.Failed(why="silence") | r.Raised(kind="silent") if account is not None:
                    self._given_up(record.payment_id, account)
                case r.Refused():
                    self.need(
                        account is None, "I2", f"{record.payment_id} was written as refused, and the platform has it"
                    )
                case r.LetterKept():
                    self._kept(record, account)
                    self._known(kiosk, record)
                    self._told(kiosk, record)
                case _:
                    pass
        for name, row in rows.items():
            self._row(kiosk, name, row)

    def _given_up(self, name: str, account: Account) -> None:
        """Nobody gives up on a payment before its 14 days; with clocks that jump, never on one that may be alive."""
        least = AGED_S if self.world.mix.rate("clock_jumped") else WATCH_S
        age = self.world.timeline.now - account.born
        self.need(age >= least, "I2", f"{name} was given up after {age:.0f} s")

    def _known(self, kiosk: SimKiosk, record: r.LetterKept) -> None:
        """A verified letter about a payment of this till is about one that is in the journal, from now on."""
        verified = record.why in ("QrProved", "Pending", "SuccessProved", "DeclineProved")
        if verified and record.payment_id.startswith(f"{kiosk.name}-"):
            self.need(record.payment_id in kiosk.disk.rows, "I2", f"a letter about {record.payment_id} was dropped")

    def _told(self, kiosk: SimKiosk, record: r.LetterKept) -> None:
        """A letter says that money may have moved: a person is told in the same breath, whatever else is open."""
        row = kiosk.disk.rows.get(record.payment_id)
        if record.why == "MayHaveMoved" and row is not None and not row.paid:
            told = {"moved", "orphan", *WRONG} & {*row.attention, *row.answered}
            self.need(bool(told), "I4", f"a letter says that money of {row.payment_id} may have moved; nobody was told")

    def _row(self, kiosk: SimKiosk, name: str, row: Payment) -> None:
        self.reached.setdefault(name, set()).add(row.state)
        paid = (kiosk.name, name) in self._green
        self.need(not paid or row.paid, "I5", f"{name} was paid and is {row.state}")
        if row.paid:
            self._green.add((kiosk.name, name))
            self.promises.kept(name)

    def _kept(self, record: r.LetterKept, account: Account | None) -> None:
        if account is None or account.wrong:
            return
        if record.raw in account.code_letters:
            taken = record.why in ("QrProved", "CodeUnusable")
            self.need(taken, "I13", f"a letter with a code was taken for {record.why}: {record.raw[:300]!r}")
        if record.raw not in account.final_letters or not letter_counts(self.world.platform.dialect):
            return
        believed = record.why in ("SuccessProved", "Reversed")
        self.need(believed, "I13", f"a letter that has to count was taken for {record.why}: {record.raw[:300]!r}")

    # What is shown.

    def shown(self, kiosk: SimKiosk, screen: Screen) -> None:
        """Both screens changed."""
        self.promises.page(kiosk, screen)
        if screen.customer.qr is not None:
            self._code(kiosk, screen)
        green = screen.staff.tone is Tone.GOOD or screen.customer.page is CustomerPage.PAID
        if green and screen.staff.page is not StaffPage.KEYPAD:
            self._good(kiosk, front(kiosk.runner.till.counter), "a page")
        rows: list[Row | Tile] = [*screen.staff.recent, *screen.staff.attention, *screen.staff.tiles]
        for row in rows:
            if row.tone is Tone.GOOD:
                self._good(kiosk, row.payment_id, "a row")
        if screen.staff.page is StaffPage.DECLINED:
            name = front(kiosk.runner.till.counter)
            account = self.world.platform.accounts.get(name)
            self.need(account is not None and "declined" in account.truths, "I2", f"{name} is shown as declined")
        elif screen.staff.page is StaffPage.STOPPED:
            self._stopped.add(front(kiosk.runner.till.counter))
        elif screen.staff.page is StaffPage.NOT_STARTED:
            self._nothing_shown(kiosk, front(kiosk.runner.till.counter))

    def _good(self, kiosk: SimKiosk, name: str, where: str) -> None:
        row = kiosk.disk.rows.get(name)
        self.need(row is not None and row.paid, "I1", f"{where} is green for {name} before it is on the disk")
        account = self.world.platform.accounts.get(name)
        self.need(account is not None and account.clean, "I1", f"{where} is green for {name}, and it is not paid")

    def _code(self, kiosk: SimKiosk, screen: Screen) -> None:
        view = screen.customer.qr
        assert view is not None
        row, account = kiosk.disk.rows.get(view.payment_id), self.world.platform.accounts.get(view.payment_id)
        self.need(row is not None and row.shown, "I6", f"the code of {view.payment_id} is seen before it is written")
        told = account is not None and account.code_told and account.payload == view.code.payload
        self.need(told, "I1", f"a code is seen that the platform did not give for {view.payment_id}")
        if account is None or row is None:
            return
        self._own_end(kiosk, view.deadline, account)
        dialect = self.world.platform.dialect
        spoilt = account.stories & {"qr_crc", "qr_amount", "qr_demo"}
        if dialect.form.amount == "none":
            spoilt -= {"qr_amount"}
        emv = dialect.shown != "qr_url text"
        self.need(not (emv and spoilt), "I10", f"a code is seen that must not be: {spoilt}")
        self.need(kiosk.mono() <= view.deadline + BLANK_SLACK_S, "I6", f"{view.payment_id}: a code after its end")
        again = view.payment_id in self._stopped
        self.need(not again, "I3", f"the code of {view.payment_id} is seen, and staff were told that it is gone")
        self.need(not row.closed and not row.paid, "I3", f"the code of {view.payment_id} is seen, and its sale is over")
        paid = any(p.paid for p in kiosk.disk.rows.values() if p.sale == row.sale) if row.attempt > 1 else False
        self.need(not paid, "I3", f"the code of {view.payment_id} is seen, and its sale is paid")

    def _own_end(self, kiosk: SimKiosk, deadline: float, account: Account) -> None:
        """No code is shown longer than it says itself, as far as the clocks agree."""
        dialect = self.world.platform.dialect
        plain = dialect.date == "right" and not self.world.mix.rate("clock_jumped")
        if plain and dialect.form.timeout and dialect.shown != "qr_url text":
            end = account.born + self.world.platform.code_lives_s + CLOCK_SLACK_S
            self.need(deadline + kiosk.booted <= end, "I6", f"{account.order.payment_id} is shown beyond its own end")

    def _nothing_shown(self, kiosk: SimKiosk, name: str) -> None:
        """`Not started` says that charging again is safe."""
        row = kiosk.disk.rows.get(name)
        if row is None:
            return
        for other in kiosk.disk.rows.values():
            if other.sale == row.sale and not other.ended and other.payment_id in kiosk.ever_visible:
                self.need(False, "I3", f"{name} was not started, it says, and the code of {other.payment_id} was seen")

    # What has to become true in time.

    def scanned(self, name: str) -> None:
        """A customer is about to pay."""
        self._scanned.add(name)

    def became_paid(self, account: Account) -> None:
        """From now on the status says paid."""
        self.promises.paid(account)

    def letter_stored(self, account: Account, body: bytes) -> None:
        """The relay has a letter."""
        if body in account.final_letters:
            self.promises.letter(account)
