"""Half a minute in which both windows can be wiped: touches and keys do nothing, and a calm page says so.

Only what people do is held back; what the machines do goes on, and a result that arrives ends it at once. Must not
know how a sale goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.sale.screen import Left, Screen, StaffView
from kiosk.ui.close_page import RESTING
from kiosk.ui.icons import Icon
from kiosk.ui.marks import Mark
from kiosk.ui.page import Kit, Page, Trio
from kiosk.ui.scale import SECOND_MS, Scale
from kiosk.ui.space import Line, Shown, Thing, centred, inset, stack
from kiosk.ui.texts import left_text, seconds_left
from kiosk.ui.window import KioskWindow

CLEANING_S = 30.0
Kind = QEvent.Type
HELD_BACK = frozenset({
    Kind.MouseButtonPress, Kind.MouseButtonRelease, Kind.MouseButtonDblClick, Kind.MouseMove, Kind.Wheel,
    Kind.TouchBegin, Kind.TouchUpdate, Kind.TouchEnd, Kind.TouchCancel, Kind.TabletPress, Kind.TabletMove,
    Kind.TabletRelease, Kind.NativeGesture, Kind.Gesture, Kind.GestureOverride, Kind.ContextMenu, Kind.KeyPress,
    Kind.KeyRelease, Kind.ShortcutOverride, Kind.Shortcut, Kind.InputMethod, Kind.DragEnter, Kind.DragMove, Kind.Drop,
})  # fmt: skip
"""Everything that a hand, a cloth or a keyboard can do to a window."""


def may_clean(view: StaffView) -> bool:
    """Whether nobody waits for anything here: no code is shown, no sale runs or is set aside, nothing is asked."""
    return view.page in RESTING and view.question is None and all(tile.final for tile in view.tiles)


def begin(
    parent: QObject, windows: Sequence[KioskWindow | None], screen: Screen | None, ended: Callable[[], None]
) -> Cleaning | None:
    """Let the windows that there are be wiped from now on; None, and nothing done, when somebody waits."""
    if screen is None or not may_clean(screen.staff):
        return None
    return Cleaning(parent, [window for window in windows if window is not None], screen, ended)


class CleaningPage(Page):
    """A mark, what is going on in both languages, and the time left."""

    def __init__(self, parent: QWidget, name: str, kit: Kit) -> None:
        super().__init__(parent, name, kit)
        of = kit.theme.colours
        self.mark = Mark(self)
        self.mark.show_icon(Icon.SCREEN, of.soft)
        self.title = Trio(self, "cleaningText", bold=True, centre=True)
        self.left = self.label("cleaningLeftText", bold=True, centre=True, ink=of.accent_mark)
        self.hint = Trio(self, "cleaningHintText", centre=True, ink=of.soft)
        self.title.write(kit.words.customer("customer.cleaning", None))
        self.hint.write(kit.words.customer("customer.cleaning_hint", None))

    def count(self, text: str) -> None:
        """Write the time left, as m:ss."""
        if text != self.left.text():
            self.left.write(text)
            self.settle()

    def arrange(self, scale: Scale) -> None:
        """One column in the middle."""
        side = round(min(self.width(), self.height()) * 0.14)
        items: list[Shown] = [Thing(self.mark, side, side)]
        items += self.title.lines(scale.display, scale.headline, scale.floor, scale.md)
        items.append(Line(self.left, scale.figures, scale.floor, above=scale.sm))
        items += self.hint.lines(scale.title, scale.lead, scale.floor, scale.sm)
        wide = min(self.width() - 2 * scale.lg, scale.line)
        stack(centred(inset(self.rect(), scale.lg, scale.md), wide, self.height()), items)


class Cleaning(QObject):
    """The half minute, from now on. `ended` is called once, however it ends."""

    def __init__(
        self, parent: QObject, windows: Sequence[KioskWindow], screen: Screen, ended: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self._windows = windows
        self._ended = ended
        self._before = screen
        self._mono = windows[0].kit.words.mono
        self.until = self._mono() + CLEANING_S
        self.pages = [CleaningPage(window, _name(window), window.kit) for window in windows]
        for window, page in zip(windows, self.pages, strict=True):
            window.cover(page)
        self.timer = QTimer(self)
        self.timer.setInterval(SECOND_MS)
        self.timer.timeout.connect(self.step)
        self.timer.start()
        self.step()
        application = QApplication.instance()
        assert application is not None, "windows have an application"
        application.installEventFilter(self)

    def step(self) -> None:
        """Look at the clock: write the time left, or end."""
        left = seconds_left(Left(self.until), self._mono())
        if left <= 0:
            self.end()
            return
        for page in self.pages:
            page.count(left_text(left))

    def follow(self, screen: Screen) -> None:
        """A new moment: whatever somebody has to see ends it."""
        if not may_clean(screen.staff) or _news(self._before.staff, screen.staff):
            self.end()

    def end(self) -> None:
        """The windows hear again; a second time does nothing."""
        if not self.timer.isActive():
            return
        self.timer.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        for window in self._windows:
            window.cover(None)
        self._ended()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nothing that a cloth does reaches the two windows."""
        return event.type() in HELD_BACK and self._ours(watched)

    def _ours(self, watched: QObject) -> bool:
        if isinstance(watched, QWidget):
            return watched.window() in self._windows
        return isinstance(watched, QWindow) and any(window.windowHandle() is watched for window in self._windows)


def _name(window: KioskWindow) -> str:
    return "customerCleaningPage" if window.objectName() == "customerWindow" else "cleaningPage"


def _news(old: StaffView, new: StaffView) -> bool:
    """Whether a person should see something that was not there: another page, a result, a trouble, a decision."""
    if (old.page, old.sale, old.tiles, old.banner) != (new.page, new.sale, new.tiles, new.banner):
        return True
    known = {row.payment_id for row in old.attention}
    facts = {row.payment_id: row.fact for row in old.recent}
    return any(row.payment_id not in known for row in new.attention) or any(
        facts.get(row.payment_id, row.fact) != row.fact for row in new.recent
    )
