"""Whose screen is whose: the staff's and the customer's, as wished, and again after screens went and came back.

Who once sat on a screen sits there again. What is the customer's never becomes the staff's while the program runs:
staff wait for a screen rather than show their controls to a customer. Must not know windows or what they show.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from kiosk.ui.monitors import Monitor, Monitors, QtMonitors, mark_parts
from kiosk.values import dataclass

NONE: Final = "none"
"""As the customer's screen: there is one screen, and both use it in turn."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Marks of screens: "" is the main screen for staff, and any other one for the customer; or `NONE` for them."""

    staff: str = ""
    customer: str = ""


class Seats(NamedTuple):
    """Who sits where; None has no screen."""

    staff: Monitor | None
    customer: Monitor | None


@dataclass(frozen=True, slots=True)
class Home:
    """Where they sat when there was a choice: marks, "" for nobody yet; `spare` were there and nobody's."""

    staff: str = ""
    customer: str = ""
    spare: frozenset[str] = frozenset()


class Seating(QObject):
    """The seats. `changed` says that screens came, went or changed, also when everybody kept their seat."""

    changed = Signal()

    def __init__(self, wish: Wish, monitors: Monitors | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wish = wish
        self._monitors: Monitors = monitors or QtMonitors(self)
        self._home = Home()
        self.monitors: Sequence[Monitor] = ()
        self.seats = Seats(None, None)
        self._look()
        self._monitors.changed.connect(self._again)

    @property
    def lost(self) -> bool:
        """Whether the customer has a screen of their own that is not there."""
        named = self.wish.customer not in ("", NONE)
        return self.wish.customer != NONE and self.seats.customer is None and (named or bool(self._home.customer))

    def leave(self) -> None:
        """Follow the screens no more."""
        self._monitors.leave()

    def choose(self, wish: Wish) -> None:
        """Sit as wished from now on, wherever anybody sat before."""
        self.wish, self._home = wish, Home()
        self._again()

    def _again(self) -> None:
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        found = self._monitors.connected()
        # Without any screen everybody stays where they were: there is nothing to be seen, and no better place.
        if not found:
            return
        self.monitors = found
        self.seats = seat(found, self.wish, self._home)
        self._home = settled(found, self.wish, self._home, self.seats)


def seat(monitors: Sequence[Monitor], wish: Wish, home: Home) -> Seats:
    """Who sits where among these screens (the main one first, at least one)."""
    staff, customer = _known(monitors, wish, home)
    free = [monitor for monitor in monitors if monitor not in (staff, customer)]
    running = bool(home.staff)
    if staff is None:
        staff = free.pop(0) if free else None
    if staff is None and not running:
        # Whoever starts a till on its only screen wants to work on it.
        return Seats(customer, None)
    if customer is None and not wish.customer:
        customer = next((monitor for monitor in free if monitor.mark not in home.spare), None)
    return Seats(staff, customer)


def settled(monitors: Sequence[Monitor], wish: Wish, home: Home, seats: Seats) -> Home:
    """What to remember of these seats: the first ones hold, whatever stood in for them later."""
    # Staff who had to start on the customer's screen leave it when theirs comes.
    borrowed = seats.staff is not None and seats.staff == _known(monitors, wish, home).customer
    staff = home.staff or (seats.staff.mark if seats.staff and not borrowed else "")
    customer = home.customer or (seats.customer.mark if seats.customer else "")
    idle = frozenset(monitor.mark for monitor in monitors if monitor not in seats)
    taken = {seat.mark for seat in seats if seat is not None}
    return Home(staff, customer, (home.spare | idle) - taken)


def _known(monitors: Sequence[Monitor], wish: Wish, home: Home) -> Seats:
    """The screens that are known again: by the whole mark, else by the serial number, else by the name."""
    wanted = {"staff": wish.staff or home.staff, "customer": wish.customer or home.customer}
    if wish.customer == NONE or wanted["customer"] == wanted["staff"]:
        wanted["customer"] = ""
    found: dict[str, Monitor] = {}
    for same in (_same_mark, _same_serial, _same_name):
        for who, mark in wanted.items():
            if mark and who not in found:
                like = [m for m in monitors if same(m, mark) and m not in found.values()]
                found.update({who: like[0]} if like else {})
    return Seats(found.get("staff"), found.get("customer"))


def _same_mark(monitor: Monitor, mark: str) -> bool:
    return monitor.mark == mark


def _same_serial(monitor: Monitor, mark: str) -> bool:
    return bool(monitor.serial) and monitor.serial == mark_parts(mark)[1]


def _same_name(monitor: Monitor, mark: str) -> bool:
    return monitor.name == mark_parts(mark)[0]
