"""Both windows open on a stage: screens go in by hand, keys and fingers too, and what comes out is kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from kiosk.sale.screen import Screen
from kiosk.ui.buttons import HoldButton
from kiosk.ui.scale import HOLD_S
from kiosk.ui.unasked import CALM_S
from kiosk.ui.window import KioskWindow
from kiosk.ui.window_pair import Places
from tests.ui.faces import Clock, Heard, make_shell
from tests.ui.fake_monitors import FakeMonitors
from tests.ui.screens import SCREENS


class Stage:
    """The open windows. `heard` is every event that came out, oldest first."""

    def __init__(
        self,
        clock: Clock,
        *,
        one_screen: bool = False,
        size: tuple[int, int] = (1024, 600),
        beat: Callable[[], None] = lambda: None,
        monitors: FakeMonitors | None = None,
        places: Places | None = None,
    ) -> None:
        self.clock = clock
        self.monitors = monitors
        self.shell = make_shell(
            clock, one_screen=one_screen, size=size, beat=beat, monitors=monitors, places=places
        )
        heard = Heard()
        self.shell.acted.connect(heard)
        self.heard = heard.events
        self.shell.show()
        self.turn()

    def show(self, screen: Screen | str) -> None:
        """Show a screen, or the made-up one of that name, and let the event loop turn."""
        self.shell.show_screen(SCREENS[screen] if isinstance(screen, str) else screen)
        self.turn()

    def turn(self) -> None:
        """Let what is due happen."""
        QApplication.processEvents()

    def read(self) -> None:
        """Give the page that is in sight the time in which somebody reads it."""
        self.clock.now += CALM_S

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key of the clerk's keyboard."""
        QTest.keyClick(self.shell.staff_window, key, modifier)

    def keys(self, text: str) -> None:
        """Figures and letters of the clerk's keyboard."""
        QTest.keyClicks(self.shell.staff_window, text)

    def windows(self) -> list[QWidget]:
        """The windows there are."""
        return [window for window in (self.shell.staff_window, self.shell.customer_window) if window is not None]

    def found(self, name: str) -> QWidget:
        """The one widget of that name that is in sight."""
        inside = [widget for window in self.windows() for widget in window.findChildren(QWidget, name)]
        seen = [widget for widget in inside if widget.isVisible()]
        assert len(seen) == 1, f"{len(seen)} of {len(inside)} widgets named {name} are in sight"
        return seen[0]

    def seen(self, name: str) -> bool:
        """Whether a widget of that name is in sight."""
        inside = [widget for window in self.windows() for widget in window.findChildren(QWidget, name)]
        return any(widget.isVisible() for widget in inside)

    def text(self, name: str) -> str:
        """What the label of that name says."""
        label = self.found(name)
        assert isinstance(label, QLabel | QAbstractButton)
        return label.text()

    def click(self, name: str) -> None:
        """A finger on the widget of that name."""
        QTest.mouseClick(self.found(name), Qt.MouseButton.LeftButton)

    def close_by_frame(self, window: KioskWindow) -> None:
        """The cross in the window's frame; Qt hides a window that lets it happen."""
        event = FrameClose()
        window.closeEvent(event)
        if event.isAccepted():
            window.close()
        self.turn()

    def hold(self, name: str, seconds: float = HOLD_S) -> None:
        """A finger that rests on the button of that name, by the stage's own clock."""
        button = self.found(name)
        assert isinstance(button, HoldButton)
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
        self.clock.now += seconds
        button.step()
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))


class FrameClose(QCloseEvent):
    """A wish to close as the window manager sends it; without one, Qt makes only events of the program itself."""

    def spontaneous(self) -> bool:
        """It comes from outside."""
        return True


class Paints(QObject):
    """Counts how often any widget is painted, from now on until `stop`."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self._watched = QApplication.instance()
        assert self._watched is not None
        self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything through."""
        self.count += isinstance(watched, QWidget) and event.type() is QEvent.Type.Paint
        return False

    def stop(self) -> int:
        """How often it was."""
        assert self._watched is not None
        self._watched.removeEventFilter(self)
        return self.count


def colours(widget: QWidget) -> set[str]:
    """Every colour on the painted widget, as `#rrggbb`."""
    # The image must live as long as anybody looks at its bytes.
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(bytes(image.constBits())).cast("I")
    return {f"#{pixel & 0xFFFFFF:06x}" for pixel in set(pixels)}
