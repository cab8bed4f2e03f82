"""What a moment means for the windows: which deadlines are counted down in sight, and whether closing asks first.

Must not know windows, nor how a sale goes on.
"""

from kiosk.sale.screen import Gate, Screen
from kiosk.ui.staff_face import IDLE_PAGES


def deadlines(screen: Screen, *, counting: bool) -> list[float]:
    """The monotonic seconds that something in sight counts down to; `counting`: the customer's page does."""
    found = [screen.customer.qr.deadline] if screen.customer.qr and counting else []
    found += [screen.staff.qr.deadline] if screen.staff.qr else []
    return found + [tile.deadline for tile in screen.staff.tiles if tile.deadline is not None and not tile.final]


def asks_first(screen: Screen) -> bool:
    """Whether closing now would leave a sale alone, or needs the person in charge."""
    busy = screen.staff.page not in IDLE_PAGES or bool(screen.staff.tiles)
    return busy or screen.staff.owner.gate is not Gate.NONE
