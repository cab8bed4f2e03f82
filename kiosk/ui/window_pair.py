"""The windows and the faces in them: two windows on two screens, or one window in which the faces take turns.

They follow the screens: a customer's face whose screen went is shown on the staff's, and goes back when the screen is
back. It is one and the same face, so a code is never on the glass twice. Must not know what the faces show.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent

from kiosk.ui.customer_face import CustomerFace
from kiosk.ui.page import Kit
from kiosk.ui.seating import NONE, Seating, Wish
from kiosk.ui.staff_face import StaffFace
from kiosk.ui.window import CustomerWindow, StaffWindow, fill_screen, stand_on
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.ui.one_screen import OneScreen


@dataclass(frozen=True, slots=True)
class Places:
    """Where the windows go. Screens by name or mark; "" is the main screen for staff and any other for the customer.

    `one_screen` flips in a single window. `fullscreen` covers the staff's screen too; a window that covers none
    takes `size` (width and height in logical pixels). `beside` lets two such windows stand on the same screen.
    """

    staff_screen: str = ""
    customer_screen: str = ""
    one_screen: bool = False
    fullscreen: bool = False
    size: tuple[int, int] = (1280, 800)
    beside: bool = True

    @property
    def wish(self) -> Wish:
        """Whose screen is to be whose."""
        return Wish(self.staff_screen, NONE if self.one_screen else self.customer_screen)


class WindowPair(QObject):
    """The windows. `ribbon` runs across both; `key` and `may_close` are the staff's window's.

    `turned` says that the screens changed: the faces may have come to stand elsewhere.
    """

    turned = Signal()

    def __init__(
        self,
        kit: Kit,
        ribbon: str,
        key: Callable[[QKeyEvent], bool],
        may_close: Callable[[], bool],
        places: Places,
        seating: Seating,
    ) -> None:
        super().__init__()
        self._ribbon, self._places, self.seating = ribbon, places, seating
        self.staff = StaffWindow(kit, ribbon, key, may_close)
        self.staff.setWindowTitle(kit.words.staff("app.title"))
        self.customer: CustomerWindow | None = None
        self.one: OneScreen | None = None
        self._faces: tuple[StaffFace, CustomerFace, Kit] | None = None
        self._open = False
        seating.changed.connect(self._follow)

    def host(self, staff: StaffFace, customer: CustomerFace, kit: Kit) -> None:
        """Show these faces, each where it belongs now."""
        was, before = self.one, self._faces
        same = before is not None and before[:2] == (staff, customer)
        self._faces = (staff, customer, kit)
        if was is not None and same and self._single and was.lost is self.seating.lost:
            return
        if was is not None:
            was.release()
            self.one = None
        # Who chose another language stays on the clerk's side.
        drawer = was is not None and was.drawer and before is not None and not same
        if self._single:
            from kiosk.ui.one_screen import OneScreen

            self.one = OneScreen(None, kit, staff, customer, drawer=drawer, lost=self.seating.lost)
            self.staff.host(self.one, kit)
            self._drop_customer()
            return
        self.staff.host(staff, kit)
        if self.customer is None:
            self.customer = CustomerWindow(kit, self._ribbon)
            self.customer.setWindowTitle(kit.words.staff("app.customer_title"))
        self.customer.host(customer, kit)
        for face in (staff, customer):
            face.seen(True)

    def open(self) -> None:
        """Open the windows on their screens; the keyboard is the staff's."""
        self._open = True
        self._place()

    def close(self) -> None:
        """No window follows its screen any more; the customer's is closed."""
        if self._faces is None:
            return
        self._open, self._faces = False, None
        self.seating.leave()
        if self.customer is not None:
            self.customer.close()

    @property
    def _single(self) -> bool:
        wish, places = self.seating.wish, self._places
        beside = places.beside and not places.fullscreen and not wish.customer
        return wish.customer == NONE or (self.seating.seats.customer is None and not beside)

    def _follow(self) -> None:
        if self._faces is None:
            return
        self.host(*self._faces)
        if self._open:
            self._place()
        self.turned.emit()

    def _place(self) -> None:
        # The keypad comes first: a start is measured by it.
        self._place_staff()
        staff, customer = self.seating.seats
        if self.customer is not None and customer is not None:
            fill_screen(self.customer, customer.screen)
        elif self.customer is not None and staff is not None:
            stand_on(self.customer, staff.screen, self._places.size)
        if staff is not None:
            # Whatever moved, the keyboard is the staff's.
            self.staff.activateWindow()

    def _place_staff(self) -> None:
        staff, customer = self.seating.seats
        if staff is None:
            # Only the customer's screen is left: no control of the staff's is ever shown there.
            self.staff.setVisible(customer is None)
        elif self._places.fullscreen:
            fill_screen(self.staff, staff.screen)
        else:
            stand_on(self.staff, staff.screen, self._places.size)

    def _drop_customer(self) -> None:
        if self.customer is not None:
            self.customer.close()
            self.customer.deleteLater()
            self.customer = None
