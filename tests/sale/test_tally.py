"""Today's counts: proofs on one side, what people released or returned on the other, and never one thing twice."""

from __future__ import annotations

from kiosk.sale import events as e
from kiosk.sale import office_events as o
from kiosk.sale.money import Currency
from kiosk.sale.screen import Apart, Total
from tests.sale.helpers import ONE, TWO, Playbook, success
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
    book.hears(success(operation="op2"), ONE)
    assert book.staff.apart == (), "the second proof takes nothing away again"


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
