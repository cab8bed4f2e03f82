"""What the other platform says and what cannot be so: contradictions, letters of other sales, codes that do not fit.

Signed all of it, and still no green, no refusal and no code: every screen is held against the platform's truth.
"""

from binascii import crc_hqx
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kiosk.sale import events as e
from kiosk.sale.payment import State
from kiosk.sale.screen import CustomerPage, StaffPage
from tests.foreign.counter import ForeignCounter, counter
from tests.foreign.dialect import PLAIN
from tests.foreign.documents import OPEN, PAID, Documents, Order, Stage
from tests.foreign.gate import PROJECT, SECRET, Account
from tests.foreign.hkqr import tlv
from tests.foreign.journey import HEARD_S, offer
from tests.foreign.writing import signed, written

pytestmark = pytest.mark.usefixtures("qapp")

ANYONE = replace(PLAIN, relay="other")
Document = dict[str, Any]


def paper(till: ForeignCounter, account: Account, stage: Stage) -> Document:
    """An unsigned letter of the platform."""
    return account.papers.letter(stage, till.gate.utc())


def truly(document: Document) -> bytes:
    return written(signed(document, ANYONE, SECRET), ANYONE)


def change(path: str, value: object) -> Callable[[Document, Document], None]:
    """Puts something else in a place of a document or of its sale operation."""

    def apply(document: Document, operation: Document) -> None:
        *above, name = path.split(".")
        place = document
        for part in above:
            place = operation if part == "operation" else place[part]
        place[name] = value

    return apply


CONTRADICTIONS = {
    "payment's amount": change("payment.sum.amount", 9_999),
    "payment's amount as text": change("payment.sum.amount", "1000000"),
    "operation's amount": change("operation.sum_initial.amount", 10_001),
    "operation's sum": change("operation.sum", {"amount": 1, "currency": "HKD"}),
    "payment's currency": change("payment.sum.currency", "CNY"),
    "operation's currency": change("operation.sum_initial.currency", "USD"),
    "customer": change("customer.id", "c-somebody-else"),
    "project": change("project_id", PROJECT + 1),
    "project as text": change("project_id", "383001"),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
@pytest.mark.parametrize("by_letter", [True, False])
def test_a_signed_contradiction_is_for_a_person(name: str, by_letter: bool) -> None:
    with counter(ANYONE) as till:
        account = till.charge(10_000)
        assert account is not None
        offer(till, account)
        account.papers.spoil = CONTRADICTIONS[name]
        account.stage = PAID
        if by_letter:
            till.gate.tell(account, PAID)
        else:
            till.runner.dispatch(e.CheckNowPressed())
        till.until(lambda: till.staff is StaffPage.UNSETTLED, HEARD_S, "unsettled")
        assert till.payments()[0].state is State.ATTENTION
        assert till.screen.staff.badge == 1
        till.rounds(20)


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_code_that_contradicts_the_sale_is_never_shown(name: str) -> None:
    with counter(ANYONE) as till:
        account = till.charge(10_000)
        assert account is not None
        account.papers.spoil = CONTRADICTIONS[name]
        till.gate.tell(account, OPEN)
        till.rounds(70)
        assert till.customer is not CustomerPage.QR
        assert till.staff in (StaffPage.UNSETTLED, StaffPage.NOT_STARTED)


def test_the_letter_of_another_sale_pays_nothing() -> None:
    with counter(ANYONE) as till:
        first = till.charge(10_000)
        assert first is not None
        offer(till, first)
        paid = till.gate.tell(first, till.gate.settle(first, "success"))
        till.until(lambda: till.customer is CustomerPage.PAID, HEARD_S, "paid")
        till.rounds(6)
        second = till.charge(10_000)
        assert second is not None
        offer(till, second)
        renamed = paid.replace(first.order.payment_id.encode(), second.order.payment_id.encode())
        assert renamed != paid
        adopted = renamed.replace(first.order.customer_id.encode(), second.order.customer_id.encode())
        for body in (paid, renamed, adopted):
            till.gate.send(body)
            till.rounds(14)
            assert till.customer is CustomerPage.QR
        assert [row.state for row in till.payments()] == [State.QR_SHOWN, State.PAID]


def test_an_operation_pays_one_sale_only() -> None:
    """The operation of the first sale in a signed success of the second."""
    with counter(replace(ANYONE, operation_id="op-77")) as till:
        first = till.charge(10_000)
        assert first is not None
        offer(till, first)
        till.gate.tell(first, till.gate.settle(first, "success"))
        till.until(lambda: till.customer is CustomerPage.PAID, HEARD_S, "paid")
        till.rounds(6)
        second = till.charge(10_000)
        assert second is not None
        offer(till, second)
        document = paper(till, second, PAID)
        document["operation"]["id"] = paper(till, first, PAID)["operation"]["id"]
        till.gate.send(truly(document))
        till.rounds(20)
        assert till.payments()[0].state in (State.QR_SHOWN, State.ATTENTION)


def test_money_for_a_sale_that_nobody_remembers_is_for_a_person() -> None:
    with counter(ANYONE) as till:
        order = Order("till1-aaaaaaaaaaaaaaaaaaaaaaaaaa", "c-1", 10_000, "HKD")
        papers = Documents(ANYONE, PROJECT, order, "no code", till.gate.utc())
        lost = Account(order, papers, "no code", 0.0)
        lost.truths.append("paid")
        lost.stage = PAID
        till.gate.accounts[order.payment_id] = lost
        till.gate.tell(lost, PAID)
        till.rounds(12)
        assert till.staff is StaffPage.KEYPAD
        assert till.screen.staff.badge == 1


def spoil_code(how: str, payload: str) -> str:
    """A code as no bank may show it for HKD 100.00."""
    body = payload[:-8]
    if how == "checksum":
        return payload[:-4] + ("0000" if payload[-4:] != "0000" else "1111")
    if how == "cut":
        return payload[:60]
    altered = {
        "amount": body.replace(tlv("54", "100.00"), tlv("54", "100.01")),
        "ten times": body.replace(tlv("54", "100.00"), tlv("54", "1000")),
        "currency": body.replace(tlv("53", "344"), tlv("53", "156")),
        "dollars": body.replace(tlv("53", "344"), tlv("53", "840")),
        "two amounts": body + tlv("54", "100.00"),
        "amount in words": body.replace(tlv("54", "100.00"), tlv("54", "1e2")),
    }[how]
    assert altered != body
    return sealed(altered)


def sealed(body: str) -> str:
    """With its checksum."""
    return f"{body}6304{crc_hqx(f'{body}6304'.encode(), 0xFFFF):04X}"


@pytest.mark.parametrize(
    "how", ["checksum", "cut", "amount", "ten times", "currency", "dollars", "two amounts", "amount in words"]
)
def test_a_signed_code_that_does_not_fit_the_sale_is_not_shown(how: str) -> None:
    with counter(ANYONE) as till:
        account = till.charge(10_000)
        assert account is not None
        wrong = spoil_code(how, account.payload)
        papers = Documents(ANYONE, PROJECT, account.order, wrong, till.gate.utc())
        till.gate.send(truly(papers.letter(OPEN, till.gate.utc())))
        till.rounds(70)
        assert till.customer is not CustomerPage.QR
        assert till.staff is StaffPage.NOT_STARTED
