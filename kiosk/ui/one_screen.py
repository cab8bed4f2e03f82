"""One screen for both: it flips between the staff's face and the customer's, and staff hold a button to get in.

While the customer pays, the customer's page is in front with a slim foot: the clerk's two buttons there must be
held for a second, so that no customer trips them. Whatever needs the clerk at once flips back by itself. Must not
know how a sale goes on.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.sale import events
from kiosk.sale.screen import Act, CustomerPage, Screen, StaffPage, StaffView
from kiosk.ui.acts import DEEDS
from kiosk.ui.banner import band
from kiosk.ui.buttons import BigButton, HoldButton, Role
from kiosk.ui.customer_face import CustomerFace
from kiosk.ui.icons import Icon
from kiosk.ui.labels import CENTRE, FitLabel
from kiosk.ui.measure import advance
from kiosk.ui.page import Kit, Page
from kiosk.ui.scale import Scale
from kiosk.ui.space import columns, inset, rows
from kiosk.ui.staff_face import StaffFace

# Pages that are the clerk's alone: no customer is paying, or the clerk must act before anybody else looks.
STAFF_ONLY = frozenset({StaffPage.KEYPAD, StaffPage.NOT_STARTED, StaffPage.STORAGE, StaffPage.OUT_OF_SERVICE})
RESULTS = frozenset({StaffPage.APPROVED, StaffPage.DECLINED, StaffPage.STOPPED})
UNSURE = frozenset({StaffPage.UNSETTLED, StaffPage.CHECKING, StaffPage.CONFIRMING})
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Foot(Page):
    """The clerk's buttons below the customer's page."""

    def __init__(
        self, parent: QWidget, kit: Kit, act: Callable[[object], None], open_drawer: Callable[[], None]
    ) -> None:
        super().__init__(parent, "staffFoot", kit)
        mono = kit.words.mono
        self._words: dict[BigButton, tuple[str, ...]] = {}
        self.more = HoldButton(self, "staffButton", mono, Role.QUIET)
        self.more.picture = Icon.PERSON
        self.more.held.connect(open_drawer)
        self.cancel = HoldButton(self, "cancelButton", mono, Role.PLAIN)
        self.cancel.picture = Icon.CLOSE
        self.cancel.held.connect(open_drawer)
        self.cancel.held.connect(lambda: act(events.CancelPressed()))
        self.next = BigButton(self, "nextButton", Role.MAIN)
        self.next.picture = Icon.ARROW_NEXT
        self.next.clicked.connect(lambda: act(events.NextPressed()))
        self.more.still = self.cancel.still = kit.still
        for button, key in (
            (self.more, "customer.staff_hold"),
            (self.cancel, "customer.hold_to_cancel"),
            (self.next, "customer.next"),
        ):
            button.dress(kit.theme)
            self._words[button] = kit.words.customer(key, None)

    def draw(self, screen: Screen) -> None:
        """Offer what is possible now."""
        acts = {button.act for button in screen.staff.buttons if button.enabled}
        self.cancel.setVisible(Act.CANCEL in acts)
        self.next.setVisible(Act.NEXT in acts and screen.staff.page in RESULTS)
        self.settle()

    def arrange(self, scale: Scale) -> None:
        """The way in at the left; cancel or next at the right."""
        left, right = columns(inset(self.rect(), scale.md, scale.xs), [1.0, 1.0], scale.md)
        for button, place in ((self.more, left), (self.cancel, right), (self.next, right)):
            # The languages side by side, or one below the other where both would not fit in a line.
            beside = "   ".join(self._words[button])
            room = place.width() - 4 * scale.sm - round(scale.body * 1.3)
            whole = advance(beside, scale.body, bold=True) <= room
            button.write(beside if whole else "\n".join(self._words[button]), name=beside)
            button.place(place, scale, scale.body)


def _warns(staff: StaffView) -> bool:
    """Paid, and yet a clerk who saw only the customer's green page would do something wrong with goods or money."""
    return staff.page is StaffPage.APPROVED and bool(staff.verdict)


class OneScreen(QWidget):
    """Both faces in one place, one in front. `lost`: the customer has a screen, and it is not there."""

    def __init__(
        self,
        parent: QWidget | None,
        kit: Kit,
        staff: StaffFace,
        customer: CustomerFace,
        *,
        drawer: bool = False,
        lost: bool = False,
    ) -> None:
        """`drawer`: the clerk's page is in front of the customer's from the start."""
        super().__init__(parent)
        self.setObjectName("oneScreen")
        self.kit = kit
        self.staff, self.customer = staff, customer
        self.drawer = drawer
        self.lost = lost
        self._typed = False
        self._screen: Screen | None = None
        for face in (staff, customer):
            face.setParent(self)
        staff.overlaid.connect(self._flip)
        self.foot = Foot(self, kit, staff.act, self.open_drawer)
        self.turn = BigButton(self, "showCustomerButton", Role.MAIN)
        self.turn.picture = Icon.SCREEN
        self.turn.dress(kit.theme)
        self.turn.write(kit.words.staff("staff.turn_screen"))
        self.turn.clicked.connect(self.close_drawer)
        self.why = FitLabel(self, "turnText", bold=True, align=CENTRE)
        self.why.write(" · ".join(kit.words.staff(key) for key in ("staff.turn_screen", "staff.screens.lost")))
        self.why.paper(kit.theme.colours.alert.ground, kit.theme.colours.alert.ink)
        self._flip()

    def draw(self, screen: Screen) -> None:
        """Bring the face to the front that this moment belongs to, before either draws it: only one is seen."""
        before = self._screen
        self._screen = screen
        if before is not None:
            answered = before.staff.question is not None and screen.staff.question is None
            if answered or before.staff.page is not screen.staff.page:
                self.drawer = False
            if _warns(screen.staff) and not _warns(before.staff):
                self.drawer = True
            # The answer to a key may come later than the key, when a record is being saved.
            if self._typed and before.staff.question is None and self._asked:
                self.drawer = True
        self._typed = False
        self.foot.draw(screen)
        self._flip(next_comes=True)

    def take(self, screen: Screen) -> None:
        """Go on in the middle of this moment: both faces show it already, each elsewhere until now."""
        self._screen = screen
        # Who is at work on a page is not interrupted: the button below it brings the customer's.
        self.drawer = self.drawer or self.staff.overlay is not None
        self.foot.draw(screen)
        self._flip()

    def release(self) -> None:
        """Let go of the faces: somebody else shows them."""
        self.staff.overlaid.disconnect(self._flip)

    def open_drawer(self) -> None:
        """The clerk's page of the running sale, in front."""
        self.drawer = True
        self._flip()

    def close_drawer(self) -> None:
        """The customer's page again."""
        self.drawer = False
        self._flip()

    @property
    def staff_in_front(self) -> bool:
        """Whether the clerk's face is the one in front: also when the clerk is asked something."""
        return self.drawer or self._asked or not self._customer_waits

    def key(self, event: QKeyEvent) -> bool:
        """The keyboard is the clerk's: a key that asks something brings the clerk's face to the front."""
        if event.key() == Qt.Key.Key_Escape and self.drawer and not self._asked and self.staff.overlay is None:
            self.close_drawer()
            return True
        if not self.staff_in_front and self._must_be_seen(event.key()):
            self.open_drawer()
            return True
        self._typed = True
        handled = self.staff.key(event)
        if handled and (self._asked or self.staff.overlay is not None):
            self.open_drawer()
        return handled

    def _must_be_seen(self, key: int) -> bool:
        """The clerk first sees what is not known, or what setting aside brings along; only then is it done."""
        if self._screen is None:
            return False
        staff = self._screen.staff
        warned = any(button.act is Act.SET_ASIDE and button.why is not None for button in staff.buttons)
        if key == DEEDS[Act.TRUST].key:
            # Nobody lets goods go by a key whose button is not in sight; where it is not offered, the code stays.
            return any(button.act is Act.TRUST for button in staff.buttons)
        return (key in ENTER and staff.page in UNSURE) or (key == DEEDS[Act.SET_ASIDE].key and warned)

    @property
    def _customer_waits(self) -> bool:
        screen = self._screen
        if screen is None or screen.staff.page in STAFF_ONLY:
            return False
        # The customer's page of a result goes after some seconds; the clerk must still find it.
        return screen.customer.page is not CustomerPage.IDLE

    @property
    def _asked(self) -> bool:
        return self._screen is not None and self._screen.staff.question is not None

    def _flip(self, *, next_comes: bool = False) -> None:
        staff = self.staff_in_front
        self.staff.seen(staff, next_comes=next_comes)
        self.customer.seen(not staff, next_comes=next_comes)
        self.staff.setVisible(staff)
        self.customer.setVisible(not staff)
        # A face out of sight did not count.
        self.staff.tick()
        self.customer.tick()
        self.foot.setVisible(not staff)
        # A list has its own way back, and in a small window it needs the room.
        listed = self.staff.overlay is not None and self.kit.scale(self).cramped and not self.lost
        self.why.setVisible(self.lost and not staff)
        self.turn.setVisible(staff and self._customer_waits and not listed and not self._asked)
        self.settle()

    def settle(self) -> None:
        """The face in front, and below it the foot or the way back to the customer."""
        scale = self.kit.scale(self)
        foot = scale.touch + 2 * scale.xs
        above, below = rows(self.rect(), [1.0, foot])
        self.foot.setGeometry(below)
        sign, rest = rows(above, [band(self.why, above.width(), scale) if self.lost else 0, 1.0])
        self.why.place(sign, scale.lead, scale.floor)
        self.customer.setGeometry(rest)
        turning = self.turn.isVisibleTo(self)
        self.staff.setGeometry(above if turning else self.rect())
        self.turn.place(inset(below, scale.md, scale.xs), scale, scale.body)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other room, other places."""
        super().resizeEvent(event)
        self.settle()
