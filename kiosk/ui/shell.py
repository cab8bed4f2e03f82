"""Both windows: the face of the program. Screens go in, what people did comes out; nothing is emitted by drawing.

Which window stands on which screen is the windows' own business. A countdown wakes the program once a second while
one is in sight, and not at all otherwise. Must not know how a sale goes on, nor any file,
socket or setting beyond what it is given.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent

from kiosk.sale.screen import CustomerPage, Say, Screen, StaffPage
from kiosk.ui.acts import Choice
from kiosk.ui.choosing import with_choice
from kiosk.ui.customer_face import CustomerFace
from kiosk.ui.moment import asks_first, deadlines
from kiosk.ui.monitors import Monitors
from kiosk.ui.page import Choosing, Kit, Shop
from kiosk.ui.seating import Seating, Wish
from kiosk.ui.staff_face import StaffFace
from kiosk.ui.texts import Language, Texts
from kiosk.ui.theme import Theme, theme
from kiosk.ui.ticker import Ticker
from kiosk.ui.warming import one_by_one
from kiosk.ui.window import CustomerWindow, StaffWindow
from kiosk.ui.window_pair import Places, WindowPair
from kiosk.ui.words import Words

if TYPE_CHECKING:
    from kiosk.ui.cleaning import Cleaning
    from kiosk.ui.one_screen import OneScreen
    from kiosk.ui.screens_desk import ScreensDesk
    from kiosk.ui.sound_dial import SoundDial
    from kiosk.ui.spoken import Spoken

# While one of these stands on a screen no sale does.
FREE_STAFF = frozenset({StaffPage.KEYPAD, StaffPage.OUT_OF_SERVICE})
FREE_CUSTOMER = frozenset({CustomerPage.IDLE, CustomerPage.AMOUNT, CustomerPage.UNAVAILABLE})


class Shell(QObject):
    """The face. `mono` is monotonic seconds; `scale` the owner's wish for larger type; `ribbon` DEMO or TEST.

    `type_size` and `still` are as in `Kit`. `acted` carries values of `kiosk.sale.events`. `chosen` tells what staff
    chose of the looks (a `Choice`), `wish_changed` which screens (a `Wish`); it is already shown. `closed` says that
    the staff's window was closed. `beat` is called whenever the countdown wakes the program. `sound` is the dial of a
    till that can be heard, `monitors` are the screens (this desktop's).
    """

    acted = Signal(object)
    chosen = Signal(object)
    wish_changed = Signal(object)
    closed = Signal()

    def __init__(
        self,
        texts: Texts,
        mono: Callable[[], float],
        *,
        look: Theme | None = None,
        language: Language = Language.ZH_HK,
        shop: Shop | None = None,
        places: Places | None = None,
        ribbon: Say | None = None,
        scale: float = 1.0,
        type_size: str = "usual",
        still: bool = False,
        beat: Callable[[], None] = lambda: None,
        sound: "SoundDial | None" = None,
        monitors: Monitors | None = None,
    ) -> None:
        super().__init__()
        self._beat = beat
        words = Words(texts, mono, language)
        self.kit = Kit(words, look or theme("light"), shop or Shop(), scale, type_size, still, sound)
        self._screen: Screen | None = None
        self._blanked = self._leaving = False
        self._desk: ScreensDesk | None = None
        self._spoken: Spoken | None = None
        self.cleaning: Cleaning | None = None
        self._blink_ms = QGuiApplication.styleHints().cursorFlashTime()
        self.ticker = Ticker(mono, self._tick, self)
        places = places or Places()
        seating = Seating(places.wish, monitors, self)
        self.windows = WindowPair(self.kit, words.say(ribbon), self._key, self._may_close, places, seating)
        self.windows.turned.connect(self._turned)
        self.customer = CustomerFace(None, self.kit, self.acted.emit)
        self._build()

    @property
    def staff_window(self) -> StaffWindow:
        """The window that takes keys."""
        return self.windows.staff

    @property
    def customer_window(self) -> CustomerWindow | None:
        """The customer's own window, where they have one."""
        return self.windows.customer

    @property
    def one(self) -> "OneScreen | None":
        """Both faces in one window, where they take turns."""
        return self.windows.one

    # What goes in.

    def show(self) -> None:
        """Open the windows on their screens."""
        self.windows.open()
        # A face may have been made anew before its turn comes.
        steps = [lambda: self.staff.warm(), lambda: self.customer.warm_code(), lambda: self.customer.warm_paid()]
        one_by_one(self, [*steps, self.speak], lambda: self._leaving)
        # Not the first button: Enter and the figures belong to the page.
        self.staff_window.setFocus()

    def show_screen(self, screen: Screen) -> None:
        """Show this moment on both faces. The same one again costs nothing."""
        if screen == self._screen and not self._blanked:
            return
        self._screen = screen
        self._blanked = False
        if self.cleaning is not None:
            self.cleaning.follow(screen)
        if self._desk is not None and not self.free:
            self._desk.stop()
        if self.one is not None:
            self.one.draw(screen)
        # Qt paints windows in the order in which they asked for it: the customer waits for theirs.
        self.customer.draw(screen.customer)
        self.staff.draw(screen.staff)
        self._wind()
        if self._spoken is not None:
            self._spoken.follow(screen.staff)

    def blank(self) -> None:
        """Take every code off the glass now, without a new screen."""
        self.customer.blank()
        self.staff.blank()
        # The next screen must be drawn even if it equals the one that was blanked.
        self._blanked = True
        self._wind()

    def speak(self) -> None:
        """Tell screen readers from now on what changes. They get nothing earlier: the first keypad goes before."""
        from kiosk.ui.spoken import Spoken

        self._spoken = Spoken(self.staff_window, self.kit.words)
        if self._screen is not None:
            self._spoken.follow(self._screen.staff)

    def close(self) -> None:
        """Close both windows without asking."""
        self._hear_again()
        self._leave()
        self.staff_window.close()

    # How it is built.

    def _build(self) -> None:
        QGuiApplication.styleHints().setCursorFlashTime(0 if self.kit.still else self._blink_ms)
        choosing = Choosing(self._choose, self._close_asked, self._screens_desk)
        self.staff = StaffFace(None, self.kit, self.acted.emit, choosing)
        self.staff.overlaid.connect(self._overlaid)
        self.staff.cleaning.connect(self._clean)
        self.windows.host(self.staff, self.customer, self.kit)

    def _rebuild(self) -> None:
        self._hear_again()
        self._build()
        if self._screen is None:
            return
        blanked, self._blanked = self._blanked, True
        self.show_screen(self._screen)
        if blanked:
            self.blank()

    def _turned(self) -> None:
        """The screens changed: what lay over one is taken off, and the faces go on where they stand now."""
        self._hear_again()
        if self._desk is not None:
            self._desk.stop()
        if self.one is not None and self._screen is not None:
            self.one.take(self._screen)
        self.staff.tick()
        self.customer.tick()
        self._wind()

    # Screens.

    @property
    def free(self) -> bool:
        """Whether no sale stands on a screen."""
        screen = self._screen
        if screen is None:
            return True
        return screen.staff.page in FREE_STAFF and screen.customer.page in FREE_CUSTOMER

    def _screens_desk(self) -> "ScreensDesk":
        if self._desk is None:
            from kiosk.ui.screens_desk import ScreensDesk

            self._desk = ScreensDesk(self)
        return self._desk

    def choose_screens(self, wish: Wish) -> None:
        """Sit as wished from now on."""
        self.windows.seating.choose(wish)
        self.wish_changed.emit(wish)

    # What comes out.

    def _key(self, event: QKeyEvent) -> bool:
        return self.one.key(event) if self.one is not None else self.staff.key(event)

    def _overlaid(self) -> None:
        if self._spoken is not None:
            self._spoken.turned(self.staff.overlay.title.text() if self.staff.overlay is not None else "")

    def _choose(self, choice: Choice) -> None:
        self.kit = with_choice(self.kit, choice)
        if choice.name == "language":
            self.staff_window.setWindowTitle(self.kit.words.staff("app.title"))
            if self.customer_window is not None:
                self.customer_window.setWindowTitle(self.kit.words.staff("app.customer_title"))
        else:
            self.customer = CustomerFace(None, self.kit, self.acted.emit, self.customer.prepared)
        self._rebuild()
        self.staff.open("settings")
        self.chosen.emit(choice)

    def _clean(self) -> None:
        from kiosk.ui.cleaning import begin

        self._hear_again()
        self.staff.shut()
        self.cleaning = begin(self, (self.staff_window, self.customer_window), self._screen, self._hear_again)

    def _hear_again(self) -> None:
        if self.cleaning is not None:
            self.cleaning.end()
            self.cleaning = None

    def _may_close(self) -> bool:
        if self.cleaning is not None:
            return False
        if self._screen is not None and asks_first(self._screen):
            self.staff.open("close")
            if self.one is not None:
                self.one.open_drawer()
            return False
        self._leave()
        self.closed.emit()
        return True

    def _close_asked(self) -> None:
        self.close()
        self.closed.emit()

    def _leave(self) -> None:
        self._leaving = True
        QGuiApplication.styleHints().setCursorFlashTime(self._blink_ms)
        self.ticker.stop()
        if self._desk is not None:
            self._desk.stop()
        self.windows.close()

    # Time.

    def _tick(self) -> None:
        # Whatever fails here, the next second comes.
        gone, quick = True, False
        try:
            self._beat()
            quick = self.customer.quick()
            gone = not quick and self.customer.tick()
            self.staff.tick()
            if not quick and self._spoken is not None:
                self._spoken.tick()
        finally:
            if gone:
                self._wind()
            elif quick:
                self.ticker.steady()
            else:
                self.ticker.again()

    def _wind(self) -> None:
        self.ticker.follow([] if self._screen is None else deadlines(self._screen, counting=self.customer.counting))
