"""A monkey at the till: touches and keys without sense on both windows, and what must hold whatever it does.

It plays the whole program in its demo composition, with time moved by hand. The customer's window must take no focus,
show no control, start nothing and stay where it is; no window may appear or vanish; and from wherever the monkey got
to, a person must find back to the keypad. How long the window stood still is measured and told, not judged here.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import TracebackType

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from kiosk.sale.events import NextPressed, QrDrawn, QrPainted
from kiosk.sale.screen import StaffPage
from kiosk.ui.number_card import NumberCard
from tests.compose.helpers import HandClock
from tests.monkey.way_back import way_back
from tests.stories.playground import Playground

SCHEDULED = Path("/proc/thread-self/schedstat")
ROUND_EVERY = 3
LOOK_EVERY = 25
BACK_EVERY = 400
NEW_TILL_EVERY = 4_000
SALES, STORIES = 0.06, 30
K = Qt.Key
KEYS = (
    *(K(K.Key_0 + digit) for digit in range(10)), *(K(K.Key_F1 + number) for number in range(12)),
    K.Key_Return, K.Key_Enter, K.Key_Escape, K.Key_Tab, K.Key_Backtab, K.Key_Space, K.Key_Period, K.Key_Plus,
    K.Key_Backspace, K.Key_Delete, K.Key_Insert, K.Key_Up, K.Key_Down, K.Key_Left, K.Key_Right, K.Key_Home, K.Key_End,
    K.Key_PageUp, K.Key_PageDown, K.Key_A, K.Key_Q, K.Key_W, K.Key_Z, K.Key_Menu, K.Key_Meta, K.Key_Print, K.Key_Pause,
)  # fmt: skip
MODIFIERS = (
    *([Qt.KeyboardModifier.NoModifier] * 8), Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.MetaModifier,
)  # fmt: skip
BUTTONS = (*([Qt.MouseButton.LeftButton] * 6), Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton)
DEAF = Qt.WindowType.WindowTransparentForInput | Qt.WindowType.WindowDoesNotAcceptFocus
BY_PROGRAM = (QrPainted, QrDrawn)
"""What a face tells the machine without anybody touching it."""


@dataclass
class Findings:
    """What came of it. `escapes` are broken laws in words, `stalls` touches of over 200 ms; `worst_s` is in seconds."""

    touches: int = 0
    tills: int = 0
    escapes: list[str] = field(default_factory=list)
    stalls: int = 0
    worst_s: float = 0.0
    worst: str = ""
    pages: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        lines = [
            f"{self.touches:,} touches and keys on {self.tills} tills, {len(self.escapes)} escapes or dead ends",
            f"{self.stalls} stood still for over 200 ms; the longest: {self.worst_s * 1e3:.0f} ms ({self.worst})",
            "pages " + " ".join(f"{page}={count}" for page, count in sorted(self.pages.items())),
        ]
        return "\n".join([*lines, *self.escapes[:20]])


class Monkey:
    """One till after the other. `one_screen`: both faces in one window. `plant` spoils each, for a test of this."""

    def __init__(
        self, seed: int, folder: Path, *, one_screen: bool, plant: Callable[[Playground], object] = lambda _till: None
    ) -> None:
        self._chance = Random(f"monkey {seed}")
        self._folder = folder
        self._one_screen = one_screen
        self._plant = plant
        self._acted: list[object] = []
        self._faults: list[str] = []
        self.found = Findings()

    def play(self, touches: int) -> Findings:
        """So many touches, on a new till every few thousand. Faults of slots are findings too."""
        before, sys.excepthook = sys.excepthook, self._fault
        try:
            left = touches
            while left > 0:
                left -= self._one_till(min(left, NEW_TILL_EVERY))
        finally:
            sys.excepthook = before
        return self.found

    def _fault(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        self._faults.append(f"{kind.__name__}: {fault}")

    def _one_till(self, touches: int) -> int:
        folder = self._folder / f"till-{self.found.tills}"
        folder.mkdir(mode=0o700)
        ground = Playground(folder, HandClock(), one_screen=self._one_screen)
        self.found.tills += 1
        self._plant(ground)
        ground.till.shell.acted.connect(self._acted.append)
        done = 0
        try:
            for done in range(1, touches + 1):
                words = self._touch(ground)
                self.found.touches += 1
                if done % LOOK_EVERY == 0:
                    self._look(ground, words)
                if done % BACK_EVERY == 0 and not way_back(ground):
                    self._escape(ground, f"no way back to the keypad from {ground.screen.staff.page}", words)
                    break
                if not ground.till.staff_window.isVisible():
                    break  # staff closed the till, and were asked before
        finally:
            ground.close()
        return done

    def _escape(self, ground: Playground, why: str, words: str) -> None:
        self.found.escapes.append(f"till {self.found.tills}, touch {self.found.touches}, after {words}: {why}")

    # One touch.

    def _touch(self, ground: Playground) -> str:
        window = self._chance.choice(_windows(ground))
        customers = window is ground.till.shell.customer_window or self._customer_in_front(ground)
        del self._acted[:]
        began = time.perf_counter() - _waited()
        sold = self._sale(ground)
        words = sold or self._act(window, customers)
        QApplication.processEvents()
        # A running loop lets go of closed pages by itself; this one is never inside it.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        lasted = time.perf_counter() - _waited() - began
        self._judge(ground, words, customers and not sold)
        if self.found.touches % ROUND_EVERY == 0:
            ground.rounds(1)
            self._let_wiping_end(ground)
        self._note(lasted, f"{words} on {ground.screen.staff.page}")
        self.found.pages[ground.screen.staff.page.value] += 1
        return words

    @staticmethod
    def _let_wiping_end(ground: Playground) -> None:
        """Half a minute in which nothing can be touched is soon over: its timer follows the clock moved by hand."""
        wiping = ground.till.shell.cleaning
        if wiping is not None:
            ground.clock.forward(5.0)
            wiping.step()

    def _sale(self, ground: Playground) -> str:
        """Now and then a real sale, or hardly anything but the keypad would be touched. Its cents choose a story."""
        staff = ground.till.shell.staff
        idle = ground.screen.staff.page is StaffPage.KEYPAD and staff.overlay is None
        if not idle or self._chance.random() > SALES:
            return ""
        ground.press(K.Key_Delete)
        ground.charge(100 * self._chance.randrange(1, 300) + self._chance.randrange(STORIES))
        return "a sale"

    def _customer_in_front(self, ground: Playground) -> bool:
        one = ground.till.shell.one
        return one is not None and not one.staff_in_front

    def _act(self, window: QWidget, customers: bool) -> str:
        kind = self._chance.random()
        if kind < 0.35 and not customers:
            key, modifier = self._chance.choice(KEYS), self._chance.choice(MODIFIERS)
            QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
            return f"{modifier.name} {key.name}"
        if kind < 0.35 and window.objectName() == "customerWindow":
            key, modifier = self._chance.choice(KEYS), self._chance.choice(MODIFIERS)
            QTest.keyClick(window, key, modifier)
            return f"{modifier.name} {key.name} on the customer's window"
        if kind < 0.4:
            return self._odd(window)
        target, place = self._aim(window)
        button = self._chance.choice(BUTTONS)
        if self._chance.random() < 0.1:
            QTest.mouseDClick(target, button, pos=place)
            if isValid(target):
                # Qt's helper leaves the finger on the glass, where it would rest long enough to hold a button.
                QTest.mouseRelease(target, button, pos=place)
        else:
            QTest.mouseClick(target, button, pos=place)
        return f"{button.name} on {target.objectName() or type(target).__name__} of {window.objectName()}"

    def _aim(self, window: QWidget) -> tuple[QWidget, QPoint]:
        """Somewhere; half of the time at a button that is there."""
        buttons = [found for found in window.findChildren(QAbstractButton) if found.isVisible()]
        if buttons and self._chance.random() < 0.5:
            button = self._chance.choice(buttons)
            return button, button.rect().center()
        place = QPoint(self._chance.randrange(window.width()), self._chance.randrange(window.height()))
        under = window.childAt(place) or window
        return under, under.mapFrom(window, place) if under is not window else place

    def _odd(self, window: QWidget) -> str:
        """A menu is asked for, a wheel turned, something dragged."""
        target, place = self._aim(window)
        middle, nothing = QPointF(place), QPoint()
        if self._chance.random() < 0.4:
            menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, target.mapToGlobal(place))
            QApplication.sendEvent(target, menu)
            return f"menu on {target.objectName()}"
        if self._chance.random() < 0.4:
            wheel = QWheelEvent(
                middle, QPointF(target.mapToGlobal(place)), nothing, QPoint(0, 120), Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            QApplication.sendEvent(target, wheel)
            return f"wheel on {target.objectName()}"
        QTest.mousePress(target, Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseMove(target, place + QPoint(80, 60))
        QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=place + QPoint(80, 60))
        return f"drag on {target.objectName()}"

    # What must hold.

    def _judge(self, ground: Playground, words: str, customers: bool) -> None:
        if customers:
            # With one screen the clerk's "next" stands below a result, and is all that needs no holding. Staff may
            # have chosen other screens since.
            fine = (*BY_PROGRAM, NextPressed) if ground.till.shell.one is not None else BY_PROGRAM
            started = [event for event in self._acted if not isinstance(event, fine)]
            if started:
                self._escape(ground, f"the customer started {started[0]!r}", words)
        for fault in self._faults:
            self._escape(ground, fault, words)
        del self._faults[:]

    def _look(self, ground: Playground, words: str) -> None:
        shell = ground.till.shell
        for broken in self._broken(ground):
            self._escape(ground, broken, words)
        gone = shell.customer_window is not None and not shell.customer_window.isVisible()
        if gone and shell.staff_window.isVisible():
            self._escape(ground, "the customer's window is gone", words)

    def _broken(self, ground: Playground) -> Iterator[str]:
        customer = ground.till.shell.customer_window
        strangers = {top for top in QApplication.topLevelWidgets() if top.isVisible()} - set(_windows(ground))
        # Staff may ask which screen is which: a number on each for some seconds, which nobody can touch.
        cards = {top for top in strangers if isinstance(top, NumberCard) and top.windowFlags() & DEAF == DEAF}
        screens = len(ground.till.shell.windows.seating.monitors)
        if len(cards) > screens:
            yield f"{len(cards)} numbers on {screens} screens"
        strangers -= cards
        if strangers:
            yield f"a window nobody made: {[type(top).__name__ for top in strangers]}"
        if customer is None:
            return
        focus = QApplication.focusWidget()
        if focus is not None and focus.window() is customer:
            yield f"the customer's window has the keyboard: {focus.objectName()}"
        for inside in (customer, *customer.findChildren(QWidget)):
            if inside.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                yield f"{inside.objectName()} on the customer's window takes focus"
            if isinstance(inside, QAbstractButton) and inside.isVisible():
                yield f"a control on the customer's window: {inside.objectName()}"

    def _note(self, lasted: float, words: str) -> None:
        self.found.stalls += lasted > 0.2
        if lasted > self.found.worst_s:
            self.found.worst_s, self.found.worst = lasted, words


def _waited() -> float:
    """Seconds in which this thread wanted the processor and others had it: a busy machine is no fault of the till."""
    try:
        return int(SCHEDULED.read_text("ascii").split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0  # not on this system


def _windows(ground: Playground) -> list[QWidget]:
    shell = ground.till.shell
    return [window for window in (shell.staff_window, shell.customer_window) if window is not None]
