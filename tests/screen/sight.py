"""What a person sees on the till's screens: windows, and words in places, as `tests.screen.eye` tells them.

Must not know how anything is pressed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from kiosk.cli.gallery_glass import letters

STAFF, CUSTOMER, PHONE = "staffWindow", "customerWindow", "phonePanel"
KEY = re.compile(r"F\d{1,2}|Alt \d|Enter|Esc|Insert|Home|Ctrl\+P|[A-Z]")
"""How keys are printed in the corner of a button."""


class Box(NamedTuple):
    """A place on the desk, in pixels."""

    left: int
    top: int
    wide: int
    high: int

    @property
    def middle(self) -> tuple[int, int]:
        return self.left + self.wide // 2, self.top + self.high // 2


class Thing(NamedTuple):
    """Something with words on it: a "button", a "text" or a "field"."""

    kind: str
    box: Box
    enabled: bool
    lines: tuple[str, ...]

    @property
    def key(self) -> str:
        """The key that is printed in its corner; "" for none."""
        at = self._key_at
        return "" if at is None else self.lines[at].strip()

    @property
    def words(self) -> str:
        """What it says, without its key, spaces and the breaks of its lines."""
        at = self._key_at
        return letters("".join(line for number, line in enumerate(self.lines) if number != at))

    @property
    def _key_at(self) -> int | None:
        """Which run of text is the key: the last that is painted, or of a tile the first."""
        ends = (-1 % len(self.lines), 0) if self.kind == "button" and self.lines else ()
        return next((at for at in ends if KEY.fullmatch(self.lines[at].strip())), None)


class Window(NamedTuple):
    """A window in sight; `active` has the keyboard."""

    name: str
    box: Box
    active: bool
    things: tuple[Thing, ...]


class Sight(NamedTuple):
    """One look at everything."""

    windows: tuple[Window, ...]

    @staticmethod
    def told(answer: str) -> Sight:
        """The look that the eye told of, in JSON."""
        windows = []
        for window in json.loads(answer):
            things = (
                Thing(thing["kind"], Box(*thing["box"]), thing["enabled"], tuple(thing["lines"]))
                for thing in window["things"]
            )
            windows.append(Window(window["name"], Box(*window["box"]), window["active"], tuple(things)))
        return Sight(tuple(windows))

    def window(self, name: str) -> Window | None:
        """The window of that name, if it is in sight."""
        return next((window for window in self.windows if window.name == name), None)

    def things(self, name: str) -> Iterator[Thing]:
        """What can be read in that window; nothing when it is not in sight."""
        window = self.window(name)
        yield from window.things if window else ()

    def says(self, name: str, words: str) -> bool:
        """Whether these words stand in that window."""
        return any(letters(words) in thing.words for thing in self.things(name))

    def begins(self, name: str, words: str) -> bool:
        """Whether a line of a text in that window begins so."""
        lines = (line for thing in self.things(name) if thing.kind == "text" for line in thing.lines)
        return any(line.startswith(words) for line in lines)

    def button(self, name: str, words: str) -> Thing | None:
        """The button with these words, the shortest of several, if it can be pressed."""
        found = [
            thing
            for thing in self.things(name)
            if thing.kind == "button" and thing.enabled and letters(words) in thing.words
        ]
        return min(found, key=lambda thing: len(thing.words), default=None)

    def prints(self, key: str) -> bool:
        """Whether the staff's window prints the name of that key, on a button or in a line of words."""
        whole = re.compile(rf"(?<![A-Za-z0-9]){re.escape(key)}(?![A-Za-z0-9])")
        return any(whole.search(line) for thing in self.things(STAFF) for line in thing.lines)

    def all_words(self, name: str) -> str:
        """Everything that is read in that window, for whoever asks what was there instead."""
        return " | ".join(thing.words for thing in self.things(name) if thing.words)
