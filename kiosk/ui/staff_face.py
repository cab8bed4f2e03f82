"""Everything staff see: the top bar, the page of the counter, lists over it, tiles at the foot, and the keys.

Lists are this face's own business: the counter does not know that one is open, and nothing it has to say waits
for one to close. Must not know which screen it stands on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kiosk.sale.office_events import CaseOpened
from kiosk.sale.screen import StaffPage, StaffView
from kiosk.ui.acts import OPENERS, Opens, pressed_key
from kiosk.ui.banner import Banner
from kiosk.ui.buttons import appear, press
from kiosk.ui.keypad_page import TYPED, KeypadPage, typed_key
from kiosk.ui.office_door import OfficeDoor
from kiosk.ui.page import Choosing, Kit, Page
from kiosk.ui.scale import Scale
from kiosk.ui.space import rows
from kiosk.ui.tiles import MOST, TileRow
from kiosk.ui.top_bar import TopBar
from kiosk.ui.unasked import Unasked

# Pages that are not there at the start are also read when they are first needed: the keypad comes sooner.
if TYPE_CHECKING:
    from kiosk.ui.overlay import Overlay
    from kiosk.ui.staff_pages import SalePage

RESULTS = frozenset({StaffPage.APPROVED, StaffPage.DECLINED, StaffPage.STOPPED, StaffPage.NOT_STARTED})
# Nothing is lost when the program closes on one of these.
IDLE_PAGES = RESULTS | {StaffPage.KEYPAD, StaffPage.OUT_OF_SERVICE}


class StaffFace(Page):
    """The face. `emit` takes events; what staff choose of the program itself goes to `choosing`.

    `overlaid` says that a list was opened over the page or left, `cleaning` that somebody wants to wipe the screens.
    """

    overlaid, cleaning = Signal(), Signal()

    def __init__(
        self,
        parent: QWidget | None,
        kit: Kit,
        emit: Callable[[object], None],
        choosing: Choosing,
    ) -> None:
        super().__init__(parent, "staffFace", kit)
        self.act = emit
        self._choosing = choosing
        self.view: StaffView | None = None
        self._unseen = self._late = False
        self._page_rect = QRect()
        self.overlay: Overlay | None = None
        self.door = OfficeDoor(emit)
        self.unasked = Unasked(self, kit.words.mono)
        self.top = TopBar(self, kit, self.open)
        self.banner = Banner(self)
        self.keypad = KeypadPage(self, kit, emit)
        self.sale: SalePage | None = None
        self.tiles = TileRow(self, kit, self._acted)
        self.tiles.hide()

    def draw(self, view: StaffView) -> None:
        """Show this moment; out of sight it is kept until this face is seen or a key needs it."""
        before, self.view = self.view, view
        same = before is not None and (before.page, before.sale) == (view.page, view.sale)
        if self._on_keypad and view.question is not None and (before is None or before.question is None):
            # The second press of a double tap is no answer to what was not yet to be read.
            self.unasked.came(self.keypad)
        if not same and not self._on_keypad:
            # It comes when it comes: an Enter that was on its way is not meant for it.
            self.unasked.came(self._sale_page())
        self._late = self._unseen
        if self._late:
            return
        self.top.draw(view)
        resettle = self.tiles.draw(view.tiles)
        if self._on_keypad:
            self.keypad.draw(view)
        else:
            self._sale_page().draw(view)
        open_ = self.door.now
        if self.door.follow(view) != open_:
            self._show(self.door.now, asked=False)
        elif self.overlay is not None:
            self.overlay.draw(view)
        resettle |= self.banner.draw(view, overlaid=self.overlay is not None)
        if self._flip() or resettle:
            self.settle()

    def seen(self, seen: bool, *, next_comes: bool = False) -> None:
        """Whether this face is in front of the other. `next_comes`: the next moment is drawn right after this."""
        self._unseen = not seen
        if seen and not next_comes:
            self._catch_up()

    def _catch_up(self) -> None:
        if self._late and self.view is not None:
            unseen, self._unseen = self._unseen, False
            self.draw(self.view)
            self._unseen = unseen

    def warm(self) -> None:
        """Make the page of a running sale while nobody waits for it."""
        if self.sale is None:
            self._sale_page().hide()

    def tick(self) -> None:
        """Write the time left wherever it stands."""
        if self.view is None or self.isHidden():
            return
        if self.sale is not None and self.view.page is not StaffPage.KEYPAD:
            self.sale.tick()
        self.tiles.tick()
        if self.overlay is not None:
            self.overlay.tick(self.view)

    def blank(self) -> None:
        """Take the small copy of the code off the glass now."""
        # Drawn later, the moment that was kept would bring the code back.
        self._catch_up()
        if self.sale is not None:
            self.sale.blank()

    def open(self, what: str) -> None:
        """Open a list, the totals, the settings or the question before closing; an open one makes room. What is the
        owner's asks for the PIN first, where there is one.
        """
        self._show(self.door.enter(what, self.view))

    def shut(self) -> None:
        """Leave what is open: the page below it comes back."""
        self._show(self.door.back(self.view))

    def _show(self, what: str, *, asked: bool = True) -> None:
        was, self.overlay = self.overlay, None
        if was is not None:
            # The keyboard goes back to the page; Qt would hand it to the nearest button.
            self.window().setFocus()
            was.hide()
            was.deleteLater()
        if what:
            self.overlay = self._overlay(what)
            self.overlay.setGeometry(self._page_rect)
        bannered = self.view is not None and self.banner.draw(self.view, overlaid=self.overlay is not None)
        if self._flip() or bannered:
            self.settle()
        if not asked:
            self.unasked.came(self._front)
        elif what:
            self.unasked.forget()
        if self.overlay is not None and self.view is not None:
            self.overlay.draw(self.view)
            self.overlay.ready()
        if self.overlay is not None or was is not None:
            self.overlaid.emit()

    def _acted(self, event: object) -> None:
        """An event for the counter, or a page of this face."""
        if not isinstance(event, Opens):
            self.act(event)
            return
        if event.payment_id is not None:
            self.act(CaseOpened(event.payment_id))
        self.open(event.what)

    def _overlay(self, what: str) -> Overlay:
        from kiosk.ui.overlays import Callers, make

        to = Callers(self.act, self._acted, self.shut, self._choosing, self.cleaning.emit)
        return make(what, self, self.kit, to)

    def _sale_page(self) -> SalePage:
        if self.sale is None:
            from kiosk.ui.staff_pages import SalePage

            self.sale = SalePage(self, self.kit, self._acted)
            self.sale.setGeometry(self._page_rect)
        return self.sale

    def _flip(self) -> bool:
        """Bring the right page to the front; tells whether the tiles came or went, so that they get their room."""
        if self.overlay is not None:
            self.overlay.show()
            self.overlay.raise_()
        bare = self._on_keypad and self.overlay is None
        appear(self.keypad, bare)
        if self.sale is not None:
            appear(self.sale, not self._on_keypad and self.overlay is None)
        before = self.tiles.isVisibleTo(self)
        # In a small window the tiles stand on the keypad alone: a running sale or a list needs the room.
        if bare is not self.tiles.keyed:
            self.tiles.offer_keys(bare)
        self.tiles.setVisible(bool(self.tiles.shown) and (bare or not self.kit.scale(self).cramped))
        return before != self.tiles.isVisibleTo(self)

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; tells whether it stands for anything here."""
        self._catch_up()
        key = pressed_key(event.key())
        if event.isAutoRepeat() and key != Qt.Key.Key_Backspace:
            return True
        if key == Qt.Key.Key_Enter and self.unasked.too_soon(self._front):
            return True
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        # A bare figure is money and nothing else: who types the next amount must not answer a question with it.
        chooses = alt or not Qt.Key.Key_0 <= key <= Qt.Key.Key_9
        if chooses and self.overlay is not None and self.overlay.key(key):
            return True
        if key in OPENERS:
            self.open(OPENERS[Qt.Key(key)])
            return True
        if alt:
            return (self._front is self.sale and self._sale_page().key(key)) or self._tile_key(key)
        if self.overlay is not None or self.view is None:
            return self.overlay is not None and self.overlay.typed(event.text())
        if self._on_keypad:
            return self.keypad.typed(key, event.text())
        return self._sale_key(key, event.text(), self.view.page)

    @property
    def _front(self) -> QWidget:
        """The page that a key is meant for."""
        return self.overlay or (self.keypad if self._on_keypad else self._sale_page())

    @property
    def _on_keypad(self) -> bool:
        return self.view is None or self.view.page is StaffPage.KEYPAD

    def _tile_key(self, key: int) -> bool:
        number = key - Qt.Key.Key_1
        if self.tiles.keyed and 0 <= number < min(MOST, len(self.tiles.tiles)) and self.tiles.isVisibleTo(self):
            press(self.tiles.tiles[number])
            return True
        return False

    def _sale_key(self, key: int, text: str, page: StaffPage) -> bool:
        if not Qt.Key.Key_0 <= key <= Qt.Key.Key_9 and self._sale_page().key(key):
            return True
        # The point and the plus too: without its point the next amount would be another one.
        if page in RESULTS and text and text in TYPED:
            self.act(typed_key(text))
            return True
        return False

    def arrange(self, scale: Scale) -> None:
        """Bar, banner, page, tiles."""
        self._places(scale)
        for page in (self.keypad, self.sale, self.overlay):
            if page is not None:
                page.setGeometry(self._page_rect)

    def _between(self, scale: Scale) -> bool:
        """Where height is dear, the banner stands between the lights and the buttons; not in smaller type than it would
        have without a wish for larger.
        """
        if not scale.cramped or self.width() < self.height():
            return False
        self.top.brief = True
        self.top.setGeometry(0, 0, self.width(), scale.touch)
        self.top.settle()
        return scale.wish <= 1.0 or self.banner.fits(self.top.free, scale.usual.lead)

    def _places(self, scale: Scale) -> None:
        self.top.brief = self.banner.shown and self._between(scale)
        banner = self.banner.tall(self.width(), scale) if self.banner.shown and not self.top.brief else 0
        inner = self.width() - 2 * scale.sm
        tiles = self.tiles.tall(scale, inner) if self.tiles.isVisibleTo(self) else 0
        parts = rows(self.rect(), [scale.touch, banner, 1.0, tiles])
        top, band, self._page_rect, foot = parts
        self.top.setGeometry(top)
        self.top.settle()
        self.banner.place(self.top.free.translated(top.topLeft()) if self.top.brief else band, scale)
        self.tiles.setGeometry(foot.adjusted(scale.sm, 0, -scale.sm, -scale.sm))
        self.tiles.arrange(scale)
