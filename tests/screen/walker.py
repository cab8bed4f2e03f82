"""A person at the till: sees what the screens print, presses keys that are printed there, and clicks on what is there.

All input goes through the X server. A key that no visible text of the staff's window names is not pressed: the walk
fails instead. Every wait is for something that is seen, and has an end.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from select import select
from time import monotonic
from typing import TypeVar

from PIL import Image, ImageChops

from kiosk.ui.texts import Language, Texts
from tests.screen import outputs as desks
from tests.screen.outputs import Outputs
from tests.screen.sight import CUSTOMER, PHONE, STAFF, Sight, Thing

T = TypeVar("T")

PATIENCE_S = 20.0
AGAIN_S = 2.0
"""How soon a person presses again what has not moved: a page that has just come takes no Enter for a moment."""
TRIES = 4
SAME_LOOKS = 12
NAMED = {"Enter": "Return", "Esc": "Escape"}
"""Keys that are called otherwise on the X server."""
SIGNS = {".": "period"}
CUT = "\0"


class Lost(AssertionError):
    """The walk cannot go on: what should be seen is not, or a key would have to be known."""


class Walker:
    """The person. `pictures` is where pictures of every stop go, None for none; `log` hears what is done."""

    def __init__(
        self, desk: Outputs, till: subprocess.Popen[str], pictures: Path | None, log: Callable[[str], None]
    ) -> None:
        self.desk, self._till, self._pictures, self._log = desk, till, pictures, log
        self._texts = Texts(strict=True)
        self.language = Language.ZH_HK
        self.stops = 0
        self.keys: list[str] = []
        self.clicks = 0

    # Seeing.

    def words(self, key: str) -> str:
        """A text of the catalogue in the staff's language, as far as its first value."""
        return self._texts.one(self.language, key, amount=CUT, left=CUT).split(CUT)[0]

    def look(self) -> Sight:
        """One look."""
        assert self._till.stdin is not None
        assert self._till.stdout is not None
        self._till.stdin.write("\n")
        self._till.stdin.flush()
        if not select([self._till.stdout], [], [], PATIENCE_S)[0]:
            raise Lost("the till does not answer")
        answer = self._till.stdout.readline()
        if not answer:
            raise Lost("the till has ended")
        return Sight.told(answer)

    def wait(self, seen: Callable[[Sight], T | None], what: str, within: float = PATIENCE_S) -> T:
        """What is seen at last."""
        started = monotonic()
        while True:
            sight = self.look()
            if found := seen(sight):
                return found
            if monotonic() - started > within:
                raise Lost(f"{what} is not to be seen; staff read: {sight.all_words(STAFF)}")

    def sees(self, *words: str, window: str = STAFF, within: float = PATIENCE_S) -> None:
        """Wait until that window says all of these."""
        self.wait(lambda sight: all(sight.says(window, word) for word in words), f"{words} in {window}", within)

    def reads(self, *keys: str, within: float = PATIENCE_S) -> None:
        """Wait until the staff's window says these texts of the catalogue."""
        self.sees(*(self.words(key) for key in keys), within=within)

    def button(self, words: str, window: str = STAFF, within: float = PATIENCE_S) -> Thing:
        """The button with these words, as soon as it can be pressed."""
        return self.wait(lambda sight: sight.button(window, words), f"a button {words!r} in {window}", within)

    # Doing.

    def key(self, printed: str) -> None:
        """Press a key that the staff's window names."""
        if not self.look().prints(printed):
            raise Lost(f"the key {printed} is printed nowhere: {self.look().all_words(STAFF)}")
        self.keys.append(printed)
        plain = printed.replace("Alt ", "alt+").replace("Ctrl+", "ctrl+")
        self.desk.keys(NAMED.get(printed, plain.lower() if len(printed) == 1 else plain))

    def press(self, key: str, *, stays: bool = False) -> None:
        """Press the key that is printed on the button with this text, until it is gone; `stays`: once."""
        self._until_gone(self.words(key), self._press, stays=stays)

    def press_words(self, words: str) -> None:
        """Press the key that is printed on the button with these words, until it is gone."""
        self._until_gone(words, self._press)

    def click(self, key: str, *, stays: bool = False) -> None:
        """Click on the button with this text, until it is gone; `stays`: once."""
        self._until_gone(self.words(key), self._click, stays=stays)

    def pay(self, amount: str) -> None:
        """Click on the pretend phone's button that pays this amount."""
        self._until_gone(f"{self.words('demo.phone.pay')}{amount}", self._click, window=PHONE)

    def type_(self, amount: str) -> None:
        """Type figures that the keypad shows, and see that they arrive."""
        for sign in amount:
            self.button(sign)
            self.keys.append(sign)
            self.desk.keys(SIGNS.get(sign, sign))
        self.sees(f"HK${amount}")

    def tap(self, amount: str) -> None:
        """Click the same on the keypad."""
        for sign in amount:
            self._click(self.button(sign))
        self.sees(f"HK${amount}")

    def _press(self, button: Thing) -> None:
        if not button.key:
            raise Lost(f"no key is printed on the button {button.words!r}")
        self.key(button.key)

    def _click(self, button: Thing) -> None:
        self.clicks += 1
        x, y = map(str, button.box.middle)
        self.desk.tool("mousemove", "--sync", x, y, "click", "1")

    def _until_gone(self, words: str, do: Callable[[Thing], None], window: str = STAFF, *, stays: bool = False) -> None:
        self._log(words)
        button = self.button(words, window)
        for _ in range(TRIES):
            do(button)
            if stays or self._gone(button, words, window):
                return
        raise Lost(f"{words!r} was pressed {TRIES} times and nothing came of it")

    def _gone(self, button: Thing, words: str, window: str) -> bool:
        started = monotonic()
        while monotonic() - started < AGAIN_S:
            now = self.look().button(window, words)
            if now is None or now != button:
                return True
        return False

    # Keeping.

    def stop(self, name: str) -> None:
        """Keep a picture of each output that is on, under a number and this name."""
        self.stops += 1
        self._log(f"{self.stops:02d} {name}")
        if self._pictures is None:
            return
        for output, whose in ((desks.STAFF, "staff"), (desks.CUSTOMER, "customer")):
            image = self._calm(output)
            if image is not None:
                image.save(self._pictures / f"{self.stops:02d}-{name}-{whose}.png")

    def _calm(self, output: str) -> Image.Image | None:
        """The output when two looks are alike: nothing is half painted."""
        before = self.desk.picture(output)
        for _ in range(SAME_LOOKS):
            now = self.desk.picture(output)
            if now is None or before is None or ImageChops.difference(before, now).getbbox() is None:
                return now
            before = now
        return before


def _window(sight: Sight, name: str) -> object:
    return sight.window(name)


@contextmanager
def demo(desk: Outputs, folder: Path, pictures: Path | None, log: Callable[[str], None]) -> Iterator[Walker]:
    """A demo that is started for the first time on that desk, and the person who walks through it."""
    command = [sys.executable, "-m", "tests.screen.eye", "demo", "--data", str(folder)]
    pipe = subprocess.PIPE
    till = subprocess.Popen(command, env=desk.environ, stdin=pipe, stdout=pipe, text=True, encoding="utf-8")
    try:
        walker = Walker(desk, till, pictures, log)
        for window in (STAFF, CUSTOMER, PHONE):
            walker.wait(partial(_window, name=window), f"the window {window}")
        yield walker
        till.terminate()
        assert till.wait(10) == 0, "the demo did not end well"
    finally:
        till.kill()
        till.wait(10)
        for end in (till.stdin, till.stdout):
            if end is not None:
                end.close()
