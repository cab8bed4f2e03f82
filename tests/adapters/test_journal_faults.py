"""A journal that cannot do its work says why in one of five words, stores nothing, and recovers."""

from __future__ import annotations

import os
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
import pytest

from kiosk.adapters.journal import Bounds, Journal, JournalFailed
from kiosk.adapters.journal_faults import Why, why_of
from tests.adapters.helpers import Disk, folded, intended, paid_sale


@pytest.mark.parametrize(
    ("fault", "why"), [(apsw.FullError, "full"), (apsw.ReadOnlyError, "read_only"), (apsw.IOError, "io")]
)
@pytest.mark.parametrize("where", ["write", "sync"])
def test_a_disk_that_refuses_stores_nothing_and_says_why(
    path: Path, fault: type[apsw.Error], why: str, where: str
) -> None:
    disk = Disk(f"refusing-{where}-{why}")
    journal = Journal(path, vfs=disk.name)
    journal.commit([intended("t-0")], [folded([intended("t-0")])])
    setattr(disk, f"{where}_fault", fault)
    with pytest.raises(JournalFailed) as caught:
        journal.commit(paid_sale(), [folded(paid_sale())])
    assert caught.value.why == why
    assert str(path) in str(caught.value)
    assert journal.recall("till1-aaaa") is None
    setattr(disk, f"{where}_fault", None)
    # And when the disk is well again, so is the journal.
    journal.commit(paid_sale(), [folded(paid_sale())])
    assert journal.recall("till1-aaaa") == folded(paid_sale())
    assert journal.recall("t-0") is not None
    journal.close()


def test_a_full_file_says_full(path: Path) -> None:
    journal = Journal(path, bounds=Bounds(pages=24))
    few, many = paid_sale("t-0"), [intended(f"t-{number}", sale=number) for number in range(1, 200)]
    journal.commit(few, [folded(few)])
    with pytest.raises(JournalFailed, match="free space") as caught:
        journal.commit(many, [folded([record]) for record in many])
    assert caught.value.why == "full"
    assert journal.recall("t-1") is None
    assert journal.recall("t-0") == folded(few)
    journal.close()


def test_a_quota_says_full(journal: Journal, path: Path) -> None:
    journal.commit([intended("t-0")], [folded([intended("t-0")])])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = Path(f"{path}-wal")
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, hard))
    try:
        with pytest.raises(JournalFailed) as caught:
            journal.commit(paid_sale(), [folded(paid_sale())])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.why == "full"
    journal.commit(paid_sale(), [folded(paid_sale())])


def test_a_second_writer_says_busy(path: Path) -> None:
    journal = Journal(path, bounds=Bounds(busy_ms=1))
    other = apsw.Connection(str(path))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(JournalFailed) as caught:
        journal.commit([intended()], [folded([intended()])])
    assert caught.value.why == "busy"
    other.execute("ROLLBACK")
    other.close()
    journal.commit([intended()], [folded([intended()])])
    journal.close()


@contextmanager
def _without_rights() -> Iterator[None]:
    """As a user whom permissions stop: for root they do not exist."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def guarded() -> Iterator[Path]:
    """A folder outside the test's private ones: everybody may look into it, nobody but root may write."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        yield Path(folder)
        Path(folder).chmod(0o700)


def test_a_folder_that_cannot_be_written_says_read_only(guarded: Path) -> None:
    with _without_rights(), pytest.raises(JournalFailed) as caught:
        Journal(guarded / "journal.db")
    assert caught.value.why == "read_only"


def test_a_file_that_can_only_be_read_says_read_only(guarded: Path) -> None:
    path = guarded / "journal.db"
    guarded.chmod(0o755)
    Journal(path).close()
    path.chmod(0o444)
    guarded.chmod(0o555)
    with _without_rights(), pytest.raises(JournalFailed) as caught:
        Journal(path)
    assert caught.value.why == "read_only"


def test_a_missing_folder_says_io(tmp_path: Path) -> None:
    with pytest.raises(JournalFailed, match="no/journal") as caught:
        Journal(tmp_path / "no" / "journal.db")
    assert caught.value.why == "io"


@pytest.mark.parametrize("gone", ["moved", "replaced"])
def test_a_file_that_is_gone_takes_no_more_records(path: Path, gone: str) -> None:
    journal = Journal(path)
    journal.commit([intended()], [folded([intended()])])
    path.rename(path.with_name("away"))
    if gone == "replaced":
        path.write_bytes(b"")
    with pytest.raises(JournalFailed, match="moved or replaced") as caught:
        journal.commit(paid_sale("t-2"), [folded(paid_sale("t-2"))])
    assert caught.value.why == "broken"
    path.unlink(missing_ok=True)
    path.with_name("away").rename(path)
    journal.commit(paid_sale("t-2"), [folded(paid_sale("t-2"))])
    journal.close()


def test_closing_twice_is_nothing(path: Path) -> None:
    journal = Journal(path)
    journal.close()
    journal.close()


@pytest.mark.parametrize(
    ("fault", "number", "why"),
    [
        (apsw.FullError(), 0, "full"),
        (apsw.IOError(), 28, "full"),
        (apsw.CantOpenError(), 13, "read_only"),
        (apsw.IOError(), 30, "read_only"),
        (apsw.PermissionsError(), 0, "read_only"),
        (apsw.LockedError(), 0, "busy"),
        (apsw.CorruptError(), 0, "broken"),
        (apsw.SQLError("no such table"), 0, "broken"),
        (apsw.IOError(), 5, "io"),
        (apsw.NoMemError(), 0, "io"),
    ],
)
def test_each_fault_has_its_word(fault: apsw.Error, number: int, why: Why) -> None:
    assert why_of(fault, number) == why
