"""What must hold after the power went, whatever the disk made of it, and after a till started again on what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kiosk.adapters.journal import Journal
from kiosk.adapters.journal_audit import Audit
from kiosk.adapters.journal_reader import JournalReader
from kiosk.sale.payment import Payment, State
from tests.crash.disk import Op
from tests.crash.world import Truth


def truth_at(ops: Sequence[Op], otherwise: Truth) -> Truth:
    """The world when the power went behind these calls."""
    for op in reversed(ops):
        if isinstance(op.truth, Truth):
            return op.truth
    return otherwise


def opens(path: Path) -> dict[str, Payment]:
    """The real code opens what is left, as a start does; gives its payments."""
    Journal(path).close()
    with JournalReader(path) as reader:
        return {payment.payment_id: payment for payment in reader.payments()}


def nothing_acknowledged_is_lost(path: Path, truth: Truth) -> dict[str, Payment]:
    """Whoever acted on a record acted on one that is still there; and the chain is whole."""
    payments = opens(path)
    with Audit(path) as audit:
        flaws = [str(flaw) for flaw in audit.flaws()]
        assert flaws == [], flaws
        assert audit.head is not None
        assert audit.head.count >= truth.saved, f"{truth.saved} records were acknowledged, {audit.head.count} are there"
    for payment_id in truth.orders:
        assert payment_id in payments, f"{payment_id} was ordered and is not in the journal"
    for payment_id in truth.shown:
        assert payments[payment_id].shown, f"the code of {payment_id} was seen and nothing says so"
    for payment_id in truth.green:
        assert payments[payment_id].paid, f"{payment_id} was shown as paid and is {payments[payment_id].state}"
    return payments


def everything_came_to_its_end(path: Path, truth: Truth) -> None:
    """After recovery: what the platform calls paid is paid, and nothing was asked for twice."""
    payments = nothing_acknowledged_is_lost(path, truth)
    twice = [name for name, count in Counter(truth.orders).items() if count > 1]
    assert twice == [], f"ordered twice: {twice}"
    for name, payment in payments.items():
        end = truth.end(name)
        if end == "paid":
            assert payment.paid, f"{name} is paid at the platform and {payment.state} here"
        elif end == "declined":
            assert payment.state in (State.DECLINED, State.DEAD), f"{name} was declined and is {payment.state}"
        else:
            assert not payment.paid, f"nobody paid {name}"
            assert payment.state in (State.REJECTED, State.WATCHING), f"{name} is left {payment.state}"
