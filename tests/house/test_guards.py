"""The guards of the tests themselves: no internet, and no screen test that is skipped in silence."""

import os
import subprocess
import sys
from pathlib import Path

from tests.house.sources import ROOT

OUT = """
import socket, threading

def test_out():
    def leave():
        try:
            socket.create_connection(("192.0.2.1", 9), timeout=0.01)
        except OSError:
            pass
    thread = threading.Thread(target=leave)
    thread.start()
    thread.join()

def test_name():
    try:
        socket.getaddrinfo("gate.example", 443)
    except OSError:
        pass

def test_here():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
        socket.getaddrinfo("localhost", 1)
"""
SCREEN = """
import pytest

@pytest.mark.screen
def test_screen():
    pass
"""


def run(folder: Path, text: str, **environ: str) -> str:
    """The closing lines of a run of its own, with our conftest."""
    (folder / "test_it.py").write_text(text)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = screen: on a screen\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-p", "no:cacheprovider", "-c"]
    done = subprocess.run(
        [*command, str(folder / "pytest.ini"), str(folder / "test_it.py")],
        cwd=ROOT, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)} | environ,
        timeout=60, check=False,
    )  # fmt: skip
    return done.stdout


def test_a_test_that_leaves_this_computer_fails_even_if_it_does_not_notice(tmp_path: Path) -> None:
    told = run(tmp_path, OUT)
    assert "3 passed, 2 errors" in told
    assert "tried to reach 192.0.2.1" in told
    assert "tried to reach gate.example" in told


def test_a_screen_test_without_a_screen_is_skipped_or_fails_as_asked(tmp_path: Path) -> None:
    bare = {"PATH": str(tmp_path)}
    assert "1 skipped" in run(tmp_path, SCREEN, KIOSK_REQUIRE_X="", **bare)
    told = run(tmp_path, SCREEN, KIOSK_REQUIRE_X="1", **bare)
    assert "Xvfb, xdotool, openbox is missing" in told
    assert "1 error" in told or "1 failed" in told


def test_every_test_is_offscreen_and_in_one_locale() -> None:
    assert os.environ["QT_QPA_PLATFORM"].startswith("offscreen")
    assert os.environ["LC_ALL"] == "C.UTF-8"
    assert "QT_SCALE_FACTOR" not in os.environ
