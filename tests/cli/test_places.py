"""Where things are kept."""

from pathlib import Path

import pytest

from kiosk.cli import places


def test_places_follow_the_users_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert places.settings_file() == tmp_path / "config" / "fps-kiosk" / "settings.toml"
    assert places.data_folder() == tmp_path / "data" / "fps-kiosk"
    assert places.demo_folder() == tmp_path / "data" / "fps-kiosk-demo"
    assert list(tmp_path.iterdir()) == [], "naming a place makes nothing"


def test_pretend_money_is_not_below_real_money() -> None:
    real, demo = places.data_folder(), places.demo_folder()
    assert real not in demo.parents
    assert demo not in real.parents


def test_a_command_names_what_is_not_this_users_own_and_nothing_else(tmp_path: Path) -> None:
    own = places.spelled("kiosk run", places.settings_file(), places.data_folder())
    assert (own, places.spelled("kiosk doctor")) == ("kiosk run", "kiosk doctor")
    odd = places.spelled("kiosk run", tmp_path / "my till.toml", Path("data"))
    assert odd == f"kiosk run --config '{tmp_path}/my till.toml' --data data"
