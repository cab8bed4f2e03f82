"""The wheel, built and looked into: everything that is not code is in it, nothing else is, and rooms stay light."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.sources import ROOT

HEAVY_SERVER = {"starlette", "uvicorn"}
HEAVY = HEAVY_SERVER | {"httpx", "apsw", "qrcode", "PIL", "zxingcpp", "PySide6"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    """The wheel, made with the build backend of this environment."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT)]
    made = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert made.returncode == 0, f"{made.stdout[-2000:]}{made.stderr[-2000:]}"
    (path,) = folder.glob("*.whl")
    return zipfile.Path(path)


@pytest.fixture(scope="module")
def names(wheel: zipfile.Path) -> set[str]:
    return {name for name in wheel.root.namelist() if not name.endswith("/")}


@pytest.fixture(scope="module")
def unpacked(wheel: zipfile.Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as it lies in a site-packages, away from the checkout."""
    folder = tmp_path_factory.mktemp("site")
    # Not by `wheel.root`: some Pythons list folders there that the file does not hold, and then miss them.
    with zipfile.ZipFile(str(wheel.root.filename)) as whole:
        whole.extractall(folder)
    return folder


def test_it_is_for_every_machine(wheel: zipfile.Path) -> None:
    assert Path(str(wheel.root.filename)).name.endswith("-py3-none-any.whl")


def test_every_file_of_the_program_is_in_it(names: set[str]) -> None:
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "kiosk").rglob("*.py")} <= names


@pytest.mark.parametrize(("folder", "suffix"), [("assets", ".otf"), ("assets", ".svg"), ("i18n", ".qm")])
def test_fonts_icons_and_catalogues_are_in_it(names: set[str], folder: str, suffix: str) -> None:
    files = [path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob(f"*{suffix}")]
    assert files
    assert {f"kiosk/_data/{name}" for name in files} <= names


def test_the_fonts_licence_goes_with_the_font(names: set[str]) -> None:
    assert "kiosk/_data/assets/fonts/OFL.txt" in names
    assert any(name.endswith("/LICENSE") for name in names)


def test_nothing_else_is_in_it(names: set[str]) -> None:
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"kiosk", "fps_kiosk"}
    stray = [name for name in names if name.endswith((".pyc", ".db", ".log")) or "_cache/" in name or "/tests/" in name]
    assert stray == []


def test_it_brings_the_two_commands(unpacked: Path) -> None:
    (entries,) = unpacked.glob("*.dist-info/entry_points.txt")
    text = entries.read_text("utf-8")
    assert "kiosk = kiosk.cli:main" in text
    assert "kiosk-relay = kiosk.relay.__main__:main" in text


def ask(unpacked: Path, script: str) -> str:
    """What a program prints that runs from the unpacked wheel."""
    program = f"import sys; sys.path.insert(0, {str(unpacked)!r}); {script}"
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], cwd=unpacked, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_data_is_found_inside_it(unpacked: Path) -> None:
    script = "print(data('i18n', 'zh_HK.qm')); print(data('assets', 'fonts', 'OFL.txt'))"
    assert ask(unpacked, f"from kiosk.resources import data; {script}").splitlines() == [
        str(unpacked / "kiosk" / "_data" / "i18n" / "zh_HK.qm"),
        str(unpacked / "kiosk" / "_data" / "assets" / "fonts" / "OFL.txt"),
    ]


@pytest.mark.parametrize(("module", "forbidden"), [
    ("kiosk.relay", HEAVY), ("kiosk.relay.__main__", {"PySide6", "httpx", "qrcode", "PIL", "zxingcpp"}),
    ("kiosk.relay.service", {"PySide6", "httpx", "qrcode", "PIL", "zxingcpp"} | HEAVY_SERVER),
    ("kiosk.cli", HEAVY), ("kiosk.cli.windows", HEAVY), ("kiosk.settings", HEAVY), ("kiosk.gate.signing", HEAVY),
    ("kiosk.sale.machine", HEAVY), ("kiosk.simulator.server", HEAVY_SERVER | {"PySide6", "httpx", "apsw"}),
    ("kiosk.runtime.runner", HEAVY - {"PySide6"}), ("kiosk.ui.shell", HEAVY - {"PySide6"}),
    ("kiosk.cli.till_window", HEAVY - {"PySide6"}), ("kiosk.compose", HEAVY - {"PySide6"}),
    ("kiosk.adapters.http_gate", {"PySide6"} | HEAVY_SERVER), ("kiosk.adapters.journal", {"PySide6"} | HEAVY_SERVER),
], ids=lambda value: value if isinstance(value, str) else "")  # fmt: skip
def test_a_room_brings_nothing_heavy_that_it_does_not_need(unpacked: Path, module: str, forbidden: set[str]) -> None:
    """A till paints before it loads its lines, a relay has no windows, and a kiosk has no server."""
    loaded = ask(unpacked, f"import {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))")
    assert not forbidden & set(loaded.split())
