"""A sale on a real X server, by keyboard alone: the demo is opened, typed into and read like a person would."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
import zxingcpp
from PIL import Image

pytestmark = [pytest.mark.screen, pytest.mark.timeout(120)]
PATIENCE_S = 40.0


@pytest.fixture
def display(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An X server with a window manager, and the environment that names it."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-noreset", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    environ = {**os.environ, "DISPLAY": f":{number}", "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        environ.pop(name, None)
    manager = subprocess.Popen(["openbox"], env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield environ
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)


def tool(environ: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        ["xdotool", *words], env=environ, capture_output=True, text=True, timeout=PATIENCE_S, check=True
    )
    return done.stdout.strip()


def payments(environ: dict[str, str], folder: Path) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "kiosk", "payments", "list", "--json", "--data", str(folder)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=30, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def codes(environ: dict[str, str], picture: Path) -> list[str]:
    subprocess.run([sys.executable, "-m", "tests.screen.grab", str(picture)], env=environ, timeout=30, check=True)
    with Image.open(picture) as image:
        return [found.text for found in zxingcpp.read_barcodes(image)]


def test_a_sale_by_keyboard_on_a_real_screen(display: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "till"
    command = [sys.executable, "-m", "kiosk", "demo", "--one-screen", "--data", str(folder)]
    till = subprocess.Popen(command, env=display)
    try:
        window = tool(display, "search", "--sync", "--onlyvisible", "--name", "轉數快收款機").splitlines()[0]
        # The phone comes a moment later and would take the keyboard in the middle of the amount.
        tool(display, "search", "--sync", "--onlyvisible", "--name", "顧客的手機")
        tool(display, "windowactivate", "--sync", window)
        tool(display, "type", "--window", window, "--delay", "40", "88.00")
        tool(display, "key", "--window", window, "Return")
        started, seen = monotonic(), ""
        while not seen:
            assert monotonic() - started < PATIENCE_S, "no code came onto the screen"
            seen = next(iter(codes(display, tmp_path / "screen.png")), "")
        assert "demo.invalid" in seen
        while [p["state"] for p in payments(display, folder)] != ["PAID"]:
            assert monotonic() - started < PATIENCE_S, "the sale was not paid"
        assert codes(display, tmp_path / "after.png") == []
        till.terminate()
        assert till.wait(10) == 0
    finally:
        till.kill()
        till.wait(10)
