"""The files for a server: complete, filled in, and as shut as they promise."""

from __future__ import annotations

import re
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest

from kiosk.relay.errors import SettingError
from kiosk.relay.layout import files, reachable
from kiosk.resources import data

PROGRAM = Path("/usr/local/lib/fps-kiosk/bin/kiosk-relay")
HOST = "relay.example.com"


def text(name: str, proxy: str = "caddy") -> str:
    (found,) = [file.text for file in files(HOST, proxy, PROGRAM) if file.path.endswith(name)]
    return found


def unit(name: str) -> RawConfigParser:
    # A setting may stand there twice; both count, and here the last.
    parser = RawConfigParser(strict=False, delimiters="=", comment_prefixes="#")
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # the names of systemd's settings have capitals
    parser.read_string(text(name))
    return parser


@pytest.mark.parametrize("proxy", ["caddy", "nginx"])
def test_every_mark_is_filled_in(proxy: str) -> None:
    placed = files(HOST, proxy, PROGRAM)
    assert len({file.path for file in placed}) == len(placed) == 4
    for file in placed:
        assert not re.search(r"@[A-Z]+@", file.text), file.path
        assert file.path.startswith("/")
        assert file.text.endswith("\n")


def test_the_service_is_shut_in() -> None:
    service = unit(".service")["Service"]
    expected = {
        "ProtectSystem": "strict", "ProtectHome": "yes", "NoNewPrivileges": "yes", "PrivateTmp": "yes",
        "MemoryDenyWriteExecute": "yes", "CapabilityBoundingSet": "", "IPAddressDeny": "any",
        "IPAddressAllow": "localhost", "StateDirectoryMode": "0700", "LimitNOFILE": "65536", "UMask": "0077",
        "User": "kiosk-relay", "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    }  # fmt: skip
    assert {key: service[key] for key in expected} == expected
    assert "SystemCallFilter=@system-service\n" in text(".service")


def test_the_service_takes_the_socket_that_the_system_holds() -> None:
    assert unit(".socket")["Socket"]["ListenStream"] == "127.0.0.1:8780"
    command = unit(".service")["Service"]["ExecStart"].split()
    assert command[:4] == [str(PROGRAM), "serve", "--listen", "fd:3"]
    assert command[-2:] == ["--database", "sqlite:////var/lib/kiosk-relay/relay.db"]
    assert command[command.index("--metrics") + 1] == "127.0.0.1:9464"


@pytest.mark.parametrize("proxy", ["caddy", "nginx"])
def test_both_fronts_keep_what_was_decided(proxy: str) -> None:
    front = nginx() if proxy == "nginx" else text("kiosk-relay.caddy")
    assert HOST in front
    assert front.count("75s") >= 2
    assert "Strict-Transport-Security" in front
    assert "127.0.0.1:8780" in front
    # Caddy does so by itself; a test through the real one shows it.
    assert ("X-Forwarded-For $remote_addr" in front) is (proxy == "nginx")
    assert "flush_interval -1" in front or "proxy_buffering off" in front


def nginx() -> str:
    (found,) = [file.text for file in files(HOST, "nginx", PROGRAM) if "nginx" in file.path]
    return found


def test_no_front_writes_an_access_log() -> None:
    assert "access_log off" in nginx()
    assert not re.search(r"^\s*log\b", text("kiosk-relay.caddy"), re.MULTILINE)


@pytest.mark.parametrize(
    "host",
    ["", "relay", "Relay.example.com", "relay.example.com:443", "https://relay.example.com", "a b.c", "192.0.2.1",
     "-a.example", "x" * 64 + ".example", "relay.example.com\n{}", "re{lay}.example"],
)  # fmt: skip
def test_only_a_public_name_is_taken(host: str) -> None:
    with pytest.raises(SettingError, match="no public host name"):
        files(host, "caddy", PROGRAM)


def test_a_program_in_a_place_that_a_unit_cannot_carry_is_refused() -> None:
    with pytest.raises(SettingError, match="characters"):
        files(HOST, "caddy", Path("/srv/my programs/%n/kiosk-relay"))


@pytest.mark.parametrize("closed", ["home/x", "root/x", "tmp/x", "usr/local/bin"])
def test_a_program_that_the_service_cannot_see_is_refused(closed: str) -> None:
    with pytest.raises(SettingError, match="virtual environment"):
        reachable(Path(f"/{closed}/kiosk-relay"))
    reachable(PROGRAM)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this system has no systemd-analyze")
def test_systemd_finds_nothing_to_say(tmp_path: Path) -> None:
    for file in files(HOST, "caddy", Path("/bin/true")):
        if "systemd" in file.path:
            # Verified away from the system: its own units are not there.
            (tmp_path / Path(file.path).name).write_text(file.text)
    command = ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", str(tmp_path / "kiosk-relay.service")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "")


def test_the_container_is_not_root_and_checks_itself_without_a_shell() -> None:
    container = data("assets", "relay", "Containerfile").read_text("utf-8")
    assert "\nUSER 10001:10001\n" in container
    assert container.count("\nVOLUME ") == 1
    (check,) = [line for line in container.splitlines() if line.startswith("HEALTHCHECK")]
    assert "CMD [" in check
    assert "/ready" in check
