"""What the README promises is what is run: its two commands, its apt line, and the pins they use."""

import argparse
import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from kiosk.simulator.options import add_arguments
from tests.house.sources import ROOT
from tests.house.test_imports import PACKAGES

DEMO = "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e . && .venv/bin/kiosk demo"
TESTS = "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e '.[test]' && .venv/bin/pytest"
SCREEN_PACKAGES = [
    "xvfb", "xdotool", "openbox", "xserver-xorg-core", "xserver-xorg-video-dummy", "x11-xserver-utils",
    "libxcb-cursor0", "libxkbcommon-x11-0", "libxcb-icccm4", "libxcb-keysyms1",
    "libxcb-shape0", "libegl1", "libgl1", "libdbus-1-3", "libfontconfig1", "libglib2.0-0",
    "dbus-daemon", "libxss1",
]  # fmt: skip
APT = "apt-get update && apt-get install -y --no-install-recommends " + " ".join(SCREEN_PACKAGES)


def readme() -> str:
    return (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("command", [DEMO, TESTS, APT])
def test_the_readme_prints_each_command_whole_and_on_its_own_line(command: str) -> None:
    lines = [line.strip().removeprefix("sudo ").replace("&& sudo ", "&& ") for line in readme().splitlines()]
    assert command in lines


def test_ci_runs_what_the_readme_prints_and_nothing_else() -> None:
    lines = [line.strip() for line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()]
    said = [line for line in lines if line and not line.startswith("#")]
    assert said == [
        "set -euo pipefail",
        'cd "$(dirname "$0")/.."',
        "export KIOSK_REQUIRE_X=1",
        "export DEBIAN_FRONTEND=noninteractive",
        'if command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then',
        f"{APT} || exit 1",
        "fi",
        TESTS,
    ]


def test_ci_can_be_run() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def pins() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, version = line.partition("==")
            found[canonicalize_name(name)] = version
    return found


def test_pins_are_versions_without_hosts() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8")
    for line in text.splitlines():
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line), line
    assert "://" not in text
    assert pins()["pyside6-essentials"] == "6.11.3"


def needed(name: str, extras: frozenset[str], seen: dict[str, Distribution]) -> None:
    """Everything that an installation of this name brings on this machine."""
    here = distribution(name)
    seen[canonicalize_name(name)] = here
    for text in here.requires or []:
        wish = Requirement(text)
        chosen = extras | {""}
        if wish.marker is None or any(wish.marker.evaluate({"extra": extra}) for extra in chosen):
            try:
                if canonicalize_name(wish.name) not in seen or wish.extras:
                    needed(wish.name, frozenset(wish.extras), seen)
            except PackageNotFoundError:
                # Of an extra that is not installed here, such as keyring.
                continue


def test_everything_that_is_installed_is_pinned_to_what_was_tested() -> None:
    seen: dict[str, Distribution] = {}
    needed("fps-kiosk", frozenset({"test"}), seen)
    del seen["fps-kiosk"]
    assert len(seen) > 20
    assert {name: here.version for name, here in seen.items() if pins().get(name) != here.version} == {}


def test_pins_allow_what_the_project_asks_for() -> None:
    for text in distribution("fps-kiosk").requires or []:
        wish = Requirement(text)
        assert wish.specifier.contains(pins()[canonicalize_name(wish.name)]), text


def test_a_server_installs_what_the_relay_imports_and_no_windows() -> None:
    seen: dict[str, Distribution] = {}
    # PostgreSQL's driver is an extra: a server with a store of its own does not need it.
    for name in PACKAGES["relay"] - {"psycopg"}:
        needed(name, frozenset(), seen)
    lines = (ROOT / "assets" / "relay" / "requirements.txt").read_text("utf-8").splitlines()
    listed = [Requirement(line) for line in lines if line and not line.startswith("#")]
    assert {canonicalize_name(wish.name): str(wish.specifier) for wish in listed} == {
        name: f"=={pins()[name]}" for name in seen
    }


def test_every_command_of_the_program_is_in_the_readme() -> None:
    commands = (
        "kiosk demo", "kiosk run --config", "kiosk doctor", "kiosk payments list", "kiosk payments show",
        "kiosk payments export", "kiosk simulator", "kiosk-relay serve", "kiosk-relay project add",
        "kiosk-relay till add", "kiosk-relay till revoke", "kiosk-relay install", "kiosk-relay backup",
        "kiosk-relay restore", "kiosk-relay renew-epochs", "kiosk enrol --relay", "kiosk-relay openapi",
        *(f"kiosk-relay till {verb}" for verb in ("enrol", "list", "readmit", "rotate")),
        *(f"kiosk-relay project {verb}" for verb in ("list", "rotate", "orphans")),
    )  # fmt: skip
    text = readme()
    assert [command for command in commands if command not in text] == []


def test_readme_and_helps_agree_on_the_ports() -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    simulator = parser.get_default("listen")
    relay = re.findall(r"kiosk-relay serve --listen (\S+)", readme())
    for text in (readme(), parser.format_help()):
        assert re.findall(r"kiosk simulator --listen (\S+)", text) == [simulator]
    assert [f"http://{address}/callback/PATH" for address in relay] == re.findall(
        r"--callback (http\S+)", parser.format_help()
    )


def test_the_readme_names_only_files_that_are_there() -> None:
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", readme())
    assert links, "a README with pictures links to them"
    assert [link for link in links if not (ROOT / link).exists()] == []
