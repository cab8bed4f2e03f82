"""The data folder: private, and one kiosk at a time."""

from __future__ import annotations

import json
import os
import platform
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.adapters.folder import AlreadyRunning, DataFolder, FolderUnusable
from tests.adapters.helpers import NOON


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_folder_is_private(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "data"
    assert DataFolder(path).journal == path / "journal.db"
    assert not path.exists()
    with DataFolder(path).claim(NOON):
        assert _mode(path) == 0o700
        assert _mode(path / "kiosk.lock") == 0o600


def test_a_second_start_names_the_first(tmp_path: Path) -> None:
    first = DataFolder(tmp_path / "data").claim(NOON)
    with pytest.raises(AlreadyRunning) as caught:
        DataFolder(tmp_path / "data").claim(NOON)
    words = str(caught.value)
    for part in (str(tmp_path / "data"), platform.node(), f"process {os.getpid()}", "since 2026-11-22T04:00:00Z"):
        assert part in words
    first.release()
    DataFolder(tmp_path / "data").claim(NOON).release()


def test_claiming_twice_and_releasing_twice_is_nothing(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    assert folder.claim(NOON) is folder.claim(NOON)
    folder.release()
    folder.release()


_HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from kiosk.adapters.folder import DataFolder
folder = DataFolder(Path(sys.argv[1])).claim(datetime.now(UTC))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_killed_kiosk_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "data"
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunning, match=f"process {holder.pid}"):
            DataFolder(path).claim(NOON)
        holder.kill()
        holder.wait()
    DataFolder(path).claim(NOON).release()


@pytest.mark.parametrize("text", [b"", b"\xff", b"[]", b'{"host":"a"}', b'{"host":"a","pid":"x","started":1}'])
def test_a_lock_without_readable_text_still_locks(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "data"
    with DataFolder(path).claim(NOON):
        (path / "kiosk.lock").write_bytes(text)
        with pytest.raises(AlreadyRunning, match="it has not said which"):
            DataFolder(path).claim(NOON)


def test_the_text_is_of_the_last_start(tmp_path: Path) -> None:
    path = tmp_path / "data"
    DataFolder(path).claim(NOON).release()
    (path / "kiosk.lock").write_bytes(b"x" * 500)
    DataFolder(path).claim(NOON).release()
    assert json.loads((path / "kiosk.lock").read_bytes())["pid"] == os.getpid()


@pytest.mark.parametrize("name", ["", "kiosk.lock", "journal.db"])
def test_a_folder_of_ours_is_closed_to_others(tmp_path: Path, name: str) -> None:
    path = tmp_path / "data"
    path.mkdir()
    path.chmod(0o755)
    if name:
        (path / name).write_bytes(b"")
    with DataFolder(path).claim(NOON):
        assert _mode(path) == 0o700


def test_an_open_folder_with_other_files_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "home"
    path.mkdir()
    path.chmod(0o755)
    (path / "letter.txt").write_text("dear")
    with pytest.raises(FolderUnusable, match=r"mode 0755.* holds other files: choose an own folder, or run chmod 700"):
        DataFolder(path).claim(NOON)
    assert _mode(path) == 0o755
    assert [entry.name for entry in path.iterdir()] == ["letter.txt"]


def test_a_path_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(FolderUnusable, match="cannot be used"):
        DataFolder(tmp_path / "data").claim(NOON)


def test_a_lock_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    path = tmp_path / "data"
    (path / "kiosk.lock").mkdir(parents=True, mode=0o700)
    with pytest.raises(FolderUnusable, match=r"kiosk\.lock cannot be written"):
        DataFolder(path).claim(NOON)
