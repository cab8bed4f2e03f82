"""A seeded walk: staff, customers, relay, platform, clock, disk and power doing anything at any moment."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale import office_events as o
from kiosk.sale import records as r
from kiosk.sale import states as s
from kiosk.sale.machine import begin, step
from kiosk.sale.payment import Payment, State, fold
from kiosk.sale.screen import Say
from kiosk.sale.till import Now, Step, Till
from kiosk.sale.view import view
from tests.sale import laws
from tests.sale.helpers import (
    BOTH,
    CONFIRMING,
    MOVED,
    PROCESSING,
    REVERSED,
    WAITING,
    code,
    decline,
    ended,
    moment,
    qr,
    rules,
    success,
)

AMOUNT = 12_850
CALLS = (
    fx.CreatePayment, fx.AskStatus, fx.ReadMailbox, fx.ProbeRelay, fx.DrawQr, fx.CheckPin, fx.LookAtPin,
)  # fmt: skip
RULES = replace(rules(limits=BOTH), trust_below=20_000)
STAFF: tuple[object, ...] = (
    e.KeyTyped("1"), e.KeyTyped("00"), e.KeyTyped("."), e.KeyTyped("+"), e.Erased(), e.Cleared(), e.CurrencyPressed(),
    e.ReferenceTyped("table 4"), e.CancelPressed(), e.CancelConfirmed(), e.QuestionLeft(), e.SetAsidePressed(),
    e.CheckNowPressed(), e.CannotPayPressed(), e.CannotPayChosen("app"), e.NewCodeAnswered(True), e.DoubtAnswered(True),
    e.DoubtAnswered(False), e.NextPressed(), e.AgainPressed(), o.WrongAmountPressed(), o.TrustPressed(),
    o.PinEntered(o.Pin("1234")), o.PinEntered(o.Pin("1234")), o.OwnerLeft(), o.Sought("12"),
    o.Sought("", "table"), o.Sought(at="12"),
    o.SearchLeft(), o.CaseLeft(),
)  # fmt: skip


def facts(chance: Random, operation: str) -> f.Fact:
    """Anything the platform may say about HK$128.50, true or not."""
    likely: list[f.Fact] = [WAITING, WAITING, PROCESSING, CONFIRMING, success(operation=operation), decline(), qr()]
    odd: list[f.Fact] = [
        MOVED, REVERSED, f.NotRegistered(), f.NotRegistered(), f.NotRegistered(), f.Odd("odd", str(chance.random())),
        qr(code(99)), qr(code(expires=chance.random() * 9e3)), f.CodeUnusable(WAITING.stated, "crc"), success(None),
        success(operation=chance.choice(("op1", "op2", ""))), success(AMOUNT + 1), ended("expired"), ended("expired"),
        ended("error"), ended("awaiting customer"), ended("cancelled"),
    ]  # fmt: skip
    return chance.choice(likely if chance.random() < 0.6 else odd)


def office(chance: Random, one: str) -> tuple[object, ...]:
    """What people may decide about a sale, possible or not."""
    minor = chance.choice((1, AMOUNT, 2 * AMOUNT))
    return (
        e.AttentionDecided(one, chance.choice(("checked", "goods", "returned")), chance.choice(("Ann", ""))),
        o.CaseOpened(one), o.PaidClaimed(one), o.HandPaid(one, "seen in the bank", "Ann"),
        o.ReturnRecorded(one, minor, "cash", "", "Ann"),
    )  # fmt: skip


class Walker:
    """One till in a world of chance. `says` collects every text it ever showed."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.t, self.made, self.position, self.steps = 0.0, 0, 0, 0
        # In every third world large amounts are asked about, and this one is large.
        self.rules = replace(RULES, ask_above=AMOUNT - 1 if seed % 3 == 0 else 0)
        self.till = begin(self.rules)
        self.typing = False
        self.out: list[fx.Effect] = []
        self.rows: dict[str, Payment] = {}
        self.riding: list[r.Record] = []
        self.kept = ("", 0)
        self.ordered: set[str] = set()
        self.shown: set[str] = set()
        self.says: set[Say] = set()
        self.seen: set[type] = set()
        self.stations: list[tuple[Till, Now]] = []
        self.happen(self._woke())

    def walk(self, steps: int) -> None:
        for _ in range(steps):
            self.happen(self._something())

    # What happens.

    def _something(self) -> object:
        chance = self.chance
        kind = chance.choices(("staff", "time", "answer", "letter", "rare"), (28, 24, 28, 16, 4))[0]
        self.typing = self.typing and isinstance(self.till.counter, s.Ready)
        if kind == "staff" or self.typing:
            return self._staff()
        if kind == "answer" and self.out:
            return self._answer(self.out.pop(chance.randrange(len(self.out))))
        if kind == "letter" or (isinstance(self.till.counter, s.AwaitingQr) and chance.random() < 0.3):
            return self._letter()
        return self._rarity() if kind == "rare" else self._later()

    def _later(self) -> e.Ticked:
        jumps = (0.0, 0.3, 1.5, 4.0, 11.0, 31.0, 70.0, 400.0, 4_000.0, 90_000.0)
        self.t += self.chance.choices(jumps, (4, 8, 8, 8, 6, 6, 4, 2, 1, 0.4))[0] * self.chance.random()
        return e.Ticked()

    def _staff(self) -> object:
        chance, counter = self.chance, self.till.counter
        if isinstance(counter, s.Ready) and (self.typing or chance.random() < 0.5):
            return e.ChargePressed(self._ids()) if counter.entry.minor == AMOUNT else self._amount()
        if isinstance(counter, s.Checking | s.Unsettled) and chance.random() < 0.3:
            forced = o.RenewForced("the app shows nothing", "Ann", self._ids())
            return chance.choice((e.NewCodeAnswered(False, self._ids()), forced))
        known = list(self.till.payments)
        if known and chance.random() < 0.2:
            one = chance.choice(known)
            return chance.choice((e.TileTapped(one), e.CheckNowPressed(one), e.OrderLeft(one), *office(chance, one)))
        return chance.choice(STAFF)

    def _amount(self) -> object:
        """One more key of 128.5, or a fresh start."""
        counter = self.till.counter
        assert isinstance(counter, s.Ready)
        typed = counter.entry.text
        whole = "128.5".startswith(typed)
        self.typing = not whole or len(typed) < 4
        return e.KeyTyped("128.5"[len(typed)]) if whole else e.Cleared()

    def _ids(self) -> e.Ids:
        repeat = self.till.payments and self.chance.random() < 0.05
        self.made += 1
        name = self.chance.choice(sorted(self.till.payments)) if repeat else f"till1-{self.made:04}"
        return e.Ids(name, f"customer {name}")

    def _someone(self) -> str:
        unknown = ("till1-GHOST", "", "other-1")
        names = sorted(self.ordered)[-4:] if self.ordered and self.chance.random() < 0.95 else unknown
        return self.chance.choice(names)

    def _letter(self) -> e.LetterHeard:
        self.position += self.chance.choice((0, 1, 1, 1))
        epoch = "E2" if self.chance.random() < 0.01 else self.till.lines.epoch
        name, front = self._someone(), s.front(self.till.counter)
        fact = facts(self.chance, f"op {name}")
        if isinstance(self.till.counter, s.Ordering | s.AwaitingQr) and self.chance.random() < 0.6:
            name, fact = front, qr(code(self.chance.choice((AMOUNT, AMOUNT, AMOUNT, None))))
        return e.LetterHeard(epoch, self.position, name, fact, b"raw", recalled=self.rows.get(name))

    def _answer(self, effect: fx.Effect) -> object:
        chance, failed = self.chance, self.chance.random() < 0.25
        why = chance.choice(("timeout", "busy", "unreachable", "tls", "elsewhere", "token"))
        match effect:
            case fx.CreatePayment():
                name = effect.payment_id
                if failed:
                    return e.CallFailed(e.Call.ORDER, chance.random() < 0.5, why, name)
                return chance.choice((e.OrderAccepted(name, b"{}"), e.OrderRefused(name, "3297", "limit", b"{}")))
            case fx.AskStatus():
                if failed:
                    return e.CallFailed(e.Call.ASK, False, why, effect.payment_id)
                recalled = self.rows.get(effect.payment_id)
                fact = facts(chance, f"op {effect.payment_id}")
                return e.StatusHeard(effect.payment_id, fact, b"raw", recalled=recalled)
            case fx.ReadMailbox():
                return e.CallFailed(e.Call.MAILBOX, False, why) if failed else e.MailboxAnswered("E", self.position)
            case fx.ProbeRelay():
                return e.CallFailed(e.Call.PROBE, False, why) if failed else e.ProbeAnswered("E", self.position, 0)
            case fx.LookAtPin():
                return o.PinKnown(chance.random() < 0.7)
            case fx.CheckPin():
                right = chance.random() < 0.7
                return o.PinChecked(right, 0 if right else chance.randrange(9))
            case fx.DrawQr():
                return e.QrDrawn(effect.payment_id, None if failed else code())
            case _:
                return e.Ticked()

    def _rarity(self) -> object:
        chance = self.chance
        rare: list[object] = [
            e.Resumed(), e.ClockHeard(chance.uniform(-9, 9)), None, self._woke(), e.QrDrawn("till1-0001", code()),
            e.QrPainted(s.front(self.till.counter), True), e.StepFailed("KeyTyped") if chance.random() < 0.1 else None,
        ]  # fmt: skip
        return chance.choice(rare)

    def _woke(self) -> e.Woke:
        newest = max((p.sale for p in self.rows.values()), default=0)
        return e.Woke(tuple(self.rows.values()), newest + 1, *self.kept)

    # What comes of it.

    def happen(self, event: object) -> None:
        if isinstance(event, e.Woke) and self.till.awake:
            self.till, self.out, self.riding = begin(self.rules), [], []  # the power was cut
            self.position = self.kept[1]
        self._step(event)
        sent = self.till.payments.get(self.till.lines.ordering)
        if sent is not None and sent.state is State.INTENT and self.chance.random() < 0.9:
            self._step(e.OrderLeft(sent.payment_id))
        prepared = view(self.till, moment(self.t)).customer.prepare
        if prepared is not None and self.chance.random() < 0.8:
            self._step(e.QrPainted(prepared.payment_id, self.chance.random() < 0.95))
        laws.quiet_until_woken(self.till, moment(self.t), self.chance.random())

    def _step(self, event: object) -> None:
        now = moment(self.t)
        done = step(self.till, event, now)
        saves = any(isinstance(x, fx.Remember) for x in done.effects)
        # A result that cannot be written is rare enough to be helped along.
        proof = isinstance(event, e.LetterHeard | e.StatusHeard) and isinstance(event.fact, f.SuccessProved)
        if saves and self.chance.random() < (0.3 if proof else 0.04) and not isinstance(event, e.Woke):
            event = e.JournalBroke(event, "full")
            done = step(self.till, event, now)
            assert not any(isinstance(x, fx.Remember) for x in done.effects), "nothing is written after a refusal"
        laws.check(self.till, event, done, now, self.ordered, self.shown)
        self._adopt(done)
        self.says |= set(laws.said(view(done.till, now)))
        self.seen.add(type(done.till.counter))
        if self.chance.random() < (0.01 if isinstance(done.till.counter, s.Ready) else 0.2):
            self.stations.append((done.till, now))
        self.steps += 1

    def _adopt(self, done: Step) -> None:
        self.till = done.till
        saves = any(isinstance(x, fx.Remember) for x in done.effects)
        self.riding += [x.record for x in done.effects if isinstance(x, fx.Remember | fx.RideAlong)]
        if saves:
            for record in self.riding:
                self._write(record)
            self.riding = []
            for name, row in self.rows.items():
                assert self.till.payments.get(name, row) == row, "memory is the fold of what was written"
        self.out += [x for x in done.effects if isinstance(x, CALLS)]

    def _write(self, record: r.Record) -> None:
        if isinstance(record, r.LetterKept):
            self.kept = (record.epoch, record.position)
        else:
            self.rows[record.payment_id] = fold(self.rows.get(record.payment_id), record)
