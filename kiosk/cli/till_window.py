"""One till in its windows: application, face and runner joined, nothing more.

The keypad is painted before the journal is opened: what comes first for the clerk comes first here.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
from dataclasses import field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.cli.kept import Kept
from kiosk.cli.lean import give_back
from kiosk.cli.preflight import last_words
from kiosk.compose.parts import Parts
from kiosk.runtime.lanes import Lanes, threads
from kiosk.runtime.runner import Runner
from kiosk.sale.screen import Chime, Say, Screen
from kiosk.ui import fonts
from kiosk.ui.page import Shop
from kiosk.ui.seating import NONE
from kiosk.ui.shell import Shell
from kiosk.ui.sound_dial import SoundDial
from kiosk.ui.texts import Language, Texts
from kiosk.ui.theme import theme
from kiosk.ui.window_pair import Places
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.cli.awake import Awake
    from kiosk.cli.phone import PhoneDesk
    from kiosk.cli.sounding import Sounding
    from kiosk.settings import Settings

log = logging.getLogger(__name__)

SWITCH_S = 0.0005
SMALL_DESK = 1_500
"""Logical pixels: below this the demo's two windows and the phone would be too small to read."""
START_AFTER_MS = 250
"""Journal and lines are imported on their own lanes, and all of Python shares one lock: begun at once, they would
hold up the first key. Nobody presses Charge a quarter of a second after the first paint."""

AWAKE_AFTER_MS = 5_000
"""No screen blanks in its first seconds, and the first customer's come before a bus."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a till looks like and where its windows go."""

    shop: Shop = field(default_factory=Shop)
    places: Places = field(default_factory=Places)
    language: Language = Language.ZH_HK
    theme: str = "light"
    scale: float = 1.0

    @staticmethod
    def of(settings: Settings) -> Look:
        """The look that the settings ask for, full screen."""
        screens = settings.screens
        single = screens.customer == NONE
        return Look(
            shop=Shop(settings.shop.name_en, settings.shop.name_zh, _logo(settings)),
            places=Places(screens.staff, "" if single else screens.customer, one_screen=single, fullscreen=True),
            language=Language(settings.till.language),
            theme=screens.theme,
            scale=screens.scale,
        )

    @staticmethod
    def for_demo(*, one_screen: bool) -> Look:
        """The demo's: a tea house that does not exist, in windows that can be moved."""
        # Two windows side by side need a desk that both fit on; on a smaller one they take turns.
        roomy = len(application().screens()) < 2 and application().primaryScreen().size().width() >= SMALL_DESK
        offscreen = application().platformName() == "offscreen"
        places = Places(one_screen=one_screen, beside=roomy or offscreen)
        return Look(shop=Shop("Lucky Tea House", "好運茶室"), places=places)


def _logo(settings: Settings) -> bytes:
    """The shop's picture, or nothing: a till opens without it."""
    if settings.shop.logo is None:
        return b""
    from kiosk.adapters.logo import LogoUnusable, read_logo

    try:
        return read_logo(settings.shop.logo)
    except LogoUnusable as fault:
        log.warning("shop.logo %s; the welcome goes without it. Run: kiosk doctor", fault)
        return b""


def application() -> QApplication:
    """The one application, with the bundled font; made with words instead of an abort when no display answers."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    with last_words():
        made = QApplication([sys.argv[0]])
    made.setApplicationName("FPS Kiosk")
    made.setQuitOnLastWindowClosed(False)
    return made


def leave() -> None:
    """End the event loop. Not `quit`: Qt would first ask every window, and the customer's never agrees."""
    QApplication.exit(0)


class TillWindow(QObject):
    """A till and its face. `lanes` replaces the five threads, for whoever moves time by hand."""

    def __init__(self, parts: Parts, look: Look, lanes: Lanes | None = None) -> None:
        self.application = application()
        super().__init__()
        fonts.register()
        self.parts = parts
        self.runner = Runner(parts.rules, parts.makers, parts.edge, lanes or threads(), self)
        self._kept = Kept(parts.folder, look, self)
        self.dial = SoundDial(self._kept.volume, self)
        self.shell = Shell(
            Texts(),
            parts.edge.mono,
            look=theme(self._kept.theme),
            language=self._kept.language,
            shop=look.shop,
            places=self._kept.places,
            ribbon=Say(parts.ribbon) if parts.ribbon else None,
            scale=look.scale,
            type_size=self._kept.type_size,
            still=self._kept.still,
            beat=self.runner.beat,
            sound=self.dial if parts.speaker is not None else None,
        )
        self.runner.shown.connect(self.shell.show_screen)
        self.runner.blanked.connect(self._blank)
        self.runner.rested.connect(give_back)
        self.shell.acted.connect(self.runner.dispatch)
        self.shell.chosen.connect(self._kept.choose)
        self.shell.wish_changed.connect(self._kept.choose_screens)
        self.shell.closed.connect(leave)
        self.dial.turned.connect(self._kept.choose_volume)
        self._loud: Sounding | None = None
        if parts.speaker is not None:
            self.runner.sounded.connect(self._sound)
            self.dial.tried.connect(self._try)
        self._phone: PhoneDesk | None = None
        self._awake: Awake | None = None
        self._closed = False
        self._seen = ""
        if parts.phone is not None:
            self.runner.shown.connect(self._show_phone)

    @property
    def staff_window(self) -> QWidget:
        """The window that takes keys."""
        return self.shell.staff_window

    def open(self) -> None:
        """Paint first, then open journal and lines."""
        # Lanes import and decode while somebody types: with Python's usual 5 ms a key would wait for its turn.
        sys.setswitchinterval(SWITCH_S)
        self.runner.present()
        self.shell.show()
        QTimer.singleShot(START_AFTER_MS, _collect_again)
        QTimer.singleShot(START_AFTER_MS, self.runner.start)
        QTimer.singleShot(START_AFTER_MS, self.open_phone)

    def exec(self) -> int:
        """Open, run until the window is closed or the system asks to end, and let go."""
        if "KIOSK_HEARTBEAT" in os.environ:
            # Somebody guards this till; others do not wake up for nobody.
            from kiosk.cli import heartbeat

            heartbeat.begin(self)
        self.open()
        with _Signals():
            code = self.application.exec()
        self.close()
        return code

    def close(self) -> None:
        """Close the windows, let go of journal and lines."""
        self._closed = True
        if self._phone is not None:
            self._phone.close()
        if self._awake is not None:
            self._awake.close()
        if self._loud is not None:
            self._loud.close()
        self._kept.close()
        self.parts.close()
        self.runner.close()
        self.shell.close()

    @Slot(object)
    def _blank(self, _nothing: object) -> None:
        self.shell.blank()

    def open_phone(self) -> None:
        """The pretend customer's phone stands beside the demo's windows; a real till has none."""
        from kiosk.cli.phone import PhoneDesk

        # Who closes the till in its first moment must not find a phone on the desk a moment later.
        if self.parts.phone is None or self._phone is not None or self._closed:
            return
        self._phone = PhoneDesk(self.parts.phone, self.shell)

    @Slot()
    def stay_awake(self) -> None:
        """Keep the screens on from now until the till is closed."""
        from kiosk.cli.awake import Awake, ways

        if self._awake is None and not self._closed:
            self._awake = Awake(ways(sys.platform, os.environ, self.application.platformName()), self)

    @Slot(object)
    def _sound(self, chime: Chime) -> None:
        self._sounding().sound(chime)

    @Slot()
    def _try(self) -> None:
        self._sounding().test()

    def _sounding(self) -> Sounding:
        """Made when something is to be heard: a start has no use for it."""
        if self._loud is None:
            from kiosk.cli.sounding import Sounding

            assert self.parts.speaker is not None, "a till without a loudspeaker asks for none"
            self._loud = Sounding(self.parts.speaker, self.dial, self)
        return self._loud

    @Slot(object)
    def _show_phone(self, screen: Screen) -> None:
        """The pretend customer scans what their screen shows."""
        qr = screen.customer.qr
        if qr is not None and qr.payment_id != self._seen and self.parts.phone is not None:
            self._seen = qr.payment_id
            self.parts.phone.seen(qr.payment_id)


def _collect_again() -> None:
    """The window stands: what it is made of is there to stay and is never looked through again."""
    gc.freeze()
    gc.enable()


class _Signals:
    """SIGTERM and Ctrl-C end the till like its own button: Python hears them only if something wakes Qt."""

    def __enter__(self) -> None:
        self._ear, self._bell = os.pipe()
        for end in (self._ear, self._bell):
            os.set_blocking(end, False)
        self._before = signal.set_wakeup_fd(self._bell)
        self._notifier = QSocketNotifier(self._ear, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._heard)
        self._old = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGTERM, signal.SIGINT)}

    def _heard(self) -> None:
        os.read(self._ear, 64)
        leave()

    def __exit__(self, *_: object) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number, handler in self._old.items():
            signal.signal(number, handler)
        for end in (self._ear, self._bell):
            os.close(end)


def open_till(parts: Parts, look: Look) -> int:
    """Run a till until it is closed; the exit code."""
    application()
    window = TillWindow(parts, look)
    if parts.phone is None:
        QTimer.singleShot(AWAKE_AFTER_MS, window, window.stay_awake)
    return window.exec()
