"""Autostart: one file, in the place and the form of each system; off takes away what on wrote and nothing else."""

import configparser
import os
import plistlib
import subprocess
from pathlib import Path

import pytest

from kiosk.cli import itself
from kiosk.cli.autostart import Form, form_of, status, switch_off, switch_on
from kiosk.cli.trouble import Trouble

SYSTEMS = ["linux", "darwin", "win32"]
WORDS = ["/srv/till/bin/python3", "-m", "kiosk", "guard", "--config", '/srv/a b/$till`s 100%\\x/好運.toml']
PLACES = {
    "linux": ".config/autostart/fps-kiosk.desktop",
    "darwin": "Library/LaunchAgents/fps-kiosk.plist",
    "win32": "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Startup/fps-kiosk.cmd",
}


@pytest.fixture(params=SYSTEMS)
def form(request: pytest.FixtureRequest, tmp_path: Path) -> Form:
    found = form_of(request.param, {}, tmp_path)
    assert found.path == tmp_path / PLACES[request.param]
    return found


def files(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file()]


def test_on_and_off_leave_nothing_behind(form: Form, tmp_path: Path) -> None:
    assert status(form) == "off"
    assert switch_off(form) == "off: it was not on"
    assert switch_on(form, WORDS).startswith("on: ")
    assert files(tmp_path) == [form.path], "nothing half-written is left beside it"
    assert status(form).startswith("on: ")
    assert switch_on(form, [*WORDS, "--data", "/elsewhere"]).startswith("on: "), "once more, with other files"
    assert "elsewhere" in form.path.read_text("utf-8")
    switch_off(form)
    assert files(tmp_path) == []
    assert status(form) == "off"


@pytest.mark.parametrize("verb", ["on", "off"])
def test_what_a_person_wrote_or_changed_is_left_alone(form: Form, verb: str) -> None:
    form.path.parent.mkdir(parents=True)
    form.path.write_text("mine\n", "utf-8")
    for text in ("mine\n", ""):
        form.path.write_text(text, "utf-8")
        with pytest.raises(Trouble, match="not written by kiosk autostart, or was changed"):
            switch_on(form, WORDS) if verb == "on" else switch_off(form)
        assert form.path.read_text("utf-8") == text
    form.path.unlink()
    switch_on(form, WORDS)
    changed = form.path.read_text("utf-8").replace("/srv/till", "/srv/mine")
    form.path.write_text(changed, "utf-8")
    assert status(form).startswith("changed by hand: ")
    with pytest.raises(Trouble):
        switch_on(form, WORDS) if verb == "on" else switch_off(form)
    assert form.path.read_text("utf-8") == changed


def desktop_words(path: Path) -> list[str]:
    """The command of a desktop entry, as its standard says: the string's escapes first, then a shell's quotes."""
    reader = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=("#",), strict=True)
    reader.optionxform = str  # type: ignore[assignment,method-assign]  # keys are case-sensitive
    reader.read(path, "utf-8")
    entry = reader["Desktop Entry"]
    assert (entry["Type"], entry["Terminal"], entry["Name"]) == ("Application", "false", "FPS Kiosk")
    told = "printf '%s\\0' " + entry["Exec"].replace("\\\\", "\\")
    said = subprocess.run(["/bin/sh", "-c", told], capture_output=True, check=True).stdout.decode()
    return [word.replace("%%", "%") for word in said.split("\0")[:-1]]


def test_each_system_reads_the_same_words(tmp_path: Path) -> None:
    linux = form_of("linux", {}, tmp_path)
    switch_on(linux, WORDS)
    assert desktop_words(linux.path) == WORDS
    mac = form_of("darwin", {}, tmp_path)
    switch_on(mac, WORDS)
    agent = plistlib.loads(mac.path.read_bytes())
    assert (agent["ProgramArguments"], agent["RunAtLoad"], "KeepAlive" in agent) == (WORDS, True, False)
    windows = form_of("win32", {}, tmp_path)
    switch_on(windows, WORDS)
    lines = windows.path.read_bytes().decode().split("\r\n")
    assert lines[0] == "@echo off"
    assert lines[-2] == 'start "FPS Kiosk" /min ' + " ".join(f'"{word}"' for word in WORDS).replace("%", "%%")
    with pytest.raises(Trouble, match="quotation mark"):
        switch_on(windows, ['a"b'])


def test_other_places_are_heard_where_the_system_names_them(tmp_path: Path) -> None:
    named = {"XDG_CONFIG_HOME": str(tmp_path / "x"), "APPDATA": str(tmp_path / "y")}
    assert form_of("linux", named, tmp_path).path == tmp_path / "x" / "autostart" / "fps-kiosk.desktop"
    assert form_of("linux", {"XDG_CONFIG_HOME": "here"}, tmp_path).path == tmp_path / PLACES["linux"]
    assert form_of("win32", named, tmp_path).path.is_relative_to(tmp_path / "y")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / ".config").write_text("a file where a folder has to be")
    with pytest.raises(Trouble, match="cannot be written"):
        switch_on(form_of("linux", {}, tmp_path), WORDS)


@pytest.mark.skipif(os.name != "posix", reason="a home that can be moved by HOME")
def test_the_command_itself_writes_what_the_session_would_start(tmp_path: Path) -> None:
    environ = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    environ |= {"HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}

    def kiosk(*words: str) -> subprocess.CompletedProcess[str]:
        command = itself.words("autostart", *words)
        return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60)

    refused = kiosk("on")
    assert (refused.returncode, "there are no settings at" in refused.stderr) == (2, True)
    config = tmp_path / "my till" / "settings.toml"
    config.parent.mkdir()
    config.write_text("nonsense")
    done = kiosk("on", "--config", str(config))
    assert done.returncode == 0, done.stderr
    assert kiosk("status").stdout.startswith("on: ")
    words = desktop_words(tmp_path / PLACES["linux"])
    assert words[-4:-2] == ["--config", str(config)]
    # The session starts it from anywhere, and it finds those settings.
    started = subprocess.run(words, env=environ, capture_output=True, text=True, timeout=60, cwd="/")
    assert (started.returncode, "Mend them" in started.stderr) == (2, True)
    assert kiosk("off").returncode == 0
    assert not (tmp_path / PLACES["linux"]).exists()
