"""Today's counts: proofs on one side, what people released or returned on the other, and never one thing twice."""

from __future__ import annotations

from dataclasses import replace

from kiosk.sale import events as e
from kiosk.sale import office_events as o
from kiosk.sale.machine import begin
from kiosk.sale.money import Currency
from kiosk.sale.screen import Apart, Total
from kiosk.sale.tally import MOST_DAYS, on_day
from tests.sale.helpers import ONE, TWO, Playbook, rules, success
from tests.sale.openings import offered, renewed
from tests.sale.test_owner import owner

DAY = 86_400.0


def marked(book: Playbook | None = None, payment_id: str = ONE) -> Playbook:
    """The owner let the goods go."""
    book = owner(book or offered() >> e.CancelPressed() >> e.CancelConfirmed())
    return book >> o.HandPaid(payment_id, "seen in the bank", "Ann")


def test_a_hand_mark_is_counted_apart_and_a_later_proof_takes_it_over() -> None:
    book = marked()
    assert (book.staff.totals, book.staff.apart) == ((), (Apart("hand", Currency.HKD, 1, 12_850),))
    book.hears(success())
    assert (book.staff.totals, book.staff.apart) == ((Total(Currency.HKD, 1, 12_850),), ())


def test_whichever_attempt_is_proved_the_sale_is_counted_once() -> None:
    book = renewed() >> e.CancelPressed() >> e.CancelConfirmed() >> e.NextPressed()
    marked(book).hears(success(), TWO)
    assert book.staff.apart == ()
    twice = book.hears(success(operation="op2"), ONE)
    assert [apart.what for apart in twice.staff.apart] == ["due"], "the second proof takes nothing away again"


def test_a_new_day_begins_at_nothing() -> None:
    book = marked().tick(DAY)
    assert book.staff.apart == ()
    owner(book).hears(success())
    assert book.staff.apart == (), "what was counted yesterday is not taken from today"
    assert [x.count for x in book.staff.totals] == [1]


def test_a_mark_in_the_first_second_of_a_day_forgets_the_day_before() -> None:
    book = owner(offered().hears(success())).at(DAY)
    owner(book) >> o.ReturnRecorded(ONE, 100, "cash", "", "Ann")
    assert (book.staff.totals, book.staff.apart) == ((), (Apart("returned", Currency.HKD, 1, 100),))


def test_returns_add_up() -> None:
    book = offered().hears(success()) >> e.NextPressed()
    for minor in (100, 250):
        book >> o.ReturnRecorded(ONE, minor, "fps", "", "Ann")
    assert book.staff.apart == (Apart("returned", Currency.HKD, 2, 350),)
    assert book.staff.totals == (Total(Currency.HKD, 1, 12_850),), "what was paid stays paid"


def test_a_clock_that_was_wrong_for_a_while_comes_back_to_a_day_that_has_its_sums() -> None:
    sums = {Currency.HKD: (2, 300)}
    till = on_day(replace(begin(rules()), day="2026-11-22", totals=sums), "2026-11-23")
    assert (till.day, till.totals) == ("2026-11-23", {})
    assert on_day(till, "2026-11-23") is till
    back = on_day(till, "2026-11-22")
    assert (back.totals, back.past) == (sums, {})
    for day in range(10, 30):
        back = replace(on_day(back, f"2026-12-{day}"), totals=sums)
    assert len(back.past) == MOST_DAYS
