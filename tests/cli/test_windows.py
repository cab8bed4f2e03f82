"""What stands before a window: settings, screen, the folder's lock, and the demo's manners."""

import argparse
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.adapters.folder import DataFolder
from kiosk.cli import windows
from kiosk.cli.trouble import AlreadyOpen, Trouble

LIVE = """
[till]
id = "till1"
customer_ip = "203.0.113.7"
[gate]
url = "https://api.example.com"
project_id = 383000
environment = "{environment}"
secret = {{ file = "gate.secret" }}
[relay]
url = "https://relay.example.com"
token = {{ file = "relay.token" }}
"""


def settings(folder: Path, environment: str) -> Path:
    file = folder / "settings.toml"
    file.write_text(LIVE.format(environment=environment), encoding="utf-8")
    return file


def test_all_settings_faults_come_at_once_with_a_cure(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[till]\nid = 'Till One'\ntypo = 1\n", encoding="utf-8")
    with pytest.raises(Trouble) as told:
        windows.run(argparse.Namespace(config=file, data=tmp_path))
    words = str(told.value)
    assert told.value.code == 2
    for part in ("till.id", "till.typo", "till.customer_ip", "gate", "relay", "kiosk doctor"):
        assert part in words


def test_a_second_start_on_a_folder_says_who_has_it(tmp_path: Path) -> None:
    held = DataFolder(tmp_path).claim(datetime.now(UTC))
    with pytest.raises(AlreadyOpen) as told, windows.claimed(tmp_path):
        pass
    assert told.value.code == 4
    assert str(os.getpid()) in str(told.value)
    held.release()
    with windows.claimed(tmp_path):
        pass


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way", encoding="utf-8")
    with pytest.raises(Trouble, match="--data"), windows.claimed(file):
        pass


@pytest.mark.parametrize(("environment", "refused"), [("live", True), ("test", False)])
def test_the_demo_does_not_play_beside_a_live_till(tmp_path: Path, environment: str, refused: bool) -> None:
    file = settings(tmp_path, environment)
    if refused:
        with pytest.raises(Trouble, match="live till"):
            windows.refuse_beside_live(file)
    else:
        windows.refuse_beside_live(file)


def test_the_demo_plays_where_settings_are_missing_or_broken(tmp_path: Path) -> None:
    windows.refuse_beside_live(tmp_path / "none.toml")
    broken = tmp_path / "broken.toml"
    broken.write_text("[", encoding="utf-8")
    windows.refuse_beside_live(broken)


def test_a_new_demo_forgets_the_old_books_and_nothing_else(tmp_path: Path) -> None:
    for name in ("journal.db", "journal.db-wal", "relay.db"):
        (tmp_path / name).write_text("", encoding="utf-8")
    windows.forget(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["relay.db"]


def test_without_a_screen_the_demo_plays_its_tour_into_pictures(tmp_path: Path) -> None:
    without = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environ = {name: text for name, text in os.environ.items() if name not in without}
    environ["XDG_DATA_HOME"] = environ["XDG_CONFIG_HOME"] = str(tmp_path / "home")
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "demo", "--pictures", str(tmp_path / "pictures")],
        env=environ,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    made = {file.name for file in (tmp_path / "pictures").glob("*.png")}
    assert {"customer-qr.png", "staff-keypad.png", "customer-paid.png", "staff-declined.png"} <= made
    assert str(tmp_path / "pictures") in done.stdout
    assert "This plugin" not in done.stderr, "nothing is asked of Qt that it cannot do without a screen"
