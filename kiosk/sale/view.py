"""From a till to what both screens show: total, repeatable, without effects.

The customer's screen and the staff's screen are drawn from the same row, so what is displayed is what was sent.
"""

from __future__ import annotations

from kiosk.sale import states as s
from kiosk.sale.facts import Code
from kiosk.sale.money import Money
from kiosk.sale.moves import not_started_page, result_page, time_over
from kiosk.sale.screen import CustomerPage, CustomerView, QrView, Screen
from kiosk.sale.till import Now, Till
from kiosk.sale.view_staff import staff_view

PLAIN: dict[type, CustomerPage] = {
    s.Ordering: CustomerPage.WAIT,
    s.AwaitingQr: CustomerPage.WAIT,
    s.QrDoubtful: CustomerPage.WAIT,
    s.Confirming: CustomerPage.CONFIRMING,
    s.Unsettled: CustomerPage.SEE_STAFF,
    s.StorageTrouble: CustomerPage.SEE_STAFF,
    s.OutOfService: CustomerPage.UNAVAILABLE,
}


def view(till: Till, now: Now) -> Screen:
    """The screens at this moment; `blank_at` is the deadline of a shown code (monotonic seconds)."""
    customer = _customer(till, now)
    blank_at = customer.qr.deadline if customer.qr is not None else None
    return Screen(staff=staff_view(till, now, customer.qr), customer=customer, blank_at=blank_at)


def _customer(till: Till, now: Now) -> CustomerView:
    counter = till.counter
    payment = till.payments.get(s.front(counter))
    money = payment.money if payment is not None else None
    match counter:
        case s.Ready():
            return _ready(counter, now)
        case s.AwaitingQr(code=Code() as code) | s.Checking(code=Code() as code):
            page = CustomerPage.WAIT if isinstance(counter, s.AwaitingQr) else CustomerPage.CHECKING
            return CustomerView(page, money, prepare=qr_view(till, counter.payment_id, code))
        case s.Offering():
            qr = qr_view(till, counter.payment_id, counter.code)
            if counter.blanked or now.mono >= qr.deadline:
                return CustomerView(CustomerPage.CHECKING, money)
            return CustomerView(CustomerPage.QR, money, qr=qr)
        case s.Checking():
            if not counter.may_renew:
                return CustomerView(CustomerPage.CHECKING, money)
            return CustomerView(CustomerPage.EXPIRED if time_over(counter, payment) else CustomerPage.ENDED, money)
        case s.Approved() | s.Declined() | s.Stopped():
            if now.mono >= counter.customer_until:
                return CustomerView(CustomerPage.IDLE)
            assert payment is not None, "the sale in front is in memory"
            return CustomerView(result_page(till.payments, counter, payment), money)
        case s.NotStarted():
            if now.mono >= counter.customer_until:
                return CustomerView(CustomerPage.IDLE)
            return CustomerView(not_started_page(counter.why), counter.money)
        case _:
            return CustomerView(PLAIN[type(counter)], money)


def _ready(ready: s.Ready, now: Now) -> CustomerView:
    if ready.charge is not None:
        return CustomerView(CustomerPage.WAIT, Money(ready.entry.minor, ready.currency))
    if ready.residue is not None and now.mono < ready.residue.until:
        # The customer before may still be reading while staff type the next amount.
        return CustomerView(ready.residue.page, ready.residue.money)
    if ready.entry.text:
        return CustomerView(CustomerPage.AMOUNT, Money(ready.entry.minor, ready.currency))
    return CustomerView(CustomerPage.IDLE)


def qr_view(till: Till, payment_id: str, code: Code) -> QrView:
    """A code with everything that is said around it."""
    payment = till.payments[payment_id]
    watch = till.watches[payment_id]
    deadline = watch.deadline
    assert deadline is not None, "a code is never shown without a deadline"
    assert payment.deadline is not None, "and its deadline was recorded"
    return QrView(
        payment_id=payment_id,
        code=code,
        money=payment.money,
        deadline=deadline,
        # As recorded: reading the clock again would make an unchanged screen look new.
        until=payment.deadline,
        # From its own beginning: a code that lives 45 s starts with a full ring, as one of five minutes does.
        lifetime_s=deadline - watch.ready_at if watch.ready_at is not None else float(payment.lifetime_s),
        about=payment.about,
        exact=payment.open_amount,
        payee=code.payee,
    )
