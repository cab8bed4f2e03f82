"""What the adapters' tests share: values of every record by their declared types, a sale in records, a faulty disk."""

from __future__ import annotations

import sqlite3
import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import apsw
from hypothesis import strategies as st

from kiosk.adapters.journal_reader import JournalReader
from kiosk.sale import records as r
from kiosk.sale.money import Currency, Money
from kiosk.sale.payment import Payment, fold

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
"""Noon in Hong Kong."""


def values_of(hint: object) -> st.SearchStrategy[typing.Any]:
    """Any value of a declared type, half surrogates and NULs included."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return st.one_of([values_of(part) for part in inner])
    if origin is tuple:
        return st.lists(values_of(inner[0]), max_size=3).map(tuple)
    if hint is type(None):
        return st.none()
    if hint is datetime:
        return st.datetimes(timezones=st.just(UTC))
    if hint is str:
        return st.text(st.characters(), max_size=12)
    if hint is int:
        return st.integers(min_value=-(2**63), max_value=2**63 - 1)
    if hint is Money:
        return st.builds(Money, st.integers(0, 2**63 - 1), st.sampled_from(Currency))
    if isinstance(hint, type) and is_dataclass(hint):
        return instances_of(hint)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    assert hint in (bool, bytes), hint
    return st.booleans() if hint is bool else st.binary(max_size=12)


def instances_of(kind: type[typing.Any]) -> st.SearchStrategy[typing.Any]:
    """Any value of a dataclass."""
    hints = typing.get_type_hints(kind)
    return st.builds(kind, **{field.name: values_of(hints[field.name]) for field in fields(kind)})


def intended(name: str = "till1-aaaa", *, sale: int = 1, at: datetime = NOON, minor: int = 12_850) -> r.Intended:
    """The first record of an attempt."""
    return r.Intended(
        at=at,
        payment_id=name,
        customer_id=f"c-{name}",
        sale=sale,
        attempt=1,
        money=Money(minor, Currency.HKD),
        reference="table 4",
        project_id=383000,
        environment="test",
        lifetime_s=300,
    )


def succeeded(name: str = "till1-aaaa", *, at: datetime = NOON, operation: str = "5205000010711") -> r.Succeeded:
    """Verified success."""
    return r.Succeeded(at, name, operation, "0", "Success", False, b'{"payment":{}}')


def paid_sale(name: str = "till1-aaaa", *, sale: int = 1, at: datetime = NOON, operation: str = "") -> list[r.Record]:
    """All records of a sale that was paid within half a minute."""
    return [
        intended(name, sale=sale, at=at),
        r.Submitted(at, name),
        r.Acknowledged(at, name, b'{"status":"success"}'),
        r.CodeCame(at, name, "000201", at + timedelta(minutes=5), True, False),
        r.CodeShown(at, name),
        succeeded(name, at=at + timedelta(seconds=30), operation=operation or f"op-{name}"),
    ]


def letter(position: int, *, epoch: str = "e1", name: str = "till1-aaaa") -> r.LetterKept:
    """A letter that was taken from the mailbox."""
    return r.LetterKept(NOON, name, epoch, position, "paid", b"{}")


def folded(records: Sequence[r.Record]) -> Payment:
    """The payment that records add up to."""
    payment: Payment | None = None
    for record in records:
        payment = fold(payment, record)
    assert payment is not None
    return payment


def named(record: r.Record, name: str) -> r.Record:
    """The same record about another payment."""
    return replace(record, payment_id=name)


class Disk(apsw.VFS):
    """The system's file layer, counting syncs; it refuses writes or syncs with a fault when it is given one.

    `file_fault` is for writes to the database itself, its log apart; `full` is asked at each write whether the disk
    is full.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self.name = name
        self.syncs = 0
        self.write_fault: type[apsw.Error] | None = None
        self.sync_fault: type[apsw.Error] | None = None
        self.file_fault: type[apsw.Error] | None = None
        self.full: Callable[[], bool] = lambda: False

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _File(self, name, flags)


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._disk = disk
        self._main = bool(flags[0] & apsw.SQLITE_OPEN_MAIN_DB)

    def xWrite(self, data: bytes, offset: int) -> None:
        fault = self._disk.write_fault or (self._disk.file_fault if self._main else None)
        if fault is not None or self._disk.full():
            raise (fault or apsw.FullError)("this disk refuses writes")
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        if self._disk.sync_fault is not None:
            raise self._disk.sync_fault("this disk refuses syncs")
        self._disk.syncs += 1
        super().xSync(flags)


def tamper(path: Path, statements: Sequence[str]) -> None:
    """Change a journal as somebody would who is not this program."""
    other = sqlite3.connect(path)
    for statement in ("DROP TRIGGER records_stay", "DROP TRIGGER records_remain", *statements):
        other.execute(statement)
    other.commit()
    other.close()


def now_of(path: Path) -> dict[str, Payment]:
    """The payments that a journal lists, by name."""
    with JournalReader(path) as reader:
        return {payment.payment_id: payment for payment in reader.payments()}
