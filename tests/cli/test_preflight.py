"""Before Qt starts: words and exit code 3 instead of an abort."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.cli.preflight import CannotStart, check_libraries, choose_platform, not_found, platforms, qt_folder

LDD = """\
	linux-vdso.so.1 (0x00007ffd3a5f2000)
	libxcb-cursor.so.0 => not found
	libEGL.so.1 => not found
	libxcb-cursor.so.0 => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f0c1a000000)
"""


@pytest.mark.parametrize("environ", [
    {"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}, {"QT_QPA_PLATFORM": "offscreen"},
])  # fmt: skip
@pytest.mark.parametrize("or_offscreen", [True, False])
def test_with_a_screen_the_choice_is_qts(environ: dict[str, str], or_offscreen: bool) -> None:
    assert choose_platform(environ, or_offscreen=or_offscreen, system="linux") == ""


@pytest.mark.parametrize("environ", [{}, {"DISPLAY": ""}])
def test_without_a_screen_a_demo_goes_offscreen_and_a_till_says_so(environ: dict[str, str]) -> None:
    assert choose_platform(environ, or_offscreen=True, system="linux") == "offscreen"
    with pytest.raises(CannotStart, match="no screen") as raised:
        choose_platform(environ, or_offscreen=False, system="linux")
    assert raised.value.code == 3
    assert "kiosk demo" in raised.value.cure


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_elsewhere_there_is_always_a_screen(system: str) -> None:
    assert choose_platform({}, or_offscreen=False, system=system) == ""


@pytest.mark.parametrize(("environ", "expected"), [
    ({"QT_QPA_PLATFORM": "offscreen:configfile=x.json"}, ["offscreen"]),
    ({"QT_QPA_PLATFORM": "xcb;wayland", "DISPLAY": ":0"}, ["xcb", "wayland"]),
    ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ["xcb", "wayland"]),
    ({"WAYLAND_DISPLAY": "wayland-0"}, ["wayland", "xcb"]),
])  # fmt: skip
def test_the_platforms_qt_will_try(environ: dict[str, str], expected: list[str]) -> None:
    assert platforms(environ) == expected


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A PySide6 with two platforms."""
    plugins = tmp_path / "Qt" / "plugins" / "platforms"
    plugins.mkdir(parents=True)
    for name in ("xcb", "wayland"):
        (plugins / f"libq{name}.so").touch()
    return tmp_path


def failing(*names: str) -> tuple[Callable[[str], object], list[str]]:
    """A loader that fails for these platforms, and what it was asked for."""
    asked: list[str] = []

    def load(path: str) -> object:
        asked.append(Path(path).stem)
        if any(name in path for name in names):
            raise OSError("libxcb-cursor.so.0: cannot open shared object file")
        return object()

    return load, asked


def never(plugin: Path) -> list[str]:
    raise AssertionError(f"asked for {plugin} though it loads; asking is slow")


def test_what_loads_is_not_asked_about(folder: Path) -> None:
    load, asked = failing()
    check_libraries({"DISPLAY": ":0"}, system="linux", folder=folder, load=load, missing=never)
    assert asked == ["libqxcb"]


def test_the_second_platform_is_good_enough(folder: Path) -> None:
    load, asked = failing("xcb")
    check_libraries({"DISPLAY": ":0"}, system="linux", folder=folder, load=load, missing=never)
    assert asked == ["libqxcb", "libqwayland"]


def test_missing_libraries_are_named_with_their_packages(folder: Path) -> None:
    load, _asked = failing("xcb", "wayland")
    with pytest.raises(CannotStart) as raised:
        check_libraries({"DISPLAY": ":0"}, system="linux", folder=folder, load=load, missing=lambda _: not_found(LDD))
    assert "libEGL.so.1, libxcb-cursor.so.0" in raised.value.what
    assert raised.value.cure == "On Debian or Ubuntu: sudo apt-get install -y libegl1 libxcb-cursor0"
    assert raised.value.code == 3


def test_a_plugin_that_fails_otherwise_is_told_in_its_own_words(folder: Path) -> None:
    load, _asked = failing("xcb", "wayland")
    with pytest.raises(CannotStart, match="cannot open shared object"):
        check_libraries({"DISPLAY": ":0"}, system="linux", folder=folder, load=load, missing=lambda _: [])


def test_a_broken_file_is_asked_about_for_real(folder: Path) -> None:
    (folder / "Qt" / "plugins" / "platforms" / "libqxcb.so").write_bytes(b"no library")
    (folder / "Qt" / "plugins" / "platforms" / "libqwayland.so").unlink()
    with pytest.raises(CannotStart, match=r"Qt cannot start: .*libqxcb"):
        check_libraries({"DISPLAY": ":0"}, system="linux", folder=folder)


def test_an_unknown_platform_is_told_with_the_known_ones(folder: Path) -> None:
    with pytest.raises(CannotStart, match="no platform called vulkan") as raised:
        check_libraries({"QT_QPA_PLATFORM": "vulkan"}, system="linux", folder=folder)
    assert "wayland, xcb" in raised.value.cure


def test_other_systems_bring_everything_with_them(tmp_path: Path) -> None:
    check_libraries({}, system="win32", folder=tmp_path)


def test_the_real_plugin_loads_here() -> None:
    assert qt_folder() is not None
    check_libraries({"QT_QPA_PLATFORM": "offscreen"})


START = """
from kiosk.cli.preflight import last_words
from PySide6.QtGui import QGuiApplication
with last_words():
    app = QGuiApplication([])
print("started")
"""


def start(**environ: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-c", START], capture_output=True, text=True, env=kept | environ, timeout=60, check=False
    )


def test_a_dead_display_ends_in_words_and_not_in_an_abort() -> None:
    # Whether the platform's libraries are here or not, Qt gives up; without us with exit code 134.
    ended = start(QT_QPA_PLATFORM="xcb", DISPLAY=":977")
    assert ended.returncode == 3
    assert ended.stdout == ""
    assert ended.stderr.startswith("Qt cannot start: ")
    assert "DISPLAY" in ended.stderr
    assert len(ended.stderr.splitlines()) == 2


def test_a_start_that_works_is_not_disturbed() -> None:
    ended = start(QT_QPA_PLATFORM="offscreen")
    assert ended.returncode == 0
    assert ended.stdout == "started\n"


def test_what_qt_says_meanwhile_is_passed_on() -> None:
    script = START.replace("    app", "    from PySide6.QtCore import qWarning\n    qWarning('by the way')\n    app")
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0
    assert ended.stderr.splitlines()[0] == "by the way"
