"""What a document says about identity comes out whole, wherever it stands in it."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.gate.replies import Sum, VerifiedMoved, VerifiedPaid
from tests.gate.helpers import PAYMENT, PROJECT, changed, letter, sale, standard, status, without

HKD = Sum(10000, "HKD")


def test_a_paid_letter_states_who_and_how_much() -> None:
    paid = letter(standard())
    assert isinstance(paid, VerifiedPaid)
    stated = paid.stated
    assert (stated.payment_id, stated.project_id, stated.customer_id) == (PAYMENT, PROJECT, "c-1")
    assert (stated.sums, stated.other_sums) == ((HKD,), (HKD,))
    assert (stated.operation_id, stated.successful_sales) == ("5205000010711", ("5205000010711",))
    assert (stated.status, stated.code, stated.message, stated.noted) == ("success", "0", "words", ())


@pytest.mark.parametrize(
    ("one", "other", "sums"),
    [
        ({"amount": 10000}, None, (Sum(10000, ""),)),
        ({"currency": "HKD"}, None, ()),
        ({"amount": 10000}, {"currency": "CNY"}, (Sum(10000, "CNY"),)),
        ({"amount": 999}, {"amount": 10000, "currency": "HKD"}, (Sum(999, "HKD"), HKD)),
        ({"amount": 10000, "currency": "HKD"}, {"currency": "CNY"}, (HKD, Sum(10000, "CNY"))),
        ({"amount": 10000, "currency": "HKD"}, {"amount": "10000", "currency": "HKD"}, (HKD,)),
        ({"amount": 9999, "currency": "HKD"}, {"amount": 10000, "currency": "HKD"}, (Sum(9999, "HKD"), HKD)),
    ],
)
def test_every_stated_sum_is_handed_on(one: Any, other: Any, sums: tuple[Sum, ...]) -> None:
    found = status(changed(changed(standard(), "payment.sum", one), "operation.sum_initial", other))
    assert isinstance(found, VerifiedPaid)
    assert found.stated.sums == sums


def test_other_project_and_customer_are_stated_not_judged() -> None:
    for found in (letter(standard(project_id=1)), status(standard(project_id="1", customer={"id": "x"}))):
        assert isinstance(found, VerifiedPaid)
        assert found.stated.project_id == 1
    both = letter(standard(general={"project_id": PROJECT}, project_id=12))
    assert isinstance(both, VerifiedPaid)
    assert both.stated.project_id == 12
    none = letter(without(without(standard(), "project_id"), "customer"))
    assert isinstance(none, VerifiedPaid)
    assert (none.stated.project_id, none.stated.customer_id) == (None, None)


def test_attempts_of_one_payment() -> None:
    failed, won = sale("decline", "20000", id=1, sum_initial={"amount": 1, "currency": "HKD"}), sale(id=2)
    document = standard(operation=None, operations=[won, failed])
    for found in (letter(document), status(document)):
        assert isinstance(found, VerifiedPaid)
        assert (found.stated.operation_id, found.stated.successful_sales) == ("2", ("2",))
        assert (found.stated.sums, found.stated.code) == ((HKD,), "0")
    twice = letter(standard(operation=None, operations=[won, sale(id=3)]))
    assert isinstance(twice, VerifiedPaid)
    assert twice.stated.successful_sales == ("2", "3")
    nameless = letter(standard(operation=None, operations=[sale(id=None), sale(id=None, message="x")]))
    assert isinstance(nameless, VerifiedPaid)
    assert (nameless.stated.operation_id, nameless.stated.successful_sales) == (None, ("#0", "#1"))
    again = letter(standard(operations=[sale(message="other words")]))
    assert isinstance(again, VerifiedPaid)
    assert again.stated.successful_sales == ("5205000010711",)


def test_a_code_that_leaves_the_money_open_is_the_one_that_is_told() -> None:
    document = standard("decline", "20000", errors=[{"code": "20802", "message": "from the list"}])
    found = letter(document)
    assert isinstance(found, VerifiedMoved)
    assert (found.stated.code, found.stated.message) == ("20802", "words")
    paid = status(standard("success", "20802"))
    assert isinstance(paid, VerifiedPaid)
    assert paid.stated.code == "20802"


def test_messages_and_codes_are_found_where_they_stand() -> None:
    bare = without(standard("error"), "operation") | {"errors": [{"code": "502"}, {"code": "1", "message": "why"}]}
    found = status(bare)
    assert not isinstance(found, VerifiedPaid)
    stated = getattr(found, "stated", None)
    assert stated is not None
    assert (stated.code, stated.message, stated.operation_id, stated.successful_sales) == ("502", "why", None, ())


def test_what_is_only_noted_is_handed_on() -> None:
    found = letter(changed(standard(), "payment.method", "other"))
    assert isinstance(found, VerifiedPaid)
    assert found.stated.noted == (("payment.method", "other"),)
