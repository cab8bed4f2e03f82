"""Openings: a story starts where its test gets interesting."""

from __future__ import annotations

from types import MappingProxyType

from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale.money import Currency
from kiosk.sale.payment import Payment
from tests.sale.helpers import LIMITS, ONE, TWO, WAITING, Playbook, ids, qr


def opened(lifetime_s: int = 300, limits: MappingProxyType[Currency, int] = LIMITS) -> Playbook:
    """A till that woke and whose relay answered."""
    book = Playbook(lifetime_s, limits)
    return book >> e.Woke((), 1, "E", 0) >> e.MailboxAnswered("E", 0)


def type_amount(book: Playbook, text: str = "128.5") -> Playbook:
    for key in text:
        book >> e.KeyTyped(key)
    return book


def charged(book: Playbook | None = None, payment_id: str = ONE, amount: str = "128.5") -> Playbook:
    """The order is on disk and on its way."""
    book = type_amount(book or opened(), amount)
    return book >> e.ChargePressed(ids(payment_id)) >> e.OrderLeft(payment_id)


def accepted(book: Playbook | None = None, payment_id: str = ONE) -> Playbook:
    return charged(book, payment_id) >> e.OrderAccepted(payment_id, b"{}")


def offered(book: Playbook | None = None, payment_id: str = ONE, shown: f.Code | None = None) -> Playbook:
    """The code is on the customer's screen."""
    book = accepted(book, payment_id)
    return book.hears(qr(shown), payment_id) >> e.QrPainted(payment_id, True)


def expired(book: Playbook | None = None, answer: f.Fact = WAITING) -> Playbook:
    """The code's time is over, and the platform answered."""
    book = offered(book)
    book.tick(300.0)
    return book.answers(answer)


def renewed(book: Playbook | None = None) -> Playbook:
    """A second code for the same sale is on the screen."""
    book = expired(book) >> e.NewCodeAnswered(False, ids(TWO)) >> e.OrderLeft(TWO) >> e.OrderAccepted(TWO, b"{}")
    return book.hears(qr(), TWO) >> e.QrPainted(TWO, True)


def set_aside(book: Playbook | None = None, payment_id: str = ONE) -> Playbook:
    return offered(book, payment_id) >> e.SetAsidePressed()


def restarted(*payments: Payment, t: float = 0.0, lifetime_s: int = 300) -> Playbook:
    """A new program that found these payments in its journal."""
    book = Playbook(lifetime_s).at(t)
    book.folded = {p.payment_id: p for p in payments}
    return book >> e.Woke(payments, 100, "E", 0)
