"""`kiosk payments verify`: whole or not, where, and with which exit code."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.cli.payments_verify import NOT_WHOLE
from tests.cli.helpers import day, journal

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    journal(tmp_path, day()).close()
    return tmp_path


def verify(folder: Path, *words: str) -> int:
    return main(["payments", "verify", *words, "--data", str(folder)])


def tamper(folder: Path, statement: str) -> None:
    other = sqlite3.connect(folder / "journal.db")
    for name in ("records_stay", "records_remain"):
        other.execute(f"DROP TRIGGER IF EXISTS {name}")
    other.execute(statement)
    other.commit()
    other.close()


def newest(folder: Path, capsys: Capture) -> str:
    assert verify(folder, "--json") == 0
    return str(json.loads(capsys.readouterr().out)["newest"])


def test_a_whole_journal(folder: Path, capsys: Capture) -> None:
    assert verify(folder) == 0
    told = capsys.readouterr().out
    assert told.startswith("whole: 15 records")
    assert "5 payments" in told
    assert f"newest: {newest(folder, capsys)}" in told
    assert "what one file alone cannot show" in told


def test_a_changed_record_is_named_and_has_its_own_exit_code(folder: Path, capsys: Capture) -> None:
    tamper(folder, "UPDATE records SET body = replace(body, '123450', '23450') WHERE seq = 1")
    assert verify(folder) == NOT_WHOLE == 5
    told = capsys.readouterr().out
    assert "record 1: it was changed" in told
    assert "payment till1-paid: the list says PAID HKD 1,234.50, its records add up to PAID HKD 234.50" in told
    assert "NOT WHOLE" in told
    assert verify(folder, "--json") == NOT_WHOLE
    found = json.loads(capsys.readouterr().out)
    assert found["whole"] is False
    assert found["flaws"][0]["where"] == "record 1"


def test_a_great_many_flaws_are_not_all_told(folder: Path, capsys: Capture) -> None:
    tamper(folder, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) "
           "INSERT INTO operations SELECT 'x' || i, 'nobody' FROM n")  # fmt: skip
    assert verify(folder) == NOT_WHOLE
    told = capsys.readouterr().out
    assert "only the first 200 are listed" in told
    assert told.count("nobody") == 200


def test_a_noted_link_finds_an_older_copy(folder: Path, capsys: Capture) -> None:
    link = newest(folder, capsys)
    assert verify(folder, "--noted", link) == 0
    count = int(link.partition(":")[0])
    assert verify(folder, "--noted", f"{count + 1}:{'0' * 64}") == NOT_WHOLE
    assert "the newest were removed" in capsys.readouterr().out


def test_a_noted_link_that_is_none_is_a_fault_of_usage(folder: Path, capsys: Capture) -> None:
    assert verify(folder, "--noted", "yesterday") == 2
    assert "--noted 'yesterday' is no link" in capsys.readouterr().err


def test_a_journal_that_was_chained_later_says_so(folder: Path, capsys: Capture) -> None:
    for statement in ("ALTER TABLE records DROP COLUMN chain", "DROP TABLE head", "PRAGMA user_version = 1"):
        tamper(folder, statement)
    assert verify(folder) == NOT_WHOLE
    journal(folder, []).close()
    capsys.readouterr()
    assert verify(folder) == 0
    assert "records 1 to 15 were chained later (from a journal without a chain)" in capsys.readouterr().out


def test_no_journal_is_no_flaw_but_a_fault_of_usage(tmp_path: Path) -> None:
    assert verify(tmp_path) == 2


def test_what_is_no_journal_cannot_be_whole(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "journal.db").write_bytes(b"a shopping list" * 100)
    assert verify(tmp_path) == NOT_WHOLE
    assert "journal.db" in capsys.readouterr().out
