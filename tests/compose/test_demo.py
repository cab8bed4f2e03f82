"""The demo is the live composition with other transports: the same adapters talk to a world in this process."""

from pathlib import Path

from kiosk.compose.demo import demo
from kiosk.sale.effects import CreatePayment, ReadMailbox
from kiosk.sale.events import LetterHeard, MailboxAnswered, OrderAccepted, ProbeAnswered, StatusHeard
from kiosk.sale.facts import Pending, QrProved, SuccessProved
from kiosk.sale.money import Currency, Money
from kiosk.simulator.plot import Pace
from tests.compose.helpers import HandClock

ORDER = CreatePayment("demo-abcdefghijklmnopqrstuvwxyz", "c-1", Money(8800, Currency.HKD), not_after=1e9)


def test_a_sale_goes_through_the_real_lines(tmp_path: Path) -> None:
    clock = HandClock()
    parts = demo(tmp_path, clocks=clock.edge(), patient=False, pace=Pace(auto_pay=False))
    gate, mailbox = parts.makers.gate(), parts.makers.mailbox()
    assert parts.ribbon == "ribbon.demo"
    assert any(isinstance(x, ProbeAnswered) for x in mailbox.probe())
    assert any(isinstance(x, OrderAccepted) for x in gate.order(ORDER))
    clock.forward(2.0)
    heard = mailbox.read(ReadMailbox("", 0))
    letters = [x for x in heard if isinstance(x, LetterHeard)]
    assert [type(x.fact) for x in letters] == [QrProved]
    assert isinstance(heard[-1], MailboxAnswered)
    assert parts.phone is not None
    assert parts.phone.codes() == (), "no screen has shown it"
    parts.phone.pay(ORDER.payment_id)
    parts.phone.seen("demo-of-nobody")
    parts.phone.seen(ORDER.payment_id)
    assert parts.phone.codes() == ((ORDER.payment_id, ORDER.money),)
    asked = [x for x in gate.ask(ORDER.payment_id) if isinstance(x, StatusHeard)]
    assert isinstance(asked[0].fact, Pending)
    parts.phone.pay(ORDER.payment_id)
    clock.forward(5.0)
    again = [x for x in mailbox.read(ReadMailbox(letters[0].epoch, letters[0].position)) if isinstance(x, LetterHeard)]
    assert [type(x.fact) for x in again] == [SuccessProved]
    parts.close()


def test_a_phone_before_the_first_line_has_nothing_to_scan(tmp_path: Path) -> None:
    parts = demo(tmp_path, clocks=HandClock().edge(), patient=False)
    assert parts.phone is not None
    parts.phone.seen(ORDER.payment_id)
    assert parts.phone.codes() == ()
    parts.close()


def test_a_declining_phone_and_a_late_tap(tmp_path: Path) -> None:
    clock = HandClock()
    parts = demo(tmp_path, clocks=clock.edge(), patient=False, pace=Pace(auto_pay=False))
    parts.makers.gate().order(ORDER)
    clock.forward(2.0)
    parts.makers.mailbox().probe()
    assert parts.phone is not None
    parts.phone.seen(ORDER.payment_id)
    parts.phone.decline(ORDER.payment_id)
    parts.phone.pay(ORDER.payment_id)  # too late: nothing happens, and nothing breaks
    assert parts.phone.codes() == ()
