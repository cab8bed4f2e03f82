"""A computer that slept: whatever comes first notices it, and the code is gone before anything else happens."""

from __future__ import annotations

import pytest

from kiosk.sale import events as e
from kiosk.sale.screen import CustomerPage, StaffPage
from tests.runtime.helpers import Bench, JournalDown

pytestmark = pytest.mark.usefixtures("qapp")


def test_sleep_is_noticed_by_the_pulse() -> None:
    bench = Bench()
    bench.offer()
    bench.ring("pulse")
    assert not bench.blanks
    bench.clock.slept += 30.0
    bench.clock.seconds += 30.0
    bench.ring("pulse")
    assert len(bench.blanks) == 1
    assert bench.staff is StaffPage.CHECKING
    assert bench.timer("pulse").isActive()
    assert bench.timer("pulse").interval() == 3_000
    bench.ring("pulse")
    assert len(bench.blanks) == 1, "one sleep is one sleep"


def test_a_beat_from_outside_notices_sleep_too() -> None:
    bench = Bench()
    bench.offer()
    bench.runner.beat()
    assert not bench.blanks
    bench.clock.slept += 30.0
    bench.runner.beat()
    assert len(bench.blanks) == 1
    assert bench.staff is StaffPage.CHECKING


def test_while_somebody_else_beats_the_pulse_is_a_slow_one() -> None:
    bench = Bench()
    bench.offer()
    pulse = bench.timer("pulse")
    for _ in range(2):
        bench.runner.beat()
        bench.ring("pulse")
        assert pulse.isActive()
        assert pulse.interval() == 30_000
    bench.ring("pulse")
    assert pulse.interval() == 3_000


def test_a_closed_till_has_no_pulse_whoever_beats() -> None:
    bench = Bench()
    bench.offer()
    bench.runner.close()
    bench.runner.beat()
    assert not bench.timer("pulse").isActive()


@pytest.mark.parametrize("life", ["press", "answer"])
def test_sleep_is_noticed_by_whatever_comes_first(life: str) -> None:
    bench = Bench()
    bench.offer()
    bench.clock.slept += 30.0
    bench.ask.hold()
    if life == "press":
        bench.press(e.QuestionLeft())
    else:
        bench.probe.arrived.emit((e.ProbeAnswered("e1", 1, 0),))
    assert len(bench.blanks) == 1
    assert bench.staff is StaffPage.CHECKING


def test_a_nap_is_no_sleep() -> None:
    bench = Bench()
    bench.offer()
    bench.clock.slept += 4.0
    bench.ring("pulse")
    assert bench.page is CustomerPage.QR


def test_sleep_counts_even_when_the_journal_refuses() -> None:
    bench = Bench()
    bench.offer()
    bench.journal.down = JournalDown("full")
    bench.clock.slept += 400.0
    bench.clock.seconds += 400.0
    bench.ring("pulse")
    assert bench.screen.customer.qr is None
    bench.journal.down = None
    bench.forward(2.0)
    assert bench.screen.customer.qr is None
