"""A journal as a busy shop has it after years: so many payments with all their records, written by the journal itself.

Must not know what is measured with it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.adapters.folder import DataFolder
from kiosk.adapters.journal import Journal
from kiosk.sale import records as r
from kiosk.sale.money import Currency, Money
from kiosk.sale.payment import Payment, fold

BATCH = 200
STEP = timedelta(minutes=4)
"""From one sale to the next; the newest lie in the last half hour."""
OPEN = 30
"""So many codes that nobody paid are still asked about."""
PAYLOAD = "00020101021226" + "0123456789" * 12


def fill(folder: Path, till: str, project: int, count: int, now: datetime, tell: Callable[[str], None]) -> str:
    """Write `count` payments into the folder's journal; gives the id of the last one, whose code is on the screen."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    journal = Journal(DataFolder(folder).journal, environment="test")
    batch: list[r.Record] = []
    rows: list[Payment] = []
    name = ""
    for number in range(1, count + 1):
        name = f"{till}-{number:026d}"
        records = _sale(name, project, number, now - STEP * (count - number), shown=number == count)
        batch += records
        rows.append(_folded(records))
        if number % BATCH == 0 or number == count:
            journal.commit(batch, rows)
            batch, rows = [], []
            tell(f"{number} of {count} payments")
    journal.close()
    return name


def _folded(records: list[r.Record]) -> Payment:
    payment: Payment | None = None
    for record in records:
        if not isinstance(record, r.BESIDE):
            payment = fold(payment, record)
    assert payment is not None, "a sale begins with its intent"
    return payment


def _sale(name: str, project: int, number: int, at: datetime, *, shown: bool) -> list[r.Record]:
    """The records of one sale: paid, or with its code on the screen, or given up and watched."""
    money = Money(1_000 + number % 50_000, Currency.HKD)
    reference = f"table {number % 40}"
    qr, paid = (_letter(name, project, money, status) for status in ("awaiting customer action", "success"))
    records: list[r.Record] = [
        r.Intended(at, name, f"c-{number}", number, 1, money, reference, project, "test", 300),
        r.Submitted(at, name),
        r.RequestKept(at, name, "order", qr[:300]),
        r.Acknowledged(at, name, b'{"status":"success","request_id":"%d"}' % number),
        r.LetterKept(at, name, "e", 2 * number, "QrProved", qr),
        r.Noted(at, name, "awaiting customer action 9999", True, b"", letter=True),
        r.CodeCame(at, name, PAYLOAD, at + timedelta(minutes=5), True, False),
        r.CodeShown(at, name),
    ]
    if shown:
        return records
    if number % 3_000 == 0 and number // 3_000 < OPEN:
        return [*records, r.Watched(at, name, "deadline"), r.Closed(at, name, "moved_on")]
    end = at + timedelta(seconds=20)
    records.append(r.LetterKept(end, name, "e", 2 * number + 1, "SuccessProved", paid))
    records.append(r.Succeeded(end, name, f"{52_000_000 + number}", "0", "Success", False, paid))
    return records


def _letter(name: str, project: int, money: Money, status: str) -> bytes:
    said = {"amount": money.minor, "currency": money.currency.value}
    operation = {"id": 52, "type": "sale", "status": status, "sum_initial": said, "sum_converted": said, "code": "0"}
    document = {
        "project_id": project,
        "payment": {"id": name, "type": "purchase", "status": status, "method": "hk-qr", "sum": said},
        "customer": {"id": "c"},
        "operation": {**operation, "provider": {"id": 1, "payment_id": name}, "message": "Success"},
        "signature": "x" * 88,
    }
    return json.dumps(document).encode()
