"""The whole program in its demo composition, on widgets, with time moved by hand.

Nothing sleeps and nothing is patched."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.adapters.folder import DataFolder
from kiosk.adapters.journal_reader import JournalReader
from kiosk.cli.till_window import Look, TillWindow
from kiosk.compose.demo import demo
from kiosk.runtime.lanes import Lanes
from kiosk.sale.events import Ticked
from kiosk.sale.payment import Payment
from kiosk.sale.screen import Chime, Screen
from kiosk.simulator.plot import Pace
from kiosk.ui.page import Shop
from kiosk.ui.texts import Language
from kiosk.ui.window_pair import Places
from tests.compose.helpers import HandClock
from tests.fakes import ImmediateLane

STEP_S = 0.25
CALLS = ("order", "ask", "mailbox", "probe")


class Playground:
    """One till in a folder. `screens` is every screen shown so far, with the second at which it came; `chimes` is what
    was heard, with the screen that stood there.
    """

    def __init__(
        self, folder: Path, clock: HandClock, *, one_screen: bool = False, pace: Pace | None = None, ask_above: int = 0
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.screens: list[tuple[float, Screen]] = []
        self.chimes: list[tuple[Chime, Screen]] = []
        self.parts = demo(folder, clocks=clock.edge(), patient=False, pace=pace or Pace(), ask_above=ask_above)
        self._lanes = {name: ImmediateLane(name) for name in ("journal", *CALLS)}
        for name in CALLS:
            self._lanes[name].hold()
        look = Look(Shop("Lucky Tea House", "好運茶室"), Places(one_screen=one_screen), Language.EN)
        self.till = TillWindow(self.parts, look, Lanes(**self._lanes))
        self.till.runner.shown.connect(self._shown)
        self.till.runner.sounded.connect(self._sounded)
        self.till.runner.present()
        self.till.shell.show()
        self.till.runner.start()
        self.rounds(4)

    def _shown(self, screen: Screen) -> None:
        self.screens.append((self.clock.seconds, screen))

    def _sounded(self, chime: Chime) -> None:
        self.chimes.append((chime, self.screen))

    @property
    def screen(self) -> Screen:
        return self.screens[-1][1]

    def rounds(self, count: int) -> None:
        """Let every line do what waits, show it, and let a quarter of a second go by; so many times."""
        for _ in range(count):
            for name in CALLS:
                self._lanes[name].work(self._lanes[name].waiting)
            QApplication.processEvents()
            self.clock.forward(STEP_S)
            self.till.runner.dispatch(Ticked())

    def until(self, wanted: Callable[[Screen], bool], within_s: float) -> float:
        """Rounds until the screen is as wanted; the seconds it took. Fails after `within_s`."""
        start = self.clock.seconds
        while not wanted(self.screen):
            seen = [(round(at, 2), s.staff.page.value, s.customer.page.value) for at, s in self.screens[-8:]]
            assert self.clock.seconds - start < within_s, f"not within {within_s} s; the last screens were {seen}"
            self.rounds(1)
        return self.clock.seconds - start

    def keys(self, keys: str) -> None:
        QTest.keyClicks(self.till.staff_window, keys)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.till.staff_window, key)

    def click(self, name: str) -> None:
        found = [w for w in self.till.staff_window.findChildren(QWidget, name) if w.isVisible()]
        assert found, f"no {name} in sight"
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def charge(self, minor: int) -> None:
        self.keys(f"{minor // 100}.{minor % 100:02d}")
        self.press(Qt.Key.Key_Return)

    def seen(self, name: str) -> bool:
        """A page of that name is in sight in one of the windows."""
        windows = [self.till.staff_window, self.till.shell.customer_window]
        return any(
            w.objectName() == name and w.isVisible() for top in windows if top for w in top.findChildren(QWidget)
        )

    def payments(self) -> list[Payment]:
        """What `kiosk payments list` would read now, newest first."""
        with JournalReader(DataFolder(self.folder).journal) as reader:
            return list(reader.payments())

    def close(self) -> None:
        self.till.close()


@contextmanager
def playing(folder: Path, clock: HandClock | None = None, *, ask_above: int = 0) -> Iterator[Playground]:
    """A playground that is closed in the end, whatever happened."""
    ground = Playground(folder, clock or HandClock(), ask_above=ask_above)
    try:
        yield ground
    finally:
        ground.close()
