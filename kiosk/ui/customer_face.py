"""Everything the customer sees: one page at a time, made at first use, and the code prepared out of sight.

A code goes off the glass at its deadline by this face's own clock, whatever else happens. Must not know which
screen it stands on or what staff see.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from kiosk.sale.events import QrPainted
from kiosk.sale.facts import Code
from kiosk.sale.money import Currency, Money
from kiosk.sale.screen import CustomerPage, CustomerView, QrView
from kiosk.ui.page import Kit, Page
from kiosk.ui.scale import EXPECT_MS

# Only to draw the paid page once, out of sight.
SAMPLE = Money(888_888, Currency.HKD)

# The customer's pages are read when there is one to show: on a single screen the clerk's first page comes sooner.
if TYPE_CHECKING:
    from kiosk.ui.customer_pages import MessagePage
    from kiosk.ui.qr_page import QrPage

P = TypeVar("P", bound=Page)


class CustomerFace(QWidget):
    """The face. `emit` hears `QrPainted` for each new code to prepare, after the event loop turned once.

    `prepared` is the payment and code that the face before this one has checked already.
    """

    def __init__(
        self,
        parent: QWidget | None,
        kit: Kit,
        emit: Callable[[object], None],
        prepared: tuple[str, Code] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("customerFace")
        self.kit = kit
        self._emit = emit
        self._pages: dict[CustomerPage, Page] = {}
        self._code: QrPage | None = None
        self.prepared = prepared
        self._unseen = self._late = False
        self._expected: Money | None = None
        self.view = CustomerView(CustomerPage.IDLE)
        self.shown: CustomerPage | None = None

    def draw(self, view: CustomerView) -> None:
        """Show this moment. Out of sight only a code is made ready: the rest is drawn when it is seen."""
        self.view = view
        code = view.page is CustomerPage.QR
        self._late = self._unseen and not code and self.shown is not CustomerPage.QR
        if self._late:
            self._prepare(view.prepare)
            return
        if code and view.qr is not None and self._live(view.qr):
            self.prepared = self._expected = None
            self._qr_page().load(view.qr)
            self._show(CustomerPage.QR)
            return
        if code:
            self._say(CustomerPage.WAIT_STAFF, view)
        else:
            self._say(view.page, view)
        self._prepare(view.prepare)

    def seen(self, seen: bool, *, next_comes: bool = False) -> None:
        """Whether this face is in front of the other one; alone on its screen it always is.

        `next_comes`: the next moment is drawn right after this, so the one that was kept is not needed any more.
        """
        self._unseen = not seen
        if seen and self._late and not next_comes:
            self.draw(self.view)

    def blank(self) -> None:
        """Take the code off the glass now; what stands there instead claims nothing."""
        if self.shown is CustomerPage.QR:
            self._qr_page().blank()
            self._say(CustomerPage.WAIT_STAFF, self.view)

    @property
    def counting(self) -> bool:
        """Whether a countdown is in sight."""
        return self.shown is CustomerPage.QR

    def quick(self) -> bool:
        """A second of a code that changes nothing but figures; False, and nothing done, for any other."""
        return self.shown is CustomerPage.QR and self._code is not None and self._code.quick()

    def tick(self) -> bool:
        """Write the time left; at the deadline the code goes in the same frame, and True says so."""
        page = self._code
        if self.shown is not CustomerPage.QR or page is None:
            return False
        if page.qr is not None and not self._live(page.qr):
            self.blank()
            return True
        if not self.isHidden():
            page.tick()
        return False

    def warm_code(self) -> None:
        """Make the page of the code while nobody waits for it."""
        self._qr_page()

    def warm_paid(self) -> None:
        """Make and draw the paid page while nobody waits for it, so that it comes at once."""
        if CustomerPage.PAID not in self._pages:
            self._message(CustomerPage.PAID).draw(SAMPLE)
            self._message(CustomerPage.PAID).grab()

    def _live(self, qr: QrView) -> bool:
        return self.kit.words.mono() < qr.deadline

    def _prepare(self, qr: QrView | None) -> None:
        self._expect(self.view.money if self.view.page is CustomerPage.WAIT else None)
        wanted = None if qr is None else (qr.payment_id, qr.code)
        if wanted == self.prepared or qr is None:
            self.prepared = wanted
            if qr is None and self._code is not None:
                self._code.drop(letters=self._expected is None)
            return
        self.prepared = wanted
        page = self._qr_page()
        page.load(qr)
        painted = QrPainted(qr.payment_id, page.good())
        QTimer.singleShot(0, self, lambda: self._emit(painted))

    def _expect(self, money: Money | None) -> None:
        """A code for this amount (None: no code) is awaited. Its page is written soon: first comes what is seen."""
        if money == self._expected:
            return
        self._expected = money

        def write() -> None:
            # A page that has a code, in sight or about to be, says what its code says.
            held = self.view.page is CustomerPage.QR or self.view.prepare is not None
            if money is not None and money == self._expected and not held:
                self._qr_page().expect(money)

        QTimer.singleShot(EXPECT_MS, self, write)

    def _say(self, page: CustomerPage, view: CustomerView) -> None:
        if page is CustomerPage.AMOUNT:
            from kiosk.ui.customer_pages import AmountPage

            amount = self._pages.get(page)
            if not isinstance(amount, AmountPage):
                amount = self._add(page, AmountPage(self, self.kit))
            amount.draw(view.money)
        elif page is not CustomerPage.IDLE:
            self._message(page).draw(view.money)
        self._show(page)

    def _show(self, page: CustomerPage) -> None:
        if page is CustomerPage.IDLE and page not in self._pages:
            from kiosk.ui.customer_pages import IdlePage

            self._add(page, IdlePage(self, self.kit))
        if page is not self.shown:
            self.shown = page
            self._pages[page].show()
            for other, widget in self._pages.items():
                if other is not page:
                    widget.hide()

    def _message(self, page: CustomerPage) -> MessagePage:
        from kiosk.ui.customer_pages import MessagePage

        made = self._pages.get(page)
        return made if isinstance(made, MessagePage) else self._add(page, MessagePage(self, self.kit, page))

    def _qr_page(self) -> QrPage:
        if self._code is None:
            from kiosk.ui.qr_page import QrPage

            self._code = self._add(CustomerPage.QR, QrPage(self, self.kit))
        return self._code

    def _add(self, page: CustomerPage, made: P) -> P:
        self._pages[page] = made
        made.hide()
        made.setGeometry(self.rect())
        return made

    def showEvent(self, event: QShowEvent) -> None:
        """A face that comes in sight before it was told anything welcomes."""
        if self.shown is None:
            self._show(CustomerPage.IDLE)
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Every page, shown or not, has the whole room: a code is prepared at its final size."""
        super().resizeEvent(event)
        for page in self._pages.values():
            page.setGeometry(self.rect())
