"""`kiosk payments`: the journal as a table, as JSON lines and for spreadsheets, one payment's story, and whether the
journal is whole; all of it while the till goes on.

It reads only. It must not know how a payment came to be what it is.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

from kiosk.adapters.folder import DataFolder
from kiosk.adapters.journal_reader import JournalFailed, JournalReader
from kiosk.adapters.journal_schema import lone_log
from kiosk.cli import payment_rows as rows
from kiosk.cli import places
from kiosk.cli.trouble import NotWhole, Trouble
from kiosk.sale.money import Money
from kiosk.sale.payment import Payment, State

RowOf = Callable[[Payment], rows.Row]
LEAST = 4
"""So many characters of an id name a payment, if they name one alone."""
NAMED = 10
BOM = "\ufeff"
"""Without it Excel takes the Chinese in a UTF-8 file for something else; LibreOffice and Numbers skip it."""


def command(arguments: argparse.Namespace) -> int:
    """List, show, explain, export, verify or salvage; 0, or verify's own code. Raises Trouble."""
    folder = arguments.data or (places.demo_folder() if arguments.demo else places.data_folder())
    with _there(folder) as path:
        if arguments.verb == "verify":
            # Whoever lists payments has no use for it.
            from kiosk.cli import payments_verify

            return payments_verify.command(path, arguments)
        if arguments.verb == "salvage":
            # The same.
            from kiosk.cli import payments_salvage

            return payments_salvage.command(folder, arguments)
        with JournalReader(path) as journal:
            _read(journal, arguments)
        sys.stdout.flush()
        _glance(path)
    return 0


def _glance(path: Path) -> None:
    """What was just printed is worth little when the journal is damaged. Raises NotWhole."""
    # Read last: the list comes first for whoever waits.
    from kiosk.adapters.journal_audit import Audit

    with Audit(path) as audit:
        flaw = audit.glance()
    if flaw is not None:
        raise NotWhole(
            f"{path} is not whole, so this may not be all and may not be true: {rows.tame(str(flaw))}",
            "run `kiosk payments verify`, keep a copy of the folder, and call support",
        )


@contextmanager
def _there(folder: Path) -> Iterator[Path]:
    path = DataFolder(folder).journal
    if not path.is_file() and not lone_log(path):
        raise Trouble(f"there is no journal in {folder}", "name the till's data folder: --data DIR, or --demo")
    try:
        yield path
    except JournalFailed as fault:
        what, _, cure = str(fault).rpartition(": ")
        raise (NotWhole if fault.why == "broken" else Trouble)(what, cure) from fault


def _read(journal: JournalReader, arguments: argparse.Namespace) -> None:
    if arguments.verb in ("show", "explain"):
        payment = _named(journal, arguments.payment_id)
        (_show if arguments.verb == "show" else _explain)(journal, payment, arguments)
        return
    found = _chosen(journal, arguments)
    exporting = arguments.verb == "export"
    if exporting and arguments.records:
        # A record has no columns of a spreadsheet.
        arguments.json = True
    row_of = (lambda payment: _whole(journal, payment)) if exporting and arguments.records else rows.as_row
    if exporting and arguments.output is not None:
        _export(found, row_of, arguments)
    elif arguments.csv or (exporting and not arguments.json):
        _sheet(found, _plain_stdout())
    elif arguments.json:
        _lines(found, row_of, sys.stdout)
    else:
        _table(found)


def _chosen(journal: JournalReader, arguments: argparse.Namespace) -> Iterator[Payment]:
    states = [_state(name) for name in arguments.state or ()]
    if arguments.limit is not None and arguments.limit < 1:
        raise Trouble(f"--limit {arguments.limit} would show nothing", "give a number from 1 on, or leave it out")
    since = _day("--since", arguments.since)
    until = _day("--until", arguments.until)
    return journal.payments(
        since=since,
        until=None if until is None else until + timedelta(days=1),
        limit=arguments.limit,
        states=states,
    )


def _state(name: str) -> State:
    try:
        return State(name.upper())
    except ValueError:
        raise Trouble(f"{name!r} is no state of a payment", f"use one of {', '.join(State)}") from None


def _day(option: str, text: str | None) -> datetime | None:
    """The beginning of a Hong Kong day."""
    if text is None:
        return None
    try:
        # One spelling only: a day that could be read in two ways would silently leave sales out.
        day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=rows.HONG_KONG)
    except ValueError:
        day = None
    if day is None or len(text) != 10 or not 2000 <= day.year < 9000:
        raise Trouble(f"{option} {text!r} is no day", "write it like 2026-11-22")
    return day


def _table(found: Iterator[Payment]) -> None:
    lines = 0
    for line in rows.table(found):
        print(line)
        lines += 1
    if lines == 1:
        print("no payments")


def _lines(found: Iterator[Payment], row_of: RowOf, out: TextIO) -> None:
    for payment in found:
        out.write(json.dumps(row_of(payment)) + "\n")


def _sheet(found: Iterator[Payment], out: TextIO) -> None:
    out.write(BOM)
    # Spreadsheets on Windows want both ends of a line.
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.SHEET)
    writer.writerows(rows.as_sheet(payment) for payment in found)


def _plain_stdout() -> TextIO:
    """Stdout that writes what it is given: UTF-8, and no line end of its own."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    return sys.stdout


def _export(found: Iterator[Payment], row_of: RowOf, arguments: argparse.Namespace) -> None:
    path: Path = arguments.output
    try:
        # New, and readable for nobody else: it holds a shop's takings.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Trouble(f"{path} is there already", "name a new file, or move that one away") from None
    except OSError as fault:
        raise Trouble(f"{path} cannot be written: {fault.strerror}", "name a file in a folder of yours") from fault
    try:
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace", newline="") as out:
            _lines(found, row_of, out) if arguments.json else _sheet(found, out)
    except BaseException as fault:
        # Half an export looks like a whole one.
        path.unlink(missing_ok=True)
        if isinstance(fault, OSError):
            raise Trouble(f"{path} cannot be written: {fault.strerror}", "free space on that disk") from fault
        raise
    print(f"written to {path}", file=sys.stderr)


def _named(journal: JournalReader, payment_id: str) -> Payment:
    payment = journal.recall(payment_id)
    if payment is not None:
        return payment
    if len(payment_id) < LEAST:
        raise Trouble(f"{payment_id!r} is too short for a payment's id", f"give {LEAST} characters of it or more")
    found = journal.beginning(payment_id, NAMED + 1)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Trouble(f"there is no payment {payment_id!r} in this journal", "copy its id from `kiosk payments list`")
    lines = [f"  {rows.brief(payment)}" for payment in found[:NAMED]]
    lines += ["  and more"] if len(found) > NAMED else []
    told = "\n".join(lines)
    raise Trouble(f"more than one payment begins with {payment_id!r}:\n{told}", "give more of the id")


def _whole(journal: JournalReader, payment: Payment) -> rows.Row:
    """A payment with everything that was recorded; bytes from outside redacted."""
    history = [rows.record_row(seq, record) for seq, record in journal.history(payment.payment_id)]
    return rows.as_row(payment) | {"records": history}


def _explain(journal: JournalReader, payment: Payment, arguments: argparse.Namespace) -> None:
    # Its words are of no use to a list.
    from kiosk.cli import explain

    history = list(journal.history(payment.payment_id))
    if arguments.json:
        print(json.dumps(rows.as_row(payment) | {"now": explain.verdict(payment), "steps": explain.as_steps(history)}))
        return
    for line in explain.story(payment, history):
        print(line)


def _show(journal: JournalReader, payment: Payment, arguments: argparse.Namespace) -> None:
    if arguments.json:
        print(json.dumps(_whole(journal, payment)))
        return
    mark = rows.mark(payment.environment)
    if mark:
        print(mark)
    for name, value in rows.as_row(payment).items():
        nothing = name == "returned" and value == 0
        if value is not None and value != "" and value != [] and not nothing:
            print(f"{name:<13} {rows.tame(_told(name, value, payment))}")
    print("\nrecords, oldest first (UTC):")
    for seq, record in journal.history(payment.payment_id):
        for line in rows.record_lines(rows.record_row(seq, record)):
            print(line)


def _told(name: str, value: object, payment: Payment) -> str:
    match value:
        case int() if name == "amount":
            return payment.money.grouped
        case int() if name == "returned":
            return Money(value, payment.money.currency).grouped
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(value)
        case _:
            return str(value)
