"""Sizes: one scale of type, one of space, and the smallest thing a finger may have to hit. All in logical pixels.

A scale is made from the size of a window, so that the same page looks the same on a small till and on a
large screen, standing or lying. The only file that names a size. Must not know pages, texts or colours.
"""

from functools import lru_cache
from typing import NamedTuple

# The drawing board: a scale of 1 is a window of this size, in either orientation.
BOARD_LONG = 1280
BOARD_SHORT = 720

# The least window that pages are made for, in either orientation.
LEAST_LONG = 640
LEAST_SHORT = 360

# How much larger the type is that staff can choose, by the name that is kept.
TYPE_SIZES = {"usual": 1.0, "large": 1.25, "larger": 1.5}

# The outline of a panel: the usual one, a strong one, and that of a line that was chosen from a list.
PANEL_EDGE = 1
STRONG_EDGE = 2
CHOSEN_EDGE = 4

# A finger needs at least this much, whatever the window (WCAG 2.2 recommends 44).
TOUCH_FLOOR = 48

# Smaller type cannot be read, whatever the owner wishes.
TYPE_FLOOR = 9

# Below this scale a page has no room for what is only pleasant.
CRAMPED = 0.7

# Borders of buttons where they have to be strong, against the usual ones.
STRONGER = 1.5
# Dashes of the border of what cannot be pressed, in widths of that border.
BROKEN = (2.0, 2.0)

# How long a finger must rest on a button that customers could hit by accident, in seconds.
HOLD_S = 1.0
HOLD_STEP_MS = 40
# How long it must rest in the corner that leads out of the program.
LEAVE_HOLD_S = 3.0

# How thick the outline of a field is while the keyboard is in it.
FOCUS_STROKE = 3

# The last seconds of a code look different: bolder ring, other words.
SOON_S = 30
LAST_S = 3

# How often a countdown may wake the program: once a second.
SECOND_MS = 1000

# How long after the start, and then between two steps, pages are made that nobody asked for yet.
WARM_MS = 400
# Milliseconds from Charge to writing the page of the code that is on its way: the order leaves first.
EXPECT_MS = 20

# When to look where windows stand after a screen came or went: at once, and again when the window manager is done.
LOOKS_MS = (0, 250, 750)

# How long the number of a screen and the test pattern stand.
NUMBER_MS = 5_000
PATTERN_MS = 60_000


class Scale(NamedTuple):
    """Type sizes from `caption` to `hero`, spaces from `hair` to `vast`, and a few fixed things.

    `unit` is the size of the window against the board, `wish` what came of the owner's wish for larger type.
    `floor` is the smallest type of anything but a tile's fact (`tile_floor`), `check_floor` of the amount that the
    customer is asked to check. `touch` is the least height of a control; `line` the longest line of words that is
    still easy to read; `tile` the least width of a sale that was set aside.
    """

    unit: float
    wish: float
    floor: int
    tile_floor: int
    check_floor: int
    caption: int
    small: int
    body: int
    lead: int
    title: int
    headline: int
    display: int
    figures: int
    hero: int
    hair: int
    xs: int
    sm: int
    md: int
    lg: int
    xl: int
    vast: int
    touch: int
    radius: int
    stroke: int
    line: int
    ring: int
    ring_floor: int
    tile: int

    @property
    def cramped(self) -> bool:
        """A window so small, or type so large in it, that pages leave out what is only pleasant."""
        return min(self.unit, 1.0) / max(self.wish, 1.0) < CRAMPED

    @property
    def usual(self) -> "Scale":
        """The scale of the same window where nobody wished for larger type."""
        return self if self.wish <= 1.0 else _scale(self.unit, 1.0, 1.0)

    @staticmethod
    def of(width: int, height: int, factor: float = 1.0) -> "Scale":
        """The scale for a window of this size; `factor` is the owner's wish for larger type (1.0 is none).

        A wish that would leave a page less room than the least window has is heard only as far as it fits; in a
        window smaller than that (the desktop's own scale is too large for the screen) everything shrinks with it.
        """
        long_side, short_side = max(width, height), min(width, height)
        unit = min(long_side / BOARD_LONG, short_side / BOARD_SHORT)
        room = min(long_side / LEAST_LONG, short_side / LEAST_SHORT)
        wish = min(factor, max(room, 1.0))
        return _scale(round(max(unit, LEAST_LONG / BOARD_LONG), 3), round(wish, 3), round(min(max(room, 0.1), 1.0), 3))


@lru_cache(maxsize=16)
def _scale(unit: float, wish: float, shrunk: float) -> Scale:
    def type_(size: int, floor: int) -> int:
        return max(round(max(size * unit, floor) * wish * shrunk), least(TYPE_FLOOR))

    def space(size: int, floor: int) -> int:
        return least(max(round(size * unit), floor))

    def least(size: int) -> int:
        return max(int(size * shrunk), 1)

    return Scale(
        unit=unit,
        wish=wish,
        floor=least(10),
        tile_floor=least(TYPE_FLOOR),
        check_floor=least(72),
        caption=type_(13, 10),
        small=type_(15, 11),
        body=type_(18, 12),
        lead=type_(23, 14),
        title=type_(30, 17),
        headline=type_(40, 21),
        display=type_(60, 30),
        figures=type_(104, 46),
        hero=type_(150, 72),
        hair=space(1, 1),
        xs=space(4, 2),
        sm=space(8, 4),
        md=space(16, 8),
        lg=space(24, 12),
        xl=space(40, 18),
        vast=space(72, 28),
        touch=space(60, TOUCH_FLOOR),
        radius=space(12, 6),
        stroke=space(2, 1),
        line=space(1080, 280),
        ring=space(128, 56),
        ring_floor=space(84, 42),
        tile=space(150, 108),
    )


# The demo's pretend phone, and the scale it is drawn in.
PHONE = (340, 520)
PHONE_SCALE = Scale.of(BOARD_LONG, BOARD_SHORT)
