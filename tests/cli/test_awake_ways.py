"""The system's own ways to keep screens on: each says why where it does not work, and can be let go twice."""

import ctypes
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli.awake_ways import MacWay, NotHeld, WindowsWay, XWay
from tests.screen.outputs import refused


def test_without_a_server_x_keeps_nothing_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    way = XWay()
    with pytest.raises(NotHeld):
        way.take()
    way.let_go()


ASLEEP = """
import ctypes, sys
from kiosk.cli.awake_ways import XWay
way = XWay()
if "held" in sys.argv: way.take(); way.take()
x, saver = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
x.XOpenDisplay.restype = saver.XScreenSaverAllocInfo.restype = ctypes.c_void_p
at = ctypes.c_void_p(x.XOpenDisplay(None))
class Info(ctypes.Structure):
    _fields_ = [("window", ctypes.c_ulong), ("state", ctypes.c_int), ("kind", ctypes.c_int)]
saver.XScreenSaverAllocInfo.restype = ctypes.POINTER(Info)
info = saver.XScreenSaverAllocInfo()
x.XDefaultRootWindow.restype = ctypes.c_ulong
# The saver comes after a second without a touch; whoever waits here waits for the server, two seconds long.
x.XSetScreenSaver(at, 1, 0, 1, 1)
x.XSync(at, 0)
import select
select.select([], [], [], 2.5)
saver.XScreenSaverQueryInfo(at, ctypes.c_ulong(x.XDefaultRootWindow(at)), info)
print("on" if info.contents.state == 0 else "dark")
way.let_go(); way.let_go()
"""


def xss() -> bool:
    try:
        ctypes.CDLL("libXss.so.1")
    except OSError:
        return False
    return True


@pytest.mark.screen
@pytest.mark.parametrize(("words", "then"), [([], "dark"), (["held"], "on")])
def test_a_real_server_does_not_go_dark_while_it_is_held(words: list[str], then: str) -> None:
    if not xss():
        refused("libXss is missing")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "640x480x24", "-noreset", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    environ = {**os.environ, "DISPLAY": f":{number}"}
    try:
        done = subprocess.run(
            [sys.executable, "-c", ASLEEP, *words], env=environ, capture_output=True, text=True, timeout=60
        )
    finally:
        server.terminate()
        server.wait(10)
    assert (done.stdout.strip(), done.stderr) == (then, "")


@pytest.mark.skipif(sys.platform == "win32", reason="there it works")
def test_windows_is_only_asked_on_windows() -> None:
    way = WindowsWay()
    with pytest.raises(NotHeld):
        way.take()
    way.let_go()


def test_caffeinate_is_started_once_for_this_very_process_and_ends(tmp_path: Path) -> None:
    told, program = tmp_path / "told", tmp_path / "caffeinate"
    program.write_text(f'#!/bin/sh\necho "$@" >> {told}\nexec cat < {tmp_path / "wait"}\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    os.mkfifo(tmp_path / "wait")
    way = MacWay(str(program))
    way.take()
    way.take()
    # It waits for this end: opened, both programs have begun and one line was written.
    with open(tmp_path / "wait", "w"):
        way.let_go()
        way.let_go()
    assert told.read_text() == f"-d -i -w {os.getpid()}\n"
    with pytest.raises(NotHeld):
        MacWay(str(tmp_path / "none")).take()
