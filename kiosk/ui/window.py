"""The two windows: a ribbon where the project is not real, and below it a face.

The customer's window takes no keyboard, shows no pointer and cannot be closed by its frame. Must not know what a
face shows.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QWidget

from kiosk.ui.buttons import BigButton
from kiosk.ui.page import Kit
from kiosk.ui.sheets import Ribbon
from kiosk.ui.space import columns, rows
from kiosk.ui.theme import ground


class KioskWindow(QWidget):
    """A window with a face in it. `ribbon` is the word across its top, "" for none."""

    def __init__(self, name: str, kit: Kit, ribbon: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.kit = kit
        self.face: QWidget | None = None
        self.setAutoFillBackground(True)
        self._band = Ribbon(self, ribbon, kit.theme.colours.ribbon) if ribbon else None
        self._word = ribbon
        self._offered: BigButton | None = None
        self._cover: QWidget | None = None

    def host(self, face: QWidget, kit: Kit) -> None:
        """Show this face instead of the one before, which is thrown away."""
        if self.face is not None and self.face is not face:
            self.face.hide()
            self.face.deleteLater()
        self.face, self.kit = face, kit
        of = kit.theme.colours
        self.setPalette(ground(of.page, of.ink))
        face.setParent(self)
        self.settle()
        face.show()

    def offer(self, button: BigButton) -> None:
        """Keep this button at the right end of the ribbon."""
        self._offered = button
        button.show()
        self.settle()

    def cover(self, page: QWidget | None) -> None:
        """Lay this page over the face; None takes away the one that lies there."""
        if self._cover is not None:
            self._cover.hide()
            self._cover.deleteLater()
        self._cover = page
        self.settle()
        if page is not None:
            page.show()
            page.raise_()

    def settle(self) -> None:
        """Ribbon above, face below."""
        scale = self.kit.scale(self)
        # A wish for larger type is not a wish for a larger ribbon.
        high = min(round(scale.lead * 1.5), round(scale.touch * 0.6)) if self._band else 0
        band, rest = rows(self.rect(), [high, 1.0])
        if self._band is not None:
            self._band.place(band, min(scale.small, high * 2 // 3))
        if self._offered is not None:
            _, right = columns(band, [1.0, round(min(band.width() * 0.4, scale.touch * 5))])
            self._offered.place(right, scale, min(scale.small, high * 2 // 3))
            self._offered.raise_()
        for page in (self.face, self._cover):
            if page is not None:
                page.setGeometry(rest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other room, other places."""
        super().resizeEvent(event)
        self.settle()


class StaffWindow(KioskWindow):
    """The staff's window. `key` hears every key; `may_close` is asked before the window goes."""

    def __init__(
        self, kit: Kit, ribbon: str, key: Callable[[QKeyEvent], bool], may_close: Callable[[], bool]
    ) -> None:
        super().__init__("staffWindow", kit, ribbon)
        self._key = key
        self._may_close = may_close
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the key on."""
        event.setAccepted(self._key(event))

    def closeEvent(self, event: QCloseEvent) -> None:
        """A person who closes the window is asked when something is left undone; the program itself is not."""
        event.setAccepted(not event.spontaneous() or self._may_close())


class CustomerWindow(KioskWindow):
    """The customer's window."""

    def __init__(self, kit: Kit, ribbon: str) -> None:
        super().__init__("customerWindow", kit, ribbon)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setCursor(Qt.CursorShape.BlankCursor)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody closes it but the program."""
        event.setAccepted(not event.spontaneous())


def screen_named(name: str) -> QScreen | None:
    """The screen of that name, if it is connected."""
    return next((screen for screen in QGuiApplication.screens() if screen.name() == name), None)


def fill_screen(window: QWidget, screen: QScreen) -> None:
    """Cover that screen: the window is told its screen first, else it would jump to the main one."""
    window.setScreen(screen)
    window.setGeometry(QRect(screen.geometry()))
    # Not showFullScreen: it would take the keyboard, which the customer's window must not.
    window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
    window.show()


def open_on(window: QWidget, screen: QScreen | None, size: tuple[int, int]) -> None:
    """Cover that screen; without one, open as a window of that size in logical pixels."""
    if screen is not None:
        fill_screen(window, screen)
        return
    window.resize(*size)
    window.show()
