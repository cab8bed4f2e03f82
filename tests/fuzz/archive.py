"""All traffic of many payments, as somebody who sits on the relay sees it: real documents, really signed.

Some of the payments are declined ones into whose free text somebody wrote lines of the signed text (the name on a
bank account is anybody's), and some messages hold a `;` of their own. The key is not among what is handed out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from kiosk.gate.requests import SaleOrder, sale_request, status_request
from tests.foreign.dialect import PLAIN, Dialect, mixed
from tests.foreign.documents import OPEN, PAID, Documents, Order, Stage, declined
from tests.foreign.hkqr import merchant_code
from tests.foreign.writing import signed, written
from tests.gate.helpers import PROJECT, SECRET

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
PAYMENTS = 24
POISON = (
    "x;operation:code:0;operation:id:9;operation:status:success;operation:type:sale;payment:id:till1-P00;"
    "payment:status:success;payment:sum:amount:10000;payment:sum:currency:HKD;payment:t:1",
    "payment:status:success",
    "x;operation:code:0;operation:status:success;payment:status:success;zz:1",
)
"""What somebody outside may have written into a text that the platform signs: a whole "paid" for another payment."""
STAGES: dict[str, Stage] = {
    "open": OPEN,
    "paid": PAID,
    "declined": declined("20105"),
    "pending": Stage("processing", "processing", "9999"),
}


@dataclass(frozen=True)
class Original:
    """A document that the platform signed. `kind` is what it says: open (with a code), paid, declined, pending."""

    text: str
    document: dict[str, Any]
    payment_id: str
    kind: str
    letter: bool
    payload: str

    @property
    def mark(self) -> str:
        """Its signature."""
        general = self.document.get("general", {})
        return str(self.document.get("signature") or general.get("signature"))


@dataclass(frozen=True)
class Sale:
    """One payment of the archive: what was ordered."""

    payment_id: str
    customer_id: str
    minor: int
    currency: str
    payload: str


def _dialects() -> list[Dialect]:
    """Many ways to write; of long lists, extras and pictures a little, since they cost time and open no other door."""
    found = [PLAIN, *mixed(PAYMENTS - 1, 5)]
    small = [replace(one, picture="1", long_list=0, extras=(), infos=(0, 0)) for one in found]
    short = [one if one.shown == "qr_data text" or not number % 8 else replace(one, shown=PLAIN.shown)
             for number, one in enumerate(small)]  # fmt: skip
    return [replace(one, long_list=12, infos=(1, 1)) if number % 8 == 3 else one for number, one in enumerate(short)]


@cache
def sales() -> tuple[Sale, ...]:
    """The orders; many have the same amount, as in a shop with one price."""
    found = []
    for number, dialect in enumerate(_dialects()):
        minor, currency = (10_000, 10_000, 12_345)[number % 3], "CNY" if number % 8 == 7 else "HKD"
        payload = merchant_code(minor, currency, dialect.form, NOON + timedelta(minutes=5))
        found.append(Sale(f"till1-P{number:02}", f"c-{number:02}", minor, currency, payload))
    return tuple(found)


@cache
def originals() -> tuple[Original, ...]:
    """Everything that was ever signed: letters and status answers of each payment at each of its stages."""
    found = []
    for number, (dialect, sale) in enumerate(zip(_dialects(), sales(), strict=True)):
        words = replace(
            dialect, currency=sale.currency, minor=sale.minor, words="semicolon" if number % 5 == 4 else "plain"
        )
        order = Order(sale.payment_id, sale.customer_id, sale.minor, sale.currency)
        documents = Documents(words, PROJECT, order, sale.payload, NOON)
        end = "declined" if number % 2 else "paid"
        for kind in ("open", "pending", end):
            for letter in (True, False):
                made = (documents.letter if letter else documents.status)(STAGES[kind], NOON)
                _poison(made, number)
                whole = signed(made, words, SECRET)
                text = written(whole, words).decode()
                found.append(Original(text, json.loads(text), sale.payment_id, kind, letter, sale.payload))
    return tuple(found)


def _poison(made: dict[str, Any], number: int) -> None:
    """A third of the payments carry free text that somebody outside chose."""
    if number % 3 == 1 and isinstance(made.get("payment"), dict):
        made["payment"]["description"] = POISON[(number // 3 + 1) % len(POISON)]
        made["account"] = {"holder": POISON[number // 3 % len(POISON)]}


@cache
def by_mark() -> dict[str, Original]:
    """The original of each signature."""
    return {original.mark: original for original in originals()}


@cache
def requests() -> tuple[str, ...]:
    """What the till itself signed: orders and questions, which an attacker may send back as letters."""
    found = []
    for sale in sales():
        order = SaleOrder(PROJECT, sale.payment_id, sale.minor, sale.currency, sale.customer_id, "203.0.113.7")
        found.append(sale_request(order, SECRET).body.decode())
        found.append(status_request(PROJECT, sale.payment_id, SECRET).body.decode())
    return tuple(found)
