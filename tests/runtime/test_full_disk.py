"""A full disk under a whole till: the customer who paid is shown as paid, and nobody new is charged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.adapters.journal import Bounds, Journal
from kiosk.adapters.journal_reader import JournalReader
from kiosk.adapters.reserve import NAME, Reserve
from kiosk.sale import events as e
from kiosk.sale.payment import State
from kiosk.sale.screen import CustomerPage, StaffPage
from tests.adapters.helpers import Disk
from tests.runtime.helpers import PAID, Bench

pytestmark = pytest.mark.usefixtures("qapp")

SIZE = 256 * 1024


def test_a_result_comes_out_on_a_full_disk_and_the_next_charge_does_not(tmp_path: Path) -> None:
    path, reserve = tmp_path / "journal.db", Reserve(tmp_path / NAME, SIZE)
    disk = Disk("full-under-a-till")
    journal = Journal(path, bounds=Bounds(reserve=SIZE), vfs=disk.name)
    bench = Bench(makers=lambda made: replace(made, journal=lambda: journal))
    bench.offer()
    # As long as the reserve is held there is no room; then there is exactly its own.
    disk.full = lambda: reserve.held
    bench.mailbox.post("till1-1", PAID)
    bench.read()
    assert bench.page is CustomerPage.PAID
    with JournalReader(path) as reader:
        recorded = reader.recall("till1-1")
    assert recorded is not None
    assert recorded.state is State.PAID
    # Nothing is left to hold it with: what lies in its place cannot be removed.
    (tmp_path / NAME / "x").mkdir(parents=True)
    bench.clock.seconds += 5.0
    bench.press(e.NextPressed())
    bench.charge()
    assert bench.staff is StaffPage.NOT_STARTED
    assert bench.screen.staff.headline is not None
    assert bench.screen.staff.headline.key == "staff.storage_before.headline"
    assert [seen for seen in bench.gate.seen if seen.startswith("order")] == ["order till1-1"]
    bench.runner.close()
