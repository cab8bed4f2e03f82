"""The demo plays itself: real sales in the real composition, pressed on real widgets, with a picture of each screen.

For computers without a screen, and for the pictures of the README. It waits for screens, never for
time, except that every step has an end.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from kiosk.cli.till_window import Look, TillWindow
from kiosk.compose.demo import demo
from kiosk.sale.screen import CustomerPage, Screen, StaffPage
from kiosk.simulator.plot import Pace
from kiosk.ui.texts import Language

PACE = Pace(code=0.3, pay=1.2, late=3.0, confirm=0.3, again=2.0)
STEP_MS = 30_000
BREATH_MS = 120
QUIET_MS = 1_100

Wanted = Callable[[Screen], bool]
Script = Generator[Wanted | int, None, None]


class Tour(QObject):
    """Plays a script on a till; `pictures` is where the PNG files go."""

    def __init__(self, till: TillWindow, pictures: Path, step_ms: int = STEP_MS) -> None:
        super().__init__()
        self._till = till
        self._pictures = pictures
        self._step_ms = step_ms
        self._screen: Screen | None = None
        self._wanted: Wanted | int = 0
        self._script = self._sales()
        self.made: list[Path] = []
        self.stuck = ""
        self._limit = self._timer(self._too_long)
        self._breath = self._timer(self._go_on)
        till.runner.shown.connect(self._shown)
        self._breath.start(BREATH_MS)

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer

    @Slot(object)
    def _shown(self, screen: Screen) -> None:
        self._screen = screen
        if callable(self._wanted) and self._wanted(screen):
            # The page was only just told; let it be painted before a picture is taken.
            self._breath.start(BREATH_MS)

    def _go_on(self) -> None:
        self._limit.stop()
        try:
            self._wanted = next(self._script)
        except StopIteration:
            QApplication.exit(0)
            return
        if isinstance(self._wanted, int):
            self._breath.start(self._wanted)
        elif self._screen is not None and self._wanted(self._screen):
            self._breath.start(BREATH_MS)
        else:
            self._limit.start(self._step_ms)

    def _too_long(self) -> None:
        screen = self._screen
        self.stuck = "the keypad" if screen is None else f"{screen.staff.page.value}/{screen.customer.page.value}"
        QApplication.exit(1)

    # What a hand does.

    def _type(self, keys: str) -> None:
        QTest.keyClicks(self._till.staff_window, keys)

    def _press(self, key: Qt.Key) -> None:
        QTest.keyClick(self._till.staff_window, key)

    def _picture(self, name: str) -> None:
        windows: dict[str, QWidget | None] = {
            "staff": self._till.staff_window,
            "customer": self._till.shell.customer_window,
        }
        for side, window in windows.items():
            if window is not None and (name.startswith(side) or not name.startswith(("staff", "customer"))):
                file = self._pictures / (f"{name}.png" if name.startswith(side) else f"{side}-{name}.png")
                window.grab().save(str(file))
                self.made.append(file)

    # The script.

    def _sales(self) -> Script:
        yield lambda s: bool(s.staff.buttons) and s.staff.buttons[0].enabled
        self._picture("customer-idle")
        self._type("128.50")
        yield BREATH_MS
        self._picture("staff-keypad")
        self._picture("customer-amount")
        self._press(Qt.Key.Key_Return)
        yield lambda s: s.customer.page is CustomerPage.QR
        self._picture("customer-qr")
        self._picture("staff-offering")
        yield lambda s: s.staff.page is StaffPage.APPROVED
        self._picture("staff-paid")
        self._picture("customer-paid")
        yield QUIET_MS
        yield from self._declined()
        yield from self._cancelled()
        yield from self._lists()

    def _declined(self) -> Script:
        self._type("36.01")
        self._press(Qt.Key.Key_Return)
        yield lambda s: s.staff.page is StaffPage.DECLINED
        self._picture("declined")
        yield QUIET_MS

    def _cancelled(self) -> Script:
        self._type("52.28")
        self._press(Qt.Key.Key_Return)
        yield lambda s: s.customer.page is CustomerPage.QR
        self._press(Qt.Key.Key_Escape)
        yield lambda s: s.staff.question is not None
        self._picture("staff-cancel")
        self._click("cancelConfirmButton")
        yield lambda s: s.staff.page is StaffPage.STOPPED
        self._picture("stopped")
        yield lambda s: s.staff.badge > 0
        # The page has just changed by itself, and takes no key until it could be seen.
        yield QUIET_MS
        self._press(Qt.Key.Key_Return)
        yield lambda s: s.staff.page is StaffPage.KEYPAD

    def _lists(self) -> Script:
        for name, button in (("recent", "recentButton"), ("today", "todayButton"), ("attention", "badgeButton")):
            self._click(button)
            yield BREATH_MS
            self._picture(f"staff-{name}")
            self._press(Qt.Key.Key_Escape)
            yield BREATH_MS

    def _click(self, name: str) -> None:
        for button in self._till.staff_window.findChildren(QPushButton, name):
            if button.isVisible():
                button.click()
                return


def play(folder: Path, pictures: Path) -> int:
    """Play the tour; says where the pictures are. Exit code 0, or 1 when a step did not come."""
    pictures.mkdir(parents=True, exist_ok=True)
    look = Look.for_demo(one_screen=False)
    till = TillWindow(demo(folder, pace=PACE), Look(shop=look.shop, places=look.places, language=Language.EN))
    tour = Tour(till, pictures)
    till.exec()
    if tour.stuck:
        print(f"The tour stopped at {tour.stuck}; run it again, and `kiosk doctor` if it stops again.")
        return 1
    print(f"The tour played {len(tour.made)} screens; the pictures are in {pictures.resolve()}")
    return 0
