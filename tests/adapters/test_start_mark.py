"""A start's number is higher than every one before, whatever happens to its file or to the clock."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from kiosk.adapters.start_mark import StartMark

NAMES = [f"{n:016x}" for n in range(9)]


def started(path: Path, now: int, name: str = NAMES[0]) -> StartMark:
    return StartMark(path, lambda: name, lambda: now)


def number(mark: StartMark) -> int:
    return int(mark.taken()["x-till-generation"])


def test_it_is_made_at_the_first_poll_and_said_ever_after(tmp_path: Path) -> None:
    file = tmp_path / "start"
    mark = started(file, 1_000)
    assert mark.said() == {}
    assert not file.exists(), "who only probes takes no number"
    assert mark.taken() == {"x-till-instance": NAMES[0], "x-till-generation": "1000"}
    assert mark.said() is mark.taken()
    assert file.read_text("ascii") == "1000\n"
    assert file.stat().st_mode & 0o777 == 0o600


def test_every_start_is_higher_also_when_the_clock_goes_back(tmp_path: Path) -> None:
    file = tmp_path / "start"
    assert [number(started(file, now)) for now in (1_000, 5_000, 10, 10, 5_000, 9_000)] == [
        1_000, 5_000, 5_001, 5_002, 5_003, 9_000,
    ]  # fmt: skip


def test_a_lost_file_does_not_lower_it(tmp_path: Path) -> None:
    file = tmp_path / "start"
    first = number(started(file, 1_000))
    file.unlink()
    assert number(started(file, 1_001)) > first


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"-5\n", b"1e9\n", b"nonsense", b"\xff\xfe", b"9" * 15, b"9" * 400, b"1 2"]
)
def test_a_file_that_is_none_of_ours_is_replaced(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "start"
    file.write_bytes(content)
    assert number(started(file, 1_000)) == 1_000
    assert file.read_text("ascii") == "1000\n"


def test_where_nothing_can_be_written_the_till_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert number(started(tmp_path / "none" / "start", 1_000)) == 1_000
    assert "the clock alone" in caplog.text
