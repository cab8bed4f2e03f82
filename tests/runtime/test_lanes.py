"""Each effect goes to its own lane, and the lanes end in the right order."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from kiosk.runtime.desk import Desk
from kiosk.runtime.lane import Bell, JobFailed, Lane, LaneClosed
from kiosk.runtime.lanes import Errands, Lanes, threads
from kiosk.runtime.ports import Edge, Events, Makers
from kiosk.runtime.runner import Runner
from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import office_events as o
from kiosk.sale import records as r
from kiosk.sale.money import Currency, Money
from kiosk.sale.screen import Chime, CustomerPage, Screen
from tests.fakes import ImmediateLane
from tests.leavings import closed_at_end
from tests.runtime.hand_clock import NOON
from tests.runtime.helpers import PAID, QR, RULES, BrokenJournal, ScriptedGate, ScriptedMailbox

pytestmark = pytest.mark.usefixtures("qapp")

NAMES = ("journal", "order", "ask", "mailbox", "probe")
ORDER = fx.CreatePayment("till1-1", "c-1", Money(100, Currency.HKD), not_after=4.0)


class Yard:
    """Held lanes with an errand boy."""

    def __init__(self) -> None:
        self.lanes = {name: ImmediateLane(name) for name in NAMES}
        for lane in self.lanes.values():
            lane.hold()
        self.gate, self.box = ScriptedGate(), ScriptedMailbox()
        desk = Desk(Makers(BrokenJournal, lambda: self.gate, lambda: self.box))
        self.errands = Errands(desk, Lanes(*self.lanes.values()))
        self.heard: list[object] = []
        for lane in self.lanes.values():
            lane.arrived.connect(lambda answer: self.heard.extend(self.errands.heard(answer)))

    def waiting(self) -> list[str]:
        return [name for name, lane in self.lanes.items() for _ in range(lane.waiting)]

    def release(self) -> None:
        for lane in self.lanes.values():
            lane.release()


@pytest.mark.parametrize(
    ("effect", "lane", "event"),
    [
        (ORDER, "order", e.OrderAccepted),
        (fx.AskStatus("till1-1"), "ask", e.CallFailed),
        (fx.ReadMailbox("e1", 0), "mailbox", e.MailboxAnswered),
        (fx.ProbeRelay(), "probe", e.ProbeAnswered),
        (fx.DrawQr("till1-1", "pay me"), "ask", e.QrDrawn),
        (fx.LookAtPin(), "order", o.PinKnown),
        (fx.CheckPin(o.Pin("1234")), "order", o.PinChecked),
    ],
)
def test_an_effect_goes_to_its_lane_and_comes_back_as_events(effect: fx.Effect, lane: str, event: type) -> None:
    yard = Yard()
    yard.errands.run(effect)
    assert yard.waiting() == [lane]
    yard.release()
    assert [type(heard) for heard in yard.heard] == [event]


@pytest.mark.parametrize("kind", [fx.Remember, fx.RideAlong])
def test_records_go_nowhere(kind: type[fx.Remember | fx.RideAlong]) -> None:
    yard = Yard()
    yard.errands.run(kind(r.Rested(NOON, "till1-1")))
    assert yard.waiting() == []


def test_what_is_heard_is_no_call() -> None:
    yard = Yard()
    yard.errands.run(fx.PlayChime(Chime.PAID))
    assert yard.waiting() == []


def test_lines_are_warmed_one_at_a_time() -> None:
    yard = Yard()
    yard.errands.run(fx.WarmLines())
    yard.errands.run(fx.WarmLines())
    yard.errands.run(ORDER)
    assert sorted(yard.waiting()) == ["ask", "order"], "an order never waits behind a warming"
    yard.release()
    assert sorted(yard.gate.seen) == ["order till1-1", "warm"]
    assert [type(heard) for heard in yard.heard] == [e.OrderAccepted], "that the lines are warm is no news"
    yard.errands.run(fx.WarmLines())
    assert yard.gate.seen[-1] == "warm"


def test_what_is_no_answer_is_no_event() -> None:
    yard = Yard()
    assert yard.errands.heard(JobFailed("order", RuntimeError("broken"))) == ()
    assert yard.errands.heard(None) == ()


def test_the_journal_finishes_what_it_has_and_the_others_drop_it() -> None:
    done: list[str] = []
    lanes = {name: ImmediateLane(name) for name in NAMES}
    for name, lane in lanes.items():
        lane.hold()
        lane.submit(partial(done.append, name))
    Lanes(*lanes.values()).close(0.0)
    assert done == ["journal"]
    for lane in lanes.values():
        with pytest.raises(LaneClosed):
            lane.submit(done.clear)


class WaitingBox(ScriptedMailbox):
    """A relay that lets a read wait until it is told otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.bell = Bell()

    def read(self, effect: fx.ReadMailbox) -> Events:
        self.bell.wait(5.0)
        return super().read(effect)


def test_a_sale_over_real_lanes(qtbot: QtBot) -> None:
    """Five threads, one runner: everything it hears, it hears in its own thread and in order."""
    journal, gate, box, lanes = BrokenJournal(), ScriptedGate(), WaitingBox(), threads()
    real = (lanes.journal, lanes.order, lanes.ask, lanes.mailbox, lanes.probe)
    assert len({id(lane) for lane in real if isinstance(lane, Lane)}) == 5
    edge = Edge(time.monotonic, lambda: datetime.now(UTC), lambda: 0.0, lambda: e.Ids("till1-1", "c-1"))
    runner = Runner(RULES, Makers(lambda: journal, lambda: gate, lambda: box), edge, lanes)
    closed_at_end(runner)
    pages: list[CustomerPage] = []

    def shown(screen: Screen) -> None:
        pages.append(screen.customer.page)
        if screen.customer.prepare is not None:
            runner.dispatch(e.QrPainted("till1-1", good=True))

    runner.shown.connect(shown)
    runner.present()
    runner.start()
    for key in "128.50":
        runner.dispatch(e.KeyTyped(key))
    runner.dispatch(e.ChargePressed())
    for fact, page in ((QR, CustomerPage.QR), (PAID, CustomerPage.PAID)):
        qtbot.waitUntil(lambda: "order till1-1" in gate.seen and "Intended" in journal.kinds())
        box.post("till1-1", fact)
        box.bell.ring()
        qtbot.waitUntil(partial(lambda wanted: pages[-1] is wanted, page))
    assert len(journal.commits) == 4
    journal.check()
    runner.close(1.0)
    box.bell.ring()
    assert journal.closed == 1
