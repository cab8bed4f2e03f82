"""The journal's file is checked before it is trusted, and what is not ours is left as it was."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

import apsw
import pytest

from kiosk.adapters.journal import Journal, JournalFailed
from kiosk.adapters.journal_reader import JournalReader
from tests.adapters.helpers import NOON, folded, intended, letter, paid_sale


def _broken(path: Path) -> str:
    with pytest.raises(JournalFailed) as caught:
        Journal(path).load(NOON)
    assert caught.value.why == "broken"
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_a_file_that_is_no_database_is_broken(path: Path) -> None:
    path.write_bytes(b"hello" * 1_000)
    _broken(path)
    assert path.read_bytes() == b"hello" * 1_000


@pytest.mark.parametrize("left", [b"", None], ids=["empty", "missing"])
def test_a_log_without_its_file_is_broken_and_left_alone(path: Path, left: bytes | None) -> None:
    """SQLite would delete it, and every record may be in it."""
    log = path.with_name(f"{path.name}-wal")
    log.write_bytes(b"\x37\x7f\x06\x82" + bytes(8_240))
    before = log.read_bytes()
    if left is not None:
        path.write_bytes(left)
    assert "kiosk payments salvage" in _broken(path)
    with pytest.raises(JournalFailed) as caught:
        JournalReader(path)
    assert caught.value.why == "broken"
    assert log.read_bytes() == before
    assert path.exists() == (left is not None)
    log.write_bytes(b"")
    Journal(path).close()


def test_a_database_of_another_program_is_broken_and_left_alone(path: Path) -> None:
    other = apsw.Connection(str(path))
    other.execute("CREATE TABLE recipes (name)")
    other.close()
    before = path.read_bytes()
    assert "not a journal of this program" in _broken(path)
    assert path.read_bytes() == before


def test_a_journal_of_a_newer_program_is_refused(path: Path) -> None:
    Journal(path).close()
    other = apsw.Connection(str(path))
    other.pragma("user_version", 3)
    other.close()
    assert "format 3, this program reads 2" in _broken(path)


def test_flipped_bytes_are_found_at_the_start(path: Path) -> None:
    journal = Journal(path)
    for number in range(40):
        records = paid_sale(f"t-{number}", sale=number)
        journal.commit(records, [folded(records)])
    journal.close()
    content = bytearray(path.read_bytes())
    for place in range(8_192, len(content), 4_096):
        content[place : place + 16] = b"\xa5" * 16
    path.write_bytes(bytes(content))
    _broken(path)


def _tamper(path: Path, statements: Sequence[str]) -> None:
    other = apsw.Connection(str(path))
    for statement in ("DROP TRIGGER records_stay", "DROP TRIGGER records_remain", *statements):
        other.execute(statement)
    other.close()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM records WHERE seq = 3", "record 3 is missing"),
        ("UPDATE records SET kind = 'Approved' WHERE seq = 2", "record 2: kind 'Approved' is unknown"),
        ("UPDATE records SET body = '{}' WHERE seq = 6", "record 6: Succeeded lacks at"),
        ("UPDATE payments SET body = '{'", "the stored text is no JSON"),
        ("UPDATE payments SET open = 1, body = '{}'", "Payment lacks payment_id"),
    ],
)
def test_a_journal_that_was_edited_is_refused(path: Path, statement: str, words: str) -> None:
    journal = Journal(path)
    journal.commit(paid_sale(), [folded(paid_sale())])
    journal.close()
    _tamper(path, [statement])
    assert words in _broken(path)


def test_a_damaged_place_in_the_mailbox_is_refused(path: Path) -> None:
    journal = Journal(path)
    journal.commit([letter(1), *(intended(f"t-{n}", sale=n) for n in range(70))], [])
    journal.close()
    _tamper(path, ["UPDATE records SET body = '{}' WHERE seq = 1"])
    assert "LetterKept lacks" in _broken(path)


def test_a_file_system_without_shared_memory_is_refused(path: Path) -> None:
    with pytest.raises(JournalFailed, match="cannot keep a write-ahead log") as caught:
        Journal(path, vfs="unix-dotfile")
    assert caught.value.why == "io"


def test_a_journal_that_was_put_back_open_to_others_is_closed_to_them(path: Path) -> None:
    Journal(path).close()
    path.chmod(0o644)
    journal = Journal(path)
    journal.commit(paid_sale(), [folded(paid_sale())])
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}
    journal.close()
