"""In which looks the gallery shows a moment: language, theme, size of the window, wish for larger type; and the names.

A look is one folder of pictures. Must not know moments or widgets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kiosk.ui.texts import Language
from kiosk.ui.theme import THEMES

SIZES = ((1920, 1080), (1280, 800), (1024, 600), (800, 1280), (640, 360))
SCALES = (1.0, 1.5)


class Look(NamedTuple):
    """How the windows look. `scale` is the owner's wish for larger type, 1.0 is none."""

    language: Language
    theme: str
    size: tuple[int, int]
    scale: float

    @property
    def name(self) -> str:
        """Of its folder."""
        return f"{self.language}-{self.theme}-{self.size[0]}x{self.size[1]}-{round(self.scale * 100)}"


LOOKS = tuple(
    Look(language, name, size, scale)
    for size in SIZES
    for scale in SCALES
    for name in THEMES
    for language in Language
)
"""All of them; those that differ in the language alone stand together."""


def wanted(name: str, words: Sequence[str]) -> bool:
    """Whether every word stands in the name, as a whole part or several: parts end at `/`, `-` and `.`."""
    parts = f"-{_plain(name)}-"
    return all(f"-{_plain(word)}-" in parts for word in words)


def _plain(name: str) -> str:
    return re.sub(r"[/.-]+", "-", name)
