"""Before Qt starts: is there a screen, and are its libraries there? Words and a cure instead of Qt's abort.

Qt ends the whole process, without a Python exception, when a library of its platform plugin is missing or no
display answers. So the plugin is loaded here first, as Qt would load it; only when that fails is `ldd` asked what is
missing, because asking costs more than a start may. Only Linux has these ways to fail.

It must not know windows, and it imports Qt only to hear its last words.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kiosk.cli.debian import install_line
from kiosk.cli.trouble import Trouble


class CannotStart(Trouble):
    """Qt cannot start here: no screen, or libraries of the system are missing. Exit code 3."""

    code = 3


def choose_platform(environ: Mapping[str, str], *, or_offscreen: bool, system: str = sys.platform) -> str:
    """The Qt platform to ask for: "" leaves the choice to Qt, "offscreen" is for a demo without a screen.

    Raises CannotStart when there is no screen and the program needs one.
    """
    if not system.startswith("linux") or environ.get("QT_QPA_PLATFORM"):
        return ""
    if environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        return ""
    if or_offscreen:
        return "offscreen"
    raise CannotStart(
        "There is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set.",
        "Start it from the desktop's own session, or set DISPLAY=:0 and log in there. "
        "Without any screen, QT_QPA_PLATFORM=vnc shows it over VNC, and `kiosk demo` plays its tour into pictures.",
    )


def check_libraries(
    environ: Mapping[str, str],
    *,
    system: str = sys.platform,
    folder: Path | None = None,
    load: Callable[[str], object] = ctypes.CDLL,
    missing: Callable[[Path], list[str]] | None = None,
) -> None:
    """Load the platform plugin as Qt would. Raises CannotStart with the missing libraries and how to install them.

    `folder` is PySide6's; without one it is looked up, and in a bundle that hides it nothing is checked.
    """
    if not system.startswith("linux"):
        return
    home = folder or qt_folder()
    if home is None:
        return
    plugins = home / "Qt" / "plugins" / "platforms"
    names = platforms(environ)
    files = [plugin for plugin in (plugins / f"libq{name}.so" for name in names) if plugin.is_file()]
    if not files:
        known = ", ".join(sorted(file.stem.removeprefix("libq") for file in plugins.glob("libq*.so")))
        raise CannotStart(
            f"Qt has no platform called {' or '.join(names)}.", f"Unset QT_QPA_PLATFORM, or use one of: {known}."
        )
    faults: list[str] = []
    for file in files:
        try:
            load(str(file))
        except OSError as fault:
            faults.append(str(fault))
        else:
            return
    # Of several platforms the first is the one that is meant; the others' libraries would only confuse.
    raise _explained((missing or _missing)(files[0]), faults)


def platforms(environ: Mapping[str, str]) -> list[str]:
    """The platforms Qt will try, in its order: those asked for, else those of the session."""
    asked = environ.get("QT_QPA_PLATFORM", "")
    if asked:
        # `xcb;wayland` is a list, and each may carry arguments: `vnc:size=800x600`.
        return [part.partition(":")[0] for part in asked.split(";") if part]
    return ["xcb", "wayland"] if environ.get("DISPLAY") else ["wayland", "xcb"]


def qt_folder() -> Path | None:
    """Where PySide6 is, found without importing it; None in a bundle that does not say.

    Raises CannotStart when it is not installed at all.
    """
    if getattr(sys, "frozen", False) or "__compiled__" in globals():
        return None
    spec = importlib.util.find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart("PySide6 is not installed.", "Install the kiosk again: pip install -c constraints.txt -e .")
    return Path(spec.submodule_search_locations[0])


def _explained(missing: list[str], faults: Iterable[str]) -> CannotStart:
    if not missing:
        told = "; ".join(faults)
        return CannotStart(f"Qt cannot start: {told}", "Install the kiosk again; see `kiosk doctor`.")
    return CannotStart(f"Qt cannot start: system libraries are missing: {', '.join(missing)}.", install_line(missing))


def _missing(plugin: Path) -> list[str]:
    """The sonames that the dynamic linker does not find for a plugin; empty when `ldd` cannot say."""
    # Only a start that fails needs it.
    import subprocess

    try:
        told = subprocess.run(  # noqa: S603 — the file is Qt's own, found beside PySide6; nobody's text gets in
            ["ldd", str(plugin)],  # noqa: S607 — systems keep it in different places
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return not_found(told.stdout)


def not_found(told: str) -> list[str]:
    """The sonames that `ldd` calls not found, each once."""
    return sorted(set(re.findall(r"^\s*(\S+) => not found", told, re.MULTILINE)))


@contextmanager
def last_words(leave: Callable[[int], object] = os._exit) -> Iterator[None]:
    """While `QApplication` is made: when Qt gives up, say why in words and leave with code 3 instead of an abort.

    A display that is named and does not answer cannot be found out in advance, only heard of.
    """
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    heard: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            # Nothing may be raised here, and nothing flushed later: Qt aborts as soon as this returns.
            os.write(2, f"{_dying(heard or [text])}\n".encode())
            leave(CannotStart.code)
        heard.append(text)

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
    for text in heard:
        print(text, file=sys.stderr)


def _dying(heard: list[str]) -> str:
    # Qt may have complained about lesser things before.
    lines = [text.strip().partition("\n")[0] for text in heard]
    first = next((line for line in lines if "connect" in line or "display" in line), lines[0])
    return str(
        CannotStart(
            f"Qt cannot start: {first}.",
            "Is somebody logged in on that screen, and does DISPLAY or WAYLAND_DISPLAY name it? "
            "`kiosk doctor` checks the rest.",
        )
    )
