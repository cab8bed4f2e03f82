"""What face tests share: a clock moved by hand, a kit, pictures, and a look for texts that do not fit."""

from __future__ import annotations

from collections.abc import Callable

import zxingcpp
from PIL import Image, ImageChops
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.sale.screen import Screen
from kiosk.ui.monitors import Monitors
from kiosk.ui.page import Choosing, Kit, Shop
from kiosk.ui.screens_desk import ScreensDesk
from kiosk.ui.shell import Shell
from kiosk.ui.texts import Language, Texts
from kiosk.ui.theme import theme
from kiosk.ui.window_pair import Places
from kiosk.ui.words import Words
from tests.leavings import closed_at_end
from tests.ui.fake_monitors import CUSTOMER, STAFF, FakeMonitors
from tests.ui.screens import NOW

SMALLEST = (640, 360)
SIZES = (SMALLEST, (1024, 600), (1920, 1080), (800, 1280), (3840, 2160))
SHOP = Shop("Lucky Tea House", "好運茶室")
TEXTS = Texts(strict=True)


class Clock:
    """Monotonic seconds that pass only when told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


class Heard:
    """A list of what was emitted, to be called in the place of whoever listens."""

    def __init__(self) -> None:
        self.events: list[object] = []

    def __call__(self, event: object) -> None:
        self.events.append(event)


def make_kit(clock: Callable[[], float], look: str = "light", language: Language = Language.ZH_HK) -> Kit:
    """What pages draw with; a text that is missing fails the test."""
    return Kit(Words(TEXTS, clock, language), theme(look), SHOP)


def make_shell(
    clock: Callable[[], float],
    *,
    one_screen: bool = False,
    size: tuple[int, int] = (1024, 600),
    beat: Callable[[], None] = lambda: None,
    monitors: Monitors | None = None,
    places: Places | None = None,
) -> Shell:
    """Both faces with nothing on them, not yet open."""
    places = places or Places(one_screen=one_screen, size=size)
    shell = Shell(TEXTS, clock, shop=SHOP, places=places, beat=beat, monitors=monitors)
    closed_at_end(shell)
    return shell


def choosing(heard: Heard) -> Choosing:
    """Staff's choices of the program itself, kept in a list; there are two screens."""

    def desk() -> ScreensDesk:
        return ScreensDesk(make_shell(lambda: NOW, monitors=FakeMonitors(STAFF, CUSTOMER)))

    return Choosing(heard, lambda: heard("close"), desk)


class Picture:
    """Every pixel of a widget, or of a part of it, as it is painted now.

    Two are equal when no channel of a pixel differs by more than a hair: Qt's drawing of large letters and curves is
    a few of 255 levels off at their edges, depending on what was drawn before. `hair` is wider for the largest letters.
    """

    HAIR = 16

    def __init__(self, widget: QWidget, part: QRect | None = None, hair: int = HAIR) -> None:
        self.hair = hair
        image = widget.grab(part or widget.rect()).toImage().convertToFormat(QImage.Format.Format_RGB32)
        size, lines = (image.width(), image.height()), bytes(image.constBits())
        self.pixels = Image.frombuffer("RGB", size, lines, "raw", "BGRX", image.bytesPerLine(), 1)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Picture) or self.pixels.size != other.pixels.size:
            return False
        most = ImageChops.difference(self.pixels, other.pixels).getextrema()
        hair = max(self.hair, other.hair)
        return all(isinstance(band, tuple) and band[1] <= hair for band in most)

    def __repr__(self) -> str:
        return f"Picture({self.pixels.size[0]}x{self.pixels.size[1]}, hair {self.hair})"

    def __hash__(self) -> int:
        # Equal pictures may differ in a few pixels, so only their size can stand for them.
        return hash(self.pixels.size)


def picture(widget: QWidget) -> Picture:
    """The widget as it is painted now."""
    return Picture(widget)


def read_codes(widget: QWidget) -> list[str]:
    """What a stock reader finds on the painted widget."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    lines = bytes(image.constBits())
    size = (image.width(), image.height())
    seen = Image.frombuffer("L", size, lines, "raw", "L", image.bytesPerLine(), 1)
    return [found.text for found in zxingcpp.read_barcodes(seen)]


def cut_texts(window: QWidget) -> list[str]:
    """The visible texts whose own font needs more room than their label or window gives them."""
    found = []
    for label in window.findChildren(QLabel):
        if not label.isVisibleTo(window) or not label.text():
            continue
        room = label.contentsRect()
        flags = int(Qt.TextFlag.TextWordWrap.value)
        need = QFontMetrics(label.font()).boundingRect(QRect(0, 0, room.width(), 10_000), flags, label.text())
        place = QRect(label.mapTo(window, QPoint()), label.size())
        fits = need.width() <= room.width() and need.height() <= room.height()
        if not fits or not window.rect().contains(place):
            found.append(f"{label.objectName() or 'label'}: {label.text()!r}")
    return found


def visible(window: QWidget, name: str) -> bool:
    """Whether a widget of that name is in sight."""
    return any(widget.isVisible() for widget in window.findChildren(QWidget, name))


def shown(shell: Shell, screen: Screen) -> Shell:
    """The shell with this screen on it."""
    shell.show_screen(screen)
    return shell
