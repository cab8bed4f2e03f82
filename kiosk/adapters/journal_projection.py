"""The journal's projection: a payment as a row that can be looked up, and which payment holds an operation.

It can be made anew from the records at any time; it is kept so that a start need not read them all.

It must not know what a record means.
"""

from __future__ import annotations

from datetime import UTC

import apsw

from kiosk.adapters.record_codec import stamp
from kiosk.sale.payment import Payment

Cell = str | int | None
_PUT = """INSERT INTO payments
    (payment_id, sale, attempt, amount, currency, state, created, settled, open, environment, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (payment_id) DO UPDATE SET sale = excluded.sale, attempt = excluded.attempt,
    amount = excluded.amount, currency = excluded.currency, state = excluded.state, created = excluded.created,
    settled = excluded.settled, open = excluded.open, environment = excluded.environment, body = excluded.body"""
_BIND = "INSERT INTO operations (operation_id, payment_id) VALUES (?, ?) ON CONFLICT (operation_id) DO NOTHING"


def put(connection: apsw.Connection, row: Payment, body: str) -> None:
    """Put a payment in the place of its older row, and bind its operations to it unless another holds them."""
    connection.execute(_PUT, (*columns_of(row), body))
    for operation in named_operations(row):
        connection.execute(_BIND, (operation, row.payment_id))


def columns_of(row: Payment) -> tuple[Cell, ...]:
    """The row of a payment, in the order of the table's columns, without its body."""
    settled = None if row.settled is None else stamp(row.settled.astimezone(UTC))
    return (
        row.payment_id,
        row.sale,
        row.attempt,
        row.money.minor,
        row.money.currency.value,
        row.state.value,
        stamp(row.created),
        settled,
        int(row.open),
        row.environment,
    )


def named_operations(row: Payment) -> list[str]:
    """Its successful operations that can be told from others: "#1" stands for one without an id of its own."""
    return [plain(name) for name in row.successes if name and not name.startswith("#")]


def plain(name: str) -> str:
    """A name as SQLite can store it: an id from outside may hold half a surrogate, which is no text."""
    return name.encode("utf-8", "replace").decode("utf-8")
