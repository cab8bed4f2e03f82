"""A call always ends in events, and only an order that surely never left is called so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.runtime.desk import Desk, Late
from kiosk.runtime.ports import Events, GatePort, MailboxPort, Makers
from kiosk.sale.effects import CreatePayment, ReadMailbox
from kiosk.sale.events import Call, CallFailed, OrderAccepted, ProbeAnswered, QrDrawn
from kiosk.sale.money import Currency, Money
from kiosk.sale.office_events import Pin, PinChecked, PinKnown
from tests.runtime.helpers import BrokenJournal, ScriptedGate, ScriptedMailbox

ORDER = CreatePayment("till1-1", "c-1", Money(100, Currency.HKD), not_after=4.0)
READ = ReadMailbox("e1", 0)
FAULTS = [RuntimeError("broken"), FileNotFoundError("gate.secret"), SystemExit("out"), KeyboardInterrupt()]


class World:
    """Makers that fail as long as `missing` says what is missing."""

    def __init__(self) -> None:
        self.missing: BaseException | None = None
        self.gates: list[ScriptedGate] = []
        self.boxes: list[ScriptedMailbox] = []
        self.desk = Desk(Makers(BrokenJournal, self.gate, self.box))

    def gate(self) -> GatePort:
        if self.missing is not None:
            raise self.missing
        self.gates.append(ScriptedGate())
        return self.gates[-1]

    def box(self) -> MailboxPort:
        if self.missing is not None:
            raise self.missing
        self.boxes.append(ScriptedMailbox())
        return self.boxes[-1]


@pytest.mark.parametrize("missing", FAULTS)
def test_an_order_without_a_line_surely_never_left(missing: BaseException) -> None:
    world = World()
    world.missing = missing
    assert world.desk.order(ORDER) == (CallFailed(Call.ORDER, True, "unreachable", "till1-1"),)
    world.missing = None
    assert world.desk.order(ORDER) == (OrderAccepted("till1-1", b"accepted"),), "and the line is tried again"


@pytest.mark.parametrize("fault", FAULTS)
def test_an_order_that_ends_in_the_program_itself_may_have_left(fault: BaseException) -> None:
    world = World()
    world.desk.warm()
    world.gates[0].orders.append(fault)
    (failed,) = world.desk.order(ORDER)
    assert isinstance(failed, CallFailed)
    assert (failed.call, failed.certain, failed.payment_id) == (Call.ORDER, False, "till1-1")


CALLS: list[tuple[Callable[[Desk], Events], Events]] = [
    (lambda desk: desk.ask("till1-1"), (CallFailed(Call.ASK, False, "unreadable", "till1-1"),)),
    (lambda desk: desk.read(READ), (CallFailed(Call.MAILBOX, False, "unreadable"),)),
    (lambda desk: desk.probe(), (CallFailed(Call.PROBE, False, "unreadable"),)),
    (lambda desk: desk.warm(), ()),
    (lambda desk: desk.draw("till1-1", "pay me"), (QrDrawn("till1-1", None),)),
]


@pytest.mark.parametrize(("call", "ends"), CALLS)
@pytest.mark.parametrize("missing", FAULTS)
def test_a_call_without_a_line_ends_and_is_tried_again(
    call: Callable[[Desk], Events], ends: Events, missing: BaseException
) -> None:
    world = World()
    world.missing = missing
    assert call(world.desk) == ends
    assert call(world.desk) == ends
    world.missing = None
    assert call(world.desk) is not None
    assert len(world.gates) + len(world.boxes) == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_a_call_that_ends_in_the_program_itself_ends_in_events(fault: BaseException) -> None:
    world = World()
    world.desk.ask("till1-1")
    world.gates[0].answers.append(fault)
    assert world.desk.ask("till1-1") == (CallFailed(Call.ASK, False, "unreadable", "till1-1"),)
    assert world.desk.probe() == (ProbeAnswered("e1", 0, 0),)
    world.boxes[0].probes.append(fault)
    assert world.desk.probe() == (CallFailed(Call.PROBE, False, "unreadable"),)


def test_order_and_question_share_a_line_and_polls_have_their_own() -> None:
    world = World()
    world.desk.order(ORDER)
    world.desk.warm()
    world.desk.ask("till1-1")
    world.desk.draw("till1-1", "pay me")
    world.desk.read(READ)
    world.desk.probe()
    assert [gate.seen for gate in world.gates] == [["order till1-1", "warm", "ask till1-1", "draw pay me"]]
    assert [box.reads for box in world.boxes] == [[0], []]


def test_a_late_port_is_made_once_and_only_when_needed() -> None:
    late: Late[GatePort] = Late(ScriptedGate)
    assert late.made is None
    made = late.get()
    assert late.get() is made
    assert late.made is made


class NoPin:
    """A place for a PIN that cannot be looked at."""

    def look(self) -> PinKnown:
        raise OSError("broken")

    def check(self, pin: Pin) -> PinChecked:
        raise OSError(f"broken while {pin.reveal()} was compared")


def test_a_till_without_pins_has_none() -> None:
    desk = World().desk
    assert desk.look_at_pin() == (PinKnown(False),)
    assert desk.check_pin(Pin("2718")) == (PinChecked(False, 0, "none"),)


def test_a_pin_that_cannot_be_looked_at_keeps_everything_shut(caplog: pytest.LogCaptureFixture) -> None:
    world = World()
    desk = Desk(Makers(BrokenJournal, world.gate, world.box, NoPin))
    assert desk.look_at_pin() == (PinKnown(True, 0, "fault"),)
    assert desk.check_pin(Pin("2718")) == (PinChecked(False, 0, "fault"),)
    assert "2718" not in caplog.text
