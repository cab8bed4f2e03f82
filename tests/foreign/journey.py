"""One whole sale between the till and another platform, told the way a dialect tells it."""

from dataclasses import replace

from kiosk.sale import events as e
from kiosk.sale.payment import Payment
from kiosk.sale.screen import CustomerPage, StaffPage
from tests.foreign.counter import ForeignCounter, counter
from tests.foreign.dialect import Dialect
from tests.foreign.documents import OPEN, Stage
from tests.foreign.gate import Account

HEARD_S = 3.0
ASKED_S = 40.0
"""After a letter; without one, by the status plan."""


def sell(dialect: Dialect) -> Payment:
    """Charge, scan, settle; the journal's row in the end. Fails when a screen is not as the platform's truth."""
    with counter(dialect) as till:
        account = till.charge(dialect.minor, dialect.currency)
        assert account is not None, f"nothing was ordered: {till.screen.staff.banner} {till.screen.staff.headline}"
        offer(till, account)
        wait_for_the_customer(till, account)
        settle(till, account)
        tell_late(till, account)
        (row,) = till.payments()
        return row


def offer(till: ForeignCounter, account: Account) -> None:
    """The code is told and comes on the customer's screen."""
    dialect = till.gate.dialect
    if not dialect.registers_s:
        till.gate.tell(account, account.stage)
    till.rounds(26 if dialect.qr_by == "late letter" or dialect.registers_s else 3)
    till.gate.open_code(account)
    if dialect.qr_by != "status":
        for _ in range(1 + dialect.qr_repeats):
            till.gate.tell(account, OPEN)
    within = HEARD_S if dialect.qr_by != "status" else 12.0
    if dialect.asks_staff:
        till.until(lambda: till.staff is StaffPage.DOUBTFUL, within, "the question about a code without amount")
        till.runner.dispatch(e.DoubtAnswered(show=True))
    till.until(lambda: till.customer is CustomerPage.QR, within, "the code")


def wait_for_the_customer(till: ForeignCounter, account: Account) -> None:
    """Open statuses in between leave the code where it is."""
    for status in till.gate.dialect.between:
        account.stage = replace(OPEN, status=status, sale=status, shows=False)
        till.gate.tell(account, account.stage)
        till.rounds(2)
        assert till.customer is CustomerPage.QR, f"the code went away at {status!r}: {till.customer}"


def settle(till: ForeignCounter, account: Account) -> None:
    """The end, by a letter or by the status; and both people see it."""
    dialect = till.gate.dialect
    stage = till.gate.settle(account, dialect.outcome)
    wanted = CustomerPage.PAID if dialect.outcome == "success" else CustomerPage.DECLINED
    if dialect.final_by == "letter":
        body = till.gate.tell(account, stage)
        till.until(lambda: till.customer is wanted, HEARD_S, f"{wanted} after its letter")
        for _ in range(dialect.final_repeats):
            till.gate.send(body)
            till.rounds(1)
    else:
        till.until(lambda: till.customer is wanted, ASKED_S, f"{wanted} without a letter")
    assert till.staff is (StaffPage.APPROVED if dialect.outcome == "success" else StaffPage.DECLINED)


def tell_late(till: ForeignCounter, account: Account) -> None:
    """Old letters that come after the end change nothing."""
    before = till.customer, till.staff
    for status in till.gate.dialect.late:
        till.gate.tell(account, Stage(status, status, "9999", shows=status == OPEN.status))
        till.rounds(2)
        assert (till.customer, till.staff) == before
    till.rounds(6)
    assert (till.customer, till.staff) == before
    assert till.screen.staff.badge == 0, [say.key for row in till.screen.staff.attention for say in row.attention]
