"""`kiosk payments salvage`: told plainly, written down beside the damaged files, refused where nothing is damaged."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kiosk.adapters.journal_salvage import REPORT
from kiosk.cli import main
from tests.cli.helpers import day, journal

Capture = pytest.CaptureFixture[str]


def run(folder: Path, verb: str) -> int:
    return main(["payments", verb, "--data", str(folder)])


def damage(folder: Path) -> None:
    other = sqlite3.connect(folder / "journal.db")
    other.execute("DROP TRIGGER records_stay")
    other.execute("UPDATE records SET raw = x'00' WHERE seq = 6")
    other.commit()
    other.close()


def test_a_damaged_journal_goes_on_with_a_report(tmp_path: Path, capsys: Capture) -> None:
    journal(tmp_path, day()).close()
    damage(tmp_path)
    assert run(tmp_path, "salvage") == 0
    told = capsys.readouterr().out
    assert "nothing was deleted" in told
    assert "till1-paid: QR_SHOWN, it was listed as PAID" in told
    assert "records that could not be taken over: 1" in told
    assert "look the others up at the platform by their name): none" in told
    assert (tmp_path / "quarantine-1" / REPORT).read_text() == told
    assert run(tmp_path, "verify") == 0


def test_a_whole_journal_is_left_alone(tmp_path: Path, capsys: Capture) -> None:
    journal(tmp_path, day()).close()
    assert run(tmp_path, "salvage") == 2
    assert "is whole" in capsys.readouterr().err
    assert not (tmp_path / "quarantine-1").exists()


@pytest.mark.parametrize("missing", [True, False])
def test_reading_a_log_without_its_file_keeps_it_and_a_salvage_goes_on_from_it(
    tmp_path: Path, capsys: Capture, missing: bool
) -> None:
    (tmp_path / "whole").mkdir(0o700)
    open_one = journal(tmp_path / "whole", day())
    log = (tmp_path / "whole" / "journal.db-wal").read_bytes()
    open_one.close()
    (tmp_path / "journal.db-wal").write_bytes(log)
    if not missing:
        (tmp_path / "journal.db").write_bytes(b"")
    for verb in ("list", "verify"):
        assert run(tmp_path, verb) == 5
        told = capsys.readouterr()
        assert "its log is here with the newest records" in told.out + told.err
        assert (tmp_path / "journal.db-wal").read_bytes() == log
    assert run(tmp_path, "salvage") == 0
    assert "5 payments" in capsys.readouterr().out
    assert (tmp_path / "quarantine-1" / "journal.db-wal").read_bytes() == log
    assert run(tmp_path, "verify") == 0


def test_one_that_was_cut_off_is_ended_even_if_the_old_file_looks_whole(tmp_path: Path, capsys: Capture) -> None:
    """The old file's log is gone already: what it says without it must not be taken for all there is."""
    (tmp_path / "old").mkdir(0o700)
    journal(tmp_path / "old", day()[:1]).close()
    journal(tmp_path, day()).close()
    (tmp_path / "journal.db").rename(tmp_path / "journal.db.salvaged")
    (tmp_path / "old" / "journal.db").rename(tmp_path / "journal.db")
    assert run(tmp_path, "salvage") == 0
    assert run(tmp_path, "verify") == 0
    assert "5 payments" in capsys.readouterr().out


def test_no_database_at_all_is_set_aside(tmp_path: Path, capsys: Capture) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "journal.db").write_bytes(b"a shopping list" * 100)
    assert run(tmp_path, "salvage") == 0
    assert "0 records of 0 payments go on" in capsys.readouterr().out
    assert run(tmp_path, "list") == 0


def test_another_programs_file_is_not_touched(tmp_path: Path, capsys: Capture) -> None:
    other = sqlite3.connect(tmp_path / "journal.db")
    other.execute("CREATE TABLE recipes (name)")
    other.execute("PRAGMA application_id = 7")
    other.close()
    assert run(tmp_path, "salvage") == 2
    assert "belongs to another program" in capsys.readouterr().err


def test_nothing_there(tmp_path: Path, capsys: Capture) -> None:
    assert run(tmp_path, "salvage") == 2
    assert "there is no journal" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["list", "show", "export", "explain", "verify", "salvage"])
def test_every_verb_says_what_it_does(verb: str, capsys: Capture) -> None:
    assert main(["payments", verb, "--help"]) == 0
    told = capsys.readouterr().out
    assert f"kiosk payments {verb}" in told
    assert "example:" in told
