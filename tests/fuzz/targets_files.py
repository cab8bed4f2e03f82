"""Readers and writers of files: settings, the journal's lines, and the exports of payments."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

from kiosk.adapters import record_codec
from kiosk.adapters.record_codec import BadRecord, Line
from kiosk.cli import payment_rows, payments
from kiosk.sale.money import Currency, Money
from kiosk.sale.payment import Payment, State
from kiosk.sale.records import RECORDS, Record
from kiosk.settings import Environment, Settings, SettingsFaults, read
from tests.adapters.helpers import NOON, folded, paid_sale
from tests.fuzz import mutate
from tests.fuzz.engine import Target, hold
from tests.settings.helpers import EXAMPLE, LEAST

MARK = "SecretMarkerNobodyMaySee"
FOLDER = Path("shop")
LINES = tuple(line for line in EXAMPLE.splitlines() if line)
_VALUES = (
    '""',
    '"x"',
    "0",
    "-1",
    "1",
    "9223372036854775808",
    "0x" + "f" * 4000,
    "1e400",
    "nan",
    "inf",
    "true",
    "[]",
    "{}",
    "[[1]]",
    '["HKD", "CNY"]',
    '["HKD", "HKD"]',
    '"HKD"',
    '"10000.00"',
    '"10000.01"',
    '"0.00"',
    '"1e3"',
    '"live"',
    '"test"',
    '"http://127.0.0.1:1"',
    '"http://example.hk"',
    '"https://u:p@h"',
    '"https://h/?q"',
    '"https://[::1"',
    '"127.0.0.1"',
    '"0.0.0.0"',
    '"::1%eth0"',
    f'{{ file = "{MARK}" }}',
    f'"{MARK}"',
    f'{{ keyring = "{MARK};" }}',
    f'{{ file = "{MARK}", x = 1 }}',
    "2026-11-22",
    "08:00:00",
    '"\\u0000"',
    '"\\u202e"',
    "'''\na\n'''",
    '"茶"',
    "0.5",
    "3.1",
    "1_000",
    '"~/x"',
    '"../x.svg"',
)


def _settings(chance: Random) -> bytes:
    lines = list(LINES) if chance.random() < 0.8 else [line for line in LEAST.splitlines() if line]
    for _ in range(chance.choice((0, 1, 1, 2, 3, 6))):
        place = chance.randrange(len(lines))
        how = chance.randrange(5)
        key = lines[place].partition(" = ")[0]
        if how == 0:
            del lines[place]
        elif how == 1:
            lines.insert(
                place, chance.choice((lines[place], "[gate]", "x = 1", f"{MARK} = 1", "[[till]]", 'limit_cny = "5.00"'))
            )
        elif not key.startswith("["):
            lines[place] = f"{key} = {chance.choice(_VALUES)}"
        if not lines:
            break
    text = "\n".join(lines).encode()
    return mutate.dented(text, chance, 0.2, (*mutate.TOKENS[:30], b"=", b"[", b"]]", b'"""', b"#", b"\n", b"\r", b"."))


def _check_settings(data: bytes) -> None:
    try:
        found = read(data, FOLDER)
    except SettingsFaults as told:
        hold(told.faults and all(fault.what and fault.cure for fault in told.faults), "a fault without words")
        _says_no_secret(data, str(told))
        return
    _are_in_bounds(found)
    _says_no_secret(data, repr(found).replace(f"shop/{MARK}", ""))


def _says_no_secret(data: bytes, words: str) -> None:
    """The value of a secret's own key is never repeated; a marker elsewhere is no secret and may be."""
    elsewhere = [line for line in data.split(b"\n") if not line.startswith((b"secret", b"token", b"gate", b"relay"))]
    if MARK.encode() in data and not any(MARK.encode() in line for line in elsewhere):
        assert MARK not in words, "a fault repeats what stands in a secret's place"


def _are_in_bounds(found: Settings) -> None:
    limits = {limit.currency: limit.minor for limit in found.till.limits}
    assert limits
    assert all(minor > 0 for minor in limits.values())
    assert limits.get(Currency.HKD, 1) <= 1_000_000
    assert 10 <= found.till.qr_lifetime_s <= 3_600
    assert 0.5 <= found.screens.scale <= 3
    assert found.gate.environment in (Environment.LIVE, Environment.TEST)
    assert found.gate.secret != found.relay.token
    for address in (found.gate.url, found.relay.url):
        parts = urlsplit(address)
        assert not any((parts.username, parts.password, parts.query, parts.fragment))
        plain = parts.scheme == "http"
        near = parts.hostname in ("localhost", "::1") or (parts.hostname or "").startswith("127.")
        assert not plain or (near and found.gate.environment is Environment.TEST), "money over a line without TLS"


RECORD_LINES = tuple(record_codec.write_record(record) for record in paid_sale())
PAYMENT = folded(paid_sale())
_KINDS = (*(kind.__name__ for kind in RECORDS), "Payment", "str", "__class__", "")


def _journal(chance: Random) -> Line:
    line = chance.choice(RECORD_LINES)
    made = json.loads(line.body)
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        if chance.random() < 0.3:
            made[chance.choice(list(made) or ["at"])] = chance.choice(
                (
                    "0001-01-01T00:00:00+23:59",
                    "9999-12-31T23:59:59-23:59",
                    "20261122T040000Z",
                    "2026-11-22",
                    10**400,
                    [[[]]],
                )
            )
        else:
            mutate.edit(made, chance)
    body = json.dumps(made)
    if chance.random() < 0.3:
        dented = mutate.dent(body.encode(), chance, (*mutate.TOKENS, b"[" * 100_000))
        body = dented.decode("utf-8", "surrogateescape")
    kind = line.kind if chance.random() < 0.9 else chance.choice(_KINDS)
    return Line(kind, body, chance.choice((line.raw, None, b"")))


def _check_journal(line: Line) -> None:
    for reading in (record_codec.read_record, _payment):
        try:
            found = reading(line)
        except BadRecord as fault:
            hold(str(fault), "a fault without words")
            continue
        if isinstance(found, Payment):
            assert record_codec.read_payment(record_codec.write_payment(found)) == found
        else:
            _comes_back(found)


def _payment(line: Line) -> Payment:
    return record_codec.read_payment(line.body)


def _comes_back(found: Record) -> None:
    again = record_codec.write_record(found)
    assert record_codec.read_record(again) == found
    assert record_codec.write_record(record_codec.read_record(again)) == again


_NASTY = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    '"',
    ",",
    ";",
    "|",
    "'",
    "cmd|' /C calc'!A0",
    "=HYPERLINK(1)",
    "＝1",
    "＋",
    "﹦",
    "a",
    "茶",
    "\x00",
    "\x1b[31m",
    "\u202e",
    "\u2028",
    "\x85",
    "\x0b",
    "\ud800",
    " ",
    "\u3000",
    "\ufeff",
    "%",
    "DDE",
    "0",
    "7",
)
_FIELDS = ("payment_id", "reference", "operation_id", "code", "message", "closed", "decided")
_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def _rows(chance: Random) -> Payment:
    texts: dict[str, Any] = {
        name: "".join(chance.choices(_NASTY, k=chance.randint(0, 6))) for name in _FIELDS if chance.random() < 0.6
    }
    return replace(
        PAYMENT,
        money=Money(chance.randrange(10 ** chance.randint(1, 12)), chance.choice(list(Currency))),
        state=chance.choice(list(State)),
        environment=chance.choice(("live", "test", "demo")),
        attention=tuple(chance.choices(("double", "=late", "moved"), k=chance.randint(0, 2))),
        settled=None if chance.random() < 0.3 else NOON + timedelta(seconds=chance.randrange(10**8)),
        **texts,
    )


def _check_csv(payment: Payment) -> None:
    out = io.StringIO(newline="")
    payments._sheet(iter([payment, payment]), out)
    data = out.getvalue().encode("utf-8", "backslashreplace")
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    assert tuple(head) == payment_rows.SHEET
    assert len(rows) == 2
    assert rows[0] == rows[1], "a payment runs over into the next one"
    assert len(rows[0]) == len(head)
    assert not [cell for cell in rows[0] if cell.startswith(_STARTS)], "a spreadsheet would take it for a formula"
    cells = dict(zip(head, rows[0], strict=True))
    assert int(cells["amount_minor"]) == payment.money.minor
    assert cells["amount"].replace(".", "").lstrip("0") == str(payment.money.minor).lstrip("0")
    for name in ("reference", "message", "operation_id"):
        text = str(getattr(payment, name)).encode("utf-8", "backslashreplace").decode()
        assert cells[name] in (text, f"'{text}"), "a text came back as another"


def _check_rows(payment: Payment) -> None:
    row = payment_rows.as_row(payment)
    assert json.loads(json.dumps(row)) == row
    for line in payment_rows.table([payment]):
        assert _is_tame(line), "a line gives the terminal orders"
    for seq, record in enumerate(_records(payment)):
        told = payment_rows.record_row(seq, record)
        assert json.loads(json.dumps(told)) == told
        assert all(_is_tame(line) for line in payment_rows.record_lines(told))


def _records(payment: Payment) -> list[Record]:
    name, words = payment.payment_id, payment.message
    return [replace(record, payment_id=name) for record in paid_sale(operation=words)]


def _is_tame(line: str) -> bool:
    return not [c for c in line if unicodedata.category(c)[0] in "CZ" and c not in " \u3000"]


TARGETS = (
    Target("settings", "settings within their bounds, or faults that repeat no secret", _settings, _check_settings),
    Target("journal-line", "a record that reads back the same, or BadRecord", _journal, _check_journal),
    Target("csv", "no formula, no lost or moved cell, and every text comes back", _rows, _check_csv),
    Target("rows", "JSON that comes back, and lines that stay lines", _rows, _check_rows),
)
