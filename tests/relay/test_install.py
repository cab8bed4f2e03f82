"""Setting up a server: below a folder for real, and on a pretend system that remembers what it was told to run."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.relay.errors import NamingError, RelayError, SettingError
from kiosk.relay.install import Builder, Wish, install
from tests.relay.helpers import Desk, letter

PROGRAM = Path("/usr/local/lib/fps-kiosk/bin/kiosk-relay")
HOST = "relay.example.com"


class System:
    """Runs nothing; remembers, and fails where it is told to."""

    def __init__(self, *, known: bool = False, fails: str = "") -> None:
        self.ran: list[str] = []
        self._known = known
        self._fails = fails

    def __call__(self, words: Sequence[str]) -> subprocess.CompletedProcess[str]:
        text = " ".join(words)
        self.ran.append(text)
        if text.startswith("id "):
            return subprocess.CompletedProcess(words, 0 if self._known else 1, "", "")
        if self._fails and self._fails in text:
            return subprocess.CompletedProcess(words, 1, "", "it does not want to\n")
        return subprocess.CompletedProcess(words, 0, '{"callback_path":"/callback/x"}', "")


def wish(root: Path | None = None, proxy: str = "caddy") -> Wish:
    return Wish(HOST, proxy, "tea-house", root)


def below(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_dir()}


@pytest.mark.parametrize("proxy", ["caddy", "nginx"])
def test_below_a_folder_everything_is_there_and_the_project_can_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], proxy: str
) -> None:
    install(wish(tmp_path, proxy), sure=True)
    said = capsys.readouterr().out
    front = {
        "caddy": {"etc/caddy/kiosk-relay.caddy", "etc/caddy/Caddyfile"},
        "nginx": {"etc/nginx/sites-available/kiosk-relay", "etc/nginx/sites-enabled/kiosk-relay"},
    }[proxy]
    assert below(tmp_path) == front | {
        "etc/systemd/system/kiosk-relay.service", "etc/systemd/system/kiosk-relay.socket",
        "usr/local/bin/kiosk-relay", "var/lib/kiosk-relay/relay.db",
    }  # fmt: skip
    assert "nothing was started. Once it is on the server:" in said
    (address,) = [line.strip() for line in said.splitlines() if "/callback/" in line]
    assert address.startswith(f"https://{HOST}/callback/")
    assert "sudo kiosk-relay till enrol tea-house till1" in said
    assert "Firewall" in said
    assert ("certbot" in said) is (proxy == "nginx")
    desk = Desk(tmp_path / "other" / "relay.db")
    desk.store.close()
    desk.open(tmp_path / "var/lib/kiosk-relay/relay.db")
    assert desk.post(letter("till1-A"), address.rpartition("/")[2]).status == 200
    desk.store.close()


def test_a_project_s_name_is_looked_at_before_anything_is_done(tmp_path: Path) -> None:
    with pytest.raises(NamingError, match="malformed"):
        install(replace(wish(tmp_path), project="bad name"), sure=True)
    assert below(tmp_path) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file modes")
def test_the_data_folders_are_closed_and_the_command_can_be_run(tmp_path: Path) -> None:
    install(wish(tmp_path), sure=True)
    modes = {
        name: stat.S_IMODE((tmp_path / name).stat().st_mode)
        for name in ("var/lib/kiosk-relay", "var/backups/kiosk-relay", "usr/local/bin/kiosk-relay")
    }
    assert list(modes.values()) == [0o700, 0o700, 0o755]


def test_running_it_again_keeps_the_project_and_what_somebody_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(wish(tmp_path), sure=True)
    caddyfile, unit = tmp_path / "etc/caddy/Caddyfile", tmp_path / "etc/systemd/system/kiosk-relay.service"
    unit.write_text("mine")
    once = caddyfile.read_text()
    capsys.readouterr()
    install(wish(tmp_path), sure=True)
    assert "was there before" in capsys.readouterr().out
    assert unit.with_name("kiosk-relay.service.before").read_text() == "mine"
    assert "ProtectSystem=strict" in unit.read_text()
    assert caddyfile.read_text() == once


def test_the_owner_s_own_caddyfile_stays_and_gets_one_line(tmp_path: Path) -> None:
    caddyfile = tmp_path / "etc/caddy/Caddyfile"
    caddyfile.parent.mkdir(parents=True)
    caddyfile.write_text("shop.example.com {\n\trespond hello\n}\n")
    install(wish(tmp_path), sure=True)
    assert caddyfile.read_text() == "shop.example.com {\n\trespond hello\n}\n\nimport kiosk-relay.caddy\n"
    assert caddyfile.with_name("Caddyfile.before").read_text().endswith("hello\n}\n")


def test_without_being_sure_nothing_happens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SettingError, match="nothing was done yet"):
        install(wish(tmp_path), sure=False)
    said = capsys.readouterr().out
    assert "  1. add the user kiosk-relay" in said
    assert "run: systemctl enable --now kiosk-relay.socket" in said
    assert list(tmp_path.iterdir()) == []


def commands(system: System, proxy: str = "caddy") -> list[str]:
    """What would be run on a real server, its files left unwritten."""
    builder = Builder(wish(None, proxy), system, PROGRAM)
    for step in builder.steps():
        if not step.words.startswith(("write ", "add the line", "switch it on")):
            step.act()
    builder.add_project()
    return system.ran


def test_on_a_server_the_system_is_asked_in_this_order() -> None:
    assert commands(System()) == [
        "id -u kiosk-relay",
        "useradd --system --user-group --no-create-home --home-dir /var/lib/kiosk-relay "
        "--shell /usr/sbin/nologin kiosk-relay",
        "install -d -m 0700 -o kiosk-relay -g kiosk-relay /var/lib/kiosk-relay",
        "install -d -m 0700 -o kiosk-relay -g kiosk-relay /var/backups/kiosk-relay",
        "systemctl daemon-reload",
        "systemctl enable --now kiosk-relay.socket",
        "systemctl enable kiosk-relay.service",
        "systemctl restart kiosk-relay.service",
        "systemctl reload-or-restart caddy",
        "/usr/local/bin/kiosk-relay project add tea-house --json",
    ]


def test_a_user_that_is_there_is_not_added_again() -> None:
    assert not [text for text in commands(System(known=True)) if text.startswith("useradd")]


def test_nginx_is_not_reloaded_before_its_certificate_is_there() -> None:
    assert not [text for text in commands(System(), "nginx") if "nginx" in text]


@pytest.mark.parametrize("fails", ["useradd", "/var/lib/kiosk-relay", "daemon-reload", "project add"])
def test_a_step_that_fails_is_named_with_its_own_words(fails: str) -> None:
    with pytest.raises(RelayError, match=r"it does not want to.*run the same command again"):
        commands(System(fails=fails))


def test_once_more_without_a_name_adds_no_other_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install(wish(tmp_path), sure=True)
    capsys.readouterr()
    install(Wish(HOST, "caddy", None, tmp_path), sure=True)
    said = capsys.readouterr().out
    assert "add the project shop, if there is none yet" in said
    assert "The project tea-house was there before" in said
    assert "kiosk-relay till enrol tea-house till1" in said
    assert "/callback/" not in said


def test_the_first_time_without_a_name_the_project_is_shop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install(Wish(HOST, "caddy", None, tmp_path), sure=True)
    said = capsys.readouterr().out
    assert "/callback/" in said
    assert "kiosk-relay till enrol shop till1" in said


@pytest.mark.skipif(Path("/run/systemd/system").is_dir(), reason="this system was started by systemd")
def test_a_system_that_cannot_carry_it_is_refused_before_anything_is_done() -> None:
    system = System()
    with pytest.raises(SettingError, match="systemd"):
        Builder(wish(), system, PROGRAM).check()
    assert system.ran == []
