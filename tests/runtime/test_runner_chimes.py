"""What is heard comes out with its screen, once, and never before its records are durable."""

from __future__ import annotations

import pytest

from kiosk.sale import events as e
from kiosk.sale import facts as f
from kiosk.sale.screen import Chime, CustomerPage, StaffPage
from tests.runtime.helpers import DECLINED, PAID, Bench, JournalDown

pytestmark = pytest.mark.usefixtures("qapp")


class Ears:
    """Listens to a bench: each chime with the customer's page that stood there."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.heard: list[tuple[Chime, CustomerPage]] = []
        bench.runner.sounded.connect(self._sounded)

    def _sounded(self, chime: Chime) -> None:
        self.heard.append((chime, self.bench.page))


def hears(bench: Bench, fact: f.Fact) -> None:
    bench.mailbox.post("till1-1", fact)
    bench.read()
    bench.breathe()


def test_paid_is_heard_when_it_is_shown() -> None:
    bench = Bench()
    ears = Ears(bench)
    bench.offer()
    assert ears.heard == []
    hears(bench, PAID)
    assert ears.heard == [(Chime.PAID, CustomerPage.PAID)]
    hears(bench, PAID)
    bench.press(e.Ticked(), e.NextPressed())
    assert len(ears.heard) == 1


def test_nothing_is_heard_before_it_is_saved() -> None:
    bench = Bench()
    ears = Ears(bench)
    bench.offer()
    bench.disk.hold()
    hears(bench, PAID)
    assert ears.heard == []
    bench.disk.release()
    assert ears.heard == [(Chime.PAID, CustomerPage.PAID)]


def test_what_cannot_be_saved_is_not_heard() -> None:
    bench = Bench()
    ears = Ears(bench)
    bench.offer()
    bench.journal.down = JournalDown()
    hears(bench, PAID)
    assert bench.staff is StaffPage.STORAGE
    assert ears.heard == []


def test_a_decline_and_money_after_a_cancel() -> None:
    bench = Bench()
    ears = Ears(bench)
    bench.offer()
    hears(bench, DECLINED)
    assert ears.heard == [(Chime.DECLINED, CustomerPage.DECLINED)]
    other = Bench()
    ears = Ears(other)
    other.offer()
    other.press(e.CancelPressed(), e.CancelConfirmed())
    hears(other, PAID)
    assert [chime for chime, _page in ears.heard] == [Chime.LATE]
