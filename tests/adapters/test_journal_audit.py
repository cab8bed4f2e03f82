"""The audit finds every edited, removed, added or moved record, and names it; and it finds nothing where nothing is."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.adapters.journal import Journal
from kiosk.adapters.journal_audit import Audit
from kiosk.adapters.journal_chain import GENESIS, Head, Row, link
from kiosk.sale.records import Record, RequestKept, Watched
from tests.adapters.helpers import NOON, folded, intended, letter, paid_sale

UNGUARDED = ("DROP TRIGGER IF EXISTS records_stay", "DROP TRIGGER IF EXISTS records_remain")


def _sales(path: Path) -> None:
    """Twenty records: three sales, a letter beside them."""
    journal = Journal(path)
    for number in range(3):
        records = paid_sale(f"t-{number}", sale=number + 1)
        journal.commit(records, [folded(records)])
    journal.commit([letter(1, name=""), letter(2, name="of nobody")], [])
    journal.close()


def _tamper(path: Path, statements: Sequence[str]) -> None:
    """With another program than ours, as whoever tampers would."""
    with sqlite3.connect(path) as other:
        for statement in statements:
            other.execute(statement)
    other.close()


def _found(path: Path, noted: Head | None = None) -> list[str]:
    with Audit(path) as audit:
        return [str(flaw) for flaw in audit.flaws(noted)]


def test_a_journal_that_is_whole_has_no_flaw(path: Path) -> None:
    _sales(path)
    with Audit(path) as audit:
        assert list(audit.flaws()) == []
        assert audit.payments == 3
        assert audit.head is not None
        assert (audit.head.count, audit.head.since) == (20, 0)


def test_an_audit_reads_while_the_till_writes(journal: Journal, path: Path) -> None:
    records = paid_sale("t-1")
    journal.commit(records, [folded(records)])
    with Audit(path) as audit:
        flaws = audit.flaws()
        more = paid_sale("t-2", sale=2)
        journal.commit(more, [folded(more)])
        assert list(flaws) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE records SET at = '2026-11-22T05:00:00.000000Z' WHERE seq = 9", "record 9: it was changed"),
        ("UPDATE records SET body = replace(body, '12850', '2850') WHERE seq = 1", "record 1: it was changed"),
        ("UPDATE records SET raw = x'00' WHERE seq = 6", "record 6: it was changed"),
        ("UPDATE records SET raw = NULL WHERE seq = 6", "record 6: it was changed"),
        ("UPDATE records SET environment = 'live' WHERE seq = 7", "record 7: it was changed"),
        ("UPDATE records SET payment_id = 't-1' WHERE seq = 6", "record 6: it was changed"),
        ("DELETE FROM records WHERE seq = 3", "record 3: it is missing"),
        ("DELETE FROM records WHERE seq BETWEEN 3 AND 5", "records 3 to 5: they are missing"),
        ("DELETE FROM records WHERE seq > 18", "records 19 to 20: they are missing"),
        ("DELETE FROM records", "records 1 to 20: they are missing"),
        ("INSERT INTO records SELECT 0, at, payment_id, 'Noted', body, raw, environment, chain FROM records LIMIT 1",
         "record 0: it was put in before the first"),
        ("INSERT INTO records SELECT 21, at, payment_id, 'Noted', body, raw, environment, chain FROM records LIMIT 1",
         "record 21: it was put in behind the newest"),
        ("UPDATE records SET body = '{}' WHERE seq = 20", "record 20: LetterKept lacks at"),
        ("UPDATE records SET kind = 'Approved' WHERE seq = 9", "payment t-1: kind 'Approved' is unknown"),
        ("UPDATE records SET chain = x'00' WHERE seq = 4", "record 4: it was changed"),
        ("UPDATE head SET chain = zeroblob(32)", "record 20: it is not the newest that the journal wrote"),
        ("UPDATE head SET count = 19", "record 20: it was put in behind the newest"),
        ("DELETE FROM head", "file: it does not say how many records it has"),
        ("UPDATE payments SET body = replace(body, '12850', '2850') WHERE payment_id = 't-1'",
         "payment t-1: the list says PAID HKD 28.50, its records add up to PAID HKD 128.50"),
        ("UPDATE payments SET amount = 1 WHERE payment_id = 't-1'", "payment t-1: the list says"),
        ("UPDATE payments SET state = 'DEAD' WHERE payment_id = 't-1'", "payment t-1: the list says"),
        ("DELETE FROM payments WHERE payment_id = 't-1'", "payment t-1: record 7 names it, and it is in no list"),
        ("INSERT INTO payments SELECT 't-9', sale, attempt, amount, currency, state, created, settled, open, "
         "environment, body FROM payments LIMIT 1", "payment t-9: it is in the list and has no records"),
        ("UPDATE payments SET body = '{' WHERE payment_id = 't-1'", "payment t-1: Payment: the stored text is no JSON"),
        ("DELETE FROM operations WHERE payment_id = 't-1'", "payment t-1: its operation op-t-1 is bound to no payment"),
        ("INSERT INTO operations VALUES ('99', 't-1')", "operation 99: it is bound to payment t-1"),
        ("INSERT INTO operations VALUES ('99', 't-8')", "operation 99: it is bound to payment t-8"),
    ],
)  # fmt: skip
def test_what_was_done_to_it_is_named(path: Path, statement: str, said: str) -> None:
    _sales(path)
    _tamper(path, [*UNGUARDED, statement])
    found = _found(path)
    assert any(flaw.startswith(said) for flaw in found), found


def test_records_that_changed_places_are_named(path: Path) -> None:
    _sales(path)
    swap = [f"UPDATE records SET seq = {new} WHERE seq = {old}" for old, new in ((4, 99), (5, 4), (99, 5))]
    _tamper(path, [*UNGUARDED, *swap])
    found = _found(path)
    assert [flaw.partition(":")[0] for flaw in found][:2] == ["record 4", "record 5"]


@settings(max_examples=60, deadline=None)
@given(seq=st.integers(1, 20), column=st.sampled_from(["at", "payment_id", "kind", "body", "environment"]))
def test_any_changed_text_is_found_at_its_record(
    tmp_path_factory: pytest.TempPathFactory, seq: int, column: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "journal.db"
    _sales(path)
    _tamper(path, [*UNGUARDED, f"UPDATE records SET {column} = {column} || 'x' WHERE seq = {seq}"])
    assert f"record {seq}" in {flaw.partition(":")[0] for flaw in _found(path)}


def _rechained(path: Path, changed: str) -> None:
    """Whoever can write the file can make the chain anew; only a link that was noted elsewhere tells."""
    with sqlite3.connect(path) as other:
        for statement in (*UNGUARDED, changed):
            other.execute(statement)
        chain, count = GENESIS, 0
        rows = other.execute("SELECT seq, at, payment_id, kind, body, raw, environment FROM records ORDER BY seq")
        for columns in rows.fetchall():
            chain, count = link(chain, Row(*columns)), columns[0]
            other.execute("UPDATE records SET chain = ? WHERE seq = ?", (chain, count))
        other.execute("UPDATE head SET count = ?, chain = ?", (count, chain))
    other.close()


def test_a_noted_link_tells_what_the_file_alone_cannot(path: Path) -> None:
    _sales(path)
    with Audit(path) as audit:
        noted = audit.head
    assert noted is not None
    assert _found(path, noted) == []
    _rechained(path, "UPDATE records SET raw = x'00' WHERE seq = 20")
    assert _found(path) == []
    assert _found(path, noted) == ["record 20: it is not the one that was noted: the journal was made anew"]
    _rechained(path, "DELETE FROM records WHERE seq = 20")
    assert any("and 20 were noted: the newest were removed" in flaw for flaw in _found(path, noted))


def test_a_journal_without_a_chain_gets_one_and_says_since_when(path: Path) -> None:
    """As the format before wrote it: the same tables, without links and head."""
    _sales(path)
    _tamper(path, [*UNGUARDED, "ALTER TABLE records DROP COLUMN chain", "DROP TABLE head", "PRAGMA user_version = 1"])
    with Audit(path) as audit:
        assert audit.head is None
        assert [flaw.what.partition(";")[0] for flaw in audit.flaws()] == ["it was written before there was a chain"]
    Journal(path).close()
    journal = Journal(path)
    more: list[Record] = [intended("t-9", sale=9), Watched(NOON, "t-9", "cancel"), RequestKept(NOON, "t-9", "ask", b"")]
    journal.commit(more, [folded(more)])
    with Audit(path) as audit:
        assert list(audit.flaws()) == []
        assert audit.head is not None
        assert (audit.head.count, audit.head.since) == (23, 20)
        assert audit.head.origin == "a journal without a chain"
    journal.close()
    with sqlite3.connect(path) as other, pytest.raises(sqlite3.IntegrityError, match="records are append-only"):
        other.execute("UPDATE records SET kind = 'Noted'")
    other.close()


def test_records_that_add_up_to_no_payment_are_told(journal: Journal, path: Path) -> None:
    journal.commit([Watched(NOON, "t-1", "cancel")], [replace(folded([intended("t-1")]))])
    assert any("a payment cannot begin with Watched" in flaw for flaw in _found(path))


def _glanced(path: Path, *, small: int, newest: int) -> str:
    with Audit(path) as audit:
        return str(audit.glance(small, newest) or "")


def test_a_glance_reads_all_of_a_small_journal_and_the_end_of_a_large_one(path: Path) -> None:
    _sales(path)
    assert _glanced(path, small=10**9, newest=5) == _glanced(path, small=0, newest=5) == ""
    assert _glanced(path, small=0, newest=10**6) == ""
    _tamper(path, [*UNGUARDED, "UPDATE records SET at = '2026-11-22T05:00:00.000000Z' WHERE seq = 9"])
    assert _glanced(path, small=10**9, newest=5).startswith("record 9: it was changed")
    assert _glanced(path, small=0, newest=5) == "", "that is not among its newest"
    assert _glanced(path, small=0, newest=12).startswith("record 9: it was changed")
    _tamper(path, ["DELETE FROM records WHERE seq = 20"])
    assert _glanced(path, small=0, newest=5) == "record 20: it is missing"


def test_a_glance_finds_what_was_put_in_behind_the_end(path: Path) -> None:
    _sales(path)
    row = "21, at, payment_id, kind, body, raw, environment, chain"
    copy = f"INSERT INTO records SELECT {row} FROM records WHERE seq = 2"
    _tamper(path, [*UNGUARDED, copy])
    assert _glanced(path, small=0, newest=5).startswith("record 21: it was put in behind the newest")


def test_a_journal_of_before_the_chain_is_not_glanced_at(path: Path) -> None:
    _sales(path)
    _tamper(path, ["PRAGMA user_version = 1"])
    assert _glanced(path, small=10**9, newest=5) == ""
