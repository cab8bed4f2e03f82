"""`kiosk autostart on|off|status`: the guarded till opens with the session, and one command undoes it.

One file in the place that the system looks at: a desktop entry, a LaunchAgent, or a command in the Startup folder. A
remark in it carries a digest of the rest, so that `off` removes what `on` wrote and nothing that a person wrote or
changed.

Must not know what the command does that it starts.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kiosk.adapters.whole_file import put_bytes
from kiosk.cli import itself, places
from kiosk.cli.trouble import Trouble

if TYPE_CHECKING:
    import argparse

MARK = "written by kiosk autostart, sha256 "
NAME = "FPS Kiosk"


class Form(NamedTuple):
    """One system's way: where the file is, what it says for a command, and how a line of it is a remark."""

    path: Path
    text: Callable[[Sequence[str]], str]
    remark: str
    encoding: str = "utf-8"


def command(arguments: argparse.Namespace) -> int:
    """Switch it on or off, or say how it stands. Raises Trouble."""
    form = form_of(sys.platform, os.environ, Path.home())
    if arguments.verb == "off":
        print(switch_off(form))
    elif arguments.verb == "status":
        print(status(form))
    else:
        config = (arguments.config or places.settings_file()).absolute()
        data = (arguments.data or places.data_folder()).absolute()
        if not config.is_file():
            raise Trouble(f"there are no settings at {config}", "Name them: kiosk autostart on --config FILE")
        print(switch_on(form, itself.words("guard", "--config", str(config), "--data", str(data))))
    return 0


def form_of(system: str, environ: Mapping[str, str], home: Path) -> Form:
    """The way of this system (`sys.platform`)."""
    if system == "win32":
        roaming = Path(environ.get("APPDATA") or home / "AppData" / "Roaming")
        startup = roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "Startup"
        return Form(startup / "fps-kiosk.cmd", _batch, "rem {}")
    if system == "darwin":
        return Form(home / "Library" / "LaunchAgents" / "fps-kiosk.plist", _plist, "<!-- {} -->")
    config = environ.get("XDG_CONFIG_HOME", "")
    # The standard says: one that is not absolute is to be taken for none.
    base = Path(config) if Path(config).is_absolute() else home / ".config"
    return Form(base / "autostart" / "fps-kiosk.desktop", _desktop, "# {}")


def switch_on(form: Form, words: Sequence[str]) -> str:
    """Write the file, whole or not at all; what was done. Raises Trouble."""
    _refuse_foreign(form, "on")
    try:
        form.path.parent.mkdir(parents=True, exist_ok=True)
        put_bytes(form.path, _signed(form, form.text(words)).encode(form.encoding), 0o644)
    except OSError as fault:
        raise Trouble(f"{form.path} cannot be written ({fault})", "Give this user the right to.") from None
    return f"on: the till opens with this user's session ({form.path})"


def switch_off(form: Form) -> str:
    """Remove what `switch_on` wrote; what was done. Raises Trouble when somebody else wrote or changed it."""
    if not form.path.exists():
        return "off: it was not on"
    _refuse_foreign(form, "off")
    try:
        form.path.unlink()
    except OSError as fault:
        raise Trouble(f"{form.path} cannot be removed ({fault})", "Give this user the right to.") from None
    return f"off: {form.path} is gone"


def status(form: Form) -> str:
    """How it stands."""
    if not form.path.exists():
        return "off"
    return f"on: {form.path}" if _ours(form) else f"changed by hand: {form.path}"


def _refuse_foreign(form: Form, verb: str) -> None:
    if form.path.exists() and not _ours(form):
        cure = f"Look at it, remove it yourself, then: kiosk autostart {verb}"
        raise Trouble(f"{form.path} was not written by kiosk autostart, or was changed since", cure)


def _ours(form: Form) -> bool:
    try:
        text = form.path.read_bytes().decode(form.encoding)
    except (OSError, UnicodeDecodeError):
        return False
    said = re.search(re.escape(MARK) + "([0-9a-f]{64})", text)
    if said is None:
        return False
    return said[1] == _digest(text.replace(said[0], MARK, 1))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _signed(form: Form, text: str) -> str:
    """The text with its digest in a remark, behind the line that has to be the first of its kind."""
    first, end, rest = text.partition("\n")
    blank = f"{first}{end}{form.remark.format(MARK)}{_line_end(first)}{end}{rest}"
    return blank.replace(MARK, MARK + _digest(blank), 1)


def _line_end(line: str) -> str:
    return "\r" if line.endswith("\r") else ""


def _desktop(words: Sequence[str]) -> str:
    command = " ".join(_desktop_word(word) for word in words)
    # The value is a string: its own backslashes are doubled once more.
    value = command.replace("\\", "\\\\")
    return (
        f"[Desktop Entry]\nType=Application\nName={NAME}\nComment=Opens the till, and again whenever it died\n"
        f"Exec={value}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n"
    )


def _desktop_word(word: str) -> str:
    quoted = re.sub(r'(["`$\\])', r"\\\1", word).replace("%", "%%")
    return quoted if re.fullmatch(r"[A-Za-z0-9_./:=@%+,-]+", word) else f'"{quoted}"'


def _plist(words: Sequence[str]) -> str:
    import plistlib  # only there, and it brings a parser of XML along

    what = {"Label": "fps-kiosk", "ProgramArguments": list(words), "RunAtLoad": True, "ProcessType": "Interactive"}
    return plistlib.dumps(what).decode()


def _batch(words: Sequence[str]) -> str:
    if any('"' in word for word in words):
        raise Trouble("a path has a quotation mark in it", "Give the files other names.")
    quoted = " ".join(f'"{word}"' for word in words).replace("%", "%%")
    # The console lies minimised behind the till, which covers the screen.
    return f'@echo off\r\nchcp 65001 >nul\r\nstart "{NAME}" /min {quoted}\r\n'
