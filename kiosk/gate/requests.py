"""What the kiosk says to the gateway: a sale, and the question how a payment stands.

Nothing but ids, an amount and an address leaves the kiosk. The signed text is not escaped, so a free text
with a ``;`` in it could later be read as fields; ids are therefore held to ``[A-Za-z0-9._-]``.

It must not know HTTP clients, answers or where the secret is kept.
"""

from __future__ import annotations

import ipaddress
import json
import re
from dataclasses import dataclass

from kiosk.gate.secret import Secret
from kiosk.gate.signing import sign

SALE_PATH = "/v2/payment/banks/hk-qr/sale"
STATUS_PATH = "/v2/payment/status"
CURRENCIES = frozenset({"HKD", "CNY"})
"""The currencies of the method (ecommpay, *Hong Kong FPS QR*)."""

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class BadOrder(ValueError):
    """A request that was not made. `what` names the field, `cure` says what it may be."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(f"{what}: {cure}")
        self.what = what
        self.cure = cure


@dataclass(frozen=True, slots=True)
class SaleOrder:
    """One attempt to take a payment. `amount_minor` is in minor units (HK$100.00 is 10000).

    `payment_id` is unique in the project and is used once; `customer_id` is fresh for every attempt, since
    the same customer and amount would be refused as a duplicate. `customer_ip` is IPv4 or IPv6 text.
    """

    project_id: int
    payment_id: str
    amount_minor: int
    currency: str
    customer_id: str
    customer_ip: str


@dataclass(frozen=True, slots=True)
class Request:
    """A POST with a JSON body: the path under the gateway's address, and the bytes."""

    path: str
    body: bytes


def sale_request(order: SaleOrder, secret: str | Secret) -> Request:
    """The signed order. Raises `BadOrder` when a field is not one the gateway takes."""
    if order.currency not in CURRENCIES:
        raise BadOrder("currency", "use HKD or CNY")
    customer = {"id": _id("customer_id", order.customer_id), "ip_address": _address(order.customer_ip)}
    payment = {"amount": _positive("amount_minor", order.amount_minor), "currency": order.currency}
    general = _general(order.project_id, order.payment_id)
    return _signed(SALE_PATH, secret, {"general": general, "customer": {**customer}, "payment": {**payment}})


def status_request(project_id: int, payment_id: str, secret: str | Secret) -> Request:
    """The signed question how a payment stands. Raises `BadOrder`."""
    return _signed(STATUS_PATH, secret, {"general": _general(project_id, payment_id)})


def _general(project_id: int, payment_id: str) -> dict[str, object]:
    return {"project_id": _positive("project_id", project_id), "payment_id": _id("payment_id", payment_id)}


def _signed(path: str, secret: str | Secret, document: dict[str, dict[str, object]]) -> Request:
    document["general"]["signature"] = sign(document, secret)
    return Request(path, json.dumps(document, separators=(",", ":")).encode("ascii"))


def _positive(what: str, value: object) -> int:
    # A boolean is an int to Python and would be sent as true.
    if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
        raise BadOrder(what, "give a whole number above 0")
    return value


def _id(what: str, value: str) -> str:
    if not _ID.fullmatch(value):
        raise BadOrder(what, "use 1 to 64 of the characters A-Z a-z 0-9 . _ -")
    return value


def _address(value: str) -> str:
    try:
        return str(ipaddress.ip_address(value if "%" not in value else ""))
    except ValueError:
        raise BadOrder("customer_ip", "give an IPv4 or IPv6 address, such as 203.0.113.7") from None
