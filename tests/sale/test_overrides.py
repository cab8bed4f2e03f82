"""Beyond the usual: a wrong amount is keyed again, a small sale released on trust, a new code forced by the owner."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale import office_events as o
from kiosk.sale import office_records as kept
from kiosk.sale import records as r
from kiosk.sale.money import Currency
from kiosk.sale.overrides import may_trust
from kiosk.sale.payment import State
from kiosk.sale.screen import Act, Apart, Case, CustomerPage, Say, StaffPage
from tests.sale.helpers import BOTH, MOVED, ONE, PROCESSING, REVERSED, TWO, Playbook, ids, success
from tests.sale.openings import accepted, expired, offered, opened, type_amount
from tests.sale.test_owner import owner, shut


def unsettled(book: Playbook | None = None) -> Playbook:
    """The end is not known and no signed word allows a new code."""
    return offered(book).tick(300.0).answers(PROCESSING).tick(61.0) << StaffPage.UNSETTLED


def trusting(below: int = 20_000) -> Playbook:
    book = opened()
    book.till = replace(book.till, rules=replace(book.till.rules, trust_below=below))
    return unsettled(book)


def acts(book: Playbook) -> set[Act]:
    return {button.act for button in book.staff.buttons if button.enabled}


def case(book: Playbook) -> Case:
    """The first sale, opened."""
    found = (book >> o.CaseOpened(ONE)).staff.case
    assert found is not None
    return found


# Wrong amount.


@pytest.mark.parametrize(
    ("opening", "told"), [(offered, CustomerPage.STOPPED), (accepted, CustomerPage.WAIT_STAFF)]
)  # fmt: skip
def test_a_wrong_amount_is_stopped_and_keyed_again(opening: object, told: CustomerPage) -> None:
    assert callable(opening)
    book = opening(opened() >> e.ReferenceTyped("table 4")) >> o.WrongAmountPressed()
    book << r.Watched << r.Closed << StaffPage.KEYPAD << told
    assert (book.staff.entry, book.staff.reference) == ("128.50", "table 4")
    assert (book.state(), book.payment().closed) == (State.WATCHING, "wrong_amount")
    assert book.payment().watched
    assert book.screen.customer.qr is None


def test_the_old_code_that_is_paid_all_the_same_is_told() -> None:
    book = offered() >> o.WrongAmountPressed()
    book.hears(success()) << StaffPage.KEYPAD
    assert (book.state(), book.attention()) == (State.PAID_LATE, ("late",))
    assert book.staff.entry == "128.50", "the next sale is not touched"


def test_a_wrong_amount_of_the_other_currency_stays_in_it() -> None:
    book = type_amount(opened(limits=BOTH) >> e.CurrencyPressed(), "5")
    book >> e.ChargePressed(ids()) >> e.OrderLeft(ONE) >> e.OrderAccepted(ONE, b"") >> o.WrongAmountPressed()
    assert (book.staff.currency, book.staff.entry) == (Currency.CNY, "5.00")


def test_a_stop_that_cannot_be_written_hides_the_code_all_the_same() -> None:
    book = offered().broke(o.WrongAmountPressed())
    assert book.screen.customer.qr is None
    book.after(1.0) >> o.WrongAmountPressed() << StaffPage.KEYPAD


# On trust.


def test_a_small_sale_goes_on_trust_and_is_watched() -> None:
    book = trusting()
    assert Act.TRUST in acts(book)
    book >> o.TrustPressed() << r.Closed << kept.Trusted << StaffPage.KEYPAD << CustomerPage.IDLE
    assert (book.state(), book.attention(), book.payment().trust_at) == (State.WATCHING, (), book.now.utc)
    assert book.payment().watched
    assert (book.staff.totals, book.staff.apart) == ((), (Apart("trust", Currency.HKD, 1, 12_850),))
    assert book.staff.strip is not None
    assert book.staff.strip.fact == Say("staff.state.trust")


def test_money_that_comes_later_joins_it_without_an_alarm() -> None:
    book = (trusting() >> o.TrustPressed()).after(60.0).hears(success())
    assert (book.state(), book.attention(), book.staff.apart) == (State.PAID_LATE, (), ())
    assert [(x.count, x.minor) for x in book.staff.totals] == [(1, 12_850)]


def test_trust_is_off_unless_the_owner_says_below_what() -> None:
    for book in (unsettled(), trusting(12_850), offered(trusting_till()).hears(MOVED)):
        assert Act.TRUST not in acts(book)
        (book >> o.TrustPressed()).none(kept.Trusted)
    payment = trusting().payment()
    assert may_trust(12_851, "unknown", payment)
    cny = replace(payment, money=replace(payment.money, currency=Currency.CNY))
    assert not may_trust(99_999, "unknown", cny), "the limit is of Hong Kong dollars"
    lost = replace(payment, attention=("gaps",))
    assert not may_trust(99_999, "unknown", lost), "its goods may have gone already"


def trusting_till() -> Playbook:
    book = opened()
    book.till = replace(book.till, rules=replace(book.till.rules, trust_below=20_000))
    return book


# A new code by force.


def test_with_a_pin_the_owner_may_charge_again_with_a_reason_and_a_name() -> None:
    for book in (unsettled(), offered().hears(MOVED)):
        owner(book)
        assert Act.OWNER in acts(book)
        book >> o.RenewForced("the app shows nothing", " Ann ", ids(TWO)) << kept.Overridden << r.Intended
        book << fx.CreatePayment << StaffPage.ORDERING
        assert (book.payment(TWO).sale, book.payment(TWO).attempt) == (1, 2)
        assert book.payment().watched
        assert book.till.office.names == ("Ann",)
        written = [x for x in book.journal if isinstance(x, kept.Overridden)]
        assert [(x.what, x.reason, x.by) for x in written] == [("new_code", "the app shows nothing", "Ann")]


def test_without_the_owner_a_second_charge_is_refused() -> None:
    for book in (unsettled(), shut(unsettled()), owner(offered().hears(REVERSED))):
        (book >> o.RenewForced("why", "Ann", ids(TWO))).none(fx.CreatePayment)
    assert Act.OWNER not in acts(unsettled())


def test_a_reason_and_a_name_are_asked_for() -> None:
    book = owner(unsettled()) >> o.RenewForced("why", " ", ids(TWO)) << "staff.form.no_name"
    book >> o.RenewForced("", "Ann", ids(TWO)) << "staff.form.no_reason"
    book.none(kept.Overridden)
    book >> o.RenewForced("why", "Ann", ids(TWO)) << fx.CreatePayment
    assert book.staff.refused is None


def test_a_press_that_comes_twice_orders_once() -> None:
    book = owner(unsettled()) >> o.RenewForced("why", "Ann", ids(ONE))
    book.none(kept.Overridden)
    book.none(fx.CreatePayment)


def test_both_codes_paid_is_money_twice() -> None:
    book = owner(unsettled()) >> o.RenewForced("why", "Ann", ids(TWO)) >> e.OrderLeft(TWO)
    book.hears(success(), TWO) << StaffPage.APPROVED
    book.hears(success(operation="op2"), ONE)
    assert "double" in book.attention()
    (row,) = [x for x in book.staff.attention if x.payment_id == ONE]
    amount = dict(row.attention[0].args)["amount"]
    assert amount == book.payment().money, "all of the second one is to be returned"


def test_where_the_clerk_may_ask_for_a_new_code_nobody_has_to_force_one() -> None:
    book = shut(expired().tick(61.0))
    assert book.staff.question is not None
    assert [button.act for button in book.staff.question.buttons] == [Act.NEW_CODE_NO, Act.NEW_CODE_YES]
    assert Act.FORCE not in {button.act for button in case(owner(book)).acts}
