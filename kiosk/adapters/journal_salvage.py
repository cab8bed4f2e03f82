"""Salvage: a damaged journal is set aside whole, and what can be read and proven goes on in a new one.

Nothing is deleted: the damaged files stay in a quarantine folder with a report. A record that cannot be read, or that
is not the one that was written, is not taken over; the payment it was about is either still asked about, because what
is left of it is open, or put before a person.

The exchange of the files can be cut off anywhere and is taken up again: the new journal gets its second name only when
it is complete, and from then on only that step is left to do.

It must not know how a report is printed; the folder must be held by the caller.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk.adapters.damaged_journal import FILES, DamagedJournal
from kiosk.adapters.journal import Journal
from kiosk.adapters.journal_chain import GENESIS, link
from kiosk.adapters.journal_faults import faults
from kiosk.adapters.journal_schema import APPLICATION_ID, READY, VERSION, lone_log, row_of
from kiosk.adapters.record_codec import BadRecord, Line, read_record
from kiosk.sale.payment import GAPS, Payment, fold
from kiosk.sale.records import BESIDE, Intended, Orphaned, Raised, Record

REPORT: Final = "REPORT.txt"
_BUILDING: Final = ".building"
_BATCH: Final = 200


class CannotSalvage(Exception):
    """There is nothing to salvage, or not by this program. `str()` says why, with the cure."""


@dataclass(slots=True)
class Salvaged:
    """What came of it. `lost` are records by their number with the reason; `unproven` are payments that lack records;
    `orphans` those of which only the name or the money is known: a person has to decide about them.
    """

    aside: Path
    records: int = 0
    payments: int = 0
    lost: list[str] = field(default_factory=list)
    unproven: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)


def salvage(path: Path) -> Salvaged:
    """Set the journal at `path` aside and go on with what can be proven. Raises CannotSalvage and JournalFailed."""
    ready = path.with_name(path.name + READY)
    _require_ours(path)
    with faults(path, "salvaging it"):
        if cut_off(path):
            found = Salvaged(_newest_aside(path))
        else:
            found = Salvaged(_set_aside(path))
            _build(found, found.aside / path.name, path.with_name(path.name + _BUILDING))
            path.with_name(path.name + _BUILDING).rename(ready)
        # The old log goes first: SQLite would play it into the new file.
        for suffix in FILES[1:]:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        ready.replace(path)
        _sync(path.parent)
    return found


def cut_off(path: Path) -> bool:
    """A salvage of this journal was begun and not ended."""
    return path.with_name(path.name + READY).exists()


def _require_ours(path: Path) -> None:
    """A file that says that it is another program's, or a newer one's, is not damaged. Its first bytes say so."""
    if lone_log(path):
        return
    with faults(path, "reading it"), path.open("rb") as file:
        head = file.read(72)
    if len(head) < 72 or not head.startswith(b"SQLite format 3\0"):
        return
    version, mark = int.from_bytes(head[60:64], "big"), int.from_bytes(head[68:72], "big")
    if mark not in (0, APPLICATION_ID):
        raise CannotSalvage(f"{path} belongs to another program: choose the till's data folder")
    if version > VERSION:
        raise CannotSalvage(f"{path} was written by a newer version of the program: use that one")


def _set_aside(path: Path) -> Path:
    number = 1 + max((_number(folder) for folder in path.parent.glob("quarantine-*")), default=0)
    aside = path.parent / f"quarantine-{number}"
    aside.mkdir(mode=0o700)
    for suffix in FILES:
        source = path.with_name(path.name + suffix)
        if source.exists():
            copy = aside / source.name
            shutil.copyfile(source, copy)
            _sync(copy)
            copy.chmod(0o400)
    _sync(aside)
    return aside


def _number(folder: Path) -> int:
    tail = folder.name.rpartition("-")[2]
    return int(tail) if tail.isascii() and tail.isdigit() else 0


def _newest_aside(path: Path) -> Path:
    return max(path.parent.glob("quarantine-*"), key=_number, default=path.parent)


def _sync(path: Path) -> None:
    folder = path.is_dir()
    if folder and sys.platform == "win32":
        return  # folders cannot be synced there
    file = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _build(found: Salvaged, source: Path, target: Path) -> None:
    """Make the new journal from a working copy of the old one: reading a log may have to write to it."""
    scratch = target.with_name(target.name + ".scratch")
    _clear(target, scratch)
    for suffix in FILES[:2]:
        if source.with_name(source.name + suffix).exists():
            shutil.copyfile(source.with_name(source.name + suffix), scratch.with_name(scratch.name + suffix))
    journal = Journal(target)
    try:
        old = DamagedJournal(scratch)
        try:
            _carry_over(found, old, journal)
        finally:
            old.close()
        journal.vouch(f"salvage of {found.aside.name}")
    finally:
        journal.close()
    _clear(scratch)


def _clear(*paths: Path) -> None:
    for path in paths:
        for suffix in FILES:
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def _carry_over(found: Salvaged, old: DamagedJournal, journal: Journal) -> None:
    payments: dict[str, Payment] = {}
    harmed: dict[str, None] = {}
    batch: list[Record] = []
    newest: datetime | None = None
    if not old.counted:
        found.lost.append("the file does not say how many records it had: what is behind those read is lost unseen")
    if old.undone:
        found.lost.append("the end of the log cannot be played: which records stand there is not known")
    for seq, record in _proven(found, old, harmed):
        newest = record.at
        twice = isinstance(record, Intended) and record.payment_id in payments
        if twice or (not isinstance(record, BESIDE) and not _folded(payments, record)):
            why = "the payment had begun already" if twice else "the one that began the payment is lost"
            found.lost.append(f"record {seq} (payment {record.payment_id}): {why}")
            harmed[record.payment_id] = None
            continue
        batch.append(record)
        if len(batch) >= _BATCH:
            _commit(found, journal, batch, payments)
    _commit(found, journal, batch, payments)
    _commit(found, journal, _put_before_people(found, old, payments, harmed, newest), payments)
    found.payments = len(payments)


def _proven(found: Salvaged, old: DamagedJournal, harmed: dict[str, None]) -> Iterator[tuple[int, Record]]:
    """The records that can be read and are the ones that were written."""
    before: bytes | None = GENESIS
    gone: set[int] = set()
    for seq, columns in old.rows():
        if columns is None:
            found.lost.append(f"record {seq}: it cannot be read")
            gone.add(seq)
            before = None
            continue
        row, chain = row_of(columns), columns[7]
        # Behind a lost record nothing says whether the next one is its true successor; the one after it can again.
        proven = old.chained and before is not None and link(before, row) == chain
        whole = proven or not old.chained or before is None
        before = chain if isinstance(chain, bytes) else None
        try:
            record = read_record(Line(row.kind, row.body, row.raw))
        except BadRecord as fault:
            if proven:
                # It is what was written, and this program cannot read it: to drop it would be the damage.
                raise CannotSalvage(
                    f"record {seq} was written by a newer version of the program: use that one"
                ) from fault
            found.lost.append(f"record {seq} (payment {row.payment_id}): {fault}")
            harmed[row.payment_id] = None
            continue
        if not whole:
            found.lost.append(f"record {seq} (payment {row.payment_id}): it is not the one that was written")
            harmed[row.payment_id] = None
            continue
        yield seq, record
    if gone:
        harmed |= {name: None for seq, name in old.owners() if seq in gone and name}


def _folded(payments: dict[str, Payment], record: Record) -> bool:
    try:
        payments[record.payment_id] = fold(payments.get(record.payment_id), record)
    except ValueError:
        return False
    return True


def _commit(found: Salvaged, journal: Journal, batch: list[Record], payments: dict[str, Payment]) -> None:
    names = dict.fromkeys(record.payment_id for record in batch if not isinstance(record, BESIDE))
    journal.commit(batch, [payments[name] for name in names])
    found.records += len(batch)
    batch.clear()


def _put_before_people(
    found: Salvaged, old: DamagedJournal, payments: dict[str, Payment], harmed: dict[str, None], newest: datetime | None
) -> list[Record]:
    """What lost records is asked about again while it is open, and put before a person, who alone can find out what
    became of the goods; so is what only its amount is left of.

    The list that the damaged journal kept tells of payments and states that its records no longer add up to.
    """
    added: list[Record] = []
    listed = {payment.payment_id: payment for payment in old.projection()}
    harmed |= {name: None for name, payment in listed.items() if payments.get(name) != payment}
    if found.lost:
        # A lost record may be of anybody whom the list does not show complete; a proven success stays one. Where the
        # end of the log is lost, the list is of before it as well.
        names = (name for name in (*payments, *old.names) if name not in payments or _unsure(payments[name]))
        harmed |= {name: None for name in names if name not in listed or old.undone}
    for name in filter(str.isprintable, harmed):  # a page that was cut off in its middle goes on in zeros
        known, told = payments.get(name), listed.get(name)
        if known is None and told is None:
            found.orphans.append(f"{name}: nothing but its name is left")
        elif known is None and told is not None:
            at = newest or told.created
            added.append(Orphaned(at, name, told.money, told.project_id, told.environment, b""))
            found.orphans.append(f"{name}: {told.money.currency} {told.money.grouped}, it was listed as {told.state}")
        elif known is not None:
            found.unproven.append(f"{name}: {known.state}" + (f", it was listed as {told.state}" if told else ""))
            kind = _doubt(known, told)
            if kind:
                added.append(Raised(newest or known.created, name, kind, "", False, b""))
    for record in added:
        _folded(payments, record)
    return added


def _unsure(known: Payment) -> bool:
    """A lost record may be of it, and matter: of a proven end, or of a success that nobody has to decide about, not."""
    return not known.ended or (known.paid and bool(known.attention))


def _went(told: Payment, known: Payment) -> bool:
    """The list knew of goods that went, of money returned or of a question to a person, and the records do not."""
    more = set(told.attention) - set(known.attention)
    return bool(more) or (told.let_go, told.returned) != (known.let_go, known.returned)


def _doubt(known: Payment, told: Payment | None) -> str:
    """What a person is asked about one that lost records. What is left does not tell whether its code was shown, and
    paid, and the goods gone; an end that lost records may be none. `told` is what the list said of it.
    """
    if known.closed == "orphan":
        return ""
    if _unsure(known) or (known.paid and told is not None and _went(told, known)):
        return GAPS
    return "" if known.paid else "unsettled"
