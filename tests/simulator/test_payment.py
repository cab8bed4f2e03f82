"""One pretend payment: what the phone sees and what its documents state."""

import pytest

from kiosk.simulator.payment import Code, OpenPayment, Order, Payment
from kiosk.simulator.plot import OTHER_AMOUNT, OTHER_CURRENCY, OTHER_CUSTOMER, SUCCESS, Standing
from kiosk.simulator.stories import story_of


def payment(currency: str = "HKD", payment_id: str = "till1-a") -> Payment:
    order = Order(payment_id, 12_800, currency, "c1", "192.0.2.0")
    return Payment(383000, order, story_of(12_800), "request", created=100.0, changed=100.0)


def test_the_phone_sees_a_code_from_when_it_is_there_until_it_is_used() -> None:
    row = payment()
    assert row.open() is None
    row.code = Code(({"type": "qr_data", "title": "QR code", "data": "text"},), "text", 400.0)
    assert row.open() == OpenPayment("till1-a", 12_800, "HKD", "text", 400.0)
    row.acted = True
    assert row.open() is None


@pytest.mark.parametrize(
    ("standing", "currency", "total"),
    [
        (SUCCESS, "HKD", {"amount": 12_800, "currency": "HKD"}),
        (OTHER_AMOUNT, "HKD", {"amount": 12_900, "currency": "HKD"}),
        (OTHER_CURRENCY, "HKD", {"amount": 12_800, "currency": "CNY"}),
        (OTHER_CURRENCY, "CNY", {"amount": 12_800, "currency": "HKD"}),
        (OTHER_CUSTOMER, "CNY", {"amount": 12_800, "currency": "CNY"}),
    ],
)
def test_the_sum_a_document_states(standing: Standing, currency: str, total: dict[str, object]) -> None:
    assert payment(currency).stated_sum(standing) == total


def test_the_customer_a_document_states() -> None:
    assert payment().stated_customer(SUCCESS) == "c1"
    assert payment().stated_customer(OTHER_CUSTOMER) != "c1"


def test_the_operation_id_is_large_and_steady() -> None:
    assert 5_000_000_000_000 <= payment().operation_id < 6_000_000_000_000
    assert payment().operation_id == payment().operation_id != payment(payment_id="till1-b").operation_id
