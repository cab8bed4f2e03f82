"""Small things that a platform may say beside what matters, and letters that come in any order: paid stays paid."""

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from kiosk.sale import events as e
from kiosk.sale.payment import State
from kiosk.sale.screen import CustomerPage, StaffPage
from tests.foreign.counter import counter
from tests.foreign.dialect import PLAIN
from tests.foreign.documents import OPEN, PAID, Stage, declined
from tests.foreign.gate import SECRET
from tests.foreign.hkqr import shown_as
from tests.foreign.journey import HEARD_S, offer
from tests.foreign.writing import signed, written

pytestmark = pytest.mark.usefixtures("qapp")

ANYONE = replace(PLAIN, relay="other")
Document = dict[str, Any]
Odd = Callable[[Document, Document], None]
"""Changes a document; the second argument is its sale operation."""


def put(path: str, value: object) -> Odd:
    """Another value in one place; `...` takes it away."""

    def apply(document: Document, operation: Document) -> None:
        *above, name = path.split(".")
        place = document
        for part in above:
            place = operation if part == "operation" else place[part]
        if value is ...:
            del place[name]
        else:
            place[name] = value

    return apply


def listed(*others: Document, first: bool = False) -> Odd:
    """The sale operation in a list with others."""

    def apply(document: Document, operation: Document) -> None:
        document.pop("operation", None)
        document["operations"] = [operation, *others] if first else [*others, operation]

    return apply


REFUSED_BACK = {
    "id": 7,
    "type": "refund",
    "status": "decline",
    "code": "10706",
    "sum": {"amount": 5, "currency": "HKD"},
}
UNSURE_BEFORE = {"id": 8, "type": "sale", "status": "decline", "code": "20802"}
FEE = {"id": 9, "type": "commission", "status": "success", "code": "0", "sum": {"amount": 100, "currency": "HKD"}}
CHANGED = {"id": 10, "type": "manual change", "status": "success", "code": "0"}
AGAIN = {"id": 11, "type": "sale", "status": "processing", "code": "9999"}

ODDITIES: dict[str, Odd] = {
    "code left over": put("display_data", [{"type": "qr_data", "title": "QR code", "data": None}]),
    "number to display": put("display_data", [{"type": "qr_data", "data": 5}]),
    "nothing to display": put("display_data", []),
    "info only": put("display_data", [{"type": "add_info", "title": "x", "data": {"a": 1}}]),
    "no payment sum": put("payment.sum", None),
    "empty payment sum": put("payment.sum", {}),
    "hollow payment sum": put("payment.sum", {"amount": None, "currency": None}),
    "sum with more": put("payment.sum", {"amount": 10_000, "currency": "HKD", "major": "100.00", "rate": 1.5}),
    "converted fraction": put("operation.sum_converted", {"amount": 12.83, "currency": "USD"}),
    "converted less": put("operation.sum_converted", {"amount": 9_900, "currency": "HKD"}),
    "no customer": put("customer", []),
    "customer of a phone": put("customer", {"id": None, "phone": "+852-61234567"}),
    "no operation id": put("operation.id", ...),
    "null operation id": put("operation.id", None),
    "no provider": put("operation.provider", None),
    "provider as text": put("operation.provider", "hkicl"),
    "errors null": put("errors", None),
    "errors of before": put("errors", [{"code": "20105", "message": "earlier attempt"}]),
    "no project": put("project_id", ...),
    "no type": put("operation.type", None),
    "other words": put("payment.method", {"name": "HK QR", "id": 17}),
    "sale unheard of": put("operation.type", "purchase"),
    "sale without status": put("operation.status", ...),
    "old code": put("operation.code", "9999"),
    "both listed and alone": lambda document, operation: put("operations", [operation])(document, operation),
    "null beside it": lambda document, operation: put("operations", [None, operation])(document, operation),
    "refund refused": listed(REFUSED_BACK, first=True),
    "unsure before": listed(UNSURE_BEFORE),
    "unsure after": listed(UNSURE_BEFORE, first=True),
    "fee": listed(FEE),
    "changed by hand": listed(CHANGED, first=True),
    "another try open": listed(AGAIN, first=True),
}


@pytest.mark.parametrize("lane", ["letter", "status"])
def test_paid_is_paid_whatever_stands_beside_it(lane: str) -> None:
    with counter(ANYONE) as till:
        for name, odd in ODDITIES.items():
            account = till.charge(10_000)
            assert account is not None
            offer(till, account)
            account.papers.spoil = odd
            body = till.gate.settle(account, "success")
            if lane == "letter":
                till.gate.tell(account, body)
            else:
                till.runner.dispatch(e.CheckNowPressed())
            till.until(lambda: till.customer is CustomerPage.PAID, HEARD_S, f"paid: {name}")
            assert (till.payments()[0].state, till.screen.staff.badge) == (State.PAID, 0), name
            till.rounds(6)


def test_money_that_came_twice_is_green_and_for_a_person() -> None:
    with counter(ANYONE) as till:
        account = till.charge(10_000)
        assert account is not None
        offer(till, account)
        account.papers.spoil = lambda document, operation: listed({**operation, "id": 77})(document, operation)
        till.gate.tell(account, till.gate.settle(account, "success"))
        till.until(lambda: till.customer is CustomerPage.PAID, HEARD_S, "paid")
        assert till.screen.staff.badge == 1


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_letters_in_any_order(order: tuple[int, ...]) -> None:
    with counter(ANYONE) as till:
        account = till.charge(10_000)
        assert account is not None
        till.gate.open_code(account)
        stages = (Stage("processing", "processing", "9999"), OPEN, Stage("external processing", "processing", ""), PAID)
        till.gate.settle(account, "success")
        for number in order:
            till.gate.tell(account, stages[number])
            till.rounds(1 if sum(order[:2]) % 2 else 0)
        till.until(lambda: till.customer is CustomerPage.PAID, HEARD_S, "paid")
        till.rounds(10)
        assert (till.customer, till.staff) == (CustomerPage.PAID, StaffPage.APPROVED)
        assert till.screen.staff.badge == 0


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_a_decline_in_any_order_and_then_nothing_else(order: tuple[int, ...]) -> None:
    with counter(ANYONE) as till:
        account = till.charge(10_000)
        assert account is not None
        till.gate.open_code(account)
        till.gate.settle(account, "decline")
        stages = (OPEN, declined("20105"), Stage("processing", "processing", "9999"))
        for number in order:
            till.gate.tell(account, stages[number])
        till.until(lambda: till.staff is StaffPage.DECLINED, HEARD_S, "declined")
        till.rounds(10)
        assert (till.customer, till.staff) == (CustomerPage.DECLINED, StaffPage.DECLINED)


@pytest.mark.parametrize("gap_s", [0.25, 1.0, 4.25, 6.0, 7.0, 8.5, 9.5, 10.0, 12.0])
def test_one_odd_letter_does_not_keep_the_next_from_being_asked_about(gap_s: float) -> None:
    """A provider that writes `;` into its texts makes every letter of a sale an odd one."""
    with counter(ANYONE) as till:
        account = till.charge(10_000)
        assert account is not None
        offer(till, account)
        account.papers.spoil = put("operation.message", "one; two")
        till.gate.tell(account, Stage("processing", "processing", "9999"))
        till.rounds(1 + int(gap_s / 0.25))
        till.gate.tell(account, till.gate.settle(account, "success"))
        till.until(lambda: till.customer is CustomerPage.PAID, HEARD_S, f"paid {gap_s} s after another odd letter")


def test_the_code_wins_over_an_address_beside_it() -> None:
    with counter(ANYONE) as till:
        for how in ("qr_data text", "qr_img uri png", "qr_data bare jpeg"):
            account = till.charge(10_000)
            assert account is not None
            document = account.papers.letter(OPEN, till.gate.utc())
            kind, data = shown_as(account.payload, how)
            link = {"type": "qr_url", "title": "open", "data": "https://qr.example/open/17"}
            document["display_data"] = [link, {"type": kind, "title": "QR code", "data": data}]
            till.gate.open_code(account)
            till.gate.send(written(signed(document, ANYONE, SECRET), ANYONE))
            till.until(lambda: till.customer is CustomerPage.QR, HEARD_S, how)
            till.gate.tell(account, till.gate.settle(account, "success"))
            till.until(lambda: till.customer is CustomerPage.PAID, HEARD_S, "paid")
            till.rounds(6)
