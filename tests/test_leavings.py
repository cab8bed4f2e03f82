"""What is looked for after each test is found when it is there."""

import pytest
from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

from kiosk.cli.till_window import leave
from tests import leavings

pytestmark = pytest.mark.usefixtures("qapp")


class Opened:
    """Something to close."""

    def __init__(self) -> None:
        self.closed = 0
        leavings.closed_at_end(self)

    def close(self) -> None:
        self.closed += 1


def test_what_was_opened_is_closed_once() -> None:
    opened = Opened()
    leavings.close_all()
    leavings.close_all()
    assert opened.closed == 1


def test_windows_of_before_stay_and_others_go_even_hidden() -> None:
    stays = QWidget()
    before = leavings.windows()
    kept_alive = QWidget()
    assert set(leavings.windows()) == {*before, kept_alive}
    leavings.delete_windows(before)
    assert list(leavings.windows()) == list(before)
    assert stays in before


def test_a_running_timer_is_named_and_a_stopped_one_is_not() -> None:
    owner = QObject()
    timer = QTimer(owner)
    timer.setObjectName("left-behind")
    timer.start(60_000)
    assert leavings.ringing().count("left-behind") == 1
    timer.stop()
    assert "left-behind" not in leavings.ringing()


def test_loops_run_again_after_a_till_was_left_outside_of_its_own() -> None:
    def runs() -> bool:
        loop = QEventLoop()
        QTimer.singleShot(0, loop.quit)
        return loop.exec() == 0

    assert runs()
    leave()
    assert not runs()
    leavings.let_loops_run()
    assert runs()
