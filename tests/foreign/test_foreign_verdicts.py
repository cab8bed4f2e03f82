"""The last word: refusals by their codes, money that may have moved, late successes, and every status in between."""

from dataclasses import replace

import pytest

from kiosk.sale import events as e
from kiosk.sale.payment import State
from kiosk.sale.screen import CustomerPage, StaffPage
from tests.foreign.counter import ForeignCounter, counter
from tests.foreign.dialect import PLAIN, Dialect
from tests.foreign.documents import OPEN, Stage, declined
from tests.foreign.gate import Account
from tests.foreign.journey import ASKED_S, HEARD_S, offer

pytestmark = pytest.mark.usefixtures("qapp")

NOT_PAID = (
    "20000", "20100", "20101", "20102", "20103", "20104", "20105", "20106", "20107", "20201", "20203", "20204",
    "20205", "20301", "20302", "20303", "20401", "20402", "20603", "20706", "100", "301", "303", "310", "402",
    "1402", "1405", "1409", "1411", "1415", "1422", "1433", "1434", "1450", "1455", "1460", "1499",
)  # fmt: skip
"""A letter with one of these is enough."""
ASKED = ("20202", "20501", "20504", "20601", "20602", "20604", "20701", "20702", "20703", "20705", "314", "4711")
"""With one of these the platform is asked, and its own answer counts."""
MOVED = ("20304", "20801", "20802", "20812", "20899", "10801")
WAIT = ("9999", "19999", "29999", "")
DIALECTS = (
    PLAIN,
    replace(PLAIN, shape="flat", codes="number", relay="other"),
    replace(PLAIN, operations="action first", signature_in="general", numbers="all as text", thin="missing"),
    replace(PLAIN, operations="list", codes="number", thin="null", extras=("account", "fees"), words="chinese"),
)


def offered(till: ForeignCounter) -> Account:
    """A sale whose code is on the customer's screen."""
    account = till.charge(12_300)
    assert account is not None
    offer(till, account)
    return account


def onwards(till: ForeignCounter) -> None:
    """The clerk goes on to the next customer."""
    till.rounds(6)
    till.runner.dispatch(e.NextPressed())
    till.rounds(1)
    assert till.staff is StaffPage.KEYPAD


@pytest.mark.parametrize("dialect", DIALECTS, ids=["plain", "flat", "listed", "thin"])
def test_every_refusal_code_is_a_decline(dialect: Dialect) -> None:
    with counter(dialect) as till:
        # Each code in one of the dialects; now and then the letter is lost.
        for number, code in enumerate((NOT_PAID + ASKED)[DIALECTS.index(dialect) :: 4]):
            account = offered(till)
            stage = till.gate.settle(account, "decline", code)
            if number % 6:
                till.gate.tell(account, stage)
            within = HEARD_S if number % 6 else ASKED_S
            till.until(lambda: till.customer is CustomerPage.DECLINED, within, f"declined {code}")
            row = till.payments()[0]
            assert (row.state, row.code) == (State.DECLINED, code)
            onwards(till)


@pytest.mark.parametrize(("code", "by_letter"), [*((code, True) for code in MOVED), (MOVED[1], False)])
def test_money_that_may_have_moved_is_no_decline(code: str, by_letter: bool) -> None:
    with counter(DIALECTS[int(code) % 4]) as till:
        account = offered(till)
        account.truths.append("moved")
        account.stage = declined(code)
        if by_letter:
            till.gate.tell(account, account.stage)
        till.until(lambda: till.staff is StaffPage.UNSETTLED, HEARD_S if by_letter else ASKED_S, "unsettled")
        assert till.screen.staff.badge == 1
        till.gate.tell(account, till.gate.settle(account, "success"))
        till.until(lambda: till.customer is CustomerPage.PAID, HEARD_S, "paid after all")
        assert till.payments()[0].state is State.PAID


@pytest.mark.parametrize("code", WAIT)
@pytest.mark.parametrize("dialect", DIALECTS[:2], ids=["plain", "flat"])
def test_a_decline_that_means_wait_is_waited_for(code: str, dialect: Dialect) -> None:
    with counter(dialect) as till:
        account = offered(till)
        account.stage = Stage("decline", "decline", code)
        till.gate.tell(account, account.stage)
        till.rounds(60)
        assert till.staff not in (StaffPage.DECLINED, StaffPage.APPROVED, StaffPage.KEYPAD)
        till.gate.tell(account, till.gate.settle(account, "success"))
        till.until(lambda: till.customer is CustomerPage.PAID, HEARD_S, "paid")


@pytest.mark.parametrize("next_customer", [False, True])
def test_a_decline_may_become_paid(next_customer: bool) -> None:
    with counter(PLAIN) as till:
        account = offered(till)
        till.gate.tell(account, till.gate.settle(account, "decline"))
        till.until(lambda: till.customer is CustomerPage.DECLINED, HEARD_S, "declined")
        if next_customer:
            onwards(till)
            offered(till)
        till.gate.tell(account, till.gate.settle(account, "success"))
        till.rounds(12)
        row = next(row for row in till.payments() if row.payment_id == account.order.payment_id)
        assert row.state in (State.PAID, State.PAID_LATE)
        assert till.screen.staff.badge == 1
        assert (till.customer is CustomerPage.PAID) is not next_customer


OPEN_STATUSES = (
    "processing", "external processing", "awaiting approval", "awaiting clarify data", "awaiting 3ds result",
    "awaiting merchant auth", "awaiting redirect result", "awaiting customer action", "awaiting clarification",
    "awaiting capture", "awaiting payment", "awaiting retry", "awaiting clearing", "awaiting partially clearing",
)  # fmt: skip
OTHER_STATUSES = (
    "awaiting customer", "awaiting confirmation", "awaiting finalization", "partially paid",
    "decline renewal", "error", "internal error", "external error", "expired", "cancelled", "canceled",
    "invoice sent", "invoice cancelled", "unknown", "clearing processing", "scheduled recurring processing",
)  # fmt: skip
TAKEN_BACK = ("reversed", "partially reversed", "refunded", "partially refunded", "partially paid out")


@pytest.mark.parametrize("by_letter", [True, False])
def test_open_statuses_keep_the_code(by_letter: bool) -> None:
    with counter(PLAIN) as till:
        account = offered(till)
        for status in OPEN_STATUSES:
            account.stage = Stage(status, status, "9999")
            if by_letter:
                till.gate.tell(account, account.stage)
            else:
                till.runner.dispatch(e.CheckNowPressed())
            till.rounds(8)
            assert till.customer is CustomerPage.QR, status


@pytest.mark.parametrize("status", OTHER_STATUSES)
def test_other_statuses_prove_nothing_and_money_still_turns_green(status: str) -> None:
    with counter(DIALECTS[len(status) % 4]) as till:
        account = offered(till)
        account.stage = Stage(status, status, "0" if len(status) % 2 else "20000")
        till.gate.tell(account, account.stage)
        till.rounds(10)
        assert till.staff in (StaffPage.OFFERING, StaffPage.CHECKING, StaffPage.CONFIRMING)
        till.gate.tell(account, till.gate.settle(account, "success"))
        till.until(lambda: till.customer is CustomerPage.PAID, HEARD_S, "paid")


@pytest.mark.parametrize("status", TAKEN_BACK)
def test_money_that_was_taken_back_is_for_a_person(status: str) -> None:
    with counter(PLAIN) as till:
        account = offered(till)
        account.stage = Stage(status, "success", "0")
        till.gate.tell(account, account.stage)
        till.until(lambda: till.staff is StaffPage.UNSETTLED, HEARD_S, "unsettled")
        assert till.screen.staff.badge == 1


DISAGREEING = ("processing", "decline", "awaiting customer", "external error", "expired", "unknown", "internal error")


@pytest.mark.parametrize("other", DISAGREEING)
@pytest.mark.parametrize("paid", ["payment", "operation"])
def test_half_a_success_is_none(other: str, paid: str) -> None:
    with counter(PLAIN) as till:
        account = offered(till)
        payment, sale = ("success", other) if paid == "payment" else (other, "success")
        account.stage = Stage(payment, sale, "0")
        till.gate.tell(account, account.stage)
        till.rounds(12)
        assert till.staff in (StaffPage.OFFERING, StaffPage.CHECKING, StaffPage.CONFIRMING)
        till.gate.tell(account, till.gate.settle(account, "success"))
        till.until(lambda: till.customer is CustomerPage.PAID, HEARD_S, "paid")


def test_the_relay_is_down_and_the_status_is_asked_sooner() -> None:
    with counter(PLAIN) as till:
        account = offered(till)
        till.line.down = True
        till.rounds(80)
        till.gate.settle(account, "success")
        till.until(lambda: till.customer is CustomerPage.PAID, 15.0, "paid without the relay")


def test_the_platform_does_not_answer_and_the_letter_is_enough() -> None:
    with counter(PLAIN) as till:
        account = offered(till)
        till.gate.silent = True
        till.rounds(160)
        till.gate.tell(account, till.gate.settle(account, "success"))
        till.until(lambda: till.customer is CustomerPage.PAID, HEARD_S, "paid by the letter alone")


def test_check_now_is_answered() -> None:
    with counter(PLAIN) as till:
        account = offered(till)
        till.rounds(8)
        till.gate.settle(account, "success")
        till.runner.dispatch(e.CheckNowPressed())
        till.until(lambda: till.customer is CustomerPage.PAID, 5.0, "paid by checking now")


def test_the_code_goes_at_its_own_end_and_money_that_comes_later_is_seen() -> None:
    dialect = replace(PLAIN, form=replace(PLAIN.form, timeout=12), date="half an hour ahead")
    with counter(dialect) as till:
        account = offered(till)
        till.rounds(230, step_s=1.0)
        assert till.customer is CustomerPage.QR, "the code went before its end"
        till.until(lambda: till.customer is not CustomerPage.QR, 10.0, "the end of the code")
        assert till.staff is StaffPage.CHECKING
        account.stage = replace(OPEN, shows=False)
        till.rounds(8)
        till.gate.tell(account, till.gate.settle(account, "success"))
        till.until(lambda: till.customer is CustomerPage.PAID, HEARD_S, "paid after the end of the code")
