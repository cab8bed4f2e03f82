"""Payments and records as lines for people, programs and spreadsheets.

Whatever came from outside may hold anything: codes for the terminal, and formulas for the spreadsheet. Both are made
harmless here. It must not know files or options.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

from kiosk.cli.redaction import redacted
from kiosk.sale.facts import Sum
from kiosk.sale.money import Money
from kiosk.sale.payment import Payment
from kiosk.sale.records import Record

HONG_KONG = timezone(timedelta(hours=8))
"""Hong Kong is UTC+8 all year."""

Row = dict[str, object]

_MARKS = {"demo": "DEMO 示範", "test": "TEST 測試"}
_LONG = 40
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def mark(environment: str) -> str:
    """What has to stand on everything that is no real money; "" for live."""
    return _MARKS.get(environment, "")


def instant(at: datetime | None) -> str | None:
    """UTC, ISO 8601 with Z and milliseconds."""
    if at is None:
        return None
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def local(at: datetime | None) -> str:
    """Clock time in Hong Kong, for people."""
    return "" if at is None else f"{at.astimezone(HONG_KONG):%Y-%m-%d %H:%M:%S}"


def as_row(payment: Payment) -> Row:
    """A payment for programs: `amount` in minor units, times in UTC, null for what there is none of.

    `state` is one of the payment's states; `attention` lists what a person still has to decide.
    """
    return {
        "payment_id": payment.payment_id,
        "sale": payment.sale,
        "attempt": payment.attempt,
        "amount": payment.money.minor,
        "currency": str(payment.money.currency),
        "state": str(payment.state),
        "created_at": instant(payment.created),
        "settled_at": instant(payment.settled),
        "operation_id": payment.operation_id or None,
        "code": payment.code or None,
        "message": payment.message or None,
        "environment": payment.environment,
        "project_id": payment.project_id,
        "reference": payment.reference,
        "shown": payment.shown,
        "set_aside": payment.set_aside,
        "closed": payment.closed or None,
        "attention": list(payment.attention),
        "decided": payment.decided or None,
        "decided_by": payment.decided_by or None,
        "came": _came(payment),
        "returned": payment.returned,
        "by_hand_at": instant(payment.hand_at),
        "by_hand_by": payment.hand_by or None,
        "on_trust_at": instant(payment.trust_at),
        "deadline_at": instant(payment.deadline),
    }


def _came(payment: Payment) -> str | None:
    """The amount that a message stated otherwise than the sale: `100.00 HKD`."""
    if payment.came is None:
        return None
    major, minor = divmod(payment.came.minor, 100)
    return f"{major}.{minor:02d} {payment.came.currency}"


SHEET = (
    "mark", "payment_id", "sale", "attempt", "amount", "amount_minor", "currency", "state", "created_hk", "settled_hk",
    "created_at", "settled_at", "operation_id", "code", "message", "environment", "project_id", "reference", "shown",
    "set_aside", "closed", "attention", "decided", "decided_by", "came", "returned", "by_hand_at", "by_hand_by",
    "on_trust_at",
)  # fmt: skip
"""The columns of a spreadsheet. `amount` is in major units, `_hk` is clock time in Hong Kong, `_at` is UTC."""


def as_sheet(payment: Payment) -> list[str]:
    """A payment as cells, in the order of SHEET."""
    cells = as_row(payment) | {
        "mark": mark(payment.environment),
        "amount": payment.money.major,
        "amount_minor": payment.money.minor,
        "created_hk": local(payment.created),
        "settled_hk": local(payment.settled),
        "attention": " ".join(payment.attention),
        "returned": Money(payment.returned, payment.money.currency).major if payment.returned else None,
    }
    return [cell(cells[column]) for column in SHEET]


def cell(value: object) -> str:
    """A value that no spreadsheet takes for a formula: such text gets a quote in front."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case _:
            text = str(value)
            return f"'{text}" if text.startswith(_FORMULA) else text


def tame(text: str) -> str:
    """Text that stays on its line and gives the terminal no orders."""
    return "".join(
        character if unicodedata.category(character)[0] not in "CZ" or character in " \u3000" else escaped(character)
        for character in text
    )


def escaped(character: str) -> str:
    """A character as Python writes it in a text."""
    return character.encode("unicode_escape").decode("ascii") if not character.isprintable() else character


def table(payments: Iterable[Payment]) -> Iterator[str]:
    """Lines for people, the heading first. What is no real money is marked on its own line."""
    yield _line("Hong Kong time", "sale", "amount", "state", "reference", "payment", "")
    for payment in payments:
        notes = [mark(payment.environment), *payment.attention]
        notes += [words for words, is_so in _marks(payment) if is_so]
        sale = f"{payment.sale}" if payment.attempt <= 1 else f"{payment.sale} ({payment.attempt})"
        amount = f"{payment.money.currency} {payment.money.grouped}"
        state, payment_id = str(payment.state), tame(payment.payment_id)
        yield _line(
            local(payment.created), sale, amount, state, tame(payment.reference), payment_id,
            " · ".join(note for note in notes if note),
        )  # fmt: skip


def brief(payment: Payment) -> str:
    """One payment in a line, for somebody who has to choose."""
    money = f"{payment.money.currency} {payment.money.grouped}"
    return f"{tame(payment.payment_id)}  {local(payment.created)}  {money}  {payment.state}"


def _marks(payment: Payment) -> tuple[tuple[str, bool], ...]:
    """What has to stand beside a state, so that nobody takes one for the other."""
    money = Money(payment.returned, payment.money.currency)
    return (
        ("set aside", payment.set_aside),
        ("marked by hand", payment.hand_at is not None),
        ("released on trust", payment.trust_at is not None),
        (_settled(payment), bool(payment.decided) and not payment.attention),
        (f"returned {money.currency} {money.grouped}", bool(payment.returned)),
    )


def _settled(payment: Payment) -> str:
    by = f" by {payment.decided_by}" if payment.decided_by else ""
    return tame(f"settled{by}: {payment.decided}")


def _line(at: str, sale: str, amount: str, state: str, reference: str, payment_id: str, notes: str) -> str:
    when, what, name = _wide(at, 19), _wide(reference, 16), _wide(payment_id, 31)
    return f"{when}  {sale:>6}  {amount:>13}  {state:<9}  {what}  {name}  {notes}".rstrip()


def _wide(text: str, columns: int) -> str:
    """Padded as a terminal counts: Chinese takes two columns."""
    width = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
    return text + " " * max(0, columns - width)


def record_row(seq: int, record: Record) -> Row:
    """A record for programs. Bytes from outside become their length, their SHA-256 and what may be shown of them."""
    # Not "kind": one of the records has a field of that name.
    row: Row = {"seq": seq, "record": type(record).__name__}
    for field in fields(record):
        row[field.name] = _plain(getattr(record, field.name))
    return row


def _plain(value: object) -> object:
    match value:
        case datetime():
            return instant(value)
        case Money() | Sum():
            return {"amount": value.minor, "currency": str(value.currency)}
        case bytes():
            told = {"bytes": len(value), "sha256": sha256(value).hexdigest(), "redacted": redacted(value)}
            return told if value else None
        case str() if len(value) > _LONG and " " not in value:
            # A code's payload: whoever has all of it can draw the code again.
            return f"{value[: _LONG - 8]}… ({len(value)} characters)"
        case _:
            return value


def record_lines(row: Row) -> Iterator[str]:
    """A record for people: its number, time and kind, then what it says; below it what may be shown of its bytes."""
    rest = ", ".join(
        f"{name} {_said(value)}"
        for name, value in row.items()
        if name not in ("seq", "record", "at", "payment_id") and value not in ("", None)
    )
    yield f"{row['seq']:>6}  {row['at']}  {row['record']:<13} {tame(rest)}".rstrip()
    match row.get("raw"):
        case {"redacted": dict(document)}:
            yield f"        {tame(json.dumps(document, ensure_ascii=False))}"


def _said(value: object) -> str:
    match value:
        case {"amount": int(minor), "currency": currency}:
            return f"{currency} {minor // 100}.{minor % 100:02d}"
        case {"bytes": length, "sha256": str(digest)}:
            return f"{length} bytes (SHA-256 {digest[:16]}…)"
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)
