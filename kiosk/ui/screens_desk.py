"""What staff can do about the screens: choose the customer's, have each say its number, try the customer's.

All of it only while no sale is on a screen; whatever lies over one is taken off when a sale comes. Must not know how
the page of it looks, nor where a choice is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.ui.monitors import Monitor, mark_parts
from kiosk.ui.number_card import NumberCard
from kiosk.ui.pattern_page import PatternPage
from kiosk.ui.scale import NUMBER_MS, PATTERN_MS
from kiosk.ui.seating import NONE, Wish

if TYPE_CHECKING:
    from kiosk.ui.shell import Shell


class Listed(NamedTuple):
    """One screen in the list: its number, whose it is (staff, customer, both, unused), and whether staff chose it."""

    monitor: Monitor
    number: int
    whose: str
    chosen: bool


class ScreensDesk(QObject):
    """The screens of this shell. `changed` says that the list or the pattern changed."""

    changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._seating = shell.windows.seating
        self._cards: list[NumberCard] = []
        self.pattern_on = False
        self._cards_end = self._timer("numbers", self._take_cards_off)
        self._pattern_end = self._timer("pattern", self.end_pattern)

    def _timer(self, name: str, then: object) -> QTimer:
        timer = QTimer(self)
        timer.setObjectName(name)
        timer.setSingleShot(True)
        timer.timeout.connect(then)
        return timer

    # What there is.

    @property
    def free(self) -> bool:
        """Whether no sale is on a screen, so that something may be chosen."""
        return self._shell.free

    @property
    def wish(self) -> Wish:
        """What was chosen last."""
        return self._seating.wish

    @property
    def can_pattern(self) -> bool:
        """Whether the customer has a window of their own to try."""
        return self._shell.customer_window is not None

    @property
    def missing(self) -> str:
        """The name of the chosen screen that is not there, "" for none."""
        named = self.wish.customer not in ("", NONE)
        return mark_parts(self.wish.customer)[0] if named and self._seating.seats.customer is None else ""

    def listed(self) -> Sequence[Listed]:
        """The screens from left to right."""
        staff, customer = self._seating.seats
        found = sorted(self._seating.monitors, key=lambda monitor: _corner(monitor))
        named = self.wish.customer not in ("", NONE)
        whose = {
            monitor: "customer"
            if monitor == customer
            else "unused"
            if monitor != staff
            else "staff"
            if customer is not None
            else "both"
            for monitor in found
        }
        return [Listed(m, n, whose[m], named and m == customer) for n, m in enumerate(found, 1)]

    # What staff do.

    def choose(self, monitor: Monitor) -> None:
        """This is the customer's from now on; staff who sit there change with the customer."""
        staff, customer = self._seating.seats
        others = [customer, *self._seating.monitors]
        moved = next((other for other in others if other is not None and other != monitor), None)
        if monitor != staff:
            moved = staff
        if self.free and moved is not None:
            self._shell.choose_screens(Wish(moved.mark, monitor.mark))

    def choose_any(self) -> None:
        """Whichever screen is not the staff's."""
        if self.free:
            self._shell.choose_screens(Wish(self.wish.staff))

    def choose_none(self) -> None:
        """Both use the staff's screen in turn."""
        if self.free:
            self._shell.choose_screens(Wish(self.wish.staff, NONE))

    def identify(self) -> None:
        """Show its number on every screen for some seconds."""
        self._take_cards_off()
        if self.free:
            look = self._shell.kit.theme
            self._cards = [NumberCard(one.monitor, one.number, look) for one in self.listed()]
            self._cards_end.start(NUMBER_MS)

    def start_pattern(self) -> None:
        """Show the test pattern on the customer's screen until somebody ends it, at most a minute."""
        window, customer = self._shell.customer_window, self._seating.seats.customer
        if window is None or not self.free:
            return
        size = (customer.width, customer.height) if customer else (window.width(), window.height())
        window.cover(PatternPage(window, self._shell.kit, size), whole=True)
        self.pattern_on = True
        self._pattern_end.start(PATTERN_MS)
        self.changed.emit()

    def end_pattern(self) -> None:
        """The customer's page again."""
        self._pattern_end.stop()
        window = self._shell.customer_window
        if self.pattern_on:
            self.pattern_on = False
            if window is not None:
                window.cover(None)
            self.changed.emit()

    def stop(self) -> None:
        """Take everything off the screens that lies over them."""
        self._take_cards_off()
        self.end_pattern()

    def _take_cards_off(self) -> None:
        self._cards_end.stop()
        for card in self._cards:
            card.close()
            card.deleteLater()
        self._cards = []


def _corner(monitor: Monitor) -> tuple[int, int]:
    at = monitor.screen.geometry()
    return at.x(), at.y()
