"""What the other platform answers to an order, and how little of it is believed."""

from dataclasses import replace
from typing import Any

import pytest

from kiosk.sale.payment import State
from kiosk.sale.screen import CustomerPage, StaffPage
from tests.foreign.counter import ForeignCounter, counter
from tests.foreign.dialect import PLAIN
from tests.foreign.documents import OPEN
from tests.foreign.writing import written

pytestmark = pytest.mark.usefixtures("qapp")

SURE = (
    "3261", "3262", "2442", "3023", "3121", "3119", "2541", "310", "303", "3299", "3024", "2124", "2154", "2004",
    "2003", "702", "502", "319", "3358", "2642", "309", "3297", "3298", "3613",
)  # fmt: skip
UNSURE = ("3041", "2147", "314", "601", "602", "4711", "", None)
DETAIL = [{"code": "2154", "message": "Missing field", "field": "customer.id", "description": "缺少欄位；"}]


def refusal(number: int, code: str | None, **more: Any) -> bytes:
    """A refusal as one platform or another words it."""
    body: dict[str, Any] = {"status": "error", "code": code, "message": "No; not / 不行"}
    if number % 2:
        body |= {"request_id": "7-7", "project_id": 383_000, "errors": DETAIL}
    if number % 3 == 0 and code:
        body["code"] = int(code)
    return written({**body, **more}, replace(PLAIN, escapes="both" if number % 4 else "raw", layout="pretty"))


def never_started(till: ForeignCounter, within_s: float) -> None:
    """The clerk is told that nothing was started, and no code, green or red was shown."""
    till.until(lambda: till.staff is StaffPage.NOT_STARTED, within_s, "not started")
    assert till.customer not in (CustomerPage.QR, CustomerPage.PAID, CustomerPage.DECLINED)


@pytest.mark.parametrize("number", range(len(SURE)), ids=SURE)
def test_a_sure_refusal_starts_nothing(number: int) -> None:
    with counter(PLAIN) as till:
        till.gate.refuses = ((200, 400, 403)[number % 3], "application/json", refusal(number, SURE[number]))
        assert till.charge(8_800) is None
        never_started(till, 1.0)
        (row,) = till.payments()
        assert (row.state, row.code) == (State.REJECTED, SURE[number])


@pytest.mark.parametrize("code", UNSURE, ids=str)
@pytest.mark.parametrize("status", [200, 400])
def test_an_unsure_refusal_is_asked_about(status: int, code: str | None) -> None:
    with counter(replace(PLAIN, relay="other")) as till:
        till.gate.refuses = (status, "application/json", refusal(1 if code else 2, code))
        till.charge(8_800)
        till.rounds(8)
        assert till.staff is StaffPage.AWAITING_QR, "an unknown fate was taken for a refusal"
        never_started(till, 16.0)
        assert till.gate.asked, "nobody asked"


ODD_ANSWERS = {
    "html 400": (400, "text/html", b"<html><body>Bad Request</body></html>"),
    "html 503": (503, "text/html", "<html>維護中</html>".encode()),
    "redirect": (302, "text/html", b""),
    "nothing": (200, "application/json", b""),
    "null": (200, "application/json", b"null"),
    "list": (200, "application/json", b"[]"),
    "cut off": (200, "application/json", b'{"status": "error", "code": "3613"'),
    "trailing": (200, "application/json", b'{"status": "error", "code": "3613"} x'),
    "twice": (200, "application/json", b'{"status": "error", "code": "3613", "code": "0"}'),
    "of another": (400, "application/json", b'{"status":"error","code":"3613","payment_id":"till1-x"}'),
    "too many": (429, "application/json", b'{"status": "error", "message": "slow down"}'),
    "5xx refusal": (500, "application/json", b'{"status": "error", "code": "3613"}'),
}


@pytest.mark.parametrize("name", ODD_ANSWERS)
def test_an_answer_that_says_nothing_is_asked_about(name: str) -> None:
    with counter(replace(PLAIN, relay="other")) as till:
        till.gate.refuses = ODD_ANSWERS[name]
        till.charge(8_800)
        till.rounds(4)
        assert till.staff is StaffPage.AWAITING_QR
        never_started(till, 16.0)
        (row,) = till.payments()
        assert row.code != "3613"


@pytest.mark.parametrize("by_letter", [True, False])
def test_a_sale_that_fails_the_later_check_is_not_started(by_letter: bool) -> None:
    with counter(PLAIN) as till:
        account = till.charge(8_800)
        assert account is not None
        account.truths.append("failed")
        if by_letter:
            till.gate.tell_failed(account)
        never_started(till, 3.0 if by_letter else 7.0)


def test_an_order_taken_after_a_cut_line_is_sold_once() -> None:
    with counter(replace(PLAIN, accepted="cut")) as till:
        account = till.charge(8_800)
        assert account is not None
        till.gate.open_code(account)
        till.gate.tell(account, OPEN)
        till.until(lambda: till.customer is CustomerPage.QR, 3.0, "the code")
        till.gate.tell(account, till.gate.settle(account, "success"))
        till.until(lambda: till.customer is CustomerPage.PAID, 3.0, "paid")
        assert len(till.payments()) == len(till.gate.accounts) == 1
