"""A desk with two monitors that can be pulled: a real X server with two outputs, a window manager, and a till on it.

Everything is looked at from outside: keys as the X server's, pictures as another program's.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import NamedTuple, TypeVar

import pytest
import zxingcpp
from PIL import Image

CONFIGURATION = Path(__file__).with_name("outputs.conf")
STAFF, CUSTOMER = "DUMMY0", "DUMMY1"
PATIENCE_S = 20.0

T = TypeVar("T")


class Code(NamedTuple):
    """A code in a picture: what it says, and how wide it stands there in pixels."""

    text: str
    wide: int


class Outputs:
    """The desk. `pictures` keeps the last grab of each output."""

    def __init__(self, environ: dict[str, str], pictures: Path) -> None:
        self.environ, self._pictures = environ, pictures
        command = [sys.executable, "-m", "tests.screen.grab"]
        pipe = subprocess.PIPE
        self._camera = subprocess.Popen(command, env=environ, stdin=pipe, stdout=pipe, text=True)

    def close(self) -> None:
        """Put the camera away."""
        self._camera.communicate(timeout=PATIENCE_S)

    def xrandr(self, *words: str) -> None:
        """Change what is plugged in, and how."""
        subprocess.run(["xrandr", *words], env=self.environ, timeout=PATIENCE_S, check=True)

    def both(self, customer: str = "1024x600") -> None:
        """Both monitors are on, the customer's to the right of the staff's."""
        staff = ("--output", STAFF, "--mode", "1280x800", "--primary", "--pos", "0x0")
        self.xrandr(*staff, "--output", CUSTOMER, "--mode", customer, "--right-of", STAFF)

    def off(self, *outputs: str) -> None:
        """These monitors are pulled."""
        for output in outputs:
            self.xrandr("--output", output, "--off")

    def tool(self, *words: str) -> str:
        """What xdotool does and says."""
        done = subprocess.run(
            ["xdotool", *words], env=self.environ, capture_output=True, text=True, timeout=PATIENCE_S, check=True
        )
        return done.stdout.strip()

    def keys(self, *keys: str) -> None:
        """Keys of the keyboard: they go to whichever window has it."""
        self.tool("key", "--delay", "60", *keys)

    def picture(self, output: str) -> Image.Image | None:
        """What stands on that output; None while it is off."""
        file = self._pictures / f"{output}.png"
        assert self._camera.stdin is not None
        assert self._camera.stdout is not None
        self._camera.stdin.write(f"{output} {file}\n")
        self._camera.stdin.flush()
        if self._camera.stdout.readline().strip() != "1":
            return None
        with Image.open(file) as image:
            return image.convert("RGB")

    def codes(self, output: str) -> list[Code]:
        """The codes on that output."""
        image = self.picture(output)
        found = zxingcpp.read_barcodes(image) if image is not None else []
        return [Code(code.text, abs(code.position.top_right.x - code.position.top_left.x)) for code in found]

    def code(self, output: str) -> Code:
        """The code on that output, as soon as there is one."""
        return until(lambda: next(iter(self.codes(output)), None), f"no code came onto {output}")

    @contextmanager
    def till(self, folder: Path) -> Iterator[None]:
        """A till on the desk, as far as its windows are open."""
        folder.mkdir(exist_ok=True)
        process = subprocess.Popen([sys.executable, "-m", "tests.screen.till", str(folder)], env=self.environ)
        try:
            for title in ("^FPS Kiosk$", "^FPS Kiosk: customer$"):
                self.tool("search", "--sync", "--onlyvisible", "--name", title)
            yield
            process.terminate()
            assert process.wait(10) == 0
        finally:
            process.kill()
            process.wait(10)


def until(look: Callable[[], T | None], otherwise: str) -> T:
    """What a look finds at last."""
    started = monotonic()
    while not (found := look()):
        assert monotonic() - started < PATIENCE_S, otherwise
    return found


@contextmanager
def outputs(folder: Path) -> Iterator[Outputs]:
    """The desk, with both monitors on."""
    with server(folder) as environ:
        desk = Outputs(environ, folder)
        for mode in ("1024x600", "600x1024"):
            desk.xrandr("--addmode", CUSTOMER, mode)
        desk.both()
        manager = subprocess.Popen(["openbox"], env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield desk
        finally:
            desk.close()
            manager.terminate()
            manager.wait(10)


@contextmanager
def server(folder: Path) -> Iterator[dict[str, str]]:
    """The X server, and the environment that names it. Where it cannot run the test is skipped, or fails if it must."""
    read, write = os.pipe()
    command = [
        "Xorg", "-displayfd", str(write), "-config", str(CONFIGURATION), "-logfile", str(folder / "xorg.log"),
        "-noreset", "-nolisten", "tcp", "-sharevts", "-novtswitch",
    ]  # fmt: skip
    process = subprocess.Popen(command, pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            refused("Xorg does not start here: it needs its dummy driver, and root")
        environ = {**os.environ, "DISPLAY": f":{number}", "HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}
        for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
            environ.pop(name, None)
        yield environ
    finally:
        process.terminate()
        process.wait(10)


def refused(why: str) -> None:
    """The test cannot run here."""
    if os.environ.get("KIOSK_REQUIRE_X"):
        pytest.fail(f"KIOSK_REQUIRE_X is set, and {why}; the README has the apt line")
    pytest.skip(f"{why}; the README has the apt line")
