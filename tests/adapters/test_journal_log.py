"""A log that rotted: its head is mended, and commits that SQLite passes over in silence are noticed."""

from __future__ import annotations

import shutil
from pathlib import Path

import apsw
import pytest

from kiosk.adapters.journal import Bounds, Journal, JournalFailed
from kiosk.adapters.journal_log import HEAD_BYTES, PAGE_BYTES, headless, log_of, mend_head
from kiosk.adapters.journal_reader import JournalReader
from kiosk.adapters.journal_salvage import salvage
from kiosk.sale.payment import Payment
from tests.adapters.helpers import NOON, folded, letter, now_of, paid_sale

FRAME = 24 + PAGE_BYTES


def _sell(journal: Journal, *numbers: int) -> dict[str, Payment]:
    made: dict[str, Payment] = {}
    for number in numbers:
        records = paid_sale(f"t-{number}", sale=number)
        journal.commit([*records, letter(number)], [folded(records)])
        made[f"t-{number}"] = folded(records)
    return made


def _cut(path: Path, folder: Path, *, older: int = 0) -> tuple[Path, dict[str, Payment]]:
    """The journal as the loss of power leaves it: three sales in the log, `older` ones in the file."""
    journal = Journal(path)
    made = _sell(journal, *range(10, 10 + older))
    if older:
        journal.close()
        journal = Journal(path)
    made |= _sell(journal, 1, 2, 3)
    folder.mkdir()
    for file in (path, log_of(path)):
        shutil.copyfile(file, folder / file.name)
    journal.close()
    return folder / path.name, made


def _rot(path: Path, place: int, mask: int = 0x10, count: int = 1) -> None:
    log = bytearray(log_of(path).read_bytes())
    for at in range(place, place + count):
        log[at] ^= mask
    log_of(path).write_bytes(bytes(log))


def _undone(path: Path) -> bool:
    journal = Journal(path)
    told = journal.load(NOON).undone
    journal.close()
    return told


@pytest.mark.parametrize("older", [0, 2])
@pytest.mark.parametrize("place", range(HEAD_BYTES))
def test_any_byte_of_the_head_is_mended(path: Path, tmp_path: Path, place: int, older: int) -> None:
    cut, made = _cut(path, tmp_path / "cut", older=older)
    before = log_of(cut).read_bytes()
    _rot(cut, place)
    with pytest.raises(JournalFailed, match="a start mends them"):
        JournalReader(cut)
    assert not _undone(cut)
    assert now_of(cut) == made
    log_of(cut).write_bytes(before)
    _rot(cut, place)
    assert mend_head(cut)
    assert log_of(cut).read_bytes() == before


def test_a_head_that_is_wholly_gone_is_mended_and_salvaged(path: Path, tmp_path: Path) -> None:
    cut, made = _cut(path, tmp_path / "cut")
    _rot(cut, 0, 0xFF, HEAD_BYTES)
    found = salvage(cut)
    assert (found.lost, found.unproven, found.orphans) == ([], [], [])
    assert now_of(cut) == made


@pytest.mark.parametrize("older", [0, 2])
def test_a_head_whose_first_frame_is_gone_too_is_damage_and_left_alone(path: Path, tmp_path: Path, older: int) -> None:
    cut, made = _cut(path, tmp_path / "cut", older=older)
    _rot(cut, 0, 0xFF, HEAD_BYTES + 100)
    before = log_of(cut).read_bytes()
    with pytest.raises(JournalFailed, match="first bytes are damaged") as caught:
        Journal(cut)
    assert caught.value.why == "broken"
    assert log_of(cut).read_bytes() == before
    salvage(cut)
    Journal(cut).close()
    assert now_of(cut) == {name: made[name] for name in ("t-10", "t-11")[:older]}


@pytest.mark.parametrize("place", [8, 20, 24, 24 + PAGE_BYTES // 2])
def test_a_rotten_frame_is_noticed_wherever_it_is(path: Path, tmp_path: Path, place: int) -> None:
    """Its own commit and all behind it are undone; a byte of a salt or a sum does the same as one of a page."""
    cut, made = _cut(path, tmp_path / "cut")
    whole = log_of(cut).read_bytes()
    frames = (len(whole) - HEAD_BYTES) // FRAME
    ends = [at for at in range(frames) if any(whole[HEAD_BYTES + at * FRAME + 4 : HEAD_BYTES + at * FRAME + 8])]
    for frame in range(ends[0] + 1, frames):
        again = tmp_path / f"{frame}"
        again.mkdir()
        shutil.copyfile(cut, again / cut.name)
        log_of(again / cut.name).write_bytes(whole)
        _rot(again / cut.name, HEAD_BYTES + frame * FRAME + place)
        assert _undone(again / cut.name), frame
        assert len(now_of(again / cut.name)) < len(made)


def test_a_whole_log_and_one_whose_last_commit_never_ended_are_not_doubted(path: Path, tmp_path: Path) -> None:
    cut, made = _cut(path, tmp_path / "cut")
    log_of(cut).write_bytes(log_of(cut).read_bytes()[: -FRAME - 10])
    assert not _undone(cut)
    assert now_of(cut) == {name: made[name] for name in ("t-1", "t-2")}


def test_a_log_that_began_anew_does_not_doubt_what_is_left_of_the_one_before(path: Path, tmp_path: Path) -> None:
    journal = Journal(path, bounds=Bounds(idle_log=1))
    _sell(journal, 1, 2, 3)
    size = log_of(path).stat().st_size
    journal.checkpoint()
    made = _sell(journal, 4)
    cut = tmp_path / "cut"
    cut.mkdir()
    for file in (path, log_of(path)):
        shutil.copyfile(file, cut / file.name)
    journal.close()
    assert log_of(cut / path.name).stat().st_size == size, "the log before is longer"
    assert not _undone(cut / path.name)
    assert now_of(cut / path.name)["t-4"] == made["t-4"]


def test_the_doubt_lasts_until_it_is_on_record_and_the_log_is_kept(path: Path, tmp_path: Path) -> None:
    cut, _made = _cut(path, tmp_path / "cut")
    _rot(cut, log_of(cut).stat().st_size - 100)
    found = log_of(cut).read_bytes()
    for _start in range(3):
        assert _undone(cut), "nothing was recorded yet"
    journal = Journal(cut)
    _sell(journal, 4)
    journal.close()
    assert _undone(cut), "who recorded had not been told"
    journal = Journal(cut)
    assert journal.load(NOON).undone
    _sell(journal, 5)
    assert not journal.load(NOON).undone
    journal.close()
    assert not _undone(cut)
    assert set(now_of(cut)) == {"t-1", "t-2", "t-4", "t-5"}
    (kept,) = cut.parent.glob("journal.db.undone*")
    assert (kept.name, kept.read_bytes()) == ("journal.db.undone.1", found)


def test_a_second_loss_before_the_first_is_on_record_keeps_both(path: Path, tmp_path: Path) -> None:
    cut, _made = _cut(path, tmp_path / "cut")
    _rot(cut, log_of(cut).stat().st_size - 100)
    found = log_of(cut).read_bytes()
    assert _undone(cut)
    log_of(cut).write_bytes(found[:-50] + bytes(50))
    assert _undone(cut)
    assert sorted(file.name for file in cut.parent.glob("*.undone*")) == ["journal.db.undone", "journal.db.undone.1"]


def test_a_reader_that_holds_the_log_does_not_stop_the_start(path: Path, tmp_path: Path) -> None:
    cut, made = _cut(path, tmp_path / "cut")
    _rot(cut, log_of(cut).stat().st_size - 100)
    reader = apsw.Connection(str(cut))
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM payments").fetchall() == [(2,)]
    journal = Journal(cut, bounds=Bounds(busy_ms=1))
    assert journal.load(NOON).undone
    made |= _sell(journal, 4)
    assert reader.execute("SELECT count(*) FROM payments").fetchall() == [(2,)]
    reader.close()
    journal.close()
    assert now_of(cut) == {name: made[name] for name in ("t-1", "t-2", "t-4")}


def test_a_mark_that_cannot_be_read_leaves_the_log_as_it_was_found(path: Path, tmp_path: Path) -> None:
    cut, _made = _cut(path, tmp_path / "cut")
    _rot(cut, log_of(cut).stat().st_size - 100)
    before = log_of(cut).read_bytes()
    (cut.parent / "journal.db.undone").mkdir()
    with pytest.raises(JournalFailed):
        Journal(cut)
    assert log_of(cut).read_bytes() == before


def test_a_head_is_not_mended_where_a_commit_behind_it_could_not_be_played(path: Path, tmp_path: Path) -> None:
    """As the head of the log before, it would put the file back to where that log is damaged."""
    cut, _made = _cut(path, tmp_path / "cut", older=2)
    _rot(cut, 3)
    _rot(cut, HEAD_BYTES + 4 * FRAME + 500)
    before = log_of(cut).read_bytes()
    assert not mend_head(cut)
    with pytest.raises(JournalFailed, match="first bytes are damaged"):
        Journal(cut)
    assert log_of(cut).read_bytes() == before


def test_a_page_that_was_never_written_to_its_end_is_no_loss(path: Path, tmp_path: Path) -> None:
    """The last frame's head says that it ends a commit; the file ends within its page."""
    cut, _made = _cut(path, tmp_path / "cut")
    log_of(cut).write_bytes(log_of(cut).read_bytes()[:-1])
    assert not _undone(cut)


def test_damage_where_the_tables_were_made_is_no_new_journal(path: Path, tmp_path: Path) -> None:
    cut, _made = _cut(path, tmp_path / "cut")
    _rot(cut, HEAD_BYTES + 3 * FRAME + 500)
    before = log_of(cut).read_bytes()
    with pytest.raises(JournalFailed, match="where the tables are") as caught:
        Journal(cut)
    assert caught.value.why == "broken"
    assert log_of(cut).read_bytes() == before


def test_tables_whose_making_was_cut_off_are_made_over_it(path: Path) -> None:
    journal = Journal(path)
    log, file = bytearray(log_of(path).read_bytes()), path.read_bytes()
    journal.close()
    log[HEAD_BYTES + 3 * FRAME + 500] ^= 1
    path.write_bytes(file)
    log_of(path).write_bytes(bytes(log))
    assert not _undone(path)


def test_a_log_with_other_pages_is_believed(path: Path, tmp_path: Path) -> None:
    """Somebody else's tool may have made the file anew."""
    Journal(path).close()
    other = apsw.Connection(str(path))
    for statement in ("PRAGMA journal_mode = DELETE", "PRAGMA page_size = 1024", "VACUUM"):
        other.execute(statement).fetchall()
    other.close()
    cut, made = _cut(path, tmp_path / "cut")
    again = shutil.copytree(cut.parent, tmp_path / "again") / cut.name
    assert not _undone(again)
    assert now_of(again) == made
    _rot(cut, log_of(cut).stat().st_size - 100)
    assert _undone(cut)


def test_a_log_without_a_commit_is_nobodys_loss(path: Path) -> None:
    Journal(path).close()
    log_of(path).write_bytes(b"\0" * (HEAD_BYTES + 2 * FRAME))
    assert not headless(path)
    assert not mend_head(path)
    assert not _undone(path)


def test_a_salvage_doubts_what_is_open_when_the_end_of_the_log_cannot_be_played(path: Path, tmp_path: Path) -> None:
    journal = Journal(path)
    sale = paid_sale("till1-" + "a" * 26)[:5]  # its code is on the screen
    for record in sale:
        journal.commit([record], [folded(sale[: sale.index(record) + 1])])
    cut = tmp_path / "cut"
    cut.mkdir()
    for file in (path, log_of(path)):
        shutil.copyfile(file, cut / file.name)
    journal.close()
    _rot(cut / path.name, log_of(cut / path.name).stat().st_size - 100)
    found = salvage(cut / path.name)
    assert "the end of the log cannot be played" in found.lost[0]
    (payment,) = now_of(cut / path.name).values()
    assert payment.patchy


def test_a_disk_without_room_for_the_copy_keeps_the_log_until_something_is_recorded(path: Path, tmp_path: Path) -> None:
    cut, _made = _cut(path, tmp_path / "cut")
    _rot(cut, log_of(cut).stat().st_size - 100)
    found = log_of(cut).read_bytes()
    (cut.parent / "journal.db.undone.new").mkdir()
    assert _undone(cut)
    assert log_of(cut).read_bytes() == found
    journal = Journal(cut)
    assert journal.load(NOON).undone
    _sell(journal, 4)
    journal.close()
    assert set(now_of(cut)) == {"t-1", "t-2", "t-4"}


def test_the_same_log_is_kept_once(path: Path, tmp_path: Path) -> None:
    cut, _made = _cut(path, tmp_path / "cut")
    _rot(cut, log_of(cut).stat().st_size - 100)
    found = log_of(cut).read_bytes()
    assert _undone(cut)
    log_of(cut).write_bytes(found)
    assert _undone(cut)
    assert [file.name for file in cut.parent.glob("*.undone*")] == ["journal.db.undone"]
