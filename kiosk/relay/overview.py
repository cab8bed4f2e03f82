"""What the person who runs the relay is shown of it: projects, tills, and letters that no till gets.

No secret and no contents of a letter are in what is shown. It must not know stores or how it is printed.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.relay.values import Letter


@dataclass(frozen=True, slots=True)
class Holding:
    """A project as the person who runs the relay sees it: callback addresses (1, or 2 while one takes the other's
    place), tills, letters that wait for them, and letters that name none. `used_at` and `old_used_at`: when a letter
    last came by the newest address and by the one before (wall seconds, told to five minutes; 0 for never).
    """

    name: str
    addresses: int
    tills: int
    unread: int
    orphans: int
    used_at: float
    old_used_at: float


@dataclass(frozen=True, slots=True)
class Till:
    """A till as the person who runs the relay sees it. Times in wall seconds, 0 for never.

    `polled_at` is when one of its tokens was last used (told to five minutes), `refused_at` when another machine with
    its name was last turned away.
    """

    name: str
    tokens: int
    polled_at: float
    refused_at: float


@dataclass(frozen=True, slots=True)
class Orphan:
    """A letter that names no till; `payment` is the payment id in it, "" when there is none that could be shown."""

    letter: Letter
    payment: str
