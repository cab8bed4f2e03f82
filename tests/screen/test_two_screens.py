"""Two monitors on a real X server: pulled, put back, turned and exchanged in the middle of a sale."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from kiosk.ui.pattern_page import TEXT
from tests.screen.outputs import CUSTOMER, STAFF, Outputs, outputs, until

pytestmark = [pytest.mark.screen("Xorg", "xrandr"), pytest.mark.timeout(120)]
NEVER_PAID = "88.02"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outputs]:
    """The monitors of all these tests."""
    with outputs(tmp_path_factory.mktemp("desk")) as made:
        yield made


def charge(desk: Outputs, customer: str = CUSTOMER) -> str:
    """Start a sale that nobody pays; what its code says."""
    desk.tool("type", "--delay", "40", NEVER_PAID)

    def pressed() -> str | None:
        desk.keys("Return")
        return next((code.text for code in desk.codes(customer)), None)

    return until(pressed, "no code came onto the customer's screen")


def orders(desk: Outputs, folder: Path) -> int:
    command = [sys.executable, "-m", "kiosk", "payments", "list", "--json", "--data", str(folder)]
    done = subprocess.run(command, env=desk.environ, capture_output=True, text=True, timeout=30, check=False)
    return len([json.loads(line) for line in done.stdout.splitlines()])


def alike(first: Image.Image | None, second: Image.Image | None) -> bool:
    return first is not None and second is not None and ImageChops.difference(first, second).getbbox() is None


def fills(image: Image.Image | None) -> bool:
    """Whether no corner shows the black ground of an X server without windows."""
    if image is None:
        return False
    corners = [image.getpixel((x, y)) for x in (0, image.width - 1) for y in (0, image.height - 1)]
    return (0, 0, 0) not in corners


def test_a_code_goes_where_it_can_be_seen_and_stays_the_same(desk: Outputs, tmp_path: Path) -> None:
    with desk.till(tmp_path / "till"):
        code = charge(desk)
        small = desk.code(STAFF)
        assert (small.text, "demo.invalid" in code) == (code, True)
        desk.off(CUSTOMER)
        large = until(lambda: next((c for c in desk.codes(STAFF) if c.wide > small.wide * 1.2), None), "not offered")
        assert large.text == code
        desk.both()
        assert desk.code(CUSTOMER).text == code
        until(lambda: [c.wide for c in desk.codes(STAFF)] == [small.wide], "the staff's page did not come back")
        desk.both(customer="600x1024")
        assert desk.code(CUSTOMER).text == code
        until(lambda: fills(desk.picture(CUSTOMER)), "the turned screen is not filled")
        assert orders(desk, tmp_path / "till") == 1


def test_after_all_screens_went_everybody_is_back_in_their_place(desk: Outputs, tmp_path: Path) -> None:
    desk.both()
    with desk.till(tmp_path / "till"):
        before = until(lambda: desk.picture(CUSTOMER), "no picture")
        desk.off(STAFF, CUSTOMER)
        desk.xrandr("--output", CUSTOMER, "--mode", "1024x600", "--pos", "0x0")
        # Its face alone: whatever staff have stays away from it.
        until(lambda: alike(desk.picture(CUSTOMER), before), "the customer's screen shows something else")
        desk.both()
        until(lambda: fills(desk.picture(STAFF)), "the staff's screen is not filled")
        assert charge(desk), "the keyboard is the staff's again"


def test_staff_try_the_customers_screen_and_choose_another(desk: Outputs, tmp_path: Path) -> None:
    desk.both()
    with desk.till(tmp_path / "till"):
        plain = until(lambda: desk.picture(CUSTOMER), "no picture")
        desk.keys("F12", "s", "alt+5")
        until(lambda: not alike(desk.picture(CUSTOMER), plain), "the customer's screen has no number")
        desk.keys("alt+6")
        assert desk.code(CUSTOMER).text == TEXT
        desk.keys("Escape")
        until(lambda: alike(desk.picture(CUSTOMER), plain), "something stays on the customer's screen")
        desk.keys("s", "alt+1")
        until(lambda: "customerscreen  DUMMY0" in (tmp_path / "till" / "choices").read_text(), "not kept")
        desk.keys("Escape", "Escape")
        assert charge(desk, STAFF), "the screens are exchanged, and the keyboard went along"
