"""What a customer could try on a real X server with a window manager: nothing of it does anything."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest

from tests.screen.hands import CUSTOMER, PATIENCE_S, PHONE, STAFF, codes, payments, tool, window

pytestmark = [pytest.mark.screen, pytest.mark.timeout(120)]
TITLE = "轉數快收款機"


@contextmanager
def demo(environ: dict[str, str], folder: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    till = subprocess.Popen([sys.executable, "-m", "kiosk", "demo", "--data", str(folder), *words], env=environ)
    try:
        # The phone comes last; whatever comes before it is there.
        window(environ, PHONE)
        yield till
    finally:
        till.kill()
        till.wait(10)


def charged(environ: dict[str, str], staff: str, picture: Path) -> list[str]:
    """Type a sale that nobody pays by itself (02); the codes on the screen."""
    tool(environ, "windowactivate", "--sync", staff)
    tool(environ, "type", "--window", staff, "--delay", "40", "88.02")
    tool(environ, "key", "--window", staff, "Return")
    started, seen = monotonic(), list[str]()
    while not seen:
        assert monotonic() - started < PATIENCE_S, "no code came onto the screen"
        seen = codes(environ, picture)
    return seen


def place(environ: dict[str, str], name: str) -> tuple[int, int, int, int]:
    """Left, top, width and height of a window."""
    told = dict(line.split("=") for line in tool(environ, "getwindowgeometry", "--shell", name).splitlines())
    return int(told["X"]), int(told["Y"]), int(told["WIDTH"]), int(told["HEIGHT"])


def all_over(environ: dict[str, str], name: str, button: str, below: int = 5) -> None:
    """Taps across a window from so many hundredths of its height on, and one drag right through it."""
    left, top, wide, high = place(environ, name)
    words: list[str] = []
    for x in range(5, 100, 22):
        for y in range(below, 100, 11):
            words += ["mousemove", str(left + wide * x // 100), str(top + high * y // 100), "click", button]
    words += ["mousemove", str(left + 20), str(top + 20), "mousedown", button]
    words += ["mousemove", str(left + wide - 20), str(top + high - 20), "mouseup", button]
    tool(environ, *words)


KEYS = ("Escape", "Return", "5", "space", "Tab", "F2", "F4", "F12", "Menu", "ctrl+w", "ctrl+q", "ctrl+p", "alt+1")


def test_the_customers_window_hears_nothing_and_stays(wide_display: dict[str, str], tmp_path: Path) -> None:
    with demo(wide_display, tmp_path / "till") as till:
        staff, customer = window(wide_display, STAFF), window(wide_display, CUSTOMER)
        before = charged(wide_display, staff, tmp_path / "before.png")
        # A window that refuses the keyboard is given it by force.
        tool(wide_display, "windowfocus", "--sync", customer)
        tool(wide_display, "key", "alt+F4")
        for key in KEYS:
            tool(wide_display, "key", key)
        for button in ("1", "2", "3"):
            all_over(wide_display, customer, button)
        tool(wide_display, "key", "alt+F4")
        found = tool(wide_display, "search", "--onlyvisible", "--name", TITLE).splitlines()
        assert sorted(found) == sorted([staff, customer]), "a window went, or a menu came"
        assert till.poll() is None
        assert set(codes(wide_display, tmp_path / "after.png")) == set(before)
        assert [row["state"] for row in payments(wide_display, tmp_path / "till")] == ["QR_SHOWN"]


def test_the_staffs_window_does_close_by_the_same_keys(wide_display: dict[str, str], tmp_path: Path) -> None:
    """Or the test above would prove nothing."""
    with demo(wide_display, tmp_path / "till") as till:
        tool(wide_display, "windowfocus", "--sync", window(wide_display, STAFF))
        tool(wide_display, "key", "alt+F4")
        assert till.wait(PATIENCE_S) == 0


def test_with_one_screen_taps_on_the_customers_page_do_nothing(display: dict[str, str], tmp_path: Path) -> None:
    with demo(display, tmp_path / "till", "--one-screen") as till:
        staff = window(display, STAFF)
        before = charged(display, staff, tmp_path / "before.png")
        for button in ("1", "3"):
            # Above is the ribbon of the demo with the pretend phone's button, which a till does not have.
            all_over(display, staff, button, below=12)
        assert till.poll() is None
        assert codes(display, tmp_path / "after.png") == before
        assert [row["state"] for row in payments(display, tmp_path / "till")] == ["QR_SHOWN"]
