"""A playbook: a till and its story, told as a conversation.

`book >> event` lets something happen, `book << answer` says what must come of it: an effect or a record (by class or
by value, in order), a page, a state of the counter or of the newest payment, or a text key on the staff's screen. Every
step is checked against the laws that hold for any step. Time stands still unless told to go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import office_events as o
from kiosk.sale import records as r
from kiosk.sale.machine import begin, step, wake_at
from kiosk.sale.money import Currency
from kiosk.sale.payment import Payment, State, fold
from kiosk.sale.screen import CustomerPage, Screen, StaffPage, StaffView
from kiosk.sale.states import COUNTER_STATES
from kiosk.sale.till import Now, Rules, Till
from kiosk.sale.view import view

MONO = 1_000.0
NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
PROJECT = 383_000
LIMITS = MappingProxyType({Currency.HKD: 1_000_000})
BOTH = MappingProxyType({Currency.HKD: 1_000_000, Currency.CNY: 500_000})
ONE, TWO, THREE = "till1-ONE", "till1-TWO", "till1-THREE"


def rules(lifetime_s: int = 300, limits: MappingProxyType[Currency, int] = LIMITS) -> Rules:
    return Rules("till1", PROJECT, "test", limits, lifetime_s)


def ids(payment_id: str = ONE) -> e.Ids:
    return e.Ids(payment_id, f"customer of {payment_id}")


def moment(seconds: float) -> Now:
    return Now(MONO + seconds, NOON + timedelta(seconds=seconds))


def code(
    minor: int | None = 12_850, *, editable: bool = False, expires: float | None = None, emv: bool = True,
    currency: str = "HKD", payload: str = "the code", unusual: bool = False,
) -> f.Code:  # fmt: skip
    """A code for HK$128.50 unless told otherwise; `expires` is seconds after noon."""
    at = None if expires is None else NOON + timedelta(seconds=expires)
    return f.Code(payload, (b"\1",), emv, "demo.invalid", currency, minor, editable, "Shop", at, unusual)


def stated(minor: int | None = 12_850, **said: Any) -> f.Stated:
    """What a document states about HK$128.50; None leaves the sums out."""
    sums = () if minor is None else (f.Sum(minor, "HKD"),)
    return replace(f.Stated(sums=sums), **said)


def success(minor: int | None = 12_850, operation: str = "op1", **said: Any) -> f.SuccessProved:
    base: dict[str, Any] = {"operation_id": operation, "successes": (operation,), "status": "success", "code": "0"}
    return f.SuccessProved(stated(minor, **(base | said)))


def decline(number: str = "20000") -> f.DeclineProved:
    return f.DeclineProved(stated(status="decline", code=number, message="Declined", operation_id="op1"))


def ended(status: str) -> f.Ended:
    return f.Ended(stated(None, status=status))


WAITING = f.Pending(stated(None, status="awaiting customer action", code="9999"), action=True)
PROCESSING = f.Pending(stated(None, status="processing"), action=False)
CONFIRMING = f.Confirming(stated(None, status="awaiting confirmation"))
MOVED = f.MayHaveMoved(stated(status="decline", code="20802"))
REVERSED = f.Reversed(stated(None, status="refunded"))
ODD = f.Odd("bad signature", "d1gest")


def qr(shown: f.Code | None = None) -> f.QrProved:
    said = stated(status="awaiting customer action", code="9999")
    return f.QrProved(said, shown if shown is not None else code(), action=True)


def effects_of(effects: Sequence[fx.Effect], kind: type) -> list[fx.Effect]:
    return [x for x in effects if isinstance(x, kind)]


class Playbook:
    """One till and everything it wrote. `t` is seconds since noon."""

    def __init__(self, lifetime_s: int = 300, limits: MappingProxyType[Currency, int] = LIMITS) -> None:
        # No owner's PIN unless a test sets one.
        self.till: Till = step(begin(rules(lifetime_s, limits)), o.PinKnown(False), moment(0.0)).till
        self.t = 0.0
        self.effects: tuple[fx.Effect, ...] = ()
        self.journal: list[r.Record] = []
        self.folded: dict[str, Payment] = {}
        self._left: list[fx.Effect] = []
        self._position = 0

    # Telling.

    def __rshift__(self, event: object) -> Playbook:
        """Let something happen, saved at once."""
        before, now = self.till, self.now
        done = step(before, event, now)
        assert step(before, event, now) == done, "the same till, event and moment give the same step"
        self.effects, self.till = done.effects, done.till
        self._left = list(done.effects)
        self._write()
        view(self.till, now)
        return self

    def broke(self, event: object, why: str = "full") -> Playbook:
        """Let something happen whose records cannot be saved: the step is thrown away."""
        done = step(self.till, event, self.now)
        assert effects_of(done.effects, fx.Remember), f"{type(event).__name__} wrote nothing that could be lost"
        self >> e.JournalBroke(event, why)
        assert not effects_of(self.effects, fx.Remember), "the step after a refusal must write nothing"
        return self

    def after(self, seconds: float) -> Playbook:
        """Time goes on; nobody notices yet."""
        self.t += seconds
        return self

    def at(self, t: float) -> Playbook:
        self.t = t
        return self

    def tick(self, seconds: float = 0.0) -> Playbook:
        return self.after(seconds) >> e.Ticked()

    def letter(self, fact: f.Fact, payment_id: str = ONE, **more: Any) -> e.LetterHeard:
        """The next letter of the mailbox."""
        self._position += 1
        heard = e.LetterHeard(self.till.lines.epoch, self._position, payment_id, fact, b"letter")
        return replace(heard, **more)

    def hears(self, fact: f.Fact, payment_id: str = ONE, **more: Any) -> Playbook:
        return self >> self.letter(fact, payment_id, **more)

    def answers(self, fact: f.Fact, payment_id: str = ONE, bound_to: str = "") -> Playbook:
        """The platform's answer to our question."""
        return self >> e.StatusHeard(payment_id, fact, b"answer", bound_to)

    # Expecting.

    def __lshift__(self, expected: object) -> Playbook:
        if isinstance(expected, StaffPage):
            assert self.staff.page is expected
        elif isinstance(expected, CustomerPage):
            assert self.screen.customer.page is expected
        elif isinstance(expected, State):
            assert self.last.state is expected
        elif isinstance(expected, str):
            assert expected in self.keys(), f"{expected} is not among {sorted(self.keys())}"
        elif expected in COUNTER_STATES:
            assert type(self.till.counter) is expected
        else:
            self._next(expected)
        return self

    def _next(self, expected: object) -> None:
        while self._left:
            effect = self._left.pop(0)
            record = effect.record if isinstance(effect, fx.Remember | fx.RideAlong) else None
            if expected in (type(effect), type(record), effect, record):
                return
        raise AssertionError(f"{expected} is not among the rest of {self.effects}")

    def none(self, kind: type) -> Playbook:
        """The last step asked for nothing of this kind, and wrote nothing of it."""
        records = [x.record for x in self.effects if isinstance(x, fx.Remember | fx.RideAlong)]
        assert kind not in {type(x) for x in (*self.effects, *records)}
        return self

    # Looking.

    @property
    def now(self) -> Now:
        return moment(self.t)

    @property
    def screen(self) -> Screen:
        return view(self.till, self.now)

    @property
    def staff(self) -> StaffView:
        return self.screen.staff

    @property
    def wake(self) -> float | None:
        """Seconds since noon."""
        at = wake_at(self.till, self.now)
        return None if at is None else at - MONO

    @property
    def last(self) -> Payment:
        """The newest payment in memory."""
        return list(self.till.payments.values())[-1]

    def payment(self, payment_id: str = ONE) -> Payment:
        return self.till.payments[payment_id]

    def state(self, payment_id: str = ONE) -> State:
        return self.payment(payment_id).state

    def attention(self, payment_id: str = ONE) -> tuple[str, ...]:
        return self.payment(payment_id).attention

    def keys(self) -> set[str]:
        """The text keys of the staff's page."""
        staff = self.staff
        question = staff.question.text if staff.question else None
        said = (
            staff.headline, staff.action, staff.answer, staff.checked, staff.banner, staff.entry_refused, question,
            staff.refused,
        )  # fmt: skip
        return {x.key for x in said if x is not None}

    def asked(self) -> list[str]:
        return [x.payment_id for x in self.effects if isinstance(x, fx.AskStatus)]

    # Laws of every step.

    def _write(self) -> None:
        outward = False
        for effect in self.effects:
            if isinstance(effect, fx.Remember | fx.RideAlong):
                assert not outward, "records come before everything else"
                self._keep(effect.record)
            else:
                outward = True
        for payment_id, payment in self.till.payments.items():
            assert self.folded.get(payment_id, payment) == payment, "memory is the fold of what was written"

    def _keep(self, record: r.Record) -> None:
        self.journal.append(record)
        if not isinstance(record, r.LetterKept):
            begins = isinstance(record, r.Intended | r.Orphaned)
            if begins or record.payment_id in self.folded:  # a recalled payment began elsewhere
                self.folded[record.payment_id] = fold(self.folded.get(record.payment_id), record)
