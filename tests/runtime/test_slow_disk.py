"""A slow disk slows nobody but the journal's own lane: no other thread ever touches it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest
from pytestqt.qtbot import QtBot

from kiosk.adapters.journal import Bounds, Journal
from kiosk.runtime.lanes import threads
from kiosk.runtime.ports import Makers
from kiosk.runtime.runner import Runner
from kiosk.sale import events as e
from kiosk.sale.screen import CustomerPage, Screen
from tests.leavings import closed_at_end
from tests.runtime.hand_clock import HandClock
from tests.runtime.helpers import PAID, QR, RULES, ScriptedGate, ScriptedMailbox


class Witness(apsw.VFS):
    """The system's file layer; it notes which thread does what, and lets a sync wait until somebody opens the gate."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self.name = name
        self.seen: set[tuple[str, str]] = set()
        self.gate = threading.Event()
        self.gate.set()

    def note(self, what: str) -> None:
        self.seen.add((threading.current_thread().name, what))

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        self.note("open")
        return _Seen(self, name, flags)


class _Seen(apsw.VFSFile):
    def __init__(self, disk: Witness, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._disk = disk

    def xRead(self, amount: int, offset: int) -> bytes:
        self._disk.note("read")
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.note("write")
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        self._disk.note("sync")
        assert self._disk.gate.wait(30.0), "nobody opened the gate"
        super().xSync(flags)


class Counter:
    """A till with its real lanes; its page paints a code as soon as it is told to prepare one."""

    def __init__(self, makers: Makers) -> None:
        self.clock = HandClock()
        self.runner = Runner(RULES, makers, self.clock.edge(), threads())
        closed_at_end(self.runner)
        self.page: CustomerPage | None = None
        self._painted = ""
        self.runner.shown.connect(self._shown)

    def _shown(self, screen: Screen) -> None:
        self.page = screen.customer.page
        code = screen.customer.prepare
        if code is not None and code.payment_id != self._painted:
            self._painted = code.payment_id
            self.runner.dispatch(e.QrPainted(code.payment_id, good=True))


@pytest.fixture
def disk(request: pytest.FixtureRequest) -> Witness:
    return Witness(f"witness-{request.node.name}")


def till(path: Path, disk: Witness) -> tuple[Counter, ScriptedMailbox, ScriptedGate]:
    mailbox, gate = ScriptedMailbox(), ScriptedGate()
    journal = Makers(lambda: Journal(path, bounds=Bounds(idle_log=1), vfs=disk.name), lambda: gate, lambda: mailbox)
    return Counter(journal), mailbox, gate


def go_on(counter: Counter, until: Callable[[], bool]) -> Callable[[], bool]:
    """Time goes on a little with each look, so that timers come due, but slower than a busy machine's lanes."""

    def look() -> bool:
        counter.clock.seconds += 0.02
        counter.runner.dispatch(e.Ticked())
        return until()

    return look


def test_only_the_journals_lane_touches_the_disk_in_a_whole_sale(qtbot: QtBot, tmp_path: Path, disk: Witness) -> None:
    counter, mailbox, _gate = till(tmp_path / "journal.db", disk)
    counter.runner.start()
    qtbot.waitUntil(go_on(counter, lambda: counter.runner.till.awake), timeout=30_000)
    for key in "128.50":
        counter.runner.dispatch(e.KeyTyped(key))
    counter.runner.dispatch(e.ChargePressed())
    qtbot.waitUntil(go_on(counter, lambda: "till1-1" in counter.runner.till.payments), timeout=30_000)
    mailbox.post("till1-1", QR)
    qtbot.waitUntil(go_on(counter, lambda: counter.page is CustomerPage.QR), timeout=30_000)
    mailbox.post("till1-1", PAID)
    qtbot.waitUntil(go_on(counter, lambda: counter.page is CustomerPage.PAID), timeout=30_000)
    counter.runner._tidy()
    counter.runner.close(timeout_s=5.0)
    assert {thread for thread, _what in disk.seen} == {"journal"}
    assert {what for _thread, what in disk.seen} == {"open", "read", "write", "sync"}


def test_while_a_sync_takes_its_time_the_keypad_goes_on(qtbot: QtBot, tmp_path: Path, disk: Witness) -> None:
    counter, _mailbox, gate = till(tmp_path / "journal.db", disk)
    counter.runner.start()
    qtbot.waitUntil(go_on(counter, lambda: counter.runner.till.awake), timeout=30_000)
    disk.gate.clear()
    for key in "128.50":
        counter.runner.dispatch(e.KeyTyped(key))
    qtbot.waitUntil(go_on(counter, lambda: counter.runner.till.lines.relay_ok is not None), timeout=30_000)
    counter.runner.dispatch(e.ChargePressed())
    # The main thread came back at once; the order waits for its record, and nothing of the step came out.
    assert counter.runner.till.payments == {}
    assert "order till1-1" not in gate.seen
    disk.gate.set()
    qtbot.waitUntil(go_on(counter, lambda: "order till1-1" in gate.seen), timeout=30_000)
    counter.runner.close(timeout_s=5.0)
