"""What comes out to the screens: showing more waits for a step, showing less never does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QTimer, QTimerEvent

from kiosk.runtime.shutter import LONGEST_SLEEP_MS, Shutter, arm, timer
from kiosk.sale.machine import begin
from kiosk.sale.screen import Screen
from kiosk.sale.states import Offering, Ready
from kiosk.sale.till import Now, Till
from kiosk.sale.watching import Watch
from tests.runtime.hand_clock import NOON
from tests.runtime.helpers import CODE, RULES, old

pytestmark = pytest.mark.usefixtures("qapp")


def offering(name: str = "till1-1", deadline: float = 300.0) -> Till:
    """A till that offers a code until `deadline` (monotonic seconds)."""
    shown = replace(old(name), closed="", settled=None, deadline=NOON + timedelta(seconds=deadline))
    watch = Watch(left_at=0.0, deadline=deadline)
    return replace(begin(RULES), counter=Offering(name, CODE), payments={name: shown}, watches={name: watch})


class Window:
    """A shutter with somebody looking."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.log: list[str] = []
        self.then: Callable[[], object] | None = None
        self.owner = QObject()
        blanked, due = (lambda: self.log.append("blank")), (lambda: self.log.append("due"))
        self.shutter = Shutter(lambda: self.seconds, self._shown, blanked, due, self.owner)

    def _shown(self, screen: Screen) -> None:
        self.screen = screen
        then, self.then = self.then, None
        if then is not None:
            then()
        self.log.append("code" if screen.customer.qr is not None else screen.customer.page.value)

    def publish(self, till: Till, *, closing: bool = False) -> list[str]:
        """What came out of it."""
        self.log.clear()
        self.shutter.publish(till, Now(self.seconds, NOON), closing=closing)
        return list(self.log)

    @property
    def timer(self) -> QTimer:
        found = self.owner.findChild(QTimer, "runner-blank")
        assert isinstance(found, QTimer)
        return found

    def ring(self) -> list[str]:
        self.log.clear()
        QCoreApplication.sendEvent(self.timer, QTimerEvent(self.timer.timerId()))
        return list(self.log)


def test_a_screen_comes_out_when_it_changed() -> None:
    window = Window()
    assert window.publish(begin(RULES)) == ["idle"]
    assert window.publish(begin(RULES)) == []
    assert window.publish(offering()) == ["code"]


def test_a_code_is_hidden_at_its_deadline_and_not_before() -> None:
    window = Window()
    window.publish(offering(deadline=50.0))
    assert window.timer.interval() == 50_001
    window.seconds = 49.5
    assert window.ring() == []
    assert window.timer.interval() == 501
    window.seconds = 50.0
    assert window.ring() == ["blank", "due"]
    assert not window.timer.isActive()


def test_a_screen_after_the_deadline_has_no_code_whatever_the_till_says() -> None:
    window = Window()
    window.publish(offering(deadline=50.0))
    window.seconds = 50.0
    assert window.publish(offering(deadline=50.0)) == ["checking"]
    assert "code" not in window.publish(offering(deadline=110.0)), "a reached deadline never comes back"
    assert window.screen.customer.qr is None


def test_a_hidden_code_stays_hidden_until_a_step_took_it_off() -> None:
    window = Window()
    window.publish(offering())
    window.shutter.hide()
    assert window.log[-1] == "blank"
    assert window.publish(offering()) == ["checking"]
    assert window.publish(replace(offering(), counter=Ready())) == ["idle"]
    assert window.publish(offering()) == ["code"]


def test_another_code_is_not_hidden_with_it() -> None:
    window = Window()
    window.publish(offering())
    window.shutter.hide()
    assert window.publish(offering("till1-2")) == ["code"]


def test_a_code_does_not_come_out_while_a_press_that_hides_it_waits() -> None:
    window = Window()
    window.publish(begin(RULES))
    assert window.publish(offering(), closing=True) == ["checking"]
    assert window.publish(offering()) == []


def test_whoever_publishes_while_a_screen_comes_out_has_the_last_word() -> None:
    window = Window()
    window.then = lambda: window.publish(replace(offering(), counter=Ready()))
    window.publish(offering())
    assert not window.timer.isActive(), "the newest screen has no deadline"


def test_hiding_nothing_is_safe() -> None:
    window = Window()
    window.shutter.hide()
    assert window.log == ["blank"]
    assert window.publish(offering()) == ["code"]


def test_the_timer_of_a_code_that_went_does_nothing() -> None:
    window = Window()
    window.publish(offering())
    window.publish(replace(offering(), counter=Ready()))
    assert not window.timer.isActive()
    window.timer.start(60_000)
    assert window.ring() == []


def test_a_closed_shutter_has_nothing_due() -> None:
    window = Window()
    window.publish(offering())
    window.shutter.close()
    assert not window.timer.isActive()


@pytest.mark.parametrize(
    ("at", "ms"), [(10.0, 101), (1.0, 101), (0.9, 100), (0.0, 100), (10.5, 501), (9_999.0, LONGEST_SLEEP_MS)]
)
def test_a_timer_rings_when_it_is_due_and_never_at_once_again(at: float, ms: int) -> None:
    owner = QObject()
    made = timer(owner, "x", lambda: None)
    now = {10.0: 9.9, 10.5: 10.0, 1.0: 0.9}.get(at, 1.0)
    arm(made, at, now, overdue_ms=100)
    assert abs(made.interval() - ms) <= 1
    arm(made, None, now)
    assert not made.isActive()


class HandAlarm:
    """An alarm of somebody else's."""

    def __init__(self, slot: Callable[[], None]) -> None:
        self.slot = slot
        self.ms: int | None = None

    def start(self, ms: int, /) -> None:
        self.ms = ms

    def stop(self) -> None:
        self.ms = None

    def isActive(self) -> bool:
        return self.ms is not None


def test_alarms_may_be_somebody_elses() -> None:
    made: dict[str, HandAlarm] = {}

    def alarms(parent: QObject, name: str, slot: Callable[[], None], /, *, once: bool = True) -> HandAlarm:
        made[name] = HandAlarm(slot)
        return made[name]

    seconds: list[float] = [0.0]
    log: list[str] = []

    def shown(screen: Screen) -> None:
        log.append(screen.customer.page.value)

    due, blanked = (lambda: log.append("due")), (lambda: log.append("blank"))
    shutter = Shutter(lambda: seconds[0], shown, blanked, due, QObject(), alarms)
    shutter.publish(offering(), Now(0.0, NOON), closing=False)
    assert made["blank"].ms == 60_000
    seconds[0] = 300.0
    made["blank"].slot()
    assert log == ["qr", "blank", "due"]
    shutter.close()
    assert not made["blank"].isActive()
