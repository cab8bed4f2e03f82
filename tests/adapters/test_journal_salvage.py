"""Salvage: nothing is deleted, what is proven goes on, and what is not is asked about or decided by a person."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from kiosk.adapters.journal import Journal, JournalFailed
from kiosk.adapters.journal_audit import Audit
from kiosk.adapters.journal_chain import Row, link
from kiosk.adapters.journal_salvage import CannotSalvage, Salvaged, salvage
from kiosk.sale.payment import Payment
from tests.adapters.helpers import NOON, folded, intended, letter, now_of, paid_sale, tamper


def _sales(path: Path, count: int = 40) -> dict[str, Payment]:
    journal = Journal(path)
    made: dict[str, Payment] = {}
    for number in range(count):
        records = paid_sale(f"t-{number:02}", sale=number + 1)
        journal.commit([*records, letter(number + 1)], [folded(records)])
        made[f"t-{number:02}"] = folded(records)
    journal.close()
    return made


def _is_whole(path: Path) -> bool:
    with Audit(path) as audit:
        assert audit.head is not None
        assert audit.head.since
        assert audit.head.origin == "salvage of quarantine-1"
        return list(audit.flaws()) == []


def test_what_is_whole_goes_on_as_it_was(path: Path) -> None:
    made = _sales(path)
    before = path.read_bytes()
    found = salvage(path)
    assert (found.records, found.payments, found.lost, found.unproven, found.orphans) == (280, 40, [], [], [])
    assert sorted(file.name for file in path.parent.iterdir()) == ["journal.db", "quarantine-1"]
    assert now_of(path) == made
    assert _is_whole(path)
    assert (found.aside / path.name).read_bytes() == before
    assert stat.S_IMODE(found.aside.stat().st_mode) == 0o700
    journal = Journal(path)
    assert journal.load(NOON).position == 40
    assert journal.bound("op-t-07") == "t-07"
    journal.close()


@pytest.mark.parametrize("left", [b"", None], ids=["empty", "missing"])
def test_a_young_journal_without_its_file_goes_on_from_its_log(path: Path, tmp_path: Path, left: bytes | None) -> None:
    """Until its first checkpoint every page stands in the log."""
    folder = tmp_path / "cut"
    folder.mkdir()
    lost = folder / path.name
    journal = Journal(path)
    sale = paid_sale("t-01")
    journal.commit([*sale, letter(1)], [folded(sale)])
    log = path.with_name(f"{path.name}-wal").read_bytes()
    journal.close()
    lost.with_name(f"{lost.name}-wal").write_bytes(log)
    if left is not None:
        lost.write_bytes(left)
    found = salvage(lost)
    assert (found.records, found.lost, found.unproven, found.orphans) == (7, [], [], [])
    assert now_of(lost) == {"t-01": folded(sale)}
    assert (found.aside / f"{lost.name}-wal").read_bytes() == log


def test_damaged_pages_lose_what_was_on_them_and_nothing_else(path: Path) -> None:
    made = _sales(path)
    content = bytearray(path.read_bytes())
    for page in range(30, 34):
        content[page * 4_096 : page * 4_096 + 2_048] = b"\xa5" * 2_048
    path.write_bytes(bytes(content))
    with pytest.raises(JournalFailed, match="kiosk payments salvage"):
        Journal(path)
    found = salvage(path)
    now = now_of(path)
    assert found.lost
    assert len(found.unproven) + len(found.orphans) < 20
    assert _is_whole(path)
    for name, payment in made.items():
        if now.get(name) == payment:
            continue
        # What is not there as it was is open, or before a person, or at least on the report.
        known = now.get(name)
        assert any(line.startswith(name) for line in (*found.unproven, *found.orphans)), name
        assert known is None or known.open, name


def _named(number: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return f"till1-{'a' * 24}{letters[number // 26]}{letters[number % 26]}"


def _long_names(path: Path, count: int = 40) -> dict[str, Payment]:
    journal = Journal(path)
    made: dict[str, Payment] = {}
    for number in range(count):
        records = paid_sale(_named(number), sale=number + 1)
        made[_named(number)] = folded(records)
        journal.commit([*records, letter(number + 1)], [made[_named(number)]])
    journal.close()
    return made


@pytest.mark.parametrize("left", [0.99, 0.9, 0.7, 0.5, 0.3, 0.1])
def test_a_file_that_was_cut_off_keeps_what_is_there_and_names_what_is_not(path: Path, left: float) -> None:
    made = _long_names(path)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(int(size * left))
    bytes_left = path.read_bytes()
    found = salvage(path)
    now = now_of(path)
    assert not found.records or _is_whole(path)
    told = (*found.unproven, *found.orphans)
    for name, payment in made.items():
        if now.get(name) == payment or name.encode() not in bytes_left:
            continue
        assert any(line.startswith(name) for line in told), name
        assert now.get(name) is None or now[name].open or now[name].paid, name
    assert found.lost or now == made
    assert left < 0.7 or found.records > 100
    assert all(line.isprintable() for line in told)


def test_one_page_less_is_no_reason_to_lose_the_others(path: Path) -> None:
    made = _long_names(path)
    content = path.read_bytes()
    path.write_bytes(content[:-4_096])
    with pytest.raises(JournalFailed, match="kiosk payments salvage"):
        Journal(path)
    found = salvage(path)
    now = now_of(path)
    assert sum(now.get(name) == payment for name, payment in made.items()) > 30
    assert (found.aside / path.name).read_bytes() == content[:-4_096]


@pytest.mark.parametrize("content", [b"", b"no database at all" * 500])
def test_a_file_of_which_nothing_can_be_read_is_set_aside(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    found = salvage(path)
    assert (found.records, found.payments) == (0, 0)
    assert found.lost == ["the file does not say how many records it had: what is behind those read is lost unseen"]
    assert (found.aside / path.name).read_bytes() == content
    Journal(path).close()


def test_names_in_a_file_that_is_no_database_any_more_are_on_the_report(path: Path) -> None:
    name = _named(3)
    path.write_bytes(b"\0" * 4_000 + b"00" + name.encode() + b"\xff" + name.encode() + b"z, c-0123456789abcdef01")
    found = salvage(path)
    assert found.orphans == [f"{name}: nothing but its name is left"]


def test_a_name_is_whole_wherever_it_lies_in_a_large_file(path: Path) -> None:
    """It is read a mebibyte at a time."""
    content = bytearray(5 << 20)
    for number, before_end in enumerate((16, 45, 47, 60), 1):
        place = (number << 20) - before_end
        content[place : place + 32] = _named(number).encode()
    path.write_bytes(bytes(content))
    assert salvage(path).orphans == [f"{_named(number)}: nothing but its name is left" for number in (1, 2, 3, 4)]


def _salvaged(path: Path, *statements: str) -> tuple[Salvaged, dict[str, Payment]]:
    _sales(path, 3)
    tamper(path, statements)
    found = salvage(path)
    assert _is_whole(path)
    return found, now_of(path)


def test_an_edited_record_is_not_taken_over_and_its_payment_is_open_again(path: Path) -> None:
    found, now = _salvaged(path, "UPDATE records SET raw = x'00' WHERE seq = 13")
    assert found.lost == ["record 13 (payment t-01): it is not the one that was written"]
    assert found.unproven == ["t-01: QR_SHOWN, it was listed as PAID"]
    assert now["t-01"].watched
    assert now["t-00"].paid


def test_a_payment_that_lost_its_beginning_comes_before_a_person(path: Path) -> None:
    found, now = _salvaged(path, "DELETE FROM records WHERE seq = 8")
    assert found.lost[0] == "record 8: it cannot be read"
    assert found.orphans == ["t-01: HKD 128.50, it was listed as PAID"]
    assert now["t-01"].attention == ("orphan",)
    assert now["t-01"].money == intended().money


def test_a_payment_of_which_only_the_name_is_left_is_on_the_report(path: Path) -> None:
    found, now = _salvaged(path, "DELETE FROM records WHERE seq = 8", "DELETE FROM payments WHERE payment_id = 't-01'")
    assert found.orphans == ["t-01: nothing but its name is left"]
    assert "t-01" not in now


def test_a_listed_payment_without_any_record_comes_before_a_person(path: Path) -> None:
    _found, now = _salvaged(path, "DELETE FROM records WHERE payment_id = 't-01'")
    assert now["t-01"].attention == ("orphan",)


def test_a_journal_without_a_chain_is_taken_as_it_is(path: Path) -> None:
    made = _sales(path, 3)
    tamper(path, ["ALTER TABLE records DROP COLUMN chain", "DROP TABLE head", "PRAGMA user_version = 1"])
    assert salvage(path).lost == []
    assert now_of(path) == made


@pytest.mark.parametrize(
    ("pragma", "words"), [("application_id = 7", "another program"), ("user_version = 9", "newer")]
)
def test_what_is_not_damaged_but_not_ours_is_left_alone(path: Path, pragma: str, words: str) -> None:
    _sales(path, 1)
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA {pragma}")
    other.close()
    before = path.read_bytes()
    with pytest.raises(CannotSalvage, match=words):
        salvage(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["journal.db"]


@pytest.mark.parametrize("step", ["rename", "unlink", "replace"])
def test_a_salvage_that_is_cut_off_is_taken_up_again(path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Wherever the exchange of the files ends, no journal is opened that is neither the old nor the new one."""
    made = _sales(path)
    with monkeypatch.context() as patch:
        patch.setattr(Path, step, _power_lost)
        with pytest.raises((JournalFailed, KeyboardInterrupt)):
            salvage(path)
    if path.with_name("journal.db.salvaged").exists():
        with pytest.raises(JournalFailed, match="its salvage was cut off"):
            Journal(path)
    salvage(path)
    assert now_of(path) == made
    Journal(path).close()


def _power_lost(*_arguments: object, **_named: object) -> None:
    raise KeyboardInterrupt


def test_a_record_of_a_newer_program_is_not_dropped_as_damage(path: Path) -> None:
    """Whole, chained, and unknown here: the program that wrote it has to do this."""
    _sales(path, 1)
    other = sqlite3.connect(path)
    (chain,) = other.execute("SELECT chain FROM head").fetchone()
    row = Row(8, "2026-11-22T05:00:00.000000Z", "t-00", "Tipped", "{}", None, "test")
    linked = link(chain, row)
    values = (row.seq, row.at, row.payment_id, row.kind, row.body, row.raw, row.environment, linked)
    other.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
    other.execute("UPDATE head SET count = 8, chain = ?", (linked,))
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(CannotSalvage, match="record 8 was written by a newer version"):
        salvage(path)
    assert path.read_bytes() == before


def test_damaged_counts_do_not_make_it_count_for_ever(path: Path) -> None:
    made = _sales(path, 3)
    tamper(
        path,
        ["UPDATE head SET count = 9000000000000000", "UPDATE payments SET rowid = 9000000000000000 WHERE sale = 3"],
    )
    found = salvage(path)
    assert now_of(path) == made
    assert len(found.lost) < 10_000
