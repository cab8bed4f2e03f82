"""`kiosk payments` over a real journal, while the till holds it."""

import csv
import io
import json
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.cli.payment_rows import SHEET
from kiosk.sale import records as r
from tests.cli.helpers import day, hkd, intended, journal

NEWEST_FIRST = ["till1-late", "demo-play", "till1-odd", "till1-shy", "till1-paid"]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A data folder whose journal a running till has open."""
    running = journal(tmp_path, day())
    yield tmp_path
    running.close()


def run(folder: Path, *words: str) -> int:
    return main(["payments", *words, "--data", str(folder)])


def ids(capsys: Capture) -> list[str]:
    return [json.loads(line)["payment_id"] for line in capsys.readouterr().out.splitlines()]


def test_json_is_one_object_a_line_newest_first(folder: Path, capsys: Capture) -> None:
    assert run(folder, "list", "--json") == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["payment_id"] for row in found] == NEWEST_FIRST
    assert found[-1]["state"] == "PAID"
    assert found[-1]["amount"] == 123_450
    assert {row["environment"] for row in found} == {"live", "test", "demo"}


def test_a_table_for_people(folder: Path, capsys: Capture) -> None:
    assert run(folder, "list") == 0
    told = capsys.readouterr().out
    assert len(told.splitlines()) == 6
    assert "DEMO 示範" in told
    assert "\x1b" not in told


def test_an_empty_journal_is_said_to_be_empty(tmp_path: Path, capsys: Capture) -> None:
    journal(tmp_path, []).close()
    assert run(tmp_path, "list") == 0
    assert "no payments" in capsys.readouterr().out
    assert run(tmp_path, "list", "--json") == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("words", "expected"), [
    (["--limit", "2"], NEWEST_FIRST[:2]),
    (["--state", "PAID"], ["till1-paid"]),
    (["--state", "paid", "--state", "declined"], ["till1-shy", "till1-paid"]),
    (["--since", "2026-11-23"], ["till1-late"]),
    (["--until", "2026-11-22"], NEWEST_FIRST[1:]),
    (["--since", "2026-11-22", "--until", "2026-11-23"], NEWEST_FIRST),
    (["--until", "2026-11-21"], []),
])  # fmt: skip
def test_choosing(folder: Path, capsys: Capture, words: list[str], expected: list[str]) -> None:
    # 12:05 on the 22nd plus twelve hours is the 23rd in Hong Kong and still the 22nd in UTC.
    assert run(folder, "list", "--json", *words) == 0
    assert ids(capsys) == expected


@pytest.mark.parametrize(("words", "what"), [
    (["--limit", "0"], "--limit 0"),
    (["--state", "VOID"], "VOID"),
    (["--since", "22/11/2026"], "--since"),
    (["--since", "2026-1-2"], "--since"),
    (["--until", "2026-02-30"], "--until"),
    (["--until", "0001-01-01"], "--until"),
    (["--until", "9999-12-31"], "--until"),
    (["--until", ""], "--until"),
])  # fmt: skip
def test_wrong_choices_are_named_with_a_cure(folder: Path, capsys: Capture, words: list[str], what: str) -> None:
    assert run(folder, "list", *words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert what in told.err
    assert len(told.err.splitlines()) == 2


def read_sheet(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 6
    found = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(found[0]) == SHEET
    return found


@pytest.mark.parametrize("words", [["list", "--csv"], ["export"], ["export", "--csv"]])
def test_a_sheet_on_stdout(folder: Path, capfdbinary: pytest.CaptureFixture[bytes], words: list[str]) -> None:
    assert run(folder, *words) == 0
    found = read_sheet(capfdbinary.readouterr().out)
    assert [row["payment_id"] for row in found] == NEWEST_FIRST
    assert found[3]["message"].startswith("'=HYPERLINK")
    assert found[1]["mark"] == "DEMO 示範"
    assert found[1]["environment"] == "demo"


def test_an_export_is_a_new_private_file(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "takings.csv"
    assert run(folder, "export", "--output", str(path)) == 0
    assert len(read_sheet(path.read_bytes())) == 5
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert capsys.readouterr().out == ""
    assert run(folder, "export", "--output", str(path)) == 2
    assert "there already" in capsys.readouterr().err
    assert len(read_sheet(path.read_bytes())) == 5


def test_an_export_as_json(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "takings.jsonl"
    assert run(folder, "export", "--json", "--output", str(path)) == 0
    assert [json.loads(line)["payment_id"] for line in path.read_text().splitlines()] == NEWEST_FIRST


def test_an_export_to_nowhere(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(folder, "export", "--output", str(tmp_path / "no" / "where.csv")) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_a_faulty_choice_leaves_no_half_export(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "takings.csv"
    assert run(folder, "export", "--state", "VOID", "--output", str(path)) == 2
    assert not path.exists()


def test_a_journal_that_breaks_while_it_is_read_leaves_no_half_export(tmp_path: Path, capsys: Capture) -> None:
    running = journal(tmp_path, day())
    running.close()
    data = (tmp_path / "journal.db").read_bytes()
    (tmp_path / "journal.db").write_bytes(data.replace(b'"state":"DECLINED"', b'"state":"DECLIMED"'))
    path = tmp_path / "takings.csv"
    assert run(tmp_path, "export", "--output", str(path)) == 5
    assert not path.exists()
    assert "journal.db" in capsys.readouterr().err


def test_one_payment_with_its_whole_history(folder: Path, capsys: Capture) -> None:
    assert run(folder, "show", "till1-paid") == 0
    told = capsys.readouterr().out
    assert "state         PAID" in told
    assert "amount        1,234.50" in told
    lines = told.partition("(UTC):\n")[2].splitlines()
    kinds = [line.split()[2] for line in lines if line.split()[0].isdigit()]
    assert kinds == ["Intended", "Submitted", "Acknowledged", "CodeCame", "CodeShown", "Succeeded"]
    assert "c2VjcmV0" not in told
    assert "bW9yZQ" not in told


def test_what_is_no_real_money_is_marked_first(folder: Path, capsys: Capture) -> None:
    assert run(folder, "show", "demo-play") == 0
    assert capsys.readouterr().out.startswith("DEMO 示範\n")


def test_a_strange_message_is_shown_tamely(folder: Path, capsys: Capture) -> None:
    assert run(folder, "show", "till1-shy") == 0
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "\\x1b[31m" in told


def test_one_payment_as_json(folder: Path, capsys: Capture) -> None:
    assert run(folder, "show", "till1-odd", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["attention"] == ["amount"]
    assert [record["record"] for record in found["records"]] == ["Intended", "CodeShown", "SetAside", "Raised"]
    assert [record["seq"] for record in found["records"]] == sorted(record["seq"] for record in found["records"])


def test_an_export_with_every_record_leaves_out_what_is_private(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "evidence.jsonl"
    assert run(folder, "export", "--records", "--state", "PAID", "--output", str(path)) == 0
    assert run(folder, "export", "--records", "--state", "PAID") == 0
    assert capsys.readouterr().out == path.read_text()
    (found,) = [json.loads(line) for line in path.read_text().splitlines()]
    assert [record["record"] for record in found["records"]][-1] == "Succeeded"
    assert found["records"][-1]["raw"]["redacted"] == {"signature": "[redacted]"}
    assert "bW9yZQ" not in path.read_text()


@pytest.mark.parametrize("verb", ["show", "explain"])
def test_an_unknown_payment_is_named(folder: Path, capsys: Capture, verb: str) -> None:
    assert run(folder, verb, "till1-none") == 2
    assert "till1-none" in capsys.readouterr().err


def test_no_journal_there(tmp_path: Path, capsys: Capture) -> None:
    assert run(tmp_path, "list") == 2
    told = capsys.readouterr().err
    assert str(tmp_path) in told
    assert "--data" in told


def test_something_else_there(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "journal.db").write_bytes(b"a shopping list" * 100)
    assert run(tmp_path, "list") == 5
    assert "journal.db" in capsys.readouterr().err


def test_the_usual_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for name, words in (("fps-kiosk", []), ("fps-kiosk-demo", ["--demo"])):
        (tmp_path / name).mkdir()
        journal(tmp_path / name, day()[:1]).close()
        assert main(["payments", "list", "--json", *words]) == 0
        assert ids(capsys) == ["till1-paid"]


def spoiled(folder: Path) -> None:
    """Somebody makes one record say something else."""
    path = folder / "journal.db"
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER records_stay")
    connection.execute("UPDATE records SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 3")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "verb", [["list"], ["list", "--json"], ["show", "till1-paid"], ["explain", "till1-paid"], ["export"]]
)
def test_what_is_read_from_a_damaged_journal_comes_with_a_warning(
    tmp_path: Path, capsys: Capture, verb: list[str]
) -> None:
    journal(tmp_path, day()).close()
    assert run(tmp_path, *verb) == 0
    whole = capsys.readouterr()
    assert whole.err == ""
    spoiled(tmp_path)
    assert run(tmp_path, *verb) == 5
    told = capsys.readouterr()
    assert "till1-paid" in told.out
    assert "record 3" in told.err
    assert "kiosk payments verify" in told.err


@pytest.mark.parametrize("beginning", ["till1-pa", "paid", "till1-paid"])
@pytest.mark.parametrize("verb", ["show", "explain"])
def test_the_beginning_of_an_id_is_enough(tmp_path: Path, capsys: Capture, verb: str, beginning: str) -> None:
    journal(tmp_path, day()).close()
    assert run(tmp_path, verb, beginning, "--json") == 0
    assert json.loads(capsys.readouterr().out)["payment_id"] == "till1-paid"


def test_a_beginning_of_several_ids_names_them(tmp_path: Path, capsys: Capture) -> None:
    journal(tmp_path, day()).close()
    assert run(tmp_path, "show", "till1-") == 2
    told = capsys.readouterr().err
    assert "more than one payment" in told
    assert "till1-paid  2026-11-22 12:00:00  HKD 1,234.50  PAID" in told
    assert "till1-shy" in told
    assert "demo-play" not in told
    assert run(tmp_path, "show", "pai") == 2
    assert "4 characters" in capsys.readouterr().err
    assert run(tmp_path, "explain", "till1-%") == 2
    assert "no payment" in capsys.readouterr().err


def test_of_very_many_only_some_are_named(tmp_path: Path, capsys: Capture) -> None:
    stories: list[list[r.Record]] = [[intended(f"till1-many{n:02}", n + 1, hkd(100))] for n in range(12)]
    journal(tmp_path, stories).close()
    assert run(tmp_path, "explain", "many") == 2
    told = capsys.readouterr().err
    assert (told.count("till1-many"), "and more" in told) == (10, True)
