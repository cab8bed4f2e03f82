"""A whole till for the runner's tests: real lanes' twins, a journal in a list, a platform and a relay by script.

Nothing here waits: time is moved by hand, a timer rings when a test lets it, and a lane can be held.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QTimer, QTimerEvent

from kiosk.runtime.lanes import Lanes
from kiosk.runtime.ports import Events, Makers
from kiosk.runtime.runner import Runner
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import records as r
from kiosk.sale.effects import CreatePayment, ReadMailbox
from kiosk.sale.money import Currency, Money
from kiosk.sale.payment import Payment, State, fold
from kiosk.sale.screen import CustomerPage, Screen, StaffPage
from kiosk.sale.till import Rules
from tests.fakes import ImmediateLane
from tests.leavings import closed_at_end
from tests.runtime.hand_clock import NOON, HandClock

PROJECT = 383_000
RULES = Rules("till1", PROJECT, "test", MappingProxyType({Currency.HKD: 1_000_000}), lifetime_s=300)
CODE = f.Code("pay me", (b"\x01\x00", b"\x00\x01"), True, "hk.com.hkicl", "HKD", 12_850, False, "Tea", None, False)


class JournalDown(Exception):
    why = "full"


class ListJournal:
    """A journal in memory. `check` holds its rows against its records: nothing lost, doubled or out of order."""

    def __init__(self, woke: e.Woke | None = None) -> None:
        self.woke = woke or e.Woke((), 1, "", 0)
        self.commits: list[tuple[r.Record, ...]] = []
        self.rows = {payment.payment_id: payment for payment in self.woke.payments}
        self.operations: dict[str, str] = {}
        self.looked_up: list[str] = []
        self.tidied = self.closed = 0

    def commit(self, records: Sequence[r.Record], rows: Sequence[Payment]) -> None:
        self.commits.append(tuple(records))
        self.rows.update({row.payment_id: row for row in rows})

    def load(self, now: datetime) -> e.Woke:
        return self.woke

    def recall(self, payment_id: str) -> Payment | None:
        self.looked_up.append(payment_id)
        return self.rows.get(payment_id)

    def bound(self, operation_id: str) -> str:
        self.looked_up.append(operation_id)
        return self.operations.get(operation_id, "")

    def checkpoint(self) -> None:
        self.tidied += 1

    def close(self) -> None:
        self.closed += 1

    @property
    def records(self) -> list[r.Record]:
        return [record for commit in self.commits for record in commit]

    def kinds(self) -> list[str]:
        """The classes of all records, in their order."""
        return [type(record).__name__ for record in self.records]

    def check(self, *before: Payment) -> None:
        """Every row is what the records add up to, `before` being what was there already."""
        folded = {payment.payment_id: payment for payment in before}
        for record in self.records:
            if not isinstance(record, r.LetterKept):
                folded[record.payment_id] = fold(folded.get(record.payment_id), record)
        assert self.rows == folded
        assert len(self.records) == len({id(record) for record in self.records}), "a record was written twice"


class BrokenJournal(ListJournal):
    """A journal that breaks when a test says so. `troubles` are raised by the next commits, one each; `down` by every
    commit and load, `deaf` by every look-up, until it is None again.
    """

    def __init__(self, woke: e.Woke | None = None) -> None:
        super().__init__(woke)
        self.down: BaseException | None = None
        self.deaf: BaseException | None = None
        self.troubles: deque[BaseException] = deque()
        self.tried = 0

    def commit(self, records: Sequence[r.Record], rows: Sequence[Payment]) -> None:
        self.tried += 1
        trouble = self.troubles.popleft() if self.troubles else self.down
        if trouble is not None:
            raise trouble
        super().commit(records, rows)

    def load(self, now: datetime) -> e.Woke:
        if self.down is not None:
            raise self.down
        return super().load(now)

    def recall(self, payment_id: str) -> Payment | None:
        self._hear()
        return super().recall(payment_id)

    def bound(self, operation_id: str) -> str:
        self._hear()
        return super().bound(operation_id)

    def _hear(self) -> None:
        if self.deaf is not None:
            raise self.deaf


class ScriptedGate:
    """The platform. `orders` and `answers` are given out one a call."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.orders: deque[Events | BaseException] = deque()
        self.answers: deque[Events | BaseException] = deque()

    def order(self, effect: CreatePayment) -> Events:
        self.seen.append(f"order {effect.payment_id}")
        return _given(self.orders, (e.OrderAccepted(effect.payment_id, b"accepted"),))

    def ask(self, payment_id: str) -> Events:
        self.seen.append(f"ask {payment_id}")
        return _given(self.answers, (e.CallFailed(e.Call.ASK, False, "timeout", payment_id),))

    def warm(self) -> Events:
        self.seen.append("warm")
        return ()

    def draw(self, payment_id: str, payload: str) -> e.QrDrawn:
        self.seen.append(f"draw {payload}")
        return e.QrDrawn(payment_id, CODE)


class ScriptedMailbox:
    """The relay: it holds letters and hands out those after the cursor, again and again, until the cursor moves."""

    def __init__(self) -> None:
        self.letters: list[e.LetterHeard] = []
        self.reads: list[int] = []
        self.probes: deque[Events | BaseException] = deque()

    def post(self, payment_id: str, fact: f.Fact, raw: bytes = b"letter") -> None:
        self.letters.append(e.LetterHeard("e1", len(self.letters) + 1, payment_id, fact, raw))

    def read(self, effect: ReadMailbox) -> Events:
        self.reads.append(effect.after)
        return (*self.letters[effect.after :], e.MailboxAnswered("e1", len(self.letters)))

    def probe(self) -> Events:
        return _given(self.probes, (e.ProbeAnswered("e1", len(self.letters), 0),))


def _given(script: deque[Events | BaseException], default: Events) -> Events:
    given = script.popleft() if script else default
    if isinstance(given, BaseException):
        raise given
    return given


class Bench:
    """A runner with everything around it. Its page paints a code as soon as it is told to prepare one."""

    def __init__(self, journal: BrokenJournal | None = None, makers: Callable[[Makers], Makers] = lambda m: m) -> None:
        self.clock, self.journal = HandClock(), journal or BrokenJournal()
        self.gate, self.mailbox = ScriptedGate(), ScriptedMailbox()
        self.disk, self.order, self.ask, self.letters, self.probe = (
            ImmediateLane(name) for name in ("journal", "order", "ask", "mailbox", "probe")
        )
        self.letters.hold()
        self.screens: list[Screen] = []
        self.blanks: list[float] = []
        self.paints = True
        made = makers(Makers(lambda: self.journal, lambda: self.gate, lambda: self.mailbox))
        lanes = Lanes(self.disk, self.order, self.ask, self.letters, self.probe)
        self.runner = Runner(RULES, made, self.clock.edge(), lanes)
        closed_at_end(self.runner)
        self.runner.shown.connect(self._shown)
        self.runner.blanked.connect(self._blanked)

    def _shown(self, screen: Screen) -> None:
        before = self.screens[-1].customer.prepare if self.screens else None
        code = screen.customer.prepare
        self.screens.append(screen)
        if self.paints and code is not None and code != before:
            self.press(e.QrPainted(code.payment_id, good=True))

    def _blanked(self, _nothing: object) -> None:
        # A method, not a lambda: Qt would hold that for ever, and all of this bench with it.
        self.blanks.append(self.clock.seconds)

    def press(self, *events: object) -> None:
        for event in events:
            self.runner.dispatch(event)

    def start(self) -> None:
        self.runner.present()
        self.runner.start()

    def charge(self, keys: str = "128.50") -> None:
        self.press(*(e.KeyTyped(key) for key in keys), e.ChargePressed())

    def read(self) -> None:
        """Let the mailbox read that is out, or the next one, come back."""
        if not self.letters.waiting:
            self.forward(0.1)
        assert self.letters.waiting == 1
        self.letters.work()

    def offer(self) -> None:
        """A sale up to the code on the customer's screen: payment till1-1, letter 1."""
        self.start()
        self.charge()
        self.mailbox.post("till1-1", QR)
        self.read()
        assert self.page is CustomerPage.QR

    def timer(self, name: str) -> QTimer:
        return next(timer for timer in self.runner.findChildren(QTimer) if timer.objectName() == f"runner-{name}")

    def ring(self, name: str) -> None:
        timer = self.timer(name)
        assert timer.isActive(), f"the timer {name} is not running"
        QCoreApplication.sendEvent(timer, QTimerEvent(timer.timerId()))

    def breathe(self) -> None:
        while self.timer("breath").isActive():
            self.ring("breath")

    def forward(self, seconds: float, ring: str = "wake") -> None:
        self.clock.seconds += seconds
        self.ring(ring)

    @property
    def screen(self) -> Screen:
        return self.screens[-1]

    @property
    def page(self) -> CustomerPage:
        return self.screen.customer.page

    @property
    def staff(self) -> StaffPage:
        return self.screen.staff.page

    def state(self, payment_id: str = "till1-1") -> State:
        return self.runner.till.payments[payment_id].state


STATED = f.Stated(PROJECT, None, (f.Sum(12_850, "HKD"),), status="awaiting customer action", code="9999")
QR = f.QrProved(STATED, CODE, action=True)
PENDING = f.Pending(STATED, action=True)
PAID = f.SuccessProved(replace(STATED, operation_id="op-1", successes=("op-1",), status="success", code="0"))
ODD = f.Odd("signature", "5a" * 32)
DECLINED = f.DeclineProved(replace(STATED, operation_id="op-1", status="decline", code="20105"))


def old(payment_id: str) -> Payment:
    """A payment of the journal that left memory: shown, cancelled, dead, and only heard from now on."""
    money = Money(12_850, Currency.HKD)
    made = Payment(payment_id, f"c-{payment_id}", 7, 1, money, "", PROJECT, "test", NOON, lifetime_s=300)
    return replace(made, state=State.DEAD, closed="cancel", shown=True, settled=NOON, rested=True)
