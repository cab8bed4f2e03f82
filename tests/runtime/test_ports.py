"""The real journal behind its port: a sale over two starts of the program."""

from __future__ import annotations

import inspect
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from kiosk.adapters.journal import Journal
from kiosk.adapters.journal_reader import JournalReader
from kiosk.runtime.ports import Edge, JournalPort, Makers
from kiosk.sale import events as e
from kiosk.sale import records as r
from kiosk.sale.payment import Payment, State, fold
from kiosk.sale.screen import CustomerPage
from tests.runtime.helpers import PAID, QR, Bench

pytestmark = pytest.mark.usefixtures("qapp")


def bench_over(path: Path) -> Bench:
    """A bench whose journal is a file."""
    return Bench(makers=lambda makers: replace(makers, journal=lambda: Journal(path)))


def folded(path: Path, payment_id: str) -> Payment:
    """A payment as its records add up to, read like `kiosk payments` reads them."""
    payment: Payment | None = None
    for _, record in JournalReader(path).history(payment_id):
        if not isinstance(record, r.LetterKept):
            payment = fold(payment, record)
    assert payment is not None
    return payment


def test_a_sale_survives_the_end_of_the_program(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    first = bench_over(path)
    first.offer()
    first.runner.close()
    second = bench_over(path)
    second.clock.seconds += 20.0
    second.mailbox.post("till1-1", QR)
    second.mailbox.post("till1-1", PAID)
    second.start()
    assert second.page is CustomerPage.CHECKING
    assert second.runner.till.lines.position == 1, "the letter before is not read again"
    second.read()
    assert second.screen.customer.page is CustomerPage.PAID
    paid = second.runner.till.payments["till1-1"]
    second.runner.close()
    assert folded(path, "till1-1") == paid


def test_an_old_payment_is_found_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    bench = bench_over(path)
    bench.offer()
    bench.press(e.CancelConfirmed(), e.NextPressed())
    bench.mailbox.post("till1-1", PAID)
    bench.read()
    assert bench.state() is State.PAID_LATE
    bench.press(e.AttentionDecided("till1-1", "checked", "Ann"))
    bench.charge("1")
    bench.clock.seconds += 7_200.0
    bench.press(e.CancelPressed(), e.NextPressed())
    assert "till1-1" not in bench.runner.till.payments
    bench.runner.close()
    again = bench_over(path)
    again.clock.seconds += 9_000.0
    again.start()
    assert again.screen.staff.badge == 0
    assert "till1-1" not in again.runner.till.payments
    again.press(e.CheckNowPressed("till1-1"))
    assert again.gate.seen[-1] == "ask till1-1"
    again.runner.close()
    assert folded(path, "till1-1").decided == "checked"


@pytest.mark.parametrize("name", ["commit", "load", "recall", "bound", "checkpoint", "close"])
def test_the_journal_can_be_called_as_the_port_says(name: str) -> None:
    port = list(inspect.signature(getattr(JournalPort, name)).parameters.values())
    real = list(inspect.signature(getattr(Journal, name)).parameters.values())
    assert [p.name for p in real[: len(port)]] == [p.name for p in port]
    assert all(p.default is not inspect.Parameter.empty for p in real[len(port) :])


def test_what_is_handed_in_cannot_be_changed() -> None:
    bench = Bench()
    for value, name in ((bench.clock.edge(), "mono"), (Makers(Bench, Bench, Bench), "gate")):  # type: ignore[arg-type]  # any callable will do
        assert isinstance(value, Edge | Makers)
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, None)
