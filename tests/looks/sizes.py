"""The screens and scales that every page is looked at on."""

from __future__ import annotations

from typing import NamedTuple


class Size(NamedTuple):
    """A screen in device pixels."""

    number: int
    width: int
    height: int

    @property
    def name(self) -> str:
        return f"{self.width}x{self.height}"

    def room(self, scale: float) -> tuple[float, float]:
        """The logical sides, long and short, as shares of the smallest window that pages are made for."""
        return max(self.width, self.height) / scale / 640, min(self.width, self.height) / scale / 360


PIXELS = ((1024, 600), (1366, 768), (1920, 1080), (3840, 2160), (800, 1280), (1080, 1920))
SIZES = tuple(Size(number, *pixels) for number, pixels in enumerate(PIXELS))
# The desktop's own scale, as Qt is told it.
SCALES = ("1", "1.25", "1.5", "1.75", "2", "2.5", "3")
# The owner's wish for larger or smaller type (screens.scale), the ends of what the settings allow and between.
FACTORS = (0.5, 1.5, 3.0)


def screens() -> dict[str, object]:
    """What Qt's offscreen platform is told: for each size a screen for staff and one for customers."""
    place = {"y": 0, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    both = [(f"{role}-{size.name}", size) for size in SIZES for role in ("staff", "customer")]
    return {
        "synchronousWindowSystemEvents": False,
        "windowFrameMargins": False,
        "screens": [
            {"name": name, "x": number * 4000, "width": size.width, "height": size.height, **place}
            for number, (name, size) in enumerate(both)
        ],
    }
