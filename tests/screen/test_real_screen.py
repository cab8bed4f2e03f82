"""A sale on a real X server, by keyboard alone: the demo is opened, typed into and read like a person would."""

import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from tests.screen.hands import PATIENCE_S, PHONE, STAFF, codes, payments, tool, window

pytestmark = [pytest.mark.screen, pytest.mark.timeout(120)]


def test_a_sale_by_keyboard_on_a_real_screen(display: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "till"
    command = [sys.executable, "-m", "kiosk", "demo", "--one-screen", "--data", str(folder)]
    till = subprocess.Popen(command, env=display)
    try:
        staff = window(display, STAFF)
        # The phone comes a moment later and would take the keyboard in the middle of the amount.
        window(display, PHONE)
        tool(display, "windowactivate", "--sync", staff)
        tool(display, "type", "--window", staff, "--delay", "40", "88.00")
        tool(display, "key", "--window", staff, "Return")
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
