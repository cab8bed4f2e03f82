"""Somebody who looks at the keypad only: which sum stood there, and whether a large one was asked about and meant.

Knows what is on the screen and when Charge was pressed, and nothing of how the till is built.
"""

from __future__ import annotations

from kiosk.sale import effects as fx
from kiosk.sale import events as e
from kiosk.sale.money import Currency, Money
from kiosk.sale.screen import StaffPage, StaffView

ASK_ABOVE, DOUBLE_TAP_S = 15_000, 0.5


class Onlooker:
    """`seen` is the sum on the keypad, `asked` since when (seconds) the page asks about it, `meant` the answer."""

    def __init__(self) -> None:
        self.seen: Money | None = None
        self.asked: float | None = None
        self.meant = False

    def hears(self, event: object, t: float) -> None:
        """A press of Charge is an answer, unless it was a double tap."""
        if isinstance(event, e.ChargePressed) and self.asked is not None:
            self.meant = t >= self.asked + DOUBLE_TAP_S

    def looks(self, staff: StaffView, t: float) -> None:
        """The staff's screen as it stands now."""
        on_keypad = staff.page is StaffPage.KEYPAD
        if on_keypad:
            self.seen = staff.money
        if not (on_keypad and staff.question is not None):
            self.asked = None
        elif self.asked is None:
            self.asked, self.meant = t, False

    def ordered(self, order: fx.CreatePayment) -> bool:
        """The first order of a sale left; tells whether it was a large one."""
        assert order.money == self.seen, "what is charged is the sum that was shown"
        large = order.money.currency is Currency.HKD and order.money.minor > ASK_ABOVE
        assert self.meant or not large, "a large charge that nobody answered for"
        self.meant = False  # an answer is for one charge
        return large
