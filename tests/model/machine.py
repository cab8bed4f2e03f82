"""The rules: staff, customer, platform, relay, disk and power do anything at any moment, and the till steps.

After every event the till is compared with the reference model. It is the pure till alone, with a journal of values.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.machine import begin, step, wake_at
from kiosk.sale.payment import Payment, State, fold
from kiosk.sale.screen import Tone
from kiosk.sale.till import Step
from kiosk.sale.view import view
from kiosk.sale.watching import end_of
from tests.model.doings import AGAIN, AMOUNTS, BREAKS, CLICKS, ENDS, INDEX, OUTSIDE, RUNS_OUT, WAITS
from tests.model.onlooker import ASK_ABOVE, Onlooker
from tests.model.reference import SILENCE_S, Reference
from tests.model.sayings import KINDS, saying
from tests.sale import helpers as h

RULES = replace(h.rules(limits=h.BOTH), ask_above=ASK_ABOVE)

REACHED: Counter[str] = Counter()
"""Where walks got to: states of payments, and what is worth knowing beside them."""


class TillMachine(RuleBasedStateMachine):
    """One till, its journal, and the reference."""

    def __init__(self) -> None:
        super().__init__()
        self.reference, self.onlooker = Reference(), Onlooker()
        self.rows: dict[str, Payment] = {}
        self.riding: list[r.Record] = []
        self.kept = ("", 0)
        self.t, self.made, self.position = 0.0, 0, 0
        self.out: list[fx.Effect] = []
        self.breaks = False

    @initialize()
    def switched_on(self) -> None:
        self._woke()
        self.happen(e.MailboxAnswered("E", 0))

    # Staff.

    @rule(amount=st.sampled_from(AMOUNTS), again=AGAIN, breaks=BREAKS)
    def charge(self, amount: str, again: float | None, breaks: bool) -> None:
        """Type an amount and charge, if the keypad is there; the relay answers in between."""
        self.breaks = breaks
        self.happen(e.ProbeAnswered("E", self.position, 0))
        for event in (e.NextPressed(), e.Cleared(), *map(e.KeyTyped, amount)):
            self.happen(event)
        self.happen(e.ChargePressed(self._ids()))
        if again is not None:
            self.press_again(again)

    def press_again(self, after: float) -> None:
        """A double tap, or the answer to a question."""
        self.t += after
        self.happen(e.ChargePressed(self._ids()))

    @rule(amount=st.sampled_from(AMOUNTS), breaks=BREAKS)
    def sale_with_a_code(self, amount: str, breaks: bool) -> None:
        """A sale that goes well until its code is on the screen."""
        self.charge(amount, 0.5, False)
        if self._waiting(fx.CreatePayment):
            self.order_ends("accepted", False)
            self.letter(0, "code", breaks)

    @rule(kind=RUNS_OUT, renew=st.booleans())
    def code_runs_out(self, kind: str, renew: bool) -> None:
        """Its time is over, the platform answers, and perhaps the customer's phone shows no payment."""
        self.time_goes_on(301.0, False)
        if self._waiting(fx.AskStatus):
            self.status(kind, False)
        if renew:
            self.new_code()

    @rule(click=st.sampled_from(CLICKS), breaks=BREAKS)
    def click(self, click: object, breaks: bool) -> None:
        self.breaks = breaks
        self.happen(click)

    @precondition(lambda self: self.reference.attempts)
    @rule(index=INDEX, what=st.sampled_from(("tap", "decide", "check")))
    def point_at(self, index: int, what: str) -> None:
        name = self._name(index)
        recalled = None if name in self.till.payments else self.rows.get(name)
        check = e.CheckNowPressed(name, recalled)
        self.happen({"tap": e.TileTapped(name), "decide": e.AttentionDecided(name, "checked"), "check": check}[what])

    @rule()
    def new_code(self) -> None:
        self.happen(e.NewCodeAnswered(False, self._ids()))

    # The world.

    @precondition(lambda self: self._waiting(fx.CreatePayment))
    @rule(how=ENDS, breaks=BREAKS)
    def order_ends(self, how: str, breaks: bool) -> None:
        order = self._take(fx.CreatePayment)
        name = order.payment_id
        if how != "certain":
            self.happen(e.OrderLeft(name))
        if how in ("refused", "certain"):
            self.reference.refused(name)
        self.breaks = breaks
        answers: dict[str, object] = {
            "accepted": e.OrderAccepted(name, b"{}"),
            "refused": e.OrderRefused(name, "3297", "limit", b"{}"),
            "certain": e.CallFailed(e.Call.ORDER, True, "unreachable", name),
            "unsure": e.CallFailed(e.Call.ORDER, False, "timeout", name),
        }
        if how in answers:
            self.happen(answers[how])

    @precondition(lambda self: self.reference.attempts)
    @rule(index=INDEX, kind=KINDS, breaks=BREAKS)
    def letter(self, index: int, kind: str, breaks: bool) -> None:
        self.breaks = breaks
        self.position += 1
        name = self._name(index)
        fact = self._fact(name, kind)
        bound, recalled = self._bound(name, fact), self._recalled(name)
        self.happen(e.LetterHeard("E", self.position, name, fact, b"letter", bound, recalled))

    @precondition(lambda self: self._waiting(fx.AskStatus))
    @rule(kind=KINDS, breaks=BREAKS)
    def status(self, kind: str, breaks: bool) -> None:
        self.breaks = breaks
        name = self._take(fx.AskStatus).payment_id
        fact = self._fact(name, kind)
        self.happen(e.StatusHeard(name, fact, b"answer", self._bound(name, fact), self._recalled(name)))

    @rule(good=st.booleans())
    def relay(self, good: bool) -> None:
        failed = e.CallFailed(e.Call.MAILBOX, False, "unreachable")
        self.happen(e.MailboxAnswered("E", self.position) if good else failed)

    @rule(seconds=WAITS, breaks=BREAKS)
    def time_goes_on(self, seconds: float, breaks: bool) -> None:
        self.t += seconds
        self.breaks = breaks
        self.happen(e.Ticked())

    @rule()
    def power_cut(self) -> None:
        """What was not written is gone; the program starts again."""
        self.out, self.riding = [], []
        self._woke()

    # What the till is held to.

    @invariant()
    def agrees(self) -> None:
        """Every payment is what the reference says it is."""
        for name, attempt in self.reference.attempts.items():
            row = self.till.payments.get(name) or self.rows[name]
            REACHED[row.state.value] += 1
            assert row.paid == attempt.paid, f"{name} is {row.state}, and the reference says paid: {attempt.paid}"
            if attempt.paid:
                assert row.state is (State.PAID_LATE if attempt.late else State.PAID)
                assert attempt.kinds <= {*row.attention, *row.answered}, "a person was not told"
                continue
            assert row.stopped == attempt.stopped, f"{name}: a contradiction was not heard, or made up"
            silent = self.t - attempt.at >= SILENCE_S
            assert row.state not in (State.DECLINED, State.DEAD) or attempt.not_paid or silent, "no proof of an end"
            assert row.state is not State.REJECTED or attempt.may_be_refused, "refused by nobody"
            assert row.state is State.REJECTED or row.rested or (row.watched and name in self.till.payments), (
                "forgotten"
            )

    @invariant()
    def shows_no_more_than_is_known(self) -> None:
        screen, front = view(self.till, h.moment(self.t)), s.front(self.till.counter)
        if screen.staff.tone is Tone.GOOD:
            assert any(one.paid for one in self._sale(front)), "green, and not paid"
        if screen.customer.qr is not None:
            attempt = self.reference.attempts[screen.customer.qr.payment_id]
            REACHED["QR on the screen"] += 1
            assert attempt.offered, "a code that nobody sent"
            assert not attempt.paid, "a code that was paid"
            assert not attempt.stopped, "a code that a person has to look at first"
        assert self.till.broken == "", "the till fell over"
        assert wake_at(self.till, h.moment(self.t)) is not None, "a till that sleeps for ever"

    # How it happens.

    def happen(self, event: object) -> None:
        now, before = h.moment(self.t), self.till
        self.onlooker.hears(event, self.t)
        done = step(before, event, now)
        if self.breaks and any(isinstance(x, fx.Remember) for x in done.effects):
            self.breaks = False
            lost = step(before, e.JournalBroke(event, "full"), now)
            assert not any(isinstance(x, fx.Remember) for x in lost.effects)
            self._adopt(lost, event)
            if not isinstance(event, OUTSIDE):
                return
            before, done = self.till, step(self.till, event, now)
        if isinstance(event, OUTSIDE):
            self._tell(event, before, done)
        self._adopt(done, event)
        prepared = view(self.till, now).customer.prepare
        if prepared is not None:
            self.happen(e.QrPainted(prepared.payment_id, True))

    def _tell(self, event: e.LetterHeard | e.StatusHeard, before: Any, done: Step) -> None:
        name, letter = event.payment_id, isinstance(event, e.LetterHeard)
        row = before.payments.get(name) or self.rows.get(name)
        if row is None:
            return
        held = (before.payments.get(one) for one in (s.front(before.counter), *before.tiles))
        late = bool(row.closed) or not any(p is not None and p.sale == row.sale for p in held)
        watch = done.till.watches.get(name)
        overdue = watch is not None and h.moment(self.t).mono >= end_of(row, watch)
        self.reference.heard(name, event.fact, letter=letter, late=late, at=self.t, overdue=overdue)

    def _adopt(self, done: Step, event: object) -> None:
        self.till = done.till
        self.riding += [x.record for x in done.effects if isinstance(x, fx.Remember | fx.RideAlong)]
        if any(isinstance(x, fx.Remember) for x in done.effects):
            for record in self.riding:
                self._write(record)
            self.riding = []
        for effect in done.effects:
            if isinstance(effect, fx.CreatePayment):
                self._ordered(effect, event)
        self.onlooker.looks(view(self.till, h.moment(self.t)).staff, self.t)
        self.out += [x for x in done.effects if isinstance(x, fx.CreatePayment | fx.AskStatus)]

    def _ordered(self, order: fx.CreatePayment, event: object) -> None:
        row = self.rows[order.payment_id]  # written before it is sent
        assert (row.money, row.customer_id) == (order.money, order.customer_id)
        if not isinstance(event, e.NewCodeAnswered):
            REACHED["a large charge that was meant"] += self.onlooker.ordered(order)
        for twin in self._sale(order.payment_id):
            assert isinstance(event, e.NewCodeAnswered), "a second order of a sale that nobody asked for"
            assert not twin.paid, "charged again although it is paid"
            REACHED["a second code"] += 1
        self.reference.ordered(order.payment_id, row.sale, order.money, order.customer_id, self.t)

    def _sale(self, name: str) -> list[Any]:
        row = self.rows.get(name)
        return [one for one in self.reference.attempts.values() if row is not None and one.sale == row.sale]

    def _write(self, record: r.Record) -> None:
        if isinstance(record, r.LetterKept):
            self.kept = (record.epoch, record.position)
        else:
            self.rows[record.payment_id] = fold(self.rows.get(record.payment_id), record)

    def _woke(self) -> None:
        self.till = begin(RULES)
        self.breaks = False
        newest = max((row.sale for row in self.rows.values()), default=0)
        loaded = tuple(row for row in self.rows.values() if row.open)
        self.happen(e.Woke(loaded, newest + 1, *self.kept))

    def _ids(self) -> e.Ids:
        self.made += 1
        return h.ids(f"till1-{self.made:04}")

    def _name(self, index: int) -> str:
        names = sorted(self.reference.attempts)  # the newest is the likeliest: 0 is where shrinking goes
        return names[-1 - index % len(names)]

    def _recalled(self, name: str) -> Payment | None:
        return None if name in self.till.payments else self.rows.get(name)

    def _bound(self, name: str, fact: f.Fact) -> str:
        """Another payment of ours that holds the operation already, as the journal's index knows it."""
        operation = fact.stated.operation_id if isinstance(fact, f.SuccessProved) else ""
        return next((o for o, row in self.rows.items() if operation and o != name and operation in row.successes), "")

    def _waiting(self, kind: type) -> bool:
        return any(isinstance(x, kind) for x in self.out)

    def _take(self, kind: type) -> Any:
        found = next(x for x in self.out if isinstance(x, kind))
        self.out.remove(found)
        return found

    def _fact(self, name: str, kind: str) -> f.Fact:
        attempt = self.reference.attempts[name]
        others = [op for one in self.reference.attempts.values() if one is not attempt for op in one.operations]
        return saying(kind, attempt.money.minor, f"op {name}", min(others, default=""), f"digest {self.position}")
