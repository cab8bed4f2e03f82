"""What staff chose comes back, until the settings say something else; a file of nonsense is forgotten."""

from __future__ import annotations

import logging
import stat
from pathlib import Path

import pytest

from kiosk.adapters.choices import Choices

SAID = {"language": "zh_HK", "theme": "light"}


def test_nothing_was_chosen_yet(tmp_path: Path) -> None:
    assert Choices(tmp_path / "choices").over(SAID) == SAID


def test_what_was_chosen_comes_back_for_this_user_alone(tmp_path: Path) -> None:
    file = tmp_path / "choices"
    Choices(file).keep(SAID, {"language": "en", "theme": "light"})
    Choices(file).keep(SAID, {"language": "en", "theme": "dark"})
    assert Choices(file).over(SAID) == {"language": "en", "theme": "dark"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [found.name for found in tmp_path.iterdir()] == ["choices"]


@pytest.mark.parametrize("name", ["", "DP-1\tSER 1", r"\\.\DISPLAY1", "顯示器 %41", "a\nlanguage en en"])
def test_a_screen_may_be_called_anything(tmp_path: Path, name: str) -> None:
    said = {**SAID, "customerscreen": name}
    Choices(tmp_path / "choices").keep(said, {"customerscreen": "none"})
    assert Choices(tmp_path / "choices").over(said)["customerscreen"] == "none"
    Choices(tmp_path / "choices").keep(SAID | {"customerscreen": "none"}, {"customerscreen": name})
    assert Choices(tmp_path / "choices").over(SAID | {"customerscreen": "none"})["customerscreen"] == name
    assert len((tmp_path / "choices").read_text("ascii").splitlines()) == 1


def test_settings_that_were_changed_since_are_meant(tmp_path: Path) -> None:
    Choices(tmp_path / "choices").keep(SAID, {"language": "en", "theme": "dark"})
    changed = {"language": "zh_CN", "theme": "light"}
    assert Choices(tmp_path / "choices").over(changed) == {"language": "zh_CN", "theme": "dark"}


@pytest.mark.parametrize(
    "raw", [b"language", b"language zh_HK en\n<b>\n", b"\xff\xfe", b"language zh_HK en\n" * 300, b"a b c d\n"]
)
def test_nonsense_is_forgotten_and_replaced(tmp_path: Path, raw: bytes, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "choices"
    file.write_bytes(raw)
    with caplog.at_level(logging.WARNING):
        assert Choices(file).over(SAID) == SAID
    assert str(file) in caplog.text
    Choices(file).keep(SAID, {"language": "en"})
    assert Choices(file).over(SAID) == {"language": "en", "theme": "light"}


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "choices").mkdir()
    with caplog.at_level(logging.WARNING):
        assert Choices(tmp_path / "choices").over(SAID) == SAID
    assert "the settings hold" in caplog.text
    with pytest.raises(OSError):
        Choices(tmp_path / "choices").keep(SAID, {"language": "en"})
