"""Setting the owner's PIN: unseen, typed twice, never an argument."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.adapters.folder import DataFolder
from kiosk.cli.main import main
from kiosk.cli.pin import set_pin
from kiosk.cli.trouble import Trouble
from kiosk.compose.live import pin_store
from kiosk.sale.office_events import Pin


def typed(*answers: str) -> Callable[[str], str]:
    said: Iterator[str] = iter(answers)
    return lambda prompt: next(said)


def test_a_pin_is_set_and_is_nowhere_to_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert set_pin(tmp_path, typed("271828", "271828")) == 0
    told = capsys.readouterr()
    assert "271828" not in told.out + told.err
    file = tmp_path / "owner.pin"
    assert "271828" not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert pin_store(tmp_path).check(Pin("271828")).right


@pytest.mark.parametrize(
    ("answers", "words"), [(("12", "12"), "no PIN"), (("1234", "1243"), "do not agree"), (("abcd", "abcd"), "no PIN")]
)
def test_what_is_no_pin_or_typed_differently_changes_nothing(
    tmp_path: Path, answers: tuple[str, str], words: str
) -> None:
    with pytest.raises(Trouble, match=words):
        set_pin(tmp_path, typed(*answers))
    assert list(tmp_path.iterdir()) == []


def test_before_the_first_start_the_folder_is_made_as_the_till_would(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "till1"
    assert set_pin(folder, typed("271828", "271828")) == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert pin_store(folder).check(Pin("271828")).right
    with DataFolder(folder).claim(datetime.now(UTC)):
        assert (folder / "owner.pin").exists(), "and the first start takes the folder as its own"


def test_a_folder_that_cannot_be_made_or_written_is_told_with_a_cure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Trouble, match="cannot be used"):
        set_pin(tmp_path / "file" / "none", typed())
    (tmp_path / "owner.pin.new").mkdir()
    with pytest.raises(Trouble, match="cannot be written"):
        set_pin(tmp_path, typed("1234", "1234"))


def test_without_a_terminal_nothing_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pin", "set", "--data", str(tmp_path)]) == 2
    assert f"run in a terminal: kiosk pin set --data {tmp_path}" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="a terminal of its own is made by the system's means")
def test_on_a_terminal_it_is_typed_unseen(tmp_path: Path) -> None:
    leader, follower = os.openpty()
    words = [sys.executable, "-m", "kiosk", "pin", "set", "--data", str(tmp_path)]
    # A session of its own: the terminal is the one that is asked, whatever the tests run on.
    running = subprocess.Popen(words, stdin=follower, stdout=follower, stderr=follower, start_new_session=True)
    os.close(follower)
    seen = b""
    for prompt in (b"New PIN: ", b"Again: "):
        while prompt not in seen:
            seen += os.read(leader, 1_024)
        os.write(leader, b"271828\n")
    while b"next start" not in seen:
        seen += os.read(leader, 1_024)
    assert running.wait(timeout=60) == 0
    os.close(leader)
    assert b"271828" not in seen
    assert pin_store(tmp_path).check(Pin("271828")).right


@pytest.mark.skipif(os.name != "posix", reason="a terminal of its own is made by the system's means")
def test_who_leaves_without_a_pin_reads_words(tmp_path: Path) -> None:
    leader, follower = os.openpty()
    words = [sys.executable, "-m", "kiosk", "pin", "set", "--data", str(tmp_path)]
    running = subprocess.Popen(words, stdin=follower, stdout=follower, stderr=follower, start_new_session=True)
    os.close(follower)
    seen = b""
    while b"New PIN: " not in seen:
        seen += os.read(leader, 1_024)
    os.write(leader, b"\x04")
    while b"try again" not in seen:
        seen += os.read(leader, 1_024)
    assert b"kiosk: no PIN was typed, and nothing is changed" in seen
    assert b"Traceback" not in seen
    assert running.wait(timeout=60) == 2
    os.close(leader)
    assert list(tmp_path.iterdir()) == []


def test_a_pin_is_no_argument(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pin", "set", "1234"]) == 2
    assert main(["pin"]) == 2
    capsys.readouterr()
