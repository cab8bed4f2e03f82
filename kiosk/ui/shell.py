"""Both windows: the face of the program. Screens go in, what people did comes out; nothing is emitted by drawing.

Two screens have a window each; with one screen the two faces flip in one window. A countdown wakes the program
once a second while one is in sight, and not at all otherwise. Must not know how a sale goes on, nor any file,
socket or setting beyond what it is given.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QScreen

from kiosk.sale.screen import Say, Screen
from kiosk.ui.acts import Choice
from kiosk.ui.choosing import with_choice
from kiosk.ui.customer_face import CustomerFace
from kiosk.ui.moment import asks_first, deadlines
from kiosk.ui.page import Kit, Shop
from kiosk.ui.staff_face import StaffFace
from kiosk.ui.texts import Language, Texts
from kiosk.ui.theme import Theme, theme
from kiosk.ui.ticker import Ticker
from kiosk.ui.warming import one_by_one
from kiosk.ui.window import CustomerWindow, StaffWindow, open_on, screen_named
from kiosk.ui.words import Words

if TYPE_CHECKING:
    from kiosk.ui.cleaning import Cleaning
    from kiosk.ui.one_screen import OneScreen
    from kiosk.ui.sound_dial import SoundDial
    from kiosk.ui.spoken import Spoken


class Places(NamedTuple):
    """Where the windows go. Screens by name; "" is the main screen for staff and any other one for the customer.

    `one_screen` flips in a single window. `fullscreen` covers the staff's screen too; a window that covers none
    takes `size` (width and height in logical pixels).
    """

    staff_screen: str = ""
    customer_screen: str = ""
    one_screen: bool = False
    fullscreen: bool = False
    size: tuple[int, int] = (1280, 800)


class Shell(QObject):
    """The face. `mono` is monotonic seconds; `scale` the owner's wish for larger type; `ribbon` DEMO or TEST.

    `type_size` and `still` are as in `Kit`. `acted` carries values of `kiosk.sale.events`. `chosen` tells what staff
    chose of the looks (a `Choice`); it is already shown. `closed` says that the staff's window was closed. `beat` is
    called whenever the countdown wakes the program. `sound` is the dial of a till that can be heard.
    """

    acted = Signal(object)
    chosen = Signal(object)
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
    ) -> None:
        super().__init__()
        self._beat = beat
        self.places = places or Places()
        words = Words(texts, mono, language)
        self.kit = Kit(words, look or theme("light"), shop or Shop(), scale, type_size, still, sound)
        self._ribbon = words.say(ribbon)
        self._screen: Screen | None = None
        self._blanked = self._leaving = self._shown = False
        self._spoken: Spoken | None = None
        self.cleaning: Cleaning | None = None
        self.one: OneScreen | None = None
        self._blink_ms = QGuiApplication.styleHints().cursorFlashTime()
        self.ticker = Ticker(mono, self._tick, self)
        self.staff_window = StaffWindow(self.kit, self._ribbon, self._key, self._may_close)
        self.staff_window.setWindowTitle(words.staff("app.title"))
        self.customer_window: CustomerWindow | None = None
        self.customer = CustomerFace(None, self.kit, self.acted.emit)
        self._build()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication), "make the application first, then its face"
        application.screenAdded.connect(self._screens_changed)
        application.screenRemoved.connect(self._screens_changed)

    # What goes in.

    def show(self) -> None:
        """Open the windows on their screens."""
        self._shown = True
        self._open_staff()
        self._open_customer()
        self.staff_window.activateWindow()
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
        words = self.kit.words
        QGuiApplication.styleHints().setCursorFlashTime(0 if self.kit.still else self._blink_ms)
        self.staff = StaffFace(None, self.kit, self.acted.emit, self._choose, self._close_asked)
        self.staff.overlaid.connect(self._overlaid)
        self.staff.cleaning.connect(self._clean)
        self.one = self._flipping() if self._single() else None
        if self.one is not None:
            self.staff_window.host(self.one, self.kit)
            self._drop_customer_window()
            return
        self.staff_window.host(self.staff, self.kit)
        if self.customer_window is None:
            self.customer_window = CustomerWindow(self.kit, self._ribbon)
            self.customer_window.setWindowTitle(words.staff("app.customer_title"))
        self.customer_window.host(self.customer, self.kit)

    def _flipping(self) -> "OneScreen":
        from kiosk.ui.one_screen import OneScreen

        # Who chose another language stays on the clerk's side.
        drawer = self.one is not None and self.one.drawer
        return OneScreen(None, self.kit, self.staff, self.customer, drawer=drawer)

    def _rebuild(self) -> None:
        self._hear_again()
        self._build()
        if self._screen is None:
            return
        blanked, self._blanked = self._blanked, True
        self.show_screen(self._screen)
        if blanked:
            self.blank()

    def _single(self) -> bool:
        named = self.places.customer_screen
        return self.places.one_screen or (bool(named) and screen_named(named) is None)

    def _open_staff(self) -> None:
        screen = screen_named(self.places.staff_screen) or QGuiApplication.primaryScreen()
        open_on(self.staff_window, screen if self.places.fullscreen else None, self.places.size)

    def _open_customer(self) -> None:
        if self.customer_window is not None:
            open_on(self.customer_window, self._customer_screen(), self.places.size)

    def _customer_screen(self) -> QScreen | None:
        if self.places.customer_screen:
            return screen_named(self.places.customer_screen)
        staff = screen_named(self.places.staff_screen) or QGuiApplication.primaryScreen()
        return next((screen for screen in QGuiApplication.screens() if screen is not staff), None)

    def _drop_customer_window(self) -> None:
        if self.customer_window is not None:
            self.customer_window.close()
            self.customer_window.deleteLater()
            self.customer_window = None

    def _screens_changed(self, _screen: QScreen) -> None:
        if self._leaving:
            return
        if self._single() != (self.one is not None):
            self._rebuild()
        if self._shown:
            self._open_customer()

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
        else:
            self.customer = CustomerFace(None, self.kit, self.acted.emit, self.customer.prepared)
        self._rebuild()
        self.staff.open("settings")
        self.chosen.emit(choice)

    def _clean(self) -> None:
        from kiosk.ui.cleaning import begin

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
        if self.customer_window is not None:
            self.customer_window.close()

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
