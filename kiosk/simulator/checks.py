"""What Gate looks at before it accepts a request, and its words when it refuses.

Source of the codes: ecommpay, "Unified codes"; of the required fields: "Hong Kong FPS QR". Bytes come in,
a checked value goes out or ``Refused`` is raised. It must not know payments that are already there.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.bounded_json import BadJson, Json, Number, read_object
from kiosk.simulator.payment import Order
from kiosk.simulator.signer import agrees

MESSAGES = {
    "502": "Validation error",
    "2003": "Invalid JSON string",
    "2004": "Required field not provided",
    "2124": "Invalid Customer ID",
    "2154": "Customer ID is required for project",
    "2442": "Project ID not found",
    "2541": "Unknown Payment Method",
    "2642": "Operation amount is greater than limit",
    "3023": "Provided currency disabled for Project ID",
    "3024": "Invalid Payment ID",
    "3041": "Payment ID already exists",
    "3121": "Invalid currency",
    "3261": "Invalid signature",
    "3262": "Empty signature",
    "3358": "Operation amount is less than limit",
    "3613": "Duplicate operation",
}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_LONGEST_ID = 255
_CURRENCIES = ("HKD", "CNY")


class Refused(Exception):
    """Gate does not take this request; ``where`` is the field, ``why`` what was wrong and the cure."""

    def __init__(self, code: str, where: str, why: str, payment_id: str = "", message: str = "") -> None:
        super().__init__(f"{code} at {where}: {why}")
        self.code = code
        self.message = message or MESSAGES[code]
        self.where = where
        self.why = why
        self.payment_id = payment_id


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed for a project: enabled currencies and the most one purchase may be, in minor units.

    10,000.00 HKD is the method's own limit; none is stated for CNY, so it has none unless it is set here.
    """

    currencies: tuple[str, ...] = _CURRENCIES
    limits: Mapping[str, int] = field(default_factory=lambda: {"HKD": 1_000_000})


@dataclass(frozen=True, slots=True)
class Guard:
    """Checks requests for one project with its secret."""

    project_id: int
    secret: str = field(repr=False)
    terms: Terms

    def order(self, body: bytes) -> Order:
        """A sale request; raises Refused."""
        document, payment_id = self._general(body)
        try:
            amount, currency = self._money(document)
            customer_id = self._customer(document)
            return Order(payment_id, amount, currency, customer_id, self._address(document))
        except Refused as refused:
            refused.payment_id = payment_id
            raise

    def payment_id(self, body: bytes) -> str:
        """A status request's payment id; raises Refused."""
        return self._general(body)[1]

    def _general(self, body: bytes) -> tuple[dict[str, Json], str]:
        try:
            document = read_object(body)
        except BadJson as bad:
            raise Refused("2003", "body", f"{bad}; send one JSON object in UTF-8") from bad
        general = _part(document, "general")
        if _integer(general.get("project_id")) != self.project_id:
            raise Refused("2442", "general.project_id", f"this Gate serves project {self.project_id} only")
        signature = general.get("signature")
        if not _is_text(signature) or signature == "":
            raise Refused("3262", "general.signature", "sign the whole body and put the result here")
        if not agrees(document, str(signature), self.secret):
            cure = "not the HMAC-SHA512 of this body; compare the secret and the signed text"
            raise Refused("3261", "general.signature", cure)
        payment_id = general.get("payment_id")
        if not _is_text(payment_id) or not 0 < len(str(payment_id)) <= _LONGEST_ID:
            raise Refused("3024", "general.payment_id", f"send a string of 1 to {_LONGEST_ID} characters")
        return document, str(payment_id)

    def _money(self, document: dict[str, Json]) -> tuple[int, str]:
        payment = _part(document, "payment")
        for key in ("amount", "currency"):
            if payment.get(key) is None:
                raise Refused("2004", f"payment.{key}", "the field is missing")
        currency = payment["currency"]
        if not isinstance(currency, str) or currency not in _CURRENCIES:
            raise Refused("3121", "payment.currency", "this method takes HKD and CNY only")
        if currency not in self.terms.currencies:
            raise Refused("3023", "payment.currency", f"{currency} is not enabled for this project")
        amount = _integer(payment["amount"])
        if amount is None:
            raise Refused("502", "payment.amount", "an integer in minor units is needed: 10000 means 100.00")
        if amount < 1:
            raise Refused("3358", "payment.amount", "the least amount is 1 minor unit")
        limit = self.terms.limits.get(currency)
        if limit is not None and amount > limit:
            raise Refused("2642", "payment.amount", f"the most one purchase may be is {limit} minor units")
        return amount, currency

    def _customer(self, document: dict[str, Json]) -> str:
        customer_id = _part(document, "customer").get("id")
        if customer_id is None or customer_id == "":
            raise Refused("2154", "customer.id", "the field is missing")
        if not _is_text(customer_id) or len(str(customer_id)) > _LONGEST_ID:
            raise Refused("2124", "customer.id", f"a string of 1 to {_LONGEST_ID} characters is needed")
        return str(customer_id)

    def _address(self, document: dict[str, Json]) -> str:
        address = _part(document, "customer").get("ip_address")
        if address is None or address == "":
            raise Refused("2004", "customer.ip_address", "the field is missing")
        try:
            return str(ipaddress.ip_address(str(address)))
        except ValueError as bad:
            raise Refused("502", "customer.ip_address", "an IPv4 or IPv6 address is needed") from bad


def _part(document: dict[str, Json], key: str) -> dict[str, Json]:
    part = document.get(key)
    if part is None:
        raise Refused("2004", key, "the object is missing")
    if not isinstance(part, dict):
        raise Refused("502", key, "an object is needed here")
    return part


def _is_text(value: Json) -> bool:
    # A Number keeps its digits as text, so it is a string too, but not one that the sender wrote in quotes.
    return isinstance(value, str) and not isinstance(value, Number)


def _integer(value: Json) -> int | None:
    if isinstance(value, Number) and _INTEGER.fullmatch(value):
        return int(value)
    return None
