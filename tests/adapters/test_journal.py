"""The journal: durable when `commit` returns, nothing stored when it raises, and back as it was after a restart."""

from __future__ import annotations

import os
import stat
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.adapters.journal import Bounds, Journal, JournalFailed
from kiosk.adapters.journal_reader import JournalReader
from kiosk.adapters.record_codec import BadRecord
from kiosk.sale.payment import Payment, fold
from kiosk.sale.records import RECORDS, Intended, Orphaned, Raised, Record, Refused, Watched
from tests.adapters.helpers import NOON, Disk, folded, instances_of, intended, letter, named, paid_sale, succeeded

# What is stored.


def test_a_new_journal_is_empty_and_private(journal: Journal, path: Path) -> None:
    woke = journal.load(NOON)
    assert (woke.payments, woke.next_sale, woke.epoch, woke.position, woke.totals) == ((), 1, "", 0, ())
    for name in os.listdir(path.parent):
        assert stat.S_IMODE((path.parent / name).stat().st_mode) == 0o600, name


def test_what_was_committed_is_there_after_a_restart(path: Path) -> None:
    first = Journal(path)
    records = [*paid_sale(), letter(7)]
    first.commit(records, [folded(records[:-1])])
    first.close()
    again = Journal(path)
    assert again.recall("till1-aaaa") == folded(records[:-1])
    woke = again.load(NOON + timedelta(minutes=1))
    assert woke.payments == (folded(records[:-1]),)
    assert (woke.next_sale, woke.epoch, woke.position) == (2, "e1", 7)
    assert woke.totals == (("2026-11-22", "HKD", 1, 12_850),)
    again.close()


def test_what_was_committed_is_there_after_a_kill(path: Path) -> None:
    """Nothing is closed here: what another process finds is what a killed one left."""
    killed = Journal(path)
    killed.commit([intended()], [folded([intended()])])
    with JournalReader(path) as reader:
        assert reader.recall("till1-aaaa") == folded([intended()])
    killed.close()


def test_rows_are_put_in_place_of_the_older_ones(journal: Journal) -> None:
    records = paid_sale()
    for end in range(1, len(records) + 1):
        journal.commit(records[end - 1 : end], [folded(records[:end])])
        assert journal.recall("till1-aaaa") == folded(records[:end])
    assert journal.recall("till1-zzzz") is None


def test_a_commit_of_nothing_writes_nothing(path: Path) -> None:
    disk = Disk("nothing-disk")
    journal = Journal(path, vfs=disk.name)
    disk.write_fault = apsw.FullError
    journal.commit([], [])
    disk.write_fault = None
    journal.close()


_SOME = [kind for kind in RECORDS if kind not in (Intended, Orphaned)]


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_the_records_of_a_payment_add_up_to_its_row(data: st.DataObject) -> None:
    """The law of the projection, over any records in any portions, after every commit and after a restart."""
    tail: list[Record] = data.draw(st.lists(st.one_of([instances_of(kind) for kind in _SOME]), max_size=12))
    records: list[Record] = [intended(), *(named(record, "till1-aaaa") for record in tail)]
    payment: Payment | None = None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        journal = Journal(path)
        while records:
            cut = data.draw(st.integers(1, len(records)))
            portion, records = records[:cut], records[cut:]
            for record in portion:
                payment = fold(payment, record)
            assert payment is not None
            journal.commit(portion, [payment])
            with JournalReader(path) as reader:
                assert folded([record for _seq, record in reader.history("till1-aaaa")]) == payment
                assert reader.recall("till1-aaaa") == payment
        journal.close()
        again = Journal(path)
        assert again.recall("till1-aaaa") == payment
        again.close()


# What a start loads.


def _old(name: str, sale: int, days: int) -> list[Record]:
    return paid_sale(name, sale=sale, at=NOON - timedelta(days=days))


def test_a_start_loads_the_open_ones_and_the_last_half_hour(journal: Journal) -> None:
    long_ago = NOON - timedelta(days=3)
    kept: dict[str, list[Record]] = {
        "watched": [intended("t-watched", at=long_ago, sale=1), Watched(long_ago, "t-watched", "cancel")],
        "undecided": [*_old("t-undecided", 2, 3), Raised(NOON, "t-undecided", "double", "", False, b"")],
        "created": [
            intended("t-created", at=NOON - timedelta(minutes=29), sale=3),
            Refused(NOON - timedelta(minutes=29), "t-created", "refused", "3262", "", b""),
        ],
        "settled": [intended("t-settled", at=long_ago, sale=4), succeeded("t-settled", at=NOON, operation="o4")],
    }
    left: dict[str, list[Record]] = {
        "paid": _old("t-paid", 5, 3),
        "refused": [
            intended("t-refused", at=NOON - timedelta(minutes=31), sale=6),
            Refused(NOON - timedelta(minutes=31), "t-refused", "refused", "3262", "", b""),
        ],
    }
    for records in (*kept.values(), *left.values()):
        journal.commit(records, [folded(records)])
    woke = journal.load(NOON)
    assert {payment.payment_id for payment in woke.payments} == {f"t-{name}" for name in kept}
    assert list(woke.payments) == sorted(woke.payments, key=lambda found: (found.created, found.payment_id))
    assert woke.next_sale == 7


def test_the_last_letter_says_where_the_mailbox_stands(journal: Journal) -> None:
    journal.commit([letter(41), letter(42, name="")], [])
    assert (journal.load(NOON).epoch, journal.load(NOON).position) == ("e1", 42)
    # A new epoch counts from its own beginning: the newest record holds, not the greatest number.
    journal.commit([letter(3, epoch="e2")], [])
    assert (journal.load(NOON).epoch, journal.load(NOON).position) == ("e2", 3)


def test_totals_are_of_the_day_in_hong_kong_and_of_its_paid_payments(journal: Journal) -> None:
    midnight = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)
    for number, settled in enumerate((-1, 0, 3_600, 86_399, 86_400)):
        name = f"t-{number}"
        records: list[Record] = [intended(name, at=midnight), succeeded(name, at=midnight + timedelta(seconds=settled))]
        journal.commit(records, [folded(records)])
    pending = [intended("t-open", at=midnight)]
    journal.commit(pending, [folded(pending)])
    ahead = (("2026-11-23", "HKD", 1, 12_850),)
    assert journal.load(NOON).totals == (("2026-11-22", "HKD", 3, 3 * 12_850), *ahead)
    assert journal.load(NOON + timedelta(days=1)).totals == ahead


@pytest.mark.parametrize(("environment", "count"), [("", 1), ("test", 1), ("live", 0)])
def test_totals_are_of_the_environment_that_is_asked_for(path: Path, environment: str, count: int) -> None:
    journal = Journal(path, environment=environment)
    journal.commit(paid_sale(), [folded(paid_sale())])
    assert sum(total[2] for total in journal.load(NOON).totals) == count
    journal.close()


# Look-ups.


def test_an_operation_is_bound_to_the_first_payment_that_held_it(journal: Journal) -> None:
    one, two = paid_sale("t-1", operation="77"), paid_sale("t-2", operation="77")
    journal.commit(one, [folded(one)])
    journal.commit(two, [folded(two)])
    assert journal.bound("77") == "t-1"
    assert journal.bound("78") == ""
    assert journal.bound("") == ""


def test_an_operation_without_an_id_binds_nothing(journal: Journal) -> None:
    for operation in ("#1", ""):
        records: list[Record] = [intended(f"t-{operation}"), succeeded(f"t-{operation}", operation=operation)]
        journal.commit(records, [folded(records)])
        assert journal.bound(operation) == ""


def test_an_id_that_is_no_text_is_kept_all_the_same(journal: Journal, path: Path) -> None:
    odd = "\ud800"
    journal.commit([letter(1, name=odd)], [])
    assert journal.recall(odd) is None
    assert journal.load(NOON).position == 1
    with JournalReader(path) as reader:
        assert [record.payment_id for _seq, record in reader.history("?")] == [odd]


# Laws of the file.


@pytest.mark.parametrize("change", ["DELETE FROM records", "UPDATE records SET kind = 'Noted'"])
def test_records_can_neither_be_changed_nor_deleted(journal: Journal, path: Path, change: str) -> None:
    journal.commit([intended()], [folded([intended()])])
    other = apsw.Connection(str(path))
    with pytest.raises(apsw.ConstraintError, match="records are append-only"):
        other.execute(change)
    other.close()
    assert journal.recall("till1-aaaa") is not None


def test_a_payment_is_intended_once(journal: Journal, path: Path) -> None:
    journal.commit([intended()], [folded([intended()])])
    with pytest.raises(JournalFailed, match="UNIQUE") as caught:
        journal.commit([intended(minor=99)], [folded([intended(minor=99)])])
    assert caught.value.why == "broken"
    assert journal.recall("till1-aaaa") == folded([intended()])


def test_every_record_carries_its_environment(journal: Journal, path: Path) -> None:
    journal.commit([intended()], [folded([intended()])])
    journal.commit([Watched(NOON, "till1-aaaa", "cancel"), letter(1, name="")], [])
    other = apsw.Connection(str(path))
    rows = other.execute("SELECT kind, environment FROM records ORDER BY seq").fetchall()
    other.close()
    assert rows == [("Intended", "test"), ("Watched", "test"), ("LetterKept", "")]


def test_a_value_that_is_no_record_breaks_nothing(journal: Journal) -> None:
    bad = replace(intended(), sale=True)
    with pytest.raises(BadRecord):
        journal.commit([intended("t-2"), bad], [])
    assert journal.recall("t-2") is None
    journal.commit([intended("t-2")], [folded([intended("t-2")])])


# Durability.


def test_a_commit_is_one_sync(path: Path) -> None:
    disk = Disk("counting-disk")
    journal = Journal(path, vfs=disk.name)
    journal.commit([letter(1)], [])  # the first one after a start also begins the log
    counts = []
    for number in range(20):
        records = paid_sale(f"t-{number}", sale=number)
        before = disk.syncs
        journal.commit(records, [folded(records)])
        counts.append(disk.syncs - before)
    assert counts == [1] * 20
    journal.close()


def test_an_idle_checkpoint_leaves_the_next_commit_one_sync(path: Path) -> None:
    disk = Disk("idle-disk")
    journal = Journal(path, bounds=Bounds(idle_log=1), vfs=disk.name)
    journal.commit(paid_sale(), [folded(paid_sale())])
    before = disk.syncs
    journal.checkpoint()
    assert disk.syncs > before
    assert path.stat().st_size > 4_096
    before = disk.syncs
    journal.commit([letter(1)], [])
    assert disk.syncs - before == 1
    journal.close()


def test_a_short_log_is_left_alone(path: Path) -> None:
    disk = Disk("short-disk")
    journal = Journal(path, vfs=disk.name)
    journal.commit(paid_sale(), [folded(paid_sale())])
    before = disk.syncs
    journal.checkpoint()
    assert disk.syncs == before
    journal.close()


def test_the_log_stays_bounded_when_the_till_is_never_idle(path: Path) -> None:
    journal = Journal(path, bounds=Bounds(full_log=32))
    log = Path(f"{path}-wal")
    for number in range(60):
        records = paid_sale(f"t-{number}", sale=number)
        journal.commit(records, [folded(records)])
    assert log.stat().st_size < 2 * 32 * 4_200
    journal.close()


def test_a_checkpoint_that_fails_on_the_way_loses_no_commit(path: Path) -> None:
    disk = Disk("failing-disk")
    journal = Journal(path, bounds=Bounds(full_log=1), vfs=disk.name)
    reader = JournalReader(path)
    disk.file_fault = apsw.IOError  # from here on only the log can be written
    journal.commit(paid_sale(), [folded(paid_sale())])
    assert reader.recall("till1-aaaa") == folded(paid_sale())
    reader.close()
    disk.file_fault = None
    journal.close()
