"""The owner's PIN: looked at one at a time, a wrong one costs time, an open gate shuts by itself."""

from __future__ import annotations

from kiosk.sale import effects as fx
from kiosk.sale import office_events as o
from kiosk.sale.office import Gate
from kiosk.sale.screen import Say
from tests.sale.helpers import Playbook, success
from tests.sale.openings import offered, opened

PIN = o.Pin("1234")


def shut(book: Playbook | None = None, tries: int = 0) -> Playbook:
    """A till whose owner has set a PIN."""
    return (book or opened()) >> o.PinKnown(True, tries)


def owner(book: Playbook | None = None) -> Playbook:
    """The owner stands here."""
    return shut(book) >> o.PinEntered(PIN) >> o.PinChecked(True, 0)


def gate(book: Playbook) -> Gate:
    return book.staff.owner.gate


def test_a_start_asks_whether_there_is_a_pin() -> None:
    book = Playbook()
    assert [x for x in opened().effects if isinstance(x, fx.LookAtPin)] == []
    from kiosk.sale import events as e

    (book >> e.Woke((), 1, "E", 0)) << fx.LookAtPin


def test_the_right_pin_opens_for_two_minutes() -> None:
    book = shut() >> o.PinEntered(PIN) << fx.CheckPin(PIN)
    assert (gate(book), book.staff.owner.checking) == (Gate.SHUT, True)
    book >> o.PinChecked(True, 0)
    assert (gate(book), book.staff.owner.checking) == (Gate.OPEN, False)
    assert gate(book.tick(119.9)) is Gate.OPEN
    assert book.wake is not None
    assert book.wake <= 120.0
    assert gate(book.tick(0.2)) is Gate.SHUT
    assert book.till.office.owner_until == 0.0


def test_leaving_shuts_at_once() -> None:
    assert gate(owner() >> o.OwnerLeft()) is Gate.SHUT


def test_one_pin_is_looked_at_at_a_time() -> None:
    book = shut() >> o.PinEntered(PIN) >> o.PinEntered(PIN)
    book.none(fx.CheckPin)
    (owner() >> o.PinEntered(PIN)).none(fx.CheckPin)
    (opened() >> o.PinEntered(PIN)).none(fx.CheckPin)


def test_wrong_pins_say_how_many_are_left_and_then_cost_time() -> None:
    book = shut()
    for tries in range(1, 5):
        book >> o.PinEntered(PIN) >> o.PinChecked(False, tries)
        assert book.staff.owner.said == Say("staff.pin.wrong", (("n", 5 - tries),))
        assert book.staff.owner.wait is None
    book >> o.PinEntered(PIN) >> o.PinChecked(False, 5)
    assert book.staff.owner.said == Say("staff.pin.too_many")
    assert book.staff.owner.wait is not None
    (book >> o.PinEntered(PIN)).none(fx.CheckPin)
    book.tick(30.0)
    assert book.staff.owner.wait is None
    book >> o.PinEntered(PIN) << fx.CheckPin
    book >> o.PinChecked(True, 0)
    assert (gate(book), book.till.office.tries) == (Gate.OPEN, 0)


def test_a_restart_begins_the_wait_anew_whatever_the_clock_says() -> None:
    book = shut(tries=7)
    (book.after(119.0) >> o.PinEntered(PIN)).none(fx.CheckPin)
    book.after(1.0) >> o.PinEntered(PIN) << fx.CheckPin


def test_a_comparison_that_never_comes_back_is_given_up() -> None:
    book = (shut() >> o.PinEntered(PIN)).tick(10.0)
    assert (book.staff.owner.checking, book.staff.owner.said) == (False, Say("staff.pin.unanswered"))
    assert gate(book >> o.PinChecked(True, 0)) is Gate.SHUT, "late answers open nothing"
    book >> o.PinChecked(False, 5)
    assert book.staff.owner.wait is not None, "but a wrong one counts"


def test_a_pin_that_cannot_be_read_keeps_everything_shut() -> None:
    book = opened() >> o.PinKnown(False, 0, "damaged")
    assert (gate(book), book.staff.owner.said) == (Gate.SHUT, Say("staff.pin.unreadable"))
    book >> o.PinEntered(PIN) >> o.PinChecked(False, 0, "damaged")
    assert book.staff.owner.said == Say("staff.pin.unreadable")


def test_totals_are_the_owners_where_there_is_one() -> None:
    book = offered().hears(success())
    assert book.staff.totals
    assert not shut(book).staff.totals
    assert owner(book).staff.totals


def test_the_gate_never_touches_the_sale_on_the_screen() -> None:
    book = offered()
    before = book.screen.customer
    owner(book) >> o.OwnerLeft()
    assert book.screen.customer == before
    assert book.till.counter == offered().till.counter


def test_what_is_known_of_the_pin_holds_when_a_step_is_thrown_away() -> None:
    from kiosk.sale import events as e

    book = shut() >> o.PinEntered(PIN) >> e.JournalBroke(o.PinChecked(True, 0), "full")
    assert gate(book) is Gate.OPEN
    assert gate(opened() >> e.JournalBroke(o.PinKnown(True), "full")) is Gate.SHUT
