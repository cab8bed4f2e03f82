"""Reading beside the kiosk: lists, histories and look-ups while the writer goes on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import apsw
import pytest

from kiosk.adapters.journal import Bounds, Journal, JournalFailed
from kiosk.adapters.journal_reader import JournalReader
from kiosk.sale.payment import State
from kiosk.sale.records import Record, Watched
from tests.adapters.helpers import NOON, folded, intended, letter, paid_sale


def _fill(journal: Journal, count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        records = paid_sale(f"t-{number:04}", sale=number, at=NOON + timedelta(seconds=number))
        journal.commit(records, [folded(records)])


def test_payments_come_newest_first_over_many_portions(journal: Journal, path: Path) -> None:
    # More than one portion, and many of one moment across its border.
    records = [intended(f"t-{number:04}", at=NOON) for number in range(1_203)]
    journal.commit(records, [folded([record]) for record in records])
    with JournalReader(path) as reader:
        names = [payment.payment_id for payment in reader.payments()]
    assert names == [f"t-{number:04}" for number in reversed(range(1_203))]


def test_bounds_of_a_list(journal: Journal, path: Path) -> None:
    _fill(journal, 10)
    watched: list[Record] = [intended("t-open", sale=99, at=NOON), Watched(NOON, "t-open", "cancel")]
    journal.commit(watched, [folded(watched)])
    at = NOON + timedelta(seconds=3)
    with JournalReader(path) as reader:
        assert len(list(reader.payments())) == 11
        assert len(list(reader.payments(limit=4))) == 4
        assert list(reader.payments(limit=0)) == []
        between = reader.payments(since=at, until=at + timedelta(seconds=2))
        assert [payment.payment_id for payment in between] == ["t-0004", "t-0003"]
        some = reader.payments(states=[State.WATCHING, State.DEAD])
        assert [payment.payment_id for payment in some] == ["t-open"]
        assert list(reader.payments(environment="live")) == []
        assert len(list(reader.payments(environment="test"))) == 11


def test_a_history_is_in_the_order_of_the_journal(journal: Journal, path: Path) -> None:
    first, second = paid_sale("t-1"), paid_sale("t-2")
    journal.commit([*first[:2], *second, letter(5, name="t-1"), *first[2:]], [])
    with JournalReader(path) as reader:
        numbers, records = zip(*reader.history("t-1"), strict=True)
        assert list(records) == [*first[:2], letter(5, name="t-1"), *first[2:]]
        assert list(numbers) == sorted(numbers)
        assert list(reader.history("t-3")) == []
        assert reader.recall("t-3") is None


def test_a_list_goes_on_while_the_kiosk_writes(path: Path) -> None:
    journal = Journal(path, bounds=Bounds(full_log=16))
    _fill(journal, 600)
    with JournalReader(path) as reader:
        listed = reader.payments()
        seen = [next(listed).payment_id for _ in range(10)]
        # An open list must neither stop the writer nor keep the log from being tidied up.
        _fill(journal, 50, first=600)
        assert Path(f"{path}-wal").stat().st_size < 4 * 16 * 4_200
        seen += [payment.payment_id for payment in listed]
    assert seen == [f"t-{number:04}" for number in reversed(range(600))]
    journal.close()


def test_a_reader_sees_each_commit_at_once(journal: Journal, path: Path) -> None:
    with JournalReader(path) as reader:
        for end in range(1, 7):
            records = paid_sale()[:end]
            journal.commit(records[-1:], [folded(records)])
            assert reader.recall("till1-aaaa") == folded(records)


def test_a_reader_cannot_write(journal: Journal, path: Path) -> None:
    journal.commit(paid_sale(), [folded(paid_sale())])
    with JournalReader(path) as reader, pytest.raises(apsw.ReadOnlyError):
        reader._connection.execute("DELETE FROM payments")


def test_a_closed_journal_can_be_read(path: Path) -> None:
    journal = Journal(path)
    journal.commit(paid_sale(), [folded(paid_sale())])
    journal.close()
    with JournalReader(path) as reader:
        assert list(reader.payments()) == [folded(paid_sale())]


def test_a_folder_without_journal_says_so(path: Path) -> None:
    with pytest.raises(JournalFailed, match="nothing was recorded in this folder yet"):
        JournalReader(path)
    assert not path.exists()


def test_a_file_of_another_program_is_not_read(path: Path) -> None:
    path.write_bytes(b"hello" * 1_000)
    with pytest.raises(JournalFailed) as caught:
        JournalReader(path)
    assert caught.value.why == "broken"


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE payments SET body = '[]'", "the stored text is no object"),
        ("UPDATE records SET kind = 'Tip' WHERE seq = 2", "record 2: kind 'Tip' is unknown"),
    ],
)
def test_a_damaged_row_is_named(path: Path, statement: str, words: str) -> None:
    journal = Journal(path)
    journal.commit(paid_sale(), [folded(paid_sale())])
    journal.close()
    other = apsw.Connection(str(path))
    other.execute("DROP TRIGGER records_stay")
    other.execute(statement)
    other.close()
    with JournalReader(path) as reader, pytest.raises(JournalFailed, match=words):
        assert [list(reader.payments()), list(reader.history("till1-aaaa"))]
